"""Sets with rights given by others, in our codes: a state's review by the UN's own themes, attacks on rights defenders.

None of their texts is trained on (of the attacks, only articles of the parts ``dev`` and ``test`` are taken). How their
labels read in our codes stands in ``training/labels/crosswalk.toml`` and, for themes, ``reference/rights.toml``.
"""

from __future__ import annotations

import csv
import importlib
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from onrecord.text.sentences import find_sentences

CROSSWALK = Path(__file__).resolve().parents[1] / "training" / "labels" / "crosswalk.toml"
VIOLATIONS = ("life", "torture", "liberty")
LEAD = 5
"""An article is judged by its title and so many sentences at its head."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A text, the stretches of it that are labelled as statements, and the rights that the set gives it."""

    text: str
    statements: tuple[tuple[int, int], ...]
    rights: frozenset[str]


def review(data: Path, cycle: str, *, with_persons: bool) -> list[Case]:
    """Return the recommendations to Slovenia of a *cycle* ("3": 2019, "4": 2025), by the UN's themes.

    Args:
        data: the folder of data sets.
        cycle: of the Universal Periodic Review.
        with_persons: count the persons concerned as well, where their rights have a code of their own.
    """
    themes, persons = theme_codes(), _crosswalk()["uhri_persons"]
    path = data / "upr_slovenia_ohchr_themes" / "recommendations.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["cycle"] == cycle]
    cases: list[Case] = []
    for row in rows:
        codes = {code for theme in row["themes"].split("|") for code in themes[theme.strip()]}
        if with_persons:
            codes |= {c for who in row["affected_persons"].split("|") for c in persons.get(who.strip().lower(), ())}
        cases.append(whole(row["text"], codes - {"general"} or codes))
    return cases


def theme_codes() -> dict[str, list[str]]:
    """Return for each theme of the Universal Human Rights Index our codes."""
    text = resources.files("onrecord.reference").joinpath("rights.toml").read_text(encoding="utf-8")
    named = {theme: [code] for code, table in tomllib.loads(text).items() for theme in table["themes"]}
    return named | _crosswalk()["uhri"]


def _crosswalk() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(CROSSWALK.read_text(encoding="utf-8"))


def whole(text: str, codes: Iterable[str]) -> Case:
    """Return a text that is one statement."""
    return Case(text=text, statements=((0, len(text)),), rights=frozenset(codes))


def attacks(data: Path) -> list[Case]:
    """Return title and lead of articles on attacks, with those of `VIOLATIONS` that were violated."""
    parquet: Any = importlib.import_module("pyarrow.parquet")  # a dependency of training, without type information
    columns = ["split", "title", "violation_types", "text"]
    rows = parquet.read_table(data / "hrdsattack" / "hrdsattack.parquet", columns=columns).to_pylist()
    codes = _crosswalk()["hrdsattack"]
    return [
        _article(f"{row['title']}\n\n{row['text']}", {c for v in row["violation_types"].split("|") for c in codes[v]})
        for row in rows
        if row["split"] != "train"
    ]


def _article(text: str, codes: Iterable[str]) -> Case:
    spans = find_sentences(text)[: LEAD + 1]
    return Case(text=text[: spans[-1][1]], statements=tuple(spans), rights=frozenset(codes))
