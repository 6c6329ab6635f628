"""Organisations: the camp of the well-known ones, and what the words of a name tell about the others."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, cast

from onrecord.records import Camp

_CONNECTOR = re.compile(r" (?:of|for|on|to|against|at|in|by|through|without|with) ", re.I)
_WORD = re.compile(r"[\w.]+(?:['’-]\w+)*")
_OF_STATES = re.compile(r"\bof (?:the )?(?:[\w-]+ ){0,3}(?:states|nations|countries|governments)$", re.I)
_LEGAL_AID = re.compile(r"\blegal (?:clinic|aid)\b", re.I)
_WORLD = re.compile(
    r"world (?:league|organi[sz]ation|union|assembly|commission|office)\b"
    r"|international (?:[\w-]+ )?(?:aviation|maritime|labou?r|telecommunications?|hydrographic|atomic|monetary|energy"
    r"|migration|meteorological|police) (?:organi[sz]ation|union|agency|fund|bureau)\b",
    re.I,
)
_NATIONAL_RIGHTS_BODY = re.compile(
    r"(?:(?:\w+(?:[ei]an|ish|ese|[a-z]i)|national|independent|afghan|thai|french|dutch|greek|swiss|uzbek|kazakh|kyrgyz|tajik"
    r"|turkmen) )+"
    r"(?:human rights commission|commission (?:for|on) human rights|commission for human rights)\b",
    re.I,
)
_PARTY_HEADS = frozenset("movement front union league alliance congress coalition forum".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A well-known organisation; *forms* are all its names, the fullest first."""

    name: str
    forms: tuple[str, ...]
    camp: Camp


@cache
def known() -> dict[str, Organisation]:
    """Return the well-known organisations under each of their forms, as `key` writes them."""
    table: dict[str, Organisation] = {}
    for camp, block in _data()["known"].items():
        for line in block.strip().splitlines():
            name, _, others = line.partition(" = ")
            forms = (name, *(o.strip() for o in others.split(",") if o.strip()))
            one = Organisation(name=name, forms=forms, camp=cast(Camp, camp))
            table.update({key(form): one for form in forms})
    return table


def key(name: str) -> str:
    """Return *name* as it is looked up: straight apostrophes, no article; case is kept only in acronyms."""
    name = name.replace("’", "'").removeprefix("the ").removeprefix("The ")
    return name if name.isupper() else name.lower()


def find(name: str) -> Organisation | None:
    """Return the well-known organisation that *name* names, or None."""
    return known().get(key(name))


def camp_of(name: str) -> Camp:
    """Return the camp of the organisation called *name*: from the list, else from the words of the name."""
    one = find(name)
    return one.camp if one else _camp_by_words(name)


def has_organisation_word(word: str) -> bool:
    """Tell whether *word* (lower case) marks a name as an organisation's: "institute", "ministry"."""
    return word in _words()


def _camp_by_words(name: str) -> Camp:
    words = [w.lower() for w in _WORD.findall(name.replace("’", "'"))]
    if len(words) == 1 and words[0] in _hints()["alone"]:
        return "unknown"
    if _LEGAL_AID.search(name):
        return "NGO"
    head = head_word(name)
    found = [_words()[w] for w in (*words, head) if w in _words()]
    camp: Camp = found[-1] if found else "unknown"
    if (_OF_STATES.search(name) or _WORLD.match(name)) and camp not in ("parliament", "judiciary"):
        return "intergovernmental"
    if head == "group" and camp == "business" and re.search(r"\bgroup (?:of|for|on)\b", name, re.I):
        return _hinted(words) or "unknown"
    if head in _PARTY_HEADS and _hints()["party"] & set(words):
        return "party"
    if _NATIONAL_RIGHTS_BODY.match(name) and not _hints()["intergovernmental"] & set(words):
        return "government"
    if head in _hints()["weak"] or camp == "unknown":
        return _hinted(words) or camp
    return camp


def head_word(name: str) -> str:
    """Return the decisive word: the last one before the first preposition, in lower case."""
    before = _CONNECTOR.split(name.replace("’", "'"), maxsplit=1)[0]
    found = _WORD.findall(before)
    return found[-1].lower() if found else ""


def _hinted(words: list[str]) -> Camp | None:
    order: tuple[Camp, ...] = ("intergovernmental", "judiciary", "NGO", "government", "media", "academia", "business")
    for camp in order:
        if _hints()[camp] & set(words):
            return camp
    return None


@cache
def _words() -> dict[str, Camp]:
    return {word: cast(Camp, camp) for camp, block in _data()["words"].items() for word in block.split()}


@cache
def _hints() -> dict[str, frozenset[str]]:
    return {camp: frozenset(block.split()) for camp, block in _data()["hints"].items()}


@cache
def _data() -> dict[str, Any]:
    raw = resources.files(__package__).joinpath("organisations.toml").read_text(encoding="utf-8")
    return tomllib.loads(raw)
