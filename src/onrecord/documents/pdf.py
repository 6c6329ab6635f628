"""PDF files with a text layer: paragraphs in reading order, and the pages they stand on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from onrecord.documents.dates import day
from onrecord.documents.extracts import Extract, Hints, Note
from onrecord.documents.pdflayout import Line, lines_of
from onrecord.documents.pdfpages import Page, read_page
from onrecord.documents.pdftext import PagedText, join_pages
from onrecord.documents.people import is_person_name, read_names
from onrecord.errors import Broken, Encrypted, NoText
from onrecord.records import UNKNOWN_TIME, Blob, When

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_OCR = "run it through an OCR program first (for example ocrmypdf), then add the result"
_NO_TITLE = re.compile(
    r"microsoft (?:word|powerpoint|excel)|powerpoint presentation|untitled|document ?\d*$|slide ?\d|"
    r"\.(?:docx?|pdf|rtf|odt|indd|qxd|tmp|pptx?|xlsx?|p65)\b|https?:|www\.|^[\W\d_]*$",
    re.IGNORECASE,
)
_MAX_TITLE_WORDS = 35
_ODD = re.compile(r"[\ufffd\ue000-\uf8ff]")


def extract_pdf(blob: Blob) -> Extract:
    """Read a PDF file.

    Raises:
        Broken: it cannot be opened.
        Encrypted: it needs a password.
        NoText: no page has a text layer.
    """
    document = _open(blob)
    try:
        pages, lines = _read_pages(document)
        information = {key: str(value) for key, value in document.get_metadata_dict().items()}
    finally:
        document.close()
    bare = [page.number for page in pages if not page.pieces]
    if len(bare) == len(pages):
        where = f"{blob.name}, {name_pages(bare)}" if bare else blob.name
        raise NoText("this PDF has no text layer.", where=where, do=_OCR)
    joined = join_pages([(page.height, line) for page, line in zip(pages, lines, strict=True)])
    return Extract(
        text=joined.text,
        media_type="application/pdf",
        made_by=made_by(),
        hints=_hints(information, joined),
        marks=joined.marks,
        pages=joined.pages,
        notes=tuple(_notes(pages, joined.text)),
    )


def name_pages(numbers: list[int]) -> str:
    """Return page numbers as people write them: "page 3", "pages 4-9, 12"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    named = ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)
    return f"page {named}" if len(numbers) == 1 else f"pages {named}"


def _open(blob: Blob) -> PdfDocument:
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        return PdfDocument(blob.data)
    except PdfiumError as exc:
        if "password" in str(exc).lower() or "security" in str(exc).lower():
            do = "open it with its password, print it to a PDF without one, and add that"
            raise Encrypted("this PDF is protected by a password.", where=blob.name, do=do) from exc
        raise Broken(
            "this PDF is damaged: it cannot be opened.", where=blob.name, do="download or scan it again"
        ) from exc


def _read_pages(document: PdfDocument) -> tuple[list[Page], list[list[Line]]]:
    """Read all pages; one that cannot be loaded counts as a page without text."""
    from pypdfium2 import PdfiumError

    pages: list[Page] = []
    for index in range(len(document)):
        try:
            page: Any = document[index]
        except PdfiumError:
            pages.append(Page(number=index + 1, width=0, height=0, pieces=(), has_pictures=True))
            continue
        pages.append(read_page(page, index + 1))
        page.close()
    return pages, [lines_of(page) for page in pages]


def made_by() -> str:
    """Return the name and version of what reads PDF files."""
    from pypdfium2.version import PYPDFIUM_INFO

    return f"onrecord.documents.pdf/1 (pypdfium2 {PYPDFIUM_INFO})"


def _notes(pages: list[Page], text: str) -> list[Note]:
    notes: list[Note] = []
    scans = [page.number for page in pages if not page.pieces and page.has_pictures]
    if scans:
        notes.append(
            Note(kind="no-text", what=f"{name_pages(scans)}: no text layer (a scan or a picture?), not read", do=_OCR)
        )
    odd = len(_ODD.findall(text))
    if odd > 0.02 * len(text):
        what = f"{odd} characters have no meaning in this PDF's fonts, so words may be garbled"
        notes.append(Note(kind="encoding", what=what, do=_OCR))
    return notes


def _hints(information: dict[str, str], joined: PagedText) -> Hints:
    """Use the file's properties with care: they often come from a template or a typist."""
    first = joined.text[: max(3000, joined.pages[0][1])].casefold()
    author = information.get("Author", "")
    names = tuple(name for name in read_names(author) if name.casefold() in first)
    return Hints(title=_title(information.get("Title", ""), first, joined), authors=names, published=_made(information))


def _title(stated: str, first: str, joined: PagedText) -> str | None:
    stated = " ".join(stated.split())
    tokens = re.findall(r"\w+", stated.casefold())
    is_shown = sum(token in first for token in tokens) >= 0.7 * len(tokens)
    if len(tokens) >= 2 and is_shown and not _NO_TITLE.search(stated) and len(tokens) <= _MAX_TITLE_WORDS:
        return stated
    on_first = [(height, joined.text[s:e]) for (s, e), height in joined.headings if s <= max(joined.pages[0][1], 1)]
    fitting = [(height, words) for height, words in on_first if 2 <= len(words.split()) <= _MAX_TITLE_WORDS]
    fitting = [(height, words) for height, words in fitting if not is_person_name(words)]
    return max(fitting, key=lambda item: item[0])[1] if fitting else None


def _made(information: dict[str, str]) -> When:
    match = re.match(r"D?:?(\d{4})(\d\d)(\d\d)", information.get("CreationDate", ""))
    return day(int(match[1]), int(match[2]), int(match[3]), "inferred") if match else UNKNOWN_TIME
