"""The brief: what a dossier says about a country, for people to read."""

from __future__ import annotations

from typing import Literal

from onrecord.briefs.material import Filters, Material

Kind = Literal["html", "md", "json"]


def write(material: Material, kind: Kind) -> str:
    """Write the brief of *material*.

    Args:
        material: what is known, already limited to the country and the filters.
        kind: `html` (one self-contained page), `md` (Markdown for pandoc) or `json` (one object).

    Returns:
        The whole brief. The same material always gives the same brief.

    Raises:
        IntegrityError: a quotation, a span or a total is no longer what it was when it was stored.
    """
    from onrecord.briefs import html, jsonface, markdown
    from onrecord.briefs.view import look

    view = look(material)
    if kind == "html":
        return html.render(view)
    return markdown.render(view) if kind == "md" else jsonface.render(view)


__all__ = ["Filters", "Kind", "Material", "write"]
