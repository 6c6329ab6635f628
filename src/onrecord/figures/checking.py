"""The order of work: find what a document claims of indices, and hold each claim against its editions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from onrecord.figures.cases import Case, make_cases
from onrecord.figures.changing import judge_change, signed
from onrecord.figures.comparing import judge_comparison
from onrecord.figures.judging import Judgement, judge_figure
from onrecord.figures.mentions import Names
from onrecord.figures.saying import called, file_of
from onrecord.figures.sentences import read_sentences
from onrecord.figures.shelf import Index, Reading, shelve
from onrecord.records import Document, EditionRow, FigureCheck, Series, Span, Statement, content_id
from onrecord.reference.countries import Gazetteer
from onrecord.reference.indices import published_figures

MADE_BY = "figures 1"
"""Name and version: checks of another one are made again."""
_MEASURES = {
    "rank": "rank",
    "countries": "countries",
    "value": "value",
    "level": "value",
    "rank-change": "change",
    "value-change": "change",
    "superlative": "comparison",
    "relation": "comparison",
    "among": "comparison",
}
_ROWS_AROUND = 2
"""A figure's table shows so many editions before and after those that it is held against."""


class Checker:
    """Checks figures against series; made once for many documents.

    Args:
        series: what is loaded, with all points of the indices that are to be checked.
        gazetteer: the countries that texts are searched for.
    """

    def __init__(self, series: Iterable[Series], gazetteer: Gazetteer | None = None) -> None:
        self.indices = shelve(series)
        self.names = Names(self.indices.values())
        self.gazetteer = gazetteer or Gazetteer()

    def names_any(self, text: str) -> bool:
        """Tell whether a text names an index at all."""
        return self.names.pattern.search(text) is not None

    def check(self, document: Document, statements: Sequence[Statement]) -> tuple[FigureCheck, ...]:
        """Return a check for each figure of an index that a statement of the document holds."""
        if not statements or not self.names_any(document.text):
            return ()
        out: dict[str, FigureCheck] = {}
        for sentence in read_sentences(document, self.names, self.indices, self.gazetteer):
            for case in make_cases(sentence, self.indices, document.published):
                span = (sentence.start + case.claim.span[0], sentence.start + case.claim.span[1])
                statement = holder(statements, span)
                if statement and (judgement := self._judge(case)):
                    made = _record(case, judgement, statement, span)
                    out.setdefault(made.id, made)
        return tuple(sorted(out.values(), key=lambda check: (check.span, check.measure)))

    def _judge(self, case: Case) -> Judgement | None:
        index = case.index
        if case.part:
            why = f"The figures loaded are of {called(index)} as a whole, not of “{case.part}”."
            return Judgement(verdict="not-checkable", why=why, claimed=case.claim.value)
        if case.claim.kind in ("superlative", "among", "relation"):
            judgement = judge_comparison(case, self.gazetteer.name_of)
            return judgement if index.is_loaded or judgement is None else _not_loaded(index, case)
        if not index.is_loaded and not (index.known and published_figures(index.key)):
            return _not_loaded(index, case)
        if case.indicator and index.is_loaded and case.indicator not in index.series and case.claim.kind != "countries":
            return _not_loaded(index, case)
        if case.claim.kind in ("rank-change", "value-change"):
            return judge_change(case, self.gazetteer.name_of)
        return judge_figure(case, self.gazetteer.name_of)


def check(
    documents: Iterable[tuple[Document, Sequence[Statement]]],
    series: Iterable[Series],
    gazetteer: Gazetteer | None = None,
) -> Iterator[FigureCheck]:
    """Hold the figures of statements against index series.

    Args:
        documents: each with its statements; words of a document that are in no statement are not checked.
        series: what is loaded. Of an index that is known by name and not loaded a check says which file to import.
        gazetteer: the countries that texts are searched for, a dossier's own among them.

    Yields:
        The checks of each document in reading order.
    """
    checker = Checker(series, gazetteer)
    for document, statements in documents:
        yield from checker.check(document, statements)


def holder(statements: Sequence[Statement], span: Span) -> Statement | None:
    """Return the innermost statement whose content holds *span*, or at least where it starts."""
    for at in (span, (span[0], span[0] + 1), (span[1] - 1, span[1])):
        holding = [s for s in statements if any(a <= at[0] and at[1] <= b for a, b in s.content)]
        if holding:
            return min(holding, key=lambda s: (sum(b - a for a, b in s.content), s.id))
    return None


def _not_loaded(index: Index, case: Case) -> Judgement:
    what = f" on {index.indicators[case.indicator].name}" if case.indicator in index.indicators else ""
    what = what if index.is_loaded else ""
    why = f"No figures of {called(index)}{what} are loaded: import {file_of(index)}."
    claimed = signed(case) if case.claim.kind.endswith("change") else case.claim.value
    return Judgement(verdict="not-checkable", why=why, claimed=claimed)


def _record(case: Case, judgement: Judgement, statement: Statement, span: Span) -> FigureCheck:
    measure = _MEASURES[case.claim.kind]
    indicator = case.index.indicators.get(case.indicator)
    part = f": {indicator.name}" if indicator and case.indicator not in ("overall", "total") else ""
    return FigureCheck(
        id=content_id("figure", statement.id, span, case.index.key, case.indicator, measure, case.country),
        statement=statement.id,
        span=span,
        indicator=case.index.name + part,
        country=case.country or None,
        edition=judgement.volume.name if judgement.volume else None,
        measure=measure,  # type: ignore[arg-type]
        claimed=judgement.claimed,
        true=judgement.true,
        verdict=judgement.verdict,
        why=judgement.why,
        editions=_table(case, judgement),
    )


def _table(case: Case, judgement: Judgement) -> tuple[EditionRow, ...]:
    """Return the country's editions from the first one meant to the last, and a few around."""
    if not judgement.readings or not case.country:
        return ()
    readings: dict[str, Reading] = {}
    for reading in case.index.readings(case.indicator or judgement.readings[0].volume.name, case.country):
        readings.setdefault(reading.volume.name, reading)
    readings |= {r.volume.name: r for r in judgement.readings if r.country == case.country}
    rows = sorted(readings.values(), key=lambda r: r.volume.order)
    names = {r.volume.name for r in judgement.readings}
    at = [n for n, r in enumerate(rows) if r.volume.name in names]
    if not at:
        return ()
    return tuple(r.row() for r in rows[max(0, min(at) - _ROWS_AROUND) : max(at) + _ROWS_AROUND + 1])
