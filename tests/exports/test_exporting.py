"""A dossier written for other programs, by the call that the command line and the pages share."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
from tests.dossier.samples import add, law, press, some_issue
from tests.exports.samples import NOW, ROOT
from typer.testing import CliRunner

from onrecord import records
from onrecord.cli import app
from onrecord.dossier import Dossier, StatementFilter, reviews
from onrecord.errors import SettingsError
from onrecord.exports import FORMS, Account, form_of
from onrecord.exports.forms import RECORDS
from onrecord.exports.names import plural
from onrecord.pipeline.exporting import export
from onrecord.records import DeclaredCountry
from onrecord.records.face import _TYPE_NAMES

COMPUTED = {"IntakeReport", "ImportReport", "Agreement", "QueueItem", "Reweaving", "Source", "Decision"}
"""Records that tell of work or are computed when they are asked for; all others are exported."""


@pytest.fixture
def dossier(tmp_path: Path) -> Iterator[Dossier]:
    with Dossier.open(tmp_path / "exempla.dossier", create=True) as opened:
        opened.declare_country(DeclaredCountry(code="XEX", name="Exempla"))
        add(opened, law(), some_issue())
        add(opened, press())
        yield opened


def written(dossier: Dossier, form: str, **options: Any) -> tuple[bytes, Account]:
    out = io.BytesIO()
    account = export(dossier, form, out, generated_at=NOW, **options)
    return out.getvalue(), account


def lines(dossier: Dossier, **options: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written(dossier, "jsonl", **options)[0].splitlines()]


@pytest.mark.parametrize("form", FORMS)
def test_the_same_dossier_gives_the_same_bytes(dossier: Dossier, form: str) -> None:
    if form == "parquet":
        pytest.importorskip("pyarrow")
    once, account = written(dossier, form)
    assert once == written(dossier, form)[0]
    assert account.form == form_of(form)
    assert once or account.total == 0


def test_json_lines_has_every_record_as_it_is(dossier: Dossier) -> None:
    found = lines(dossier)
    kinds = [one["type"] for one in found]
    assert kinds == ["country", "document", "document", *["statement"] * 4, "speaker", "speaker", "issue"]
    statements = [one for one in found if one["type"] == "statement"]
    assert [one["id"] for one in statements] == [one.id for one in dossier.statements()]
    assert statements[0]["quote"] == "the new code abolishes torture"


def test_limits_leave_out_what_does_not_fit_and_say_so(dossier: Dossier) -> None:
    data, account = written(dossier, "jsonl", country="XEX", wanted=StatementFilter(right="liberty"))
    found = [json.loads(line) for line in data.splitlines()]
    assert [one["rights"] for one in found if one["type"] == "statement"] == [["torture", "liberty"]]
    assert [one["title"] for one in found if one["type"] == "document"] == ["A new code"]
    assert {one.what: one.count for one in account.left_out} == {"statements": 3, "documents": 1}
    assert {one.why for one in account.left_out} == {"not within: country XEX, right liberty"}


def test_only_what_a_person_confirmed(dossier: Dossier) -> None:
    first, second, *_ = (one.id for one in dossier.statements())
    decide = [reviews.Decision(statement=first, decision="confirmed", by="Aigul")]
    decide += [reviews.Decision(statement=second, decision="rejected", by="Aigul", why="a heading")]
    reviews.review(dossier, decide, NOW)
    found = lines(dossier, reviewed=True)
    assert [one["id"] for one in found if one["type"] == "statement"] == [first]
    assert [one["statement"] for one in found if one["type"] == "review"] == [first]
    every = lines(dossier)
    assert [one["review"] for one in every if one["type"] == "statement"][:2] == ["confirmed", "rejected"]


@pytest.mark.parametrize("form", ["ftm", "annotations", "qdpx"])
def test_what_a_reviewer_rejected_is_counted(dossier: Dossier, form: str) -> None:
    first = next(dossier.statements()).id
    reviews.review(dossier, [reviews.Decision(statement=first, decision="rejected", by="Aigul")], NOW)
    _, account = written(dossier, form)
    assert account.written["statements"] == 3
    assert ("statements", 1) in [(one.what, one.count) for one in account.left_out]


def test_every_type_of_record_goes_into_json_lines_and_has_a_table() -> None:
    """A type of record that is added is exported, or this fails."""
    page = (ROOT / "src" / "onrecord" / "pipeline" / "exporting.py").read_text(encoding="utf-8")
    for kind in (one for one in get_args(records.Record) if one.__name__ not in COMPUTED):
        name = _TYPE_NAMES[kind]
        assert plural(name) in RECORDS, f"no table for {name}"
        assert name in ("document", "statement") or f'"{name}"' in page, f"{name} is not gathered"


@pytest.mark.parametrize(
    ("form", "table", "what"),
    [("docx", None, "docx"), ("csv", "people", "people"), ("jsonl", "statements", "statements")],
)
def test_what_there_is_not_is_said(dossier: Dossier, form: str, table: str | None, what: str) -> None:
    with pytest.raises(SettingsError, match=what) as caught:
        written(dossier, form, table=table)
    assert caught.value.do


# The command


def run(dossier: Dossier, *arguments: str) -> Any:
    return CliRunner().invoke(app, ["export", "-d", str(dossier.path), *arguments])


@pytest.mark.parametrize("form", [name for name in FORMS if name != "parquet"])
def test_the_command_writes_each_form_and_says_what_it_wrote(dossier: Dossier, form: str, tmp_path: Path) -> None:
    file = tmp_path / f"out{FORMS[form].suffix}"
    done = run(dossier, "--to", form, "-o", str(file))
    assert done.exit_code == 0, done.stderr
    assert f"records written to {file}" in done.stderr
    assert file.stat().st_size or form == "claimreview"
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []


def test_text_goes_to_standard_output_and_the_account_beside_it(dossier: Dossier) -> None:
    done = run(dossier, "--to", "csv", "--table", "statements", "--country", "Exempla", "--since", "2021")
    assert done.stdout.lstrip("\ufeff").startswith("id,document,quote")
    assert "2 records written: 2 statements" in done.stderr
    assert "left out: 2 statements: not within: country XEX, since 2021" in done.stderr


def test_what_is_no_text_asks_for_a_file(dossier: Dossier) -> None:
    done = run(dossier, "--to", "xlsx")
    assert isinstance(done.exception, SettingsError)
    assert done.exception.do == "-o x.xlsx"


def test_forms_are_those_of_the_documentation() -> None:
    page = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
    for form in FORMS.values():
        assert f"| `{form.name}` | `{form.suffix}`" in page
    assert msgspec.json.encode(sorted(FORMS))
