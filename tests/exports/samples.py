"""An invented dossier for tests of exports: web page, bill, letter; joint, broken, reviewed, rejected statements."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from tests.dossier.samples import make_document, make_statement, statement_at

from onrecord.exports import Account, Material, Source, write
from onrecord.records import (
    Bill,
    Blob,
    DeclaredCountry,
    Document,
    Edition,
    EditionRow,
    FigureCheck,
    Finding,
    Issue,
    Note,
    Point,
    Record,
    Review,
    Series,
    Side,
    Sighting,
    Speaker,
    Statement,
    Thread,
    When,
)

ROOT = Path(__file__).parents[2]
NOW = "2024-06-01T12:00:00Z"
DAY = When(start="2021-03-04", end="2021-03-04", precision="day", basis="stated")
MARCH = When(start="2021-03-01", end="2021-03-31", precision="month", basis="inferred")
YEAR = When(start="2020-01-01", end="2020-12-31", precision="year", basis="stated")

NEWS = (
    "Ilse Maru, the minister, said “we closed no newspaper”, and then, “not one 🗞 in ten years”.\r\n"
    "=1+1, the Journalists' Union & Exempla Watch said, is what the figures add up to.\r\n"
    "Exempla rose to 74th of 112 in the Harbour Index. It may go on.\n"
)
MARU = Speaker(name="Ilse Maru", role="minister", affiliation="Ministry of Justice", camp="government", named=True)
UNION = Speaker(name="Journalists' Union", camp="NGO", named=True, collective=True)
WATCH = Speaker(name="Exempla Watch", camp="NGO", named=True, collective=True)
COURT = Speaker(name="Court of Vessin", camp="judiciary", named=True, collective=True)
OFFICIAL = Speaker(role="an official", camp="government")


def news() -> Source:
    """A page of the web: a broken quotation, a joint statement that looks like a formula, a figure."""
    where = "https://example.org/news?id=1&x=%7B"
    blob, document = make_document(NEWS, where, published=DAY, title="Papers & pens: 100 % {free}?", language="en")
    document = replace(
        document,
        media_type="text/html",
        publisher="The Almery Courier",
        authors=("Ada Miro", "Jan van den Berg"),
        sightings=(Sighting(where=where, seen_at="2024-05-01T10:00:00Z", headers={"etag": "x"}),),
    )
    first, second = "“we closed no newspaper”", "“not one 🗞 in ten years”"
    at = [(NEWS.index(words), NEWS.index(words) + len(words)) for words in (first, second)]
    broken = statement_at(document, ((0, 9),), ((28, 32),), tuple(at), speakers=(MARU,), rights=("expression",),
                          act="assessment", stance="progress", country="XEX", target="XEX", mode="direct",
                          confidence={"statement": 0.91}, time=YEAR, review="corrected")  # fmt: skip
    joint = make_statement(document, "=1+1", "the Journalists' Union & Exempla Watch", "said",
                           speakers=(UNION, WATCH), stance="regress", hedged=True)  # fmt: skip
    figure = make_statement(document, "Exempla rose to 74th of 112 in the Harbour Index", act="figure", country="XEX")
    gone = make_statement(document, "It may go on", review="rejected")
    return _source(blob, document, [broken, joint, figure, gone])


def bill() -> Source:
    """A bill in a file whose day is inferred, with a court's words and nobody's."""
    text = "\ufeffArticle 1. The Court of Vessin held that fines are due.\rArticle 2. An official said no.\x00"
    blob, document = make_document(text, "/home/ada/secret/-bill.txt", published=MARCH, title="Bill No. 3 on fines")
    held = make_statement(document, "fines are due", "The Court of Vessin", "held", speakers=(COURT,), country="KAZ")
    denied = make_statement(document, "no", "An official", "said", speakers=(OFFICIAL,))
    return _source(blob, document, [held, denied], is_bill=True)


def letter() -> Source:
    """A file of which nothing is known, and in which nothing was found."""
    blob, document = make_document("Nothing to see.", "letter.txt")
    return _source(blob, replace(document, sightings=(Sighting(where="letter.txt"),)), [])


def _source(blob: Blob, document: Document, statements: list[Statement], *, is_bill: bool = False) -> Source:
    return Source(document=document, statements=tuple(statements), is_bill=is_bill, original=lambda: blob.data)


def review() -> Review:
    """A reviewer corrected the first statement, and said why."""
    statement = news().statements[0]
    return Review(id="r1", statement=statement.id, document=statement.document, decision="corrected", by="Aigul",
                  at="2024-05-20T09:30:00Z", why="the stance <was> wrong", given=("stance",))  # fmt: skip


def check(verdict: Any = "differs", **fields: Any) -> FigureCheck:
    """The figure held against the index."""
    start = NEWS.index("74th")
    given = {"claimed": 74.0, "true": 78.0, "why": "The text says 74; the edition has 78.", "edition": "2021", **fields}
    return FigureCheck(id=f"f-{verdict}", statement=news().statements[2].id, span=(start, start + 4), country="XEX",
                       indicator="Harbour Index", measure="rank", verdict=verdict,
                       editions=(EditionRow(edition="2021", year=2021, rank=78),), **given)  # fmt: skip


def others() -> dict[str, list[Record]]:
    """A record of further types."""
    first, joint, *_ = news().statements
    series = Series(id="s1", name="Harbour Index", publisher="Harbour Institute", measures="freedom", scale=(0, 1),
                    editions=(Edition(name="2021", year=2021, countries=112),),
                    points=(Point(country="XEX", edition="2021", value=0.25, rank=78),))  # fmt: skip
    finding = Finding(id="x1", kind="contradiction", why="They differ.", rule="opposite",
                      a=Side(document=first.document, spans=first.content, statement=first.id),
                      b=Side(document=joint.document, spans=joint.content, statement=joint.id))  # fmt: skip
    start = NEWS.index("Harbour")
    note = Note(id="n1", document=first.document, spans=((start, start + 7),), quote="Harbour", text="which one?",
                tags=("index", "to do"), by="Bela", at="2024-05-21T08:00:00Z", origin="hypothesis.json")  # fmt: skip
    return {
        "country": [DeclaredCountry(code="XEX", name="Exempla")],
        "thread": [Thread(id="t1", name="Newspapers", country="XEX", statements=(first.id, joint.id))],
        "finding": [finding],
        "series": [series],
        "figure": [check(), check("not-checkable", true=None)],
        "bill": [Bill(id="b1", name="Fines", country="XEX")],
        "note": [note],
        "review": [review()],
        "issue": [Issue(id="i1", kind="language", stage="reading", what="not read", where="x.txt")],
    }


def sources() -> list[Source]:
    """The documents in order."""
    return [news(), bill(), letter()]


def material(**fields: Any) -> Material:
    """Everything."""
    given: dict[str, Any] = {
        "sources": lambda: iter(sources()),
        "others": {kind: partial(list, records) for kind, records in others().items()},
        "reviews": {review().statement: review()},
        "name": "exempla",
        "generated_at": NOW,
        "version": "1.0",
        **fields,
    }
    return Material(**given)


def exported(form: str, table: str | None = None, **fields: Any) -> tuple[bytes, Account]:
    """Return the file of a form, and its account."""
    out = io.BytesIO()
    account = write(form, material(**fields), out, table=table)
    return out.getvalue(), account
