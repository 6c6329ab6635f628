"""The held annotation of weighing points at the words it names (docs/annotation-weighing.md)."""

import csv
import hashlib
import re
import tomllib
from pathlib import Path

import pytest

from onrecord.records import FIGURE_VERDICTS, FINDING_KINDS

ROOT = Path(__file__).resolve().parents[1]
HELD = ROOT / "benchmarks" / "weighing" / "held"
FIW = ROOT.parent / "shared" / "data" / "fiw_texts" / "fiw_texts.parquet"
OWN = sorted(path.parent.name for path in HELD.glob("*/countries.toml"))
SHARED = sorted(path.parent.name for path in HELD.glob("*/documents.tsv"))
ONE_SIDED = {"anonymous-source"}
Row = dict[str, str]


def rows(dossier: str, table: str) -> list[Row]:
    with (HELD / dossier / f"{table}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def texts(dossier: str) -> dict[str, str]:
    return {path.name: path.read_bytes().decode("utf-8") for path in (HELD / dossier).glob("*.txt")}


def sides(row: Row) -> list[tuple[str, int, int]]:
    return [
        (row[f"{side}_document"], int(row[f"{side}_start"]), int(row[f"{side}_end"]))
        for side in "ab"
        if row[f"{side}_start"]
    ]


@pytest.mark.parametrize("dossier", OWN)
def test_words_are_what_the_span_cuts(dossier: str) -> None:
    """Each span of an own text cuts the words that stand beside it, and no two statements share a span."""
    documents, statements = texts(dossier), rows(dossier, "threads")
    for row in statements:
        assert documents[row["document"]][int(row["start"]) : int(row["end"])] == row["words"]
    assert len({(row["document"], row["start"], row["end"]) for row in statements}) == len(statements)
    assert {row["document"] for row in statements} == set(documents)


@pytest.mark.parametrize("dossier", [*OWN, *SHARED])
def test_sides_lie_in_annotated_statements(dossier: str) -> None:
    """Each side of a finding is an annotated statement or a part of one, and a pair stands once."""
    held = [(row["document"], int(row["start"]), int(row["end"])) for row in rows(dossier, "threads")]
    pairs = [frozenset(sides(row)) for row in rows(dossier, "findings")]
    for document, start, end in {side for pair in pairs for side in pair}:
        assert any(d == document and s <= start < end <= e for d, s, e in held), (document, start, end)
    assert len(set(pairs)) == len(pairs)


@pytest.mark.parametrize("dossier", [*OWN, *SHARED])
def test_kinds_are_of_the_vocabulary(dossier: str) -> None:
    """A kind is one of the records', `none` alone is besides; one side only where the kind has one side."""
    for row in rows(dossier, "findings"):
        kinds = set(row["kind"].removeprefix("?").split("|"))
        assert kinds == {"none"} or kinds <= set(FINDING_KINDS), row
        assert (len(sides(row)) == 1) == (kinds <= ONE_SIDED), row
        assert row["note"], row


@pytest.mark.parametrize("dossier", OWN)
def test_countries_are_declared_under_user_assigned_codes(dossier: str) -> None:
    table = tomllib.loads((HELD / dossier / "countries.toml").read_text(encoding="utf-8"))
    assert all("XAA" <= row["code"] <= "XZZ" and row["name"] for row in table["country"])


@pytest.mark.parametrize("dossier", SHARED)
def test_shared_texts_are_the_annotated_ones(dossier: str) -> None:
    """The texts that were annotated by offset are those of the data set, and long enough for the offsets."""
    if not FIW.is_file():
        pytest.skip("fiw_texts is not beside the repository")
    parquet = pytest.importorskip("pyarrow.parquet")
    table = parquet.read_table(FIW, columns=["country", "data_year", "sub_item", "text"]).to_pylist()
    known = {f"fiw_texts: {r['country']}, {r['data_year']}, {r['sub_item']}": r["text"] for r in table}
    found = {row["document"]: known[row["source"]] for row in rows(dossier, "documents")}
    for row in rows(dossier, "documents"):
        assert hashlib.sha256(found[row["document"]].encode("utf-8")).hexdigest()[:12] == row["sha256"]
    assert all(int(row["end"]) <= len(found[row["document"]]) for row in rows(dossier, "threads"))


def test_words_of_held_figure_claims_stand_in_their_snippets() -> None:
    """Each claim is made of whole words that its snippet has once, and its verdict is one of the records'."""
    lines = (ROOT / "benchmarks" / "figure_checks-held.tsv").read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in lines if not line.startswith("#")][1:]
    snippets = {row[0]: row[5] for row in reversed(cells) if row[5]}
    for key, _, measure, verdict, words, _ in cells:
        assert len(re.findall(rf"(?<!\w){re.escape(words)}(?!\w)", snippets[key])) == 1, (key, words)
        assert verdict in FIGURE_VERDICTS
        assert measure in {"value", "rank", "countries", "change", "comparison"}
