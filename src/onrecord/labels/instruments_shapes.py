"""What a name of an instrument looks like: how far it reaches to the left and to the right of its head."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from onrecord.labels.instruments_words import (
    CONNECTORS,
    DEFINITE,
    INDEFINITE,
    SMALL,
    Words,
    bare,
    is_year,
    kind_of_head,
    word_set,
)
from onrecord.records import InstrumentKind, Span

Form = Literal["name", "number", "year", "bare", "new"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place that may name an instrument.

    *form*: a `name` of its own; known by its `number`; by its `year` alone ("the 2017 law"); `bare` ("the Act"), to be
    joined to what was named before; `new`, described where it first comes up ("a law that bans …"). *head* is in lower
    case. *is_ruling* marks bodies that are no instruments but that "the Commission" may mean.
    """

    span: Span
    name: str
    kind: InstrumentKind
    head: str
    form: Form
    words: frozenset[str] = frozenset()
    year: str = ""
    date: str = ""
    number: str = ""
    capital: bool = False
    is_definite: bool = False
    is_ruling: bool = False
    is_new: bool = False


TITLED = frozenset(["Act", "Bill", "Ordinance", "Code", "Law"])
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
NUMBER = re.compile(
    r"\s+(?:(?:No|Nos|Number|n°|№)\.?\s*(?P<no>[\w/-]*\d[\w/-]*)|(?P<slash>(?:[A-Z]{1,4}/(?:[A-Z]+/)?)?\d+/\d+(?:/[A-Z]+)?)"
    r"|(?P<un>\d{3,4}(?=\s\((?:19|20)\d\d\))))"
)
DATE = re.compile(
    rf"\s+of\s+(?:(?P<day>\d{{1,2}})\s+(?P<month>{_MONTH})\s+)?(?P<year>(?:18|19|20)\d\d)(?![\w-])"
    r"|,?\s+\(?(?P<bare>(?:18|19|20)\d\d)\)?(?![\w/-])"
)
_CHAPTER = re.compile(r"\s+\(?C(?:ap|AP)\.?\s*[\w.]*\d[\w.]*(?:\s+LFN\s+(?P<year>\d{4}))?\)?|\s+\(Cap\.\s*\w+\)")
_MONTHS = {name: n for n, name in enumerate(_MONTH.split("|"), 1)}
_OPENS_BRACKET, _ENDS_BRACKET = (" (", " ["), (") ", "] ")
_PLAIN_PEOPLE = ("people", "women", "men", "children", "workers", "peoples", "person", "victims", "chiefs", "citizens")


def drafted(kind: InstrumentKind, around: set[str]) -> InstrumentKind:
    """Return a bill for a law or code with "draft", "proposed" or "bill" among the words *around* its head."""
    if kind in ("law", "code") and not around.isdisjoint(("draft", "proposed", "bill")):
        return "bill"
    return kind


def left(words: Words, i: int, taken: int) -> int:
    """Return the first word of the row of capitalised words that ends in word *i*."""
    first = j = i
    is_closed = False
    while j > 0 and words.starts[j - 1] >= taken:
        gap, word = words.gap(j - 1), words.words[j - 1]
        if gap in _ENDS_BRACKET:
            is_closed = True
        elif gap in _OPENS_BRACKET and is_closed:
            is_closed = False
        elif not words.is_close(j - 1) and not (gap == ", " and _is_row(words, i, j)):
            break
        if is_possessive(word) and not bare(word).lower().rstrip("’'").startswith(_PLAIN_PEOPLE):
            break
        if word[0].isupper() or is_year(word):
            if kind_of_head(word) and word[0].isupper() and first != i and j - 1 != i and _is_complete(words, j - 1):
                break
            first = j - 1
        elif word not in ("of", "and", "for", "on", "against", "the", "with", "de") or (
            word == "and" and not _joins(words, j)
        ):
            break
        j -= 1
    return _without_leading(words, first, i)


def _is_complete(words: Words, j: int) -> bool:
    """Tell whether word *j* ends a name before another begins ("the Human Rights Council and the …")."""
    if words.words[j + 1].startswith("Amendment") or words.words[j + 1] in ("on", "of", "for", "against", *TITLED):
        return False
    return words.words[j] in TITLED or words.words[j] in (
        "Committee",
        "Commission",
        "Council",
        "Convention",
        "Covenant",
    )


def _joins(words: Words, j: int) -> bool:
    """Tell whether "and" before word *j* joins words of one name, not two names: what follows it has no article."""
    return words.words[j][0].isupper() and words.words[j] not in word_set("leading")


def _is_row(words: Words, i: int, j: int) -> bool:
    """Tell whether the comma before word *j* is one of a body's name: "the Truth, | Justice and Unity Commission"."""
    is_named = j > 1 and words.words[j - 1][0].isupper() and words.words[j - 2].lower() in DEFINITE | INDEFINITE
    return is_named and words.words[j + 1] == "and" and kind_of_head(words.words[i]) == "body"


def is_possessive(word: str) -> bool:
    """Tell whether *word* ends like "Norway's" or "workers'"."""
    return word.endswith(("’s", "'s", "s’", "s'"))


def is_possessed(words: Words, first: int) -> bool:
    """Tell whether a possessive stands before word *first*: "Norway's | constitution"."""
    return is_possessive(words.before(first))


def _without_leading(words: Words, first: int, last: int) -> int:
    while first < last and (words.words[first] in word_set("leading") or words.words[first] in SMALL):
        first += 1
    return first


def tail(words: Words, j: int, *, may_be_small: bool) -> int:
    """Return the last word of what stands behind the connector *j*: capitalised words, or a few in lower case."""
    k = j + 1
    if k < len(words.words) and words.words[k] in ("the", "a", "an") and words.is_close(j):
        k += 1
    if k >= len(words.words) or not words.is_close(k - 1) or words.words[k][0].isdigit():
        return j
    if words.words[k][0].isupper():
        return _capital_tail(words, k)
    return _small_tail(words, k) if may_be_small and words.words[k] not in word_set("stop") else j


def _capital_tail(words: Words, k: int) -> int:
    last = k
    while k + 1 < len(words.words) and (words.is_close(k) or (words.gap(k) == ", " and _lists(words, k + 1))):
        k += 1
        word = words.words[k]
        if word[0].isupper() and not (is_year(word)):
            last = k
        elif word not in CONNECTORS and word != "the":
            break
        if is_possessive(word) and word[0].isupper() and not bare(word).lower().startswith(_PLAIN_PEOPLE):
            break
    return last


def _lists(words: Words, k: int) -> bool:
    """Tell whether word *k* goes on a list within a name ("on Truth, Reconciliation and Reparations")."""
    return words.words[k][0].isupper() and k + 1 < len(words.words) and words.words[k + 1] in ("and", "or")


_OF_WHAT = frozenset("protection rights prevention elimination conduct freedom situation".split())


def _small_tail(words: Words, k: int) -> int:
    last = k
    stop = word_set("stop")
    while k + 1 < len(words.words) and k - last < 2 and words.is_close(k):
        k += 1
        word = words.words[k]
        if word == "of" and words.words[k - 1] in _OF_WHAT:
            continue
        if (
            word == "in"
            and words.words[k + 1 : k + 2]
            and words.words[k + 1][0].isupper()
            and "situation" in words.words[k - 6 : k]
        ):
            return k + 1
        if word in ("and", "or", "the", "against") and k + 1 < len(words.words) and words.words[k + 1] not in stop:
            if word == "and" and (words.words[k + 1] in DEFINITE | INDEFINITE or words.words[k + 1][0].isupper()):
                break
            continue
        if word in stop or word.endswith("ed") or word[0].isupper() or word[0].isdigit() or word in SMALL:
            break
        last = k
    return last


def ends(words: Words, last: int, head: str) -> tuple[int, str, str, str]:
    """Return where the name ends, and the year, the ISO date and the number that stand at its end."""
    end, year, date, number = words.end(last), "", "", ""
    if is_possessive(words.words[last]) and words.words[last] == head + words.words[last][-2:]:
        return end - 2, "", "", ""
    for pattern in (NUMBER, _CHAPTER, DATE):
        m = pattern.match(words.text, end)
        if not m:
            continue
        found = m.groupdict()
        if pattern is NUMBER:
            if kind_of_head(head) in ("body", "index", "dialogue"):
                continue
            number = found["no"] or found["slash"] or found["un"]
            year = number[:4] if number[4:5] == "/" and is_year(number[:4]) else ""
        year = found.get("year") or found.get("bare") or year
        if found.get("month"):
            date = iso(m)
        end = m.end()
    return end, year, date or year, number


def iso(m: re.Match[str]) -> str:
    """Return the day that `DATE` matched."""
    return f"{m['year']}-{_MONTHS[m['month']]:02d}-{int(m['day']):02d}"
