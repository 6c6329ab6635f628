"""Scare quotes: a few words that the author puts in quotation marks without saying whose they are.

They are marked and given to nobody. Left alone are names and titles ("the “Law on Peace”"), lines of dialogue, words
mentioned as words, definitions, and whatever lies in or near what somebody says.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from onrecord.records import Document, Span, Statement, Stretch
from onrecord.text.quotes import find_quotations
from onrecord.text.sentences import find_sentences
from onrecord.text.spans import find_containing, merge, overlap, paragraphs, words

MAX_WORDS = 5
"""Longer quotations are somebody's words that the reader did not find, seldom the author's distance to a word."""
_SENTENCE_END = (".", "!", "?", "…", ",")


def find_scare_quotes(document: Document, statements: Sequence[Statement]) -> tuple[Stretch, ...]:
    """Return the scare quotes of *document*, marks included, in reading order.

    Args:
        document: in English.
        statements: all statements of it.
    """
    said = [s for s in statements if s.voice == "attributed"]
    taken = merge(
        [
            *(span for s in said for span in (*s.source, *s.cue, *s.content)),
            *((m.start, m.end) for m in document.boilerplate),
        ]
    )
    cues = sorted(span[0] for s in said for span in s.cue)
    quotations = [q.span for q in find_quotations(document.text) if q.closed and not q.continues]
    quotations = [span for span in quotations if _is_short(document.text, span) and not _touches(span, taken)]
    if not quotations:
        return ()
    places = find_sentences(document.text), paragraphs(document.text)
    return tuple(
        Stretch(start=span[0], end=span[1]) for span in quotations if _is_scare(document.text, span, cues, *places)
    )


def _is_short(text: str, span: Span) -> bool:
    inner = text[span[0] + 1 : span[1] - 1]
    return inner == inner.strip() and "\n" not in inner and 1 <= len(words(text, span)) <= MAX_WORDS


def _touches(span: Span, taken: Sequence[Span]) -> bool:
    at = bisect_right(taken, span[0], key=lambda other: other[0])
    return any(overlap(span, other) for other in taken[max(0, at - 1) : at + 2])


def _is_scare(
    text: str, span: Span, cues: Sequence[int], sentences: Sequence[Span], in_paragraphs: Sequence[Span]
) -> bool:
    number = find_containing(sentences, span[0])
    if number is None or _is_name(text, span) or _is_line(text, span, in_paragraphs):
        return False
    start, end = sentences[number]
    has_cue = bisect_right(cues, end) > bisect_right(cues, start - 1)
    rules = _rules()
    near = rules["before"].search(text, max(start, span[0] - 40), span[0]) or rules["after"].match(text, span[1], end)
    outside = f"{text[start : span[0]]} {text[span[1] : end]}"
    return not (has_cue or near or rules["sources"].search(outside))


def _is_name(text: str, span: Span) -> bool:
    """Tell whether all words but small ones are written large or hold figures, as in names and titles."""
    low = _rules()["small"]
    heads = [w for a, b in words(text, span) if not low.fullmatch(w := text[a:b])]
    return all(not word.islower() or any(map(str.isdigit, word)) for word in heads)


def _is_line(text: str, span: Span, in_paragraphs: Sequence[Span]) -> bool:
    """Tell whether the words stand as speech does: at the head of a paragraph, after a colon, or as a sentence."""
    number = find_containing(in_paragraphs, span[0])
    opens = number is None or text[in_paragraphs[number][0] : span[0]].strip(" –—-•*") == ""
    before = text[max(0, span[0] - 3) : span[0]].rstrip()
    closes = text[span[1] - 2] in "!?…" or (text[span[1] - 2] in _SENTENCE_END and text[span[0] + 1].isupper())
    return opens or closes or before.endswith((":", "–", "—", "(", "="))


@cache
def _rules() -> dict[str, re.Pattern[str]]:
    data = tomllib.loads(files("onrecord.statements").joinpath("scares.toml").read_text(encoding="utf-8"))
    kinds = "|".join(data["named_kinds"])
    sources = {
        "before": rf"(?<!so-)\b(?:{kinds}|{'|'.join(data['before'])}),?\s(?:(?:a|an|the|of|as|by)\s)?$",
        "after": rf",?\s(?:(?:{kinds})\b|(?:{'|'.join(data['after'])})\b)",
        "sources": rf"(?<!so-)\b(?:{'|'.join(data['sources'])})\b",
        "small": "|".join(data["small"]),
    }
    return {name: re.compile(source, re.IGNORECASE) for name, source in sources.items()}
