"""Find what names an instrument: rows of capitalised words, described laws, numbers, and bare words to be joined.

Every find begins at a head, a word that says what it is ("Act", "code", "Commission"), and grows to both sides: over
capitalised words to the left ("Press (Control) | Act"), over numbers, years and what it is about to the right.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.labels.instruments_capitals import find_named
from onrecord.labels.instruments_described import find_described
from onrecord.labels.instruments_shapes import Candidate
from onrecord.labels.instruments_words import Words


def find_candidates(words: Words) -> Iterator[Candidate]:
    """Yield what may name an instrument, in reading order, not overlapping."""
    taken = 0
    for i in words.heads:
        if words.starts[i] < taken:
            continue
        found = (find_named if words.words[i][0].isupper() else find_described)(words, i, taken)
        if found is not None:
            taken = found.span[1]
            yield found
