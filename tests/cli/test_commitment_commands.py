"""The commands about commitments, run as a user runs them."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from onrecord.cli.commitments import commitments_app
from onrecord.cli.imports import import_files

LIST = (
    "text;by;made;reference;rights\n"
    "Abolish the death penalty;Norway;2014-10;115.10;life\n"
    "Reduce overcrowding in prisons;Norway;2014-10;115.1;liberty\n"
)


@pytest.fixture
def app() -> typer.Typer:
    made = typer.Typer()
    made.add_typer(commitments_app, name="commitments")
    made.command("import")(import_files)
    return made


@pytest.fixture
def dossier(app: typer.Typer, tmp_path: Path) -> Path:
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    path = tmp_path / "nor.dossier"
    assert CliRunner().invoke(app, ["import", str(tmp_path / "list.csv"), "-d", str(path)]).exit_code == 0
    return path


def run(app: typer.Typer, *words: str) -> Result:
    return CliRunner().invoke(app, ["commitments", *words])


def ids(app: typer.Typer, dossier: Path) -> dict[str, str]:
    lines = run(app, "-d", str(dossier), "--json").stdout.splitlines()
    return {json.loads(line)["reference"]: json.loads(line)["id"] for line in lines}


def test_bare_json_prints_commitments_alone(app: typer.Typer, dossier: Path) -> None:
    result = run(app, "-d", str(dossier), "--json", "--as-of", "2024-05")
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert {record["type"] for record in records} == {"commitment"}
    assert {record["reference"] for record in records} == {"115.1", "115.10"}
    assert {(record["status"], record["as_of"]) for record in records} == {("no-evidence", "2024-05-31")}


def test_list_and_silences_for_people(app: typer.Typer, dossier: Path) -> None:
    listed = run(app, "list", "-d", str(dossier), "--country", "Norway", "--right", "life")
    assert "Abolish the death penalty" in listed.stdout and "overcrowding" not in listed.stdout
    assert "no-evidence: Nothing dated after 2014-10 was found." in listed.stdout
    silent = run(app, "silences", "-d", str(dossier), "--since", "2020")
    assert silent.stdout.count("no-evidence") == 2
    assert run(app, "-d", str(dossier), "--silent-since", "2013").stdout == ""


def test_a_verdict_is_shown_with_who_gave_it_and_can_be_taken_back(app: typer.Typer, dossier: Path) -> None:
    id = ids(app, dossier)["115.10"]
    given = run(app, "verdict", id, "partly", "-d", str(dossier), "--by", "Aigul", "--why", "not for treason")
    assert given.exit_code == 0 and "partly by Aigul" in given.stdout
    shown = run(app, "show", id, "-d", str(dossier)).stdout
    assert "no-evidence, partly in a person's judgement" in shown and "“not for treason”" in shown
    assert run(app, "undo", id, "-d", str(dossier), "--by", "Aigul").exit_code == 0
    assert "in a person's judgement" not in run(app, "show", id, "-d", str(dossier)).stdout


def test_show_as_json_gives_the_commitment_first(app: typer.Typer, dossier: Path) -> None:
    id = ids(app, dossier)["115.1"]
    lines = run(app, "show", id, "-d", str(dossier), "--json").stdout.splitlines()
    assert [json.loads(line)["type"] for line in lines] == ["commitment"]


@pytest.mark.parametrize(
    "words",
    [
        ["show", "zzzz"],
        ["attach", "zzzz", "yyyy", "--by", "Aigul"],
        ["detach", "zzzz", "yyyy", "--by", "Aigul"],
        ["--as-of", "yesterday"],
        ["silences", "--since", "20"],
    ],
)
def test_what_is_asked_wrongly_is_an_error_of_ours(app: typer.Typer, dossier: Path, words: list[str]) -> None:
    result = run(app, *words, "-d", str(dossier))
    assert type(result.exception).__name__ == "SettingsError"
