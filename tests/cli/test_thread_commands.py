"""Threads from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.dossier.test_threads_kept import keep
from tests.threads.woven import FINES, LAW, QUARRY
from typer.testing import CliRunner

from onrecord.cli.threads import threads_app
from onrecord.dossier import Dossier

RUN = CliRunner()


@pytest.fixture
def path(tmp_path: Path) -> str:
    with Dossier.open(tmp_path / "a.dossier", create=True) as opened:
        keep(opened, LAW, QUARRY)
        keep(opened, FINES, day="2031-06-01")
    return str(tmp_path / "a.dossier")


def lines(*arguments: str) -> list[str]:
    result = RUN.invoke(threads_app, [*arguments], catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout.splitlines()


def test_threads_are_listed_with_and_without_the_word(path: str) -> None:
    plain = [json.loads(line) for line in lines("-d", path, "--json")]
    assert plain == [json.loads(line) for line in lines("list", "-d", path, "--json")]
    assert [(t["type"], len(t["statements"])) for t in plain] == [("thread", 2), ("thread", 1)]


def test_a_thread_is_shown_with_its_statements(path: str) -> None:
    first = json.loads(lines("-d", path, "--json")[0])["id"]
    shown = "\n".join(lines("show", first[:8], "-d", path))
    assert LAW in shown
    assert FINES in shown
    assert QUARRY not in shown


def test_what_a_person_decides_is_told_listed_and_taken_back(path: str) -> None:
    law, quarry = (json.loads(line)["id"] for line in lines("-d", path, "--json"))
    assert "rename" in lines("rename", law, "Gatherings", "-d", path, "--by", "Aigul")[0]
    lines("merge", quarry, "--into", law, "-d", path, "--by", "Aigul", "--why", "one matter")
    assert [json.loads(line)["name"] for line in lines("-d", path, "--json")] == ["Gatherings"]
    assert len([line for line in lines("decisions", "-d", path) if "by Aigul" in line]) == 2
    lines("undo", "-d", path, "--by", "Aigul")
    assert len(lines("-d", path, "--json")) == 2
