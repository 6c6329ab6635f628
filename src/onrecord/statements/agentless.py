"""What is told as said by nobody in particular: "it is alleged that …", "he reportedly fled".

Such a statement keeps an empty source: it is not given to whom it is about, nor to the author.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from onrecord.records import Span
from onrecord.statements.decoding import Found
from onrecord.statements.voices import hearsay_adverb, is_impersonal
from onrecord.text.spans import merge, trim


def without_agents(text: str, found: Iterable[Found]) -> list[Found]:
    """Take out sources that say nothing themselves, in the order of the cues."""
    return sorted((_without_agent(text, f) for f in found), key=lambda f: f.cue)


def _without_agent(text: str, found: Found) -> Found:
    if not found.source:
        return found
    if text[slice(*found.source[0])].lower() == "it" and is_impersonal(text[slice(*found.cue)]):
        return replace(found, source=())
    adverb = hearsay_adverb(text, found.cue)
    return _as_hearsay(text, found, adverb) if adverb else found


def _as_hearsay(text: str, found: Found, adverb: Span) -> Found:
    """Make the adverb the cue, and all the rest of the clause what is told."""
    rest = [trim(text, part) for part in ((found.cue[0], adverb[0]), (adverb[1], found.cue[1]))]
    parts = sorted([*found.source, *(part for part in rest if part[0] < part[1]), *found.content])
    return replace(found, source=(), cue=adverb, content=_joined(text, parts))


def _joined(text: str, parts: Iterable[Span]) -> tuple[Span, ...]:
    """Join spans between which there is only white space."""
    out: list[Span] = []
    for start, end in merge(parts):
        if out and not text[out[-1][1] : start].strip():
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return tuple(out)
