"""The JSON face of every record is the one that the schema fixes."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from onrecord.records import (
    Agreement,
    Bill,
    BillVersion,
    CampCount,
    Change,
    Commitment,
    Concern,
    CountryShare,
    Decision,
    DeclaredCountry,
    Description,
    DisclosureCount,
    Document,
    Edition,
    EditionRow,
    FigureCheck,
    Finding,
    Fit,
    ImportReport,
    Instrument,
    IntakeReport,
    Issue,
    Judgement,
    KnownSpeaker,
    Marked,
    Measure,
    Note,
    Point,
    Provision,
    Quantity,
    QueueItem,
    Rebuttal,
    Record,
    Review,
    Reweaving,
    ScreenHit,
    Series,
    Side,
    Sighting,
    Source,
    Speaker,
    SpeakerAnchor,
    SpeakerDecision,
    Statement,
    Stretch,
    Thread,
    When,
    to_json_line,
)

SCHEMA: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "docs" / "records.schema.json").read_text(encoding="utf-8")
)
ISSUE = Issue(id="i1", kind="language", stage="documents", what="w", where="f.txt", do="d", document="d1")
RECORDS: list[Record] = [
    Document(
        id="d1", sha256="0" * 64, text_sha256="1" * 64, media_type="text/plain", text="The court sat.",
        title="T", authors=("A. Writer",), published=When(start="2024-01-01", end="2024-01-31", precision="month"),
        countries=(CountryShare(code="XEX", share=1.0),), boilerplate=(Marked(start=0, end=3, kind="share"),),
        disclosures=(Marked(start=0, end=3, kind="opinion"),), scare_quotes=(Stretch(start=4, end=9),),
        pages=((0, 14),), made_by="plain 1",
        sightings=(Sighting(where="f.txt", seen_at="2024-01-01T00:00:00Z", headers={"etag": "x"}),),
    ),
    Statement(
        id="s1", document="d1", voice="attributed", mode="indirect", source=((0, 3),), cue=((4, 9),),
        content=((10, 13),), quote="sat", within="s0", speakers=(Speaker(name="Ana Beren", role="judge", named=True),),
        rights=("justice",), instruments=(Instrument(id="x", name="ICCPR", kind="treaty", spans=((0, 3),)),),
        figures=(Quantity(span=(0, 3), value=3.0, unit="percent"),), confidence={"act": 0.5},
        reasons={"act": "the words"}, exceptions=((4, 9),), limited=((0, 3),),
    ),
    Review(
        id="r1", statement="s1", document="d1", decision="corrected", by="A. Reviewer", at="2024-01-01T00:00:00Z",
        why="she asks", given=("act",), values=Judgement(content=((10, 13),), act="demand", country="XEX"),
    ),
    KnownSpeaker(id="k1", name="Ana Beren", camp="judiciary", statements=3, countries=("XEX",), names=("Ana Beren",),
                 roles=("judge",), merged=("k2",), edited=True),
    SpeakerDecision(
        id="g1", kind="merge", by="A. Reviewer", at="2024-01-01T00:00:00Z", camp="NGO", parts=("p1",),
        speaker=SpeakerAnchor(speaker="k2", name="A. Beren", parts=("p1",)), into=SpeakerAnchor(speaker="k1", name="A"),
    ),
    Rebuttal(id="y1", target="s1", about="statement", by="A. Reviewer", at="2024-01-01T00:00:00Z", document="d1",
             spans=((4, 9),), quote="court", text_sha256="1" * 64),
    Agreement(reviewers=("A. Reviewer", "B. Reviewer"), label="act", statements=12, decisions=12, equal=0.9, kappa=0.8),
    QueueItem(kind="statement", id="s1", weight=1.5, because=("it says regress",), country="XEX"),
    Fit(
        id="f1", made_at="2024-01-01T00:00:00Z", reviews=40, documents=9, statements=300, relabelled=12,
        warnings=("w",),
        measures=(Measure(label="act", figure="kappa", reviews=40, before=0.5, after=None, weight=4.0),),
    ),
    ISSUE,
    IntakeReport(files_in=1, kept=0, duplicates=0, refused=1, issues=(ISSUE,)),
    DeclaredCountry(code="XEX", name="Exempla"),
    Thread(id="t1", name="Law on assemblies", country="XEX", rights=("assembly",), statements=("s1",), part_of="t0"),
    Finding(
        id="f1", kind="exception", why="w", rule="caveat", thread="t1", country="XEX",
        a=Side(document="d1", statement="s1", spans=((4, 13),)), b=Side(document="d1", spans=((0, 3),)),
    ),
    Finding(id="f2", kind="single-source", why="w", rule="r", a=Side(document="d1", statement="s1", spans=((0, 3),))),
    Commitment(
        id="c1", kind="recommendation", by="XEX", to="Exempla", text="Abolish it", made="2014-10", response="supported",
        rights=("life",), status="announced", as_of="2024-01-01", evidence=("s1",), last_heard="2023-05-03",
    ),
    Series(
        id="i1", name="Harbour Index", publisher="Quay Institute", measures="openness", scale=(0.0, 1.0), origin="f",
        editions=(Edition(name="2024", year=2024, data_year=2023, countries=90),),
        points=(Point(country="XEX", edition="2024", value=0.5, rank=40),),
    ),
    FigureCheck(
        id="k1", statement="s1", span=(0, 3), indicator="Harbour Index", country="XEX", edition="2024", measure="rank",
        claimed=40.0, true=41.0, verdict="differs", why="w", editions=(EditionRow(edition="24", year=2024, rank=41),),
    ),
    Bill(id="b1", name="Law on assemblies", country="XEX", versions=("v1", "v2")),
    BillVersion(
        id="v1", bill="b1", name="first reading", date="2021-04-27", document="d1",
        provisions=(Provision(id="p1", level="article", number="5", cite="Article 5", span=(0, 14), own=((0, 14),)),),
    ),
    Change(
        bill="b1", from_version="v1", to_version="v2", a=("Article 5",), b=("Article 6",), relation="renumbered",
        text="amended", penalty="down",
    ),
    Concern(id="n1", bill="b1", by=("s1",), provisions={"v1": ("Article 5",), "v2": ("Article 6",)}, asked="repeal",
            raised="v1", document="d1", spans=((0, 3),), words=("court",)),
    ScreenHit(
        id="h1", bill="b1", version="v1", document="d1", cite="Article 5", span=(0, 14), cue=(4, 9), threat=(10, 13),
        pattern="E01", title="t", right="ICCPR 19", rights=("expression",), authority="GC34 §47", verified=False,
    ),
    Note(
        id="o1", document="d1", spans=((4, 9),), quote="court", text="which?", tags=("courts",), by="A. Reviewer",
        at="2024-01-01T00:00:00Z", origin="notes.json #1", about="https://exempla.example/a", before="The ",
    ),
    Description(id="e1", document="d1", by="", at="2024-01-01T00:00:00Z", origin="refs.bib #a", title="T",
                published=When(start="2024-01-01", end="2024-12-31", precision="year", basis="inferred")),
    ImportReport(origin="f", format="plain", rows_in=1, added=0, updated=0, unchanged=0, refused=1, issues=(ISSUE,)),
    Reweaving(country="XEX", statements=9, before=5, after=4, kept=3, joined=1, parted=0, moved=2),
    Source(
        id="o1", name="Exempla Post", role="publisher", country="XEX", camps=(CampCount(camp="government", count=2),),
        disclosures=(DisclosureCount(kind="paid", documents=1),), documents=("d1",), statements=("s1", "s2"),
    ),
    Decision(id="k1", on="thread", decision="rename", by="Aigul", at="2032-01-01T10:00:00Z", about="t1", name="Fines"),
    Decision(id="k2", on="concern", decision="placed", by="Aigul", at="2032-01-01T10:00:00Z", cites=("Article 5",)),
]  # fmt: skip


@pytest.mark.parametrize("record", RECORDS, ids=lambda r: type(r).__name__)
def test_every_record_fits_the_schema(record: Record) -> None:
    Draft202012Validator(SCHEMA).validate(json.loads(to_json_line(record)))


@pytest.mark.parametrize("record", RECORDS, ids=lambda r: type(r).__name__)
def test_the_schema_names_every_field_and_no_other(record: Record) -> None:
    fields = json.loads(to_json_line(record))
    assert set(SCHEMA["$defs"][type(record).__name__]["properties"]) == set(fields)
    assert next(iter(fields)) == "type"


def test_a_side_of_a_finding_is_named_by_its_statement_or_else_by_its_document() -> None:
    finding = next(json.loads(to_json_line(r)) for r in RECORDS if isinstance(r, Finding) and r.b)
    assert finding["a"] == {"statement": "s1", "spans": [[4, 13]]}
    assert finding["b"] == {"document": "d1", "spans": [[0, 3]]}


def test_statement_fields_stand_in_the_order_of_the_design() -> None:
    expected = (
        "type id document voice mode source cue content quote within speakers rights act stance hedged target country "
        "time instruments figures review confidence reasons exceptions limited"
    )
    assert list(json.loads(to_json_line(RECORDS[1]))) == expected.split()
