"""The commands about bills, run as a user runs them."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from onrecord.cli.app import app as whole
from onrecord.cli.bill import bill_app
from onrecord.dossier import Dossier
from onrecord.errors import OnrecordError
from onrecord.pipeline.bills import bill_records
from onrecord.records import to_json_object

EXAMPLES = Path(__file__).parents[2] / "examples" / "documents"
BILLS = [str(EXAMPLES / name) for name in ("2021-04-27-bill-assemblies-v1.txt", "2021-09-09-bill-assemblies-v2.docx")]
STAGES = ["--version", "first draft", "--version", "second draft", "--date", "2021-04-27", "--date", "2021-09-09"]


@pytest.fixture(scope="module")
def app() -> typer.Typer:
    made = typer.Typer()
    made.add_typer(bill_app, name="bill")
    return made


@pytest.fixture(scope="module")
def made(app: typer.Typer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bills") / "exempla.dossier"
    runner = CliRunner()
    runner.invoke(whole, ["countries", "add", "XEX", "Exempla", "-d", str(path)], catch_exceptions=False)
    letter = str(EXAMPLES / "2021-05-20-open-letter.docx")
    runner.invoke(whole, ["add", letter, "-d", str(path), "-q"], catch_exceptions=False)
    options = ["-d", str(path), "--bill", "assemblies", "--name", "Bill on Peaceful Assemblies", "--country", "XEX"]
    result = runner.invoke(app, ["bill", "add", *BILLS, *options, *STAGES], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return path


@pytest.fixture
def dossier(made: Path, tmp_path: Path) -> Path:
    """A copy for each test."""
    path = tmp_path / made.name
    path.write_bytes(made.read_bytes())
    return path


def run(app: typer.Typer, *words: str) -> Result:
    return CliRunner().invoke(app, ["bill", *words])


def records(result: Result) -> list[dict[str, object]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_list_names_bills_and_versions(app: typer.Typer, dossier: Path) -> None:
    assert "assemblies  Bill on Peaceful Assemblies · XEX" in run(app, "list", "-d", str(dossier)).stdout
    found = records(run(app, "list", "-d", str(dossier), "--json"))
    assert [one["type"] for one in found] == ["bill", "version", "version"]
    assert [one.get("date") for one in found[1:]] == ["2021-04-27", "2021-09-09"]


def test_align_shows_what_became_of_provisions(app: typer.Typer, dossier: Path) -> None:
    assert "renumbered Article 4 → Article 5 · amended" in run(app, "align", "assemblies", "-d", str(dossier)).stdout
    found = records(run(app, "align", "assemblies", "-d", str(dossier), "--changed", "--json"))
    assert {one["type"] for one in found} == {"change"}
    assert not [one for one in found if one["relation"] == "kept" and one["text"] == "identical"]


def concerns(app: typer.Typer, dossier: Path, *more: str) -> dict[str, dict[str, object]]:
    found = records(run(app, "concerns", "assemblies", "-d", str(dossier), "--json", *more))
    return {str(one["asked"] or one["title"]).split(".")[0]: one for one in found}


def test_concerns_of_the_letter_are_found_and_followed(app: typer.Typer, dossier: Path) -> None:
    found = concerns(app, dossier)
    assert found["Delete Article 7(2)"]["computed"] == "not"
    assert found["Remove administrative detention from Article 10"]["computed"] == "worse"
    shorter = found["Shorten the period of notice in Article 4 from fifteen days to no more than three"]
    assert shorter["computed"] == "partly"
    assert list(shorter["provisions"].values()) == [["Article 4"], ["Article 5"]]  # type: ignore[attr-defined]
    asked = next(one for key, one in found.items() if key.startswith("Recognise spontaneous"))
    assert asked["computed"] == "fixed"


def test_a_bill_that_was_read_before_raises_no_concern_about_itself(app: typer.Typer, tmp_path: Path) -> None:
    path = str(tmp_path / "new.dossier")
    CliRunner().invoke(whole, ["countries", "add", "XEX", "Exempla", "-d", path], catch_exceptions=False)
    CliRunner().invoke(whole, ["add", *BILLS, "-d", path, "-q"], catch_exceptions=False)
    assert run(app, "add", *BILLS, "-d", path, "--bill", "assemblies", "--name", "Peaceful Assemblies").exit_code == 0
    assert records(run(app, "concerns", "assemblies", "-d", path, "--json")) == []


def test_a_verdict_stands_beside_the_computed_state_and_can_be_taken_back(app: typer.Typer, dossier: Path) -> None:
    id = str(concerns(app, dossier)["Delete Article 7(2)"]["id"])
    given = run(app, "verdict", id, "worse", "-d", str(dossier), "--by", "Aigul", "--why", "now a crime")
    assert given.exit_code == 0 and "worse by Aigul" in given.stdout
    shown = run(app, "concerns", "assemblies", "-d", str(dossier)).stdout
    assert "verdict: worse by Aigul" in shown and "· “now a crime”" in shown
    assert run(app, "undo", id, "-d", str(dossier), "--by", "Aigul").exit_code == 0
    assert "verdict:" not in run(app, "concerns", "assemblies", "-d", str(dossier)).stdout


def test_what_was_found_is_accepted_or_rejected(app: typer.Typer, dossier: Path) -> None:
    found = concerns(app, dossier)
    first, second = (str(one["id"]) for one in list(found.values())[:2])
    assert run(app, "accept", first, "-d", str(dossier), "--by", "Aigul").exit_code == 0
    assert run(app, "reject", second, "-d", str(dossier), "--by", "Aigul").exit_code == 0
    now = {one["id"]: one["review"] for one in concerns(app, dossier).values()}
    assert now[first] == "confirmed" and second not in now
    assert len(concerns(app, dossier, "--rejected")) == len(found)
    again = run(app, "find", "assemblies", "-d", str(dossier))
    assert again.stdout == "0 new concerns found\n"


def test_a_concern_is_raised_and_placed_by_hand(app: typer.Typer, dossier: Path) -> None:
    words = (
        "raise",
        "assemblies",
        "-d",
        str(dossier),
        "--on",
        "Article 9",
        "--version",
        "1",
        "--standard",
        "ICCPR 19",
        "--json",
    )
    (one,) = records(run(app, *words))
    assert (one["title"], one["review"]) == ("Journalists", "confirmed")
    place = ("place", str(one["id"]), "-d", str(dossier), "--version", "2", "--on", "Article 10", "--by", "Aigul")
    assert run(app, *place).exit_code == 0
    placed = concerns(app, dossier)["Journalists"]
    assert list(placed["provisions"].values()) == [["Article 9"], ["Article 10"]]  # type: ignore[attr-defined]


def test_tables_and_timeline_are_written(app: typer.Typer, dossier: Path, tmp_path: Path) -> None:
    for name, more in (("ledger.csv", []), ("timeline.csv", ["--timeline"])):
        assert run(app, "concerns", "assemblies", "-d", str(dossier), "-o", str(tmp_path / name), *more).exit_code == 0
    rows = list(csv.DictReader(StringIO((tmp_path / "ledger.csv").read_text(encoding="utf-8"))))
    assert {row["provisions, second draft"] for row in rows} >= {"Article 9(2)", "Article 12"}
    assert "Open Quay" in rows[0]["raised by"] or "Open Quay" in rows[1]["raised by"]
    steps = list(csv.DictReader(StringIO((tmp_path / "timeline.csv").read_text(encoding="utf-8"))))
    assert {row["version"] for row in steps} == {"first draft", "second draft"}


@pytest.mark.parametrize("kind", ["html", "docx", "xml"])
def test_changes_are_written(app: typer.Typer, dossier: Path, tmp_path: Path, kind: str) -> None:
    output = tmp_path / f"changes.{kind}"
    assert run(app, "redline", "assemblies", "-d", str(dossier), "-o", str(output)).exit_code == 0
    assert output.stat().st_size > 2000


def test_screen_shows_sentences_to_read(app: typer.Typer, dossier: Path) -> None:
    shown = run(app, "screen", "assemblies", "-d", str(dossier)).stdout
    assert "Article 9(2) · read this: who may organise or take part is limited (A05)" in shown
    assert "unverified: check the paragraph" in shown
    found = records(run(app, "screen", "assemblies", "-d", str(dossier), "--version", "1", "--json"))
    assert {one["type"] for one in found} == {"screen"}


def test_a_document_of_the_dossier_can_be_a_version(app: typer.Typer, dossier: Path) -> None:
    document = str(records(run(app, "list", "-d", str(dossier), "--json"))[1]["document"])
    result = run(app, "add", document, "-d", str(dossier), "--bill", "other", "--version", "as published")
    assert result.exit_code == 0 and "as published" in result.stdout


def test_adding_again_changes_nothing(app: typer.Typer, dossier: Path) -> None:
    before = run(app, "list", "-d", str(dossier)).stdout
    again = run(app, "add", *BILLS, "-d", str(dossier), "--bill", "assemblies", *STAGES)
    assert again.exit_code == 0 and again.stdout.count("was there already") == 2
    assert run(app, "list", "-d", str(dossier)).stdout == before


def test_the_brief_tells_of_the_bill(dossier: Path, tmp_path: Path) -> None:
    for kind in ("html", "md", "json"):
        words = ["brief", "-d", str(dossier), "--country", "XEX", "-o", str(tmp_path / f"brief.{kind}")]
        assert CliRunner().invoke(whole, words, catch_exceptions=False).exit_code == 0
    page, text = ((tmp_path / f"brief.{kind}").read_text(encoding="utf-8") for kind in ("html", "md"))
    assert "Concerns about Bill on Peaceful Assemblies" in page and "got worse" in page
    assert "penalty heavier: Article 10(3) of first draft, now Article 12(3) of second draft" in text
    assert "Read these sentences" in text and "unverified: check the paragraph" in text
    made = json.loads((tmp_path / "brief.json").read_text(encoding="utf-8"))["bills"][0]
    assert made["bill"]["name"] == "Bill on Peaceful Assemblies" and made["concerns"]


def test_every_record_on_bills_can_be_exported(dossier: Path) -> None:
    with Dossier.open(dossier, create=False, read_only=True) as opened:
        found = [to_json_object(one)["type"] for one in bill_records(opened)]
    assert found[:3] == ["bill", "version", "version"]
    assert set(found) == {"bill", "version", "change", "concern", "screen"}


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (("concerns", "nothing"), "no such bill"),
        (("redline", "assemblies", "-o", "changes.odt"), "cannot be written"),
        (("align", "assemblies", "--from", "2", "--to", "2"), "not two versions"),
        (("verdict", "ffffffff", "not", "--by", "A"), "no such concern"),
        (("raise", "assemblies", "--on", "Article 99", "--version", "1"), "no such provision"),
        (("add", "nowhere.txt", "--bill", "b"), "no such file and no such document"),
        (("add", BILLS[0], "--bill", "b", "--version", "a", "--version", "b"), "2 given for 1 files"),
    ],
)
def test_errors_say_what_and_what_to_do(app: typer.Typer, dossier: Path, words: tuple[str, ...], error: str) -> None:
    result = run(app, *words, "-d", str(dossier))
    assert isinstance(result.exception, OnrecordError), result.output
    assert error in str(result.exception) and "do:" in str(result.exception)
