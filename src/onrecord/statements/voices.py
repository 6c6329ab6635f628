"""Tell the author's own voice from what others say, and contents that say nothing."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from onrecord.records import Mode, Span


def is_authors_own(cue: str, mode: Mode, *, has_source: bool) -> bool:
    """Tell whether a cue reports nobody's words but the author's own.

    Args:
        cue: its words.
        mode: of the content; whatever stands in quotation marks is somebody else's.
        has_source: a source was found.
    """
    words = _patterns()
    if mode == "indirect" and (words["powers"].search(cue) or words["conduct"].search(cue)):
        return True
    if has_source or mode != "indirect":
        return False
    is_report = words["reports"].search(cue) or words["passive"].match(cue) or words["hearsay"].search(cue)
    return bool(words["hedges"].search(cue)) or not is_report


def reports_something(text: str, span: Span) -> bool:
    """Tell whether *span* holds a word with which somebody's words, thoughts or wishes are reported."""
    return bool(_patterns()["saying"].search(text, *span))


def is_impersonal(cue: str) -> bool:
    """Tell whether a cue reports without an agent where its subject is "it" ("is alleged", "has been claimed")."""
    return bool(_patterns()["impersonal"].match(cue))


def hearsay_adverb(text: str, cue: Span) -> Span | None:
    """Return the "reportedly" or "allegedly" in a cue, or None."""
    found = _patterns()["hearsay"].search(text, *cue)
    return found.span() if found else None


def is_unsaid(cue: str) -> bool:
    """Tell whether a cue says that something was not said, or might be ("has not condemned", "would welcome")."""
    return bool(_patterns()["unsaid"].match(cue))


def says_nothing(content: Iterable[str]) -> bool:
    """Tell whether all fragments of a content are mere pronouns."""
    empty = _patterns()["empty"]
    return all(empty.fullmatch(fragment) for fragment in content)


def is_headline(text: str, at: int) -> bool:
    """Tell whether the line at *at* is a heading: no sentence, and no speech in quotation marks, ends it."""
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    line = text[start : end if end >= 0 else len(text)].rstrip()
    return not line.endswith((".", "!", "?", "…", "”", '"', "»", "’", "'"))


def is_clause(words: str) -> bool:
    """Tell whether *words* hold a pronoun or an auxiliary: what somebody says mostly does, a mere title does not."""
    return bool(_patterns()["clause"].search(words))


def going_on() -> re.Pattern[str]:
    """Return the pattern of a participle with which a speaker goes on after a comma; its group `cue` is the cue."""
    return _patterns()["going_on"]


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    data = tomllib.loads(files("onrecord.statements").joinpath("voices.toml").read_text(encoding="utf-8"))
    sources = {
        "hedges": rf"\b(?:{'|'.join(data['hedges'])})\b",
        "reports": rf"\b(?:{'|'.join(data['reports'])})",
        "saying": rf"\b(?:{'|'.join(data['saying'])})",
        "unsaid": rf"(?:\w+\s){{0,2}}(?:(?:{'|'.join(data['unsaid'])})\b|\w+n[’']t\b)",
        "impersonal": rf"(?:is|was|has been|had been|been|being)\s(?:\w+\s)?(?:{'|'.join(data['reported'])})\b",
        "passive": rf"(?:\w+\s){{0,2}}(?:is|are|was|were|been|being|be)\s(?:\w+ly\s|also\s|not\s|never\s|often\s)*"
        rf"(?:{'|'.join(data['reported'])})\b",
        "hearsay": rf"\b(?:{'|'.join(data['hearsay'])})\b",
        "conduct": rf"\b(?:{'|'.join(data['conduct'])})",
        "empty": "|".join(data["empty"]),
        "going_on": rf"[”\"’]?,\s(?:(?:and|while)\s)?(?P<cue>(?:{'|'.join(data['going_on'])})(?:\sthat(?=\s))?)(?=\s)",
        "clause": rf"\b(?:{'|'.join(data['clause'])})\b|[’'](?:s|m|re|ll|ve|d|t)\b",
        "powers": rf"\b(?:{'|'.join(data['powers'])})\b",
    }
    return {name: re.compile(source, re.IGNORECASE) for name, source in sources.items()}
