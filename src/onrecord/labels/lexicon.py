"""Find the terms of word lists in a row of words, all lists in one pass.

A term is written as words with a space between them; each is one of

    word      the word itself, in lower case
    begin*    any word that begins so
    a|b|c*    any of several
    _         any one word
    ...       up to four words

Lists are tables of a TOML file: ``terms`` (terms with a comma or a line end between them) and optionally ``weight``,
``unless_after`` (words: a term does not count if one of them stands among the three words before it) and
``unless_before`` (the same for the two words after it).
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from onrecord.records import Span

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\d+(?:[.,]\d+)*|\w+(?:['’](?!s\b)\w+)*|['’]s\b|[^\w\s-]")
_LOOK_BACK, _LOOK_AHEAD, _GAP = 3, 2, 4
_ANY, _SKIP = "_", "..."


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A row of words in lower case, with where they stand in the text."""

    words: tuple[str, ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A term of the list *group* found at the words ``[first, last)``."""

    group: str
    weight: float
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    name: str
    weight: float
    unless_after: frozenset[str]
    unless_before: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Element:
    exact: frozenset[str]
    prefixes: tuple[str, ...]
    is_any: bool = False
    is_skip: bool = False

    def fits(self, word: str) -> bool:
        return self.is_any or word in self.exact or (bool(self.prefixes) and word.startswith(self.prefixes))


_Entry = tuple[_Group, tuple[_Element, ...]]


def read_words(text: str, spans: Iterable[Span]) -> Words:
    """Cut the stretches *spans* of *text* into words and signs; hyphens fall out, a possessive stands apart."""
    found = [(m.group().lower().replace("’", "'"), m.span()) for a, b in spans for m in _WORD.finditer(text, a, b)]
    return Words(words=tuple(w for w, _ in found), spans=tuple(s for _, s in found))


class Lexicon:
    """Word lists made ready for finding.

    Args:
        lists: by the name of the list, its table as in the TOML files.
    """

    def __init__(self, lists: dict[str, dict[str, Any]]) -> None:
        self._exact: dict[str, list[_Entry]] = defaultdict(list)
        self._prefix: dict[str, list[_Entry]] = defaultdict(list)
        self._known: dict[str, tuple[_Entry, ...]] = {}
        self.groups = tuple(lists)
        for name, table in lists.items():
            self._add(name, table)

    def _add(self, name: str, table: dict[str, Any]) -> None:
        group = _Group(
            name=name,
            weight=float(table.get("weight", 1.0)),
            unless_after=frozenset(str(table.get("unless_after", "")).split()),
            unless_before=frozenset(str(table.get("unless_before", "")).split()),
        )
        for term in re.split(r"[,\n]", table["terms"]):
            if elements := tuple(_element(part) for part in _parts(term)):
                for word in elements[0].exact:
                    self._exact[word].append((group, elements[1:]))
                for prefix in elements[0].prefixes:
                    self._prefix[prefix].append((group, elements[1:]))

    def find(self, words: Sequence[str]) -> list[Hit]:
        """Return the hits in *words* in reading order; hits may overlap."""
        hits: list[Hit] = []
        known, beginning = self._known, self._beginning
        for i, word in enumerate(words):
            for group, rest in known[word] if word in known else beginning(word):
                last = _match(rest, words, i + 1) if rest else i + 1
                if last and _counts(group, words, i, last):
                    hits.append(Hit(group=group.name, weight=group.weight, first=i, last=last))
        return hits

    def _beginning(self, word: str) -> tuple[_Entry, ...]:
        """Return the terms that can begin with *word*; remembered, as words come again and again."""
        if (known := self._known.get(word)) is None:
            by_prefix = (e for n in range(1, len(word) + 1) for e in self._prefix.get(word[:n], ()))
            known = (*self._exact.get(word, ()), *by_prefix)
            if len(self._known) < 100_000:
                self._known[word] = known
        return known


def _parts(term: str) -> list[str]:
    return term.replace("’", "'").replace("-", " ").replace("'s ", " 's ").split()


def _element(part: str) -> _Element:
    if part in (_ANY, _SKIP):
        return _Element(frozenset(), (), is_any=part == _ANY, is_skip=part == _SKIP)
    options = part.split("|")
    prefixes = tuple(o[:-1] for o in options if o.endswith("*"))
    return _Element(frozenset(o for o in options if not o.endswith("*")), prefixes)


def _match(rest: tuple[_Element, ...], words: Sequence[str], at: int) -> int:
    """Return where the elements *rest* end if they stand from *at* on, or 0."""
    for k, element in enumerate(rest):
        if element.is_skip:
            ends = (_match(rest[k + 1 :], words, at + gap) for gap in range(_GAP + 1))
            return next((end for end in ends if end), 0)
        if at >= len(words) or not element.fits(words[at]):
            return 0
        at += 1
    return at


def _counts(group: _Group, words: Sequence[str], first: int, last: int) -> bool:
    before = words[max(0, first - _LOOK_BACK) : first]
    after = words[last : last + _LOOK_AHEAD]
    return group.unless_after.isdisjoint(before) and group.unless_before.isdisjoint(after)


def load_lists(name: str) -> dict[str, dict[str, Any]]:
    """Read the word lists of the file *name* of this room."""
    return tomllib.loads(resources.files(__package__).joinpath(name).read_text(encoding="utf-8"))


@cache
def lexicon() -> Lexicon:
    """Return all word lists of this room as one lexicon; a list is named by its file and its table, as "act.demand"."""
    files = {
        "right": "rights.toml",
        "act": "acts.toml",
        "stance": "stances.toml",
        "hedge": "hedges.toml",
        "cue": "cues.toml",
        "sure": "sure.toml",
        "rule": "rules.toml",
    }
    return Lexicon(
        {f"{prefix}.{table}": terms for prefix, name in files.items() for table, terms in load_lists(name).items()}
    )
