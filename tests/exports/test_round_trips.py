"""What was exported comes back by the import as what it was: nothing is new, nothing is changed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.dossier.samples import add, law, press
from tests.exports.samples import NOW

from onrecord import pipeline
from onrecord.dossier import Dossier, reviews
from onrecord.pipeline.exporting import export
from onrecord.pipeline.import_parts import Request
from onrecord.records import DeclaredCountry, ImportReport


@pytest.fixture
def dossier(tmp_path: Path) -> Iterator[Dossier]:
    with Dossier.open(tmp_path / "exempla.dossier", create=True) as opened:
        opened.declare_country(DeclaredCountry(code="XEX", name="Exempla"))
        add(opened, law())
        add(opened, press())
        yield opened


def written(dossier: Dossier, form: str, table: str | None = None) -> bytes:
    out = io.BytesIO()
    export(dossier, form, out, generated_at=NOW, table=table)
    return out.getvalue()


def taken(dossier: Dossier, name: str, data: bytes) -> ImportReport:
    return pipeline.import_file(dossier, name, data, request=Request(name=name, now=NOW))


@pytest.mark.parametrize(("form", "table"), [("csv", "statements"), ("xlsx", None), ("qdpx", None)])
def test_an_unchanged_file_changes_nothing(dossier: Dossier, form: str, table: str | None) -> None:
    before = written(dossier, "jsonl")
    suffix = "csv" if form == "csv" else form
    report = taken(dossier, f"again.{suffix}", written(dossier, form, table))
    assert (report.added, report.updated, report.refused) == (0, 0, 0), report.issues
    assert report.unchanged >= 4
    assert written(dossier, "jsonl") == before


def test_a_changed_cell_is_a_review(dossier: Dossier) -> None:
    rows = list(csv.DictReader(io.StringIO(written(dossier, "csv", "statements").decode("utf-8-sig"), newline="")))
    rows[0] |= {"stance": "mixed", "decision": "correct", "by": "Aigul", "why": "both are said"}
    text = io.StringIO(newline="")
    out = csv.DictWriter(text, list(rows[0]))
    out.writeheader()
    out.writerows(rows)
    report = taken(dossier, "edited.csv", text.getvalue().encode())
    assert (report.added, report.updated, report.refused) == (0, 1, 0), report.issues
    assert dossier.statement(rows[0]["id"]).stance == "mixed"
    assert [(one.by, one.given, one.why) for one in reviews.log(dossier)] == [("Aigul", ("stance",), "both are said")]
