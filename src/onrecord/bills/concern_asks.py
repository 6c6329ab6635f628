"""What somebody asks to be done with a provision."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from onrecord.bills.concern_measures import Measured, find_target
from onrecord.bills.concern_references import find_references
from onrecord.bills.concern_words import has_any, pattern, table, telling_stems
from onrecord.text.sentences import find_sentences

AskKind = Literal["remove-provision", "remove", "decriminalise", "lower", "higher", "add", "narrow", "other"]

_CLAUSE_END = re.compile(
    r"[;:(]|\b(?:because|since|as it|which|who|instead|so that|in order|потому|поскольку|котор\w+|чтобы|так как)\b",
    re.I,
)
_REFERENCE = "§"  # stands for a reference once it is read
_MOST_VERBS = 3
_FEWEST_WORDS = 3  # a heading of a word or two asks for nothing
_RELATIVE = re.compile(r"\b(?:that|which|who)\s+(?:must|should|ought to|needs? to)\b|котор\w+\s+должн\w+", re.I)
_LIST_NUMBER = re.compile(r"^\W*(?:\(?\d{1,3}[.)]|[-–•*])?\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A demand: *stems* of what is to go or to come, *target* the measure to reach, *origin* the one to leave."""

    kind: AskKind
    stems: tuple[str, ...] = ()
    origin: Measured | None = None
    target: Measured | None = None


def is_demand(sentence: str) -> bool:
    """Tell whether a sentence asks for something: it begins with what to do, or says that it should be done."""
    body = _LIST_NUMBER.sub("", sentence)
    if len(body.split()) < _FEWEST_WORDS:
        return False
    begins = any(pattern("asks", kind).match(body) for kind in table("asks"))
    return begins or has_any(_RELATIVE.sub(" ", body), ["demand"])


def read_asks(asked: str) -> tuple[Ask, ...]:
    """Return what is asked for, verb by verb."""
    sentences = (_LIST_NUMBER.sub("", asked[start:end]) for start, end in find_sentences(asked))
    return tuple(ask for sentence in sentences for ask in _asks(_without_references(sentence)))


def _asks(sentence: str) -> Iterator[Ask]:
    verbs = sorted(
        (m.start(), m.end(), kind) for kind in table("asks") for m in pattern("asks", kind).finditer(sentence)
    )
    kept = [verb for n, verb in enumerate(verbs) if n == 0 or verb[0] >= verbs[n - 1][1]]
    for n, (start, end, kind) in enumerate(kept[:_MOST_VERBS]):
        if n and _CLAUSE_END.search(sentence[kept[n - 1][1] : start]):
            break  # what follows only explains
        until = kept[n + 1][0] if n + 1 < len(kept) else len(sentence)
        yield _ask(kind, sentence[:start], sentence[end:until], sentence[end:])


def _ask(kind: str, before: str, named: str, rest: str) -> Ask:
    named = _CLAUSE_END.split(named)[0]
    if kind in ("lower", "higher"):
        origin, target = find_target(rest) or (None, None)
        return Ask(
            kind="lower" if kind == "lower" else "higher", origin=origin, target=target, stems=telling_stems(named)
        )
    if kind == "remove":
        stems = telling_stems(named) or _subject(before)
        return Ask(kind="remove" if stems else "remove-provision", stems=stems)
    if kind == "decriminalise":
        return Ask(kind="decriminalise")
    return Ask(kind="add" if kind == "add" else "narrow", stems=telling_stems(named))


def _subject(before: str) -> tuple[str, ...]:
    """Return what stands before a verb that comes last: `The words … should be deleted`."""
    return () if before.lstrip().startswith(_REFERENCE) else telling_stems(pattern("demand").sub(" ", before))


def _without_references(words: str) -> str:
    for reference in reversed(find_references(words)):
        words = words[: reference.span[0]] + _REFERENCE + words[reference.span[1] :]
    return words
