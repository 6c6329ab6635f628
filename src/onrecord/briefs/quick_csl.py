"""A citation style that remembers what it looked up.

citeproc-py looks every macro up by XPath each time that one is called, and asks anew which elements hold a variable:
styles of many macros (Chicago) took 130 ms a reference so. A style does not change while it is used.
"""

from __future__ import annotations

import io
from typing import Any

from citeproc import CitationStylesStyle
from citeproc.model import CitationStylesElement
from lxml import etree

_CSL = "http://purl.org/net/xbiblio/csl"


class QuickStyle(CitationStylesStyle):  # type: ignore[misc]  # the library ships no types
    """A style read from its XML; *locale* is used where the style names none."""

    def __init__(self, csl: bytes, locale: str) -> None:
        lookup = etree.ElementNamespaceClassLookup()
        names = lookup.get_namespace(_CSL)
        names[None] = CitationStylesElement
        memory: dict[tuple[Any, ...], Any] = {}
        for kind in CitationStylesElement.__subclasses__():
            if not issubclass(kind, _Quick):
                names[kind.__name__.replace("_", "-").lower()] = _remembering(kind, memory)
        parser = etree.XMLParser(remove_comments=True, no_network=True, resolve_entities=False, load_dtd=False)
        parser.set_element_class_lookup(lookup)
        self.xml = etree.parse(io.BytesIO(csl), parser)
        self.root = self.xml.getroot()
        self.alive = list(self.root.iter())  # lxml forgets an element that nobody holds, and with it its identity
        self.root.set_locale_list(self.root.get("default-locale", locale), validate=False)


class _Quick:
    """Marks the classes that remember."""


def _remembering(kind: type[Any], memory: dict[tuple[Any, ...], Any]) -> type[Any]:
    """Return *kind* with answers kept in *memory*."""

    def xpath_search(self: Any, expression: str) -> Any:
        key = (self, expression)
        if key not in memory:
            memory[key] = kind.xpath_search(self, expression)
        return memory[key]

    def calls_variable(self: Any) -> Any:
        key = (self,)
        if key not in memory:
            memory[key] = kind.calls_variable(self)
        return memory[key]

    made: dict[str, Any] = {"xpath_search": xpath_search}
    if hasattr(kind, "calls_variable"):
        made["calls_variable"] = calls_variable
    return type(kind.__name__, (_Quick, kind), made)
