"""Find concerns in letters: where a document speaks of a bill's provisions and finds fault or asks for something."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.bills.concern_asks import is_demand, read_asks
from onrecord.bills.concern_places import Places, headings
from onrecord.bills.concern_references import Reference, find_references
from onrecord.bills.concern_words import has_any, pattern, telling_stems
from onrecord.records import Bill, BillVersion, Concern, Document, Provision, Span, Statement, content_id
from onrecord.reference.instruments import find_known
from onrecord.text.sentences import find_sentences
from onrecord.text.spans import overlap

_HEAD = re.compile(r"^\W*(?:\(?\d{1,3}[.)]\s+)?$")  # what may stand before the reference that heads a passage
_AFTER_HEAD = re.compile(r"^\s*(?:[–—:-]|[“\"«(]|\.\s|$)")
_LONGEST_HEAD = 200
_MOST_LINES = 8
_SHORT, _ENDS = 80, '.!?;”"»'  # a line that is shorter and ends otherwise is a heading
_LIST = re.compile(r"\(?\d{1,3}[.)]\s|[-–•*]\s")
_QUOTED = re.compile(r"[“\"«]([^”\"»]{4,200})[”\"»]")
_LONGEST_TITLE = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Sentences that speak of the same provisions, and the heading that names them, if there is one."""

    sentences: tuple[Span, ...]
    references: tuple[Reference, ...]
    title: str = ""

    @property
    def span(self) -> Span:
        """From the first sentence to the last."""
        return self.sentences[0][0], self.sentences[-1][1]


def speaks_of(document: Document, bill: Bill) -> bool:
    """Tell whether a document may be about a bill: it speaks of a draft, and shares words with the bill's name."""
    wanted = set(telling_stems(bill.name))
    is_named = not wanted or bool(wanted & set(telling_stems(document.text)))
    return is_named and pattern("ours").search(document.text) is not None


def propose(
    document: Document, statements: Sequence[Statement], bill: Bill, version: BillVersion
) -> tuple[Concern, ...]:
    """Return the concerns that a document raises about a version of a bill, in the order of its text.

    Args:
        document: a letter, a statement, an opinion: not the bill itself.
        statements: what was found in it; those that overlap a concern are whose it is.
        bill: what the concerns are about.
        version: the one that the document speaks of.
    """
    if not speaks_of(document, bill):
        return ()
    places, text = Places.of(version), document.text
    found: dict[str, Concern] = {}
    for passage in _passages(text, bill.name):
        own = [reference for reference in passage.references if not reference.is_foreign]
        provisions = tuple(dict.fromkeys(p for reference in own for p in places.find(reference)))
        spoken = [
            s for s in statements if s.review != "rejected" and any(overlap(span, passage.span) for span in s.content)
        ]
        if (provisions or (not own and _asks_for_more(text, passage))) and _is_concern(text, passage, spoken):
            concern = _concern(document, passage, provisions, spoken, bill, version, places)
            found.setdefault(concern.id, concern)
    return tuple(found.values())


# Passages


def _passages(text: str, bill_name: str) -> Iterator[Passage]:
    references = find_references(text, bill_name)
    lines: list[list[Span]] = []
    for span in find_sentences(text):
        if lines and "\n" not in text[lines[-1][-1][1] : span[0]]:
            lines[-1].append(span)
        else:
            lines.append([span])
    place = 0
    while place < len(lines):
        passage, place = _at(text, lines, place, references)
        yield from passage


def _at(text: str, lines: list[list[Span]], place: int, references: Sequence[Reference]) -> tuple[list[Passage], int]:
    """Return the passages that begin on a line, and the line to go on from."""
    line = lines[place]
    inside = _inside(references, _whole(line))
    if inside and _is_head(text, line, inside[0]):
        end = _end_of_section(text, lines, place, references)
        sentences = tuple(span for one in lines[place:end] for span in one)
        within = _inside(references, (sentences[0][0], sentences[-1][1]))
        named = tuple(r for r in within if r.is_foreign or r.span[0] < line[-1][1])
        return [Passage(sentences=sentences, references=named, title=_title(text, line, inside[0]))], end
    return list(_in_line(line, inside)), place + 1


def _inside(references: Sequence[Reference], span: Span) -> list[Reference]:
    return [one for one in references if span[0] <= one.span[0] and one.span[1] <= span[1]]


def _is_head(text: str, line: Sequence[Span], first: Reference) -> bool:
    start, end = line[0][0], line[-1][1]
    is_short = end - start <= _LONGEST_HEAD and not first.is_foreign
    before, after = text[start : first.span[0]], text[first.span[1] : end]
    return is_short and _HEAD.match(before) is not None and _AFTER_HEAD.match(after) is not None


def _title(text: str, line: Sequence[Span], first: Reference) -> str:
    rest = text[first.span[1] : line[-1][1]].strip(" \t–—:-.")
    return rest.strip('“”"«»()')[:_LONGEST_TITLE]


def _end_of_section(text: str, lines: list[list[Span]], place: int, references: Sequence[Reference]) -> int:
    """Return the line that ends what a heading began: a further heading, a list, or words on other provisions."""
    named = {path for r in _inside(references, _whole(lines[place])) for path in r.paths}
    in_list = _LIST.match(text, lines[place][0][0]) is not None
    end = place + 1
    while end < min(len(lines), place + _MOST_LINES):
        line = lines[end]
        own = [r for r in _inside(references, _whole(line)) if not r.is_foreign]
        is_short = line[-1][1] - line[0][0] < _SHORT and text[line[-1][1] - 1] not in _ENDS
        is_other = any(not named & set(r.paths) for r in own)
        if is_other or (is_short and not own) or (not in_list and _LIST.match(text, line[0][0])):
            break
        end += 1
    return end


def _whole(line: Sequence[Span]) -> Span:
    return line[0][0], line[-1][1]


def _in_line(line: Sequence[Span], references: Sequence[Reference]) -> Iterator[Passage]:
    """Yield a passage for each run of sentences: one with references to the bill, and those after it that have none."""
    held: list[Span] = []
    named: list[Reference] = []
    for sentence in line:
        inside = _inside(references, sentence)
        if held and any(not r.is_foreign for r in inside):
            yield Passage(sentences=tuple(held), references=tuple(named))
            held, named = [], []
        if held or inside or len(line) <= 2:
            held.append(sentence)
            named += inside
    if held:
        yield Passage(sentences=tuple(held), references=tuple(named))


# Concerns


def _asks_for_more(text: str, passage: Passage) -> bool:
    """Tell whether a passage asks for something that the bill does not have: no provision is named then."""
    words = text[slice(*passage.span)]
    asks = read_asks(words) if is_demand(words) else ()
    return (
        any(ask.kind == "add" and ask.stems for ask in asks)
        and has_any(words, ["missing"])
        and has_any(words, ["ours"])
    )


def _is_concern(text: str, passage: Passage, spoken: Sequence[Statement]) -> bool:
    words = [text[start:end] for start, end in passage.sentences]
    if any(is_demand(sentence) for sentence in words) or any(
        has_any(sentence, ["critical", "missing"]) for sentence in words
    ):
        return True
    return any(s.act == "demand" or s.stance == "regress" for s in spoken)


def _concern(
    document: Document,
    passage: Passage,
    provisions: Sequence[Provision],
    spoken: Sequence[Statement],
    bill: Bill,
    version: BillVersion,
    places: Places,
) -> Concern:
    text, cites = document.text, tuple(p.cite for p in provisions)
    asked = next((text[start:end] for start, end in passage.sentences if is_demand(text[start:end])), None)
    return Concern(
        id=content_id("concern", bill.id, document.id, document.text_sha256, passage.span),
        bill=bill.id,
        by=tuple(statement.id for statement in spoken),
        provisions={version.id: cites} if cites else {},
        asked=_tidy(asked) if asked else None,
        standard=_standard(text, passage),
        title=passage.title or headings(places, provisions) or _first_words(asked or text[slice(*passage.span)]),
        raised=version.id,
        document=document.id,
        spans=(passage.span,),
        words=tuple(dict.fromkeys(_objected(text, passage))),
    )


def _tidy(sentence: str) -> str:
    """Return a sentence without the number of its place in a list."""
    return re.sub(r"^\W*(?:\(?\d{1,3}[.)]|[-–•*])\s+", "", sentence)


def _first_words(sentence: str) -> str:
    words = _tidy(sentence)
    return words if len(words) <= _LONGEST_TITLE else words[:_LONGEST_TITLE].rsplit(" ", 1)[0]


def _standard(text: str, passage: Passage) -> str | None:
    """Return the norms that a passage holds the bill against, as it names them."""
    spans = [r.whose for r in passage.references if r.whose]
    words = text[slice(*passage.span)]
    known = [
        (passage.span[0] + start, passage.span[0] + end)
        for (start, end), one in find_known(words)
        if one.kind == "treaty"
    ]
    spans += [span for span in known if not any(overlap(span, other) for other in spans)]
    named = dict.fromkeys(" ".join(text[slice(*span)].split()) for span in sorted(spans))
    return "; ".join(named) or None


def _objected(text: str, passage: Passage) -> Iterator[str]:
    """Yield the words that a passage quotes; which of them are the bill's is told when they are compared."""
    for start, end in passage.sentences:
        for match in _QUOTED.finditer(text, start, end):
            yield match[1].strip(" ,.;")
