"""Names put together from parts that capitals alone tear apart: nicknames, offices of one word, bases of bodies."""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.reference import organisations
from onrecord.statements.name_words import fold
from onrecord.statements.names import Name

_NICKNAME = re.compile(r" (?:[“\"‘'][\w’' -]{2,25}[”\"’']|\([“\"‘'][\w’' -]{2,25}[”\"’']\)) ")
_COMMON_BODIES = frozenset(
    "police army navy government authorities forces prosecutors prosecution military media press".split()
)
_BASED = re.compile(r"[\w.’'-]+(?: [\w.’'-]+){0,2}-(?:based|backed|funded|led|run|owned) (?=\w)")
_OFFICE_BEFORE = re.compile(r"[a-z] of $")


def join_parts(text: str, names: list[Name]) -> list[Name]:
    """Return *names* with nicknames joined in, "the Police" no proper name, and "Geneva-based" out of a body's name."""
    out: list[Name] = []
    for found in names:
        name = _without_base(text, _as_common(text, found))
        for reach in (1, 2):
            before = out[-reach] if len(out) >= reach else None
            if before and (whole := _with_nickname(text, before, name) or _with_office(text, before, name)):
                del out[-reach:]
                name = whole
                break
        out.append(name)
    return out


def _as_common(text: str, name: Name) -> Name:
    """Make a lone "Police" an office, no organisation of that name."""
    form = text[slice(*name.span)]
    is_common = name.kind == "organisation" and fold(form) in _COMMON_BODIES and organisations.find(form) is None
    return replace(name, kind="role") if is_common else name


def _without_base(text: str, name: Name) -> Name:
    base = _BASED.match(text, *name.span) if name.kind == "organisation" else None
    if base is None:
        return name
    return replace(name, span=(base.end(), name.span[1]), lead=base.end(), words=(text[base.end() : name.span[1]],))


def _with_nickname(text: str, first: Name, last: Name) -> Name | None:
    """Join 'Ann' + 'Roe' of 'Ann "Bo" Roe'."""
    between = text[first.span[1] : last.lead]
    are_parts = first.kind in ("single", "person") and last.kind in ("single", "person") and last.lead == last.span[0]
    if not are_parts or last.titled or not _NICKNAME.fullmatch(between):
        return None
    whole = (first.span[0], last.span[1])
    return replace(
        first, span=whole, words=(*first.words, *last.words), kind="person", gender=first.gender or last.gender
    )


def _with_office(text: str, office: Name, name: Name) -> Name | None:
    """Join the "Police" of "Chief of Police Ann Roe" to the name, as what leads it."""
    is_office = office.kind == "role" and fold(text[slice(*office.span)]) in _COMMON_BODIES
    touches = name.kind == "person" and text[office.span[1] : name.lead] == " "
    if not is_office or not touches or not _OFFICE_BEFORE.search(text, max(0, office.lead - 5), office.lead):
        return None
    return replace(name, lead=office.lead, titled=True)
