"""Statements as rows of a brief: numbered, dated, with their words cut out and their speakers told apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from onrecord.briefs.provisions import find_laws
from onrecord.briefs.words import say_moment, word, years_of
from onrecord.models.confidence import BandCode, load_calibration
from onrecord.records import Camp, Document, Rebuttal, Review, Span, Speaker, Statement, When, cut

VoiceKind = Literal["named", "group", "anonymous", "unresolved", "author", "law"]
MIN_KEY_CHARS = 8
MAX_YEARS = 2
"""A statement about more calendar years than this counts in the last of them only."""
FIRST_WORDS = 60
"""So many characters of a statement name it where it comes again."""
MAX_DEPTH = 8
"""Statements within statements within statements are followed so far."""
_MARKS = frozenset("“”„«»\"‘’'")


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who stands behind a statement, as a brief prints it.

    *words* are the source as the text has it, verbatim. *key* is the same for the same voice: a name across documents;
    for a nameless one its words in its document. *is_in_text*: the document has the name as it is printed.
    """

    key: str
    kind: VoiceKind
    camp: Camp
    name: str | None = None
    role: str | None = None
    affiliation: str | None = None
    words: str = ""
    is_in_text: bool = True

    @property
    def called(self) -> str:
        """What to call it in one line."""
        if self.kind in ("author", "law"):
            return "author" if self.kind == "author" else "text of the law"
        return self.name or (f"“{' '.join(self.words.split())}”" if self.words else "no source in the text")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document with its number; *key* is the shortest beginning of its id that no other document shares."""

    number: int
    key: str
    document: Document

    @property
    def title(self) -> str:
        """The title, or what else names the document: where it was seen, its id."""
        if self.document.title:
            return self.document.title
        seen = (sighting.where.rstrip("/").rsplit("/", 1)[-1] for sighting in self.document.sightings)
        return next((name for name in seen if name), self.document.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebutted:
    """What a person holds against a statement or a finding.

    *lead* says who rebuts, *fragments* are the words, verbatim from *source*; *row* is theirs where a section of the
    brief has it. *note* is a person's own words instead, which are no evidence. *remark* says what a reader should know
    of it, *attached* by whom it was attached, when, and why.
    """

    rebuttal: Rebuttal
    lead: str
    attached: str
    row: Row | None = None
    source: Source | None = None
    fragments: tuple[str, ...] = ()
    note: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A statement with its number and document; *key* is the shortest beginning of its id that is its alone.

    *moment* is the time that the statement speaks of or, where that is unknown, when its document was published.
    *is_provision*: it is the text of a law or bill, which is neither a claim nor anybody's stance. *outer*: the row of
    the statement within which it is reported, where the brief has that. *review* is the one that stands for it,
    *rebuttals* what persons hold against it.
    """

    number: int
    key: str
    statement: Statement
    source: Source
    voices: tuple[Voice, ...]
    is_provision: bool = False
    outer: Row | None = None
    review: Review | None = None
    rebuttals: tuple[Rebutted, ...] = ()

    @property
    def is_cited(self) -> bool:
        """Whether the document has it from another speaker: "Critics say the president promised …"."""
        return self.statement.within is not None

    @property
    def vouching(self) -> tuple[Voice, ...]:
        """The voices that the document quotes itself: for a cited statement those that cite it, as far as known."""
        return self.outer.vouching if self.outer else self.voices

    @property
    def band(self) -> BandCode | None:
        """How sure the machine is of its reading; None where it does not say, and once a person has reviewed it."""
        sure = self.statement.confidence.get("statement")
        if sure is None or self.is_provision or self.statement.review != "machine":
            return None
        return load_calibration().band_of(sure).code

    @property
    def is_author(self) -> bool:
        """Whether it is said in the author's own voice."""
        return self.statement.voice == "author"

    @property
    def is_own_time(self) -> bool:
        """Whether `moment` is the statement's own time, not its document's."""
        return years_of(self.statement.time) is not None

    @property
    def moment(self) -> When:
        """The time to sort and compare by."""
        return self.statement.time if self.is_own_time else self.source.document.published

    @property
    def years(self) -> tuple[int, int] | None:
        """The first and last year in which it counts: those of `moment`, of a long stretch the last alone."""
        years = years_of(self.moment)
        return (years[1], years[1]) if years and years[1] - years[0] >= MAX_YEARS else years

    @property
    def camps(self) -> frozenset[Camp]:
        """The known camps of its speakers."""
        return frozenset(voice.camp for voice in self.voices if voice.camp != "unknown")

    @property
    def is_bare_quotation(self) -> bool:
        """Whether the content is direct speech without its quotation marks, so that a reader has to be given them."""
        quote = self.statement.quote
        return self.statement.mode == "direct" and quote[:1] not in _MARKS and quote[-1:] not in _MARKS

    def words(self, spans: Sequence[Span]) -> str:
        """Return the words at *spans* of its document, verbatim."""
        return cut(self.source.document.text, spans)

    def fragments(self, spans: Sequence[Span]) -> list[str]:
        """Return the words at each of *spans*."""
        return [self.source.document.text[start:end] for start, end in spans]


def trim_marks(text: str) -> str:
    """Return *text* without a quotation mark at one end that has no partner, so that it can be quoted itself."""
    while text and text[0] in _MARKS and not _MARKS.intersection(text[1:]):
        text = text[1:].lstrip()
    while text and text[-1] in _MARKS and not _MARKS.intersection(text[:-1]):
        text = text[:-1].rstrip()
    return text


def number_sources(documents: Sequence[Document]) -> tuple[Source, ...]:
    """Number documents by date of publication (unknown last), then title, then id."""

    def order(document: Document) -> tuple[str, str, str]:
        return (document.published.start or document.published.end or "~", document.title or "", document.id)

    size = _key_size([document.id for document in documents])
    ranked = enumerate(sorted(documents, key=order), start=1)
    return tuple(Source(number=n, key=document.id[:size], document=document) for n, document in ranked)


def number_rows(
    statements: Sequence[Statement], sources: Sequence[Source], reviews: Mapping[str, Review] | None = None
) -> tuple[Row, ...]:
    """Number statements by document, then by place in its text; *reviews* are those that stand, by statement."""
    by_id = {source.document.id: source for source in sources}

    def order(statement: Statement) -> tuple[int, Span, tuple[Span, ...], str]:
        first = min((*statement.source, *statement.cue, *statement.content))
        return (by_id[statement.document].number, first, statement.content, statement.id)

    size = _key_size([statement.id for statement in statements])
    names: dict[tuple[str, str], bool] = {}
    laws = find_laws(statements, (source.document for source in sources))
    out = []
    for n, statement in enumerate(sorted(statements, key=order), start=1):
        source = by_id[statement.document]
        is_law = statement.voice == "author" and statement.document in laws
        voices = _voices(statement, source, names, is_law=is_law)
        key = statement.id[:size]
        stands = (reviews or {}).get(statement.id)
        out.append(Row(number=n, key=key, statement=statement, source=source, voices=voices, is_provision=is_law,
                       review=stands))  # fmt: skip
    return _with_outer(out)


def _with_outer(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Give each cited statement the row of the one within which it is reported, that one's own first."""
    by_id = {row.statement.id: row for row in rows}

    def whole(row: Row, depth: int = 0) -> Row:
        outer = by_id.get(row.statement.within or "")
        return replace(row, outer=whole(outer, depth + 1)) if outer and depth < MAX_DEPTH else row

    return tuple(map(whole, rows))


def _key_size(ids: Sequence[str]) -> int:
    size, longest = MIN_KEY_CHARS, max(map(len, ids), default=0)
    while size < longest and len({key[:size] for key in ids}) < len(ids):
        size += 1
    return size


def _voices(
    statement: Statement, source: Source, names: dict[tuple[str, str], bool], *, is_law: bool
) -> tuple[Voice, ...]:
    words = cut(source.document.text, statement.source)
    if statement.voice == "author":
        kind: VoiceKind = "law" if is_law else "author"
        return (Voice(key=f"author:{source.document.id}", kind=kind, camp="unknown"),)
    if not statement.speakers:
        return (Voice(key=_nameless(source, words), kind="unresolved", camp="unknown", words=words),)
    return tuple(_voice(speaker, source, words, names) for speaker in statement.speakers)


def _voice(speaker: Speaker, source: Source, words: str, names: dict[tuple[str, str], bool]) -> Voice:
    if not (speaker.named and speaker.name):
        kind: VoiceKind = "group" if speaker.collective else "anonymous"
        return Voice(key=_nameless(source, words), kind=kind, camp=speaker.camp, words=words)
    place = (source.document.id, speaker.name)
    if place not in names:
        names[place] = speaker.name in source.document.text
    return Voice(
        key=f"name:{speaker.name.casefold()}",
        kind="named",
        camp=speaker.camp,
        name=speaker.name,
        role=speaker.role,
        affiliation=speaker.affiliation,
        words=words,
        is_in_text=names[place],
    )


def _nameless(source: Source, words: str) -> str:
    return f"words:{source.document.id}:{words.casefold()}"


def first_words(row: Row) -> str:
    """Return the beginning of what a statement says, cut between words."""
    words = " ".join(row.fragments(row.statement.content)[0].split())
    return words if len(words) <= FIRST_WORDS else words[:FIRST_WORDS].rsplit(" ", 1)[0] + " …"


def say_review(row: Row) -> str:
    """Say who read a statement: "machine-read", or "confirmed by Aigul, 3 May 2024"."""
    state = word("reviews", row.statement.review)
    if row.review is None or row.statement.review == "machine":
        return state
    return f"{state} by {row.review.by}, {say_moment(row.review.at)}"
