"""The first sections of a brief in Word: what changed, at a glance, matters, disputes, promises and deeds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from onrecord.briefs import docx_charts, docx_weighed
from onrecord.briefs.changes import MOST_SHOWN, Changes, Gone, Otherwise
from onrecord.briefs.counts import Count
from onrecord.briefs.docx_draft import WIDE, Draft, number, stance
from onrecord.briefs.docx_styles import STANCE_COLOURS, STANCE_FILLS
from onrecord.briefs.docx_xml import Cell, Grid, Part, Run, text_cell
from onrecord.briefs.earlier import ITEM_KINDS
from onrecord.briefs.glance import Bin, Line
from onrecord.briefs.held import held_meta
from onrecord.briefs.promises import COLUMNS, Course, Year
from onrecord.briefs.rows import Row
from onrecord.briefs.view import View
from onrecord.briefs.weighed import AGAINST, DEMANDS, OVER_TIME
from onrecord.briefs.words import say_date, say_moment, sign, word
from onrecord.records import STANCES

_TINT = "F2EFE8"
"""The colour behind a line that heads others."""
_STANCE_NAMES = [f"{sign(code)} {word('stances', code)}" for code in STANCES]


# What changed


def changes(view: View, draft: Draft) -> None:
    """Write what changed since the last brief; nothing where there is none."""
    told = view.changes
    if told is None:
        return
    draft.heading(1, f"Since the brief of {say_moment(told.since, view.material.generated_at)}", "changes")
    if told.is_none:
        draft.put("", "Nothing has changed.")
        return
    draft.put("", f"{told.told[0].upper()}{told.told[1:]}.")
    for title, lines in _new(told, draft):
        _news(draft, title, lines)
    for kind in ITEM_KINDS:
        _news(draft, word("changed", kind), [_otherwise(one, draft) for one in told.otherwise[kind]])
        _news(draft, word("gone", kind), [_gone(one, draft) for one in told.gone[kind]])


def _otherwise(one: Otherwise, draft: Draft) -> list[Part]:
    what: Part = draft.to_statement(one.row) if one.row else one.says
    return [what, f": was {one.was}; is {one.now}" if one.was else f": {one.now}"]


def _gone(one: Gone, draft: Draft) -> list[Part]:
    said = [Run(text=f" · {part}", style="Soft") for part in (one.was, one.why) if part]
    where: list[Part] = [" · ", draft.to_source(one.source)] if one.source else []
    return [one.words or one.id, *said, *where]


def _new(told: Changes, draft: Draft) -> Iterator[tuple[str, list[list[Part]]]]:
    yield "New documents", [[draft.to_source(one), f" {one.title}"] for one in told.sources]
    yield "New statements", [_first(row, draft) for row in told.rows]
    yield "New findings", [[f"{word('findings', pair.finding.kind)}: {pair.finding.why}"] for pair in told.findings]
    yield (
        "New commitments",
        [
            [f"{word('statuses', one.status)}: {one.text}", Run(text=f" ({held_meta(one)})", style="Soft")]
            for one in told.commitments
        ],
    )
    yield "New figure checks", [[f"{word('verdicts', one.verdict)}: {one.why}"] for one in told.figures]


def _first(row: Row, draft: Draft) -> list[Part]:
    words = " […] ".join(row.fragments(row.statement.content))
    named = "; ".join(voice.called for voice in row.voices)
    return [draft.to_statement(row), f" {named}: ", Run(text=words, style="Verbatim")]


def _news(draft: Draft, title: str, lines: Sequence[Sequence[Part]]) -> None:
    if not lines:
        return
    draft.heading(3, f"{title}: {len(lines)}")
    draft.items(lines[:MOST_SHOWN])
    if len(lines) > MOST_SHOWN:
        draft.put("Legend", f"… and {len(lines) - MOST_SHOWN} more")


# At a glance


def glance(view: View, draft: Draft) -> None:
    """Write the counts and the picture over time."""
    draft.heading(1, "At a glance", "glance")
    _gist(view, draft)
    draft.heading(2, "Rights by stance")
    draft.put("Legend", word("legends", "rights"))
    _matrix(draft, "Statements by right and stance", "Right", view.matrix)
    if view.timeline:
        draft.heading(2, "Over time")
        _timeline(view, draft)
    if view.acts:
        draft.heading(2, "What kind of statement")
        _matrix(draft, "Statements by act and stance", "Act", view.acts)


def _gist(view: View, draft: Draft) -> None:
    if not view.gist.lines:
        return
    draft.heading(2, "Disputed, promised and done")
    draft.put("Legend", word("legends", "gist"))
    names = ["Disputed", *(name for name, _ in COLUMNS)]
    head = (text_cell("Right", "CellHead"), *(text_cell(name, "NumberHead") for name in names))
    lines = (*view.gist.lines, view.gist.total)
    rows = tuple((_title(x.title, x.code), number(x.disputed), *map(number, x.columns)) for x in lines)
    widths = (WIDE - 4 * 1500, *[1500] * 4)
    draft.table(Grid(widths=widths, heads=(head,), rows=rows, caption="Disputed, promised and done"),
                "Statements in dispute, on promises, on law and on practice, by right")  # fmt: skip


def _title(title: str, code: str) -> Cell:
    return text_cell(title, "CellHead" if code == "all" else "Cell")


def _matrix(draft: Draft, caption: str, first: str, lines: Sequence[Line]) -> None:
    top = max((c.n for line in lines if line.code not in ("all", "none") for c in (*line.others[:4], *line.author[:4])),
              default=1)  # fmt: skip
    rows = tuple(
        (_title(line.title, line.code), *_numbers(line.others, line.code, top), *_numbers(line.author, line.code, top))
        for line in lines
    )
    draft.table(_counts(first, rows), f"{caption} ({', '.join(_STANCE_NAMES)})")


def _counts(first: str, rows: tuple[tuple[Cell, ...], ...]) -> Grid:
    group = (text_cell("", "CellHead"), text_cell("Said by others", "CellHead", span=5),
             text_cell("Authors’ own", "CellHead", span=5))  # fmt: skip
    names = [*map(sign, STANCES), "all"]
    second = (text_cell(first, "CellHead"), *(text_cell(name, "NumberHead") for name in (*names, *names)))
    widths = (WIDE - 10 * 690, *[690] * 10)
    return Grid(widths=widths, heads=(group, second), rows=rows, caption=first)


def _numbers(counts: Sequence[Count], code: str, top: int) -> Iterator[Cell]:
    for name, count in zip_longest(STANCES, counts):
        fill = ""
        if name and count.n and code not in ("all", "none") and count.n * 2 > top:
            fill = STANCE_FILLS[name]
        style = "NumberHead" if name is None else "Number"
        yield Cell(paragraphs=((style, (str(count.n) if count.n else "–",)),), fill=fill)


def _timeline(view: View, draft: Draft) -> None:
    known = any(bin_.is_known for bin_ in view.timeline)
    if not known:
        draft.put("", "No document has a known date of publication: there is no picture over time.")
        return
    for caption, counts in (
        ("Statements said by others", [bin_.others for bin_ in view.timeline]),
        ("Authors’ own statements", [bin_.author for bin_ in view.timeline]),
    ):
        if any(count.n for line in counts for count in line):
            _columns(view.timeline, counts, caption, draft)
    rows = tuple((text_cell(b.short), *_numbers(b.others, "none", 1), *_numbers(b.author, "none", 1))
                 for b in view.timeline)  # fmt: skip
    caption = f"Statements by the date their documents were published, and by stance ({', '.join(_STANCE_NAMES)})"
    draft.table(_counts("Published", rows), caption)


def _columns(bins: Sequence[Bin], counts: Sequence[Sequence[Count]], caption: str, draft: Draft) -> None:
    series = [
        docx_charts.Series(
            name=_STANCE_NAMES[n],
            values=tuple(float(line[n].n) if line[n].n else None for line in counts),
            colour=STANCE_COLOURS[code],
        )
        for n, code in enumerate(STANCES)
    ]
    chart = docx_charts.columns([bin_.short for bin_ in bins], series)
    told = "; ".join(
        f"{bin_.short}: "
        + ", ".join(f"{line[n].n} {word('stances', code)}" for n, code in enumerate(STANCES) if line[n].n)
        for bin_, line in zip(bins, counts, strict=True)
        if any(count.n for count in line)
    )
    draft.picture(chart, f"{caption}, by the date their documents were published, and by stance.",
                  f"{caption} by date of publication and stance. {told}", (170, 58))  # fmt: skip


# Matters


def matters(view: View, draft: Draft) -> None:
    """Write the table of matters; nothing where there are none."""
    if not view.matters.lines:
        return
    draft.heading(1, "Matters", "matters")
    alone = f" Of one statement only: {view.matters.alone.n}.{view.matters.more}"
    draft.put("Legend", word("legends", "matters"), alone)
    names = [
        "state\u00adments",
        "docu\u00adments",
        "in others’ words",
        *(name for name, _ in COLUMNS),
        "Against each other",
    ]
    head = (*(text_cell(name, "CellHead") for name in ("Matter", "Published")),
            *(text_cell(name, "NumberHead") for name in names))  # fmt: skip
    rows = tuple(
        (text_cell(line.thread.name), text_cell(say_date(line.period)), number(line.statements),
         number(line.documents), number(line.repeats), *map(number, line.columns),
         text_cell(str(line.disputed), "Number"))
        for line in view.matters.shown
    )  # fmt: skip
    widths = (WIDE - 7670, 1100, 1180, 900, 900, 1080, 690, 900, 920)
    draft.table(Grid(widths=widths, heads=(head,), rows=rows, caption="Matters"),
                "Matters: statements, documents, and what kind of evidence there is")  # fmt: skip


# Disputes


def disputed(view: View, draft: Draft) -> None:
    """Write what stands against each other."""
    draft.heading(1, "What is disputed", "disputed")
    draft.put("Legend", f"{word('notes', 'long')} {word('legends', 'law')}")
    if view.weighed.elsewhere:
        draft.put(
            "Legend", f"{view.weighed.elsewhere} findings with a side outside the limits of this brief are left out."
        )
    docx_weighed.findings(view, draft, *AGAINST)
    if any(right.disputes for right in view.disputed):
        draft.heading(2, "Opposite stances on one right")
    for right in view.disputed:
        for dispute in right.disputes:
            draft.heading(3, f"{right.title}, {dispute.title}")
            _two_sides(draft, dispute.progress, dispute.against)
    docx_weighed.findings(view, draft, *OVER_TIME)
    rows = tuple(
        (text_cell(right.title), text_cell(year.year), number(year.progress), number(year.regress), number(year.mixed))
        for right in view.disputed
        for year in right.over_time
    )
    if rows:
        draft.heading(2, "Then and now")
        head = (*(text_cell(name, "CellHead") for name in ("Right", "Year")),
                *(text_cell(name, "NumberHead") for name in _STANCE_NAMES[:3]))  # fmt: skip
        widths = (WIDE - 4 * 1400, *[1400] * 4)
        draft.table(Grid(widths=widths, heads=(head,), rows=rows, caption="Then and now"),
                    "Opposite stances in different years: different times are no contradiction")  # fmt: skip


def _two_sides(draft: Draft, left: Sequence[Row], right: Sequence[Row]) -> None:
    heads = (
        Cell(paragraphs=(("CellHead", (stance("progress"),)),)),
        Cell(paragraphs=(("CellHead", (stance("regress"), " or ", stance("mixed"))),)),
    )
    rows: list[tuple[Cell, ...]] = [(draft.cell([a]), draft.cell([b])) for a, b in zip(left, right, strict=False)]
    rest = (*left[len(rows) :], *right[len(rows) :])
    if rest:
        rows.append((_further(left, right),))
        rows += [_pair(draft, rest[n : n + 2]) for n in range(0, len(rest), 2)]
    half = WIDE // 2
    draft.sides(Grid(widths=(half, half), heads=(heads,), rows=tuple(rows), style="Sides", caption="Opposite stances"))


def _further(left: Sequence[Row], right: Sequence[Row]) -> Cell:
    """Return the line above those that nothing stands opposite to: they take both columns."""
    is_left = len(left) > len(right)
    codes = (stance("progress"),) if is_left else (stance("regress"), Run(text=" or "), stance("mixed"))
    return Cell(paragraphs=(("CellHead", (Run(text="further "), *codes)),), span=2, fill=_TINT)


def _pair(draft: Draft, rows: Sequence[Row]) -> tuple[Cell, Cell]:
    return draft.cell(rows[:1]), draft.cell(rows[1:])


# Promises and deeds


def promised(view: View, draft: Draft) -> None:
    """Write promise, law and practice side by side."""
    draft.heading(1, "What was promised and what was done", "promised")
    draft.put("Legend", f"{word('legends', 'promised')} {word('notes', 'long')}")
    docx_weighed.held(view, draft)
    docx_weighed.findings(view, draft, *DEMANDS)
    if view.courses:
        draft.heading(2, "By right and year")
    for course in view.courses:
        draft.heading(3, course.title)
        _course(draft, course)
    if view.practice_only:
        said = "; ".join(f"{right.title} {right.rows.n}" for right in view.practice_only)
        draft.put("Legend", f"Rights without a promise, demand or measure: {said}.")


def _course(draft: Draft, course: Course) -> None:
    """Write a right year by year, one kind of evidence under the other, two statements side by side."""
    said = "; ".join(f"{name.lower()} {count.n}" for (name, _), count in zip(COLUMNS, course.counts, strict=True))
    draft.put("Legend", f"Statements: {said}.")
    half = WIDE // 2
    for year in course.years:  # a table each: LibreOffice puts off the footnotes of a table to where that ends
        rows = tuple(_year(draft, year))
        draft.sides(Grid(widths=(half, half), rows=rows, style="Sides", caption=f"{course.title}, {year.title}"))


def _year(draft: Draft, year: Year) -> Iterator[tuple[Cell, ...]]:
    title = "Year unknown" if year.title == "unknown" else year.title
    for (name, _), cell in zip(COLUMNS, year.cells, strict=True):
        if not cell:
            continue
        head: tuple[Part, ...] = (Run(text=title), Run(text=f"  {name[0].lower()}{name[1:]}", style="Soft"))
        yield (Cell(paragraphs=(("Band", head),), span=2, fill=_TINT),)
        laws = draft.provisions([row for row in cell if row.is_provision])
        if laws:
            yield (Cell(paragraphs=tuple(laws), span=2),)
        said = [row for row in cell if not row.is_provision]
        for n in range(0, len(said), 2):
            yield _pair(draft, said[n : n + 2])
