"""REFI-QDA projects, as NVivo, MAXQDA, ATLAS.ti, QualCoder and our own export write them.

Source: the REFI-QDA standard 1.0 (https://www.qdasoftware.org). Positions count code points from 0; a line end
counts as one, so texts are read with line ends of one character.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from onrecord.errors import Broken, TooLarge
from onrecord.imports.parts import CodedRow, Coding, DocumentRow, Parsed, Passage, Row, refused
from onrecord.imports.texts import decode
from onrecord.imports.xmls import local, words
from onrecord.imports.xmls import parse as parse_xml
from onrecord.records import Description, Issue

FORMAT = "qdpx"
MAX_UNPACKED_BYTES = 2_000_000_000
MAX_PART_BYTES = 200_000_000
_AGAIN = "export the project again"
_TEXTS = frozenset({"TextSource", "Representation", "Transcript"})
_UNREAD = {"PictureSource": "a picture", "AudioSource": "a sound", "VideoSource": "a film"}
_AROUND = 40


def is_project(data: bytes) -> bool:
    """Tell whether a zipped file holds a project."""
    if not data.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return "project.qde" in package.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return False


def parse(name: str, data: bytes) -> Parsed:
    """Read the sources and the coded passages of a project.

    Raises:
        Broken: it is damaged, or no project.
        TooLarge: it unpacks to too much.
    """
    parts = _unpacked(name, data)
    if "project.qde" not in parts:
        raise Broken("this file holds no project.", where=name, do=_AGAIN)
    root = parse_xml(f"{name}/project.qde", parts["project.qde"], _AGAIN)
    project = _Project(name, root, parts)
    return Parsed(format=FORMAT, rows=project.rows(), inside=project.files)


def _unpacked(name: str, data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            infos = [info for info in package.infolist() if not info.is_dir()]
            is_large = any(info.file_size > MAX_PART_BYTES for info in infos)
            if is_large or sum(info.file_size for info in infos) > MAX_UNPACKED_BYTES:
                do = "export it without films and pictures"
                raise TooLarge("the project unpacks to too much.", where=name, do=do)
            return {info.filename: package.read(info) for info in infos}
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, EOFError, OSError, RuntimeError) as exc:
        raise Broken("the project is damaged.", where=name, do=_AGAIN) from exc


def flat(text: str) -> str:
    """Return *text* as programs count it: line ends of one character, no byte order mark."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


@dataclass(frozen=True, slots=True)
class _Text:
    """A text that passages point into: *key* is the source, *words* the text, None where it is not in the package."""

    key: str
    words: str | None


class _Project:
    """One project: who its people are, what its codes are called, and where its sources lie."""

    def __init__(self, name: str, root: Any, parts: dict[str, bytes]) -> None:
        self.name, self.root, self.parts = name, root, parts
        found = list(root.iter())
        self.people = {one.get("guid"): one for one in found if local(one) == "User"}
        self.codes = {one.get("guid"): one.get("name") or "" for one in found if local(one) == "Code"}
        self.notes = {one.get("guid"): one for one in found if local(one) == "Note"}
        self.variables = {one.get("guid"): one.get("name") or "" for one in found if local(one) == "Variable"}
        self.files: dict[str, bytes] = {}

    def rows(self) -> Iterator[Row | Issue]:
        """Give each source, and after it its passages."""
        sources = next((one for one in self.root if local(one) == "Sources"), ())
        for source in sources:
            kind = local(source)
            if kind in ("TextSource", "PDFSource"):
                yield from self._source(source, kind)
            elif kind in _UNREAD:
                what = f"the source “{source.get('name')}” is {_UNREAD[kind]}, which is not read."
                yield refused("unsupported", what, self.name, source.sourceline, "add its words as a text")

    def _source(self, source: Any, kind: str) -> Iterator[Row | Issue]:
        key = source.get("guid") or str(source.sourceline)
        values = self._values(source)
        said = Description(
            origin=f"{self.name} #{key}",
            title=source.get("name") or None,
            publisher=values.get("publisher") or None,
            language=values.get("language") or None,
            address=values.get("address") or None,
        )
        file = self._file(source, "path" if kind == "PDFSource" else "richTextPath")
        text = self._text_of(source)
        if kind == "TextSource" and text is not None:
            file = f"{key}.txt"
            self.files[file] = text.encode("utf-8", "surrogatepass")
        if file is None and not values.get("SHA-256"):
            what = f"the source “{source.get('name')}” is not in the package."
            yield refused("no-file", what, self.name, source.sourceline, "export the project with its sources")
            return
        sha = values.get("SHA-256", "").lower()
        yield DocumentRow(line=source.sourceline, key=key, inside=file or "", sha256=sha, said=said)
        for holder in [source, *(one for one in source if local(one) in _TEXTS)]:
            words_of = text if holder is source else self._text_of(holder)
            for selection in holder:
                if local(selection) == "PlainTextSelection":
                    yield self._coded(selection, _Text(key, words_of))
                elif local(selection).endswith("Selection"):
                    yield from self._unplaceable(selection)

    def _unplaceable(self, selection: Any) -> Iterator[Issue]:
        if any(local(one) == "Coding" for one in selection):
            what = "a passage is marked as an area of a page, not as words."
            yield refused("unplaced", what, self.name, selection.sourceline, "code the words of the text instead")

    def _file(self, source: Any, attribute: str) -> str | None:
        """Return the part that a source is in; one that lies outside the package is never looked for."""
        path = source.get(attribute) or ""
        inner = path.removeprefix("internal://")
        held = f"sources/{inner}" if path.startswith("internal://") else ""
        found = next((one for one in (held, held.lower(), f"Sources/{inner}") if one in self.parts), None)
        if found:
            self.files[found] = self.parts[found]
        return found

    def _text_of(self, holder: Any) -> str | None:
        inline = next((one for one in holder if local(one) == "PlainTextContent"), None)
        if inline is not None:
            return flat(inline.text or "")
        inner = (holder.get("plainTextPath") or "").removeprefix("internal://")
        data = next((self.parts[one] for one in (f"sources/{inner}", f"Sources/{inner}") if one in self.parts), None)
        return flat(decode(f"{self.name}/{inner}", data)) if data is not None and inner else None

    def _coded(self, selection: Any, text: _Text) -> CodedRow | Issue:
        start, end = (_number(selection.get(name)) for name in ("startPosition", "endPosition"))
        if text.words is None or start is None or end is None or not 0 <= start < end <= len(text.words):
            what = "a passage lies outside its text, or its text is not in the package."
            return refused("unplaced", what, self.name, selection.sourceline, _AGAIN)
        cut = text.words
        passage = Passage(
            position=(start, end),
            quote=cut[start:end],
            before=cut[max(0, start - _AROUND) : start],
            after=cut[end : end + _AROUND],
        )
        codings = (self._coding(one) for one in selection if local(one) == "Coding")
        return CodedRow(
            line=selection.sourceline,
            key=selection.get("guid") or str(selection.sourceline),
            name=selection.get("name") or "",
            source=text.key,
            passage=passage,
            codings=tuple(one for one in codings if one.code),
            text=self._memo(selection),
            by=self._person(selection.get("modifyingUser")) or self._person(selection.get("creatingUser")),
            at=selection.get("modifiedDateTime") or selection.get("creationDateTime") or "",
        )

    def _coding(self, coding: Any) -> Coding:
        code = next((one.get("targetGUID") or "" for one in coding if local(one) == "CodeRef"), "")
        by, at = self._person(coding.get("creatingUser")), coding.get("creationDateTime") or ""
        return Coding(code=code.upper(), name=self._code_name(code), by=by, at=at)

    def _code_name(self, code: str) -> str:
        return self.codes.get(code) or next((v for k, v in self.codes.items() if (k or "").upper() == code.upper()), "")

    def _person(self, guid: str | None) -> str:
        """Return a person's name; "" for ours and where nobody is named."""
        user = self.people.get(guid)
        if user is None or user.get("id") == "onrecord" or re.fullmatch(r"onrecord [\d.]+", user.get("name") or ""):
            return ""
        return user.get("name") or user.get("id") or ""

    def _memo(self, selection: Any) -> str:
        notes = (self.notes.get(one.get("targetGUID")) for one in selection if local(one) == "NoteRef")
        return "\n".join(text for note in notes if note is not None and (text := self._note_text(note)))

    def _note_text(self, note: Any) -> str:
        inner = (note.get("plainTextPath") or "").removeprefix("internal://")
        if f"sources/{inner}" in self.parts and inner:
            return decode(f"{self.name}/{inner}", self.parts[f"sources/{inner}"]).strip()
        held = next((one for one in note if local(one) == "PlainTextContent"), None)
        return (held.text or "").strip() if held is not None else ""

    def _values(self, source: Any) -> dict[str, str]:
        found: dict[str, str] = {}
        for value in source:
            if local(value) == "VariableValue":
                key = next((one.get("targetGUID") for one in value if local(one) == "VariableRef"), None)
                text = next((words(one) for one in value if local(one).endswith("Value")), "")
                found[self.variables.get(key, "")] = text
        return found


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdigit() else None
