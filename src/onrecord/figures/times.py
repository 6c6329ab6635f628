"""Which edition a claim is about: the year beside it, "last year", "the latest index"."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

from onrecord.figures.mentions import find_years
from onrecord.figures.shelf import Index, Volume
from onrecord.records import Span, When

TimeKind = Literal["edition", "year", "date", "newest", "before"]
_SINCE = re.compile(
    r"(?:\b(?:since|from|compared\s+(?:with|to)|against|on|than|than\s+in|over|versus|between|as\s+in)|\bin\s+comparison\s+with)"
    r"\s+(?:(?:the|its|their|as\s+of|in)\s+)*$",
    re.I,
)
_WORDS = {w: n for n, w in enumerate("zero one two three four five six seven eight nine ten".split())} | {"decade": 10}
_COMMA = re.compile(
    r"[,;:—–()]|\b(?:and|but|while|whereas|although|when|before|after|up\s+from|down\s+from|compared)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """What a sentence says of time at *span*; *is_base*: a change is counted from there."""

    kind: TimeKind
    span: Span
    year: int = 0
    last: int = 0
    is_base: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """The editions that may be meant, the likeliest first; *problem* says why there is none."""

    volumes: tuple[Volume, ...] = ()
    problem: Literal["", "no-such-edition", "unknown-edition", "undated"] = ""
    year: int = 0
    near: tuple[Volume, ...] = ()


def find_times(text: str, published: When) -> list[Time]:
    """Return what a sentence says of time, in reading order."""
    out = [
        Time(kind=y.kind, span=y.span, year=y.year, last=y.last, is_base=_is_base(text, y.span))
        for y in find_years(text)
    ]
    year = int(published.end[:4]) if published.end else 0
    for kind, pattern in _relative_words().items():
        for m in pattern.finditer(text):
            if not any(m.start() < t.span[1] and m.end() > t.span[0] for t in out):
                out += _relative(text, m, kind, year, out)
    return sorted([*out, *_later(text, out)], key=lambda t: t.span)


_LATER = re.compile(
    r"\b(?:(?:a|one)\s+year\s+(?:later|on|after\s+that)|the\s+(?:following|next)\s+(?:year|edition))\b", re.IGNORECASE
)


def _later(text: str, times: Sequence[Time]) -> Iterator[Time]:
    """Yield the year after the one named before "a year later"."""
    for m in _LATER.finditer(text):
        named = [t for t in times if t.span[1] <= m.start() and t.year]
        if named:
            yield Time(kind="year", span=m.span(), year=named[-1].last + 1, last=named[-1].last + 1)


@cache
def _relative_words() -> dict[str, re.Pattern[str]]:
    raw = tomllib.loads(resources.files(__package__).joinpath("times.toml").read_text(encoding="utf-8"))
    return {kind: re.compile(table["words"], re.IGNORECASE) for kind, table in raw.items()}


def _relative(text: str, m: re.Match[str], kind: str, year: int, named: Sequence[Time]) -> list[Time]:
    is_base = _is_base(text, m.span())
    if kind == "newest" or (kind == "this-year" and not year):
        return [Time(kind="newest", span=m.span())]
    if kind == "before" or (kind == "last-year" and is_base):
        return [Time(kind="before", span=m.span(), is_base=is_base)]
    if kind == "years-earlier" and m["ago"].lower() != "ago":
        year = next((t.year for t in named if t.year and not t.is_base), year)
    if not year:
        return []
    if kind in ("years-ago", "years-earlier"):
        word = m["n"].lower()
        back = int(word) if word.isdigit() else _WORDS[word]
        return [Time(kind="year", span=m.span(), year=year - back, last=year - back,
                     is_base=is_base or kind == "years-ago")]  # fmt: skip
    said = year - (kind == "last-year")
    return [Time(kind="year", span=m.span(), year=said, last=said)]


def _is_base(text: str, span: Span) -> bool:
    return bool(_SINCE.search(text[max(0, span[0] - 40) : span[0]]))


def time_for(text: str, span: Span, times: Sequence[Time], claims: Sequence[Span]) -> Time | None:
    """Return the time that goes with the claim at *span*: the nearest, words and claims between counted against it.

    A time of another part of the sentence, beyond a semicolon, that has a claim of its own there is none of it.
    """
    own = [t for t in times if not _is_of_another(text, span, t, claims)]
    return min(own, key=lambda t: _distance(text, span, t, claims), default=None)


def _is_of_another(text: str, span: Span, time: Time, claims: Sequence[Span]) -> bool:
    first, second = sorted([span, time.span])
    if ";" not in text[first[1] : second[0]]:
        return False
    has_own = any(";" not in _between(text, other, time.span) for other in claims)
    return has_own and time.span[0] > span[0]


def _between(text: str, a: Span, b: Span) -> str:
    first, second = sorted([a, b])
    return text[first[1] : second[0]]


def _distance(text: str, span: Span, time: Time, claims: Sequence[Span]) -> float:
    first, second = sorted([span, time.span])
    between = text[first[1] : second[0]]
    is_leading = time.span[0] < 24 and time.span[1] <= span[0]
    commas = len(_COMMA.findall(between)) - (is_leading and between.lstrip().startswith(","))
    crossed = sum(first[1] <= start and end <= second[0] for start, end in claims)
    return len(between) / 4 + 12 * max(0, commas) + 25 * crossed + (time.span[0] > span[0] and commas > 0) * 8


# From a time to editions


def editions_meant(index: Index, time: Time | None, published: When) -> Meant:
    """Return the editions that *time* may mean; without a time the newest one when the document came out."""
    if time is None or time.kind in ("newest", "before"):
        return newest(index, published)
    if time.kind == "edition":
        return _of_edition(index, time)
    return _of_year(index, time)


def _of_edition(index: Index, time: Time) -> Meant:
    if time.last != time.year:
        years = {time.year, time.last}
        found = tuple(v for v in index.volumes if {v.year, v.also} == years or (v.year == time.year and not v.also))
        return Meant(volumes=found, year=time.year) if found else _none(index, time.year)
    if index.known and index.known.by_data_year:
        found = tuple(v for v in reversed(index.volumes) if v.data_year in (time.year - 1, time.year))
        return Meant(volumes=found, year=time.year) if found else _none(index, time.year)
    found = tuple(v for v in index.volumes if v.year == time.year)
    return Meant(volumes=found, year=time.year) if found else _none(index, time.year)


def _of_year(index: Index, time: Time) -> Meant:
    by = index.known.edition_by if index.known else "name"
    if index.known and index.known.by_data_year:
        found = [v for v in index.volumes if v.data_year == time.year]
    else:
        found = [v for v in index.volumes if v.year == time.year]
        if by == "data":
            found += [v for v in index.volumes if v.data_year == time.year and v not in found]
        if by == "published" or time.kind == "date":
            found += [v for v in index.volumes if (v.published or "")[:4] == str(time.year) and v not in found]
    return Meant(volumes=tuple(found), year=time.year) if found else _none(index, time.year)


def _none(index: Index, year: int) -> Meant:
    """Tell a year without an edition from one whose edition is not known here."""
    near = tuple(v for v in index.volumes if v.also == year)
    years = [v.year for v in index.volumes]
    since = index.known.since if index.known else None
    if since is not None and year < since:
        return Meant(problem="no-such-edition", year=year)
    is_known = bool(years) and min(years) < year < max(years) and not (index.known and index.known.by_data_year)
    return Meant(problem="no-such-edition" if is_known else "unknown-edition", year=year, near=near)


def newest(index: Index, published: When) -> Meant:
    """Return the newest edition out by the day of publication; two where the day does not tell which.

    Of an edition of which only the year is known it is taken that it came out in the second half of that.
    """
    if not published.end:
        return Meant(problem="undated")
    first, last = (published.start or published.end)[:7], published.end[:7]
    out = [v for v in index.volumes if _out(v)[0] <= last]
    if not out:
        return Meant(problem="unknown-edition", year=int(last[:4]))
    sure = [v for v in out if _out(v)[1] < first]
    maybe = [v for v in reversed(out) if v not in sure]
    is_early = bool(maybe) and not maybe[0].published and last[5:7] < "07"
    volumes = tuple([*sure[-1:], *maybe] if is_early else [*maybe, *sure[-1:]])
    if _is_later_one_due(volumes[0], last):
        return Meant(problem="unknown-edition", year=int(last[:4]), near=volumes[:1])
    return Meant(volumes=volumes, year=volumes[0].year)


def _out(volume: Volume) -> tuple[str, str]:
    """Return the first and the last month in which an edition may have come out."""
    if volume.published:
        return volume.published, volume.published
    return f"{volume.year}-01", f"{volume.year}-12"


def _is_later_one_due(volume: Volume, month: str) -> bool:
    """Tell whether an index must have come out again since: its edition is more than sixteen months old."""
    out = _out(volume)[1]
    months = (int(month[:4]) - int(out[:4])) * 12 + int(month[5:7]) - int(out[5:7])
    return months > 16


def before(index: Index, volume: Volume) -> Volume | None:
    """Return the edition before *volume*."""
    at = index.volumes.index(volume)
    return index.volumes[at - 1] if at else None
