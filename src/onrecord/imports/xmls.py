"""XML of unknown origin, read without doing what it says."""

from __future__ import annotations

import re
from typing import Any

from onrecord.errors import Broken

_ENTITY = re.compile(rb"<!(?:ENTITY|\x00E\x00N\x00T)")


def parse(name: str, data: bytes, do: str = "export it again") -> Any:
    """Return the root of a document; nothing outside it is asked for, and entities of its own are refused.

    Raises:
        Broken: it is no XML, breaks off, or declares entities; the error names the line.
    """
    from lxml import etree

    head = data[:100_000]
    if _ENTITY.search(head) or "<!ENTITY".encode("utf-16-le") in head:
        raise Broken("this XML declares entities, which are never needed here.", where=name, do=do)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, recover=False
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as exc:
        line = getattr(exc, "lineno", None)
        where = f"{name}, line {line}" if line else name
        raise Broken("this XML breaks off or is wrong here.", where=where, do=do) from exc


def local(element: Any) -> str:
    """Return the name of an element without its namespace; "" for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def words(element: Any) -> str:
    """Return all text in an element, on one line."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""
