"""Assemble the texts that the label heads are trained on.

Nothing of these texts is shipped: only the weights and a vocabulary of single words that occur in many of them.
"""

from __future__ import annotations

import csv
import json
import tomllib
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import numpy as np
import pandas as pd

from onrecord.text.sentences import find_sentences

HERE = Path(__file__).parent
CROSSWALK = tomllib.loads((HERE / "crosswalk.toml").read_text(encoding="utf-8"))
SEED = 20260101
LAST_TRAINING_SESSION = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One training text. *rights* None: not labelled for rights; the same for *act*, *stance*, *hedged*."""

    text: str
    origin: str
    rights: tuple[str, ...] | None = None
    act: str | None = None
    stance: str | None = None
    hedged: bool | None = None
    cue: str = ""
    country: str = ""
    genre: str = ""
    document: str = ""
    weight: float = 1.0
    extra: dict[str, str] = field(default_factory=dict)


def upr(data: Path, *, evaluation: bool) -> list[Item]:
    """Return recommendations and pledges of sessions up to 16, or those of 17 to 20; each text once."""
    rows = pd.read_parquet(data / "upr_info_2008_2014" / "upr_info.parquet")
    rows = rows[(rows.session > LAST_TRAINING_SESSION) == evaluation].drop_duplicates("text")
    return [_upr_item(row) for row in rows.itertuples()]


def _upr_item(row: object) -> Item:
    text = str(row.text)  # type: ignore[attr-defined]
    issues = str(row.issues).split("|")  # type: ignore[attr-defined]
    rights = {code for issue in issues for code in _codes_of_issue(issue, text.lower())}
    is_pledge = row.kind != "recommendation"  # type: ignore[attr-defined]
    return Item(text=text, origin="upr", rights=tuple(sorted(rights)), act="pledge" if is_pledge else "demand")


def _codes_of_issue(issue: str, text: str) -> list[str]:
    codes = list(CROSSWALK["upr"][issue])
    if len(codes) < 2:
        return codes
    assembly = any(w in text for w in ("assembl", "demonstrat", "protest", "rally", "rallies", "gathering"))
    association = any(w in text for w in ("associat", "organi", "civil society", "union", "ngo", "part"))
    return codes if assembly == association else (["assembly"] if assembly else ["association"])


def freedom_house(data: Path, per_question: int = 500) -> list[Item]:
    """Return sentences of country texts, labelled with the question that their paragraph answers (weak labels)."""
    rows = pd.read_parquet(data / "fiw_texts" / "fiw_texts.parquet")
    rows = rows[rows.sub_item.isin(list(CROSSWALK["fiw"]))].drop_duplicates(["country", "sub_item"])
    rng = np.random.default_rng(SEED)
    items: list[Item] = []
    for question, group in rows.groupby("sub_item"):
        found = [
            Item(
                text=r.text[a:b], origin="fiw", rights=tuple(CROSSWALK["fiw"][question]), extra={"score": str(r.score)}
            )
            for r in group.itertuples()
            for a, b in find_sentences(r.text)[:4]
            if 40 <= b - a <= 400
        ]
        picked = rng.permutation(len(found))[:per_question]
        items += [found[i] for i in sorted(picked)]
    return items


def general_comments(data: Path, per_document: int = 25) -> list[Item]:
    """Return the first sentences of paragraphs of general comments, labelled by the document's title."""
    rows = pd.read_parquet(data / "treaty_body_general_comments" / "paragraphs.parquet")
    items: list[Item] = []
    for title, group in rows.groupby("document"):
        codes = _codes_of_title(str(title).lower(), str(group.committee.iloc[0]))
        if codes:
            texts = [t[slice(*find_sentences(t)[0])] for t in group.text.head(per_document) if find_sentences(t)]
            items += [Item(text=t, origin="gc", rights=codes, weight=0.4) for t in texts if 60 <= len(t) <= 400]
    return items


def _codes_of_title(title: str, committee: str) -> tuple[str, ...]:
    own = {"CEDAW": "women", "CRC": "children", "CRPD": "equality", "CERD": "equality", "CMW": "migration"}.get(
        committee
    )
    named = next((codes for words, codes in CROSSWALK["general_comments"].items() if words in title), [])
    return tuple(sorted({*named, *([own] if own else [])}))


def outsiders(data: Path, size: int = 2500) -> list[Item]:
    """Return news and debate sentences, nearly all about no right at all; training sorts out those that are."""
    rng = np.random.default_rng(SEED)
    news: list[str] = []
    for path in sorted((data / "polnear" / "train" / "text").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        news += [text[a:b] for a, b in find_sentences(text) if 40 <= b - a <= 350]
    debates = pd.read_parquet(data / "checkworthy_ct24_en" / "checkworthy.parquet")
    spoken = [t for t in debates[debates.split == "train"].text if 40 <= len(t) <= 350]
    return [
        Item(text=texts[i], origin=origin, rights=())
        for origin, texts in (("news", news), ("debate", spoken))
        for i in sorted(rng.permutation(len(texts))[:size])
    ]


def pledges(data: Path, size: int = 1500) -> list[Item]:
    """Return sentences of election manifestos: promises to act, and others."""
    rows = pd.read_parquet(data / "pledges_mimac" / "pledges.parquet")
    rows = rows[(rows.lang == "en") & (rows.text.str.len().between(30, 350))].drop_duplicates("text")
    rows = rows[(rows.pledge == 1)].sample(size, random_state=SEED)
    return [Item(text=t, origin="mimac", act="pledge", weight=0.3) for t in rows.text]


def own(path: Path = HERE / "statements.jsonl") -> list[Item]:
    """Return our own labelled statements, every one of them invented for this."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [_own_item(json.loads(line)) for line in lines if line.strip()]


def news(data: Path, path: Path = HERE / "news.tsv") -> list[Item]:
    """Return sentences of news and country reports that were labelled by hand; *path* says where each stands.

    Raises:
        ValueError: a text is not what it was when the sentences were labelled.
    """
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    texts = _texts(data, {row["document"] for row in rows})
    return [_news_item(row, texts[row["document"]]) for row in rows]


def _news_item(row: dict[str, str], text: str) -> Item:
    sentence = text[int(row["start"]) : int(row["end"])]
    if sha256(sentence.encode()).hexdigest()[:8] != row["check"]:
        raise ValueError(f"not the sentence that was labelled: {row['document']} {row['start']}")
    return Item(
        text=sentence,
        origin="hand",
        document=row["document"],
        rights=tuple(code for code in row["rights"].split(",") if code != "-"),
        act=row["act"],
        stance=row["stance"],
        hedged=row["hedged"] == "yes",
    )


def _texts(data: Path, keys: set[str]) -> dict[str, str]:
    """Return the texts of the documents *keys*, "data set:name"."""
    attacks = pd.read_parquet(data / "hrdsattack" / "hrdsattack.parquet")
    reports = pd.read_parquet(data / "fiw_texts" / "fiw_texts.parquet")
    campaign = data / "polnear" / "train" / "text"
    found = {f"hrdsattack:{row.id}": row.text for row in attacks.itertuples()}
    found |= {f"fiw_texts:{r.data_year}/{r.iso3}/{r.sub_item}": r.text for r in reports.itertuples()}
    names = [key.partition(":")[2] for key in keys if key.startswith("polnear-train:")]
    found |= {f"polnear-train:{n}": (campaign / f"{n}.txt").read_bytes().decode("utf-8") for n in names}
    return {key: found[key] for key in keys}


def _own_item(row: dict[str, object]) -> Item:
    return Item(
        text=str(row["text"]),
        origin="own",
        rights=tuple(str(row.get("rights", "")).split()),
        act=str(row["act"]),
        stance=str(row["stance"]),
        hedged=bool(row.get("hedged", False)),
        cue=str(row.get("cue", "")),
        country=str(row.get("country", "")),
        genre=str(row.get("genre", "")),
    )
