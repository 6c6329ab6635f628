"""What weighing yields, as Markdown: matters, findings, commitments, figure checks, bills."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.briefs.billview import BillLine, ConcernLine, say_version
from onrecord.briefs.held import Line, held_meta
from onrecord.briefs.markdown_parts import d_link, esc, num, rebuttals, s_link, statement, statements, table, who_says
from onrecord.briefs.promises import COLUMNS
from onrecord.briefs.view import View
from onrecord.briefs.weighed import Group, Place
from onrecord.briefs.words import say_date, word
from onrecord.records import FindingKind


def matters(view: View) -> Iterator[str]:
    """Yield the table of matters; nothing where there are none."""
    if not view.matters.lines:
        return
    yield "## Matters {#matters}"
    yield ""
    yield f"Of one statement only: {num(view.matters.alone)}.{view.matters.more}"
    rows = (
        [
            esc(line.thread.name),
            say_date(line.period),
            num(line.statements),
            num(line.documents),
            num(line.repeats),
            *map(num, line.columns),
            str(line.disputed),
        ]
        for line in view.matters.shown
    )
    names = ["Matter", "Published", "statements", "documents", "in others’ words"]
    names += [*(name for name, _ in COLUMNS), "Against each other"]
    yield from table(names, rows, 2)


def standings(view: View) -> Iterator[str]:
    """Yield the table of where the sources stand; nothing where there are none."""
    if not view.standings.lines:
        return
    yield from ("### Where the sources stand {#standing}", "", word("legends", "standing"))
    rows = (
        [
            f"{esc(line.source.name)} ({word('source_roles', line.source.role)})",
            line.camps,
            line.discloses,
            num(line.statements),
            *map(num, line.counts),
        ]
        for line in view.standings.lines
    )
    yield from table(["Source", "Speakers by camp", "Discloses", "statements", *view.standings.titles], rows, 3)


def findings(view: View, *kinds: FindingKind) -> Iterator[str]:
    """Yield the findings of *kinds* with both sides."""
    for group in view.weighed.of(*kinds):
        yield from _group(group)


def _group(group: Group) -> Iterator[str]:
    yield f"### {group.title} ({group.size}) {{#f-{group.kind}}}"
    yield ""
    yield f"{group.legend} Statements on either side: {num(group.statements)}."
    yield ""
    for pair in group.shown:
        yield f"**{esc(pair.finding.why)}** ({pair.finding.rule}, {word('reviews', pair.finding.review)})"
        yield ""
        yield from rebuttals(pair.rebuttals)
        yield from _side(pair.a)
        if pair.b:
            yield from _side(pair.b)
    if group.more:
        yield f"{group.more} more are in the dossier."
        yield ""


def _side(place: Place) -> Iterator[str]:
    if place.row and place.is_whole:
        yield from statement(place.row)
        return
    says = f"{s_link(place.row)} {'; '.join(map(who_says, place.row.voices))}, " if place.row else ""
    yield f"{says}{d_link(place.source)} {esc(place.source.title)}, {say_date(place.source.document.published)}"
    yield ""
    yield "> " + " […] ".join(map(esc, place.fragments()))
    yield ""


def held(view: View) -> Iterator[str]:
    """Yield the commitments with their status and evidence, then the silences."""
    if not view.held.size:
        return
    as_of = f" as of {view.held.as_of}" if view.held.as_of else ""
    yield from (f"### What the state is held to{as_of} {{#held}}", "")
    yield from table(["Status", "commitments", "meaning"], ([t.title, str(t.n), t.meaning] for t in view.held.tallies))
    for line in view.held.lines:
        yield from _commitment(line)
    if view.held.silent:
        yield from (f"### Silence ({len(view.held.silent)}) {{#silences}}", "")
        yield from (f"- {esc(one.text)} ({esc(held_meta(one))})" for one in view.held.silent)
        yield ""


def _commitment(line: Line) -> Iterator[str]:
    one = line.commitment
    verdict = f"; a person says: {word('statuses', one.verdict)}" if one.verdict else ""
    yield f"#### {word('statuses', one.status)}{verdict}: {esc(one.text)}"
    yield ""
    yield f"{esc(held_meta(one))}. {esc(one.because)}"
    yield ""
    for (name, _), cell in zip(COLUMNS, line.cells, strict=True):
        if cell:
            yield from (f"{name} since:", "")
            yield from statements(cell)


def checks(view: View) -> Iterator[str]:
    """Yield the figure checks with the editions that show them."""
    if not view.checks:
        return
    yield from ("### Figures held against their index {#checks}", "")
    for line in view.checks:
        check = line.check
        edition = f", edition {esc(check.edition)}" if check.edition else ""
        said = "; ".join(map(who_says, line.row.voices))
        verdict = word("verdicts", check.verdict)
        yield f"**{verdict}**: “{esc(line.words)}”, {esc(check.indicator)}{edition}, {s_link(line.row)} {said}"
        yield from ("", esc(check.why))
        rows = (
            [esc(row.edition), *(_known(n) for n in (row.data_year, row.value, row.rank, row.countries))]
            for row in check.editions
        )
        yield from table(["Edition", "data of", "value", "rank", "of"], rows)


def _known(number: float | None) -> str:
    return "–" if number is None else f"{number:.10g}"


def bills(view: View) -> Iterator[str]:
    """Yield the bills with what people fear of them; nothing where there are none."""
    if not view.bills:
        return
    yield from ("## Bills {#bills}", "")
    for line in view.bills:
        yield from _bill(line)


def _bill(line: BillLine) -> Iterator[str]:
    yield from (f"### {esc(line.bill.name)}", "")
    for stage in line.stages:
        did = f"; since the version before: {stage.did}" if stage.did else ""
        source = f" {d_link(stage.source)}" if stage.source else ""
        yield f"- {esc(say_version(stage.version))}{source}{did}"
    yield ""
    for item in line.concerns:
        yield from _concern(item)
    for penalty in line.penalties:
        yield f"- penalty {word('penalty_changes', penalty.way)}: {esc(penalty.before)}, now {esc(penalty.after)}"
    if line.screens:
        total = len(line.screens) + line.more_screens
        yield from ("", f"#### Read these sentences ({total}); this is no verdict on them", "")
    for one in line.screens:
        check = "" if one.hit.verified else "; unverified: check the paragraph"
        held = f"{esc(one.hit.title)}; {esc(one.hit.right)}; {esc(one.hit.authority)}{check}"
        yield f"- {esc(one.hit.cite)}: “{esc(one.sentence)}” {d_link(one.source)} ({held})"
    yield ""


def _concern(item: ConcernLine) -> Iterator[str]:
    one = item.concern
    verdict = f"; a person says: {word('concern_states', one.verdict)}" if one.verdict else ""
    yield from (f"#### {word('concern_states', one.computed)}{verdict}: {esc(one.title)}", "")
    said = [item.who, f"held against {one.standard}" if one.standard else "", word("reviews", one.review)]
    yield from (esc(" · ".join(part for part in said if part)), "")
    if one.asked:
        yield from (f"Asked: {esc(one.asked)}", "")
    path = " → ".join(f"{version}: {cites}" + (f" ({state})" if state else "") for version, cites, state in item.path)
    yield from (f"{esc(path)}. {esc(one.because)}", "")
    yield from statements(item.rows)
