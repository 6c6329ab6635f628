"""The words of a document, and the word lists by which instruments are found."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from onrecord.labels.lexicon import load_lists
from onrecord.records import InstrumentKind, Span

_WORD = re.compile(r"[^\W_][\w’'-]*")
CONNECTORS = frozenset("of on for against to and concerning regarding relating with in".split())
SMALL = CONNECTORS | frozenset("the a an s by or".split())
DEFINITE = frozenset("the this that its their his her our these both said".split())
INDEFINITE = frozenset("a an another one".split())
_YEAR = re.compile(r"(?:18|19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of *text* with their places, and where among them stand the words that say what an instrument is."""

    text: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    heads: tuple[int, ...]

    def end(self, i: int) -> int:
        """Return where word *i* ends."""
        return self.starts[i] + len(self.words[i])

    def gap(self, i: int) -> str:
        """Return what stands between word *i* and the next."""
        return self.text[self.end(i) : self.starts[i + 1]] if i + 1 < len(self.words) else "\n\n"

    def before(self, i: int) -> str:
        """Return the word before word *i*, or "" if more than a blank or a quotation mark stands between."""
        return self.words[i - 1] if i and self.is_close(i - 1) else ""

    def is_close(self, i: int) -> bool:
        """Tell whether word *i* and the next stand in one phrase: a line end parts them unless the line is full."""
        gap = self.gap(i)
        if gap not in _CLOSE:
            return False
        return "\n" not in gap or self.starts[i] - self.text.rfind("\n", 0, self.starts[i]) > _FULL_LINE_CHARS

    def span(self, first: int, last: int) -> Span:
        """Return the place of the words *first* to *last*, both included."""
        return self.starts[first], self.end(last)


_FULL_LINE_CHARS = 45
_CLOSE = frozenset([" ", "\n", "\u00a0", " “", "” ", " ‘", "’ ", ' "', '" ', " '", "' ", "  ", "\r\n"])


_POSSESSIVE = frozenset(["’s", "'s"])


def read(text: str) -> Words:
    """Cut *text* into words."""
    known = _all_heads()
    found = [(m.group(), m.start()) for m in _WORD.finditer(text)]
    words = [w[:-1] if w[-1] in "’'" and w[-2:-1] != "s" else w for w, _ in found]
    heads = [i for i, w in enumerate(words) if w in known or (w[-2:] in _POSSESSIVE and w[:-2] in known)]
    return Words(text, tuple(words), tuple(start for _, start in found), tuple(heads))


def bare(word: str) -> str:
    """Return *word* without a possessive ending."""
    return word[:-2] if word.endswith(("’s", "'s")) else word


def is_year(word: str) -> bool:
    """Tell whether *word* is a year."""
    return len(word) == 4 and bool(_YEAR.fullmatch(word))


def normal(words: list[str] | tuple[str, ...]) -> frozenset[str]:
    """Return the words that tell one name from another: lower case, singular, without small ones and numbers."""
    out: set[str] = set()
    for word in words:
        plain = bare(word).lower().replace("co-operation", "cooperation").strip("’'")
        if plain not in SMALL and not plain[:1].isdigit():
            one = word[:-1].lower() if word[:-1].isupper() and word.endswith("s") else singular(plain)
            out.add(_SAME.get(one, one))
    if not out.isdisjoint(_NGO):
        out = (out - _NGO - {"organisation", "organization"}) | {"ngo"}
    return frozenset(out - {"draft", "office"})


_SAME = {"electoral": "election", "labor": "labour"}
_NGO = frozenset(["ngo", "non-governmental", "nongovernmental"])


def singular(word: str) -> str:
    """Return the singular of a regular plural, else *word*."""
    if word.endswith("ies") and len(word) > 5:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 4 else word


@cache
def tables() -> dict[str, dict[str, str]]:
    """Return the word lists."""
    return load_lists("instruments.toml")


@cache
def kind_of_head(word: str) -> InstrumentKind | None:
    """Return what an instrument called a *word* is, or None."""
    return _all_heads().get(word)


@cache
def _all_heads() -> dict[str, InstrumentKind]:
    lists = [*tables()["heads"].items(), *tables()["small"].items()]
    return {word: kind for kind, words in lists for word in words.split()}  # type: ignore[misc]


@cache
def word_set(name: str) -> frozenset[str]:
    """Return the list *name* as a set."""
    return frozenset(tables()["words"][name].split())


@cache
def needs(head: str) -> frozenset[str]:
    """Return the words of which a name with this *head* must hold one; empty if it needs none."""
    return frozenset(tables()["needs"].get(head, "").split())


@cache
def is_global(words: tuple[str, ...]) -> bool:
    """Tell whether a name with these *words* belongs to no single country."""
    return not frozenset(tables()["global"]["words"].split()).isdisjoint(words)
