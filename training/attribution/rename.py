"""Give the people of an article other names, from all over the world: the reader is to learn places, not persons."""

import re
import tomllib
from bisect import bisect_right
from collections.abc import Callable
from pathlib import Path

import numpy as np
from data import Gold

NAMES = tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8"))
ENGLISH, FIRST, LAST = (NAMES[k].split() for k in ("english", "first", "last"))

_NAME = re.compile(r"\b([A-Z][a-z]+) (?:[A-Z]\. )?([A-Z][a-z]{2,}(?:[A-Z][a-z]+)?)\b")


def rename(text: str, statements: list[Gold], rng: np.random.Generator) -> tuple[str, list[Gold]]:
    """Return the text with its people renamed throughout, each to one other name, and the spans moved along."""
    renamed: dict[str, str] = {}
    for first, last in sorted({(m[1], m[2]) for m in _NAME.finditer(text) if m[1] in ENGLISH and m[2] not in ENGLISH}):
        renamed.setdefault(first, _one(FIRST, rng))
        renamed.setdefault(last, _one(LAST, rng))
    if not renamed:
        return text, statements
    pattern = re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, renamed), key=len, reverse=True))})\b")
    return replaced(text, statements, pattern, lambda m: renamed[m[0]])


def replaced(
    text: str, statements: list[Gold], pattern: re.Pattern[str], new: Callable[[re.Match[str]], str]
) -> tuple[str, list[Gold]]:
    """Replace what *pattern* finds; a span that begins or ends at a replaced word goes along."""
    parts, olds, news = [], [0], [0]
    at = size = 0
    for match in pattern.finditer(text):
        word = new(match)
        parts += [text[at : match.start()], word]
        size += match.start() - at + len(word)
        at = match.end()
        olds.append(at)
        news.append(size)

    def move(offset: int) -> int:
        i = bisect_right(olds, offset) - 1
        return news[i] + min(offset - olds[i], (news[i + 1] - news[i]) if i + 1 < len(news) else offset)

    moved = [{role: [[move(a), move(b)] for a, b in spans] for role, spans in s.items()} for s in statements]
    return "".join([*parts, text[at:]]), moved


def _one(names: list[str], rng: np.random.Generator) -> str:
    return str(names[int(rng.integers(len(names)))])
