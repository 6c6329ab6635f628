"""Words that tell names from other words in capitals, from ``names.toml``."""

from __future__ import annotations

import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Literal

from onrecord.reference import organisations
from onrecord.statements import roles

Gender = Literal["male", "female"]

MODIFIERS = frozenset(
    """prime foreign deputy vice first assistant acting senior high special former chief executive attorney
    secretary-general then-president junior interim incoming outgoing permanent press federal supreme lead
    principal honorary""".split()
)

_PLATFORMS = frozenset("facebook twitter youtube instagram telegram whatsapp tiktok vkontakte weibo wechat".split())


@cache
def kinds() -> dict[str, frozenset[str]]:
    """Return the words that are no names, by what they are: F function, C calendar, R role, T topic, D place."""
    words = {key: frozenset(block.split()) for key, block in _data()["words"].items()}
    titles = frozenset(" ".join(_data()["titles"].values()).split())
    abbreviated = frozenset(
        """prosecutor-general attorney-general director-general governor-general sen. rep. gov. gen. col. lt. sgt. capt.
        adm. supt. maj. sen rep gov gen col lt sgt adm dsp csp ssp asp acp dcp igp cp brig cmdr""".split()
    )
    return {
        "F": words["function"],
        "C": words["calendar"],
        "R": titles | abbreviated,
        "T": words["topic"],
        "D": words["places"] | words["capitals"] | words["adjectives"],
    }


def gender_of_given(word: str) -> Gender | None:
    """Return the gender that the given name *word* (folded) tells, or None."""
    male, female = word in _given_lists()["male"], word in _given_lists()["female"]
    if male == female:
        return gender_of_given(word.split("-")[0]) if "-" in word else None
    return "male" if male else "female"


def is_given(word: str) -> bool:
    """Tell whether *word* (folded) is a common given name."""
    return word in given_names() or ("-" in word and word.split("-")[0] in given_names())


def is_plain_word(word: str) -> bool:
    """Tell whether *word* (folded), though in capitals, belongs to no name: a role, a subject, a place, a modifier."""
    return (
        roles.is_role_word(word)
        or roles.is_modifier(word)
        or word in MODIFIERS
        or any(word in words for words in kinds().values())
    )


def is_place_word(word: str) -> bool:
    """Tell whether *word* (folded) is a place, a capital, or an adjective made of one."""
    return word in kinds()["D"] or word.endswith(("ian", "ish", "ese"))


def is_platform_word(word: str) -> bool:
    """Tell whether *word* is where people write in public, rather than who writes: "Facebook"."""
    return fold(word) in _PLATFORMS


def is_credit(word: str) -> bool:
    """Tell whether *word* is the end of a photographer's name and an agency's: "Roe/AP"."""
    first, _, second = word.partition("/")
    if not second or first.isupper() or organisations.find(first):
        return False
    return second.isupper() or organisations.find(second) is not None


@cache
def addresses() -> frozenset[str]:
    """Return the forms of address after which any word is a name."""
    return frozenset("mr mr. mrs mrs. ms ms. miss dr dr. sir".split())


@cache
def words_of(kind: str) -> frozenset[str]:
    """Return the word list *kind* of ``names.toml``: function, calendar, topic, places, capitals, things."""
    return frozenset(_data()["words"][kind].split())


@lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """Return *word* in lower case without accents, with straight apostrophes."""
    low = word.replace("’", "'").casefold()
    if low.isascii():
        return low
    return "".join(c for c in unicodedata.normalize("NFD", low) if not unicodedata.combining(c)).replace("ı", "i")


@cache
def given_names() -> frozenset[str]:
    """Return the common given names."""
    return frozenset().union(*_given_lists().values())


@cache
def _given_lists() -> dict[str, frozenset[str]]:
    return {gender: frozenset(block.split()) for gender, block in _data()["given"].items()}


@cache
def words_after() -> frozenset[str]:
    """Return what may follow a name: "MP", "PhD"."""
    return frozenset(_data()["parts"]["after"].split())


@cache
def title_gender() -> dict[str, Gender]:
    """Return the gender that a title tells."""
    titles = _data()["titles"]
    male: dict[str, Gender] = dict.fromkeys(titles["male"].split(), "male")
    return male | dict.fromkeys(titles["female"].split(), "female")


@cache
def _data() -> dict[str, Any]:
    raw = resources.files(__package__).joinpath("names.toml").read_text(encoding="utf-8")
    return tomllib.loads(raw)
