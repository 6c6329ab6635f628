"""DOCX files: paragraphs and tables in the order of the document, notes after the text.

The parts are read straight from the package: tracked insertions are in, deletions out, whatever a paragraph nests in
(links, content controls, fields) is kept, and a part's size is checked before it is unpacked.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from onrecord.documents.dates import read_iso
from onrecord.documents.extracts import Extract, Hints, Note
from onrecord.documents.limits import MAX_PART_BYTES, MAX_UNPACKED_BYTES
from onrecord.documents.people import read_names
from onrecord.errors import Broken, NoText, TooLarge
from onrecord.records import Blob, Marked, When

if TYPE_CHECKING:
    from lxml.etree import _Element

MADE_BY = "onrecord.documents.docx/1"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_TRANSITIONAL = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_SKIPPED = frozenset(
    {"del", "moveFrom", "instrText", "delText", "pPr", "rPr", "tblPr", "trPr", "tcPr", "sectPr", "txbxContent"}
)
_NO_TITLE = re.compile(r"(?:microsoft )?word|document ?\d*|untitled|.*\.docx?|template|[\W\d_]*", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\u00a0]+")
_TITLE_STYLES = re.compile(r"title|heading ?1|titre|titel", re.IGNORECASE)


class _Draft:
    """Paragraphs in the making."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.marks: list[Marked] = []
        self.title: str | None = None
        self.at = 0

    def add(self, words: str, style: str = "", kind: str | None = None) -> None:
        """Add a paragraph; empty ones are left out; one in a title's style may be the title."""
        for raw in words.split("\n"):
            line = _SPACE.sub(" ", raw).strip()
            if not line:
                continue
            if self.title is None and _TITLE_STYLES.match(style):
                self.title = line
            if kind or style.lower().startswith("caption"):
                self.marks.append(Marked(start=self.at, end=self.at + len(line), kind=kind or "caption"))
            self.lines.append(line)
            self.at += len(line) + 1


def extract_docx(blob: Blob) -> Extract:
    """Read a DOCX file.

    Raises:
        Broken: a part is missing or damaged.
        TooLarge: it would unpack to more than is sane.
        NoText: it holds no text, for example pictures of pages only.
    """
    draft = _Draft()
    try:
        with zipfile.ZipFile(io.BytesIO(blob.data)) as package:
            _check_size(package, blob)
            draft, information = _read_package(package, blob)
    except (
        zipfile.BadZipFile,
        zlib.error,
        KeyError,
        NotImplementedError,
        EOFError,
        OSError,
        RuntimeError,
        ValueError,
    ) as exc:
        what = "this DOCX file is damaged: a part of it cannot be read."
        raise Broken(what, where=blob.name, do="open it in a word processor and save it again") from exc
    if not draft.lines:
        do = "if it holds pictures of pages, run them through an OCR program first"
        raise NoText("this DOCX file holds no text.", where=blob.name, do=do)
    text = "\n".join(draft.lines)
    hints = _hints(information, draft, text)
    notes = tuple(_notes(information))
    return Extract(
        text=text, media_type=MEDIA_TYPE, made_by=MADE_BY, hints=hints, marks=tuple(draft.marks), notes=notes
    )


def _check_size(package: zipfile.ZipFile, blob: Blob) -> None:
    sizes = {info.filename: info.file_size for info in package.infolist()}
    read = [size for name, size in sizes.items() if name.endswith(".xml")]
    if sum(sizes.values()) > MAX_UNPACKED_BYTES or max(read, default=0) > MAX_PART_BYTES:
        do = "open it in a word processor, save it without its pictures, and add that"
        raise TooLarge("this DOCX file unpacks to more than is read.", where=blob.name, do=do)


def _read_package(package: zipfile.ZipFile, blob: Blob) -> tuple[_Draft, dict[str, str]]:
    names = set(package.namelist())
    draft = _Draft()
    for name in sorted(n for n in names if re.fullmatch(r"word/(?:header|footer)\d*\.xml", n)):
        _add_heads(draft, _parse(package, name, blob))
    body = _child(_parse(package, "word/document.xml", blob), "body")
    for words, style in _blocks(body) if body is not None else ():
        draft.add(words, style)
    for name in ("word/footnotes.xml", "word/endnotes.xml"):
        if name in names:
            for words, style in _notes_of(_parse(package, name, blob)):
                draft.add(words, style)
    information = _properties(_parse(package, "docProps/core.xml", blob)) if "docProps/core.xml" in names else {}
    return draft, information


def _parse(package: zipfile.ZipFile, name: str, blob: Blob) -> _Element:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(package.read(name), parser)
    except etree.XMLSyntaxError as exc:
        what = f"this DOCX file is damaged: its part {name} is no XML."
        raise Broken(what, where=blob.name, do="open it in a word processor and save it again") from exc


def _add_heads(draft: _Draft, root: _Element) -> None:
    """Keep each distinct running head once, before the text; page numbers alone are left out."""
    for words, _ in _blocks(root):
        if words not in draft.lines and any(c.isalpha() for c in re.sub(r"\b(?:page|of)\b", "", words, flags=re.I)):
            draft.add(words, kind="running-head")


def _name(element: Any) -> str:
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    for space in (_TRANSITIONAL, _STRICT):
        if tag.startswith(space):
            return tag[len(space) :]
    return tag.rpartition("}")[2] if tag.endswith(("}Choice", "}Fallback", "}AlternateContent")) else ""


def _child(element: Any, name: str) -> Any:
    return next((child for child in element if _name(child) == name), None)


def _value(element: Any, path: tuple[str, ...]) -> str:
    for name in path:
        element = _child(element, name) if element is not None else None
    if element is None:
        return ""
    return next((value for key, value in element.attrib.items() if key.endswith("}val")), "")


def _blocks(parent: Any) -> Iterator[tuple[str, str]]:
    """Yield the paragraphs and table rows under *parent*, each with its style."""
    for element in parent:
        name = _name(element)
        if name == "p":
            if not _is_removed(element):
                yield _words(element), _value(element, ("pPr", "pStyle"))
            for box in _boxes(element):
                yield from _blocks(box)
        elif name == "tbl":
            yield from _rows(element)
        elif name not in _SKIPPED and name:
            yield from _blocks(element)


def _rows(table: Any) -> Iterator[tuple[str, str]]:
    for row in (child for child in table.iter() if _name(child) == "tr" and _table_of(child) is table):
        if _child(_child(row, "trPr"), "del") is not None if _child(row, "trPr") is not None else False:
            continue
        cells = [
            " ".join(words for words, _ in _blocks(cell) if words)
            for cell in row.iter()
            if _name(cell) == "tc" and _row_of(cell) is row
        ]
        yield " | ".join(cell.replace("\n", " ") for cell in cells if cell), ""


def _table_of(element: Any) -> Any:
    return next((parent for parent in element.iterancestors() if _name(parent) == "tbl"), None)


def _row_of(element: Any) -> Any:
    return next((parent for parent in element.iterancestors() if _name(parent) == "tr"), None)


def _is_removed(paragraph: Any) -> bool:
    """Tell whether a paragraph was deleted with its mark: then it has no text of its own left."""
    return bool(_value(paragraph, ("pPr", "rPr", "del"))) and not _words(paragraph).strip()


def _boxes(paragraph: Any) -> list[Any]:
    """Return the text boxes that hang on *paragraph*, each once (they are stored twice, for old readers)."""
    boxes = [e for e in paragraph.iter() if _name(e) == "txbxContent"]
    return [box for box in boxes if not any(_name(parent) == "Fallback" for parent in box.iterancestors())]


def _words(paragraph: Any) -> str:
    parts: list[str] = []
    _gather(paragraph, parts)
    return "".join(parts)


def _gather(element: Any, parts: list[str]) -> None:
    for child in element:
        name = _name(child)
        if name == "t":
            parts.append(child.text or "")
        elif name in {"tab", "ptab"}:
            parts.append("\t")
        elif name in {"br", "cr"}:
            parts.append("\n")
        elif name == "noBreakHyphen":
            parts.append("-")
        elif name not in _SKIPPED and name:
            _gather(child, parts)


def _notes_of(root: Any) -> Iterator[tuple[str, str]]:
    """Yield foot- or endnotes, each as its number and its words."""
    for note in root:
        kind = next((value for key, value in note.attrib.items() if key.endswith("}type")), "")
        number = next((value for key, value in note.attrib.items() if key.endswith("}id")), "")
        words = " ".join(" ".join(words.split()) for words, _ in _blocks(note) if words.strip())
        if words and kind not in {"separator", "continuationSeparator", "continuationNotice"}:
            yield f"[{number}] {words}", ""


def _properties(root: Any) -> dict[str, str]:
    return {str(e.tag).rpartition("}")[2]: (e.text or "").strip() for e in root if isinstance(e.tag, str)}


def _hints(information: dict[str, str], draft: _Draft, text: str) -> Hints:
    """Use the properties with care: title and author often come from a template or a typist."""
    stated = information.get("title", "")
    is_title = bool(stated) and not _NO_TITLE.fullmatch(stated) and stated.casefold() in text.casefold()
    authors = tuple(name for name in read_names(information.get("creator", "")) if name in text)
    published = read_iso(information.get("created", ""), "inferred")
    return Hints(
        title=draft.title or (stated if is_title else None), authors=authors, published=_not_template(published)
    )


def _not_template(when: When) -> When:
    """Leave out the dates that programs write when they know none."""
    return When() if when.start in {"2013-12-23", "1601-01-01", "1970-01-01", "1980-01-01"} else when


def _notes(information: dict[str, str]) -> Iterator[Note]:
    if information.get("contentStatus", "").lower() in {"draft", "entwurf"}:
        yield Note(
            kind="draft", what="the file's properties call it a draft", do="check whether a final version exists"
        )
