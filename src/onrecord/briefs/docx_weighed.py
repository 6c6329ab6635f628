"""What weighing yields, in Word: findings, commitments, figure checks, bills."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.briefs import docx_charts
from onrecord.briefs.billview import BillLine, ConcernLine, ScreenLine, say_version
from onrecord.briefs.checks import CheckLine
from onrecord.briefs.docx_draft import WIDE, Draft, Paragraph
from onrecord.briefs.docx_xml import Cell, Grid, Part, Run, text_cell
from onrecord.briefs.held import Line, held_meta
from onrecord.briefs.promises import COLUMNS
from onrecord.briefs.rows import Row
from onrecord.briefs.view import View
from onrecord.briefs.weighed import Group, Pair, Place
from onrecord.briefs.words import many, say_date, word
from onrecord.records import EditionRow, FindingKind


def findings(view: View, draft: Draft, *kinds: FindingKind) -> None:
    """Write the findings of *kinds* with both sides."""
    for group in view.weighed.of(*kinds):
        _group(draft, group)


def _group(draft: Draft, group: Group) -> None:
    draft.heading(2, f"{group.title} ({group.size})", f"f_{group.kind.replace('-', '_')}")
    draft.put("Legend", group.legend)
    for pair in group.shown:
        _pair(draft, pair)
    if group.more:
        draft.put("Legend", f"{group.more} more are in the dossier.")


def _pair(draft: Draft, pair: Pair) -> None:
    finding = pair.finding
    draft.put("Why", finding.why, Run(text=f"  {finding.rule} · {word('reviews', finding.review)}", style="Soft"))
    for style, parts in draft.rebuttals(pair.rebuttals):
        draft.put(style, *parts)
    places = [place for place in (pair.a, pair.b) if place]
    if len(places) == 1:
        for style, parts in _side(draft, pair.a):
            draft.put(style, *parts)
        return
    row = tuple(Cell(paragraphs=tuple(_side(draft, place, side="Side"))) for place in places)
    half = WIDE // 2
    draft.sides(
        Grid(widths=(half, half), rows=(row,), style="Sides", caption=word("findings", finding.kind), splits=True)
    )


def _side(draft: Draft, place: Place, side: str = "") -> Iterator[Paragraph]:
    if place.row and place.is_whole:
        yield from draft.statement(place.row, is_short=bool(side))
        return
    if place.row:
        yield f"{side}Speaker", (draft.to_statement(place.row), " ", *draft.voices(place.row))
    words: list[Part] = []
    for n, part in enumerate(place.fragments()):
        words += [Run(text=" […] ", style="Soft")] if n else []
        words.append(part)
    yield f"{side}Quote", tuple(words)
    document = place.source.document
    named = ", ".join(part for part in (place.source.title, document.publisher, say_date(document.published)) if part)
    yield f"{side}Labels", (draft.to_source(place.source), f" {named}")


# Commitments


def held(view: View, draft: Draft) -> None:
    """Write the commitments with their status and evidence, then the silences."""
    if not view.held.size:
        return
    as_of = f" as of {view.held.as_of}" if view.held.as_of else ""
    draft.heading(2, f"What the state is held to{as_of}", "held")
    draft.put("Legend", word("legends", "held"))
    heads = (text_cell("Status", "CellHead"), text_cell("Commitments", "NumberHead"), text_cell("Meaning", "CellHead"))
    rows = tuple((text_cell(t.title, "CellHead"), text_cell(str(t.n), "Number"), text_cell(t.meaning))
                 for t in view.held.tallies)  # fmt: skip
    widths = (2200, 1500, WIDE - 3700)
    draft.table(
        Grid(widths=widths, heads=(heads,), rows=rows, caption="Commitments by status"), "Commitments by status"
    )
    for line in view.held.lines:
        _commitment(draft, line)
    if view.held.silent:
        draft.heading(3, f"Silence: {many(len(view.held.silent), 'commitment')}")
        draft.put("Legend", word("legends", "silence"))
        draft.items([[one.text, Run(text=f"  {held_meta(one)}", style="Soft")] for one in view.held.silent])


def _commitment(draft: Draft, line: Line) -> None:
    one = line.commitment
    verdict = f"; a person says: {word('statuses', one.verdict)}" if one.verdict else ""
    draft.heading(3, f"{word('statuses', one.status)}{verdict}")
    draft.put("", one.text)
    draft.put("Legend", f"{held_meta(one)}. {one.because}")
    for (name, _), cell in zip(COLUMNS, line.cells, strict=True):
        if cell:
            draft.put("Why", f"{name} since")
            _statements(draft, cell)
    if line.elsewhere:
        draft.put("Legend", f"{many(line.elsewhere, 'statement')} of its evidence outside the limits of this brief.")


def _statements(draft: Draft, rows: Sequence[Row]) -> None:
    for row in rows:
        draft.full(row)


# Figures


def checks(view: View, draft: Draft) -> None:
    """Write the figure checks with the editions that show them, as a picture and as a table."""
    if not view.checks:
        return
    draft.heading(2, f"Figures held against their index ({len(view.checks)})", "checks")
    for line in view.checks:
        _check(draft, line)


def _check(draft: Draft, line: CheckLine) -> None:
    check = line.check
    edition = f", edition {check.edition}" if check.edition else ""
    draft.put("Why", f"{word('verdicts', check.verdict)}: “{line.words}”, {check.indicator}{edition}")
    draft.put("", check.why, " ", draft.to_statement(line.row))
    told = docx_charts.of_check(check)
    if told and len(told[0]) > 1:
        names, series, by_rank = told
        chart = docx_charts.lines(names, series, is_reversed=by_rank)
        what = "rank; the better the higher" if by_rank else "value"
        draft.picture(chart, f"{check.indicator}, {check.country or ''}: {what}, by edition.",
                      f"{check.indicator}: {check.why}", (150, 52))  # fmt: skip
    if check.editions and not (told and check.verdict == "matches"):
        names_of = ("data of", "value", "rank", "of")
        heads = (text_cell("Edition", "CellHead"), *(text_cell(name, "NumberHead") for name in names_of))
        rows = tuple(_edition(row, is_meant=row.edition == check.edition) for row in check.editions)
        draft.table(Grid(widths=(2400, 1200, 1200, 1200, 1200), heads=(heads,), rows=rows, caption=check.indicator),
                    f"{check.indicator}: the editions that show it")  # fmt: skip


def _edition(row: EditionRow, *, is_meant: bool) -> tuple[Cell, ...]:
    figures = (row.data_year, row.value, row.rank, row.countries)
    shown = ("–" if figure is None else f"{figure:.10g}" for figure in figures)
    name, value = ("CellHead", "NumberHead") if is_meant else ("Cell", "Number")
    return (text_cell(row.edition, name), *(text_cell(figure, value) for figure in shown))


# Bills


def bills(view: View, draft: Draft) -> None:
    """Write the bills with what people fear of them; nothing where there are none."""
    if not view.bills:
        return
    draft.heading(1, "Bills", "bills")
    draft.put("Legend", word("legends", "bills"))
    for line in view.bills:
        _bill(draft, line)


def _bill(draft: Draft, line: BillLine) -> None:
    draft.heading(2, line.bill.name)
    stages: list[list[Part]] = []
    for stage in line.stages:
        did = [Run(text=f"; since the version before: {stage.did}", style="Soft")] if stage.did else []
        source: list[Part] = [" ", draft.to_source(stage.source)] if stage.source else []
        stages.append([say_version(stage.version), *source, *did])
    draft.items(stages)
    for item in line.concerns:
        _concern(draft, item)
    if line.penalties:
        draft.heading(3, "Penalties changed")
        draft.items([[f"{word('penalty_changes', one.way)}: {one.before}, now {one.after}"] for one in line.penalties])
    if line.screens:
        draft.heading(3, f"Read these sentences ({len(line.screens) + line.more_screens})")
        draft.put(
            "Legend", "They are worded like others that were found wanting elsewhere. This is no verdict on them."
        )
        draft.items([_screen(draft, one) for one in line.screens])
    if line.more_screens:
        draft.put("Legend", f"{line.more_screens} more are in the dossier.")


def _screen(draft: Draft, one: ScreenLine) -> list[Part]:
    check = "" if one.hit.verified else " · unverified: check the paragraph"
    return [
        f"{one.hit.cite}: “",
        Run(text=one.sentence, style="Verbatim"),
        "” ",
        draft.to_source(one.source),
        Run(text=f" · {one.hit.title} · {one.hit.right} · {one.hit.authority}{check}", style="Soft"),
    ]


def _concern(draft: Draft, item: ConcernLine) -> None:
    one = item.concern
    verdict = f"; a person says: {word('concern_states', one.verdict)}" if one.verdict else ""
    draft.heading(3, f"{word('concern_states', one.computed)}{verdict}: {one.title}")
    said = [item.who, f"held against {one.standard}" if one.standard else "", word("reviews", one.review)]
    draft.put("Legend", " · ".join(part for part in said if part))
    if one.asked:
        draft.put("", f"Asked: {one.asked}")
    path = " → ".join(f"{version}: {cites}" + (f" ({state})" if state else "") for version, cites, state in item.path)
    draft.put("", f"{path}. {one.because}" if path else one.because)
    _statements(draft, item.rows)
