"""Two sides that a rule joins, before they are told as a finding; and the plain sentence that tells them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.records import ELLIPSIS, Finding, FindingKind, Span, content_id
from onrecord.threads.sides import View

_MOST_CHARS = 140

_BETWEEN: dict[FindingKind, str] = {
    "contradiction": "against it, at the same time,",
    "update": "later",
    "changed-position": "later the same",
    "principle-conduct": "and yet, of the same,",
    "demand-met": "and then, that it was done,",
    "demand-partly": "and then, that a part was done,",
    "demand-unmet": "and then, that it was not done,",
    "agreement": "and apart from that",
    "single-source": "",
    "anonymous-source": "",
    "dependent-sources": "in the same words",
}
_VERB: dict[str, str] = {"demand": "asks", "pledge": "promises", "commitment": "undertakes"}
_TALK = frozenset({"taken-back", "same-claim"})
"""Rules for which it does not matter what is done by saying something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """Sides that *rule* joins; *spans* and *words* of each are what speaks for it; *strength* ranks rivals."""

    kind: FindingKind
    rule: str
    a: View
    b: View | None
    a_spans: tuple[Span, ...]
    b_spans: tuple[Span, ...] = ()
    a_words: str
    b_words: str = ""
    strength: float = 1.0

    @property
    def key(self) -> tuple[str, str]:
        """The two statements, in one order."""
        ids = sorted([self.a.statement.id, self.b.statement.id if self.b else ""])
        return ids[0], ids[1]


def tell(joined: Joined, thread_of: Mapping[str, str]) -> Finding:
    """Return *joined* as a finding, with the sentence that says why."""
    a = joined.a.side(joined.a_spans)
    b = joined.b.side(joined.b_spans) if joined.b else None
    sides = [(side.document, side.spans) for side in (a, b) if side]
    of_a = thread_of.get(joined.a.statement.id)
    of_b = thread_of.get(joined.b.statement.id) if joined.b else of_a
    return Finding(
        id=content_id("finding", joined.kind, sides),
        kind=joined.kind,
        why=_why(joined),
        a=a,
        b=b,
        rule=joined.rule,
        thread=of_a or of_b,
        country=joined.a.statement.country,
    )


def _why(joined: Joined) -> str:
    first = _told(joined, joined.a, joined.a_words)
    first = first[0].upper() + first[1:]
    if joined.b is None:
        return f"{first}: {_ALONE[joined.kind]}."
    if joined.kind == "exception":
        return f"{first}. {_limits(joined.a, joined.b)} limits that: {_quoted(joined.b_words)}."
    return f"{first}; {_BETWEEN[joined.kind]} {_told(joined, joined.b, joined.b_words)}."


def _limits(a: View, b: View) -> str:
    """Return whose words limit a claim."""
    if a.statement.document == b.statement.document:
        return "The same text"
    when = f" ({_day(b)})" if _day(b) else ""
    who = _who(b)
    return f"{who[0].upper()}{who[1:]}{when}"


_ALONE: dict[str, str] = {
    "single-source": "nobody else in the dossier tells it",
    "anonymous-source": "whoever says so is not named, and nobody named tells it in the dossier",
}


def _told(joined: Joined, view: View, words: str) -> str:
    verb = "says" if joined.rule in _TALK else _VERB.get(view.statement.act, "says")
    when = f" ({_day(view)})" if _day(view) else ""
    that = "that " if _longest(words).startswith("that ") and verb == "says" else ""
    return f"{_who(view)}{when} {verb} {that}{_quoted(words, that)}"


def _quoted(words: str, before: str = "") -> str:
    """Return as much of *words* as can be read at a glance, quoted, without the word *before* them."""
    whole = _longest(words)
    piece = _cut(whole)
    more = " […]" if piece != whole else ""
    return f"“{piece.removeprefix(before)}”{more}"


def _who(view: View) -> str:
    speakers = view.statement.speakers
    names = [s.name or s.role or s.affiliation for s in speakers]
    known = [name for name in names if name]
    if len(known) > 2:
        return f"{known[0]} and {len(known) - 1} others"
    if known:
        return " and ".join(known)
    if view.statement.voice == "author":
        return f"the author in {view.item.publisher}" if view.item.publisher else "the author of the document"
    return "a source that the document does not name"


def _day(view: View) -> str:
    """Return when a statement is about, else when its document was published, as far as they are known."""
    when = view.item.moment
    if when.start is None:
        return ""
    if when.precision == "year":
        return when.start[:4]
    return when.start if when.end in (None, when.start) else f"{when.start} to {when.end}"


_MARKS = re.compile(r"[“”\"]")


def _longest(words: str) -> str:
    """Return the longest verbatim piece of *words* without quotation marks."""
    return max((part.strip(" ,;") for part in _MARKS.split(words.replace(ELLIPSIS, "“"))), key=len)


def _cut(piece: str) -> str:
    """Return as much of a piece as can be read at a glance."""
    if len(piece) <= _MOST_CHARS:
        return piece
    return piece[:_MOST_CHARS].rsplit(" ", 1)[0].rstrip(" ,;")
