"""The import command, run as a user runs it."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from onrecord.cli.imports import import_files
from onrecord.dossier import Dossier

OWN = "text,by,made\nAbolish the death penalty,Norway,2014-10\nDo it,Atlantis,2014\n"


def run(tmp_path: Path, *words: str) -> Result:
    app = typer.Typer()
    app.command()(import_files)
    return CliRunner().invoke(app, [*words, "-d", str(tmp_path / "x.dossier")])


def write(tmp_path: Path, name: str, text: str) -> str:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_the_report_adds_up_and_refusals_are_named_and_kept(tmp_path: Path) -> None:
    result = run(tmp_path, write(tmp_path, "own.csv", OWN))
    assert result.exit_code == 1
    assert "own.csv (commitments): 2 in = 1 added + 0 updated + 0 unchanged + 1 refused" in result.stdout
    assert "own.csv, line 3" in result.stderr
    with Dossier.open(tmp_path / "x.dossier", create=False, read_only=True) as dossier:
        assert [issue.place if hasattr(issue, "place") else issue.where for issue in dossier.issues()] == [
            "own.csv, line 3"
        ]


def test_a_second_import_changes_nothing(tmp_path: Path) -> None:
    name = write(tmp_path, "own.csv", OWN.splitlines()[0] + "\n" + OWN.splitlines()[1])
    assert run(tmp_path, name).exit_code == 0
    again = run(tmp_path, name, "--json")
    report = json.loads(again.stdout.splitlines()[0])
    assert (report["type"], report["added"], report["unchanged"]) == ("import", 0, 1)


def test_an_index_is_taken_for_an_index(tmp_path: Path) -> None:
    file = Path(__file__).parents[2] / "examples" / "series" / "harbour-index.csv"
    result = run(tmp_path, str(file))
    assert result.exit_code in (0, 1) and "harbour-index.csv (" in result.stdout


@pytest.mark.parametrize(
    ("name", "text", "words", "message"),
    [
        ("notes.txt", "Dear diary", [], "no file that can be imported"),
        ("own.csv", OWN, ["--as", "tea-leaves"], "no file that can be imported"),
        ("own.csv", "", ["--as", "commitments"], "the file is empty"),
    ],
)
def test_a_file_that_cannot_be_taken_says_what_to_do(
    tmp_path: Path, name: str, text: str, words: list[str], message: str
) -> None:
    result = run(tmp_path, write(tmp_path, name, text), *words)
    assert result.exit_code == 2
    assert message in result.stderr and "do:" in result.stderr


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    good = write(tmp_path, "own.csv", OWN.splitlines()[0] + "\n" + OWN.splitlines()[1])
    result = run(tmp_path, str(tmp_path / "missing.csv"), good)
    assert result.exit_code == 1
    assert "1 added" in result.stdout and "missing.csv" in result.stderr
