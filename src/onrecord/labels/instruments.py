"""Instruments in a document: treaties, agreements, laws, bills, bodies, dialogues, indices, with their mentions joined.

Names come from the reference list, from words that say what an instrument is (`instruments_names`), and from a few
fixed phrases; `instruments_joining` decides which are one. The key of an instrument is made of its family, its words
and its country, so that documents read apart give it one id. What names no particular instrument stays out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.labels.instruments_dates import date_of
from onrecord.labels.instruments_joining import join
from onrecord.labels.instruments_names import find_candidates
from onrecord.labels.instruments_shapes import Candidate
from onrecord.labels.instruments_words import normal, read
from onrecord.labels.views import Page
from onrecord.records import UNKNOWN_TIME, Instrument, InstrumentKind, Span, When, content_id
from onrecord.reference.instruments import find_known


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A place that names an instrument; mentions with one *key* are one instrument.

    *when* is its date as the document gives it: of its adoption or signature, else of its entry into force.
    """

    span: Span
    name: str
    kind: InstrumentKind
    key: str
    when: When = UNKNOWN_TIME


def find_mentions(page: Page) -> list[Mention]:
    """Return the instruments that the document mentions, in reading order, never overlapping."""
    known = [(span, one) for span, one in find_known(page.text) if not _ADOPTS.match(page.text, span[1])]
    taken = _Places(span for span, _ in known)
    special = [c for c in _special(page.text) if taken.add(c.span)]
    found = special + [c for c in find_candidates(read(page.text)) if taken.add(c.span)]
    entities = join(page, known, sorted(found, key=lambda c: c.span))
    mentions = [
        Mention(span=span, name=entity.name, kind=entity.kind, key=entity.key, when=when)
        for entity in entities
        for when in [date_of(page, entity)]
        for span in entity.spans
    ]
    return sorted(mentions, key=lambda m: m.span)


_ADOPTS = re.compile(r"(?:['’]s)? [Rr]esolution\s[\w/]*\d")
"""Behind the name of a body: its resolution is meant."""


class _Places:
    """Places of a text that do not overlap."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = list(spans)

    def add(self, span: Span) -> bool:
        """Add *span* and return True, unless it overlaps one that is there."""
        if any(span[0] < end and start < span[1] for start, end in self._spans):
            return False
        self._spans.append(span)
        return True


_SPECIAL = re.compile(
    r"\b(?:(?P<comment>[Gg]eneral (?:[Cc]omment|[Rr]ecommendation))s? (?:[Nn]o\.? ?)?(?P<cno>\d+)"
    r"(?: \((?P<cyear>\d{4})\))?"
    r"|(?P<conclusions>(?:Foreign Affairs )?Council [Cc]onclusions)\b"
    r"|(?P<republic>Republic Act|R\.A\.|RA)\.? ?(?:No\.? ?)?(?P<rno>\d{3,5})\b"
    r"|(?P<drafts>(?<=[a-z] )draft (?:legislative (?:changes|amendments)|(?:[a-z]+ ){0,2}(?:codes|laws|bills))"
    r"|(?<=[Tt]he )bills)\b"
    r"|[Rr]esolutions (?P<row>\d{3,4} \(\d{4}\)(?:(?:, and|,| and| or) \d{3,4} \(\d{4}\))+))"
)
_IN_ROW = re.compile(r"(\d{3,4}) \((\d{4})\)")


def _special(text: str) -> Iterator[Candidate]:
    """Yield what is cited in a form of its own: general comments, conclusions, Republic Acts, rows of resolutions."""
    for m in _SPECIAL.finditer(text):
        if m["row"]:
            for one in _IN_ROW.finditer(text, m.start("row"), m.end("row")):
                yield _cited(one.span(), f"Resolution {one.group()}", "resolution", "resolution", one[1], one[2])
        elif m["comment"]:
            name, number = f"{m['comment'].lower().capitalize()} No. {m['cno']}", f"{m['comment'].lower()} {m['cno']}"
            yield _cited(m.span(), name, "resolution", "comment", number, m["cyear"] or "")
        elif m["drafts"]:
            yield Candidate(span=m.span(), name=m.group(), kind="bill", head="drafts", form="bare", is_definite=True)
        elif m["republic"]:
            yield _cited(m.span(), f"Republic Act {m['rno']}", "law", "act", m["rno"], "")
        else:
            words = normal(m.group().split())
            yield Candidate(
                span=m.span(), name=m.group(), kind="resolution", head="conclusions", form="new", words=words
            )


def _cited(span: Span, name: str, kind: InstrumentKind, head: str, number: str, year: str) -> Candidate:
    return Candidate(
        span=span, name=name, kind=kind, head=head, form="number", year=year, date=year, number=number, capital=True
    )


def instruments_of(mentions: Sequence[Mention], spans: Sequence[Span]) -> tuple[Instrument, ...]:
    """Return the instruments mentioned inside *spans*, each once with all its places, in order of first mention."""
    places: dict[str, list[Mention]] = {}
    for mention in mentions:
        if any(s <= mention.span[0] and mention.span[1] <= e for s, e in spans):
            places.setdefault(mention.key, []).append(mention)
    return tuple(
        Instrument(
            id=content_id("instrument", key),
            name=found[0].name,
            kind=found[0].kind,
            spans=tuple(m.span for m in found),
            date=found[0].when,
        )
        for key, found in places.items()
    )
