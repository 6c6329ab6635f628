"""Words of a statement: tokens, stems, and terms of the word lists found among them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Generic, NamedTuple, TypeVar

T = TypeVar("T")
_TOKEN = re.compile(r"\d[\d,.]*\d(?![-\w])|\w+(?:[-'’]\w+)*")
_GAP = 3
"""So many words may stand where a term has dots."""


class Words(NamedTuple):
    """The words of a quote in lower case, and where each stands in it."""

    words: list[str]
    spans: list[tuple[int, int]]


def tokens(quote: str) -> Words:
    """Return the words of *quote* in reading order."""
    lower = quote.lower()
    if len(lower) != len(quote):  # a few letters grow
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in quote)
    found = list(_TOKEN.finditer(lower.replace("’", "'")))
    return Words([m.group() for m in found], [m.span() for m in found])


_ENDINGS = (
    "isations", "izations", "isation", "ization", "ational", "ations", "ation", "ments", "ment", "ities", "ity",
    "ingly", "ions", "ion", "ings", "ing", "ies", "ied", "ers", "er", "ed", "es", "ly", "al", "s", "e", "y",
)  # fmt: skip
_SHORTEST_STEM = 4


@cache
def stem(word: str) -> str:
    """Return *word* without its ending, so that "abolished" and "abolition" meet often, and strangers seldom."""
    word = word.removesuffix("'s").removesuffix("'")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)]
    return word


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A word of a term: one of *words*, or any that begins with one of *stems*; *is_far*: words may stand before it."""

    words: frozenset[str]
    stems: tuple[str, ...]
    is_far: bool = False

    def fits(self, word: str) -> bool:
        """Tell whether *word* may stand here."""
        return word in self.words or (bool(self.stems) and word.startswith(self.stems))


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit(Generic[T]):
    """A term found: the tokens `[first, last]`, and what the list says of it."""

    first: int
    last: int
    value: T


@dataclass(slots=True)
class Lexicon(Generic[T]):
    """Terms to look for, each with a value; `*` any ending, `|` one of, `...` up to three words between."""

    terms: list[tuple[tuple[Slot, ...], T]]
    _by_word: dict[str, list[tuple[tuple[Slot, ...], T]]] = field(default_factory=dict)
    _by_letters: dict[str, list[tuple[tuple[Slot, ...], T]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for term in self.terms:
            for letters in {word[:2] for word in (*term[0][0].words, *term[0][0].stems)}:
                self._by_letters.setdefault(letters, []).append(term)

    def find(self, words: Sequence[str]) -> list[Hit[T]]:
        """Return the terms found, in reading order; of several from one word the longest."""
        out: list[Hit[T]] = []
        for at, token in enumerate(words):
            begun = self._by_word.get(token)
            if begun is None:
                begun = self._beginning(token)
            if not begun:
                continue
            best: Hit[T] | None = None
            for slots, value in begun:
                last = _match(words, at, slots)
                if last is not None and (best is None or last > best.last):
                    best = Hit(first=at, last=last, value=value)
            if best:
                out.append(best)
        return out

    def _beginning(self, word: str) -> list[tuple[tuple[Slot, ...], T]]:
        found = [term for term in self._by_letters.get(word[:2], ()) if term[0][0].fits(word)]
        self._by_word[word] = found
        return found


def _match(words: Sequence[str], at: int, slots: Sequence[Slot]) -> int | None:
    for slot in slots[1:]:
        reach = range(at + 1, min(len(words), at + 2 + (_GAP if slot.is_far else 0)))
        found = next((n for n in reach if slot.fits(words[n])), None)
        if found is None:
            return None
        at = found
    return at


def lexicon(lists: Iterable[tuple[str, T]]) -> Lexicon[T]:
    """Make a lexicon of lists of terms, each with its value."""
    return Lexicon([(_slots(term), value) for terms, value in lists for term in terms.split(",") if term.strip()])


def _slots(term: str) -> tuple[Slot, ...]:
    out: list[Slot] = []
    is_far = False
    for part in term.split():
        if part == "...":
            is_far = True
            continue
        words = part.split("|")
        whole = frozenset(w for w in words if not w.endswith("*"))
        out.append(Slot(words=whole, stems=tuple(w[:-1] for w in words if w.endswith("*")), is_far=is_far))
        is_far = False
    return tuple(out)


@cache
def lists() -> Mapping[str, Any]:
    """Return the word lists of this room."""
    return tomllib.loads(resources.files(__package__).joinpath("opposites.toml").read_text(encoding="utf-8"))


@cache
def word_set(name: str) -> frozenset[str]:
    """Return one of the lists of single words."""
    return frozenset(lists()["words"][name].split())


@cache
def matters() -> Lexicon[str]:
    """Return the words for things, each with what it is called here."""
    lines = (line.partition(" = ") for line in lists()["matters"]["terms"].strip().splitlines())
    return lexicon((terms, name) for name, _, terms in lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pole:
    """One end of an axis: *sign* +1 for the first pole; *is_change*: the words tell a change, not a state."""

    axis: str
    name: str
    sign: int
    is_change: bool


@cache
def poles() -> Lexicon[Pole]:
    """Return the words for what can be said of a thing, each with its pole."""
    return lexicon(_pole_lists())


def _pole_lists() -> Iterator[tuple[str, Pole]]:
    for axis, ends in lists()["axes"].items():
        for sign, (name, kinds) in zip((1, -1), ends.items(), strict=True):
            for kind, terms in kinds.items():
                yield terms, Pole(axis=axis, name=name, sign=sign, is_change=kind == "done")


@cache
def pattern(section: str, name: str) -> re.Pattern[str]:
    """Return a pattern of ``findings.toml``: any of its alternatives, between word boundaries, in any case."""
    table = _patterns()[section]
    numbers = table.get("numbers", "N")
    alternatives = "|".join(re.sub(r"\bN\b", lambda _: numbers, one) for one in table[name])
    return re.compile(rf"\b(?:{alternatives})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=500_000)
def has(section: str, name: str, quote: str) -> bool:
    """Tell whether a pattern of ``findings.toml`` stands in *quote*."""
    return pattern(section, name).search(quote) is not None


@cache
def word_list(section: str, name: str) -> frozenset[str]:
    """Return a list of ``findings.toml`` as plain words."""
    return frozenset(_patterns()[section][name])


@cache
def _patterns() -> Mapping[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("findings.toml").read_text(encoding="utf-8"))
