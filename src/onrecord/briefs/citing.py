"""The sources of a brief as a citation style has them: one entry each, and what a note cites them by."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from onrecord.briefs.rows import Source
from onrecord.briefs.styles import Style
from onrecord.reference.citations import reference_of, web_sighting

Face = Literal["", "italic", "bold", "small-caps", "superscript"]
_MARKS: dict[str, Face] = {
    "Italic": "italic", "Oblique": "italic", "Bold": "bold", "SmallCaps": "small-caps", "Superscript": "superscript"
}  # fmt: skip
_OPEN = {name: chr(0xE000 + n) for n, name in enumerate(_MARKS)}
_LOCALE = "en-GB"
_AT_THE_HEAD = 3
"""So far from the beginning, behind marks, stands what an entry begins with."""
_CLOSE = "\ue0ff"
_SIGNS = re.compile("[\ue000-\ue0ff]")
_OPENING = "“‘«„\"'" + "".join(_OPEN.values())
_BORDER = re.compile(rf"(?:^|[.,:;(\])]\s?|\s)[{_OPENING}]*$")
_END = re.compile(rf"[”’»\"'{_CLOSE}]*(?:[.,:;)\]]|\s*[(\[<]|$)")
_CLOSING = re.compile(rf"^[”’»\"'{_CLOSE}]*[.,:;]?\s*")
_LABEL = re.compile(r"^\s*(\[\d+\]|\(\d+\)|\d+[.)]?)\s*(?=\D)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Words of a reference in one face."""

    text: str
    face: Face = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A source in a style: *entry* in the list, *full* where a note names it first, *short* where it does again.

    *label* is the number that the style gives it, or empty; *url* where on the web it was seen.
    """

    source: Source
    label: str
    entry: tuple[Piece, ...]
    full: tuple[Piece, ...]
    short: tuple[Piece, ...]
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class References:
    """All sources in the order of the style; *style* is what it calls itself, *by_number* are those of the sources."""

    style: str
    ordered: tuple[Reference, ...]
    by_number: Mapping[int, Reference]

    def of(self, source: Source) -> Reference:
        """Return the reference of *source*."""
        return self.by_number[source.number]


def cite(sources: Sequence[Source], style: Style) -> References:
    """Return *sources* as *style* has them; one that the style prints nothing of is named by its title."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library speaks of fields that it does not know
        made = tuple(_references(sources, style))
    return References(style=style.title, ordered=made, by_number={one.source.number: one for one in made})


def _references(sources: Sequence[Source], style: Style) -> Iterator[Reference]:
    if not sources:
        return
    from citeproc import Citation, CitationItem, CitationStylesBibliography
    from citeproc.source.json import CiteProcJSON

    from onrecord.briefs.quick_csl import QuickStyle

    by_key = {source.document.id.lower(): source for source in sources}
    items = CiteProcJSON([_item(source) for source in sources])
    made = CitationStylesBibliography(QuickStyle(style.csl, _LOCALE), items, _Faces)
    cited = {key: [Citation([CitationItem(key)]), Citation([CitationItem(key)])] for key in by_key}
    for pair in cited.values():
        made.register(pair[0])
    firsts = {key: pair[0] for key, pair in cited.items()}
    seconds = {key: pair[1] for key, pair in cited.items()}
    full = {key: _cited(made, one) for key, one in firsts.items()}
    short = {key: _cited(made, one) for key, one in seconds.items()}
    if made.style.has_bibliography():
        made.sort()
        entries = dict(zip(made.keys, map(str, made.bibliography()), strict=True))
    else:
        entries = full
    is_note = style.is_note or not made.style.has_bibliography()
    for key in made.keys:
        source = by_key[key]
        label, entry = _parted(entries[key]) if style.is_numbered else ("", entries[key])
        said = [_once(one, source) for one in (entry, full[key] if is_note else entry, short[key])]
        listed, first, again = (_pieces(one) or (Piece(text=source.title),) for one in said)
        page = web_sighting(source.document)
        url = page.where if page else None
        yield Reference(source=source, label=label, entry=listed, full=first, short=again, url=url)


def _item(source: Source) -> dict[str, Any]:
    """Return a source for the library; styles print date and publisher of a report, of a mere document often not."""
    item = reference_of(source.document)
    return {**item, "type": "report"} if item["type"] == "document" else item


def _cited(made: Any, citation: Any) -> str:
    citation.bibliography = made
    return str(made.cite(citation, lambda _: None))


def _once(said: str, source: Source) -> str:
    """Take out the title or the publisher where it stands a second time.

    Where a style puts one of them in the place of an unknown author, it is not to be printed again (CSL 1.0.2,
    Substitute); the library does.
    """
    if source.document.authors:
        return said
    item = reference_of(source.document)
    for name in ("title", "container-title", "publisher"):
        if words := item.get(name):
            said = _without_second(said, str(words))
    return said


def _without_second(said: str, words: str) -> str:
    low, wanted = said.lower(), words.lower()
    if len(low) != len(said) or len(wanted) != len(words):
        return said
    every = re.finditer(re.escape(wanted), low)
    places = [one.start() for one in every if _BORDER.search(said[: one.start()]) and _END.match(said[one.end() :])]
    if len(places) < 2 or places[0] > _AT_THE_HEAD:
        return said
    before, after = said[: places[1]].rstrip(_OPENING), _CLOSING.sub("", said[places[1] + len(words) :])
    if not after or after[0] in "(<[":
        before = before.rstrip(" ,:;") + " " * bool(after)
    return before + after


def _parted(entry: str) -> tuple[str, str]:
    """Part the number that a style begins an entry with from the entry."""
    found = _LABEL.match(entry)
    return (found[1], entry[found.end() :]) if found else ("", entry)


def _pieces(said: str) -> tuple[Piece, ...]:
    """Turn what the library wrote with marks of `_Faces` into pieces."""
    faces = {sign: _MARKS[name] for name, sign in _OPEN.items()}
    stack: list[Face] = []
    out: list[Piece] = []
    at = 0
    for mark in (*_SIGNS.finditer(said), None):
        end = mark.start() if mark else len(said)
        if text := said[at:end]:
            out.append(Piece(text=text, face=stack[-1] if stack else ""))
        if mark is None:
            break
        at = mark.end()
        if mark[0] in faces:
            stack.append(faces[mark[0]])
        elif stack:
            stack.pop()
    return tuple(out)


def plain(pieces: Iterable[Piece]) -> str:
    """Return a reference without its faces."""
    return "".join(piece.text for piece in pieces)


class _Faces:
    """How the library writes faces: each as one character of its own, so that no text can be taken for a mark."""

    @staticmethod
    def preformat(text: object) -> str:
        return _SIGNS.sub("\ufffd", str(text))

    @staticmethod
    def _wrapped(name: str) -> type[str]:
        def new(cls: type[str], text: object) -> str:
            return str.__new__(cls, f"{_OPEN[name]}{text}{_CLOSE}")

        return type(name, (str,), {"__new__": new})


for _name in _MARKS:
    setattr(_Faces, _name, _Faces._wrapped(_name))
for _name in ("Light", "Underline", "Subscript"):
    setattr(_Faces, _name, str)
