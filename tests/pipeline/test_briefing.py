"""What is gathered for a brief: what persons hold against it, and no more than one brief can hold."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from tests.briefs.exempla import ADVERT, DISPATCH, DOCUMENTS, LANTERN, material
from tests.dossier.filling import fill

from onrecord import briefs
from onrecord.briefs import Filters, Material, digest_of, look
from onrecord.dossier import Dossier, rebuttals, reviews
from onrecord.dossier.reviews import Decision
from onrecord.errors import IntegrityError, SettingsError
from onrecord.pipeline import brief_material, briefing, look_at, make_brief
from onrecord.records import Rebuttal, Statement

NOW = "2024-06-01T10:00:00Z"
PROMISE, REFUSED, DENIED = (material().statements[n] for n in (1, 10, 13))
PASSAGE = "the closure was “a bad day, but only one day”"


@pytest.fixture
def dossier(tmp_path: Path) -> Iterator[Dossier]:
    with Dossier.open(fill(tmp_path / "exempla.dossier", material()), create=False) as opened:
        yield opened


def gathered(dossier: Dossier, filters: Filters | None = None) -> Material:
    return brief_material(dossier, "XEX", filters or Filters(), generated_at=NOW, as_of="2024-06-01")


def rebut_thrice(dossier: Dossier) -> list[Rebuttal]:
    """Hold a statement, a passage and a note against the denial that any gathering was refused."""
    lantern = LANTERN[0]
    start = lantern.text.index(PASSAGE)
    return [
        rebuttals.attach(dossier, DENIED.id, by="Ana", now=NOW, statement=REFUSED.id, why="they were counted"),
        rebuttals.attach(
            dossier, DENIED.id, by="Bek", now=NOW, document=lantern.id, spans=[(start, start + len(PASSAGE))]
        ),
        rebuttals.attach(dossier, DENIED.id, by="Ana", now=NOW, note="She *was* told of it.", who="Port Sarn mothers"),
    ]


def plain(made: str | bytes, kind: briefs.Kind) -> str:
    """Return the words of a brief without its marks, its spaces even."""
    if kind == "docx":
        assert isinstance(made, bytes)
        file = docx.Document(io.BytesIO(made))
        text = "\n".join("".join(p.itertext()) for p in file.element.body.iter("{*}p"))
    elif kind == "pdf":
        pdfium = pytest.importorskip("pypdfium2")
        text = "".join(page.get_textpage().get_text_bounded() for page in pdfium.PdfDocument(made)).replace("￾", "-")
    else:
        text = str(made)
        text = re.sub(r"</?q[^>]*>", "“", text) if kind == "html" else text.replace("\\", "")
        text = re.sub(r"<[^>]+>|\[(?=[SD]\d)|\]\(#[^)]*\)", "", text)
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("kind", ["html", "md", "docx", "pdf"])
def test_what_persons_hold_against_a_statement_stands_under_it(dossier: Dossier, kind: briefs.Kind) -> None:
    if kind == "pdf":
        pytest.importorskip("weasyprint", reason="PDF is an extra")
    rebut_thrice(dossier)
    found = plain(briefs.write(gathered(dossier), kind), kind)
    for words in (
        "Rebutted by Exempla Rights Watch Committee; Mothers of Port Sarn",
        "city halls refused permission to demonstrate",
        "attached by Ana, 1 June 2024: they were counted",
        "Rebutted by The Lantern goes dark",
        PASSAGE,
        "attached by Bek, 1 June 2024",
        "Rebutted by Port Sarn mothers",
        "She *was* told of it.",
        "a person’s note, no evidence",
    ):
        assert re.sub(r"\s+", "", words) in found, words


def test_a_note_is_never_set_as_a_quotation(dossier: Dossier) -> None:
    rebut_thrice(dossier)
    page = briefs.write(gathered(dossier), "html")
    (line, *_) = (line for line in page.splitlines() if "She *was* told of it." in line)
    assert "<q" not in line and "“" not in line


def test_the_object_has_the_records_with_their_statement(dossier: Dossier) -> None:
    made = rebut_thrice(dossier)
    whole = json.loads(briefs.write(gathered(dossier), "json"))
    held = {one["id"]: [r["id"] for r in one["rebuttals"]] for one in whole["statements"] if one["rebuttals"]}
    assert held == {DENIED.id: [one.id for one in made]}
    assert whole["rebutting"] == []


def test_what_rebuts_from_outside_the_limits_is_quoted_with_its_source(dossier: Dossier) -> None:
    rebuttals.attach(dossier, DENIED.id, by="Ana", now=NOW, statement=PROMISE.id)
    view = look(gathered(dossier, Filters(rights=("assembly",))))
    (one,) = next(row for row in view.rows if row.statement.id == DENIED.id).rebuttals
    assert (one.row, one.remark) == (None, "outside the limits of this brief")
    assert " […] ".join(one.fragments) == PROMISE.quote
    assert one.source is not None and one.source in view.sources


def test_a_statement_that_was_rejected_is_said_to_be(dossier: Dossier) -> None:
    rebuttals.attach(dossier, DENIED.id, by="Ana", now=NOW, statement=REFUSED.id)
    reviews.review(dossier, [Decision(statement=REFUSED.id, decision="rejected", by="Bek")], NOW)
    (one,) = next(row for row in look(gathered(dossier)).rows if row.rebuttals).rebuttals
    assert (one.row, one.remark) == (None, "that statement was rejected in review")


@pytest.mark.parametrize("field", ["quote", "spans"])
def test_a_passage_that_is_no_longer_in_its_text_is_not_printed(dossier: Dossier, field: str) -> None:
    made = rebut_thrice(dossier)
    changed = replace(made[1], **({"quote": "a good day"} if field == "quote" else {"spans": ((0, 45),)}))
    tampered = replace(gathered(dossier), rebuttals={DENIED.id: (changed,)})
    with pytest.raises(IntegrityError, match="passage"):
        look(tampered)


def test_a_passage_of_an_earlier_text_is_checked_against_that_text(dossier: Dossier) -> None:
    passage = rebut_thrice(dossier)[1]
    assert passage.document and passage.text_sha256
    now = gathered(dossier)
    other = replace(passage, text_sha256=DISPATCH[0].text_sha256, spans=((0, 9),), quote=DISPATCH[0].text[:9])
    held = {DENIED.id: (other,)}
    with pytest.raises(IntegrityError, match="cut from"):
        look(replace(now, rebuttals=held))
    view = look(replace(now, rebuttals=held, former_texts={DISPATCH[0].text_sha256: DISPATCH[0].text}))
    (one,) = next(row for row in view.rows if row.rebuttals).rebuttals
    assert (one.fragments, one.remark) == ((DISPATCH[0].text[:9],), "from an earlier text of the document")


def test_a_finding_has_its_rebuttals_above_its_sides() -> None:
    note = Rebuttal(id="r1", target="f-refused", about="finding", by="Ana", at=NOW, note="It is one event.")
    whole = material(rebuttals={"f-refused": (note,)})
    (pair,) = (pair for pair in look(whole).weighed.pairs if pair.rebuttals)
    assert pair.finding.id == "f-refused"
    for kind in ("html", "md", "docx"):
        assert "Itisoneevent." in plain(briefs.write(whole, kind), kind)


def test_the_next_brief_tells_that_a_statement_was_rebutted(dossier: Dossier) -> None:
    before = look_at(dossier, "XEX", Filters(), now=NOW)
    note = Rebuttal(id="r1", target=DENIED.id, about="statement", by="Ana", at=NOW, note="No.")
    earlier = briefs.Earlier(id="b" * 20, at=NOW, items=before.contents)
    view = look(replace(gathered(dossier), rebuttals={DENIED.id: (note,)}, earlier=earlier))
    assert view.changes is not None and digest_of(view.contents) != before.digest
    (one,) = view.changes.otherwise["statement"]
    assert one.id == DENIED.id and one.now.endswith("rebutted") and not one.was.endswith("rebutted")


# How much one brief holds


def fitting(filters: Filters) -> list[Statement]:
    return [
        one
        for one in material().statements
        if (not filters.rights or set(filters.rights) & set(one.rights))
        and (not filters.camps or set(filters.camps) & {speaker.camp for speaker in one.speakers})
    ]


@pytest.mark.parametrize(
    "filters",
    [
        Filters(),
        Filters(rights=("torture",)),
        Filters(rights=("torture", "institutions", "expression")),
        Filters(rights=("assembly", "liberty"), camps=("NGO", "government")),
    ],
)
def test_a_brief_that_is_too_large_says_how_many_fit(
    dossier: Dossier, filters: Filters, monkeypatch: pytest.MonkeyPatch
) -> None:
    n = len(fitting(filters))
    monkeypatch.setattr(briefing, "MOST_STATEMENTS", n)
    assert {one.id for one in gathered(dossier, filters).statements} == {one.id for one in fitting(filters)}
    monkeypatch.setattr(briefing, "MOST_STATEMENTS", n - 1)
    monkeypatch.setattr(Dossier, "statements", None)  # nothing is loaded
    with pytest.raises(SettingsError, match=f"{n} statements fit, and one brief holds at most {n - 1}") as caught:
        gathered(dossier, filters)
    assert all(option in str(caught.value.do) for option in ("--since", "--right", "--camp", "--thread", "--reviewed"))


def test_a_pdf_holds_fewer_and_word_may_take_its_place(dossier: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(briefing, "MOST_IN_PDF", 5)
    with pytest.raises(SettingsError, match="43 statements fit, and one PDF holds at most 5") as caught:
        make_brief(dossier, "XEX", Filters(), "pdf", now=NOW)
    assert ".docx" in str(caught.value.do)
    assert not make_brief(dossier, "XEX", Filters(), "md", now=NOW).is_empty


def test_only_what_was_reviewed_counts_where_only_that_is_asked_for(
    dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    reviews.review(dossier, [Decision(statement=DENIED.id, decision="confirmed", by="Ana")], NOW)
    reviews.review(dossier, [Decision(statement=REFUSED.id, decision="rejected", by="Ana")], NOW)
    monkeypatch.setattr(briefing, "MOST_STATEMENTS", 2)
    assert {one.id for one in gathered(dossier, Filters(reviewed=True)).statements} == {DENIED.id, REFUSED.id}


def test_only_the_documents_that_speak_are_read(dossier: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Dossier, "documents", None)
    assert {one.id for one in gathered(dossier).documents} == {one.id for one in DOCUMENTS}
    narrow = gathered(dossier, Filters(rights=("labour",)))
    assert {one.id for one in narrow.documents} == {ADVERT[0].id}
