"""Bodies that only their surroundings tell: "Open Quay, an NGO", "director of Open Quay", "the Miners' Union".

Word shapes alone cannot tell such a name from a person's; where the text says once what it is, all its mentions follow.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from functools import cache

from onrecord.records import Camp
from onrecord.reference import organisations
from onrecord.statements import roles
from onrecord.statements.grammar import alternatives, words
from onrecord.statements.name_words import (
    addresses,
    fold,
    given_names,
    is_given,
    is_plain_word,
    kinds,
    title_gender,
    words_of,
)
from onrecord.statements.names import Name

_OWNERS = re.compile(r"(?:[A-Z][\w-]*\s){0,4}[A-Z][\w-]*(?P<mark>s['’]|['’]s)\s$")
_PLURAL = re.compile(r"\w(?:ers|ors|ists|ians|ants|ents|eers|yers|men|ees|ives|izens|oners)$")
_OFFICE_OF_ONE = frozenset(
    "prosecutor general attorney ombudsman governor president sheriff mayor coroner commissioner minister".split()
)
_OFFICES_OF = re.compile(r"(?:Office|Department)\b")
_DISTRICTS = frozenset("County City State Province District".split())
_MASTHEADS = frozenset("post times journal herald telegraph".split())
_GENERIC = frozenset("department ministry office".split())
_PEOPLE = frozenset("women men children people peoples youth workers".split())
_APPOSED = re.compile(r",\s(?:a|an|the|one of)\s([^,.;:()“”\"\n]{2,80})")
_KIND_BEFORE = re.compile(
    rf"\b(?:[a-z][\w-]*\s)?(?:{alternatives('kinds_of_bodies')}|(?:rights|advocacy|monitoring|campaign|opposition|media"
    r"|activism|activist|environmental|pressure|lobby|conservation|student)\s"
    r"group)\s$"
)
_POST_BEFORE = re.compile(
    rf"\b(?:(?:{alternatives('posts_of')})\sof|(?:{alternatives('posts_at')})\s(?:at|with|from))\s(?:the\s)?$"
)
_MODIFIED_BY = re.compile(r"\s(?:\w+ing|that|which|who|where|based|of|for|in|with|from|to)\s")
_PARTY_AFTER = re.compile(r"\sparty\b")
_AFTER_POSTS = tuple(f" {p} {d}" for p in ("of", "at", "with", "from") for d in ("", "the "))
_MIN_FIRST_CHARS = 5
_BEFORE_CHARS = 60
_NOT_BODIES = frozenset("state country nation government parliament".split())
_UNIONS = frozenset("union league organisation organization community".split())
_NO_SHORT_FORM = frozenset(
    "police government army navy guard forces press media authority authorities radio times news post".split()
)


def join_owners(text: str, names: list[Name]) -> list[Name]:
    """Join an organisation to the plural possessive before it: "Miners'" + "Trade Union", "Women's" + "Network"."""
    out: list[Name] = []
    for name in names:
        start = _owners_start(text, name) if name.kind == "organisation" else None
        if start is None and out and _are_subjects(text, out[-1], name):
            start = out[-1].span[1] - len(out[-1].words[-1])
        if start is None:
            out.append(name)
            continue
        while out and out[-1].span[1] > start:
            start = min(start, out[-1].span[0])
            out.pop()
        whole = (start, name.span[1])
        out.append(replace(name, span=whole, lead=start, words=(text[slice(*whole)],)))
    return out


def _are_subjects(text: str, topic: Name, name: Name) -> bool:
    """Tell whether "Culture and" stands before "Information Ministry": two subjects of one body."""
    tokens = text[slice(*name.span)].split()
    is_topic = topic.kind in ("topic", "place") and fold(topic.words[-1]) in kinds()["T"]
    joined = name.kind == "organisation" and len(tokens) == 2 and text[topic.span[1] : name.lead] == " and "
    is_office_for = topic.kind == "place" and tokens[-1] in ("Office", "Ministry", "Department") and len(tokens) > 2
    if is_office_for and text[topic.span[1] : name.lead] == " and " and fold(tokens[1]) == "affairs":
        return True
    return is_topic and joined and fold(tokens[0]) in kinds()["T"] and tokens[1] in ("Ministry", "Department")


def _owners_start(text: str, name: Name) -> int | None:
    offset = max(0, name.lead - 90, text.rfind("\n", 0, name.lead) + 1)
    match = _OWNERS.search(text[offset : name.lead])
    if match is None:
        return None
    words_before = list(re.finditer(r"[A-Z][\w-]*", match.group().rstrip("s'’ ")))
    start = match.start()
    while len(words_before) > 1 and fold(words_before[0].group()) in words_of("function"):
        words_before.pop(0)
    is_place = len(words_before) > 1 and any(w.group() in _DISTRICTS for w in words_before)
    if not words_before or (is_given(fold(words_before[0].group())) and not is_place):
        return None
    last = text[offset + start + words_before[-1].start() : name.lead].split("’")[0].split("'")[0].lower()
    if last in _OFFICE_OF_ONE and _OFFICES_OF.match(text, name.lead) and match["mark"][0] != "s":
        return offset + start + words_before[0].start()
    is_plural = last in _PEOPLE or (match["mark"][0] == "s" and (bool(_PLURAL.search(last)) or _is_plural_role(last)))
    return offset + start + words_before[0].start() if is_plural else None


def _is_plural_role(word: str) -> bool:
    return roles.is_role_word(word) and roles.singular(word) != word


def declare(text: str, names: list[Name]) -> tuple[list[Name], dict[str, Camp]]:
    """Return *names* with those that the text says to be organisations as such, and the camps that it tells of them."""
    camps: dict[str, Camp] = {}
    for name in names:
        if name.kind == "organisation":
            if _PARTY_AFTER.match(text, name.span[1]):
                camps.setdefault(_form(text, name), "party")
        elif _may_be_body(text, name) and (camp := _declared_camp(text, name)) is not None:
            key = _form(text, name)
            camps[key] = camp if camps.get(key, "unknown") == "unknown" else camps[key]
    told = {*camps, *(first for first in map(first_word, camps) if first)}
    return [_as_body(text, n) if _is_told(text, n, camps, told) else n for n in names], camps


def _is_told(text: str, name: Name, camps: dict[str, Camp], told: set[str]) -> bool:
    form = _form(text, name)
    return form in camps or (form in told and name.kind == "single" and not name.titled)


def first_word(form: str) -> str | None:
    """Return what stands for a body's name of several words: "Patriot" for "Patriot Coal"; None for a plain word."""
    first, _, rest = form.partition(" ")
    is_plain = is_plain_word(first) or first in given_names() or organisations.has_organisation_word(first)
    return first if rest and len(first) >= _MIN_FIRST_CHARS and not is_plain else None


def _form(text: str, name: Name) -> str:
    return fold(text[name.lead : name.span[1]])


def _as_body(text: str, name: Name) -> Name:
    span = (name.lead, name.span[1])
    return replace(name, kind="organisation", span=span, words=(text[slice(*span)],), gender=None, titled=False)


def _may_be_body(text: str, name: Name) -> bool:
    """Tell whether nothing says that *name* is a person's or a plain place's."""
    if name.titled or name.gender or name.kind == "organisation":
        return False
    tokens = [fold(w) for w in text[name.lead : name.span[1]].split()]
    first = tokens[0]
    titles = addresses() | title_gender().keys()
    if first in titles or first in given_names() or len(_form(text, name)) < 3:
        return False
    if all(t in kinds()["C"] or t in words_of("capitals") for t in tokens):
        return False
    return name.kind in ("person", "single", "place", "topic", "role") and not (
        name.kind == "role" and len(tokens) == 1
    )


def _declared_camp(text: str, name: Name) -> Camp | None:
    """Return the camp of the body that the words around *name* say it is ("unknown" too), or None if they do not."""
    if (match := _APPOSED.match(text, name.span[1])) is not None:
        noun = _MODIFIED_BY.split(match.group(1), maxsplit=1)[0]
        head = roles.singular(roles.head_of(noun))
        if head in words("kinds_of_bodies") or (roles.is_body_word(head) and head not in _NOT_BODIES):
            return roles.camp_of(noun, None) if name.kind != "place" or " " in _form(text, name) else None
    before = text[max(0, name.lead - _BEFORE_CHARS) : name.lead]
    is_named = name.kind in ("person", "single", "topic") or " " in _form(text, name)
    if is_named and before[:-1].rpartition(" ")[2] in _kind_words() and (match := _KIND_BEFORE.search(before)):
        return roles.camp_of(match.group().strip(), None)
    if _PARTY_AFTER.match(text, name.span[1]) and before.endswith(("the ", "The ")) and name.kind != "topic":
        return "party" if " " in _form(text, name) else None
    has_several = " " in _form(text, name)
    if has_several and name.kind != "role" and before.endswith(_AFTER_POSTS) and _POST_BEFORE.search(before):
        return (
            None if text[name.span[1] : name.span[1] + 2] in ("’s", "'s") else organisations.camp_of(_form(text, name))
        )
    return None


def _is_office_called(form: str, word: str) -> bool:
    """Tell whether a department goes by its first word: "Treasury" for "U.S. Treasury Department"."""
    tokens = fold(form).split()
    return len(tokens) < 4 and tokens[-1] in _GENERIC and tokens[-2] == word


@cache
def _kind_words() -> frozenset[str]:
    return words("kinds_of_bodies") | {"group"}


def full_form(short: str, longer: list[str], told: Collection[str]) -> str | None:
    """Return the one longer name that "the Union" or "the Ministry" can stand for, or None.

    Args:
        short: a name of one word.
        longer: the other organisations that the document names.
        told: those of them that are bodies because the text says so, folded.
    """
    word = fold(short)
    if word.split()[-1] in _GENERIC and " " in word:
        whole = [form for form in longer if fold(form).endswith(" " + word)]
        return whole[0] if len(whole) == 1 else None
    by_first = [form for form in longer if fold(form) in told and first_word(fold(form)) == word]
    if len(by_first) == 1:
        return by_first[0]
    if word in _MASTHEADS:
        papers = [form for form in longer if fold(form).endswith(" " + word)]
        return papers[0] if len(papers) == 1 else None
    offices = [form for form in longer if _is_office_called(form, word)]
    if len(offices) == 1:
        return offices[0]
    if (
        " " in word
        or word in _NO_SHORT_FORM
        or organisations.find(short)
        or not organisations.has_organisation_word(word)
    ):
        return None
    fitting = [form for form in longer if " " in form and organisations.head_word(form) == word]
    opening = [form for form in fitting if fold(form.split()[0]) == word]
    if len(fitting) == 1:
        return fitting[0]
    return opening[0] if len(opening) == 1 and word in _UNIONS else None
