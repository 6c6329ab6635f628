"""Train the classifiers that tell the author's claims on a country's record from other sentences.

    python training/author_claims/train.py --data DIR --out src/onrecord/models/data/claims.npz

DIR is the folder of data sets. The features are the shipped reader's own states, so run this after every new reader. It
learns from annotated sentences (the part `tune` of benchmarks/author_claims.tsv), from invented ones (`examples.tsv`),
and for breadth from data sets: country reports as claims, campaign news and debate sentences as others. Countries whose
paragraphs are in the part that is only totalled are left out.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from annotated import Annotated, load, read_annotation
from learn import SEED, Sentences, Settings, Text, learn

from onrecord.models.reader import Reader
from onrecord.records import Document, Span
from onrecord.statements.claim_scores import Features, describe
from onrecord.statements.claims import candidates, features_of, outside_quotations
from onrecord.statements.finding import find_attributed
from onrecord.text.quotes import find_quotations
from onrecord.text.sentences import find_sentences
from onrecord.text.spans import overlap

REPORTS, DEBATES, CAMPAIGN = 900, 500, 900
"""How many sentences of each data set."""
SILVER_WEIGHT, OWN_WEIGHT = 0.1, 1.0

Labelled = tuple[str, int, float]


def sentences(texts: Sequence[str], limit: int, rng: np.random.Generator) -> list[str]:
    """Return up to *limit* sentences of 6 to 50 words, from all over *texts*."""
    found = [t[a:b] for t in texts for a, b in find_sentences(t)]
    found = [s for s in found if 6 <= len(s.split()) <= 50]
    return [found[i] for i in rng.permutation(len(found))[:limit]]


def silver(data: Path, held_countries: set[str]) -> list[Labelled]:
    """Return sentences of data sets, with what their origin says of them."""
    rng = np.random.default_rng(SEED)
    reports = pd.read_parquet(data / "fiw_texts" / "fiw_texts.parquet")
    reports = reports[~reports.iso3.isin(held_countries)].text.sample(REPORTS, random_state=SEED)
    debates = pd.read_parquet(data / "checkworthy_ct24_en" / "checkworthy.parquet")
    debates = debates[~debates.check_worthy].text.sample(3000, random_state=SEED)
    paths = sorted((data / "polnear" / "train" / "text").glob("*.txt"))[::12]
    campaign = [path.read_text(encoding="utf-8") for path in paths]
    parts = [
        (sentences(list(reports), REPORTS, rng), 1),
        (sentences(list(debates), DEBATES, rng), 0),
        (sentences(campaign, CAMPAIGN, rng), 0),
    ]
    return [(sentence, label, SILVER_WEIGHT) for part, label in parts for sentence in part]


def own_examples() -> list[Labelled]:
    """Return the invented sentences."""
    lines = (Path(__file__).parent / "examples.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    return [(sentence, int(label), OWN_WEIGHT) for label, sentence in rows]


def encode(labelled: Sequence[Labelled], reader: Reader) -> Sentences:
    """Encode sentences in shuffled documents of ten, so that the company of a sentence says nothing about it."""
    order = np.random.default_rng(SEED).permutation(len(labelled))
    parts = []
    for i in range(0, len(order), 10):
        lines = [labelled[n][0].replace("\n", " ").strip() for n in order[i : i + 10]]
        starts = np.cumsum([0, *(len(line) + 1 for line in lines)])
        spans: list[Span] = [(int(s), int(s) + len(line)) for s, line in zip(starts, lines, strict=False)]
        text = "\n".join(lines)
        glances = [reader.look(window) for window in reader.windows(text)]
        parts.append(describe(text, [(span,) for span in spans], glances, [True] * len(spans)))
    features = Features(
        states=np.concatenate([p.states for p in parts]),
        words=[ids for p in parts for ids in p.words],
        shape=np.concatenate([p.shape for p in parts]),
    )
    labels = np.array([labelled[n][1] for n in order])
    return Sentences(features=features, labels=labels, weights=np.array([labelled[n][2] for n in order], np.float32))


def look_up(item: Annotated, document: Document, reader: Reader) -> Text | None:
    """Return the candidates of an annotated document with their labels; None if it has none."""
    text = document.text
    quotations, everything = find_quotations(text), find_sentences(text)
    skip = [(mark.start, mark.end) for mark in document.boilerplate]
    glances = [reader.look(window) for window in reader.windows(text, skip)]
    attributed = find_attributed(document, glances, reader, quotations=quotations, sentences=everything)
    outside = outside_quotations(everything, quotations)
    found = candidates(text, attributed, skip, outside)
    if not found:
        return None
    labels = np.full(len(found), -1)
    missed = 0
    for sentence in item.sentences:
        here = [i for i, parts in enumerate(found) if any(overlap(part, sentence.span) for part in parts)]
        labels[here] = int(sentence.is_claim)
        missed += sentence.is_claim and not here
    return Text(features=features_of(text, found, glances, outside), labels=labels, missed=missed)


def main() -> None:
    """Train, print what was measured by cross-validation, and write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    annotation, reader = read_annotation(), Reader(threads=2)
    held = {a.name.split("/")[1] for a in annotation if a.kind == "fiw_texts" and a.part == "held"}
    general = encode([*silver(args.data, held), *own_examples()], reader)
    tuning = load([a for a in annotation if a.part == "tune"], args.data)
    texts = [text for item, document in tuning if (text := look_up(item, document, reader))]
    head, note = learn(general, texts, Settings())
    print(note)
    np.savez(args.out, **head)


if __name__ == "__main__":
    main()
