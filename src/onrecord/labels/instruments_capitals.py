"""Names of instruments in capital letters: "Press (Control) Act 1974", "Commissioner for Human Rights"."""

from __future__ import annotations

import re

from onrecord.labels.instruments_shapes import (
    DATE,
    NUMBER,
    TITLED,
    Candidate,
    Form,
    drafted,
    ends,
    is_possessed,
    is_possessive,
    iso,
    left,
    tail,
)
from onrecord.labels.instruments_words import (
    CONNECTORS,
    DEFINITE,
    INDEFINITE,
    Words,
    bare,
    is_year,
    kind_of_head,
    needs,
    normal,
    word_set,
)
from onrecord.records import InstrumentKind


def find_named(words: Words, i: int, taken: int) -> Candidate | None:
    """Return the name that the capitalised head *i* belongs to, not reaching back before *taken*, or None."""
    first = left(words, i, taken)
    last, is_about = _right(words, i, bare(words.words[i]))
    head = words.words[last] if last > i and words.words[last] in TITLED else bare(words.words[i])
    kind = kind_of_head(head)
    if kind is None or _goes_on(words, last, kind):
        return None
    row = words.words[first : last + 1]
    end, year, date, number = _endings(words, i, last, head, kind)
    content = normal([w for w in row if w != words.words[i]])
    form = _form(head, row, content, number=number, year=year, is_about=is_about)
    if form is None or (head == "Decision" and not number):
        return None
    before = words.before(first)
    start, before_name = _start(words, first, before, form)
    around = {before.lower(), *(w.lower() for w in row), *_proposed(words, first, before)}
    found = Candidate(
        span=(start, end),
        name=" ".join(words.text[start:end].split()).replace("“", "").replace("”", ""),
        kind=drafted(kind, around),
        head=head.lower(),
        form=form,
        words=content | before_name,
        year=year or next((w for w in row if is_year(w)), ""),
        date=date,
        number=number,
        capital=True,
        is_definite=before.lower() not in INDEFINITE,
        is_ruling=kind == "body" and _is_ruling({bare(w) for w in row}),
        is_new=before == "new",
    )
    return found if _counts(found, words, first) else None


def _is_ruling(row: set[str]) -> bool:
    """Tell a body that rules or makes laws from one that watches: "Supreme Judicial Council" is none."""
    ruling = word_set("ruling") & row
    return bool(ruling) and not (ruling <= {"Supreme", "Central"} and row & word_set("watching"))


def _endings(words: Words, i: int, last: int, head: str, kind: InstrumentKind) -> tuple[int, str, str, str]:
    """Return where the name ends, its year, date and number; a law known by its day has that for a number."""
    end, year, date, number = ends(words, last, head)
    if not date and (m := DATE.match(words.text, words.end(i))) and m["month"]:
        year, date = m["year"], iso(m)
    if len(date) == 10 and kind in ("law", "resolution") and not number:
        number = date
    return end, year, date, number


_OFTEN_BARE = ("Council", "Mechanism", "Tribunal", "Board", "Subcommittee")


def _form(
    head: str, row: tuple[str, ...], content: frozenset[str], *, number: str, year: str, is_about: bool
) -> Form | None:
    if number:
        return "number"
    if head == "Group" and content == {"working"} and not is_about:
        return "bare"
    wanted = needs(head)
    if content or is_about:
        return None if wanted and wanted.isdisjoint(bare(w) for w in row) else "name"
    if wanted and not year and head not in _OFTEN_BARE:
        return None
    return "year" if year else "bare"


def _start(words: Words, first: int, before: str, form: Form) -> tuple[int, frozenset[str]]:
    """Return where the name starts, and what it gains by a small word before it: "“enhanced” Partnership Agreement"."""
    start = words.starts[first]
    if form != "name" or before.lower() not in ("draft", "enhanced", "revised"):
        return start, frozenset()
    start = words.starts[first - 1]
    if words.text[start - 1 : start] in "“‘\"'" and words.gap(first - 1) != " ":
        start -= 1
    return start, normal([before])


_ITS_RESOLUTION = re.compile(r"(?:['’]s)? [Rr]esolutions? [\w/]*\d")


def _goes_on(words: Words, last: int, kind: InstrumentKind) -> bool:
    """Tell whether the row goes on, so that the head is none: "the Law | Society", "Penal Code | Amendment Bill"."""
    if kind == "body" and last + 1 < len(words.words) and words.gap(last) == " " and words.words[last + 1] in TITLED:
        return True
    if kind == "body":
        return bool(_ITS_RESOLUTION.match(words.text, words.end(last)))
    if kind not in ("law", "code", "bill", "treaty") or last + 1 >= len(words.words) or words.gap(last) != " ":
        return False
    word = words.words[last + 1]
    if is_possessive(words.words[last]) or not word[0].isupper() or word in word_set("after"):
        return False
    return word.title() == word


_FIELDS = frozenset(["martial", "criminal", "international", "humanitarian", "common", "sharia"])
_ALONE = ("constitution", "ombudsman", "ombudswoman", "ombudsperson")


def _counts(found: Candidate, words: Words, first: int) -> bool:
    """Tell whether a name names one instrument: "Martial Law" does not, nor "Act" without "the" before it."""
    if found.head == "law" and found.words and found.words <= _FIELDS:
        return False
    if found.form != "bare" or words.before(first).lower() in DEFINITE or is_possessed(words, first):
        return True
    return found.head in _ALONE


def _proposed(words: Words, first: int, before: str) -> set[str]:
    """Return "proposed" if somebody proposes what the row names: "the government proposes a new Penal Code"."""
    verbs = {w.lower()[:7] for w in words.words[max(0, first - 4) : first - 1]} if before == "new" else set()
    return {"proposed"} if "propose" in verbs or "proposi" in verbs else set()


_NOT_OF = ("Act", "Bill", "Decree", "Agreement", "Dialogue", "Index", "Resolution")


def _right(words: Words, i: int, head: str) -> tuple[int, bool]:
    """Return the last word of the name that word *i* is the head of, and whether it says there what it is about."""
    if is_possessive(words.words[i]):
        return i, False
    last, j = i, i + 1
    if j >= len(words.words) or not words.is_close(i):
        return i, False
    if NUMBER.match(words.text, words.end(i)):
        return i, False
    dated = DATE.match(words.text, words.end(i))
    if dated and head == "Resolution":
        return i, False
    if dated and not (dated.groupdict().get("bare")):
        while j < len(words.words) and words.starts[j] < dated.end():
            j += 1
    if j >= len(words.words) or words.words[j] not in CONNECTORS or words.words[j] in ("and", "with"):
        return last, False
    if words.words[j] == "in" or (words.words[j] == "to" and head not in ("Protocol", "Committee")):
        return last, False
    if words.words[j] in ("for", "of") and head in _NOT_OF and (words.words[j], head) != ("of", "Agreement"):
        return last, False
    end = tail(words, j, may_be_small=words.words[j] not in ("of", "to") or head in ("Council", "Commission"))
    return (end, True) if end > j else (last, False)
