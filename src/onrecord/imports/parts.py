"""What files of other programs hold, before it meets a dossier."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from onrecord.records import Description, Issue, Span, make_issue

STAGE = "imports"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """A document that a row names: *files* as they are written there, *addresses* on the web.

    *inside* is the name of the part of the package that holds it,
    *sha256* the hash of the original. *key* is the row's own name in the file.
    """

    line: int
    key: str
    files: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    inside: str = ""
    sha256: str = ""
    said: Description


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRow:
    """What a row says of a statement: of one that the dossier has, by *id*, or of words that somebody coded.

    *document* is an id, an address or a file's name; *cells* are the values as they are written, by our names of
    columns; those that the table has and that are empty are there, too. *exported* is the state of review when the
    table was made.
    """

    line: int
    id: str = ""
    document: str = ""
    quote: str = ""
    before: str = ""
    after: str = ""
    decision: str = ""
    by: str = ""
    why: str | None = None
    cells: Mapping[str, str] = field(default_factory=dict)
    exported: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Words of a document as another program names them: *position* is that in the text that it saw."""

    position: Span | None = None
    quote: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRow:
    """A note on passages: *about* are the names of the document (ids, hashes, addresses), the best first.

    *text_sha256* is the hash of the text that positions are in, if it is known; *inside* a source of the package.
    """

    line: int
    key: str
    about: tuple[str, ...] = ()
    inside: str = ""
    text_sha256: str | None = None
    passages: tuple[Passage, ...] = ()
    text: str = ""
    tags: tuple[str, ...] = ()
    by: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """A code that somebody gave to a passage: *by* a person's name, or "" where a program did."""

    code: str
    name: str
    by: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedRow:
    """A passage of a project of qualitative analysis with its codes.

    *key* is its id there, *source* that of its text; *text* is what somebody wrote about it.
    """

    line: int
    key: str
    name: str = ""
    source: str
    passage: Passage
    codings: tuple[Coding, ...] = ()
    text: str = ""
    by: str = ""
    at: str = ""


Row = DocumentRow | StatementRow | NoteRow | CodedRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """What a file holds: rows and refusals in the order of the file, read as they are asked for.

    *inside* are the parts of a package by their names. *unknown* are columns that are not read.
    """

    format: str
    rows: Iterable[Row | Issue]
    inside: Mapping[str, bytes] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()


def refused(kind: str, what: str, name: str, line: int, do: str, unit: str = "line") -> Issue:
    """Return the issue for a row that is not taken; *unit* is what *line* counts."""
    return make_issue(kind, STAGE, what, f"{name}, {unit} {line}", do)
