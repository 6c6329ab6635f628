"""Quotations as textacy or sayswho find them, with their speaker and cue.

    python spacy_quotes.py textacy|sayswho FOLDER

Runs in the peers' own environment. textacy gives up a whole text for one quotation mark without a partner, so it is
given one paragraph at a time. sayswho wants paragraphs divided by one line end, so empty lines are taken out; of it the
part that finds quotations is run: what it adds, who is meant by a pronoun, moves no span. Of spaCy's English models the
largest that is installed is used. Prints one JSON object, offsets in code points of the texts as they are.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

MODELS = ("en_core_web_lg", "en_core_web_md", "en_core_web_sm")
Statement = dict[str, list[list[int]]]


def main() -> None:
    """Read the texts of a folder and print what was found."""
    name, folder = sys.argv[1], Path(sys.argv[2])
    find, model = {"textacy": _textacy, "sayswho": _sayswho}[name](), _load()
    texts = {}
    for path in sorted(folder.glob("*.txt")):
        with path.open(encoding="utf-8", newline="") as file:
            texts[path.stem] = file.read()
    began = time.process_time()
    found = {stem: find(model, text) for stem, text in texts.items()}
    seconds = time.process_time() - began
    made_by = f"{version(name)}, {model.meta['name']} {model.meta['version']}"
    print(json.dumps({"version": made_by, "seconds": seconds, "statements": found}))


def _load() -> Any:
    import spacy

    for name in MODELS:
        if spacy.util.is_package(name):
            return spacy.load(name)
    sys.exit("no English model of spaCy: python -m spacy download en_core_web_sm")


def _textacy() -> Callable[[Any, str], list[Statement]]:
    from textacy.extract import direct_quotations

    def find(model: Any, text: str) -> list[Statement]:
        out = []
        for at, line in _lines(text):
            try:
                out += [_statement(t, at.__add__) for t in direct_quotations(model(line))]
            except ValueError:  # an odd number of quotation marks: textacy bails out
                continue
        return out

    return find


def _sayswho() -> Callable[[Any, str], list[Statement]]:
    from sayswho.quote_finder import quote_finder

    def find(model: Any, text: str) -> list[Statement]:
        origin = [at + i for at, line in _lines(text) for i in range(len(line) + 1)]
        doc = model("\n".join(line for _, line in _lines(text)))
        return [_statement(triple, lambda i: origin[i]) for triple in quote_finder(doc)]

    return find


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines that hold something, with where they begin."""
    at = 0
    for line in text.split("\n"):
        if line.strip():
            yield at, line
        at += len(line) + 1


def _statement(triple: Any, place: Callable[[int], int]) -> Statement:
    content = [[place(triple.content.start_char), place(triple.content.end_char - 1) + 1]]
    return {"source": _runs(triple.speaker, place), "cue": _runs(triple.cue, place), "content": content}


def _runs(tokens: Iterable[Any], place: Callable[[int], int]) -> list[list[int]]:
    """Return the spans of *tokens*, neighbours as one."""
    out: list[list[int]] = []
    last = None
    for token in sorted(tokens, key=lambda t: t.i):
        start, end = place(token.idx), place(token.idx + len(token) - 1) + 1
        if last is not None and token.i == last + 1:
            out[-1][1] = end
        else:
            out.append([start, end])
        last = token.i
    return out


if __name__ == "__main__":
    main()
