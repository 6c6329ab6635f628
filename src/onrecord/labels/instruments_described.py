"""Instruments described in lower case: "the draft law on peaceful assemblies", "its criminal code", "the act"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.labels.instruments_shapes import Candidate, Form, drafted, ends, is_possessed, is_possessive, left, tail
from onrecord.labels.instruments_words import (
    DEFINITE,
    INDEFINITE,
    SMALL,
    Words,
    bare,
    is_year,
    kind_of_head,
    normal,
    word_set,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Phrase:
    """A head in lower case with its phrase: the *content* words that name, what it is *about*, what is *before* it."""

    words: Words
    i: int
    head: str
    content: list[str]
    about: list[str]
    year: str
    number: str
    before: str
    is_definite: bool
    is_draft: bool

    @property
    def lower(self) -> list[str]:
        return [w.lower() for w in self.content]

    def last_words(self, count: int) -> set[str]:
        """Return the *count* words before the head, in lower case."""
        return {w.lower() for w in self.words.words[max(0, self.i - count) : self.i]}

    def follows(self, pattern: re.Pattern[str]) -> bool:
        """Tell whether *pattern* fits right behind the head."""
        return bool(pattern.match(self.words.text, self.words.end(self.i)))

    def precedes(self, pattern: re.Pattern[str]) -> bool:
        """Tell whether *pattern* is found in the 40 code points before the head."""
        start = self.words.starts[self.i]
        return bool(pattern.search(self.words.text, max(0, start - 40), start))


_SEQUENCE = ("next", "last", "first", "annual", "latest", "present")
_NUMBERED = ("law", "decree", "resolution", "act")


def find_described(words: Words, i: int, taken: int) -> Candidate | None:
    """Return the phrase that the lower-case head *i* belongs to if it names or means an instrument, else None."""
    head = bare(words.words[i])
    kind = kind_of_head(head)
    if kind is None:
        return None
    first, row = _premodifiers(words, i, taken)
    last = _about(words, i, head)
    end, year, date, number = ends(words, last, head) if head in _NUMBERED else (words.end(last), "", "", "")
    if end == words.end(i) and is_possessive(words.words[i]):
        end -= 2
    if head == "resolution" and len(date) == 10:
        number = date
    phrase = _phrase(words, i, first, row, last, year=year, number=number)
    form = _form(phrase)
    if form is None:
        return None
    start = words.starts[_start_of(words, i, phrase.content, row)]
    if number and head == "resolution":
        start = words.starts[left(words, i, taken)]
    return Candidate(
        span=(start, end),
        name=" ".join(words.text[start:end].split()),
        kind="bill" if head == "draft" else drafted(kind, {w.lower() for w in row}),
        head=head,
        form=form,
        words=normal([*phrase.content, *phrase.about]) if not number else frozenset(),
        year=phrase.year,
        date=date or phrase.year,
        number=number,
        is_definite=phrase.is_definite,
        is_ruling=head in ("council", "committee") and not _LOCAL.isdisjoint(phrase.content),
        is_new="new" in (w.lower() for w in row),
    )


_LOCAL = frozenset("city local town district borough county".split())


def _phrase(words: Words, i: int, first: int, row: list[str], last: int, *, year: str, number: str) -> _Phrase:
    head = bare(words.words[i])
    named = [w for w in row if w.lower() not in word_set("said") and w.lower() != "draft"]
    if head == "code":
        named = [w for w in named if w.lower() in word_set("codes") or is_year(w) or w.lower() == "and"]
    before = words.before(first).lower()
    is_definite = before in DEFINITE or is_possessed(words, first)
    if before in _SEQUENCE and first > 1 and words.is_close(first - 2):
        is_definite = words.words[first - 2].lower() in DEFINITE
    return _Phrase(
        words=words,
        i=i,
        head=head,
        content=[w for w in named if not is_year(w)],
        about=list(words.words[i + 1 : last + 1]),
        year=next((w for w in row if is_year(w)), year),
        number=number,
        before=before,
        is_definite=is_definite,
        is_draft="draft" in (w.lower() for w in words.words[max(0, i - 3) : i]),
    )


def _start_of(words: Words, i: int, content: list[str], row: list[str]) -> int:
    """Return the first word of the name: a draft, a year or what names it, not "new" or "controversial"."""
    for j in range(i - len(row), i):
        if words.words[j].lower() in ("draft", "revised") or words.words[j] in content or is_year(words.words[j]):
            return j
    return i


_NAMING_ING = ("bargaining", "monitoring", "broadcasting", "working", "existing")


def _premodifiers(words: Words, i: int, taken: int) -> tuple[int, list[str]]:
    """Return where the words before the head *i* begin that belong to its phrase, and these words."""
    first, stop = i, word_set("stop")
    while first > 0 and i - first < 4 and words.starts[first - 1] >= taken:
        word = words.words[first - 1]
        lower = word.lower()
        if words.gap(first - 1) not in (" ", "” ", "’ ", '" ', "\u00a0", " “") or is_possessive(word):
            break
        if lower in DEFINITE or lower in INDEFINITE or lower in stop or (lower in SMALL and lower not in ("of",)):
            break
        if lower == "of" and words.words[first - 2 : first - 1] not in (("freedom",), ("rule",)):
            break
        if lower.endswith("ing") and lower not in _NAMING_ING:
            break
        first -= 1
    return first, list(words.words[first:i])


_LINKS = {
    "commissioner": ("for",),
    "ombudsman": ("for",),
    "commission": ("of", "on", "for"),
    "committee": ("on", "against"),
}
_NEVER_ABOUT = ("council", "constitution", "dialogue", "index", "code", "tribunal")


def _about(words: Words, i: int, head: str) -> int:
    """Return the last word of what a lower-case head says that it is about ("law | on peaceful assemblies"), or *i*."""
    if is_possessive(words.words[i]) or i + 2 >= len(words.words) or words.gap(i) != " " or head in _NEVER_ABOUT:
        return i
    link, after = words.words[i + 1], words.words[i + 2]
    if link not in _LINKS.get(head, ("on", "against")) or (link == "of" and after != "inquiry"):
        return i
    if after.lower() in _no_subject() or after[0].isdigit() or (after == "the" and _is_time(words, i + 3)):
        return i
    end = tail(words, i + 1, may_be_small=True)
    return end if end > i + 1 else i


def _no_subject() -> frozenset[str]:
    return word_set("no-subject")


def _is_time(words: Words, k: int) -> bool:
    return words.words[k : k + 1] in _THE_TIME


_THE_TIME = tuple((w,) for w in ("eve", "day", "grounds", "basis", "ground", "part", "other", "same"))
_PACTS = frozenset(
    "dialogue agreement accord accords pact deal memorandum treaty convention covenant protocol charter index".split()
)
_BODIES = frozenset(
    "council commission committee commissioner ombudsman ombudswoman ombudsperson mechanism tribunal board defender"
    "".split()
)


def _form(p: _Phrase) -> Form | None:
    """Return how the phrase names an instrument; None if it names none in particular."""
    if p.head == "code":
        if p.lower and p.lower[-1] in word_set("codes"):
            return "name"
        return "bare" if p.is_definite and not p.lower else None
    if p.head == "constitution":
        is_plain = set(p.lower) <= {"interim", "transitional", "provisional"}
        return "name" if is_plain and (p.is_definite or p.before in ("", "and", "under")) else None
    if p.head in _BODIES:
        return _body_form(p)
    if p.head in _PACTS:
        return None if p.about and p.before in INDEFINITE else _pact_form(p)
    if p.head == "draft":
        is_alone = p.words.gap(p.i) != " " or _is_verb(p.words.words[p.i + 1])
        return "bare" if p.is_definite and is_alone else None
    return _law_form(p)


def _law_form(p: _Phrase) -> Form | None:
    if p.number:
        return "number"
    if p.about:
        return "name"
    if p.head == "legislation":
        return _legislation_form(p)
    if p.head == "resolution":
        return _resolution_form(p)
    real = [w for w in p.lower if w not in word_set("field")]
    if p.year and not real:
        return "year"
    is_one = p.is_definite or p.before in INDEFINITE or bool(p.year) or p.is_draft
    if real and is_one and p.head != "act" and not _is_said_of_many(p.lower):
        return "name"
    if p.is_draft and p.head != "act":
        return "bare" if p.is_definite else "new"
    return None if p.lower else _bare_law_form(p)


def _bare_law_form(p: _Phrase) -> Form | None:
    if p.is_definite and p.head in ("act", "bill", "decree"):
        return None if p.precedes(_UNPAID) else "bare"
    if p.is_definite:
        return None if p.follows(_GENERIC) or p.precedes(_GENERIC_BEFORE) else "bare"
    if p.before in INDEFINITE and p.head != "act":
        return "new" if p.last_words(4) & _passed() or p.follows(_INTRODUCED) else None
    return None


def _legislation_form(p: _Phrase) -> Form | None:
    if p.is_draft:
        return None if p.before == "to" else ("name" if p.lower else "bare")
    return "bare" if p.is_definite and not p.lower else None


def _resolution_form(p: _Phrase) -> Form | None:
    if p.is_definite:
        return "bare" if p.words.words[p.i + 1 : p.i + 2] != ("of",) else None
    is_told = bool(p.last_words(5) & _passed()) or p.follows(_INTRODUCED)
    return "new" if p.before in INDEFINITE and is_told else None


_WATCHED = frozenset("eu european police rights prison national parliamentary".split())
_TOO_LITTLE = frozenset("independent national parliamentary judicial".split())


def _body_form(p: _Phrase) -> Form | None:
    if p.about:
        return "name"
    if p.lower and p.head in ("ombudsman", "ombudswoman", "ombudsperson"):
        return "name" if p.lower[-1] in _WATCHED else None
    if p.lower:
        is_named = word_set("bodies").issuperset(p.lower) and bool(set(p.lower) - _TOO_LITTLE)
        return "name" if is_named and p.head != "board" else None
    if p.is_definite:
        return "bare"
    is_set_up = p.words.words[p.i + 1 : p.i + 2] == ("to",) and p.before in INDEFINITE and p.head == "commission"
    return "new" if is_set_up else None


def _pact_form(p: _Phrase) -> Form | None:
    if p.about and p.head != "agreement":
        return "name"
    if not p.content:
        return "bare" if p.is_definite and p.head != "deal" else None
    small = {w for w in p.content if w.islower()}
    if p.content[0][0].isupper() and len(small) < len(p.content) and small <= word_set("inner"):
        return "name"
    if p.head == "dialogue":
        return "name" if word_set("dialogues").issuperset(p.lower) else None
    if p.head in ("agreement", "accord", "treaty", "pact", "deal"):
        is_one = p.is_definite or "enhanced" in p.lower or (p.before in INDEFINITE and p.follows(_WITH_STATE))
        return "name" if is_one and word_set("agreements").issuperset(p.lower) else None
    return None


_WITH_STATE = re.compile(r"\s+(?:with|between)\s+[A-Z]")
_INTRODUCED = re.compile(
    r"(?:,?\s+(?:[\w’-]+ly\s+)?(?:that|which)\b|\s+(?:to|[a-z]+ing)\s|\s+(?:passed|adopted|signed|approved|enacted)\b)"
)
_GENERIC = re.compile(
    r"\s+(?:enforcement|firm|firms|school|professor|student|society|and order|faculty|degree|of (?!\d))"
)
_GENERIC_BEFORE = re.compile(
    r"\b(?:before|by|outside|above|within|eyes of|letter of|protections? of|benefit of|rule of|force of|breaking|broke"
    r"|breaks|state of|violated|accordance with|access to|against|read us|know|operation of|with|equality under) the $"
)
_UNPAID = re.compile(r"\b(?:foot\w*|pay\w*|paid|settl\w*|picks? up) the $")


def _passed() -> frozenset[str]:
    return word_set("passed")


def _is_said_of_many(lower: list[str]) -> bool:
    return any(
        (w.endswith("ly") and w not in ("assembly", "family"))
        or w in ("every", "any", "no", "some", "many", "all", "each")
        for w in lower
    )


def _is_verb(word: str) -> bool:
    """Tell whether *word* behind "the draft" can be no part of its name."""
    is_s = word.endswith("s") and word not in word_set("drafts")
    return is_s or word in word_set("stop") or word.endswith("ly") or word == "thus"
