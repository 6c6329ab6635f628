"""The commands, as a user runs them: real files in, exit statuses and readable messages out."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

ROOT = Path(__file__).parents[2]
SCHEMA = Draft202012Validator(json.loads((ROOT / "docs" / "records.schema.json").read_text(encoding="utf-8")))
ARTICLE = """Courts in Kenya

By Ada Miro

Kenya last year adopted a new law on peaceful assemblies. The government said the law guarantees the right to protest.

“The police still arrest people for holding a placard,” said Lena Oduor, director of the Nairobi Rights Desk.

She added that nobody had been held to account.

The opposition called on the government to release all detained protesters.
"""


def onrecord(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "onrecord", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    return tmp_path


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dossier")
    (folder / "article.txt").write_text(ARTICLE, encoding="utf-8")
    done = onrecord("add", "article.txt", "-d", "kenya.dossier", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder / "kenya.dossier"


def test_read_prints_records_that_fit_the_schema_and_cut_the_file(folder: Path) -> None:
    done = onrecord("read", "article.txt", "--json", cwd=folder)
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, done.stderr
    for record in records:
        SCHEMA.validate(record)
        for start, end in record.get("content", []):
            assert ARTICLE[start:end] in record["quote"]
    assert [r["type"] for r in records].count("document") == 1
    people = {s["name"] for r in records if r["type"] == "statement" for s in r["speakers"]}
    assert "Lena Oduor" in people


def test_read_without_json_is_readable(folder: Path) -> None:
    done = onrecord("read", "article.txt", cwd=folder)
    assert "Lena Oduor" in done.stdout
    assert done.returncode == 0


def test_the_same_file_again_is_a_duplicate(folder: Path) -> None:
    first = onrecord("add", "article.txt", "-d", "d.dossier", cwd=folder)
    again = onrecord("add", "article.txt", "-d", "d.dossier", cwd=folder)
    assert first.stdout.startswith("1 in = 1 kept + 0 duplicates + 0 refused")
    assert again.stdout.startswith("1 in = 0 kept + 1 duplicates + 0 refused")
    assert (first.returncode, again.returncode) == (0, 0)


def test_one_bad_file_does_not_stop_the_others(folder: Path) -> None:
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "copy.txt").write_text(ARTICLE, encoding="utf-8")
    names = ["empty.txt", "binary.txt", "article.txt", "copy.txt", "missing.txt"]
    done = onrecord("add", *names, "-d", "d.dossier", cwd=folder)
    assert done.returncode == 1
    assert done.stdout.startswith("5 in = 1 kept + 1 duplicates + 3 refused")
    for name in ("empty.txt", "binary.txt", "missing.txt"):
        assert f"where: {name}" in done.stderr
    assert done.stderr.count("  do:") == 3


def test_a_language_not_read_is_kept_and_said(folder: Path) -> None:
    text = (
        "Die Regierung hat versprochen, das Gesetz zu ändern. Die Richter sagten, das Gesetz sei verfassungswidrig. "
        * 6
    )
    (folder / "deutsch.txt").write_text(text, encoding="utf-8")
    done = onrecord("add", "deutsch.txt", "-d", "d.dossier", "--json", cwd=folder)
    report, issue = (json.loads(line) for line in done.stdout.splitlines())
    assert (report["kept"], report["statements"], issue["kind"]) == (1, 0, "language")
    assert done.returncode == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["brief", "-d", "none.dossier", "--country", "KEN"], "none.dossier"),
        (["verify", "-d", "article.txt"], "article.txt"),
        (["add", "article.txt", "-d", "no/such/folder/d.dossier"], "no/such/folder"),
        (["countries", "add", "KEN", "Other Kenya", "-d", "d.dossier"], "XAA"),
    ],
)
def test_what_cannot_run_says_why_and_exits_with_2(folder: Path, arguments: list[str], said: str) -> None:
    done = onrecord(*arguments, cwd=folder)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_brief_in_each_format(dossier: Path, tmp_path: Path) -> None:
    for name in ("brief.html", "brief.md", "brief.json"):
        done = onrecord("brief", "-d", dossier, "--country", "Kenya", "-o", tmp_path / name, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        assert "Lena Oduor" in (tmp_path / name).read_text(encoding="utf-8")


def test_find_by_words_and_by_meaning(dossier: Path) -> None:
    by_words = onrecord("find", "placard", "-d", dossier, "--json", cwd=dossier.parent)
    by_meaning = onrecord("find", "demonstrators in custody", "-d", dossier, "--json", cwd=dossier.parent)
    assert "placard" in json.loads(by_words.stdout.splitlines()[0])["quote"]
    assert any("protesters" in json.loads(line)["quote"] for line in by_meaning.stdout.splitlines()[:3])


def test_verify_and_export(dossier: Path) -> None:
    checked = onrecord("verify", "-d", dossier, cwd=dossier.parent)
    assert checked.stdout == "1 documents checked, 0 issues\n"
    exported = onrecord("export", "--to", "jsonl", "-d", dossier, cwd=dossier.parent)
    for line in exported.stdout.splitlines():
        SCHEMA.validate(json.loads(line))


def test_a_declared_country_is_found(folder: Path) -> None:
    (folder / "exempla.txt").write_text(ARTICLE.replace("Kenya", "Exempla"), encoding="utf-8")
    declared = onrecord("countries", "add", "XEX", "Exempla", "--demonym", "Exemplan", "-d", "x.dossier", cwd=folder)
    added = onrecord("add", "exempla.txt", "-d", "x.dossier", cwd=folder)
    brief = onrecord("brief", "-d", "x.dossier", "--country", "XEX", cwd=folder)
    assert (declared.returncode, added.returncode, brief.returncode) == (0, 0, 0)
    assert "Lena Oduor" in brief.stdout


def test_help_starts_with_what_it_is_and_names_every_command(tmp_path: Path) -> None:
    done = onrecord("--help", cwd=tmp_path)
    for command in ("demo", "add", "read", "brief", "find", "verify", "countries", "export"):
        assert command in done.stdout
        assert "Example:" in onrecord(command, "--help", cwd=tmp_path).stdout or command == "countries"
