"""`onrecord brief` and `onrecord briefs`: forms, limits, styles, and what the next brief says of the last one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.briefs.exempla import material
from tests.dossier.filling import fill
from typer.testing import CliRunner

from onrecord.cli import app
from onrecord.errors import SettingsError

RUNNER = CliRunner()


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    return fill(tmp_path / "exempla.dossier", material())


def run(*words: str | Path) -> Any:
    return RUNNER.invoke(app, [str(word) for word in words], catch_exceptions=False)


def brief(dossier: Path, name: str, *options: str) -> dict[str, Any]:
    path = dossier.parent / name
    done = run("brief", "-d", dossier, "--country", "XEX", "-o", path, *options)
    assert done.exit_code == 0, done.stderr
    return json.loads(path.read_text(encoding="utf-8")) if name.endswith(".json") else {"stderr": done.stderr}


def test_rights_and_camps_are_joined_by_or_and_stand_at_the_head(dossier: Path) -> None:
    made = brief(dossier, "b.json", "--right", "torture", "--right", "assembly", "--camp", "NGO")
    assert (made["filters"]["rights"], made["filters"]["camps"]) == (["assembly", "torture"], ["NGO"])
    assert made["statements"]
    for one in made["statements"]:
        assert {"torture", "assembly"} & set(one["rights"])
        assert "NGO" in {speaker["camp"] for speaker in one["speakers"]}
    told = {document["id"] for document in made["documents"]}
    assert told == {one["document"] for one in made["statements"]}
    text = run("brief", "-d", dossier, "--country", "XEX", "--camp", "NGO", "--right", "torture").stdout
    assert "Limited to: Right Freedom from torture and ill\\-treatment; Camp NGOs" in text.replace("ill-", "ill\\-")


def test_only_what_a_person_reviewed_and_who_that_was(dossier: Path) -> None:
    one = brief(dossier, "all.json")["statements"][0]["id"]
    assert run("review", "confirm", one, "-d", dossier, "--by", "Aigul").exit_code == 0
    made = brief(dossier, "b.json", "--reviewed")
    assert [(s["id"], s["review"], s["reviewed"]["by"]) for s in made["statements"]] == [(one, "confirmed", "Aigul")]


def test_the_next_brief_tells_what_changed_since_the_last_on_the_same(dossier: Path) -> None:
    first = brief(dossier, "first.json")
    assert first["changes"] is None
    brief(dossier, "narrow.json", "--right", "torture")
    gone = first["statements"][0]["id"]
    run("review", "reject", gone, "-d", dossier, "--by", "Aigul")
    second = brief(dossier, "second.json")
    assert [(x["id"], x["why"]) for x in second["changes"]["gone"]["statement"]] == [(gone, "rejected in review")]
    assert second["digest"] != first["digest"]
    listed = run("briefs", "-d", dossier).stdout
    assert [name in listed for name in ("first.json", "narrow.json", "second.json")] == [True] * 3
    id = next(line.split()[0] for line in listed.splitlines() if "second.json" in line)
    assert not any(brief(dossier, "third.json", "--since-brief", id)["changes"]["gone"].values())


def test_a_dossier_that_is_read_only_says_that_it_remembers_nothing(dossier: Path, monkeypatch: Any) -> None:
    from onrecord.dossier import brief_log
    from onrecord.errors import NotWritable

    def refuse(*_: object, **__: object) -> None:
        raise NotWritable("the dossier cannot be written.")

    monkeypatch.setattr(brief_log, "note_brief", refuse)
    assert "does not remember this brief" in brief(dossier, "b.html")["stderr"]
    assert run("briefs", "-d", dossier).stdout == ""


def test_a_style_is_a_name_or_a_file(dossier: Path) -> None:
    from importlib import resources

    csl = resources.files("citeproc").joinpath("data", "styles", "harvard-cite-them-right.csl").read_text("utf-8")
    mine = dossier.parent / "ours.csl"
    mine.write_text(csl.replace("Cite Them Right 12th edition", "Our house style"), encoding="utf-8")
    made = brief(dossier, "b.json", "--style", str(mine))
    assert made["references"]["style"].startswith("Our house style")
    assert "Vale, C. (2021) Exempla opens a new chapter" in {x["text"][:43] for x in made["references"]["list"]}


def test_a_word_file_is_written_and_not_printed(dossier: Path) -> None:
    brief(dossier, "b.docx")
    assert (dossier.parent / "b.docx").read_bytes()[:2] == b"PK"
    with pytest.raises(SettingsError, match="not printed"):
        run("brief", "-d", dossier, "--country", "XEX", "--format", "docx")


@pytest.mark.parametrize(
    ("options", "what"),
    [
        (("--right", "freedom"), "no right"),
        (("--camp", "press"), "no camp"),
        (("--since", "spring"), "no date"),
        (("--style", "missing.csl"), "cannot be read"),
        (("--since-brief", "ffff"), "no such brief"),
    ],
)
def test_wrong_options_say_what_is_right(dossier: Path, options: tuple[str, str], what: str) -> None:
    with pytest.raises(SettingsError, match=what):
        run("brief", "-d", dossier, "--country", "XEX", *options)
