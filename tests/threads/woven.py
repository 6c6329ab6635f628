"""Invented documents whose statements are given, for the tests of weaving."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from onrecord.records import (
    CountryShare,
    Document,
    Right,
    Speaker,
    Statement,
    When,
    sha256_hex,
    statement_id,
)
from onrecord.threads import Item, Loom, Rarities

LAW = "the law on gatherings replaces permits with a duty to notify the mayor"
FINES = "organisers are fined under the law on gatherings without a stamp of the mayor"
QUARRY = "nobody was charged for the shots at the Nola quarry"
INQUIRY = "the inquiry into the Nola quarry found eleven bodies"
SHELTER = "the shelter for women in Kisangari opened with twelve beds"


def document(text: str, day: str | None = "2031-05-04", country: str | None = "XEX", **fields: str) -> Document:
    """Make a document of a text."""
    sha256 = sha256_hex(text.encode())
    when = When(start=day, end=day, precision="day", basis="stated") if day else When()
    return Document(
        id=sha256[:20],
        sha256=sha256,
        text_sha256=sha256,
        media_type="text/plain",
        text=text,
        published=when,
        countries=(CountryShare(code=country, share=1.0),) if country else (),
        made_by="by hand",
        **fields,  # type: ignore[arg-type]
    )


def item(made: Document, words: str, *, country: str | None = "XEX", rights: tuple[Right, ...] = (),
         speaker: Speaker | None = None) -> Item:  # fmt: skip
    """Make a statement of words that stand in the document; equal words have equal vectors."""
    start = made.text.index(words)
    span = (start, start + len(words))
    statement = Statement(
        id=statement_id(made, "author", (), (), (span,)),
        document=made.id,
        voice="attributed" if speaker else "author",
        content=(span,),
        quote=words,
        country=country,
        rights=rights,
        speakers=(speaker,) if speaker else (),
        made_by="by hand",
    )
    return Item(
        statement=statement, vector=meaning(words), published=made.published, publisher=made.publisher, title=made.title
    )


def meaning(words: str) -> NDArray[np.float32]:
    """Return a vector that is near for texts with words in common."""
    drawn = [np.random.default_rng(list(w.encode())).normal(size=384) for w in sorted(set(words.lower().split()))]
    total = np.sum(drawn, axis=0)
    unit: NDArray[np.float32] = (total / np.linalg.norm(total)).astype(np.float32)
    return unit


def embed(texts: Sequence[str]) -> NDArray[np.float32]:
    """Return vectors that are near for texts with long words in common, as those of passages are."""
    return np.array([meaning(" ".join(w for w in text.split() if len(w) > 5) or text) for text in texts])


BETWEEN = (
    "\n\nHarvests were good. Rivers rose. Trains ran late. Bread was cheap. Snow fell. Bells rang. Cows slept.\n\n"
)
"""Words on nothing, so that statements of one document stand far apart."""


def sentences(*words: str) -> str:
    """Return a text with a paragraph for each statement, far from the others."""
    return BETWEEN.join(f"It is known that {one}." for one in words)


def weave(*contents: tuple[str, ...], country: str | None = "XEX") -> list[list[str]]:
    """Weave documents with these statements one after the other; return the threads of each document's."""
    loom, out = Loom(Rarities()), []
    for words in contents:
        made = document(sentences(*words))
        out.append([p.thread for p in loom.weave(made, [item(made, one, country=country) for one in words])])
    return out
