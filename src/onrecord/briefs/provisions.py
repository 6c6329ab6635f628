"""Laws and bills: documents whose own voice is the text of a law, so that their claims are provisions."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from onrecord.briefs.words import word
from onrecord.records import Document, Statement

MIN_PROVISIONS = 3
"""So many numbered provisions, and more than half of a document's own claims, make it the text of a law."""


def find_laws(statements: Iterable[Statement], documents: Iterable[Document]) -> frozenset[str]:
    """Return the ids of the documents that are the text of a law or bill."""
    own: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        if statement.voice == "author":
            own[statement.document].append(statement)
    return frozenset(document.id for document in documents if _is_law(document, own[document.id]))


def _is_law(document: Document, own: Sequence[Statement]) -> bool:
    found = sum(_is_provision(document.text, statement.content[0][0]) for statement in own)
    return found >= MIN_PROVISIONS and found * 2 > len(own)


def _is_provision(text: str, at: int) -> bool:
    """Tell whether the line at *at* is numbered as a provision is, or is binding words below such a heading."""
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    line = text[start : end if end >= 0 else len(text)].strip()
    if _pattern("numbered").match(line):
        return True
    above = text[:start].rstrip()
    heading = above[above.rfind("\n") + 1 :].strip()
    return bool(_pattern("heading").match(heading) and _pattern("binding").search(line))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(word("provisions", name))
