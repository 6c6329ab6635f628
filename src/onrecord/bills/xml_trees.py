"""Read bills written in XML: Akoma Ntoso (with Lawmaker), US bill XML, Formex of the European Union."""

from __future__ import annotations

import html
import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

import msgspec
from lxml import etree

from onrecord.bills.sheets import Opened, Sheet
from onrecord.errors import Broken, Unsupported
from onrecord.records.bills import ProvisionLevel

_PRINTED = re.compile(r"(?P<word>[^\W\d_]{3,})\s+(?P<number>.+)", re.S)
_DEEPEST = 400


class Dialect(msgspec.Struct, frozen=True):
    """How a dialect names what a bill is made of; see dialects.toml."""

    root: tuple[str, ...]
    body: frozenset[str]
    unit: dict[str, ProvisionLevel]
    number: tuple[str, ...]
    heading: tuple[str, ...]
    quoted: frozenset[str]
    skip: frozenset[str]
    line: frozenset[str]
    marks: frozenset[str]
    after_quoted: str
    id: tuple[str, ...]


def parse(data: bytes, name: str) -> etree._Element:
    """Parse XML without reading anything beside it and without replacing entities that it declares.

    Raises:
        Broken: it is no XML, or nested deeper than any bill.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as exc:
        do = "download it again, or save the bill as HTML, PDF or text"
        raise Broken(f"this file is no well-formed XML: {exc.msg}", where=name, do=do) from exc
    return root


def tell_dialect(root: etree._Element, name: str) -> Dialect:
    """Tell which dialect a document is written in.

    Raises:
        Unsupported: none that is known.
    """
    tag = _name(root)
    is_uslm = "uslm" in (etree.QName(root).namespace or "").lower()
    for dialect in _dialects().values():
        if (f"{tag}@uslm" if is_uslm else tag) in dialect.root or (is_uslm and tag in dialect.root):
            return dialect
    what = f"this XML begins with <{tag}>, which is no kind of bill that onrecord reads."
    raise Unsupported(what, where=name, do="give Akoma Ntoso, US bill XML, Formex, HTML, PDF, DOCX or text")


def write_tree(root: etree._Element, dialect: Dialect) -> Sheet:
    """Write the text of a bill and open its provisions."""
    walk = _Walk(dialect=dialect)
    walk.element(root, 0)
    walk.sheet.line()
    return walk.sheet


@dataclass(slots=True, kw_only=True)
class _Walk:
    dialect: Dialect
    sheet: Sheet = field(default_factory=Sheet)
    written: set[etree._Element] = field(default_factory=set)
    in_body: int = 0
    in_quote: int = 0

    def element(self, node: etree._Element, depth: int) -> None:
        """Write an element and all below it."""
        tag = _name(node)
        if tag in self.dialect.skip or node.get("changed") == "deleted" or depth > _DEEPEST:
            return
        level = self._level(node, tag)
        if level is not None and self.in_body and not self.in_quote:
            self._unit(node, level, depth)
        elif tag in self.dialect.quoted:
            self._quoted(node, depth)
        else:
            self._plain(node, tag, depth, level is not None)

    def _level(self, node: etree._Element, tag: str) -> ProvisionLevel | None:
        return self.dialect.unit.get(node.get("name", "") if tag in ("hcontainer", "container") else tag)

    def _plain(self, node: etree._Element, tag: str, depth: int, is_unit: bool) -> None:
        if tag in self.dialect.line or is_unit or tag in self.dialect.body:
            self.sheet.line()
        self.in_body += tag in self.dialect.body
        opening, closing = _quote_marks(node, tag in self.dialect.marks)
        self.sheet.write(opening or _coded_mark(node))
        self._inside(node, depth)
        self.sheet.write(closing)
        self.in_body -= tag in self.dialect.body
        if tag in self.dialect.number:
            self.sheet.space()
            self.sheet.hold()
        elif tag in self.dialect.heading:
            self.sheet.space()

    def _inside(self, node: etree._Element, depth: int) -> None:
        self.sheet.write(node.text or "")
        for child in node:
            if isinstance(child.tag, str):
                if child not in self.written:
                    self.element(child, depth + 1)
            elif isinstance(child, etree._Entity):
                self.sheet.write(_entity(child))
            self.sheet.write(child.tail or "")

    def _quoted(self, node: etree._Element, depth: int) -> None:
        self.in_quote += 1
        opening, closing = _quote_marks(node, bool(self.dialect.after_quoted))
        self.sheet.line()
        self.sheet.write(opening)
        if opening:
            self.sheet.hold()
        after = next((child for child in node if child.tag == self.dialect.after_quoted), None)
        if after is not None:
            self.written.add(after)
        self._inside(node, depth)
        self.sheet.holds = False
        self.sheet.tighten()
        self.sheet.write(closing)
        if after is not None:
            self._inside(after, depth)
        self.in_quote -= 1

    def _unit(self, node: etree._Element, level: ProvisionLevel, depth: int) -> None:
        number, heading = _first(node, self.dialect.number), _first(node, self.dialect.heading)
        printed, title = self._flat(number), self._flat(heading)
        self.written |= {part for part in (number, heading) if part is not None}
        kind, bare = _kind_and_number(printed, node.get("name") or _name(node))
        drafting_id = next((value for key in self.dialect.id if (value := node.get(key))), None)
        if kind.lower() in _LEVEL_OF_WORD:
            level = _LEVEL_OF_WORD[kind.lower()]
        term = title or ("" if bare else self._flat(next(node.iter("{*}def"), None)))
        piece = Opened(level=level, kind=kind, number=bare, heading=term, start=0, drafting_id=drafting_id)
        self.sheet.open(piece)
        self.sheet.write(f"{printed} {title}".strip())
        if title:
            self.sheet.line()
        elif printed:
            self.sheet.space()
            self.sheet.hold()
        self._inside(node, depth)
        self.sheet.close()

    def _flat(self, node: etree._Element | None) -> str:
        if node is None:
            return ""
        inner = _Walk(dialect=self.dialect)
        inner._inside(node, 0)
        return " ".join(inner.sheet.text().split())


_LEVEL_OF_WORD: dict[str, ProvisionLevel] = {
    "title": "title", "part": "part", "chapter": "chapter", "schedule": "schedule", "annex": "schedule",
}  # fmt: skip


def _first(node: etree._Element, paths: tuple[str, ...]) -> etree._Element | None:
    """Return what the first path leads to that leads anywhere."""
    for path in paths:
        found: etree._Element | None = node
        for step in path.split("/"):
            found = None if found is None else _child(found, step)
        if found is not None:
            return found
    return None


def _child(node: etree._Element, tag: str) -> etree._Element | None:
    return next((child for child in node if isinstance(child.tag, str) and _name(child) == tag), None)


def _kind_and_number(printed: str, element: str) -> tuple[str, str]:
    """Take a printed number apart: `Article 5` is an article with the number 5; without a word the element names it."""
    match = _PRINTED.fullmatch(printed)
    word, number = (match["word"].lower(), match["number"]) if match else (element.lower(), printed)
    return word, number.strip().rstrip(".") if not number.strip().startswith("(") else number.strip()


def _quote_marks(node: etree._Element, is_marked: bool) -> tuple[str, str]:
    marks = {etree.QName(key).localname: str(value) for key, value in node.attrib.items()}
    if "startQuote" in marks or "endQuote" in marks:
        return marks.get("startQuote", ""), marks.get("endQuote", "")
    return ("“", "”") if is_marked else ("", "")


def _coded_mark(node: etree._Element) -> str:
    """Return the mark that Formex gives as a code: `<QUOT.START CODE="2018"/>`."""
    code = node.get("CODE", "") if _name(node).startswith("QUOT.") else ""
    return chr(int(code, 16)) if re.fullmatch(r"[0-9A-F]{4}", code) else ""


def _entity(node: etree._Element) -> str:
    """Return the character of a named entity of HTML; entities that the document declares itself are not replaced."""
    text = html.unescape(node.text or "")
    return "" if text.startswith("&") else text


def _name(node: etree._Element) -> str:
    return str(etree.QName(node).localname)


@cache
def _dialects() -> dict[str, Dialect]:
    raw = resources.files(__package__).joinpath("dialects.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(raw), dict[str, Dialect])
