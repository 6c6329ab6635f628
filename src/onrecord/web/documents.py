"""Documents: the list, one with its statements marked, its original and the pictures of its pages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.briefs import marks
from onrecord.briefs.rows import Row
from onrecord.documents.pdfimage import page_png
from onrecord.dossier import StatementFilter, pages
from onrecord.dossier.notes import notes
from onrecord.records import Document
from onrecord.web.asked import PAGE_SIZE, given
from onrecord.web.cards import rows_of
from onrecord.web.rendering import page
from onrecord.web.statements import country_choices

MOST_STATEMENTS = 2000
"""A document with more is shown with the first of them marked; the list has them all."""
PDF = "application/pdf"
_UNSAFE = re.compile(r"[^\w.-]+")


def show_list(request: Request) -> Response:
    """Show the documents that the address asks for."""
    with request.app.state.access.reading() as dossier:
        shown = pages.document_page(
            dossier,
            country=given(request, "country"),
            text=given(request, "text"),
            publisher=given(request, "publisher"),
            after=given(request, "after"),
            before=given(request, "before"),
            limit=PAGE_SIZE,
        )
        return page(request, "documents.html.j2", shown=shown, countries=country_choices(dossier))


def show(request: Request) -> Response:
    """Show a document: its frozen text with statements marked, and the statements beside it."""
    with request.app.state.access.reading() as dossier:
        document = dossier.document(request.path_params["id"])
        found = pages.statement_page(dossier, StatementFilter(document=document.id), limit=MOST_STATEMENTS)
        rows = sorted(rows_of(dossier, found.items), key=lambda row: row.number)
        leaves = _leaves(document)
        is_by_page = bool(leaves) and given(request, "beside") == "pages"
        shown = [row for row in rows if row.statement.review != "rejected"]
        return page(
            request,
            "document.html.j2",
            document=document,
            rows=rows,
            total=found.total,
            marked="" if is_by_page else marks.mark_up(document, shown),
            leaves=leaves,
            notes=notes(dossier, document=document.id),
            by_page=[
                (number, marks.mark_stretch(document, _within(shown, start, end), start, end))
                for number, start, end in leaves
                if is_by_page
            ],
            others=[text for text in dossier.texts(document.id) if text.text_sha256 != document.text_sha256],
        )


def _within(rows: Iterable[Row], start: int, end: int) -> list[Row]:
    """Return the rows of which some words lie in a stretch."""
    spans = ((row, (*row.statement.source, *row.statement.cue, *row.statement.content)) for row in rows)
    return [row for row, found in spans if any(a < end and start < b for a, b in found)]


def _leaves(document: Document) -> list[tuple[int, int, int]]:
    """Return the pages of a PDF as (number, start, end) of the text."""
    is_pdf = document.media_type == PDF
    return [(n, *span) for n, span in enumerate(document.pages, start=1)] if is_pdf else []


def original(request: Request) -> Response:
    """Give the bytes as they came, to keep and never to open here: a hostile document must not run."""
    with request.app.state.access.reading() as dossier:
        document = dossier.document(request.path_params["id"])
        data = dossier.original(document.id)
    name = _UNSAFE.sub("-", (document.sightings[0].where if document.sightings else document.id).rsplit("/", 1)[-1])
    disposition = f"attachment; filename*=UTF-8''{quote(name or document.id)}"
    return Response(data, media_type="application/octet-stream", headers={"Content-Disposition": disposition})


def leaf(request: Request) -> Response:
    """Give the picture of one page of a PDF."""
    with request.app.state.access.reading() as dossier:
        data = dossier.original(request.path_params["id"])
    headers = {"Cache-Control": "private, max-age=86400, immutable"}
    return Response(page_png(data, request.path_params["number"]), media_type="image/png", headers=headers)


ROUTES = [
    Route("/documents", show_list),
    Route("/documents/{id}", show),
    Route("/documents/{id}/original", original),
    Route("/documents/{id}/pages/{number:int}.png", leaf),
]
