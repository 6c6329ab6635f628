"""Figures in statements: percentages, ranks, scores, money, terms of prison, votes, counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from onrecord.labels.figure_finds import Before, Find
from onrecord.labels.figure_kinds import make_figure
from onrecord.labels.figure_spots import is_no_figure, make_spot
from onrecord.labels.figure_years import year_of
from onrecord.labels.numbers import find_numbers
from onrecord.records import UNKNOWN_TIME, Quantity, Span, When


def find_figures(text: str, spans: Iterable[Span], published: When = UNKNOWN_TIME) -> tuple[Quantity, ...]:
    """Return the figures of *text* inside *spans*, in reading order, never overlapping.

    Dates, times, ages, telephone numbers and the numbers of articles, laws and lists are no figures; "dozens" is none.
    *year* is given where the figure's own clause names one, or says "last year" and the day of publication is known.
    """
    out: list[Quantity] = []
    before = Before()
    for start, end in spans:
        found = list(_in_span(text, (start, end), before))
        years = year_of(text, [f.span for f in found], (start, end), published) if found else []
        out += [
            Quantity(
                span=f.span,
                value=f.value,
                high=f.high,
                unit=f.unit,
                measures=f.measures,
                year=y,
                comparison=f.comparison,
            )
            for f, y in zip(found, years, strict=True)
        ]
    return tuple(_with_measure_of_neighbour(out))


def _in_span(text: str, within: Span, before: Before) -> Iterator[Find]:
    at, shared = within[0], None
    before.sentence = within[0]
    numbers = list(find_numbers(text, *within))
    for n, number in enumerate(numbers):
        if number.start < at:
            continue
        spot = make_spot(text, within, number, numbers[n + 1 : n + 3], within[0])
        if is_no_figure(spot, numbers[:n]):
            continue
        found = make_figure(spot, before)
        if found is None:
            continue
        at = max(found.span[1], spot.end)
        if found.unit == "percent":
            found = replace(found, measures=found.measures or shared)
            shared = found.measures
        if found.measures is None and _is_measured_before(found) and (last := before.by_kind.get(before.last)):
            found = replace(found, measures=last.measures)
        if spot.number.form != "times" and not (spot.prev() in _ASIDE and before.in_sentence() == "count"):
            before.add(found)
        yield found


_ASIDE = frozenset(["including", "notably", "or"])
"""After these a figure says more of the one before, which is what later ones take up."""


def _is_measured_before(found: Find) -> bool:
    """Tell a figure without a measure that is set against something: it measures what the figure before does."""
    words = (found.comparison or "").split()
    return found.unit in ("percent", "times") and ("than" in words or "as" in words)


def _with_measure_of_neighbour(figures: list[Quantity]) -> list[Quantity]:
    """Give a rank or a change of rank that names no index the index named beside another in the same statement."""
    ranks = ("rank", "positions", "score")
    named = next((q.measures for q in figures if q.unit in ranks and q.measures), None)
    out = []
    for q in figures:
        if q.unit in ranks:
            named = q.measures or named
            q = replace(q, measures=named or ("score" if q.unit == "score" else None))
        out.append(q)
    return out
