"""What the author says that somebody did not say, and what is said to be felt without anybody who feels it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from importlib.resources import files

from onrecord.records import Span
from onrecord.statements.decoding import Found

_REACH = 80
"""How far before a source, in code points, the words may begin that take back what follows."""


def drop_unsaid(text: str, found: Iterable[Found]) -> list[Found]:
    """Leave out what nobody said, and cut what leads over to an example from contents.

    Left out: "it does not appear that the Union has pushed for …" (the author says that the Union did not), and
    "growing public worries over …" (no more than a mood that the author tells of).
    """
    return [_without_lead(text, f) for f in found if not (_is_denied(text, f) or _is_mood(text, f))]


def _is_denied(text: str, found: Found) -> bool:
    if not found.source:
        return False
    start = min(found.source)[0]
    return found.cue[0] > start and bool(_patterns()["denying"].search(text, max(0, start - _REACH), start))


def _is_mood(text: str, found: Found) -> bool:
    """Tell whether the source is only adjectives of the noun that is the cue."""
    if len(found.source) != 1 or text[found.source[0][1] : found.cue[0]].strip():
        return False
    is_noun = _patterns()["moods"].match(text, *found.cue)
    return bool(is_noun) and bool(_patterns()["modifiers"].fullmatch(text, *found.source[0]))


def _without_lead(text: str, found: Found) -> Found:
    """Make "Take the Union, for example, which claims …" two stretches: "the Union", and what is claimed of it."""
    first, *rest = found.content
    lead = _patterns()["example"].match(text, *first)
    if lead is None:
        return found
    spans: tuple[Span, ...] = (lead.span("whom"), (lead.end(), first[1]))
    return replace(found, content=(*spans, *rest))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    data = tomllib.loads(files("onrecord.statements").joinpath("unsaid.toml").read_text(encoding="utf-8"))
    sources = {
        "denying": rf"\b(?:{'|'.join(data['denying'])})\s+(?:that|whether|if)\s+$",
        "moods": rf"(?:{'|'.join(data['moods'])})\b",
        "modifiers": rf"(?:the\s(?=\S+\s\S))?(?:(?:{'|'.join(data['modifiers'])})[\s,]*(?:and\s)?)+",
        "example": rf"(?:{'|'.join(data['example'])})\s+(?P<whom>[^,;:.]{{2,60}}),?\s+for (?:example|instance),?\s+"
        r"(?:which|who)\s+",
    }
    return {name: re.compile(source, re.IGNORECASE) for name, source in sources.items()}
