"""A page of a PDF as a picture, to look at beside its text."""

from __future__ import annotations

import io

import pypdfium2

from onrecord.errors import Broken, SettingsError

DOTS_PER_POINT = 1.6


def page_png(data: bytes, number: int) -> bytes:
    """Return page *number* (from 1) of the PDF *data* as PNG, `DOTS_PER_POINT` pixels a point.

    Raises:
        SettingsError: the PDF has no such page.
        Broken: it cannot be opened or drawn.
    """
    try:
        with pypdfium2.PdfDocument(data) as pdf:
            if not 1 <= number <= len(pdf):
                do = f"one of 1 to {len(pdf)}"
                raise SettingsError("there is no such page.", where=f"page {number}", do=do)
            image = pdf[number - 1].render(scale=DOTS_PER_POINT).to_pil()
    except pypdfium2.PdfiumError as exc:
        do = "open the original in another program"
        raise Broken(f"the page cannot be drawn: {exc}.", where=f"page {number}", do=do) from exc
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
