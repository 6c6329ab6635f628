"""When a statement is about: dates and intervals in words, resolved against the day of publication."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.labels.calendars import (
    MONTHS,
    day_of,
    interval_of,
    month_number,
    month_of,
    months_back,
    season_of,
    year_of,
)
from onrecord.labels.numbers import NUMBER, number_of
from onrecord.labels.times_told import may_tell, month_told, shifted
from onrecord.records import UNKNOWN_TIME, Basis, Span, When

_DAYS = {name.lower(): n for n, name in enumerate(calendar.day_name)}
_M = rf"(?P<month>(?:{'|'.join(n.title() for n in MONTHS)}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?))"
_M_NAME = _M.replace("(?P<month>", "(?:")
_Y = r"(?P<year>(?:19|20)\d\d)"
_D = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_WD = rf"(?:(?:[Oo]n\s+)?(?:{'|'.join(d.title() for d in _DAYS)}),?\s+)?"
_UNIT = r"(?P<unit>day|week|month|year|decade)s?"
_SOFT = r"(?:almost|nearly|about|around|some|just|just over|just under|over|more than|less than)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A time expression at *span*, and when it is."""

    span: Span
    when: When


_Maker = Callable[[re.Match[str], date | None], When | None]


def find_times(text: str, spans: Iterable[Span], published: When) -> list[Moment]:
    """Return the time expressions of *text* inside *spans*, in reading order.

    Args:
        text: a frozen text.
        spans: where to look.
        published: when the document was published; expressions like "last week" are left out if it is unknown.
    """
    anchor = date.fromisoformat(published.start) if published.start else None
    out: list[Moment] = []
    for start, end in spans:
        if not may_tell(text[start:end]):
            continue
        for match in _ANY.finditer(text, start, end):
            told = match.lastgroup in _TOLD
            when = _resolve(match, _told_before(text, match.start(), out) if told else anchor)
            if when is not None:
                out.append(Moment(span=match.span(), when=when))
    return out


def _told_before(text: str, position: int, moments: list[Moment]) -> date | None:
    """Return the beginning of the time told last before *position*: what "the following year" follows."""
    if moments:
        start = moments[-1].when.start
        return date.fromisoformat(start) if start else None
    years = _PLAIN_YEAR.findall(text, max(0, position - 300), position)
    return date(int(years[-1]), 1, 1) if years else None


_PLAIN_YEAR = re.compile(r"(?<![\w.,$€£/])(?:19|20)\d\d(?![\w%]|,\d)")


def _resolve(match: re.Match[str], anchor: date | None) -> When | None:
    kind = match.lastgroup or ""
    inner = _INNER[kind].match(match.string, match.start(), match.end())
    return _MAKERS[kind](inner, anchor) if inner else None


def _full_date(m: re.Match[str], _: date | None) -> When | None:
    return day_of(int(m["year"]), month_number(m["month"]), int(m["day"]), "stated")


def _iso_date(m: re.Match[str], _: date | None) -> When | None:
    return day_of(int(m["year"]), int(m["mm"]), int(m["dd"]), "stated")


def _month_and_year(m: re.Match[str], _: date | None) -> When:
    return month_of(int(m["year"]), month_number(m["month"]), "stated")


_AHEAD = re.compile(
    r"\b(?:will|would|shall|plans? to|intends? to|promis\w+|pledg\w+)\b[^.;]*$|"
    r"\bnext\s+(?:[\w’'-]+\s+){1,8}(?:in\s+)?$|"
    r"\b(?:by|from|next)\s+(?:the\s+)?(?:(?:end|beginning|middle)\s+of\s+)?$",
    re.IGNORECASE,
)


def _looks_ahead(m: re.Match[str]) -> bool:
    """Tell whether the words before speak of what is to come ("would publish it in April")."""
    return bool(_AHEAD.search(m.string, max(0, m.start() - 80), m.start()))


def _day_and_month(m: re.Match[str], anchor: date | None) -> When | None:
    """A day without its year is the last such day up to publication, or the next one where the words look ahead."""
    if anchor is None:
        return None
    if _looks_ahead(m):
        month, day = month_number(m["month"]), int(m["day"])
        return day_of(anchor.year + ((month, day) < (anchor.month, anchor.day)), month, day, "inferred")
    found = day_of(anchor.year, month_number(m["month"]), int(m["day"]), "inferred")
    if found and found.start and date.fromisoformat(found.start) > anchor + timedelta(days=45):
        return day_of(anchor.year - 1, month_number(m["month"]), int(m["day"]), "inferred")
    return found


def _bare_month(m: re.Match[str], anchor: date | None) -> When | None:
    if anchor is None:
        return None
    month = month_number(m["month"])
    which = (m["which"] or "").lower()
    ahead = month > anchor.month
    looks_ahead = which in ("next", "by") or (which not in ("last", "since") and _looks_ahead(m))
    year = anchor.year + (month < anchor.month) if looks_ahead else anchor.year - ahead
    return month_of(year, month, "inferred")


_NUMBERED = re.compile(r"\b[Nn]os?\.?\s?\d+\s(?:of\s|\()$")


def _bare_year(m: re.Match[str], _: date | None) -> When | None:
    if _NUMBERED.search(m.string, max(0, m.start() - 24), m.start()):
        return None
    return year_of(int(m["year"]), "stated")


def _years(m: re.Match[str], _: date | None) -> When | None:
    first, last = int(m["year"]), int(m["last"])
    last = last if last > 99 else first // 100 * 100 + last
    return interval_of(date(first, 1, 1), date(last, 12, 31), "interval", "stated") if first < last else None


def _decade(m: re.Match[str], _: date | None) -> When:
    first = int(m["year"])
    return interval_of(date(first, 1, 1), date(first + 9, 12, 31), "interval", "stated")


def _since(m: re.Match[str], anchor: date | None) -> When:
    start = date(int(m["year"]), month_number(m["month"]) if m["month"] else 1, 1)
    return interval_of(start, anchor, "interval", "stated")


def _since_then(m: re.Match[str], anchor: date | None) -> When | None:
    """Resolve "since May", "since November 30", "since last year", "since the year before last"."""
    if anchor is None:
        return None
    name = m["month"] or m["month2"]
    if name is None:
        return interval_of(date(anchor.year - (2 if m["before"] else 1), 1, 1), anchor, "interval", "inferred")
    month, day = month_number(name), int(m["day"] or m["day2"] or 1)
    year = anchor.year - ((month, day) > (anchor.month, anchor.day))
    try:
        return interval_of(date(year, month, day), anchor, "interval", "inferred")
    except ValueError:
        return None


_PIECES = {"half": 6, "quarter": 3}
_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 0, "final": 0}


def _piece(m: re.Match[str], anchor: date | None) -> When | None:
    """Resolve "the first half of 2023", "the last quarter of last year", "the first six months of 2023"."""
    year = _year_said(m, anchor)
    size = _PIECES.get(m["piece"]) or int(number_of(m["many"] or "1") or 0)
    which = _NTH[m["nth"].lower()]
    if year is None or not 1 <= size <= 11 or (which > 1 and m["piece"].startswith("month")):
        return None
    first = (which - 1) * size + 1 if which else 13 - size
    if first > 12 or first + size - 1 > 12:
        return None
    basis: Basis = "stated" if m["year"] else "inferred"
    last = first + size - 1
    return interval_of(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]), "interval", basis)


def _year_said(m: re.Match[str], anchor: date | None) -> int | None:
    if m["year"]:
        return int(m["year"])
    return anchor.year - (m["rel"].lower() == "last") if anchor and m["rel"] else None


def _season_of(m: re.Match[str], anchor: date | None) -> When | None:
    year = _year_said(m, anchor)
    return None if year is None else season_of(m["season"].lower(), date(year, 1, 1), 0)


def _days(m: re.Match[str], anchor: date | None) -> When | None:
    """Resolve "8 and 9 November 2027", "2-13 October"."""
    year = int(m["year"]) if m["year"] else None
    month = month_number(m["month"])
    if year is None and anchor is not None:
        year = anchor.year - ((month, int(m["day"])) > (anchor.month, anchor.day))
    try:
        ends = [date(year, month, int(m[d])) for d in ("day", "last")] if year else []
    except ValueError:
        return None
    basis: Basis = "stated" if m["year"] else "inferred"
    return interval_of(ends[0], ends[1], "interval", basis) if ends and ends[0] < ends[1] else None


def _month_range(m: re.Match[str], anchor: date | None) -> When | None:
    """Resolve "between May and July", "from September to November 2026"."""
    first, last = month_number(m["month"]), month_number(m["last"])
    if m["year"] is None and anchor is None:
        return None
    year = int(m["year"]) if m["year"] else anchor.year - (last > anchor.month) if anchor else 0
    begin = year - (first > last)
    basis: Basis = "stated" if m["year"] else "inferred"
    return interval_of(date(begin, first, 1), date(year, last, calendar.monthrange(year, last)[1]), "interval", basis)


def _named_day(m: re.Match[str], anchor: date | None) -> When | None:
    if anchor is None:
        return None
    if m["word"].lower().startswith("the"):
        there = anchor + timedelta(days=-2 if "yesterday" in m["word"].lower() else 2)
        return interval_of(there, there, "day", "inferred")
    shift = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}[m["word"].lower()]
    there = anchor + timedelta(days=shift)
    return interval_of(there, there, "day", "inferred")


_NAMED_DAY = re.compile(r"\b(?:[Ee]very|[Ee]ach|Black|Bloody|Good|Easter|Palm)\s$")


def _weekday(m: re.Match[str], anchor: date | None) -> When | None:
    """A bare weekday is the last one up to publication; "next Monday" lies ahead, "Monday last week" a week before."""
    if anchor is None or _NAMED_DAY.search(m.string, max(0, m.start() - 8), m.start()):
        return None
    back = (anchor.weekday() - _DAYS[m["weekday"].lower()]) % 7
    which = (m["which"] or "").lower()
    if m["before"]:
        back = anchor.weekday() + 7 - _DAYS[m["weekday"].lower()]
    elif which == "last" and back == 0:
        back = 7
    is_ahead = which in ("next", "for", "by", "until", "till") or (
        not m["before"] and which != "last" and _looks_ahead(m)
    )
    there = anchor + timedelta(days=7 - back) if is_ahead else anchor - timedelta(days=back)
    return interval_of(there, there, "day", "inferred")


def _relative(m: re.Match[str], anchor: date | None) -> When | None:
    """Resolve "last week", "this year", "next month", "earlier this year"."""
    if anchor is None:
        return None
    shift = {"last": -1, "past": -1, "previous": -1, "this": 0, "next": 1, "coming": 1}[m["which"].lower()]
    unit = m["unit"].lower()
    if unit == "year":
        return year_of(anchor.year + shift, "inferred")
    if unit == "month":
        total = anchor.year * 12 + anchor.month - 1 + shift
        return month_of(total // 12, total % 12 + 1, "inferred")
    if unit == "week":
        monday = anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=shift)
        return interval_of(monday, monday + timedelta(days=6), "interval", "inferred")
    return season_of(unit, anchor, shift)


def _ago(m: re.Match[str], anchor: date | None) -> When | None:
    """Resolve "three years ago"; "almost a year ago" is an interval of the two months after that day."""
    amount = number_of(m["amount"])
    if anchor is None or amount is None or amount > 2000:
        return None
    unit, count = m["unit"].lower(), int(amount)
    if unit == "day":
        there = anchor - timedelta(days=count)
        return interval_of(there, there, "day", "inferred")
    if unit == "week":
        there = anchor - timedelta(weeks=count)
        return interval_of(there - timedelta(days=3), there + timedelta(days=3), "interval", "inferred")
    if unit == "month":
        total = anchor.year * 12 + anchor.month - 1 - count
        return month_of(total // 12, total % 12 + 1, "inferred")
    if unit == "year" and count == 1:
        start = months_back(anchor, 12 if (m["soft"] or "").lower() in ("almost", "nearly", "less than") else 14)
        return interval_of(start, months_back(anchor, 10), "interval", "inferred")
    return year_of(anchor.year - count * (10 if unit == "decade" else 1), "inferred")


def _stretch(m: re.Match[str], anchor: date | None) -> When | None:
    """Resolve "over the past three years"."""
    amount = number_of(m["amount"]) if m["amount"] else 1
    if anchor is None or amount is None or amount > 2000:
        return None
    months = {"month": 1, "year": 12, "decade": 120}.get(m["unit"].lower())
    if months is None:
        days = int(amount) * (7 if m["unit"].lower() == "week" else 1)
        return interval_of(anchor - timedelta(days=days), anchor, "interval", "inferred")
    return interval_of(months_back(anchor, months * int(amount)), anchor, "interval", "inferred")


_RULES: dict[str, tuple[str, _Maker]] = {
    "full": (rf"{_WD}{_M}\s+{_D},?\s+{_Y}", _full_date),
    "full2": (rf"{_WD}{_D}\s+(?:of\s+)?{_M},?\s+{_Y}", _full_date),
    "iso": (rf"{_Y}-(?P<mm>[01]\d)-(?P<dd>[0-3]\d)", _iso_date),
    "piece": (
        r"(?P<nth>first|second|third|fourth|last|final)\s+(?:(?P<many>two|three|four|five|six|seven|eight|nine|ten|eleven)\s+)?"
        rf"(?P<piece>half|quarter|months?)\s+of\s+(?:{_Y}|(?P<rel>last|this)\s+year)",
        _piece,
    ),
    "seasonof": (
        rf"(?P<season>spring|summer|autumn|fall|winter)\s+of\s+(?:{_Y}|(?P<rel>last|this)\s+year)",
        _season_of,
    ),
    "days": (rf"{_D}\s*(?:-|–|and|to)\s*(?P<last>[0-3]?\d)(?:st|nd|rd|th)?\s+(?:of\s+)?{_M}(?:,?\s+{_Y})?", _days),
    "monthrange": (
        rf"(?:[Bb]etween|[Ff]rom)\s+{_M}\s+(?:and|to)\s+(?P<last>{_M_NAME})(?:,?\s+{_Y})?(?!\s*\d)",
        _month_range,
    ),
    "sincethen": (
        rf"[Ss]ince\s+(?:(?:mid|early|late)[- ])?(?:{_M}(?:\s+(?P<day>[0-3]?\d)(?:st|nd|rd|th)?)?(?!,?\s+(?:of\s+)?\d)"
        rf"|(?P<day2>[0-3]?\d)(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month2>{_M_NAME})|(?:last\s+year|the\s+year\s+(?P<before>before)\s+last))",
        _since_then,
    ),
    "monthtold": (rf"(?:[Ii]n\s+)?{_M}\s+(?:of\s+)?(?:that|the\s+same)\s+year", month_told),
    "shifted": (
        rf"(?:[Tt]he\s+(?:following|next|previous|preceding)\s+(?:year|month)"
        r"|[Tt]he\s+(?:year|month)\s+(?:before|after)(?!\s+last)"
        rf"|[Tt]hat\s+year|(?P<amount>{NUMBER}|an?)\s+years?\s+(?:earlier|later|before))",
        shifted,
    ),
    "yearbefore": (
        r"[Tt]he\s+year\s+before\s+last",
        lambda _, anchor: year_of(anchor.year - 2, "inferred") if anchor else None,
    ),
    "since": (rf"[Ss]ince\s+(?:{_M}\s+)?(?:the\s+year\s+)?{_Y}", _since),
    "months": (rf"{_M},?\s+(?:of\s+)?{_Y}", _month_and_year),
    "daymonth": (rf"{_WD}(?:{_M}\s+{_D})(?!\d)", _day_and_month),
    "daymonth2": (rf"{_WD}{_D}\s+(?:of\s+)?{_M}", _day_and_month),
    "bare": (
        r"(?P<which>[Ii]n|[Ll]ast|[Tt]his|[Nn]ext|[Bb]y|[Ss]ince|[Ee]arly|[Ll]ate|[Mm]id)[ -]"
        + _M
        + r"(?!,?\s+(?:of\s+)?\d)",
        _bare_month,
    ),
    "years": (rf"{_Y}\s*(?:[-–/]|and|to)\s*(?P<last>(?:19|20)\d\d|\d\d(?!\d))", _years),
    "decade": (r"(?P<year>(?:19|20)\d0)s", _decade),
    "year": (rf"{_Y}", _bare_year),
    "named": (
        r"(?P<word>[Tt]he\s+day\s+(?:before\s+yesterday|after\s+tomorrow)|[Yy]esterday|[Tt]oday|[Tt]onight|[Tt]omorrow)",
        _named_day,
    ),
    "relative": (
        r"(?P<which>[Ll]ast|[Pp]ast|[Pp]revious|[Tt]his|[Nn]ext|[Cc]oming)\s+"
        r"(?P<unit>week|month|year|spring|summer|autumn|fall|winter)",
        _relative,
    ),
    "ago": (rf"(?:(?P<soft>{_SOFT})\s+)?(?P<amount>{NUMBER}|an?)\s+{_UNIT}\s+ago", _ago),
    "stretch": (
        rf"(?:[Oo]ver|[Ii]n|[Dd]uring|[Ff]or|[Ww]ithin)\s+the\s+(?:last|past)\s+"
        rf"(?:(?P<amount>{NUMBER}|few|several)\s+)?{_UNIT}",
        _stretch,
    ),
    "weekday": (
        rf"(?:(?P<which>[Oo]n|[Ll]ast|[Nn]ext|[Tt]his|for|by|until|till)\s+)?"
        rf"(?P<weekday>{'|'.join(d.title() for d in _DAYS)})"
        r"(?P<before>\s+(?:last|of\s+(?:last|the\s+previous))\s+week)?",
        _weekday,
    ),
}
_INNER = {kind: re.compile(pattern) for kind, (pattern, _) in _RULES.items()}
_MAKERS = {kind: maker for kind, (_, maker) in _RULES.items()}


def _bare_groups(pattern: str) -> str:
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)


_ORDER = """full full2 iso piece seasonof days monthrange since sincethen monthtold months daymonth daymonth2
years decade bare stretch yearbefore shifted ago relative weekday named year""".split()
_TOLD = ("shifted", "monthtold")
"""What is told against the time told before, not against the day of publication."""
_ANY = re.compile(
    r"(?<![\w.,$€£/])(?:" + "|".join(f"(?P<{k}>{_bare_groups(_RULES[k][0])})" for k in _ORDER) + r")(?![\w%])(?!,\d)"
)


def choose(moments: list[Moment], latest: str | None = None) -> When:
    """Return the time that stands first and does not begin after the day *latest*; or unknown."""
    kept = (m.when for m in moments if latest is None or m.when.start is None or m.when.start <= latest)
    return next(kept, UNKNOWN_TIME)
