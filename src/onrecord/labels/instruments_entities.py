"""The instruments of one document while their places are gathered, and which names may mean the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from onrecord.records import InstrumentKind, Span
from onrecord.reference.instruments import KnownInstrument

_ONE_FAMILY = {"act": "law", "statute": "law", "legislation": "law", "accord": "agreement", "accords": "agreement"}
_ONE_FAMILY |= {
    "pact": "agreement",
    "memorandum": "agreement",
    "compact": "agreement",
    "deal": "agreement",
    "draft": "bill",
}
_PLAIN = frozenset(
    "national state un united nation independent republic new the eu federal republican office general".split()
)
_FEWEST = 3
"""An abbreviation that nothing explains has at least so many letters."""
_OFFENCES = frozenset("offence violation infraction responsibility liability".split())
"""What the full name of a code may say besides: the Administrative Code is that of administrative offences."""
_RENEWED = frozenset("enhanced revised interim new".split())


@dataclass(slots=True, kw_only=True)
class Entity:
    """An instrument of one document while its places are gathered; *key* is the same in all documents that name it."""

    key: str
    kind: InstrumentKind
    heads: set[str]
    words: frozenset[str]
    name: str
    country: str = ""
    year: str = ""
    date: str = ""
    known: KnownInstrument | None = None
    is_ruling: bool = False
    spans: list[Span] = field(default_factory=list)
    last: int = -1

    def head_is_short(self, other: Entity) -> bool:
        """Tell "FOI Act" beside "Freedom of Information Act"."""
        word = next(iter(self.words), "") if len(self.words) == 1 else ""
        spelled = "".join(w[0] for w in other.name.split()[:-1]).lower()
        return len(word) >= _FEWEST and word == spelled and not self.heads.isdisjoint(other.heads)


def family(head: str, kind: InstrumentKind) -> str:
    """Return what *head* counts as when names are compared; a bill is none but a bill, a treaty goes by its head."""
    return "bill" if kind == "bill" else _ONE_FAMILY.get(head, head)


def years_agree(one: str, other: str) -> bool:
    """Tell whether two years may be one: an unknown year agrees with all."""
    return not one or not other or one == other


def is_fuller(one: Entity, other: Entity) -> bool:
    """Tell whether *one* has a fuller name of what *other* is."""
    if one.kind != other.kind or not years_agree(one.year, other.year):
        return False
    more = one.words - other.words
    if other.kind in ("code", "resolution", "index") or "code" in other.heads:
        return other.kind == "code" and one.country == other.country and other.words < one.words and more <= _OFFENCES
    if other.head_is_short(one):
        return True
    if other.year and not more.isdisjoint(_RENEWED):
        return False
    if not other.words or not other.words < one.words or other.heads.isdisjoint(one.heads):
        return False
    if one.country != other.country and one.country and other.country:
        return False
    return other.kind != "body" or more <= (_PLAIN | {"special", "freedom"} if "rapporteur" in other.heads else _PLAIN)


def initials(e: Entity) -> str:
    """Return the initials that a text may call a body, law or agreement by without saying so, or ""."""
    if e.kind not in ("body", "law", "agreement") or (e.known and not e.known.per_country):
        return ""
    found = "".join(w[0] for w in re.findall(r"\b[A-Z][a-z’'-]+", e.known.name if e.known else e.name))
    return found if len(found) >= _FEWEST else ""


def _are_initials(short: str, name: str) -> bool:
    return short == "".join(w[0] for w in re.findall(r"[A-Z][\w’'-]*", name))


_ACRONYM = re.compile(
    r"\s*\(\s*(?:hereinafter|hereafter)?\s*(?:the\s+)?[“\"‘'’]?(?:the\s+)?([A-Z][A-Za-z]*[A-Z][A-Za-z]*(?:-[A-Z]+)?)[”\"’']?\s*[);,]"
)
_LATER = re.compile(r"[^.;()\n]{1,90}\(\s*[“\"‘'’]?(?:the\s+)?[“\"‘'’]?([A-Z]{2,8})[”\"’']?\s*\)")
_BEFORE = re.compile(r"(?<![\w-])([A-Z]{2,8})[”\"’']?\s*\((?:the\s+)?$")


def abbreviations(text: str, span: Span) -> Iterator[str]:
    """Yield the abbreviation in brackets behind the name at *span*, or before the brackets that hold the name."""
    if (
        (m := _ACRONYM.match(text, span[1]))
        or ((m := _LATER.match(text, span[1])) and _are_initials(m.group(1), text[slice(*span)]))
        or (text[span[1] : span[1] + 1] == ")" and (m := _BEFORE.search(text[max(0, span[0] - 24) : span[0]])))
    ):
        yield m.group(1)
