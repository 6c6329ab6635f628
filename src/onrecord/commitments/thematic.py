"""OHCHR's thematic lists of UPR recommendations: the table in .docx, its text, or a CSV made of it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO

from lxml import etree

from onrecord.commitments.cells import Row, check_package, csv_lines, parts, table
from onrecord.commitments.drafts import (
    Draft,
    Parsed,
    Source,
    clean,
    code_of,
    finish,
    month_of_session,
    read_date,
    response_of,
    rights_of,
    state_of,
)
from onrecord.errors import Broken

FORMAT, TABLE = "thematic-list", "thematic-table"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARA = re.compile(r"(?:[-•*]\s*)?(\d{1,3}\.\d{1,3})\.?\s+(.*)")
_SOURCE = re.compile(r"source of position\s*:\s*(.*)", re.IGNORECASE)
_THEME = re.compile(r"theme\s*:\s*(.*)", re.IGNORECASE)
_POSITION = re.compile(r"supported|noted|accepted|rejected", re.IGNORECASE)
_AFTER_THEMES = re.compile(
    r"(affected persons|groups of persons|sdgs?|relevant sdgs)\b.*|- \d+ - [A-Z ]+", re.IGNORECASE
)
_SYMBOL = re.compile(r"A/HRC/\d+/\d+")
_SESSION = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)\s+(?:UPR|[Ss]ession)|UPR[-_ ]?(\d{1,2})(?!\d)|[Ss]ession:?\**\s*(\d{1,2})\b"
)
_GROUP = re.compile(r"\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
_HEAD_LINES = 40


@dataclass(slots=True)
class _Entry:
    """A recommendation as its lines come: the words, then the position, then the themes."""

    line: int
    para: str
    words: list[str] = field(default_factory=list)
    source: str = ""
    position: str = ""
    themes: list[str] = field(default_factory=list)
    is_past_themes: bool = False

    def add(self, line: str) -> None:
        """Take the next line of the entry."""
        if match := _SOURCE.fullmatch(line):
            self.source = match[1]
        elif not self.position and _POSITION.fullmatch(line):
            self.position = line
        elif not self.position and not self.source:
            self.words.append(line)
        elif _AFTER_THEMES.fullmatch(line):
            self.is_past_themes = True
        elif self.position and not self.is_past_themes:
            self.themes.append(line)


def parse(source: Source) -> Parsed:
    """Read a thematic list; the state and the session stand in its head or its name, or the user says the state.

    Raises:
        Broken: it holds no numbered recommendation, or its state is not known.
    """
    lines = list(docx_lines(source.data, source.name) if source.data.startswith(b"PK") else _text_lines(source))
    head = "\n".join([source.name, *_head(lines)])
    code = source.country or _state(head, source)
    if code is None:
        do = "say of which state it is: --country"
        raise Broken("this list does not say of which state it is.", where=source.name, do=do)
    month, parsed = _month(head), Parsed(format=FORMAT)
    entries = list(_entries(lines))
    for entry in entries:
        parsed.take(finish(_draft(entry, code, month, source), source, entry.line))
    if not entries:
        do = "give the list as OHCHR publishes it, or a table (docs/commitments.md)"
        raise Broken("no numbered recommendation was found in this list.", where=source.name, do=do)
    return parsed


def _head(lines: Sequence[tuple[int, str]]) -> Iterator[str]:
    """Yield the lines above the first theme or recommendation."""
    for _, line in lines[:_HEAD_LINES]:
        if _PARA.fullmatch(line) or _THEME.fullmatch(line):
            return
        yield line


def parse_table(source: Source) -> Parsed:
    """Read a CSV of recommendations with a column `para`, which is text: 115.10 is not 115.1."""
    parsed = Parsed(format=TABLE)
    for row in table(csv_lines(source.text(), source.name), ("text", "para"), source.name):
        if code := state_of(row, source, parsed):
            parsed.take(finish(_table_draft(row, code, source), source, row.line))
    return parsed


def _table_draft(row: Row, code: str, source: Source) -> Draft:
    symbol = _SYMBOL.search(row["symbol"])
    where = symbol.group() if symbol else f"UPR session {row['session']}"
    askers = [_named(name, source) for name in parts(row["to"])]
    return Draft(
        kind="recommendation",
        key=("upr", code, where, row["para"]),
        by=code,
        to=", ".join(askers) or None,
        text=clean(row["text"]),
        made=read_date(row["made"]) or month_of_session(row["session"]),
        response=response_of(row["response"]),
        rights=rights_of(parts(row["themes"], "|")),
        reference=f"{where}, para. {row['para']}",
    )


def _text_lines(source: Source) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(source.text().splitlines(), start=1):
        if line.strip():
            yield number, clean(line.replace("**", ""))


def docx_lines(data: bytes, name: str) -> Iterator[tuple[int, str]]:
    """Yield the paragraphs of a .docx in their order, those in the cells of tables too, each with its number.

    Raises:
        Broken: it is no Word document.
    """
    check_package(data, name)
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            body = package.read("word/document.xml")
        root = etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    except (KeyError, zipfile.BadZipFile, etree.XMLSyntaxError) as exc:
        raise Broken("this is no Word document.", where=name, do="get it again from its publisher") from exc
    number = 0
    for paragraph in root.iter(f"{_W}p"):
        for line in _paragraph_text(paragraph).split("\n"):
            number += 1
            if line.strip():
                yield number, clean(line)


def _paragraph_text(paragraph: etree._Element) -> str:
    mark = "- " if paragraph.find(f".//{_W}numPr") is not None else ""
    pieces = [
        "\n" if node.tag == f"{_W}br" else " " if node.tag == f"{_W}tab" else node.text or ""
        for node in paragraph.iter(f"{_W}t", f"{_W}br", f"{_W}tab")
    ]
    text = "".join(pieces)
    return mark + text if text.strip() and not _PARA.match(text) else text


def _entries(lines: Iterable[tuple[int, str]]) -> Iterator[_Entry]:
    entry: _Entry | None = None
    for number, line in lines:
        match = _PARA.fullmatch(line)
        if (match or _THEME.fullmatch(line)) and entry:
            yield entry
            entry = None
        if match:
            entry = _Entry(number, match[1], [match[2]])
        elif entry:
            entry.add(line)
    if entry:
        yield entry


def _draft(entry: _Entry, code: str, month: str | None, source: Source) -> Draft:
    text, askers = split_askers(clean(" ".join(entry.words)), source)
    symbol = _SYMBOL.search(entry.source)
    where = symbol.group() if symbol else "UPR"
    return Draft(
        kind="recommendation",
        key=("upr", code, where, entry.para),
        by=code,
        to=", ".join(askers) or None,
        text=text,
        made=month,
        response=response_of(entry.position),
        rights=rights_of(tuple(entry.themes)),
        reference=f"{where}, para. {entry.para}",
    )


def split_askers(text: str, source: Source) -> tuple[str, list[str]]:
    """Return the text without the states in brackets at its end, and all states that it gives in brackets."""
    found: list[str] = []
    for group in _GROUP.finditer(text):
        found += [_named(name, source) for name in _states(group[1], source)]
    while (end := _GROUP.match(text, text.rfind(" (") + 1)) and end.end() == len(text) and _states(end[1], source):
        text = text[: end.start()].rstrip(" ;")
    return text, list(dict.fromkeys(found))


def _states(words: str, source: Source) -> list[str]:
    """Return the states of a bracket; none where something else stands in it."""
    if code_of(words, source.gazetteer):
        return [words]
    names = [name.strip() for name in re.split(r"[,;]| and ", words)]
    return names if all(code_of(name, source.gazetteer) for name in names) else []


def _named(name: str, source: Source) -> str:
    code = code_of(name, source.gazetteer)
    return source.gazetteer.name_of(code) if code else name


def _state(head: str, source: Source) -> str | None:
    words = re.sub(r"[_\-–.]", " ", head)
    codes = {mention.code for mention in source.gazetteer.mentions(words) if mention.kind == "name"}
    return codes.pop() if len(codes) == 1 else None


def _month(head: str) -> str | None:
    match = _SESSION.search(head)
    return month_of_session(next(filter(None, match.groups()))) if match else None
