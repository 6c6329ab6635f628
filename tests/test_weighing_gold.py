"""The gold set of weighing is sound: spans lie inside their texts, words are the cut, rows are sorted and unique."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest

from onrecord.records.values import FindingKind

ROOT = Path(__file__).parents[1]
DOSSIERS = sorted(path for path in (ROOT / "benchmarks" / "weighing").glob("*/*") if path.is_dir())
OWN = [path for path in DOSSIERS if not (path / "documents.tsv").exists()]
SHARED = [path for path in DOSSIERS if (path / "documents.tsv").exists()]
ONE_SIDED = {"single-source", "anonymous-source"}
HEAD = ["kind", "a_document", "a_start", "a_end", "b_document", "b_start", "b_end", "note"]


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a tab-separated table without quoting."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def texts(dossier: Path) -> dict[str, str]:
    """The frozen texts of a dossier of our own."""
    return {path.name: path.read_bytes().decode("utf-8") for path in dossier.glob("*.txt")}


def spans(dossier: Path) -> Iterator[tuple[str, int, int]]:
    """Every span of the two tables of *dossier*."""
    for row in rows(dossier / "threads.tsv"):
        yield row["document"], int(row["start"]), int(row["end"])
    for row in rows(dossier / "findings.tsv"):
        for side in "ab":
            if row[f"{side}_document"]:
                yield row[f"{side}_document"], int(row[f"{side}_start"]), int(row[f"{side}_end"])


def name(path: Path) -> str:
    """Part and dossier, for the test's id."""
    return f"{path.parent.name}/{path.name}"


@pytest.mark.parametrize("dossier", OWN, ids=name)
def test_spans_lie_inside_their_text_and_touch_words_at_both_ends(dossier: Path) -> None:
    found = texts(dossier)
    for document, start, end in spans(dossier):
        text = found[document]
        assert 0 <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip(), (document, start, end)


@pytest.mark.parametrize("dossier", OWN, ids=name)
def test_words_are_the_cut_of_the_text(dossier: Path) -> None:
    found = texts(dossier)
    for row in rows(dossier / "threads.tsv"):
        assert row["words"] == found[row["document"]][int(row["start"]) : int(row["end"])]


@pytest.mark.parametrize("dossier", OWN, ids=name)
def test_declared_countries_have_user_assigned_codes(dossier: Path) -> None:
    declared = tomllib.loads((dossier / "countries.toml").read_text(encoding="utf-8"))["country"]
    assert declared
    assert all(re.fullmatch(r"X[A-Z]{2}", country["code"]) and country["name"] for country in declared)


@pytest.mark.parametrize("dossier", DOSSIERS, ids=name)
def test_statements_are_sorted_and_unique(dossier: Path) -> None:
    keys = [(row["document"], int(row["start"]), int(row["end"])) for row in rows(dossier / "threads.tsv")]
    assert keys
    assert all(a < b for a, b in pairwise(keys))


@pytest.mark.parametrize("dossier", DOSSIERS, ids=name)
def test_no_pair_has_two_rows(dossier: Path) -> None:
    table = rows(dossier / "findings.tsv")
    sides = [frozenset([tuple(list(row.values())[1:4]), tuple(list(row.values())[4:7])]) for row in table]
    assert list(table[0]) == HEAD
    assert len(sides) == len(set(sides))


@pytest.mark.parametrize("dossier", DOSSIERS, ids=name)
def test_kinds_are_known_and_one_sided_where_they_must_be(dossier: Path) -> None:
    for row in rows(dossier / "findings.tsv"):
        kinds = set(row["kind"].removeprefix("?").split("|"))
        assert kinds <= {*get_args(FindingKind), "none"}, row
        assert bool(row["b_document"]) is not (kinds <= ONE_SIDED), row
        assert row["note"] or kinds != {"none"}, row


@pytest.mark.parametrize("dossier", SHARED, ids=name)
def test_shared_texts_are_named_with_their_hash_and_never_quoted(dossier: Path) -> None:
    named = {row["document"]: row["sha256"] for row in rows(dossier / "documents.tsv")}
    assert all(re.fullmatch(r"[0-9a-f]{12}", digest) for digest in named.values())
    assert {document for document, _, _ in spans(dossier)} <= set(named)
    assert "words" not in rows(dossier / "threads.tsv")[0]
