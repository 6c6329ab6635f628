"""A REFI-QDA project: the texts, our labels as a codebook, and each statement as a coded passage.

Source: the REFI-QDA standard 1.0 (https://www.qdasoftware.org), Project.xsd of 18 March 2019. Positions count code
points from 0, the end is exclusive, a line end counts as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO, Any

from lxml import etree

from onrecord.exports.codebook import Code, codebook, codes_of, guid
from onrecord.exports.lineends import Flat, flatten
from onrecord.exports.material import Material, Source, Tally
from onrecord.exports.names import address, seen_at, title_of, when_text, who
from onrecord.exports.zips import Archive
from onrecord.records import Document, Note, Review, Span, Statement

NAMESPACE = "urn:QDA-XML:project:1.0"
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_MAX_NAME = 120
_MACHINE = guid("user", "onrecord")
_VARIABLES = ("publisher", "published", "address", "language", "media type", "SHA-256")


def write(material: Material, out: IO[bytes], tally: Tally, table: str | None = None) -> None:
    """Write the texts, then the project that points into them."""
    del table
    with Archive(out) as archive:
        for source in material.sources():
            text = flatten(source.document.text).text
            archive.put(f"sources/{_source_guid(source.document)}.txt", text.encode("utf-8", "replace"))
            tally.wrote("documents")
        with archive.entry("project.qde", is_large=True) as entry:
            _Project(material, tally).write(entry)


def _source_guid(document: Document) -> str:
    return guid("source", document.id, document.text_sha256)


@dataclass(slots=True)
class _Memo:
    """A note of a person, written at the end of the project and referred to where it belongs."""

    name: str
    text: str
    by: str
    at: str

    @property
    def guid(self) -> str:
        return guid("note", self.name, self.text, self.by, self.at)


@dataclass(slots=True)
class _Names:
    """Names that are given once: programs refuse a second source, or case, of the same name."""

    given: set[str] = field(default_factory=set)

    def fresh(self, name: str, key: str) -> str:
        """Return *name*, with the beginning of *key* behind it if it is taken."""
        name = _fit(" ".join(name.split()))[:_MAX_NAME] or key
        name = f"{name} [{key[:8]}]" if name.casefold() in self.given else name
        self.given.add(name.casefold())
        return name


class _Project:
    """Writes project.qde, element by element, so that it never lies in memory whole."""

    def __init__(self, material: Material, tally: Tally) -> None:
        self._material, self._tally = material, tally
        self._notes = [note for note in material.records("note") if isinstance(note, Note) and note.document]
        self._memos: dict[str, _Memo] = {}

    def write(self, out: IO[bytes]) -> None:
        """Write the whole project, its parts in the order of the schema."""
        made = {"creatingUserGUID": _MACHINE, "creationDateTime": self._material.generated_at}
        head = {"name": self._material.title, "origin": f"onrecord {self._material.version}", **made}
        with etree.xmlfile(out, encoding="utf-8") as file:
            file.write_declaration(standalone=True)
            with file.element(_tag("Project"), {k: _fit(v) for k, v in head.items()}, nsmap={None: NAMESPACE}):
                file.write(self._users())
                file.write(self._codebook())
                file.write(_all("Variables", (_variable(name) for name in _VARIABLES)))
                self._put_each(file, "Cases", self._cases())
                self._put_each(file, "Sources", self._sources())
                self._put_each(file, "Notes", map(_memo, self._memos.values()))

    def _put_each(self, file: Any, name: str, elements: Iterable[Any]) -> None:
        """Write a list of elements, which may not be empty in the schema, if there is one."""
        found = iter(elements)
        first = next(found, None)
        if first is not None:
            with file.element(_tag(name)):
                file.write(first)
                for one in found:
                    file.write(one)

    # Users and codes

    def _users(self) -> Any:
        people = {review.by for review in self._material.reviews.values()} | {
            note.by for note in self._notes if note.by
        }
        users = [_element("User", guid=_MACHINE, name=f"onrecord {self._material.version}", id="onrecord")]
        users += [_element("User", guid=_user(name), name=name) for name in sorted(people)]
        return _all("Users", users)

    def _codebook(self) -> Any:
        tags = sorted({tag for note in self._notes for tag in note.tags})
        book = _element("CodeBook")
        book.append(_all("Codes", map(_code, codebook(tags))))
        return book

    # Cases

    def _cases(self) -> Iterator[Any]:
        """Give a case for each named speaker, with the passages that are theirs."""
        passages: dict[str, list[str]] = {}
        for source in self._material.sources():
            for statement in (one for one in source.statements if one.review != "rejected"):
                for name in self._names_in(statement):
                    passages.setdefault(name, []).extend(
                        _passage(statement.id, n) for n in range(len(statement.content))
                    )
        names = _Names()
        for name, found in sorted(passages.items()):
            case = _element("Case", guid=guid("case", name), name=names.fresh(name, guid("case", name)))
            case.extend(_element("SelectionRef", targetGUID=one) for one in found)
            yield case

    def _names_in(self, statement: Statement) -> list[str]:
        """Return the names of the speakers of a statement: those that the dossier knows them by."""
        named = [(one, self._material.who_is(one, statement)) for one in statement.speakers if one.named and one.name]
        return list(dict.fromkeys(known.name if known else one.name or "" for one, known in named))

    # Sources

    def _sources(self) -> Iterator[Any]:
        names = _Names()
        notes: dict[str, list[Note]] = {}
        for note in self._notes:
            notes.setdefault(note.document or "", []).append(note)
        for source in self._material.sources():
            yield self._source(source, names, notes.pop(source.document.id, []))
        self._tally.leave("notes", "their document is not among those exported", sum(map(len, notes.values())))

    def _source(self, source: Source, names: _Names, notes: list[Note]) -> Any:
        document, flat = source.document, flatten(source.document.text)
        key = _source_guid(document)
        found = _element(
            "TextSource",
            guid=key,
            name=names.fresh(title_of(document), document.id),
            plainTextPath=f"internal://{key}.txt",
            creatingUser=_MACHINE,
            creationDateTime=self._moment(seen_at(document) or ""),
        )
        for statement in self._tally.accepted(source):
            found.extend(self._statement(statement, flat))
            self._tally.wrote("statements")
        for note in notes:
            found.extend(self._note(note, flat))
            self._tally.wrote("notes")
        whole = [self._remember(_note_memo(note)) for note in notes if not note.spans]
        found.extend(_element("NoteRef", targetGUID=one) for one in whole)
        found.extend(_values(document))
        return found

    def _statement(self, statement: Statement, flat: Flat) -> Iterator[Any]:
        """Give a passage for each stretch of the content, all with the same codes."""
        review = self._material.reviews.get(statement.id)
        memo = self._remember(_review_memo(review)) if review and review.why else None
        for number, span in enumerate(statement.content):
            passage = self._selection(_passage(statement.id, number), flat, span, statement.id, review)
            passage.append(_text("Description", _described(statement, number)))
            for code in codes_of(statement):
                passage.append(self._coding(passage.get("guid"), code, review))
            if memo:
                passage.append(_element("NoteRef", targetGUID=memo))
            yield passage

    def _note(self, note: Note, flat: Flat) -> Iterator[Any]:
        memo = self._remember(_note_memo(note)) if note.text else None
        by = {"creatingUser": _user(note.by) if note.by else _MACHINE, "creationDateTime": self._moment(note.at)}
        for number, span in enumerate(note.spans):
            start, end = flat.place(span)
            key = guid("passage", note.id, number)
            passage = _element("PlainTextSelection", guid=key, name=note.id, startPosition=start, endPosition=end, **by)
            for tag in note.tags:
                coding = _element("Coding", guid=guid("coding", key, tag), **by)
                coding.append(_element("CodeRef", targetGUID=guid("code", "tag", tag)))
                passage.append(coding)
            if memo:
                passage.append(_element("NoteRef", targetGUID=memo))
            yield passage

    def _selection(self, key: str, flat: Flat, span: Span, name: str, review: Review | None) -> Any:
        start, end = flat.place(span)
        changed = {"modifyingUser": _user(review.by), "modifiedDateTime": self._moment(review.at)} if review else {}
        return _element(
            "PlainTextSelection",
            guid=key,
            name=name,
            startPosition=start,
            endPosition=end,
            creatingUser=_MACHINE,
            creationDateTime=self._material.generated_at,
            **changed,
        )

    def _coding(self, passage: str, code: str, review: Review | None) -> Any:
        """Return a code on a passage: a person's, where a person confirmed or corrected the statement."""
        by = (_user(review.by), self._moment(review.at)) if review else (_MACHINE, self._material.generated_at)
        coding = _element("Coding", guid=guid("coding", passage, code), creatingUser=by[0], creationDateTime=by[1])
        coding.append(_element("CodeRef", targetGUID=code))
        return coding

    def _remember(self, memo: _Memo) -> str:
        self._memos[memo.guid] = memo
        return memo.guid

    def _moment(self, at: str) -> str:
        return at if re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", at) else self._material.generated_at


# Parts of the project


def _passage(statement: str, number: int) -> str:
    return guid("passage", statement, number)


def _user(name: str) -> str:
    return guid("user", "person", name)


def _described(statement: Statement, number: int) -> str:
    count = len(statement.content)
    speaker = who(statement) or ("the author" if statement.voice == "author" else "source not resolved")
    part = [f"part {number + 1} of {count}"] * (count > 1)
    when = [f"about {when_text(statement.time)}"] * bool(when_text(statement.time))
    return " · ".join([speaker, *when, *part, statement.review])


def _review_memo(review: Review) -> _Memo:
    return _Memo(f"Review of {review.statement}: {review.decision}", review.why or "", review.by, review.at)


def _note_memo(note: Note) -> _Memo:
    text = note.text if note.spans or not note.quote else f"“{note.quote}”\n{note.text}"
    return _Memo(f"Note {note.id}", text, note.by, note.at)


def _memo(memo: _Memo) -> Any:
    at = {"creationDateTime": memo.at} if re.match(r"\d{4}-\d\d-\d\dT", memo.at) else {}
    by = {"creatingUser": _user(memo.by)} if memo.by else {}
    note = _element("Note", guid=memo.guid, name=memo.name, **by, **at)
    note.append(_text("PlainTextContent", memo.text))
    return note


def _code(code: Code) -> Any:
    is_group = bool(code.parts)
    found = _element("Code", guid=code.guid, name=code.name, isCodable=str(not is_group).lower(), color=code.color)
    if code.about:
        found.append(_text("Description", code.about))
    found.extend(map(_code, code.parts))
    return found


def _variable(name: str) -> Any:
    return _element("Variable", guid=guid("variable", name), name=name, typeOfVariable="Text")


def _values(document: Document) -> Iterator[Any]:
    known: Mapping[str, str | None] = {
        "publisher": document.publisher,
        "published": when_text(document.published),
        "address": address(document),
        "language": document.language,
        "media type": document.media_type,
        "SHA-256": document.sha256,
    }
    for name, value in known.items():
        if value:
            found = _element("VariableValue")
            found.append(_element("VariableRef", targetGUID=guid("variable", name)))
            found.append(_text("TextValue", value))
            yield found


# XML


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _element(tag: str, /, **attributes: object) -> Any:
    return etree.Element(_tag(tag), {key: _fit(str(value)) for key, value in attributes.items()}, {None: NAMESPACE})


def _all(name: str, elements: Iterable[Any]) -> Any:
    found = _element(name)
    found.extend(elements)
    return found


def _text(name: str, text: str) -> Any:
    found = _element(name)
    found.text = _fit(text)
    return found


def _fit(text: str) -> str:
    """Return *text* with U+FFFD for what XML cannot hold."""
    return _UNFIT.sub("\ufffd", text)
