"""Where a text names an index, one of its indicators, a group of countries, or a year."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from onrecord.figures.shelf import Index
from onrecord.records import Span
from onrecord.reference.indices import known_indices, regions

_YEAR = r"(?:19[5-9]\d|20[0-4]\d)"
_YEARS = re.compile(
    rf"(?<![\d.,/–-])(?P<a>{_YEAR})(?:\s?[-–/]\s?(?P<b>{_YEAR}|\d\d)(?!\d))?(?![\d%]|[.,]\d)(?P<s>['’]s)?"
)
_EDITION_AFTER = re.compile(
    r"['’]?s?\s+(?:\w+\s+){0,4}?(?:editions?|index|rankings?|reports?|survey|list|table|scores?|release|data\s?set)\b",
    re.IGNORECASE,
)
_EDITION_BEFORE = re.compile(
    r"(?:editions?|index|ranking|report|world|survey|scale|net|transit|cpi|fiw|pts|data|dataset)"
    r"(?:\s+(?:of|for|from))?(?:\s+the\s+year)?[\s,(]+(?:the\s+)?$",
    re.IGNORECASE,
)
_DATE_BEFORE = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"(?:\s+\d{1,2}(?:st|nd|rd|th)?,?)?\s+$"
)
YearKind = Literal["edition", "year", "date"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A place that names an index; *is_weak*: only its publisher, *is_generic*: words that any text may use."""

    span: Span
    index: str
    is_weak: bool = False
    is_generic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """A year in a text: an edition's ("the 2019 index"), that of a date ("25 October 2023"), or a bare one.

    *last* is the second year of a name like 2017-2018, else that of the first.
    """

    span: Span
    year: int
    last: int
    kind: YearKind = "year"


class Names:
    """Finds the names of indices: those known, and those of the series that are loaded."""

    def __init__(self, indices: Iterable[Index]) -> None:
        own = {index.name.lower(): index.key for index in indices if index.known is None}
        strong, weak, exact = _known_names()
        self.strong, self.weak, self.exact = strong | own, weak, exact
        names = sorted({*self.strong, *self.weak}, key=len, reverse=True)
        forms = "|".join(_loosely(name) for name in names)
        short = "|".join(sorted(map(re.escape, self.exact), key=len, reverse=True))
        self.pattern = re.compile(rf"(?<![\w-])(?:(?i:{forms})|(?:{short}))(?![\w-])")
        self.own = frozenset(own.values())

    def find(self, text: str) -> list[Mention]:
        """Return where *text* names indices, in reading order."""
        found = [mention for m in self.pattern.finditer(text) if (mention := self._mention(m))]
        return _joined(text, found)

    def _mention(self, m: re.Match[str]) -> Mention | None:
        form = _normal(m.group())
        key = self.strong.get(form) or self.exact.get(m.group())
        weak = self.weak.get(form)
        if key:
            return Mention(span=m.span(), index=key, is_generic=m.group().islower())
        return Mention(span=m.span(), index=weak, is_weak=True) if weak else None


_OTHERS_NAME = re.compile(
    r"\b(?!(?:The|A|An|In|On|By|Of|Its|This|That|Under|For|From|Global|World|Annual|Latest)\b)[A-Z][\w-]+\s+$"
)
_NAMED_INDEX = re.compile(r"\b[A-Z][\w-]+(?:\s+[A-Z][\w-]+)*\s+Index\b")


def is_doubtful(sentence: str, mention: Mention, text: str) -> bool:
    """Tell a name that may stand for something else.

    That is the end of another index's name ("the Baltic Rule of Law Index"), generic words in a text on an index that
    is not known ("the Harbour Index … the rule of law index"), and an abbreviation without a word on its matter.
    """
    before = sentence[: mention.span[0]]
    if _OTHERS_NAME.search(before) and not _publisher_ends().search(before):
        return True
    if mention.is_generic and _names_another(text, mention.index):
        return True
    known = known_indices().get(mention.index)
    words = sentence[slice(*mention.span)]
    if known is None or not known.beside or not words.isupper() or " " in words:
        return False
    if re.search(r"\b(?:rank|ranks|ranked|ranking|countries)\b", sentence, re.IGNORECASE):
        return False
    return not re.search("|".join(map(re.escape, known.beside)), text, re.IGNORECASE)


@cache
def _publisher_ends() -> re.Pattern[str]:
    names = {
        n for k in known_indices().values() for n in (k.publisher, *k.publishers, *k.abbreviations, *k.names, k.name)
    }
    return re.compile(rf"(?:{'|'.join(map(_loosely, names))})(?:['’]s?)?\s+$", re.IGNORECASE)


def _names_another(text: str, index: str) -> bool:
    strong, _, _ = _known_names()
    named = {_normal(m.group()) for m in _NAMED_INDEX.finditer(text)}
    mine = {name for name, key in strong.items() if key == index}
    return bool(named) and not any(name.endswith(one) or one.endswith(name) for name in named for one in mine)


_GAP = re.compile(r"(?:['’]s?)?\s+(?:(?:\d{4}|annual|latest|own|the)\s+)*")


def _joined(text: str, found: list[Mention]) -> list[Mention]:
    """Give "V-Dem's rule of law index" to V-Dem: a name right after another publisher's is that one's."""
    out: list[Mention] = []
    for mention in found:
        last = out[-1] if out else None
        words = text[slice(*mention.span)].lower()
        if last and _GAP.fullmatch(text, last.span[1], mention.span[0]) and last.index != mention.index:
            known = known_indices().get(last.index)
            if known and any(words in indicator.names for indicator in known.indicators.values()):
                out[-1] = replace(last, span=(last.span[0], mention.span[1]), is_weak=False)
                continue
        out.append(mention)
    return out


@cache
def _known_names() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    strong: dict[str, str] = {}
    weak: dict[str, str] = {}
    exact: dict[str, str] = {}
    for known in reversed(known_indices().values()):
        strong |= {_normal(name): known.key for name in (known.name, *known.names)}
        weak |= {_normal(name): known.key for name in known.publishers}
        exact |= dict.fromkeys(known.abbreviations, known.key)
    return strong, {name: key for name, key in weak.items() if name not in strong}, exact


def _normal(name: str) -> str:
    return re.sub(r"\s+", " ", name.replace("’", "'")).lower()


def _loosely(name: str) -> str:
    return re.escape(_normal(name)).replace(r"\ ", r"\s+").replace("'", "['’]")


def find_years(text: str) -> list[Year]:
    """Return the years that *text* names."""
    return [_year(text, m) for m in _YEARS.finditer(text)]


def _year(text: str, m: re.Match[str]) -> Year:
    first = int(m["a"])
    last = int(m["b"] if len(m["b"]) == 4 else m["a"][:2] + m["b"]) if m["b"] else first
    before = text[max(0, m.start() - 40) : m.start()]
    is_edition = _EDITION_BEFORE.search(before) or _EDITION_AFTER.match(text, m.end("b") if m["b"] else m.end("a"))
    kind: YearKind = "date" if _DATE_BEFORE.search(before) else "edition" if is_edition or m["b"] else "year"
    return Year(span=m.span(), year=first, last=last, kind=kind)


@cache
def _regions() -> re.Pattern[str]:
    names = sorted(regions(), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(_loosely(name) for name in names)})(?![\w-])", re.IGNORECASE)


def find_region(text: str) -> tuple[Span, frozenset[str]] | None:
    """Return the first group of countries that *text* names, with its members."""
    m = _regions().search(text)
    return (m.span(), regions()[_normal(m.group())]) if m else None


@cache
def _indicators(index: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    known = known_indices().get(index)
    named = [(name, i.key) for i in known.indicators.values() for name in i.names] if known else []
    return tuple(
        (re.compile(rf"(?<![\w-]){_loosely(name)}(?![\w-])", re.IGNORECASE), key)
        for name, key in sorted(named, key=lambda pair: -len(pair[0]))
    )


def find_indicators(text: str, index: str) -> list[tuple[Span, str]]:
    """Return where *text* names indicators of *index*, the longest names first; one name may stand for two."""
    return [(m.span(), key) for pattern, key in _indicators(index) for m in pattern.finditer(text)]


@cache
def parts_of_indices() -> re.Pattern[str]:
    """Return what matches the name of any index's part: no figure of one is a figure of the whole."""
    names = {n for k in known_indices().values() for i in k.indicators.values() for n in i.names if " " in n}
    whole = {"overall score", "overall rank", "global score", "total score", "aggregate score", "rule of law score"}
    forms = "|".join(sorted(map(_loosely, names - whole), key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{forms})(?![\w-])", re.IGNORECASE)
