"""PDF layout: from pieces of print to lines in reading order.

Columns are found by the white lane between them: lines narrower than the page whose left and right halves never meet. A
table has such lanes too; its cells are short, a column's lines are full, and that tells them apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median

from onrecord.documents.pdfpages import Page, Piece

_MIN_COLUMN_LINES = 4
_MIN_LANE = 0.45
"""The least width of the lane between columns, as a share of the height of the letters."""
_FULL = 0.6
"""How much of its column the median line of a column fills."""

_CELL_GAP = 2.5
"""A gap of so many times the height of the letters stands between cells, not between words of justified print."""

_DIVIDED = re.compile(r"[^\W\d_][-\u2010]$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of print in its column.

    *left* and *right* are the edges of the column; *is_row*: its pieces stand apart like the cells of a table.
    """

    text: str
    page: int
    x0: float
    x1: float
    y: float
    height: float
    left: float
    right: float
    hyphen: bool = False
    column: int = 0
    is_row: bool = False

    @property
    def room(self) -> float:
        """How much of the column is left empty after the line."""
        return self.right - self.x1


def lines_of(page: Page) -> list[Line]:
    """Return the lines of *page* in reading order."""
    if not page.pieces:
        return []
    lane = _find_lane(page.pieces)
    if lane is None:
        return _column_lines(page, page.pieces, 0)
    out: list[Line] = []
    for band in _bands(page.pieces, lane):
        left = [piece for piece in band if piece.x1 <= lane]
        right = [piece for piece in band if piece.x0 >= lane]
        across = [piece for piece in band if piece.x0 < lane < piece.x1]
        for part in (across, left, right):
            out += _column_lines(page, part, 1 + (out[-1].column if out else 0)) if part else []
    return out


def _find_lane(pieces: Sequence[Piece]) -> float | None:
    """Return the middle of the white lane between two columns, or None for a page of one column."""
    left, right = min(p.x0 for p in pieces), max(p.x1 for p in pieces)
    narrow = [p for p in pieces if p.x1 - p.x0 < 0.62 * (right - left)]
    size = median(p.height for p in pieces)
    lanes = [lane for lane in _white_lanes(narrow) if lane[1] - lane[0] >= _MIN_LANE * size]
    for lane in sorted(lanes, key=lambda lane: abs((lane[0] + lane[1]) - (left + right))):
        middle = (lane[0] + lane[1]) / 2
        if _is_between_columns(narrow, pieces, middle):
            return middle
    return None


def _white_lanes(pieces: Sequence[Piece]) -> list[tuple[float, float]]:
    lanes: list[tuple[float, float]] = []
    reach: float | None = None
    for piece in sorted(pieces, key=lambda p: p.x0):
        if reach is not None and piece.x0 > reach:
            lanes.append((reach, piece.x0))
        reach = piece.x1 if reach is None else max(reach, piece.x1)
    return lanes


def _is_between_columns(narrow: Sequence[Piece], pieces: Sequence[Piece], lane: float) -> bool:
    sides = ([p for p in narrow if p.x1 <= lane], [p for p in narrow if p.x0 >= lane])
    if any(len({round(p.y) for p in side}) < _MIN_COLUMN_LINES for side in sides):
        return False
    for side in sides:
        width = max(p.x1 for p in side) - min(p.x0 for p in side)
        if median(p.x1 - p.x0 for p in side) < _FULL * width or median(len(p.text) for p in side) < 12:
            return False
    crossing = sum(p.x0 < lane < p.x1 for p in pieces)
    return crossing <= 0.6 * len(narrow)


def _bands(pieces: Sequence[Piece], lane: float) -> list[list[Piece]]:
    """Split a page where lines run across the lane (a title, a full-width paragraph), from top to bottom."""
    ordered = sorted(pieces, key=lambda p: -p.y)
    bands: list[list[Piece]] = []
    for _, group in groupby(_rows(ordered), key=lambda row: any(p.x0 < lane < p.x1 for p in row)):
        bands.append([piece for row in group for piece in row])
    return bands


def _rows(ordered: Sequence[Piece]) -> list[list[Piece]]:
    """Group pieces, sorted from top to bottom, by their baselines."""
    rows: list[list[Piece]] = []
    for piece in ordered:
        if rows and abs(rows[-1][0].y - piece.y) < 0.5 * max(piece.height, rows[-1][0].height):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return rows


def _column_lines(page: Page, pieces: Sequence[Piece], column: int) -> list[Line]:
    left = min(p.x0 for p in pieces)
    right = max(p.x1 for p in pieces)
    rows = _rows(sorted(pieces, key=lambda p: -p.y))
    return [_line(page, sorted(row, key=lambda p: p.x0), left, right, column) for row in rows]


def _line(page: Page, row: list[Piece], left: float, right: float, column: int) -> Line:
    main = max(row, key=lambda piece: len(piece.text))
    words, is_divided = _undivided(row[-1])
    texts = [*(piece.text for piece in row[:-1]), words]
    is_row = any(b.x0 - a.x1 > _CELL_GAP * main.height for a, b in pairwise(row))
    return Line(
        text=(" | " if is_row else " ").join(texts),
        page=page.number,
        x0=row[0].x0,
        x1=max(piece.x1 for piece in row),
        y=main.y,
        height=main.height,
        left=left,
        right=right,
        hyphen=is_divided,
        column=column,
        is_row=is_row,
    )


def _undivided(piece: Piece) -> tuple[str, bool]:
    """Return the words without a hyphen at their end, and whether there was one.

    At the end of a page PDFium gives it as a letter like any other.
    """
    if piece.hyphen or not _DIVIDED.search(piece.text):
        return piece.text, piece.hyphen
    return piece.text[:-1], True
