"""What a clause of a statement claims: of which matter, which way, and whether as a fact."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from onrecord.records import ELLIPSIS, Span, Statement
from onrecord.threads.pair_words import Hit, Pole, matters, pattern, poles, stem, tokens, word_set

Manner = Literal["told", "asked", "promised", "possible"]

_CLAUSE = re.compile(
    r"(?<=[.;!?])[\"”’']?\s+|\s\[…\]\s|,?\s+(?=(?:but|though|although|while|whereas|except|however"
    r"|yet (?!to\b|been\b|complet))\b)"
    r"|,\s+(?=and\s+(?:that|the|a|an|it|they|he|she|has|have|had|was|were|is|are|no)\b)|:\s|\s[–—]\s|\s(?=and that\b)"
)
_FRONTED = re.compile(r"(?:although|though|while|whereas|despite)\b[^,]{8,}?,\s", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A pole as a clause has it: turned round by a negation, and in what manner."""

    axis: str
    sign: int
    is_change: bool
    manner: Manner
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A clause of a statement: its *span* in the text, content *stems*, *matters* named, and what is *said* of them.

    *terms* are stems and matters together.
    *is_scoped*: it holds for a part only; *is_whole*: expressly for all.
    """

    item: int
    span: Span
    quote: str
    stems: frozenset[str]
    matters: frozenset[str]
    terms: frozenset[str]
    said: tuple[Said, ...]
    is_negated: bool
    is_scoped: bool
    is_whole: bool
    has_number: bool

    @property
    def names(self) -> frozenset[str]:
        """The stems of the words that are written with a capital, the first apart."""
        return _names(self.quote)

    @property
    def every(self) -> frozenset[str]:
        """The stems of all words."""
        return _stems(self.quote)


@lru_cache(maxsize=100_000)
def _names(quote: str) -> frozenset[str]:
    words, spans = tokens(quote)
    return frozenset(stem(w) for w, (at, _) in zip(words[1:], spans[1:], strict=True) if quote[at].isupper())


@lru_cache(maxsize=100_000)
def _stems(quote: str) -> frozenset[str]:
    return frozenset(map(stem, tokens(quote).words))


@lru_cache(maxsize=20_000)
def terms_of(text: str) -> frozenset[str]:
    """Return the stems and matters of any text, as those of a claim."""
    words = tokens(text).words
    named = matters().find(words)
    taken = {n for hit in named for n in range(hit.first, hit.last + 1)}
    weak = word_set("weak")
    plain = {stem(w) for n, w in enumerate(words) if w not in weak and n not in taken}
    return frozenset(s for s in plain if len(s) > 2 or s.isdigit()) | {f"~{hit.value}" for hit in named}


def claims_of(number: int, statement: Statement) -> tuple[Claim, ...]:
    """Return the claims of the *number*-th statement, clause by clause."""
    return tuple(
        claim
        for start, end in _clauses(statement.quote)
        if (claim := _claim(number, statement, start, end)) is not None
    )


def _clauses(quote: str) -> list[Span]:
    cuts = [0]
    for match in _CLAUSE.finditer(quote):
        front = _FRONTED.match(quote, cuts[-1])
        if front and front.end() <= match.start():
            cuts += [front.end(), front.end()]
        cuts += [match.start(), match.end()]
    front = _FRONTED.match(quote, cuts[-1])
    if front:
        cuts += [front.end(), front.end()]
    cuts.append(len(quote))
    return [(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=True) if b - a > 2]


_NUMBERS = frozenset(
    """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety dozen hundred hundreds thousand
    thousands""".split()
)


def _claim(number: int, statement: Statement, start: int, end: int) -> Claim | None:
    quote = statement.quote[start:end]
    words, spans = tokens(quote)
    if not words or quote.rstrip("”\"’' ").endswith("?") or (len(words) < 2 and end - start < len(statement.quote)):
        return None
    hits = [hit for hit in poles().find(words) if not _is_in_a_name(quote, spans, hit)]
    inside = {n for hit in hits for n in range(hit.first, hit.last + 1)}
    named = matters().find(words)
    taken = {n for hit in named for n in range(hit.first, hit.last + 1)}
    weak = word_set("weak")
    taken |= inside
    plain = {stem(w) for n, w in enumerate(words) if w not in weak and n not in taken}
    stems = frozenset(s for s in plain if len(s) > 2 or s.isdigit())
    return Claim(
        item=number,
        span=place(statement, start, end),
        quote=quote,
        stems=stems,
        matters=frozenset(hit.value for hit in named),
        terms=stems | {f"~{hit.value}" for hit in named},
        said=tuple(said for hit in hits if (said := _said(words, hit, statement, named)) is not None),
        is_negated=not word_set("negators").isdisjoint(words) or any(w.endswith("n't") for w in words),
        is_scoped=pattern("limits", "scope").search(quote) is not None,
        is_whole=pattern("limits", "whole").search(quote) is not None,
        has_number=any(w[0].isdigit() or w.split("-")[0] in _NUMBERS for w in words),
    )


def _is_in_a_name(quote: str, spans: Sequence[Span], hit: Hit[Pole]) -> bool:
    """Tell whether a word that tells something is part of a name: "Coalition for Fair Elections"."""
    return hit.first > 0 and quote[spans[hit.first][0]].isupper()


def place(statement: Statement, start: int, end: int) -> Span:
    """Return where `quote[start:end]` stands in the text; over a gap, as far as the first fragment goes."""
    at = 0
    for first, last in statement.content:
        size = last - first
        if start < at + size:
            return first + max(0, start - at), first + min(size, end - at)
        at += size + len(ELLIPSIS)
    return statement.content[-1]


_NEAR = 5
_SUBJECT_NEGATORS = frozenset({"none", "nobody", "neither", "nor", "no"})
_SUPPOSING = frozenset({"if", "would", "say", "says", "whether"})
_WOULD = frozenset({"would", "could", "should", "might"})
_AS_FACT = frozenset("continue continues continued began begun managed able used".split())


def _said(words: Sequence[str], hit: Hit[Pole], statement: Statement, named: Sequence[Hit[str]]) -> Said | None:
    if any(n.first <= hit.first and hit.last <= n.last for n in named):
        return None
    before = list(words[: hit.first])
    near = before[-_NEAR:]
    after = words[hit.last + 1 : hit.last + 5]
    turned = _turns(before, near)
    return Said(
        axis=hit.value.axis,
        sign=hit.value.sign * (-1 if turned % 2 else 1),
        is_change=(hit.value.is_change and not turned) or "no longer" in " ".join(near),
        manner=_manner(statement, near, before, after),
        words=tuple(words[hit.first : hit.last + 1]),
    )


def _turns(before: Sequence[str], near: Sequence[str]) -> int:
    """Count the negations that a word stands under."""
    is_not = any(
        w in ("not", "never", "without", "cannot", "hardly", "little", "scarcely", "barely") or w.endswith("n't")
        for w in near
    )
    is_ended = "no longer" in " ".join(near)
    is_none = any(w in _SUBJECT_NEGATORS for w in before) and not is_ended
    fails = any(w in word_set("near_negators") for w in near)
    return int(is_not) + int(is_none) + int(is_ended) + int(fails)


def _manner(statement: Statement, near: Sequence[str], before: Sequence[str], after: Sequence[str]) -> Manner:
    if statement.act == "demand":
        return "asked"
    if statement.act == "pledge":
        return "promised"
    possible = word_set("possible")
    is_aim = bool(near) and near[-1] == "to" and not (set(near) & (_AS_FACT | word_set("near_negators")))
    if "no longer" in " ".join(near):
        return "told"
    is_supposed = bool(_SUPPOSING & set(before)) or bool(_WOULD & set(after))
    if is_aim or is_supposed or any(w in possible for w in near):
        return "possible"
    return "told"
