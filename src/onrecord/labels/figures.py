"""Figures in statements: percentages, ranks, scores, money, terms of prison, and counts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from onrecord.labels.numbers import NUMBER, NUMBER_WORDS, number_of
from onrecord.records import Quantity, Span
from onrecord.text.spans import overlap

_N = rf"(?P<n>{NUMBER})"
_UP = r"climbed|rose|risen|moved up|jumped|gained|advanced|improved|increased|grew|gone up|went up|up"
_DOWN = r"fell|fallen|dropped|slipped|lost|declined|decreased|tumbled|plunged|sank|sunk|gone down|went down|down"
_ABOUT = (
    r"(?P<about>(?i:more than|less than|fewer than|at least|at most|up to|as many as|no more than|over|nearly|almost|"
    r"about|around|some|approximately|roughly|under|only|just|an estimated|close to))"
)
_NOUN = r"(?:[a-zà-ÿ][\w’'-]*)"
_NOT_NOUNS = frozenset(
    """of in on at to for from by with and or but the a an this that than as is are was were has have had been be per
    its their his her our out until since after before ago later earlier times percent cent points more less it they he
    she who which when where while will would could should also whose without according because against between during
    under""".split()
)
_WORD_OR_DIGIT = re.compile(r"[a-z]+|\d")
_UNITS_OF_TIME = frozenset(
    "day days week weeks month months year years hour hours minute minutes decade decades".split()
)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Find:
    span: Span
    value: float
    unit: str | None
    measures: str | None
    comparison: str | None


def find_figures(text: str, spans: Iterable[Span]) -> tuple[Quantity, ...]:
    """Return the figures of *text* inside *spans*, in reading order, never overlapping.

    Dates, ages of laws and numbers of articles are no figures. *year* is given where the figure's own clause names one.
    """
    out: list[Quantity] = []
    for start, end in spans:
        words = text[start:end].lower()
        if NUMBER_WORDS.isdisjoint(_WORD_OR_DIGIT.findall(words)):
            continue
        taken: list[Span] = [m.span() for m in _NO_FIGURE.finditer(text, start, end)]
        fitting = [(pattern, make) for needs, pattern, make in _RULES if any(need in words for need in needs)]
        for pattern, make in fitting:
            for match in pattern.finditer(text, start, end):
                if not any(overlap(match.span("n"), t) for t in taken) and (found := make(match)):
                    taken.append(match.span())
                    out.append(_quantity(text, found, (start, end)))
    return tuple(_with_measure_of_neighbour(sorted(out, key=lambda q: q.span)))


def _quantity(text: str, found: _Find, within: Span) -> Quantity:
    return Quantity(
        span=found.span,
        value=found.value,
        unit=found.unit,
        measures=found.measures,
        year=_year_near(text, found.span, within),
        comparison=found.comparison,
    )


_YEAR = re.compile(r"(?<![\w.,])(?:19|20)\d\d(?![\w%]|,\d)")
_CLAUSE = re.compile(r"[;:]|,?\s\b(?:but|while|whereas|which|who|although|though|and (?:has|have))\b")


def _year_near(text: str, span: Span, within: Span) -> int | None:
    """Return the year that the clause around *span* names, the nearest one."""
    cuts = [within[0], *(m.start() for m in _CLAUSE.finditer(text, *within)), within[1]]
    start = max(c for c in cuts if c <= span[0])
    end = min(c for c in cuts if c >= span[1])
    years = [(abs(m.start() - span[0]), int(m.group())) for m in _YEAR.finditer(text, start, end)]
    return min(years)[1] if years else None


def _percent(m: re.Match[str]) -> _Find | None:
    unit = "percentage points" if m["points"] else "percent"
    return _found(m, unit, _clean(m["of"]), _comparison(m))


def _rank(m: re.Match[str]) -> _Find | None:
    measures = _named(m["index"]) or _index_in(m)
    total = f"out of {m['total']}" if m["total"] else None
    return _found(m, "rank", measures, total)


def _change(m: re.Match[str]) -> _Find | None:
    places = "points" if m["what"].startswith(("point", "percentage")) else "positions"
    return _found(m, places, _index_in(m), " ".join(m.group().split()))


def _score(m: re.Match[str]) -> _Find | None:
    return _found(m, "score", _index_in(m), f"out of {m['total']}" if m["total"] else None)


def _money(m: re.Match[str]) -> _Find | None:
    unit = m["sign"] or m["currency"]
    return _found(m, {"$": "USD", "€": "EUR", "£": "GBP"}.get(unit, unit.lower()), None, _about(m))


def _prison(m: re.Match[str]) -> _Find | None:
    unit = "years" if m["unit"].startswith("year") else "months" if m["unit"].startswith("month") else "days"
    return _found(m, unit, "imprisonment", _about(m))


def _fraction(m: re.Match[str]) -> _Find | None:
    value = float(
        {"half": 50, "third": 33, "quarter": 25, "two thirds": 67, "two-thirds": 67, "three quarters": 75}[
            m["n"].lower()
        ]
    )
    return _Find(span=m.span(), value=value, unit="percent", measures=_clean(m["of"]), comparison=_about(m))


def _count(m: re.Match[str]) -> _Find | None:
    words = m["noun"].split()
    keep = next((i for i, w in enumerate(words) if w in _NOT_NOUNS or w.endswith("ly")), len(words))
    keep = next((i + 1 for i, w in enumerate(words[:keep]) if _is_plural(w)), keep)
    head = words[keep - 1] if keep else ""
    is_small_word = m["n"].lower() in ("one", "first", "second", "third")
    if not keep or is_small_word or head in _UNITS_OF_TIME or not _is_plural(head):
        return None
    end = m.start("noun") + len(" ".join(words[:keep]))
    found = _found(m, head, " ".join(words[:keep]), _about(m))
    return None if found is None else replace(found, span=(m.start(), min(end, m.end())))


def _is_plural(word: str) -> bool:
    return word.endswith(("men", "people", "children")) or (
        word.endswith("s") and not word.endswith(("ss", "us", "is"))
    )


def _membered(m: re.Match[str]) -> _Find | None:
    return _found(m, "members", " ".join(m["noun"].split()), None)


def _found(m: re.Match[str], unit: str | None, measures: str | None, comparison: str | None) -> _Find | None:
    value = number_of(re.sub(r"(?<=\d)(?:st|nd|rd|th)$", "", m["n"]))
    if value is None:
        return None
    return _Find(span=m.span(), value=value, unit=unit, measures=measures, comparison=comparison)


def _about(m: re.Match[str]) -> str | None:
    return m["about"].lower() if m["about"] else None


def _comparison(m: re.Match[str]) -> str | None:
    before = re.search(
        rf"\b((?:{_UP}|{_DOWN})(?:\s+(?:by|from|to|about|nearly))?)\s*$", m.string[max(0, m.start() - 30) : m.start()]
    )
    return before.group(1) if before else _about(m)


def _clean(words: str | None) -> str | None:
    """Return the noun phrase without article and without what follows a small word."""
    if not words:
        return None
    parts = words.split()
    keep = next((i for i, w in enumerate(parts) if i and w in _NOT_NOUNS), len(parts))
    parts = parts[:keep]
    while parts and parts[0].lower() in ("the", "its", "their", "his", "her", "a", "an", "all", "of", "our"):
        parts = parts[1:]
    return " ".join(parts).strip(" ,.;") or None


def _named(words: str | None) -> str | None:
    return " ".join(words.split()) or None if words else None


_INDEX = re.compile(r"(?:\b[\w’'-]+\s+){1,5}?(?:[Ii]ndex|[Rr]ankings?|[Bb]arometer)\b")


def _index_in(m: re.Match[str]) -> str | None:
    """Return the index that the words around the figure name."""
    start, end = max(0, m.start() - 120), min(len(m.string), m.end() + 120)
    found = _INDEX.search(m.string, start, end)
    if not found:
        return None
    name = re.sub(r"^.*\b(?:in|on|the|its|a|this|an|to|by|from|at|latest)\s+", "", found.group(), flags=re.IGNORECASE)
    return name.strip() if " " in name.strip() else None


def _with_measure_of_neighbour(figures: list[Quantity]) -> list[Quantity]:
    """Give a rank or a change of rank that names no index the index named beside another in the same statement."""
    ranks = ("rank", "positions", "score")
    named = next((q.measures for q in figures if q.unit in ranks and q.measures), None)
    return [replace(q, measures=named) if q.unit in ranks and not q.measures and named else q for q in figures]


_NO_FIGURE = re.compile(
    rf"(?<![\w.,$€£])(?:(?:19|20)\d\d(?:\s*[-–/]\s*\d{{2,4}})?(?![\w%]|,\d|\s+(?:people|cases|prisoners))"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_MONTHS})|(?:{_MONTHS})\s+\d{{1,2}}(?:st|nd|rd|th)?"
    r"|(?i:articles?|art\.|section|paragraphs?|para\.|chapter|resolution|no\.|rule|convention|protocol)\s+"
    r"(?:no\.\s*)?\d[\w./()-]*"
    r"|\d{1,2}:\d\d|\d+(?:st|nd|rd|th)\s+(?:century|anniversary|session|birthday|time))"
    r"|(?<=[A-Za-z]-)\d+\b"
)
_OF = r"\s+of\s+(?P<of>(?:the\s+|its\s+|all\s+|their\s+)?(?:[\w’'-]+\s*){1,5})"
_ABOUT_N = rf"(?:{_ABOUT}\s+)?(?<![\w.,]){_N}"
_IN_INDEX = r"\s+(?:in|on)\s+(?:the\s+)?(?P<index>(?:[\w’'-]+\s+){0,6}?(?:[Ii]ndex|[Rr]ankings?))"
_OUT_OF = r"\s+(?:place\s+)?(?:out\s+)?of\s+(?P<total>\d+)\b(?:\s+countries)?"
_RULES: tuple[tuple[tuple[str, ...], re.Pattern[str], Callable[[re.Match[str]], _Find | None]], ...] = (
    (
        ("%", "cent"),
        re.compile(rf"{_ABOUT_N}\s?(?:%|per\s?cent|percent)(?P<points>age points?|\s+points?)?(?:{_OF})?"),
        _percent,
    ),
    (
        ("rank", "plac", "came", "position"),
        re.compile(
            r"(?<![\w.,])(?:ranked|ranks|rank|ranking|placed|came|place|positioned)\s+"
            r"(?:of\s+|a\s+lowly\s+|only\s+|just\s+|as\s+|number\s+|no\.\s+|at\s+|an?\s+\w+\s+)?"
            rf"(?P<n>\d+)(?:st|nd|rd|th)?\b(?:{_OUT_OF})?(?:{_IN_INDEX})?"
        ),
        _rank,
    ),
    (
        ("th ", "st ", "nd ", "rd "),
        re.compile(rf"(?<![\w.,])(?P<n>\d+)(?:st|nd|rd|th){_OUT_OF}(?:{_IN_INDEX})?"),
        _rank,
    ),
    (
        ("th ", "st ", "nd ", "rd "),
        re.compile(rf"(?<![\w.,])(?P<n>\d+)(?:st|nd|rd|th)(?:\s+place)?(?P<total>){_IN_INDEX}"),
        _rank,
    ),
    (
        ("th", "st", "nd", "rd"),
        re.compile(
            r"\b(?:comes?|came|stood|stands|was|is)\s+(?:only\s+|just\s+|now\s+)?(?P<n>\d+)(?:st|nd|rd|th)\b(?P<total>)(?P<index>)"
            r"(?=\s*(?:[,.;]|$|out\b|place|in\b|and\b|with\b))"
        ),
        _rank,
    ),
    (
        ("place", "position", "spot", "rank", "point", "rung"),
        re.compile(
            rf"(?:{_UP}|{_DOWN})\s+(?:by\s+|another\s+|a\s+further\s+)?{_N}\s+"
            r"(?P<what>places?|positions?|spots?|ranks?|points?|rungs?)(?:\s+(?:up|down)\s+the\s+[Rr]ankings?)?"
        ),
        _change,
    ),
    (
        ("scor",),
        re.compile(
            rf"(?:scor(?:e|ed|es|ing)|score of)\s+(?:of\s+|only\s+|just\s+)?{_N}(?:\s+points)?"
            r"(?:\s+(?:out\s+of|/)\s*(?P<total>\d+))?"
        ),
        _score,
    ),
    (("$", "€", "£"), re.compile(rf"(?:{_ABOUT}\s+)?(?P<sign>[$€£])\s?{_N}(?P<currency>)"), _money),
    (
        ("euro", "dollar", "pound", "tenge", "roub", "rub", "eur", "usd", "gbp"),
        re.compile(
            rf"{_ABOUT_N}\s+(?P<sign>)(?P<currency>euros?|dollars?|pounds?|tenge|roubles?|rubles?|[A-Z]{{3}}\b)"
        ),
        _money,
    ),
    (
        ("year", "month", "day"),
        re.compile(
            rf"{_ABOUT_N}[\s-]+(?P<unit>years?|months?|days?)[’']?\s*(?:in\s+(?:prison|jail|detention|a\s+penal|custody)|"
            r"(?:of\s+)?imprisonment|(?:prison|jail)|behind bars|sentence|(?:prison|jail)\s+(?:term|sentence)|term\b|"
            r"of\s+(?:forced|hard)\s+labou?r)"
        ),
        _prison,
    ),
    (
        ("half", "third", "quarter"),
        re.compile(rf"(?:{_ABOUT}\s+)?(?:a\s+|one\s+)?\b(?P<n>half|third|quarter|two[ -]thirds|three quarters){_OF}"),
        _fraction,
    ),
    (
        ("-member", "-strong", "-seat"),
        re.compile(
            r"(?<![\w.,])(?P<n>\d+)-(?:member|strong|seat)\s+"
            rf"(?P<noun>(?:[A-Z][\w’'-]+|{_NOUN})(?:\s+(?:[A-Z][\w’'-]+|on|of|for|the)){{0,5}})"
        ),
        _membered,
    ),
    (("",), re.compile(rf"{_ABOUT_N}(?![\w%-])\s+(?P<noun>{_NOUN}(?:\s+{_NOUN}){{0,3}})"), _count),
)
