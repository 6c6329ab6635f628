"""Which of the speakers that documents name are the same person or organisation: a cautious guess that persons correct.

A full name alone joins persons within a country, where nothing speaks against it: no official is an activist of the
same name. Between countries a role or an affiliation has to be the same, too. A surname is never enough: who is given
by that alone is somebody of one document, or has the very same role and affiliation. Well-known organisations are the
same under all their names, everywhere; others, and all bodies of a state, by their name within a country.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from onrecord.dossier.rows import fold
from onrecord.records import Camp, Speaker, content_id
from onrecord.reference import organisations

_NOT_WORDS = re.compile(r"[^\w]+")
_OFFICE: frozenset[Camp] = frozenset({"government", "judiciary"})
_CIVIL: frozenset[Camp] = frozenset({"NGO", "media", "business", "individual"})
_WORLDWIDE: frozenset[Camp] = frozenset({"intergovernmental", "media"})
_Side = Literal["office", "civil", "either"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a speaker speaks: in *statements* on *country* ('' for none); of *document* alone, if that is not ''."""

    id: int
    speaker: Speaker
    country: str
    document: str = ""
    statements: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """A known speaker as the machine makes it out; *name* is the form that is said most."""

    key: str
    name: str
    camp: Camp
    is_collective: bool
    places: tuple[int, ...]


def name_key(speaker: Speaker) -> str:
    """Return what two speakers share who may be the same: the name without case, accents and signs.

    The forms of a well-known organisation share its fullest name.
    """
    name = speaker.name or ""
    if speaker.collective and (known := organisations.find(name)):
        name = known.name
    words = _NOT_WORDS.sub(" ", fold(name)).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def identify(places: Iterable[Place]) -> list[Identity]:
    """Tell which places are those of one speaker; *places* are all those of one `name_key`."""
    found: list[Identity] = []
    ordered = sorted(places, key=lambda place: place.id)
    for is_collective in (False, True):
        mine = [place for place in ordered if place.speaker.collective == is_collective]
        joined = _join_organisations(mine) if is_collective else _join_persons(mine)
        found += [_identity(scope, group) for scope, group in joined]
    return found


_Joined = list[tuple[tuple[str, ...], list[Place]]]


def _join_organisations(places: Sequence[Place]) -> _Joined:
    groups: dict[tuple[str, ...], list[Place]] = defaultdict(list)
    for place in places:
        groups[("organisation", "" if _is_worldwide(place.speaker) else place.country)].append(place)
    return list(groups.items())


def _is_worldwide(speaker: Speaker) -> bool:
    return organisations.find(speaker.name or "") is not None or speaker.camp in _WORLDWIDE


def _join_persons(places: Sequence[Place]) -> _Joined:
    full = [place for place in places if " " in name_key(place.speaker)]
    groups: dict[tuple[str, ...], list[Place]] = defaultdict(list)
    for place in places:
        if place not in full:
            scope = ("surname", place.country, *_described(place.speaker), place.document)
            groups[scope].append(place)
    return [*groups.items(), *_join_full_names(full)]


def _described(speaker: Speaker) -> tuple[str, str]:
    return fold(speaker.role or ""), fold(speaker.affiliation or "")


def _join_full_names(places: Sequence[Place]) -> _Joined:
    """Join by country and side first, then across countries by a role or an affiliation that is the same."""
    sides = _sides(places)
    cells: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for place in places:
        cells[place.country, sides[place.id]].append(place)
    home = {cell: cell for cell in cells}

    def root(cell: tuple[str, str]) -> tuple[str, str]:
        while home[cell] != cell:
            cell = home[cell]
        return cell

    for cell, other in _links(cells):
        first, second = sorted((root(cell), root(other)))
        home[second] = first
    groups: dict[tuple[str, ...], list[Place]] = defaultdict(list)
    for cell, mine in cells.items():
        groups["person", *root(cell)] += mine
    return list(groups.items())


def _sides(places: Sequence[Place]) -> dict[int, _Side]:
    """Return of which side each place is: where a country has both sides under one name, they are two persons.

    What is of neither goes with the only side that there is, or the one with which it shares a role or an affiliation.
    """
    own: dict[int, _Side] = {place.id: _side(place.speaker.camp) for place in places}
    by_country: dict[str, set[_Side]] = defaultdict(set)
    for place in places:
        if own[place.id] != "either":
            by_country[place.country].add(own[place.id])
    out: dict[int, _Side] = {}
    for place in places:
        there = by_country[place.country]
        if len(there) < 2:
            out[place.id] = "either"  # nobody to tell it from
        elif own[place.id] == "either":
            out[place.id] = _side_by_description(place, places, own)
        else:
            out[place.id] = own[place.id]
    return out


def _side(camp: Camp) -> _Side:
    return "office" if camp in _OFFICE else "civil" if camp in _CIVIL else "either"


def _side_by_description(place: Place, places: Sequence[Place], own: dict[int, _Side]) -> _Side:
    mine = set(_described(place.speaker)) - {""}
    near = {own[o.id] for o in places if o.country == place.country and mine & set(_described(o.speaker))} - {"either"}
    return next(iter(near)) if len(near) == 1 else "either"


def _links(cells: dict[tuple[str, str], list[Place]]) -> list[tuple[tuple[str, str], tuple[str, str]]]:
    """Return the pairs of cells that are one person's: those that share a role or an affiliation, and no country.

    What is said on no country goes with the only country that there is.
    """
    by_words: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for cell, mine in sorted(cells.items()):
        for words in sorted({words for place in mine for words in _described(place.speaker) if words}):
            by_words[words].append(cell)
    found = [(a, b) for same in by_words.values() for a, b in pairwise(same) if a[0] != b[0]]
    abroad = [cell for cell in cells if cell[0]]
    if len(abroad) == 1:
        found += [(cell, abroad[0]) for cell in cells if not cell[0]]
    return found


def _identity(scope: tuple[str, ...], places: Sequence[Place]) -> Identity:
    names: Counter[str] = Counter()
    camps: Counter[Camp] = Counter()
    for place in places:
        weight = max(1, place.statements)
        names[place.speaker.name or ""] += weight
        camps[place.speaker.camp] += weight * (place.speaker.camp != "unknown")
    name = min(names, key=lambda one: (one.isupper() and len(one) > 5, -names[one], one))
    key = content_id("known-speaker", name_key(places[0].speaker), *scope)
    return Identity(
        key=key,
        name=name,
        camp=min(camps, key=lambda one: (-camps[one], one)),
        is_collective=places[0].speaker.collective,
        places=tuple(place.id for place in places),
    )
