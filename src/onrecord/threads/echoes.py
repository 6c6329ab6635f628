"""The same wording in several documents: found, counted once, and shown where it comes from.

A wording is marked by fingerprints of five words running, chosen by winnowing: of every four such runs in a row the one
with the least hash is kept, so that any eight words that two statements share in a row have a fingerprint in common.

Source: Schleimer, Wilkerson, Aiken 2003, Winnowing: local algorithms for document fingerprinting.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

from onrecord.records import ELLIPSIS, Finding, Side, Span, Statement, When, content_id
from onrecord.reference.organisations import camp_of
from onrecord.threads.items import Item
from onrecord.threads.words import function_words

RUN, WINDOW = 5, 4
SAME = 0.75
"""Two statements have the same wording if this share of the words of each stands in the other, in order."""
FEWEST_WORDS, FEWEST_CONTENT_WORDS = 8, 4
"""Words in a row, and words among them that are no function words, which are no chance."""
MOST_PER_FINGERPRINT = 60
"""Statements under one fingerprint that are compared: more of them have a formula in common."""
OFFICIAL = frozenset({"government", "parliament", "intergovernmental", "judiciary"})
_WORD = re.compile(r"\w+(?:[-'’]\w+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Echo:
    """Statements with the same wording, the first seen first; *first* is when its document was published."""

    statements: tuple[str, ...]
    documents: tuple[str, ...]
    first: When


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """Two statements of different documents that share words in a row, the earlier one first.

    *a_span* and *b_span* are the longest run in the texts; *is_same*: all of the wording is the same.
    """

    a: Item
    b: Item
    a_span: Span
    b_span: Span
    is_same: bool


def fingerprints(statement: Statement) -> tuple[int, ...]:
    """Return the fingerprints of a statement's wording, 63-bit numbers; none of a short one."""
    words = [word for word, _ in _words(statement)]
    if len(words) < FEWEST_WORDS:
        return ()
    hashes = [_hash(words[n : n + RUN]) for n in range(len(words) - RUN + 1)]
    return tuple(sorted({min(hashes[n : n + WINDOW]) for n in range(max(1, len(hashes) - WINDOW + 1))}))


def find_likenesses(new: Sequence[Item], others: Sequence[Item] = ()) -> list[Likeness]:
    """Return which of the *new* statements share words in a row with each other or with *others*.

    Args:
        new: statements, for example of one document.
        others: statements that have a fingerprint in common with some of them.
    """
    marked: dict[int, list[tuple[bool, Item]]] = defaultdict(list)
    for is_new, items in ((True, new), (False, others)):
        for item in items:
            for fingerprint in fingerprints(item.statement):
                marked[fingerprint].append((is_new, item))
    pairs: dict[tuple[str, str], tuple[Item, Item]] = {}
    for group in marked.values():
        for (a_new, a), (b_new, b) in combinations(group[:MOST_PER_FINGERPRINT], 2):
            if (a_new or b_new) and a.statement.document != b.statement.document:
                first, second = sorted((a, b), key=_moment)
                pairs[first.statement.id, second.statement.id] = (first, second)
    found = (_likeness(a, b) for _, (a, b) in sorted(pairs.items()))
    return [one for one in found if one is not None]


def find_echoes(likenesses: Iterable[Likeness]) -> list[Echo]:
    """Return the wordings that stand in several documents, those in most documents first."""
    items: dict[str, Item] = {}
    group_of: dict[str, set[str]] = {}
    for one in likenesses:
        if one.is_same:
            items |= {one.a.statement.id: one.a, one.b.statement.id: one.b}
            joined = group_of.get(one.a.statement.id, {one.a.statement.id}) | group_of.get(
                one.b.statement.id, {one.b.statement.id}
            )
            group_of |= dict.fromkeys(joined, joined)
    groups = {id(group): sorted((items[key] for key in group), key=_moment) for group in group_of.values()}
    echoes = [
        Echo(
            statements=tuple(item.statement.id for item in group),
            documents=tuple(dict.fromkeys(item.statement.document for item in group)),
            first=group[0].published,
        )
        for group in groups.values()
    ]
    return sorted(echoes, key=lambda echo: (-len(echo.documents), echo.statements))


def find_dependence(likenesses: Iterable[Likeness], thread_of: Mapping[str, str] | None = None) -> list[Finding]:
    """Return a finding for each wording that is taken over: side a is the original, b the later one.

    Texts of one publisher, versions of one text, and texts of which nothing tells whose they are say nothing about
    dependence: they are passed over. Rule `reused-official-wording`: a body of state or an intergovernmental one said
    it first, and the later document says it as its own or in another's mouth. Rule `same-wording`: any other statement
    that repeats one, also where both documents quote the same speaker. Of several originals the earliest counts.
    """
    first: dict[str, Likeness] = {}
    for one in likenesses:
        if (one.is_same or _is_reuse(one)) and _are_two_sources(one):
            known = first.get(one.b.statement.id)
            if known is None or _moment(one.a) < _moment(known.a):
                first[one.b.statement.id] = one
    return [_finding(one, thread_of or {}) for _, one in sorted(first.items())]


def _finding(one: Likeness, thread_of: Mapping[str, str]) -> Finding:
    rule = "reused-official-wording" if _is_reuse(one) else "same-wording"
    a, b = one.a.statement, one.b.statement
    spans = (a.content, b.content) if one.is_same else ((one.a_span,), (one.b_span,))
    return Finding(
        id=content_id("finding", "dependent-sources", a.id, b.id),
        kind="dependent-sources",
        why=_why(one, rule),
        a=Side(document=a.document, spans=spans[0], statement=a.id),
        b=Side(document=b.document, spans=spans[1], statement=b.id),
        rule=rule,
        thread=thread_of.get(b.id),
        country=b.country or a.country,
    )


def _why(one: Likeness, rule: str) -> str:
    whose = "an official text" if rule == "reused-official-wording" else "an earlier text"
    source = ", ".join(part for part in (one.a.publisher or one.a.title, one.a.published.start) if part)
    what = "Says the same in the same words as" if one.is_same else "Takes over words of"
    return f"{what} {whose}" + (f" ({source})." if source else ".")


def _is_reuse(one: Likeness) -> bool:
    """Tell whether official words come back in a mouth that is not official, or in another's."""
    mine, theirs = ({s.name for s in item.statement.speakers if s.name} for item in (one.a, one.b))
    return _is_official(one.a) and not _is_official(one.b) and not mine & theirs


def _are_two_sources(one: Likeness) -> bool:
    """Tell whether the documents are known to be of different makers: by publishers, else by titles."""
    if one.a.publisher and one.b.publisher:
        return one.a.publisher.casefold() != one.b.publisher.casefold()
    titles = [item.title.casefold() if item.title else None for item in (one.a, one.b)]
    if None not in titles and titles[0] == titles[1]:
        return False
    return all(item.publisher or item.title for item in (one.a, one.b))


def _is_official(item: Item) -> bool:
    camps = {speaker.camp for speaker in item.statement.speakers} - {"unknown"}
    if not camps and item.publisher:
        camps = {camp_of(item.publisher)}
    return bool(camps) and camps <= OFFICIAL


def _likeness(a: Item, b: Item) -> Likeness | None:
    mine, theirs = list(_words(a.statement)), list(_words(b.statement))
    matcher = SequenceMatcher(None, [w for w, _ in mine], [w for w, _ in theirs], autojunk=False)
    run = matcher.find_longest_match()
    is_same = matcher.ratio() >= SAME
    words = [word for word, _ in mine[run.a : run.a + run.size]]
    told = sum(word not in function_words() for word in words)
    if not is_same and (run.size < FEWEST_WORDS or told < FEWEST_CONTENT_WORDS):
        return None
    a_span = (mine[run.a][1][0], mine[run.a + run.size - 1][1][1])
    b_span = (theirs[run.b][1][0], theirs[run.b + run.size - 1][1][1])
    return Likeness(a=a, b=b, a_span=a_span, b_span=b_span, is_same=is_same)


def _words(statement: Statement) -> Iterator[tuple[str, Span]]:
    """Yield the words of a statement in lower case, with where they stand in the text."""
    at = 0
    for start, end in statement.content:
        piece = statement.quote[at : at + end - start]
        for match in _WORD.finditer(piece):
            yield match.group().lower().replace("’", "'"), (start + match.start(), start + match.end())
        at += end - start + len(ELLIPSIS)


def _hash(words: Sequence[str]) -> int:
    digest = hashlib.blake2b(" ".join(words).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1


def _moment(item: Item) -> tuple[str, str, int, str]:
    """Return what orders statements: the day of publication, unknown last, then their place."""
    statement = item.statement
    return item.published.start or "9999", statement.document, statement.content[0][0], statement.id
