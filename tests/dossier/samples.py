"""Invented documents for the tests of the dossier, and strategies that invent more."""

from dataclasses import replace
from typing import Any

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from onrecord.dossier import Dossier
from onrecord.records import (
    Blob,
    CountryShare,
    Document,
    Instrument,
    Issue,
    Marked,
    Quantity,
    Sighting,
    Span,
    Speaker,
    Statement,
    Voice,
    When,
    cut,
    make_issue,
    sha256_hex,
    statement_id,
)

MARU = Speaker(name="Ilse Maru", role="minister", affiliation="Ministry of Justice", camp="government", named=True)
WATCH = Speaker(name="Exempla Watch", camp="NGO", named=True, collective=True)
DAY = When(start="2021-03-04", end="2021-03-04", precision="day", basis="stated")

LAW = (
    "Minister Ilse Maru said the new code abolishes torture. Exempla Watch said that beatings go on in the prisons. "
    "Exempla Watch said that beatings go on in the prisons."
)
PRESS = "“We closed no newspaper”, the spokeswoman said. The Café Öst paper closed in May."


def make_document(
    text: str, where: str = "law.txt", *, data: bytes | None = None, **fields: Any
) -> tuple[Blob, Document]:
    """Make the blob and the document of a text."""
    raw = text.encode() if data is None else data
    sighting = Sighting(where=where, seen_at="2024-05-01T10:00:00Z")
    document = Document(
        id=sha256_hex(raw)[:20],
        sha256=sha256_hex(raw),
        text_sha256=sha256_hex(text.encode()),
        media_type="text/plain",
        text=text,
        sightings=(sighting,),
        **{"made_by": "plain 1", **fields},
    )
    return Blob(data=raw, name=where, sighting=sighting), document


def make_statement(document: Document, content: str, source: str = "", cue: str = "", **fields: Any) -> Statement:
    """Make a statement of words that occur in the document; empty source and cue make it the author's."""
    spans = [
        ((at, at + len(words)),) if words else ()
        for words in (source, cue, content)
        for at in [document.text.find(words)]
    ]
    return statement_at(document, *spans, **fields)


def statement_at(
    document: Document, source: tuple[Span, ...], cue: tuple[Span, ...], content: tuple[Span, ...], **fields: Any
) -> Statement:
    """Make a statement of spans of the document."""
    voice: Voice = "attributed" if source else "author"
    return Statement(
        id=statement_id(document, voice, source, cue, content),
        document=document.id,
        voice=voice,
        source=source,
        cue=cue,
        content=content,
        quote=cut(document.text, content),
        **{"made_by": "reader 1", **fields},
    )


def vectors_of(statements: list[Statement] | tuple[Statement, ...]) -> NDArray[np.float32]:
    """Return a vector for each statement that depends on its words alone: equal words, equal vectors."""
    rows = [np.random.default_rng(list(s.quote.encode())).normal(size=384) for s in statements]
    out = np.array(rows, np.float32).reshape(len(statements), 384)
    out /= np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-9)
    return out


def law() -> tuple[Blob, Document, list[Statement]]:
    """A document with a promise by a minister and a charge by an organisation."""
    blob, document = make_document(LAW, published=DAY, title="A new code")
    promise = make_statement(
        document,
        "the new code abolishes torture",
        "Minister Ilse Maru",
        "said",
        speakers=(MARU,),
        rights=("torture",),
        act="measure-adopted",
        stance="progress",
        country="XEX",
        time=When(start="2021-01-01", end="2021-12-31", precision="year", basis="inferred"),
    )
    charge = make_statement(
        document,
        "beatings go on in the prisons",
        "Exempla Watch",
        "said that",
        speakers=(WATCH,),
        rights=("torture", "liberty"),
        stance="regress",
        country="XEX",
    )
    return blob, document, [promise, charge]


def press() -> tuple[Blob, Document, list[Statement]]:
    """A document without a date: a denial, and the author's own words."""
    blob, document = make_document(PRESS, "press.html", title="Papers")
    spokeswoman = Speaker(role="spokeswoman", camp="government")
    denial = make_statement(
        document, "We closed no newspaper", "the spokeswoman", "said", speakers=(spokeswoman,), rights=("expression",)
    )
    event = make_statement(
        document, "The Café Öst paper closed in May", rights=("expression",), act="event", stance="regress"
    )
    return blob, document, [denial, event]


def add(dossier: Dossier, made: tuple[Blob, Document, list[Statement]], *issues: Issue, **options: Any) -> str:
    """Keep what `law` or `press` made."""
    blob, document, statements = made
    return dossier.keep(blob, document, statements, vectors_of(statements), issues, **options)


def contents(dossier: Dossier) -> tuple[object, ...]:
    """Everything that a dossier says, for comparing."""
    return (
        list(dossier.documents()),
        [dossier.original(d.id) for d in dossier.documents()],
        list(dossier.statements()),
        dossier.issues(),
        dossier.declared_countries(),
    )


# Strategies

WORDS = st.text(min_size=1, max_size=30)
MAYBE = st.none() | WORDS
DAYS = st.none() | st.dates().map(str)
TIMES = st.builds(
    When,
    start=DAYS,
    end=DAYS,
    precision=st.sampled_from(("day", "month", "year", "interval", "unknown")),
    basis=st.sampled_from(("stated", "inferred", "unknown")),
)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
SPEAKERS = st.builds(
    Speaker,
    name=MAYBE,
    role=MAYBE,
    affiliation=MAYBE,
    camp=st.sampled_from(("government", "NGO", "unknown")),
    named=st.booleans(),
    collective=st.booleans(),
)


def spans_in(text: str, *, least: int = 0) -> st.SearchStrategy[tuple[Span, ...]]:
    """Invent spans of *text*, which is not empty."""
    pairs = st.integers(0, len(text) - 1).flatmap(
        lambda start: st.tuples(st.just(start), st.integers(start + 1, len(text)))
    )
    return st.lists(pairs, min_size=least, max_size=3).map(lambda spans: tuple(sorted(spans)))


@st.composite
def readings(draw: st.DrawFn) -> tuple[Blob, Document, list[Statement]]:
    """Invent a document with all its fields, and statements with all of theirs."""
    text = draw(st.text(min_size=1, max_size=120))
    spans = spans_in(text)
    marks = spans.map(lambda found: tuple(Marked(start=s, end=e, kind="share") for s, e in found))
    blob, document = make_document(
        text,
        draw(WORDS),
        data=draw(st.binary(max_size=200)),
        title=draw(MAYBE),
        publisher=draw(MAYBE),
        authors=tuple(draw(st.lists(WORDS, max_size=2))),
        language=draw(st.sampled_from(("en", "ru", "und"))),
        published=draw(TIMES),
        countries=tuple(draw(st.lists(st.builds(CountryShare, code=WORDS, share=NUMBERS), max_size=2))),
        boilerplate=draw(marks),
        disclosures=draw(marks),
        pages=draw(spans),
        made_by=draw(WORDS),
    )
    found = draw(st.lists(_statements(document), max_size=4, unique_by=lambda s: s.id))
    return blob, document, found


@st.composite
def _statements(draw: st.DrawFn, document: Document) -> Statement:
    spans = spans_in(document.text)
    instruments = st.builds(Instrument, id=WORDS, name=WORDS, kind=st.just("law"), spans=spans)
    figures = st.builds(
        Quantity, span=st.just((0, 1)), value=NUMBERS, unit=MAYBE, year=st.none() | st.integers(0, 3000)
    )
    made = statement_at(
        document,
        draw(spans),
        draw(spans),
        draw(spans_in(document.text, least=1)),
        speakers=tuple(draw(st.lists(SPEAKERS, max_size=2))),
        rights=tuple(draw(st.lists(st.sampled_from(("torture", "women", "general")), unique=True))),
        act=draw(st.sampled_from(("pledge", "other"))),
        stance=draw(st.sampled_from(("progress", "neutral"))),
        hedged=draw(st.booleans()),
        target=draw(MAYBE),
        country=draw(MAYBE),
        time=draw(TIMES),
        instruments=tuple(draw(st.lists(instruments, max_size=2))),
        figures=tuple(draw(st.lists(figures, max_size=2))),
        review=draw(st.sampled_from(("machine", "confirmed"))),
        confidence=draw(st.dictionaries(WORDS, NUMBERS, max_size=3)),
        reasons=draw(st.dictionaries(WORDS, WORDS, max_size=2)),
        exceptions=draw(spans),
        made_by=draw(st.sampled_from(("reader 1", "reader 2"))),
    )
    return replace(made, mode=draw(st.sampled_from((None, "direct", "mixed"))))


def some_issue(document: Document | None = None) -> Issue:
    """Make an issue."""
    return make_issue(
        "encoding", "documents", "two bytes were not text.", "law.txt", document=document.id if document else None
    )
