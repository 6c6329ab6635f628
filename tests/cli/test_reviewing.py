"""Reviews and fits from the command line: real files in, readable messages and exit statuses out."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from onrecord import pipeline
from onrecord.cli.tables import Line, read_table
from onrecord.dossier import Dossier
from onrecord.dossier.given import read_changes, read_time
from onrecord.dossier.vectors import quantise, restore
from onrecord.errors import SettingsError
from onrecord.records import Blob, Sighting, Speaker, Statement, When

ROOT = Path(__file__).parents[2]
SCHEMA = Draft202012Validator(json.loads((ROOT / "docs" / "records.schema.json").read_text(encoding="utf-8")))
TEXT = """Prisons in Kenya

The minister said the new law abolishes the death penalty. Lena Oduor, director of the Nairobi Rights Desk, said that
guards still beat prisoners. She called on the government to let inspectors in. The police denied the accusations. A
judge said that the courts are free. The union claimed that strikes are banned.
"""


def onrecord(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "onrecord", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    path = tmp_path / "kenya.dossier"
    blob = Blob(data=TEXT.encode(), name="kenya.txt", sighting=Sighting(where="kenya.txt"))
    with Dossier.open(path, create=True) as opened:
        pipeline.add(opened, [blob], now="2024-06-01T10:00:00Z")
    return path


def statements(path: Path) -> list[Statement]:
    with Dossier.open(path, create=False, read_only=True) as opened:
        return list(opened.statements())


def test_from_reviews_to_a_fit_and_back(dossier: Path) -> None:
    before = statements(dossier)
    assert len(before) >= 5
    first, second, *others = (s.id for s in before)
    done = onrecord("review", "correct", first[:8], "-d", dossier, "--by", "Aigul", "--act", "measure-proposed",
                    "--rights", "life", "--not-hedged", "--time", "2024-05", "--why", "it is a draft")  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"{first}  corrected by Aigul") and "“it is a draft”" in done.stdout
    assert onrecord("review", "confirm", second, *others, "-d", dossier, "--by", "Bek").returncode == 0
    found = {s.id: s for s in statements(dossier)}
    assert (found[first].act, found[first].review) == ("measure-proposed", "corrected")
    assert found[first].time == When(start="2024-05-01", end="2024-05-31", precision="month", basis="stated")
    fitted = onrecord("labels", "fit", "-d", dossier, "--json")
    record = json.loads(fitted.stdout)
    SCHEMA.validate(record)
    assert (record["reviews"], record["documents"], record["relabelled"]) == (len(before), 1, 0)
    assert any("Only" in warning for warning in record["warnings"])
    shown = onrecord("labels", "show", "-d", dossier)
    assert f"in use: {record['id']}" in shown.stdout and "Cohen's kappa" in shown.stdout
    assert onrecord("labels", "undo", "-d", dossier).returncode == 0
    assert "in use: shipped heads" in onrecord("labels", "show", "-d", dossier).stdout
    exported = [json.loads(line) for line in onrecord("export", "-d", dossier).stdout.splitlines()]
    for one in exported:
        SCHEMA.validate(one)
    assert [one["type"] for one in exported].count("review") == len(before)
    assert onrecord("verify", "-d", dossier).returncode == 0


def test_a_table_is_taken_line_by_line_and_each_refused_line_is_named(dossier: Path, tmp_path: Path) -> None:
    one, two, three, *_ = (s.id for s in statements(dossier))
    table = tmp_path / "reviews.csv"
    table.write_text(
        "id;decision;rights;act;why;speaker;camp\n"
        f"{one};correct;life torture;;;;\n"
        f"{two};confirm;;;she says so;;\n"
        f"{three};correct;;shouting;;;\n"
        "0000;confirm;;;;;\n"
        f"{three};perhaps;;;;;\n"
        f"{three};correct;;;;Ana Beren;NGO\n",
        encoding="utf-8-sig",
    )
    done = onrecord("review", "import", table, "-d", dossier, "--by", "Aigul")
    assert done.returncode == 1
    assert done.stdout == "6 lines = 3 taken + 0 already so + 3 refused\n"
    for said in ("line 4, column act", "line 5", "no such statement", "line 6", "perhaps"):
        assert said in done.stderr
    found = {s.id: s for s in statements(dossier)}
    assert found[one].rights == ("life", "torture")
    assert found[three].speakers == (Speaker(name="Ana Beren", camp="NGO", named=True),)
    again = onrecord("review", "import", table, "-d", dossier, "--by", "Aigul")
    assert again.stdout == "6 lines = 0 taken + 3 already so + 3 refused\n"
    listed = onrecord("review", "list", "-d", dossier, "--json")
    records = [json.loads(line) for line in listed.stdout.splitlines()]
    assert [r["decision"] for r in records] == ["corrected", "confirmed", "corrected"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"decision\nconfirm\n", "'id' is missing"),
        (b"id,decision,rihgts\nx,confirm,\n", "no column 'rihgts'"),
        (b"id,decision,id\nx,confirm,y\n", "twice"),
        (b"id,decision\n\xff\xfe,confirm\n", "UTF-8"),
        (b'id,decision\n"x"y,confirm\n', "broken"),
        (b"", "missing"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused_whole(tmp_path: Path, data: bytes, said: str) -> None:
    (tmp_path / "reviews.csv").write_bytes(data)
    with pytest.raises(SettingsError, match=said):
        list(read_table(tmp_path / "reviews.csv", "Aigul"))


def test_a_line_of_another_width_is_refused(tmp_path: Path) -> None:
    (tmp_path / "reviews.csv").write_text("id,decision\nabcd\nabcd,confirm,more\nabcd,confirm\n", encoding="utf-8")
    kinds = [type(line) for line in read_table(tmp_path / "reviews.csv", "Aigul")]
    assert kinds == [SettingsError, SettingsError, Line]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["review", "confirm", "ffffff", "--by", "A"], "no such statement"),
        (["review", "correct", "ffffff", "--by", "A", "--act", "shouting"], "shouting"),
        (["review", "import", "none.csv", "--by", "A"], "none.csv"),
        (["labels", "undo"], "no fit to undo"),
        (["labels", "fit"], "a fit takes"),
    ],
)
def test_what_cannot_be_done_says_why_and_exits_with_2(dossier: Path, arguments: list[str], said: str) -> None:
    done = onrecord(*arguments, "-d", dossier)
    assert done.returncode == 2
    assert said in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2021", ("2021-01-01", "2021-12-31", "year")),
        ("2024-02", ("2024-02-01", "2024-02-29", "month")),
        ("2021-03-04", ("2021-03-04", "2021-03-04", "day")),
        ("2015..2017-06", ("2015-01-01", "2017-06-30", "interval")),
        ("unknown", (None, None, "unknown")),
    ],
)
def test_times_as_people_write_them(value: str, expected: tuple[str | None, str | None, str]) -> None:
    time = read_time(value)
    assert (time.start, time.end, time.precision) == expected


@pytest.mark.parametrize("value", ["2021-13", "2023-02-29", "soon", "2021..2020", "21"])
def test_what_is_no_time_is_refused(value: str) -> None:
    with pytest.raises(SettingsError, match="time"):
        read_time(value)


def test_values_in_words() -> None:
    given = {"rights": "women, life", "hedged": "No", "target": "none", "cue": "3-9, 12-14", "act": " ", "speaker": "-"}
    changes = read_changes(given)
    assert changes == {"rights": ("life", "women"), "hedged": False, "target": None, "cue": ((3, 9), (12, 14)),
                       "speakers": ()}  # fmt: skip


def test_labels_are_given_from_the_vectors_that_are_kept(dossier: Path) -> None:
    """What is kept rounds to itself: labelling again from the dossier sees the very same numbers."""
    vectors = pipeline.load_tools().embedder.embed([s.quote for s in statements(dossier)])
    kept = restore(quantise(vectors))
    assert (restore(quantise(kept)) == kept).all()
