"""Find what names an instrument: rows of capitalised words, described laws, numbers, and bare words to be joined.

Every find begins at a head, a word that says what it is ("Act", "code", "Commission"), and grows to both sides: over
capitalised words to the left ("Press (Control) | Act"), over numbers, years and what it is about to the right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
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
    needs,
    normal,
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


_SEQUENCE = ("next", "last", "first", "annual", "latest", "present")
_TITLED = frozenset(["Act", "Bill", "Ordinance", "Code", "Law"])
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_NUMBER = re.compile(
    r"\s+(?:(?:No|Nos|Number|n°|№)\.?\s*(?P<no>[\w/-]*\d[\w/-]*)|(?P<slash>(?:[A-Z]{1,4}/(?:[A-Z]+/)?)?\d+/\d+(?:/[A-Z]+)?)"
    r"|(?P<un>\d{3,4}(?=\s\((?:19|20)\d\d\))))"
)
_DATE = re.compile(
    rf"\s+of\s+(?:(?P<day>\d{{1,2}})\s+(?P<month>{_MONTH})\s+)?(?P<year>(?:18|19|20)\d\d)(?![\w-])"
    r"|,?\s+\(?(?P<bare>(?:18|19|20)\d\d)\)?(?![\w/-])"
)
_CHAPTER = re.compile(r"\s+\(?C(?:ap|AP)\.?\s*[\w.]*\d[\w.]*(?:\s+LFN\s+(?P<year>\d{4}))?\)?|\s+\(Cap\.\s*\w+\)")
_MONTHS = {name: n for n, name in enumerate(_MONTH.split("|"), 1)}
_OPENED = frozenset([" (", ") ", " [", "] "])
_PLAIN_PEOPLE = ("people", "women", "men", "children", "workers", "peoples", "person", "victims", "chiefs", "citizens")


def find_candidates(words: Words) -> Iterator[Candidate]:
    """Yield what may name an instrument, in reading order, not overlapping."""
    taken = 0
    for i in words.heads:
        if words.starts[i] < taken:
            continue
        found = _named(words, i, taken) if words.words[i][0].isupper() else _small(words, i, taken)
        if found is not None:
            taken = found.span[1]
            yield found


# Names in capital letters


def _named(words: Words, i: int, taken: int) -> Candidate | None:
    head = bare(words.words[i])
    first = _left(words, i, taken)
    last, tail = _right(words, i, head)
    row = words.words[first : last + 1]
    if last > i and words.words[last] in _TITLED:
        head = words.words[last]
    kind = kind_of_head(head)
    if kind is None or _goes_on(words, last, kind):
        return None
    end, year, date, number = _ends(words, last, head)
    if not date and (m := _DATE.match(words.text, words.end(i))) and m["month"]:
        year, date = m["year"], _iso(m)
    if len(date) == 10 and kind in ("law", "resolution") and not number:
        number = date
    if head == "Decision" and not number:
        return None
    content = normal([w for w in row if w != words.words[i]])
    if number:
        form: Form = "number"
    elif content or tail:
        form = "name"
    else:
        form = "year" if year else "bare"
    if form == "name" and (wanted := needs(head)) and wanted.isdisjoint(bare(w) for w in row):
        return None
    if form == "bare" and needs(head) and head not in ("Council", "Mechanism", "Tribunal", "Board"):
        return None
    start = words.starts[first]
    before = words.before(first)
    if form == "name" and first > 0 and before.lower() in ("draft", "enhanced", "revised"):
        start = words.starts[first - 1]
        content |= normal([before])
        if words.text[start - 1 : start] in "“‘\"'" and words.gap(first - 1) != " ":
            start -= 1
    return _checked(
        Candidate(
            span=(start, end),
            name=" ".join(words.text[start:end].split()).replace("“", "").replace("”", ""),
            kind=_drafted(kind, head, {before.lower(), *(w.lower() for w in row), *_proposed(words, first, before)}),
            head=head.lower(),
            form=form,
            words=content,
            year=year or next((w for w in row if is_year(w)), ""),
            date=date,
            number=number,
            capital=True,
            is_definite=before.lower() not in INDEFINITE,
            is_ruling=kind == "body" and not word_set("ruling").isdisjoint(bare(w) for w in row),
        ),
        words,
        first,
    )


_ITS_RESOLUTION = re.compile(r"(?:['’]s)? [Rr]esolutions? [\w/]*\d")


def _goes_on(words: Words, last: int, kind: InstrumentKind) -> bool:
    """Tell whether the row goes on, so that the head is none: "the Law | Society", "Penal Code | Amendment Bill"."""
    if kind == "body":
        return bool(_ITS_RESOLUTION.match(words.text, words.end(last)))
    if kind not in ("law", "code", "bill", "treaty") or last + 1 >= len(words.words) or words.gap(last) != " ":
        return False
    word = words.words[last + 1]
    if _is_possessive(words.words[last]) or not word[0].isupper() or word in word_set("after"):
        return False
    return word.title() == word


def _checked(found: Candidate, words: Words, first: int) -> Candidate | None:
    if found.head == "law" and found.words <= {"martial", "criminal", "international", "humanitarian", "common", "sharia"}:
        return None if found.words else found
    if found.form == "bare" and words.before(first).lower() not in DEFINITE and not _is_possessed(words, first):
        return found if found.head in ("constitution", "ombudsman", "ombudswoman", "ombudsperson") else None
    return found


def _drafted(kind: InstrumentKind, head: str, around: set[str]) -> InstrumentKind:
    if kind in ("law", "code") and ("draft" in around or ("proposed" in around) or "bill" in around):
        return "bill"
    return kind


def _proposed(words: Words, first: int, before: str) -> set[str]:
    """Return "proposed" if somebody proposes what the row names: "the government proposes a new Penal Code"."""
    verbs = {w.lower()[:7] for w in words.words[max(0, first - 4) : first - 1]} if before == "new" else set()
    return {"proposed"} if "propose" in verbs or "proposi" in verbs else set()


def _left(words: Words, i: int, taken: int) -> int:
    """Return the first word of the row of capitalised words that ends in word *i*."""
    first = j = i
    while j > 0 and words.starts[j - 1] >= taken:
        gap, word = words.gap(j - 1), words.words[j - 1]
        if not words.is_close(j - 1) and not (gap in _OPENED and _in_brackets(words, j)):
            break
        if _is_possessive(word) and not bare(word).lower().rstrip("’'").startswith(_PLAIN_PEOPLE):
            break
        if word[0].isupper() or is_year(word):
            if (kind_of_head(word) and word[0].isupper() and first != i and j - 1 != i and _is_complete(words, j - 1)):
                break
            first = j - 1
        elif word not in ("of", "and", "for", "on", "against", "the", "with", "de"):
            break
        elif word == "and" and not _joins(words, j):
            break
        j -= 1
    return _without_leading(words, first, i)


def _is_complete(words: Words, j: int) -> bool:
    """Tell whether word *j* ends a name before another begins ("the Human Rights Council and the …")."""
    if words.words[j + 1].startswith("Amendment"):
        return False
    return words.words[j] in _TITLED or words.words[j] in ("Committee", "Commission", "Council", "Convention", "Covenant")


def _joins(words: Words, j: int) -> bool:
    """Tell whether "and" before word *j* joins words of one name, not two names: what follows it has no article."""
    return words.words[j][0].isupper() and words.words[j] not in word_set("leading")


def _in_brackets(words: Words, j: int) -> bool:
    return words.text.count("(", max(0, words.starts[j] - 60), words.starts[j]) > 0


def _is_possessive(word: str) -> bool:
    return word.endswith(("’s", "'s", "s’", "s'"))


def _without_leading(words: Words, first: int, last: int) -> int:
    while first < last and (words.words[first] in word_set("leading") or words.words[first] in SMALL):
        first += 1
    return first


def _right(words: Words, i: int, head: str) -> tuple[int, bool]:
    """Return the last word of the name that word *i* is the head of, and whether it says there what it is about."""
    if _is_possessive(words.words[i]):
        return i, False
    last, j = i, i + 1
    if j >= len(words.words) or not words.is_close(i):
        return i, False
    if _NUMBER.match(words.text, words.end(i)):
        return i, False
    dated = _DATE.match(words.text, words.end(i))
    if dated and head == "Resolution":
        return i, False
    if dated and not (dated.groupdict().get("bare")):
        while j < len(words.words) and words.starts[j] < dated.end():
            j += 1
    if j >= len(words.words) or words.words[j] not in CONNECTORS or words.words[j] in ("and", "with"):
        return last, False
    if words.words[j] == "in" or (words.words[j] == "to" and head not in ("Protocol", "Committee")):
        return last, False
    if words.words[j] in ("for", "of") and head in ("Act", "Bill", "Decree", "Agreement", "Dialogue", "Index", "Resolution"):
        if not (words.words[j] == "of" and head == "Agreement"):
            return last, False
    end = _tail(words, j, may_be_small=words.words[j] not in ("of", "to") or head in ("Council", "Commission"))
    return (end, True) if end > j else (last, False)


def _tail(words: Words, j: int, *, may_be_small: bool) -> int:
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
        if _is_possessive(word) and word[0].isupper() and not bare(word).lower().startswith(_PLAIN_PEOPLE):
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
        if word == "in" and words.words[k + 1 : k + 2] and words.words[k + 1][0].isupper() and "situation" in words.words[k - 6 : k]:
            return k + 1
        if word in ("and", "or", "the", "against") and k + 1 < len(words.words) and words.words[k + 1] not in stop:
            if word == "and" and (words.words[k + 1] in DEFINITE | INDEFINITE or words.words[k + 1][0].isupper()):
                break
            continue
        if word in stop or word.endswith("ed") or word[0].isupper() or word[0].isdigit() or word in SMALL:
            break
        last = k
    return last


def _ends(words: Words, last: int, head: str) -> tuple[int, str, str, str]:
    """Return where the name ends, and the year, the ISO date and the number that stand at its end."""
    end, year, date, number = words.end(last), "", "", ""
    if _is_possessive(words.words[last]) and words.words[last] == head + words.words[last][-2:]:
        return end - 2, "", "", ""
    for pattern in (_NUMBER, _CHAPTER, _DATE):
        m = pattern.match(words.text, end)
        if not m:
            continue
        found = m.groupdict()
        if pattern is _NUMBER:
            if kind_of_head(head) in ("body", "index", "dialogue"):
                continue
            number = found["no"] or found["slash"] or found["un"]
            year = number[:4] if number[4:5] == "/" and is_year(number[:4]) else ""
        year = found.get("year") or found.get("bare") or year
        if found.get("month"):
            date = _iso(m)
        end = m.end()
    return end, year, date or year, number


def _iso(m: re.Match[str]) -> str:
    return f"{m['year']}-{_MONTHS[m['month']]:02d}-{int(m['day']):02d}"


def _is_possessed(words: Words, first: int) -> bool:
    return _is_possessive(words.before(first))


# Names in lower case


def _small(words: Words, i: int, taken: int) -> Candidate | None:
    head = bare(words.words[i])
    first, row = _premodifiers(words, i, taken)
    named = [w for w in row if w.lower() not in word_set("said") and w.lower() != "draft"]
    if head == "code":
        named = [w for w in named if w.lower() in word_set("codes") or is_year(w) or w.lower() == "and"]
    before = words.before(first).lower()
    is_possessed = _is_possessed(words, first)
    is_definite = before in DEFINITE or is_possessed
    kind = kind_of_head(head)
    if kind is None:
        return None
    if before in _SEQUENCE and first > 1 and words.is_close(first - 2):
        is_definite = words.words[first - 2].lower() in DEFINITE
    kind = _drafted(kind, head, {w.lower() for w in row}) if head != "draft" else "bill"
    last, tail = _about(words, i, head)
    end, year, date, number = _ends(words, last, head) if head in ("law", "decree", "resolution", "act") else (words.end(last), "", "", "")
    if end == words.end(i) and _is_possessive(words.words[i]):
        end -= 2
    year = next((w for w in row if is_year(w)), year)
    content = [w for w in named if not is_year(w)]
    about = list(words.words[i + 1 : last + 1]) if tail else []
    form = _small_form(words, i, head, content, about, year, number, is_definite, before)
    if form is None:
        return None
    start = words.starts[_start_of(words, first, i, content, row)]
    if number and head == "resolution":
        start = words.starts[_left(words, i, taken)]
    return Candidate(
        span=(start, end),
        name=" ".join(words.text[start:end].split()),
        kind=kind,
        head=head,
        form=form,
        words=normal([*content, *about]) if not number else frozenset(),
        is_new="new" in (w.lower() for w in row),
        year=year,
        date=date or year,
        number=number,
        is_definite=is_definite,
        is_ruling=head in ("council", "committee") and bool(set(content) & {"city", "local", "town", "district", "borough", "county"}),
    )


def _start_of(words: Words, first: int, i: int, content: list[str], row: list[str]) -> int:
    """Return the first word that belongs to the name: a draft, a year or what names it, not "new" or "controversial"."""
    for j in range(i - len(row), i):
        lower = words.words[j].lower()
        if lower == "draft" or lower == "revised" or words.words[j] in content or is_year(lower):
            return j
    return i


def _premodifiers(words: Words, i: int, taken: int) -> tuple[int, list[str]]:
    """Return where the words before the head *i* begin that belong to its phrase, and these words."""
    first, stop = i, word_set("stop")
    while first > 0 and i - first < 4 and words.starts[first - 1] >= taken:
        word = words.words[first - 1]
        lower = word.lower()
        if words.gap(first - 1) not in (" ", "” ", "’ ", '" ', "\u00a0", " “") or _is_possessive(word):
            break
        if lower in DEFINITE or lower in INDEFINITE or lower in stop or (lower in SMALL and lower not in ("of",)):
            break
        if lower == "of" and words.words[first - 2 : first - 1] not in (("freedom",), ("rule",)):
            break
        if lower.endswith("ing") and lower not in ("bargaining", "monitoring", "broadcasting", "working", "existing"):
            break
        first -= 1
    return first, list(words.words[first:i])


def _about(words: Words, i: int, head: str) -> tuple[int, bool]:
    """Return the last word of what a lower-case head says that it is about ("law | on peaceful assemblies")."""
    if _is_possessive(words.words[i]) or i + 1 >= len(words.words) or words.gap(i) != " ":
        return i, False
    link = words.words[i + 1]
    allowed = {"commissioner": ("for",), "ombudsman": ("for",), "commission": ("of", "on", "for"), "committee": ("on", "against")}
    if link not in allowed.get(head, ("on", "against")) or head in ("council", "constitution", "dialogue", "index", "code", "tribunal"):
        return i, False
    if link == "of" and words.words[i + 2 : i + 3] != ("inquiry",):
        return i, False
    after = words.words[i + 2 : i + 3]
    if not after or after[0].lower() in _NO_SUBJECT or after[0][0].isdigit() or words.words[i + 2 : i + 3] == ("the",) and _is_time(words, i + 3):
        return i, False
    end = _tail(words, i + 1, may_be_small=True)
    return (end, True) if end > i + 1 else (i, False)


_NO_SUBJECT = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september "
    "october november december grounds behalf top paper account which board hold how it them him her this that friday’s "
    "whether what women’s charges".split()
)


def _is_time(words: Words, k: int) -> bool:
    return words.words[k : k + 1] in (("eve",), ("day",), ("grounds",), ("basis",), ("ground",), ("part",), ("other",), ("same",))


_INTRODUCED = re.compile(
    r"(?:,?\s+(?:[\w’-]+ly\s+)?(?:that|which)\b|\s+(?:to|[a-z]+ing)\s|\s+(?:passed|adopted|signed|approved|enacted)\b)"
)
_PASSED = frozenset("adopted adopt passed pass approved signed enacted issued promulgated repealed adopts passes approve decreed".split())


def _small_form(
    words: Words, i: int, head: str, content: list[str], about: list[str], year: str, number: str, is_definite: bool, before: str
) -> Form | None:
    lower = [w.lower() for w in content]
    if head == "code":
        return "name" if lower and lower[-1] in word_set("codes") else ("bare" if is_definite and not lower else None)
    if head == "constitution":
        return "name" if not lower and (is_definite or before in ("", "and", "under")) else None
    if head in ("council", "commission", "committee", "commissioner", "ombudsman", "ombudswoman", "ombudsperson", "mechanism", "tribunal", "board", "defender"):
        return _body_form(words, i, head, lower, about, is_definite, before)
    if head in ("dialogue", "agreement", "accord", "accords", "pact", "memorandum", "treaty", "convention", "covenant", "protocol", "charter", "index"):
        return _pact_form(head, content, about, is_definite)
    if head == "draft":
        return "bare" if is_definite and (words.gap(i) != " " or _is_verb(words.words[i + 1])) else None
    return _law_form(words, i, head, lower, about, year, number, is_definite, before)


def _law_form(
    words: Words, i: int, head: str, lower: list[str], about: list[str], year: str, number: str, is_definite: bool, before: str
) -> Form | None:
    text, end = words.text, words.end(i)
    is_draft = "draft" in (w.lower() for w in words.words[max(0, i - 3) : i])
    if number:
        return "number"
    if about:
        return "name"
    if head == "legislation":
        return ("name" if lower else "bare") if is_draft else None
    if head == "resolution":
        return _resolution_form(words, i, is_definite, before)
    real = [w for w in lower if w not in word_set("field")]
    if year and not real:
        return "year"
    if real and (is_definite or before in INDEFINITE or year or is_draft) and head != "act" and not _verbal(lower):
        return "name"
    if lower and not is_draft:
        return None
    if is_draft and head != "act":
        return "name" if real else ("bare" if is_definite else "new")
    if is_definite:
        if head in ("act", "bill", "decree"):
            return "bare" if not _UNPAID.search(text, max(0, words.starts[i] - 20), words.starts[i]) else None
        return "bare" if not _GENERIC.match(text, end) and not _GENERIC_BEFORE.search(text, max(0, words.starts[i] - 40), words.starts[i]) else None
    if before in INDEFINITE and head != "act":
        passed = {w.lower() for w in words.words[max(0, i - 4) : i]} & _PASSED
        return "new" if passed or _INTRODUCED.match(text, end) else None
    return None


def _is_verb(word: str) -> bool:
    """Tell whether *word* behind "the draft" can be no part of its name."""
    return word in word_set("stop") or word.endswith("ly") or (word.endswith("s") and word not in word_set("drafts")) or word == "thus"


_GENERIC = re.compile(r"\s+(?:enforcement|firm|firms|school|professor|student|society|and order|faculty|degree|of (?!\d))")
_GENERIC_BEFORE = re.compile(
    r"\b(?:before|by|outside|above|within|eyes of|letter of|protections? of|benefit of|rule of|force of|breaking|broke|breaks|state of"
    r"|violated|accordance with|access to|against|read us|know|operation of|with|equality under|full force of) the $"
)


_UNPAID = re.compile(r"\b(?:foot\w*|pay\w*|paid|settl\w*|picks? up) the $")


def _verbal(lower: list[str]) -> bool:
    return any(w.endswith("ly") or w in ("every", "any", "no", "some", "many", "all", "each", "labor’s") for w in lower)


def _resolution_form(words: Words, i: int, is_definite: bool, before: str) -> Form | None:
    verbs = {w.lower() for w in words.words[max(0, i - 5) : i]} & _PASSED
    if is_definite:
        return "bare" if words.words[i + 1 : i + 2] != ("of",) else None
    return "new" if before in INDEFINITE and (verbs or _INTRODUCED.match(words.text, words.end(i))) else None


def _body_form(words: Words, i: int, head: str, lower: list[str], about: list[str], is_definite: bool, before: str) -> Form | None:
    if about:
        return "name"
    if lower:
        if head in ("ombudsman", "ombudswoman", "ombudsperson"):
            return "name" if lower[-1] in ("eu", "european", "police", "rights", "prison", "national", "parliamentary") else None
        named = all(w in word_set("bodies") for w in lower)
        return "name" if named and set(lower) - {"independent", "national", "parliamentary", "judicial"} and head != "board" else None
    if is_definite:
        return "bare"
    is_set_up = words.words[i + 1 : i + 2] == ("to",) and before in INDEFINITE and head == "commission"
    return "new" if is_set_up else None


def _pact_form(head: str, content: list[str], about: list[str], is_definite: bool) -> Form | None:
    lower, small = [w.lower() for w in content], frozenset(w for w in content if w.islower())
    is_capital = bool(content) and content[0][0].isupper() and len(small) < len(content)
    if about and head != "agreement":
        return "name"
    if not lower:
        return "bare" if is_definite else None
    if is_capital and all(w in word_set("inner") for w in lower if w in small):
        return "name"
    if head == "dialogue":
        return "name" if all(w in word_set("dialogues") for w in lower) and (is_definite or lower != ["political"]) else None
    if head in ("agreement", "accord", "treaty", "pact"):
        is_one = is_definite or "enhanced" in lower
        return "name" if all(w in word_set("agreements") for w in lower) and is_one else None
    return None

