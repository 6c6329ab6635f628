"""Roles: what the nouns that describe a speaker tell: camp, number, gender, in or out of office."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Literal, cast

from onrecord.records import Camp
from onrecord.reference import organisations

_WORD = re.compile(r"[\w.]+(?:[-'’/]\w+)*")
_AFTER_HEAD = re.compile(
    r"\s*(?:[,;:(—–]|(?<![\w-])(?:of|for|at|from|with|in|on|to|by|who|whose|which|that|close|familiar|and(?!(?-i:\s(?:the\s)?(?:(?:North|South|East|West|Central|Latin|Southeast|Northern|Southern|Eastern|Western)\s)?"
    r"(?:Africa|Asia|Americas?|Europe|Caribbean|Pacific|Eurasia|Balkans)\s))|near|against|based|including"
    r"|issued|published|released|signed|written|prepared|compiled|conducted|commissioned|drafted|called|known"
    r"|funded|led|run|owned|backed|to|working|speaking|representing|accused|involved|opposed|such|like|as|about|inside|outside|among|under|within|around|across)\b)",
    re.I,
)

_MASTER = re.compile(
    r"\s(?:for|of|at|in|with|to)\s(?:(?:the|a|an|its|his|her|their|that|this)\s)?(?=[a-z]|Police\b)([\w][\w\s’'-]*)"
)
_OF_STATES = ("government", "judiciary", "parliament", "intergovernmental")
_COMMON_OWNER = re.compile(r"\b([a-z][\w-]+)['’]s\s(?=[\w-]+)")
_PART_OF = re.compile(r"(?:even\s)?(?:one|some|many|most|several|two|three|none|both|all|any|each|few) of (?=\w)", re.I)


@lru_cache(maxsize=20_000)
def singular(word: str) -> str:
    """Return the singular of the role noun *word* (lower case), or *word* itself."""
    if word in _heads():
        return word
    for ending, instead in (("ies", "y"), ("women", "woman"), ("men", "man"), ("es", ""), ("s", "")):
        if word.endswith(ending) and (candidate := word.removesuffix(ending) + instead) in _heads():
            return candidate
    return word


def is_role_word(word: str) -> bool:
    """Tell whether *word* (lower case; singular or plural) says what somebody is."""
    return singular(word) in _heads()


def is_no_role(word: str) -> bool:
    """Tell whether *word* (lower case), though it stands for a person, names no role: "woman"."""
    return word in _words("no_role", "heads")


def is_modifier(word: str) -> bool:
    """Tell whether *word* (lower case) stands before role nouns: "foreign", "opposition", "former"."""
    return word in _modifiers()


@cache
def _modifiers() -> frozenset[str]:
    blocks = (*_data()["modifiers"].values(), _data()["former"]["words"], _data()["plain"]["modifiers"])
    return frozenset(word for block in blocks for word in block.split())


def is_plural(word: str) -> bool:
    """Tell whether the role noun *word* (lower case) stands for several people or for a body."""
    return word in _words("plural", "irregular") or singular(word) != word


def is_document_word(word: str) -> bool:
    """Tell whether *word* (lower case) is a text or an act: "report", "resolution"."""
    return word in _words("documents", "heads") or word.removesuffix("s") in _words("documents", "heads")


def body_words() -> frozenset[str]:
    """Return the words that point back at an organisation."""
    return _words("bodies", "words")


def is_body_word(word: str) -> bool:
    """Tell whether *word* (lower case) points back at an organisation: "group", "ministry"."""
    return word in _words("bodies", "words")


@lru_cache(maxsize=4096)
def head_of(phrase: str) -> str:
    """Return the head noun of a noun phrase in lower case: the last role noun before the first preposition.

    Without a role noun there, the last word there.
    """
    phrase = _PART_OF.sub("", phrase, count=1) if _PART_OF.match(phrase) else phrase
    cut = _AFTER_HEAD.search(phrase, 1) if phrase else None
    before = [w.removesuffix("'s").removesuffix("’s") for w in _WORD.findall(phrase[: cut.start()] if cut else phrase)]
    if not before:
        return ""
    return str(before[-1]).lower().removesuffix(".")


_AGENT_ENDINGS = ("er", "or", "ist", "ian", "ant", "ent", "eer", "man", "woman", "person", "graduate", "aide")


def looks_like_agent(word: str) -> bool:
    """Tell whether *word* (lower case), unlisted, has the ending of a noun for persons: "speechwriter", "botanist"."""
    return len(word) > 5 and word.endswith(_AGENT_ENDINGS)


def gender_of(word: str) -> Literal["male", "female"] | None:
    """Return the gender that the role noun *word* (lower case) tells, or None."""
    if word in _words("female", "heads"):
        return "female"
    return "male" if word in _words("male", "heads") else None


def is_former(role: str) -> bool:
    """Tell whether *role* is one that somebody no longer has."""
    words = role.lower().split()
    return any(w in _words("former", "words") or w.startswith(("ex-", "then-")) for w in words)


def find_head(phrase: str, head: str) -> tuple[int, int] | None:
    """Return where *head*, in singular or plural, first stands in *phrase* as a word of its own; None if nowhere."""
    return next((m.span() for m in _WORD.finditer(phrase) if singular(m.group().lower()) == singular(head)), None)


def head_camp(role: str) -> Camp:
    """Return the camp of the head noun of *role* alone."""
    return _heads().get(singular(head_of(role)), "unknown")


def camp_of(
    role: str | None, affiliation: str | None, *, of_country: bool = False, of_body: Camp | None = None
) -> Camp:
    """Return the camp of somebody with this *role* and *affiliation*.

    Args:
        role: as the document gives it.
        affiliation: the organisation, as the document gives it.
        of_country: the role names a country ("Kazakh president", "Kenya's spokesman") without an organisation.
        of_body: the affiliation's camp where it is known better than from its name.
    """
    head = singular(head_of(role)) if role else ""
    by_organisation = (of_body or organisations.camp_of(affiliation)) if affiliation else "unknown"
    by_role = _camp_of_phrase(role) or _heads().get(head, "unknown") if role else "unknown"
    if role and by_organisation == "unknown" and _camp_of_phrase(role) == "unknown":
        return _camp_beside(_WORD.findall(role.lower()))
    if role and is_former(role):
        return _camp_out_of_office(head, by_organisation, by_role)
    if head in _words("strong", "heads") and not _is_court_of(head, by_organisation):
        return by_role
    if by_organisation != "unknown":
        return by_organisation
    if affiliation and not of_country and by_role == "government" and head in _words("strong", "of_any_body"):
        return "unknown"
    if role and (by_master := _camp_of_master(role, head)) != "unknown":
        return by_master
    if role and not of_country and head in _words("strong", "of_any_body") and _common_owner(role):
        return "unknown"
    by_modifier = _camp_of_modifiers(role, head) if role and _may_be_modified(head) else "unknown"
    if by_role == "government" and head != "president" and by_modifier in ("business", "media", "academia"):
        by_modifier = "unknown"
    if by_modifier != "unknown" and (by_role in ("unknown", "government") or head in _words("bodies", "words")):
        return by_modifier
    return _national(head) if of_country and by_role == "unknown" else by_role


def _camp_of_master(role: str, head: str) -> Camp:
    """Return the camp of whom a spokesman, a director, … is said to serve: "spokesman for the government"."""
    if head not in _words("speaks_for", "heads"):
        return "unknown"
    served = _MASTER.search(role)
    noun = singular(head_of(served.group(1)) if served else _common_owner(role) or "")
    camp = _heads().get(noun, "unknown")
    return camp if is_body_word(noun) or camp in _OF_STATES else "unknown"


def _common_owner(role: str) -> str | None:
    """Return the group that a role's possessive names by a common noun: "company" of "the company's president"."""
    found = _COMMON_OWNER.search(role)
    is_group = found is not None and not is_modifier(found.group(0).strip())
    return found.group(1) if found and is_group and found.group(1) not in _words("strong", "places") else None


def _may_be_modified(head: str) -> bool:
    """Tell whether a word before *head* can decide its camp: "police chief", "media group", not "media silence"."""
    return head in _heads() or is_body_word(head)


def _camp_of_phrase(role: str) -> Camp | None:
    """Return the camp of a role that its words tell only together: "special rapporteur"."""
    low = role.lower()
    return next((cast(Camp, camp) for camp, ones in _data()["phrases"].items() if any(p in low for p in ones)), None)


def _camp_out_of_office(head: str, by_organisation: Camp, by_role: Camp) -> Camp:
    """Politicians out of office count as party; other former officials speak for nobody that we know."""
    if head in _words("former", "political"):
        return "party"
    official = ("government", "intergovernmental", "parliament", "judiciary")
    return "unknown" if by_organisation in official or by_role in official or by_organisation != "unknown" else by_role


def _is_court_of(head: str, camp: Camp) -> bool:
    return head == "justice" and camp == "government"


def _national(head: str) -> Camp:
    return "government" if head in _words("former", "national") else "unknown"


def _camp_of_modifiers(role: str, head: str) -> Camp:
    at = find_head(role, head)
    words = _WORD.findall(role[: at[0]].lower() if at else role.lower())
    if (beside := _camp_beside(words)) != "unknown":
        return beside
    served = (
        _heads().get(singular(w.removesuffix("'s").removesuffix("’s")), "unknown") for w in words if w != "deputy"
    )
    return next((c for c in served if c in ("government", "parliament", "judiciary")), "unknown")


def _camp_beside(words: list[str]) -> Camp:
    """Return the camp that the words beside a head tell: "opposition leader"."""
    camps = (cast(Camp, camp) for camp in _data()["modifiers"] if any(w in _words("modifiers", camp) for w in words))
    return next(camps, "unknown")


@cache
def _heads() -> dict[str, Camp]:
    out: dict[str, Camp] = {}
    for camp, block in _data()["camps"].items():
        for word in block.split():
            out.setdefault(word, cast(Camp, camp))
    return out


@cache
def _words(section: str, key: str) -> frozenset[str]:
    return frozenset(_data()[section][key].split())


@cache
def _data() -> dict[str, Any]:
    raw = resources.files(__package__).joinpath("roles.toml").read_text(encoding="utf-8")
    return tomllib.loads(raw)
