"""Findings from the command line: listed, shown with both sides' words, decided on, remembered."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from onrecord.cli.findings import findings_app
from onrecord.dossier import Dossier
from onrecord.dossier.findings import put_findings
from onrecord.records import Blob, Document, Finding, Sighting, Statement, sha256_hex, statement_id
from onrecord.threads.findings import find_findings
from onrecord.threads.items import Item

TEXT = "The death penalty is gone. The death penalty is still in force."
FIRST, SECOND = (0, 26), (27, len(TEXT))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A dossier with one document that says two things, and its finding."""
    document = Document(
        id=sha256_hex(TEXT.encode())[:20], sha256=sha256_hex(TEXT.encode()), text_sha256=sha256_hex(TEXT.encode()),
        media_type="text/plain", text=TEXT, title="Two minds", made_by="plain 1",
    )  # fmt: skip
    statements = [
        Statement(
            id=statement_id(document, "author", (), (), (span,)),
            document=document.id, voice="author", content=(span,), quote=TEXT[slice(*span)],
            act="assessment", country="KEN", target="KEN", rights=("life",), made_by="test",
        )
        for span in (FIRST, SECOND)
    ]  # fmt: skip
    vectors = np.full((2, 384), 384**-0.5, np.float32)
    with Dossier.open(tmp_path / "kenya.dossier", create=True) as dossier:
        blob = Blob(data=TEXT.encode(), name="two.txt", sighting=Sighting(where="two.txt"))
        with dossier.intake("2031-01-01T00:00:00Z"):
            dossier.keep(blob, document, statements, vectors, (), "test")
        items = [Item(statement=one, vector=vector) for one, vector in zip(statements, vectors, strict=True)]
        with dossier.transaction() as db:
            put_findings(db, "all", [f for f in find_findings(items, {document.id: TEXT}) if f.b])
    return tmp_path / "kenya.dossier"


def run(*arguments: str | Path) -> str:
    result = CliRunner().invoke(findings_app, [str(one) for one in arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def listed(path: Path, *options: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in run("-d", path, "--json", *options).splitlines()]


def test_a_finding_is_listed_and_shown_with_its_words(path: Path) -> None:
    (one,) = listed(path)
    assert (one["type"], one["kind"], one["rule"]) == ("finding", "contradiction", "opposite-force")
    shown = run("show", str(one["id"])[:6], "-d", path)
    assert "0–26: The death penalty is gone." in shown
    assert str(one["why"]) in shown
    assert json.loads(run("list", "-d", path, "--json")) == one


@pytest.mark.parametrize(
    ("options", "count"),
    [
        (("--country", "Kenya"), 1), (("--country", "Norway"), 0), (("--kind", "update"), 0),
        (("--kind", "contradiction", "--kind", "update"), 1), (("--right", "life"), 1), (("--right", "women"), 0),
    ],
)  # fmt: skip
def test_findings_are_filtered(path: Path, options: tuple[str, ...], count: int) -> None:
    assert len(listed(path, *options)) == count


def test_what_a_person_rejected_stays_away_when_it_is_computed_again(path: Path) -> None:
    (one,) = listed(path)
    assert "rejected by Aigul" in run("reject", str(one["id"]), "-d", path, "--by", "Aigul", "--why", "two bills")
    assert listed(path) == []
    (kept,) = listed(path, "--all")
    assert kept["review"] == "rejected"
    again = replace(_stored(path), review="machine")
    with Dossier.open(path, create=False) as dossier, dossier.transaction() as db:
        put_findings(db, "all", [again])
    assert listed(path) == []
    run("undo", str(one["id"]), "-d", path, "--by", "Aigul")
    assert len(listed(path)) == 1


def _stored(path: Path) -> Finding:
    from onrecord.dossier.findings import FindingFilter, findings

    with Dossier.open(path, create=False, read_only=True) as dossier:
        (one,) = findings(dossier, FindingFilter(rejected=True))
    return one
