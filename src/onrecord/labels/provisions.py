"""Tell the text of a law or a bill from what is written about one."""

from __future__ import annotations

import re
from typing import Literal

from onrecord.records import Document

_TITLE = re.compile(
    r"^\W*(?:(?i:the\s+)?(?:(?P<draft>(?i:draft|bill|proposed))\b|(?i:law|act|decree|code|constitution)\b)|"
    r"(?:[A-Z][\w’'-]*\s+){1,6}(?:Act|Law|Code|(?P<bill>Bill))\b(?:\s+\d{4})?\W*$)"
)
_CLAUSE = re.compile(r"^\W*(?:Article|Section|Clause|Paragraph|§)\s*\d+\b|^\(\d+\)\s", re.MULTILINE | re.IGNORECASE)
_CLAUSES = 5
"""So many numbered clauses make a text with a law's title the law itself."""

Provision = Literal["measure-adopted", "measure-proposed"]


def legal_text(document: Document) -> Provision | None:
    """Tell whether *document* is the text of a bill or of a law; None for what is only written about one."""
    title = _TITLE.match(document.title or document.text[:200].strip().split("\n", 1)[0])
    if not title or sum(1 for _ in _CLAUSE.finditer(document.text)) < _CLAUSES:
        return None
    return "measure-proposed" if title["draft"] or title["bill"] else "measure-adopted"
