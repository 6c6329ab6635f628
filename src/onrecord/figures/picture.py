"""A small picture of a check: the editions of an index, and where the text puts the country."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from onrecord.records import EditionRow, FigureCheck

LEFT, TOP, STEP, DEEP, FOOT, RIGHT = 30, 20, 62, 64, 34, 30
"""Units of the drawing: margin, distance of editions, height of the plot, room for their names."""
MOST = 12
"""So many editions are drawn at most; of more, those nearest to the one meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """An edition in the picture; *joined*: it can be compared with the one before."""

    x: float
    y: float
    row: EditionRow
    label: str
    joined: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The editions from left to right, the better the higher; *claim* is where the text puts the country."""

    dots: tuple[Dot, ...]
    claim: tuple[float, float] | None
    start: tuple[float, float] | None
    width: float
    height: float


def draw(check: FigureCheck, *, is_low_best: bool = False) -> str:
    """Return the picture of a check as SVG without style or script; empty where there is nothing to draw.

    Args:
        check: what is drawn.
        is_low_best: low values of the index are good, so that they are drawn above.
    """
    picture = lay_out(check, is_low_best=is_low_best)
    return "".join(_svg(check, picture)) if picture else ""


def lay_out(check: FigureCheck, *, is_low_best: bool = False) -> Picture | None:
    """Return where everything stands; None where no edition has a figure."""
    by_rank = _is_by_rank(check)
    rows = _shown(check, [row for row in check.editions if _figure(row, by_rank) is not None])
    if not rows or check.measure == "countries":
        return None
    figures = [float(_figure(row, by_rank) or 0) for row in rows]
    claimed, start_at = _claimed(check, rows, figures, by_rank)
    ends = [*figures, *([claimed] if claimed is not None else [])]
    low, high = min(ends), max(ends)
    is_up_low = by_rank or is_low_best

    def y(figure: float) -> float:
        share = (figure - low) / (high - low) if high > low else 0.5
        return round(TOP + DEEP * (share if is_up_low else 1 - share), 1)

    at = next((n for n, row in enumerate(rows) if row.edition == check.edition), None)
    return Picture(
        dots=tuple(
            Dot(x=_x(n), y=y(figure), row=row, label=_label(figure, by_rank), joined=_is_joined(rows, n, by_rank))
            for n, (row, figure) in enumerate(zip(rows, figures, strict=True))
        ),
        claim=(_x(at), y(claimed)) if at is not None and claimed is not None else None,
        start=(_x(start_at), y(figures[start_at])) if start_at is not None else None,
        width=LEFT + STEP * (len(rows) - 1) + RIGHT + 16,
        height=TOP + DEEP + FOOT,
    )


def _x(n: int) -> float:
    return float(LEFT + STEP * n)


def _figure(row: EditionRow, by_rank: bool) -> float | None:
    return row.rank if by_rank else row.value


def _is_by_rank(check: FigureCheck) -> bool:
    if check.measure == "value":
        return False
    if check.measure != "change":
        return any(row.rank is not None for row in check.editions)
    end = next((row for row in check.editions if row.edition == check.edition), None)
    if end is None or end.rank is None or check.true is None:
        return False
    return any(row.rank is not None and row.rank - end.rank == check.true for row in check.editions)


def _shown(check: FigureCheck, rows: Sequence[EditionRow]) -> Sequence[EditionRow]:
    at = next((n for n, row in enumerate(rows) if row.edition == check.edition), len(rows) - 1)
    first = max(0, min(at - MOST + 3, len(rows) - MOST))
    return rows[first : first + MOST]


def _claimed(
    check: FigureCheck, rows: Sequence[EditionRow], figures: Sequence[float], by_rank: bool
) -> tuple[float | None, int | None]:
    """Return the figure that the text claims for its edition, and of a change the edition that it is counted from."""
    if check.claimed is None or check.measure == "comparison":
        return None, None
    if check.measure != "change":
        return check.claimed, None
    at = next((n for n, row in enumerate(rows) if row.edition == check.edition), None)
    if at is None or check.true is None:
        return None, None
    sign = 1 if by_rank else -1
    wanted = figures[at] + sign * check.true
    start = next((n for n in range(at - 1, -1, -1) if abs(figures[n] - wanted) < 1e-6), None)
    return (figures[start] - sign * check.claimed, start) if start is not None else (None, None)


def _is_joined(rows: Sequence[EditionRow], n: int, by_rank: bool) -> bool:
    return n > 0 and (not by_rank or rows[n].countries == rows[n - 1].countries)


def _label(figure: float, by_rank: bool) -> str:
    return str(int(figure)) if by_rank else f"{figure:.3f}".rstrip("0").rstrip(".")


def _svg(check: FigureCheck, picture: Picture) -> Iterator[str]:
    title = escape(f"{check.indicator}, {check.country or ''}: {check.why}")
    yield (
        f'<svg class="figure" viewBox="0 0 {picture.width:g} {picture.height:g}" width="{picture.width:g}"'
        f' height="{picture.height:g}" role="img" aria-label="{title}" font-size="11" text-anchor="middle"'
        ' fill="currentColor">'
    )
    for before, dot in zip(picture.dots, picture.dots[1:], strict=False):
        dash = "" if dot.joined else ' stroke-dasharray="2 4" opacity=".45"'
        yield f'<path d="M{before.x:g} {before.y:g}L{dot.x:g} {dot.y:g}" fill="none" stroke="currentColor"{dash}/>'
    if picture.claim and picture.start:
        yield (
            f'<path d="M{picture.start[0]:g} {picture.start[1]:g}L{picture.claim[0]:g} {picture.claim[1]:g}"'
            ' fill="none" stroke="currentColor" stroke-dasharray="6 3"/>'
        )
    for dot in picture.dots:
        yield from _dot(dot, is_meant=dot.row.edition == check.edition)
    if picture.claim:
        x, y = picture.claim
        yield (
            f'<path class="claim" d="M{x:g} {y - 7:g}l7 7l-7 7l-7 -7z" fill="none" stroke="currentColor"'
            ' stroke-width="1.5"><title>what the text says</title></path>'
        )
    yield "</svg>"


def _dot(dot: Dot, *, is_meant: bool) -> Iterator[str]:
    yield f'<circle cx="{dot.x:g}" cy="{dot.y:g}" r="{4 if is_meant else 3}"/>'
    yield f'<text x="{dot.x:g}" y="{dot.y - 9:g}">{dot.label}</text>'
    weight = ' font-weight="bold"' if is_meant else ""
    yield f'<text x="{dot.x:g}" y="{TOP + DEEP + 18}"{weight}>{escape(dot.row.edition)}</text>'
    if dot.row.countries:
        yield f'<text x="{dot.x:g}" y="{TOP + DEEP + 30}" font-size="9" opacity=".7">of {dot.row.countries}</text>'
