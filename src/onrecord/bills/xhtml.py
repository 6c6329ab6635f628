"""The text of a bill as EUR-Lex prints it in XHTML: a line a paragraph, numbers apart from words, no footnotes."""

from __future__ import annotations

import re

from lxml import etree, html

from onrecord.bills.sheets import Sheet
from onrecord.errors import Broken

_EURLEX = re.compile(rb"""CONVEX|class=["'](?:li )?(?:Titrearticle|ManualNumPar|oj-ti-art|ti-art)""")
_BLOCKS = frozenset({"p", "div", "br", "tr", "table", "li", "h1", "h2", "h3", "h4", "body"})
_LEFT_OUT = frozenset({"head", "script", "style", "title"})
_NOTES = re.compile(r"\b(?:footnote|footnoteref|footnotereference|oj-note|note-tag)\b", re.I)
_NUMBERS = frozenset({"num", "list-symbol"})


def is_eurlex(data: bytes) -> bool:
    """Tell whether these bytes are a page as EUR-Lex makes it of a legal act."""
    return _EURLEX.search(data) is not None


def write_page(data: bytes, name: str) -> str:
    """Return the text of a page.

    Raises:
        Broken: there is nothing in it.
    """
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as exc:
        raise Broken("this page holds no text.", where=name, do="download it again") from exc
    sheet = Sheet()
    _write(root, sheet)
    return sheet.text()


def _write(node: etree._Element, sheet: Sheet) -> None:
    """Write an element without its tail."""
    if not isinstance(node.tag, str) or node.tag in _LEFT_OUT or _NOTES.search(node.get("class", "")):
        return
    is_block = node.tag in _BLOCKS
    if is_block:
        sheet.line()
    sheet.write(node.text or "")
    for child in node:
        _write(child, sheet)
        sheet.write(child.tail or "")
    if node.get("class") in _NUMBERS:
        sheet.space()
        sheet.hold()
    elif is_block and node.tag != "br":
        sheet.line()
