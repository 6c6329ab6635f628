"""Statements within the content of another: a lesson of their own.

PolNeAR marks outer statements only, and the reader is asked for these. Inner ones are found by reading a content by
itself (`onrecord.statements.finding`), so that is how they are learned.
"""

from collections.abc import Iterator

from data import Article, Gold


def unnest(article: Article) -> Iterator[Article]:
    """Yield the article with its outer statements alone, then each content that holds inner ones, by itself."""
    text, statements = article
    inner = [s for s in statements if any(_holds(t, s) for t in statements if t is not s)]
    yield text, [s for s in statements if s not in inner]
    for outer in statements:
        for start, end in outer["content"]:
            within = [s for s in inner if _fits(s, start, end)]
            first = [s for s in within if not any(_holds(t, s) for t in within if t is not s)]
            if first:
                yield text[start:end] + "\n", [_moved(s, start) for s in first]


def _holds(outer: Gold, inner: Gold) -> bool:
    cue = inner["cue"][0]
    return any(a <= cue[0] and cue[1] <= b for a, b in outer["content"])


def _fits(statement: Gold, start: int, end: int) -> bool:
    return all(start <= a and b <= end for spans in statement.values() for a, b in spans)


def _moved(statement: Gold, start: int) -> Gold:
    return {role: [[a - start, b - start] for a, b in spans] for role, spans in statement.items()}
