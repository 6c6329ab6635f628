"""Find sentences of a bill worded like others that were found wanting: to be read by a person, never a verdict."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal, cast

from onrecord.bills.penalties import find_penalties
from onrecord.records import BillVersion, Provision, Right, ScreenHit, Span, content_id
from onrecord.text.spans import trim

_TOPS = frozenset({"article", "section"})
_LONGEST_NUMBER = 40  # characters before a heading: its word and number
_SENTENCE = re.compile(r"(?:[^.;]|[.](?=[\w)]))+[.;]?")
_PUNISHES = re.compile(
    r"(?<!\w)(?:punish\w*|guilty|convicted|(?:commits?|is) an offen[cs]e|liable to|penalt(?:y|ies)"
    r"|наказыва\w+|влеч[её]т|влекут|карается|караются|уголовн\w+ ответственност\w+)(?!\w)",
    re.I,
)
_DUTY = re.compile(
    r"(?<!\w)(?:shall|must|may not|is required to|are required to|is obliged|are obliged|prohibited|forbidden|обязан\w*"
    r"|должн\w+|запреща\w+|не допуска\w+|подлеж\w+|не вправе)(?!\w)",
    re.I,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """A wording to look for; see `screens.toml` for what its parts mean."""

    id: str
    title: str
    right: str
    rights: tuple[Right, ...]
    authority: str
    is_verified: bool
    needs: Literal["penalty", "either"]
    cue: re.Pattern[str]
    also: re.Pattern[str] | None
    near: re.Pattern[str] | None
    unless: re.Pattern[str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Article:
    """An article with its pieces: *penalty* and *duty* are where the first of each stands, *words* all that it says."""

    words: str
    pieces: tuple[tuple[Provision, str], ...]
    penalty: Span | None
    duty: Span | None


def screen(version: BillVersion, text: str) -> tuple[ScreenHit, ...]:
    """Return the sentences of a version to be read, in its order.

    A sentence is found where it has the cue of a screen and its article a penalty, or for some screens a duty.

    Args:
        version: a version of a bill.
        text: the frozen text of its document.
    """
    flat = text.replace("\n", " ")  # one to one: a line that is broken in a sentence does not hide a cue
    hits = [hit for article in _articles(version, flat) for hit in _of_article(version, flat, article)]
    return tuple(dict.fromkeys(sorted(hits, key=lambda hit: (hit.span, hit.pattern))))


def _articles(version: BillVersion, text: str) -> Iterator[_Article]:
    """Yield articles and sections; what lies in none, as pieces of a schedule, by itself."""
    by_id = {p.id: p for p in version.provisions}
    pieces: dict[str, list[Provision]] = defaultdict(list)
    for provision in version.provisions:
        pieces[_top(provision, by_id).id].append(provision)
    for top, inside in pieces.items():
        words = text[slice(*by_id[top].span)] if by_id[top].level in _TOPS else " ".join(_own(p, text) for p in inside)
        start = by_id[top].span[0]
        penalties = find_penalties(words)
        punishes = _PUNISHES.search(words)
        duty = _DUTY.search(words)
        penalty = penalties[0].span if penalties else punishes.span() if punishes else None
        yield _Article(
            words=words,
            pieces=tuple((piece, _context(piece, by_id, text)) for piece in inside),
            penalty=_moved(penalty, start),
            duty=_moved(duty.span() if duty else None, start),
        )


def _moved(span: Span | None, by: int) -> Span | None:
    return (span[0] + by, span[1] + by) if span else None


def _top(provision: Provision, by_id: Mapping[str, Provision]) -> Provision:
    one: Provision | None = provision
    while one is not None:
        if one.level in _TOPS:
            return one
        one = by_id.get(one.parent or "")
    return provision


def _own(provision: Provision, text: str) -> str:
    return " ".join(text[slice(*span)] for span in provision.own)


def _context(provision: Provision, by_id: Mapping[str, Provision], text: str) -> str:
    """Return the headings above a piece and the words that it goes on from."""
    words = []
    one = by_id.get(provision.parent or "")
    while one is not None and one.level not in ("part", "title", "chapter", "division", "schedule"):
        words.append(text[slice(*one.own[0])] if one.own else one.heading)
        one = by_id.get(one.parent or "")
    return " ".join([provision.heading, *words])


def _of_article(version: BillVersion, text: str, article: _Article) -> Iterator[ScreenHit]:
    wanted = [
        one
        for one in screens()
        if one.cue.search(article.words) and (one.near is None or one.near.search(article.words))
    ]
    for one in wanted:
        threat = article.penalty or (article.duty if one.needs == "either" else None)
        if threat is None:
            continue
        for piece, context in article.pieces:
            for span, cue in _sentences(one, piece, context, text):
                yield _hit(version, piece, one, span, cue, threat)


def _sentences(one: Screen, piece: Provision, context: str, text: str) -> Iterator[tuple[Span, Span]]:
    for start, end in piece.own:
        start = _behind_heading(piece, text, start, end)
        for sentence in _SENTENCE.finditer(text, start, end):
            cue = one.cue.search(text, *sentence.span())
            words = sentence.group()
            if cue is None or (one.unless and one.unless.search(words)):
                continue
            if one.also is None or one.also.search(f"{words} {context}"):
                yield trim(text, sentence.span()), cue.span()


def _behind_heading(piece: Provision, text: str, start: int, end: int) -> int:
    """Return where the words begin that are no heading: `9. Journalists` goes on in the next line."""
    heading = piece.heading.replace("\n", " ")
    at = text.find(heading, start, min(end, start + len(heading) + _LONGEST_NUMBER)) if heading else -1
    return at + len(heading) if at >= 0 else start


def _hit(version: BillVersion, piece: Provision, one: Screen, span: Span, cue: Span, threat: Span) -> ScreenHit:
    return ScreenHit(
        id=content_id("screen", version.id, one.id, span),
        bill=version.bill,
        version=version.id,
        document=version.document,
        cite=piece.cite,
        span=span,
        cue=cue,
        threat=threat,
        pattern=one.id,
        title=one.title,
        right=one.right,
        rights=one.rights,
        authority=one.authority,
        verified=one.is_verified,
    )


@cache
def screens() -> tuple[Screen, ...]:
    """Return all screens in their order."""
    raw = tomllib.loads(resources.files(__package__).joinpath("screens.toml").read_text(encoding="utf-8"))
    return tuple(_screen(one, raw["sets"]) for one in raw["screen"])


def _screen(raw: Mapping[str, Any], sets: Mapping[str, str]) -> Screen:
    return Screen(
        id=raw["id"],
        title=raw["title"],
        right=raw["right"],
        rights=cast("tuple[Right, ...]", tuple(raw["rights"])),
        authority=raw["authority"],
        is_verified=is_verified(raw["checked"]),
        needs=raw["needs"],
        cue=_pattern(raw["cue"], sets),
        also=_pattern(raw["also"], sets) if "also" in raw else None,
        near=_pattern(raw["near"], sets) if "near" in raw else None,
        unless=_pattern(raw["unless"], sets) if "unless" in raw else None,
    )


def is_verified(checked: str) -> bool:
    """Tell whether all of an authority was seen in its source: `V`, `V (principles)`, but not `V (text); P`."""
    return all(part.strip().startswith("V") for part in checked.split(";"))


def _pattern(words: Sequence[str], sets: Mapping[str, str]) -> re.Pattern[str]:
    joined = "|".join(words)
    for _ in range(2):  # a set may name another
        for name, value in sets.items():
            joined = joined.replace(f"{{{name}}}", value)
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)", re.I)
