"""PDF pages: characters with their places, gathered into pieces of lines."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_LINE_END_HYPHENS = frozenset({0x02, 0xFFFE, 0xAD})
"""How PDFium gives a hyphen at which a line was broken (0x02), and the soft hyphen."""
_SPACES = frozenset({0x09, 0x0A, 0x0D, 0x20, 0xA0, 0x2002, 0x2003, 0x2009, 0x202F, 0x3000, 0x200B, 0xFEFF})

_BREAKS = _SPACES | _LINE_END_HYPHENS

_SAME_LINE = 0.55
"""Baselines nearer than this share of the height of the letters belong to one line (raised note numbers do)."""
_PIECE_GAP = 1.3
"""A gap wider than this share of the height of the letters ends a piece: it may be the space between columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of one line of print: *x0* to *x1*, on the baseline *y*; points, y upward.

    *height* is that of the font's letters from lowest to highest; *hyphen*: the line was broken at a hyphen here.
    """

    text: str
    x0: float
    x1: float
    y: float
    height: float
    hyphen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page as its pieces, in the order of the file; *has_pictures* when it holds any picture."""

    number: int
    width: float
    height: float
    pieces: tuple[Piece, ...]
    has_pictures: bool = False


def read_page(page: PdfPage, number: int) -> Page:
    """Read the pieces of one page; *number* counts from 1."""
    width, height = page.get_size()
    text_page = page.get_textpage()
    try:
        words = (_turned(word, page.get_rotation(), width, height) for word in _words(text_page))
        pieces = tuple(_pieces(words))
    finally:
        text_page.close()
    return Page(number=number, width=width, height=height, pieces=pieces, has_pictures=not pieces and _pictures(page))


def _pictures(page: PdfPage) -> bool:
    return next(iter(page.get_objects(max_depth=2)), None) is not None


def _words(text_page: PdfTextPage) -> Iterator[Piece]:
    from pypdfium2 import raw

    unicode_at, count = raw.FPDFText_GetUnicode, text_page.count_chars()
    letters: list[str] = []
    first, last = 0, None
    for index in range(count + 1):
        code = unicode_at(text_page, index) if index < count else 0x20
        if code in _BREAKS:
            if letters:
                last = _word(text_page, "".join(letters), (first, index - 1), code in _LINE_END_HYPHENS, last)
                yield last
                letters = []
            continue
        if not letters:
            first = index
        if code >= 0x20 and not 0xD800 <= code < 0xE000:
            letters.append(chr(code))


def _word(text_page: PdfTextPage, text: str, at: tuple[int, int], hyphen: bool, before: Piece | None) -> Piece:
    """Make a piece of one word; on one baseline with the word *before* it has the height of that."""
    from pypdfium2 import raw

    x, y, left, right, bottom, top = (ctypes.c_double() for _ in range(6))
    raw.FPDFText_GetCharOrigin(text_page, at[0], x, y)
    raw.FPDFText_GetCharBox(text_page, at[0], left, right, bottom, top)
    x0 = left.value
    raw.FPDFText_GetCharBox(text_page, at[1], left, right, bottom, top)
    same_line = before is not None and before.y == y.value
    height = before.height if before is not None and same_line else _height(text_page, at[0])
    return Piece(
        text=text.translate(_LIGATURES), x0=x0, x1=max(right.value, x0), y=y.value, height=height, hyphen=hyphen
    )


def _height(text_page: PdfTextPage, index: int) -> float:
    """Return the size of the font, scaled as it is on the page."""
    from pypdfium2 import raw

    matrix, size = raw.FS_MATRIX(), float(raw.FPDFText_GetFontSize(text_page, index))
    scale = (matrix.c**2 + matrix.d**2) ** 0.5 if raw.FPDFText_GetMatrix(text_page, index, matrix) else 1.0
    return size * scale if scale > 0 else size


def _turned(word: Piece, rotation: int, width: float, height: float) -> Piece:
    """Turn a word of a page that is shown turned; its place along the line is kept to the length of its letters."""
    if rotation == 0:
        return word
    length = len(word.text) * word.height * 0.5
    x, y = {90: (word.y, width - word.x0), 180: (width - word.x0, height - word.y), 270: (height - word.y, word.x0)}[
        rotation
    ]
    return replace(word, x0=x, x1=x + length, y=y)


def _pieces(words: Iterator[Piece]) -> Iterator[Piece]:
    """Join words that follow each other on one line."""
    last: Piece | None = None
    for word in words:
        if last is not None and _follows(last, word):
            glue = "-" if last.hyphen else " "
            last = replace(last, text=last.text + glue + word.text, x1=max(last.x1, word.x1), hyphen=word.hyphen)
            continue
        if last is not None:
            yield last
        last = word
    if last is not None:
        yield last


def _follows(last: Piece, word: Piece) -> bool:
    size = max(last.height, word.height, 1.0)
    gap = word.x0 - last.x1
    return abs(word.y - last.y) < _SAME_LINE * size and -0.3 * size < gap < _PIECE_GAP * size
