"""The sentences that labels are learnt from, and the sets that they are measured on, keep to what is said of them."""

import csv
import json
import tomllib
from pathlib import Path

import pytest
from benchmarks.labels_sets import attacks, review, theme_codes

from onrecord.records import ACTS, RIGHTS, STANCES

ROOT = Path(__file__).parents[2]
TRAINING = ROOT / "training" / "labels"
DATA = ROOT.parent / "shared" / "data"


def rows(path: Path) -> list[dict[str, str]]:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_sentences_of_news_are_known_by_place_and_labels_alone() -> None:
    for row in rows(TRAINING / "news.tsv"):
        assert int(row["start"]) < int(row["end"])
        assert set(row["rights"].split(",")) <= {*RIGHTS, "-"}
        assert row["act"] in ACTS
        assert row["stance"] in STANCES
        assert row["hedged"] in ("yes", "no")


def test_nothing_is_learnt_from_a_document_that_labels_are_measured_on() -> None:
    measured = {row["document"] for row in rows(ROOT / "benchmarks" / "labels_news.tsv")}
    learnt = {row["document"] for row in rows(TRAINING / "news.tsv")}
    assert not measured & learnt


def test_our_own_statements_have_labels_that_exist() -> None:
    for line in (TRAINING / "statements.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        assert set(row["rights"].split()) <= set(RIGHTS)
        assert row["act"] in ACTS
        assert row["stance"] in STANCES


def test_every_code_of_the_crosswalk_exists() -> None:
    crosswalk = tomllib.loads((TRAINING / "crosswalk.toml").read_text(encoding="utf-8"))
    assert {code for table in crosswalk.values() for codes in table.values() for code in codes} <= set(RIGHTS)
    assert theme_codes()["Conditions of detention"] == ["liberty"]


@pytest.mark.skipif(not DATA.is_dir(), reason="the data sets are not beside the repository")
def test_every_theme_of_the_reviews_reads_in_our_codes() -> None:
    assert [len(review(DATA, cycle, with_persons=True)) for cycle in ("3", "4")] == [215, 254]


@pytest.mark.skipif(not DATA.is_dir(), reason="the data sets are not beside the repository")
def test_of_the_attacks_only_those_count_that_nothing_was_learnt_from() -> None:
    pytest.importorskip("pyarrow")
    assert len(attacks(DATA)) == 200
