"""References of a library, in whatever form it writes them, on their way to documents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.imports.dates import read_when
from onrecord.imports.parts import DocumentRow, refused
from onrecord.records import UNKNOWN_TIME, Description, Issue

PRESS = frozenset(
    "article-newspaper article-magazine article-journal webpage post post-weblog broadcast news mgzn jour elec blog "
    "article online misc newspaperarticle magazinearticle blogpost document".split()
)
"""Types whose outlet, not whose publishing house, published them."""
_OURS = re.compile(r"SHA-256 of the original: ([0-9a-f]{64})(?:; [^\n]*)?")
"""The note that our own exports write into each reference."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One reference as its library has it; every text is plain, *outlet* is what contains it."""

    line: int
    key: str
    type: str = ""
    title: str = ""
    authors: tuple[str, ...] = ()
    outlet: str = ""
    publisher: str = ""
    date: str = ""
    language: str = ""
    note: str = ""
    addresses: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


def to_row(name: str, reference: Reference, unit: str = "line") -> DocumentRow | Issue:
    """Return the document that a reference names; a reference that names nothing at all is refused."""
    if not (reference.title or reference.files or reference.addresses):
        what = "the reference has no title, no file and no address."
        return refused("no-place", what, name, reference.line, "complete it in the library", unit)
    first, second = reference.publisher, reference.outlet
    if reference.type.lower() in PRESS:
        first, second = second, first
    addresses = tuple(dict.fromkeys(one for one in reference.addresses if is_web(one)))
    ours = _OURS.search(reference.note)
    said = Description(
        origin=f"{name} #{reference.key}",
        title=plain(reference.title),
        publisher=plain(first) or plain(second),
        authors=tuple(filter(None, map(plain, reference.authors))),
        published=read_when(reference.date) or UNKNOWN_TIME,
        language=reference.language.strip().lower() or None,
        address=addresses[0] if addresses else None,
        note=plain(_OURS.sub("", reference.note)),
    )
    files = tuple(dict.fromkeys(one.strip() for one in reference.files if one.strip()))
    return DocumentRow(
        line=reference.line,
        key=reference.key,
        files=files,
        addresses=addresses,
        sha256=ours[1] if ours else "",
        said=said,
    )


def is_web(text: str) -> bool:
    """Tell whether *text* is an address that can be fetched."""
    return re.match(r"https?://[^\s/]", text.strip(), re.IGNORECASE) is not None


def plain(text: str) -> str | None:
    """Return *text* without the marks of italics that libraries keep, on one line; None where nothing is left."""
    return " ".join(re.sub(r"</?(?:i|b|em|strong|sub|sup|p|span|nocase)(?: [^<>]{0,200})?>", "", text).split()) or None


def person(family: str, given: str) -> str:
    """Return a person's name in the order in which it is spoken."""
    return " ".join(part for part in (given.strip(), family.strip()) if part)


def turned(name: str) -> str:
    """Return "Maru, Ilse" as "Ilse Maru"; names of bodies stay as they are."""
    parts = [part.strip() for part in name.split(",")]
    return person(parts[0], " ".join(reversed(parts[1:]))) if len(parts) in (2, 3) else name.strip()


def split_escaped(text: str, mark: str) -> list[str]:
    """Split *text* at each *mark* that no backslash stands before."""
    return re.split(rf"(?<!\\){re.escape(mark)}", text)


def files_of(field: str) -> tuple[str, ...]:
    r"""Return the paths in the `file` field of a BibTeX entry.

    Zotero writes `title:path:type;…` with `\:` and `\;` for the marks themselves, JabRef the same without a title,
    Better BibTeX paths alone.
    """
    return tuple(path for part in split_escaped(field, ";") if (path := _path(part.strip())))


def _path(part: str) -> str:
    pieces = split_escaped(part, ":")
    if len(pieces) >= 3 and not (len(pieces[0]) == 1 and pieces[0].isalpha() and pieces[1][:1] in "/\\"):
        pieces = [":".join(pieces[1:-1])]
    return re.sub(r"\\([:;\\_&%$#{} ])", r"\1", ":".join(pieces)).strip()


def joined(*names: Sequence[str]) -> tuple[str, ...]:
    """Return the names of all sequences in order, each once."""
    return tuple(dict.fromkeys(one for some in names for one in some if one))
