"""The brief as PDF, by WeasyPrint: the sections of the page, laid out for paper, with bookmarks, tags and page numbers.

This is an edge: WeasyPrint reads the fonts of the machine. It is given nothing else to read: no address is fetched.
"""

from __future__ import annotations

import logging
import re
from typing import Any, NoReturn

from onrecord.briefs.citing import References
from onrecord.briefs.html import render_template
from onrecord.briefs.view import View
from onrecord.errors import SettingsError

_COUNT = re.compile(r'<a class="k" href="#(?:n\d+|register)" title="[^"]*">(\d+)</a>')
_DO = "install it: pip install 'onrecord[pdf]' (on Linux it also needs Pango); or write .docx and print that"


def render(view: View, references: References) -> bytes:
    """Return the file.

    Raises:
        SettingsError: WeasyPrint, or a library that it needs, is not installed.
    """
    page = _lean(render_template("pdf.html.j2", "pdf.css", view, references, again="again"))
    made: bytes = (
        _weasyprint()
        .HTML(string=page, url_fetcher=_refuse)
        .write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=view.digest[:32].encode(), custom_metadata=True)
    )
    return made


def _lean(page: str) -> str:
    """Lead statements to the register, and leave out links to what is not on paper: each one costs time."""
    return _COUNT.sub(r"\1", page.replace('href="#t-', 'href="#s-'))


def _weasyprint() -> Any:
    """Return the library, which speaks of every rule that it does not know."""
    try:
        import weasyprint
    except ImportError as exc:
        raise SettingsError("PDF needs WeasyPrint, which is not installed.", where="--format pdf", do=_DO) from exc
    except OSError as exc:
        raise SettingsError(f"WeasyPrint does not start: {exc}.", where="--format pdf", do=_DO) from exc
    for name in ("weasyprint", "fontTools"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    return weasyprint


def _refuse(url: str, *_: Any, **__: Any) -> NoReturn:
    raise ValueError(f"a brief loads nothing: {url}")
