"""Direct, indirect or mixed: how much of what is said stands in quotation marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onrecord.records import Mode, Span
from onrecord.text.quotes import Quotation
from onrecord.text.spans import covered, words


def mode_of(text: str, content: Iterable[Span], quotations: Sequence[Quotation]) -> Mode:
    """Return `direct` if all words of *content* stand in quotation marks, `mixed` if some do, else `indirect`."""
    inside = [q.span for q in quotations]
    quoted = [covered(word, inside) > 0 for span in content for word in words(text, span)]
    if quoted and all(quoted):
        return "direct"
    return "mixed" if any(quoted) else "indirect"
