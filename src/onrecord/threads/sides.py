"""A statement made ready for being set beside another: who says it, when it holds, what it claims."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from onrecord.records import Camp, Side, Span, Speaker, Statement, When
from onrecord.threads.items import Item
from onrecord.threads.sides_claims import Claim, claims_of

_LEAD_CHARS, _BEFORE_CHARS = 160, 300
_SENTENCE_END = re.compile(r"[.!?][\"”’)]*\s|\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Days `[first, last]`, counted; *is_stated*: the words give them, else they are those of publication.

    *is_floor*: of the document is known only that it is not earlier.
    """

    first: int
    last: int
    is_stated: bool
    is_floor: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """An item as pairs see it.

    *country* is that of the statement, else what its document speaks of most. *voices* are keys of who speaks, empty
    where nobody knows; *lead* is what the sentence says before the content, *before* some sentences of the text before
    it, *cue* the words that introduce it. *published* is the day of publication, counted. *names* are the proper names
    of its document that stand in few others.
    """

    number: int
    item: Item
    claims: tuple[Claim, ...]
    voices: frozenset[str]
    camps: frozenset[Camp]
    country: str | None
    period: Period | None
    published: int | None
    lead: str
    before: str
    cue: str
    names: frozenset[str]

    @property
    def statement(self) -> Statement:
        """The statement itself."""
        return self.item.statement

    @property
    def start(self) -> int:
        """Where its content begins."""
        return self.item.statement.content[0][0]

    def side(self, spans: tuple[Span, ...] | None = None) -> Side:
        """Return it as a side of a finding: its content, or *spans* of it."""
        statement = self.item.statement
        return Side(document=statement.document, spans=spans or statement.content, statement=statement.id)


def views_of(items: Sequence[Item], texts: Mapping[str, str]) -> list[View]:
    """Return the views of *items*, in their order, without those that a person rejected.

    Args:
        items: statements with their documents' dates.
        texts: frozen texts by document; of a document that is not there, leads and cues stay empty.
    """
    kept = [item for item in items if item.statement.review != "rejected"]
    homes, dates, names = _homes(kept), _dates(kept, texts), _names(kept, texts)
    return [_view(n, item, texts, homes, dates, names) for n, item in enumerate(kept)]


_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}(?:-[A-Z][a-z]+)*")
_MOST_DOCUMENTS = 8
"""A name that stands in more documents than these tells nothing of an event."""


def _names(items: Iterable[Item], texts: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """Return the proper names of each document that few others have; a word that is written small somewhere is none."""
    found: dict[str, set[str]] = defaultdict(set)
    small: set[str] = set()
    for document in {item.statement.document for item in items}:
        text = texts.get(document, "")
        found[document] = set(_NAME.findall(text))
        small.update(_SMALL.findall(text))
    counts = Counter(name for names in found.values() for name in names)
    few = {name for name, count in counts.items() if count <= _MOST_DOCUMENTS and name.lower() not in small}
    return {document: frozenset(names & few) for document, names in found.items()}


_SMALL = re.compile(r"\b[a-z]{4,}\b")


_NEARLY_ALL = 0.6


def _homes(items: Iterable[Item]) -> dict[str, str]:
    """Return the country that most statements of each document are about.

    A document that names none is about the one that nearly all the others are about, if there is such a one.
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for item in items:
        counts[item.statement.document].update([item.statement.country] if item.statement.country else [])
    homes = {document: max(sorted(count), key=count.__getitem__) for document, count in counts.items() if count}
    common = Counter(homes.values()).most_common(1)
    if common and common[0][1] >= _NEARLY_ALL * len(homes):
        return dict.fromkeys(counts, common[0][0]) | homes
    return homes


_TOLD_ACTS = frozenset({"measure-adopted", "event", "figure", "assessment"})


def _is_told_as_past(statement: Statement) -> bool:
    """Tell whether the time of a statement is past: of a report it is, of a demand where it is the day of asking."""
    return statement.act in _TOLD_ACTS or (statement.act == "demand" and statement.time.precision == "day")


def _dates(items: Sequence[Item], texts: Mapping[str, str]) -> dict[str, Period]:
    """Return the day of publication of each document; where it is unknown, the last day that it tells of as past.

    Where no statement has a past day, that is the last one that the text names.
    """
    out: dict[str, Period] = {}
    for item in items:
        document = item.statement.document
        if published := _period(item.published, is_stated=False):
            out[document] = published
        elif _is_told_as_past(item.statement) and (told := _period(item.statement.time, is_stated=False)):
            last = out.get(document)
            if last is None or told.first > last.first:
                out[document] = replace(told, is_floor=True)
    for document in {item.statement.document for item in items} - set(out):
        if named := _last_named(texts.get(document, "")):
            out[document] = Period(first=named, last=named, is_stated=False, is_floor=True)
    return out


_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_DAY_NAMED = re.compile(
    r"(?<!by )(?<!until )(?<!before )(?<!from )\b(\d{1,2}) " + f"({'|'.join(_MONTHS)})" + r"[a-z]* ((?:19|20)\d\d)\b"
)


def _last_named(text: str) -> int | None:
    """Return the last day that a text names with its year."""
    days = (
        _day(f"{year}-{_MONTHS.index(month) + 1:02}-{int(day):02}") for day, month, year in _DAY_NAMED.findall(text)
    )
    return max((day for day in days if day), default=None)


def _view(
    number: int,
    item: Item,
    texts: Mapping[str, str],
    homes: Mapping[str, str],
    dates: Mapping[str, Period],
    names: Mapping[str, frozenset[str]],
) -> View:
    statement = item.statement
    text = texts.get(statement.document, "")
    return View(
        number=number,
        item=item,
        claims=claims_of(number, statement),
        voices=frozenset(_voices(item)),
        camps=frozenset(s.camp for s in statement.speakers if s.camp != "unknown"),
        country=statement.country or homes.get(statement.document),
        period=_period(statement.time, is_stated=True) or dates.get(statement.document),
        published=day.first if (day := dates.get(statement.document)) else None,
        lead=_lead(text, statement),
        before=text[max(0, statement.content[0][0] - _BEFORE_CHARS) : statement.content[0][0]],
        cue=" ".join(text[a:b] for a, b in statement.cue).lower(),
        names=names[statement.document],
    )


def _voices(item: Item) -> list[str]:
    statement = item.statement
    out = [key for speaker in statement.speakers if (key := voice_key(speaker, statement.document))]
    if not out and statement.voice == "author":
        out = [f"author of {statement.document}"]
    return out


def voice_key(speaker: Speaker, document: str) -> str:
    """Return what tells a speaker from others; an unnamed one is told apart within its document only."""
    if speaker.name:
        return speaker.name.lower().removeprefix("the ")
    role = speaker.role or speaker.affiliation
    return f"{role.lower()} in {document}" if role else ""


def _period(when: When, *, is_stated: bool) -> Period | None:
    first = _day(when.start)
    if first is None:
        return None
    return Period(first=first, last=_day(when.end) or first, is_stated=is_stated)


def _day(iso: str | None) -> int | None:
    try:
        return date.fromisoformat(iso).toordinal() if iso else None
    except ValueError:
        return None


def _lead(text: str, statement: Statement) -> str:
    start = statement.content[0][0]
    before = text[max(0, start - _LEAD_CHARS) : start]
    return _SENTENCE_END.split(before)[-1].lower()
