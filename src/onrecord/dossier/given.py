"""Values of a review as people write them: in options, in tables, in forms."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from typing import cast, get_args

from onrecord.dossier.review_checks import Changes
from onrecord.errors import SettingsError
from onrecord.records import (
    ACTS,
    CAMPS,
    RIGHTS,
    STANCES,
    Act,
    Camp,
    Mode,
    Precision,
    Right,
    Span,
    Speaker,
    Stance,
    Voice,
    When,
)

NONE = frozenset({"-", "none"})
"""Say that there is none: no right, no target, no source."""
_YES, _NO = frozenset({"yes", "true", "1", "hedged"}), frozenset({"no", "false", "0", "not-hedged"})
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_SPAN = re.compile(r"(\d+)-(\d+)")
TEXTS = (
    "rights", "act", "stance", "hedged", "target", "time", "source", "cue", "content", "country", "voice", "mode",
)  # fmt: skip
"""What can be given as one word or a list: the columns of a table of reviews, too."""
SPEAKER = ("speaker", "role", "affiliation", "camp")


def read_changes(given: Mapping[str, str]) -> Changes:
    """Return the values that *given* names, by `TEXTS` and `SPEAKER`; empty ones are left as they are.

    Raises:
        SettingsError: a value is not one that can be given; *where* names it.
    """
    changes = Changes()
    filled = {name: value.strip() for name, value in given.items() if value.strip()}
    if "rights" in filled:
        changes["rights"] = cast("tuple[Right, ...]", _codes("rights", filled["rights"]))
    if "act" in filled:
        changes["act"] = cast("Act", _one_of("act", filled["act"], ACTS))
    if "stance" in filled:
        changes["stance"] = cast("Stance", _one_of("stance", filled["stance"], STANCES))
    if "hedged" in filled:
        changes["hedged"] = _one_of("hedged", filled["hedged"].lower(), (*_YES, *_NO)) in _YES
    if "target" in filled:
        changes["target"] = None if filled["target"] in NONE else filled["target"]
    if "time" in filled:
        changes["time"] = read_time(filled["time"])
    if "country" in filled:
        changes["country"] = None if filled["country"] in NONE else filled["country"]
    if "voice" in filled:
        changes["voice"] = cast("Voice", _one_of("voice", filled["voice"], get_args(Voice)))
    if "mode" in filled:
        is_none = filled["mode"] in NONE
        changes["mode"] = None if is_none else cast("Mode", _one_of("mode", filled["mode"], get_args(Mode)))
    if any(name in filled for name in SPEAKER):
        changes["speakers"] = _speakers(filled)
    if "source" in filled:
        changes["source"] = _spans("source", filled["source"])
    if "cue" in filled:
        changes["cue"] = _spans("cue", filled["cue"])
    if "content" in filled:
        changes["content"] = _spans("content", filled["content"])
    return changes


def read_time(value: str) -> When:
    """Return a year, a month, a day, two of them with ".." between, or "unknown", as a time that is stated.

    Raises:
        SettingsError: it is none of these.
    """
    if value == "unknown" or value in NONE:
        return When()
    first, dots, last = value.partition("..")
    (start, early, precision), (late, end, _) = _day(first, value), _day(last if dots else first, value)
    if late < start or end < early:
        raise _wrong("time", value, "the end lies before the beginning")
    return When(start=start, end=end, precision="interval" if dots else precision, basis="stated")


def _day(text: str, value: str) -> tuple[str, str, Precision]:
    """Return the first and the last day of a year, month or day, and which of these it is."""
    match = _DAY.fullmatch(text.strip())
    how = "write YYYY, YYYY-MM, YYYY-MM-DD, two of them with .. between, or unknown"
    if not match:
        raise _wrong("time", value, how)
    year, month, day = match.groups()
    if month is None:
        return f"{year}-01-01", f"{year}-12-31", "year"
    if not (int(year) and 1 <= int(month) <= 12):
        raise _wrong("time", value, how)
    days = monthrange(int(year), int(month))[1]
    if day is None:
        return f"{year}-{month}-01", f"{year}-{month}-{days}", "month"
    if not 1 <= int(day) <= days:
        raise _wrong("time", value, how)
    return f"{year}-{month}-{day}", f"{year}-{month}-{day}", "day"


def read_spans(name: str, value: str) -> tuple[Span, ...]:
    """Return START-END, several with commas between, or "none", as spans.

    Raises:
        SettingsError: it is none of these.
    """
    return _spans(name, value)


def _codes(name: str, value: str) -> tuple[str, ...]:
    if value in NONE:
        return ()
    found = [_one_of(name, code, RIGHTS) for code in re.split(r"[\s,;|]+", value) if code]
    return tuple(code for code in RIGHTS if code in found)


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise _wrong(name, value, f"one of {', '.join(sorted(allowed))}")
    return value


def _spans(name: str, value: str) -> tuple[Span, ...]:
    if value in NONE:
        return ()
    found = [_SPAN.fullmatch(part) for part in re.split(r"[\s,;]+", value)]
    if not all(found):
        raise _wrong(name, value, "write START-END, characters of the text from 0; several with commas between")
    return tuple((int(m[1]), int(m[2])) for m in found if m)


def _speakers(filled: Mapping[str, str]) -> tuple[Speaker, ...]:
    name = filled.get("speaker")
    if name in NONE:
        return ()
    camp = cast("Camp", _one_of("camp", filled.get("camp", "unknown"), CAMPS))
    role, affiliation = filled.get("role"), filled.get("affiliation")
    if name is None:
        return (Speaker(role=role, affiliation=affiliation, camp=camp),)
    names = [one.strip() for one in name.split(";") if one.strip()]
    return tuple(Speaker(name=one, role=role, affiliation=affiliation, camp=camp, named=True) for one in names)


def _wrong(name: str, value: str, how: str) -> SettingsError:
    return SettingsError(f"this cannot be given as {name}: {value}", where=name, do=how)
