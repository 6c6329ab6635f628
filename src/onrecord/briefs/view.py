"""The brief before it has a form: every section, computed from rows. Each renderer prints this and adds nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.briefs import (
    billview,
    changes,
    checks,
    contents,
    disputes,
    footing,
    gist,
    glance,
    held,
    matters,
    mentions,
    people,
    promises,
    rebutted,
    standing,
    sureness,
    weighed,
)
from onrecord.briefs.counts import Count, Entry, Index
from onrecord.briefs.earlier import Item
from onrecord.briefs.material import Filters, Material, check
from onrecord.briefs.rows import Row, Source, number_rows, number_sources
from onrecord.briefs.words import say_date, word, years_of
from onrecord.records import Document, When


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands at the top; *rejected* are statements that a person rejected: no other section has them."""

    documents: Count
    undated: Count
    period: When
    statements: Count
    others: Count
    author: Count
    provisions: Count
    reviews: tuple[tuple[str, Count], ...]
    rejected: tuple[Row, ...]
    filters: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """The whole brief."""

    material: Material
    sources: tuple[Source, ...]
    rows: tuple[Row, ...]
    head: Head
    matrix: tuple[glance.Line, ...]
    timeline: tuple[glance.Bin, ...]
    acts: tuple[glance.Line, ...]
    gist: gist.Gist
    matters: matters.Matters
    weighed: weighed.Weighed
    disputed: tuple[disputes.Disputed, ...]
    held: held.Held
    courses: tuple[promises.Course, ...]
    practice_only: tuple[promises.PracticeOnly, ...]
    people: people.People
    footing: footing.Footing
    standings: standing.Standings
    sureness: sureness.Sureness
    checks: tuple[checks.CheckLine, ...]
    bills: tuple[billview.BillLine, ...]
    figures: tuple[mentions.FigureLine, ...]
    instruments: tuple[mentions.InstrumentLine, ...]
    contents: tuple[Item, ...]
    changes: changes.Changes | None
    index: tuple[Entry, ...]

    @property
    def digest(self) -> str:
        """One SHA-256 of all that the brief holds: every document, statement, finding, status and figure check."""
        return contents.digest_of(self.contents)

    @property
    def behind(self) -> dict[str, tuple[Row, ...]]:
        """The statements behind each number, by its anchor."""
        return {"register": self.rows, **{entry.anchor: entry.rows for entry in self.index}}


def look(material: Material) -> View:
    """Compute every section of a brief.

    Raises:
        IntegrityError: a quotation, a span or a total is no longer what it was when it was stored.
    """
    check(material)
    sources = number_sources(material.documents)
    numbered = number_rows(material.statements, sources, material.reviews)
    against = rebutted.find_rebuttals(material, numbered, sources)
    every = rebutted.with_rebuttals(numbered, against)
    rows = tuple(row for row in every if row.statement.review != "rejected")
    index, only = Index(size=len(rows)), material.filters.rights
    disputed = tuple(disputes.find_disputes(rows, index, only))
    found = weighed.weigh(material.findings, rows, sources, index, against)
    checked = tuple(checks.find_checks(material.checks, material.pictures, rows))
    rejected = tuple(row for row in every if row.statement.review == "rejected")
    holds = contents.Held(sources=sources, rows=rows, rejected=rejected, pairs=found.pairs,
                          commitments=material.commitments, checks=[line.check for line in checked])  # fmt: skip
    items = contents.list_contents(holds)
    return View(
        material=material,
        sources=sources,
        rows=rows,
        head=_head(material, sources, rejected, rows, index),
        contents=items,
        changes=changes.find_changes(material.earlier, holds, items, index) if material.earlier else None,
        matrix=tuple(glance.matrix(rows, index, only)),
        timeline=tuple(glance.timeline(rows, index)),
        acts=tuple(glance.acts(rows, index)),
        gist=gist.find_gist(rows, disputed, index, only),
        matters=matters.find_matters(material.threads, material.findings, rows, index),
        weighed=found,
        disputed=disputed,
        held=held.find_held(material.commitments, rows),
        courses=tuple(promises.find_courses(rows, index, only)),
        practice_only=tuple(promises.find_practice_only(rows, index, only)),
        people=people.find_people(rows, index),
        footing=footing.find_footing(rows, sources, index, only),
        standings=standing.find_standings(material.outlets, rows, index),
        sureness=sureness.find_sureness(rows, index),
        checks=checked,
        bills=billview.find_bills(material.bills, rows, sources),
        figures=tuple(mentions.find_figures(rows)),
        instruments=tuple(mentions.find_instruments(rows, index)),
        index=tuple(index.entries.values()),
    )


def _head(
    material: Material, sources: Sequence[Source], rejected: tuple[Row, ...], rows: Sequence[Row], index: Index
) -> Head:
    undated = [source for source in sources if years_of(source.document.published) is None]
    states = ("machine", "confirmed", "corrected")
    reviews = [(word("reviews", s), index.count((r for r in rows if r.statement.review == s), s)) for s in states]
    return Head(
        documents=index.count_sources(sources, "documents"),
        undated=index.count_sources(undated, "documents of unknown date"),
        period=_period(material.documents),
        statements=index.count(rows, "statements"),
        others=index.count((row for row in rows if not row.is_author), "said by others"),
        author=index.count((row for row in rows if row.is_author), "author’s own"),
        provisions=index.count((row for row in rows if row.is_provision), "author’s own · text of laws and bills"),
        reviews=tuple((name, count) for name, count in reviews if count),
        rejected=rejected,
        filters=tuple(_filters(material.filters)),
    )


def _period(documents: Sequence[Document]) -> When:
    known = [document.published for document in documents if years_of(document.published)]
    if not known:
        return When()
    start = min(when.start or when.end or "" for when in known)
    end = max(when.end or when.start or "" for when in known)
    is_day = all(when.precision == "day" for when in known)
    return When(start=start, end=end, precision="day" if is_day and start == end else "interval", basis="stated")


def _filters(filters: Filters) -> list[tuple[str, str]]:
    days = [("Since", filters.since), ("Until", filters.until)]
    said = [(name, say_date(When(start=day, end=day, precision="day"))) for name, day in days if day]
    rights = [("Right", glance.title_of(code)) for code in filters.rights]
    camps = [("Camp", word("camps", code)) for code in filters.camps]
    matter = [("Matter", filters.thread)] if filters.thread else []
    only = [("Only", "statements that a person reviewed")] if filters.reviewed else []
    return said + rights + matter + camps + only
