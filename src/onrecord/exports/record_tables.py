"""The tables of documents and of what is made of statements."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import Any

from onrecord.exports.material import Material, Source
from onrecord.exports.names import BETWEEN, file_name, seen_at, spans_text, web_address
from onrecord.exports.tables import Cell, Given, Table, when_cell, yes_no
from onrecord.records import Edition, Point, Series, Side


def _plain(*names: str) -> tuple[Given, ...]:
    """Return columns that hold a value of the record as it is."""
    return tuple((name, "id" if name == "id" else "code", _value(name)) for name in names)


def _long(*names: str) -> tuple[Given, ...]:
    return tuple((name, "long", _value(name)) for name in names)


def _text(*names: str) -> tuple[Given, ...]:
    return tuple((name, "text", _value(name)) for name in names)


def _value(name: str) -> Callable[[Any], Cell]:
    def make(record: Any) -> Cell:
        value = getattr(record, name)
        return value if value is None or (isinstance(value, int | float | str) and value != "") else _other(value)

    return make


def _other(value: object) -> Cell:
    return None if value in ("", None) else str(value)


def _joined(name: str, between: str = ", ") -> Given:
    return name, "text", lambda record: between.join(getattr(record, name)) or None


def _kind(name: str) -> Callable[[Material], Any]:
    return lambda material: material.records(name)


def _countries(source: Source) -> Cell:
    return ", ".join(f"{one.code} {one.share:.0%}" for one in source.document.countries) or None


DOCUMENTS = Table(
    name="documents",
    columns=(
        ("id", "id", lambda s: s.document.id),
        ("title", "long", lambda s: s.document.title),
        ("publisher", "text", lambda s: s.document.publisher),
        ("authors", "text", lambda s: BETWEEN.join(s.document.authors) or None),
        ("published", "date", lambda s: when_cell(s.document.published)),
        ("published_basis", "code", lambda s: s.document.published.basis),
        ("language", "code", lambda s: s.document.language),
        ("media_type", "code", lambda s: s.document.media_type),
        ("countries", "text", _countries),
        ("disclosures", "text", lambda s: ", ".join(dict.fromkeys(m.kind for m in s.document.disclosures)) or None),
        ("statements", "number", lambda s: len(s.statements)),
        ("characters", "number", lambda s: len(s.document.text)),
        ("pages", "number", lambda s: len(s.document.pages) or None),
        ("url", "url", lambda s: web_address(s.document)),
        ("file", "text", lambda s: file_name(s.document)),
        ("seen_at", "code", lambda s: seen_at(s.document)),
        ("sha256", "id", lambda s: s.document.sha256),
        ("text_sha256", "id", lambda s: s.document.text_sha256),
    ),
    records=lambda material: material.sources(),
)


def _side(side: str, part: Callable[[Side], Cell]) -> Callable[[Any], Cell]:
    return lambda finding: part(getattr(finding, side)) if getattr(finding, side) else None


def _sides() -> Iterator[Given]:
    for side in ("a", "b"):
        yield f"{side}_statement", "id", _side(side, lambda one: one.statement)
        yield f"{side}_document", "id", _side(side, lambda one: one.document)
        yield f"{side}_spans", "code", _side(side, lambda one: spans_text(one.spans))


def _members(material: Material) -> Iterator[tuple[str, str]]:
    return ((thread.id, one) for thread in _kind("thread")(material) for one in thread.statements)


def _evidence(material: Material) -> Iterator[tuple[str, str]]:
    return ((one.id, key) for one in _kind("commitment")(material) for key in one.evidence)


def _points(material: Material) -> Iterator[tuple[Series, Edition | None, Point]]:
    for series in _kind("series")(material):
        editions = {edition.name: edition for edition in series.editions}
        yield from ((series, editions.get(point.edition), point) for point in series.points)


def _pair(first: str, second: str) -> tuple[Given, ...]:
    return (first, "id", lambda r: r[0]), (second, "id", lambda r: r[1])


def _deadline(name: str) -> Given:
    return name, "code", lambda one: getattr(one, name)


def _concern_places(concern: Any) -> Cell:
    found: Sequence[tuple[str, Sequence[str]]] = list(concern.provisions.items())
    return BETWEEN.join(f"{version}: {', '.join(cites)}" for version, cites in found) or None


def _reviewed(record: Any) -> Cell:
    return ", ".join(record.given) or None


_COMMITMENTS: tuple[Given, ...] = (
    *_plain("id", "kind", "by"), *_text("to"), *_long("text"), _deadline("made"), _deadline("deadline"),
    *_plain("response"), _joined("rights"), *_text("reference", "origin"), *_plain("status", "verdict", "as_of"),
    ("evidence", "number", lambda one: len(one.evidence)), *_plain("last_heard"), *_long("because"),
)  # fmt: skip
_FIGURES: tuple[Given, ...] = (
    *_plain("id", "statement"), *_text("indicator"), *_plain("country", "edition", "measure"),
    ("claimed", "number", lambda one: one.claimed), ("true", "number", lambda one: one.true),
    *_plain("verdict"), *_long("why"), ("span", "code", lambda one: spans_text([one.span])),
)  # fmt: skip
_POINTS: tuple[Given, ...] = (
    ("series", "id", lambda r: r[0].id), ("indicator", "text", lambda r: r[0].name),
    ("publisher", "text", lambda r: r[0].publisher), ("edition", "code", lambda r: r[2].edition),
    ("year", "number", lambda r: r[1].year if r[1] else None),
    ("data_year", "number", lambda r: r[1].data_year if r[1] else None),
    ("country", "code", lambda r: r[2].country), ("value", "number", lambda r: r[2].value),
    ("rank", "number", lambda r: r[2].rank), ("computed_rank", "code", lambda r: yes_no(r[2].computed_rank)),
    ("countries", "number", lambda r: r[1].countries if r[1] else None),
    ("origin", "text", lambda r: r[0].origin),
)  # fmt: skip
_CONCERNS: tuple[Given, ...] = (
    *_plain("id", "bill"), *_long("title", "asked"), *_text("standard"), _joined("by"),
    ("provisions", "text", _concern_places), *_plain("raised", "computed", "verdict", "review"), *_long("because"),
    *_plain("document"), ("spans", "code", lambda one: spans_text(one.spans) or None),
)  # fmt: skip
_SCREENS: tuple[Given, ...] = (
    *_plain("id", "bill", "version", "document"), *_text("cite", "pattern", "title"), *_plain("right"),
    _joined("rights"), *_long("authority"), ("verified", "code", lambda one: yes_no(one.verified)),
    ("span", "code", lambda one: spans_text([one.span])),
)  # fmt: skip
_THREADS: tuple[Given, ...] = (
    *_plain("id"), *_long("name"), *_plain("country"), _joined("rights"),
    ("statements", "number", lambda one: len(one.statements)), *_plain("part_of"),
    ("edited", "code", lambda one: yes_no(one.edited)),
)  # fmt: skip
_NOTES: tuple[Given, ...] = (
    *_plain("id", "document"), *_long("quote", "text"), _joined("tags"), *_text("by"), *_plain("at"),
    ("about", "url", lambda one: one.about), *_text("origin"), *_long("unplaced"),
    ("spans", "code", lambda one: spans_text(one.spans) or None),
)  # fmt: skip
_DESCRIPTIONS: tuple[Given, ...] = (
    *_plain("id", "document"), *_long("title"), *_text("publisher"), _joined("authors", BETWEEN),
    ("published", "date", lambda one: when_cell(one.published)), _joined("countries"), *_plain("language"),
    ("address", "url", lambda one: one.address), *_long("note"), *_text("by"), *_plain("at"), *_text("origin"),
)  # fmt: skip
_SPEAKERS: tuple[Given, ...] = (
    *_plain("id"), *_text("name"), *_plain("camp"), ("collective", "code", lambda one: yes_no(one.collective)),
    ("statements", "number", lambda one: one.statements), _joined("countries"), _joined("names", BETWEEN),
    _joined("roles", BETWEEN), _joined("affiliations", BETWEEN), _joined("merged"), *_plain("into"),
    ("edited", "code", lambda one: yes_no(one.edited)),
)  # fmt: skip
_SPEAKER_DECISIONS: tuple[Given, ...] = (
    *_plain("id", "kind"), ("speaker", "id", lambda one: one.speaker.speaker if one.speaker else None),
    ("into", "id", lambda one: one.into.speaker if one.into else None), *_text("name"), *_plain("camp"),
    _joined("parts"), *_text("by"), *_plain("at"), *_long("why"), *_plain("undoes"), *_long("conflict"),
)  # fmt: skip
_REBUTTALS: tuple[Given, ...] = (
    *_plain("id", "target", "about"), *_text("who"), *_plain("statement", "document"), *_long("quote", "note"),
    ("spans", "code", lambda one: spans_text(one.spans) or None), *_text("by"), *_plain("at"), *_long("why"),
    *_plain("undoes"), *_long("conflict"),
)  # fmt: skip
_CHANGES: tuple[Given, ...] = (
    *_plain("bill", "from_version", "to_version"), _joined("a"), _joined("b"), *_plain("relation", "text", "penalty"),
    _joined("candidates"),
)  # fmt: skip
_VERSIONS: tuple[Given, ...] = (
    *_plain("id", "bill"), *_text("name"), *_plain("date", "document"),
    ("provisions", "number", lambda one: len(one.provisions)),
)  # fmt: skip

FURTHER = (
    Table(name="threads", columns=_THREADS, records=_kind("thread")),
    Table(name="thread_statements", columns=_pair("thread", "statement"), records=_members),
    Table(
        name="findings",
        columns=(*_plain("id", "kind"), *_long("why"), *_sides(), *_plain("rule", "thread", "country", "review")),
        records=_kind("finding"),
    ),
    Table(name="commitments", columns=_COMMITMENTS, records=_kind("commitment")),
    Table(name="commitment_evidence", columns=_pair("commitment", "statement"), records=_evidence),
    Table(name="figures", columns=_FIGURES, records=_kind("figure")),
    Table(name="points", columns=_POINTS, records=_points),
    Table(
        name="bills",
        columns=(*_plain("id"), *_text("name"), *_plain("country"), _joined("versions")),
        records=_kind("bill"),
    ),
    Table(name="versions", columns=_VERSIONS, records=_kind("version")),
    Table(name="changes", columns=_CHANGES, records=_kind("change")),
    Table(name="concerns", columns=_CONCERNS, records=_kind("concern")),
    Table(name="screens", columns=_SCREENS, records=_kind("screen")),
    Table(name="notes", columns=_NOTES, records=_kind("note")),
    Table(name="descriptions", columns=_DESCRIPTIONS, records=_kind("description")),
    Table(
        name="reviews",
        columns=(
            *_plain("id", "statement", "document", "decision"), *_text("by"), *_plain("at"), *_long("why"),
            ("given", "text", _reviewed), *_plain("undoes"),
        ),
        records=_kind("review"),
    ),
    Table(name="speakers", columns=_SPEAKERS, records=_kind("speaker")),
    Table(name="speaker-decisions", columns=_SPEAKER_DECISIONS, records=_kind("speaker-decision")),
    Table(name="rebuttals", columns=_REBUTTALS, records=_kind("rebuttal")),
    Table(
        name="decisions",
        columns=(
            *_plain("id", "on", "decision"), *_text("by"), *_plain("at"), *_long("why"), *_plain("about", "into"),
            _joined("statements"), *_text("name"), *_plain("value", "version"), _joined("cites"),
            *_plain("dated", "undoes"),
        ),
        records=_kind("decision"),
    ),
    Table(
        name="issues",
        columns=(*_plain("id", "kind", "stage"), *_long("what"), *_text("where"), *_long("do"), *_plain("document")),
        records=_kind("issue"),
    ),
    Table(
        name="countries",
        columns=(*_plain("code"), *_text("name", "demonym"), _joined("also")),
        records=lambda material: chain(_kind("country")(material)),
    ),
)  # fmt: skip
"""The tables beside documents and statements; their names stand in `forms.TABLES`."""
