"""The brief: what a dossier says about a country, for people to read."""

from __future__ import annotations

from typing import Literal, overload

from onrecord.briefs.contents import digest_of, scope_of
from onrecord.briefs.earlier import Earlier, Item
from onrecord.briefs.material import Filters, Material
from onrecord.briefs.styles import Style, find_style, read_style
from onrecord.briefs.view import View, look

TextKind = Literal["html", "md", "json"]
FileKind = Literal["docx", "pdf"]
Kind = Literal["html", "docx", "pdf", "md", "json"]
KINDS: tuple[Kind, ...] = ("html", "docx", "pdf", "md", "json")
MEDIA_TYPES: dict[Kind, str] = {
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "md": "text/markdown; charset=utf-8",
    "json": "application/json",
}


@overload
def write(material: Material, kind: TextKind, style: Style | None = None) -> str: ...
@overload
def write(material: Material, kind: FileKind, style: Style | None = None) -> bytes: ...
def write(material: Material, kind: Kind, style: Style | None = None) -> str | bytes:
    """Write the brief of *material*.

    Args:
        material: what is known, already limited to the country and the filters.
        kind: `html` (one self-contained page), `docx` (Word), `pdf`, `md` (Markdown for pandoc) or `json` (one object).
        style: how sources are cited; Harvard without one.

    Returns:
        The whole brief; text for `html`, `md` and `json`. The same material always gives the same brief.

    Raises:
        IntegrityError: a quotation, a span or a total is no longer what it was when it was stored.
        SettingsError: what the form needs is not installed.
    """
    made = render(look(material), kind, style)
    return made if kind in ("docx", "pdf") else made.decode()


def render(view: View, kind: Kind, style: Style | None = None) -> bytes:
    """Write a brief whose sections are computed, as `write` does; text is UTF-8."""
    from onrecord.briefs.citing import cite

    references = cite(view.sources, style or find_style())
    if kind == "pdf":
        from onrecord.briefs import pdf

        return pdf.render(view, references)
    if kind == "docx":
        from onrecord.briefs import docx

        return docx.render(view, references)
    from onrecord.briefs import html, jsonface, markdown

    page = {"html": html.render, "md": markdown.render, "json": jsonface.render}[kind]
    return page(view, references).encode("utf-8", "surrogatepass")


__all__ = [
    "KINDS", "MEDIA_TYPES", "Earlier", "FileKind", "Filters", "Item", "Kind", "Material", "Style", "TextKind", "View",
    "digest_of", "find_style", "look", "read_style", "render", "scope_of", "write",
]  # fmt: skip
