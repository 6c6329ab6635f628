"""Scenes: which countries a document names, how much each naming weighs, and which country each part is about."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from onrecord.labels.lexicon import load_lists
from onrecord.records import Document, Span
from onrecord.reference.countries import CountryMention, Gazetteer
from onrecord.reference.places import find_places

FULL, FIRM, STRONG, WEAK, FAINT = 1.0, 0.9, 0.5, 0.4, 0.2
"""What a naming weighs: the state acts; a plain name; from here on it can be the matter; an adjective; in passing."""
_MODEL = 0.05
_HUBS = frozenset("Geneva Brussels London Paris Vienna Washington Strasbourg The Hague New York".split())
"""Cities from which the press and world bodies report on all countries."""
_TITLE_BONUS, _SHARED_BONUS, _LAW_BONUS = 2.0, 1.0, 8.0
_POWERS = frozenset({"USA", "RUS", "GBR", "CHN", "FRA"})
"""Members of the Security Council: they turn up in texts about everybody else."""
_HEADING_CHARS = 60
_TITLE_CHARS = 160
_BEFORE_CHARS, _AFTER_CHARS = 60, 70

Kind = Literal["name", "demonym", "capital", "city", "institution", "leader"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """A place where the text names a country or something that belongs to one; *weight* from 0 to 1."""

    span: Span
    code: str
    kind: Kind
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """The namings of a document, in reading order, its main country with its share of their weight, and its sections.

    A section is the stretch under a heading that names a country. *main* is None where nothing firm is named; *people*
    is the country whose people the text most often speaks of ("Kenyans in Berlin").
    """

    namings: tuple[Naming, ...] = ()
    starts: tuple[int, ...] = ()
    main: str | None = None
    share: float = 0.0
    people: str | None = None
    sections: tuple[tuple[Span, str], ...] = ()

    def main_at(self, position: int) -> tuple[str | None, float]:
        """Return the country that the part at *position* is about, and its share."""
        for (start, end), code in self.sections:
            if start <= position < end:
                return code, 1.0
        return self.main, self.share

    def inside(self, spans: Iterable[Span]) -> list[Naming]:
        """Return the namings that begin inside *spans*."""
        return [
            naming
            for start, end in spans
            for naming in self.namings[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
        ]

    def before(self, position: int, stop: int) -> Iterator[Naming]:
        """Yield the namings before *position* down to *stop*, the nearest first."""
        return reversed(self.namings[bisect_left(self.starts, stop) : bisect_right(self.starts, position - 1)])


def make_scene(
    document: Document, gazetteer: Gazetteer, mentions: Sequence[CountryMention], paragraphs: Sequence[Span]
) -> Scene:
    """Weigh the namings of *document*, given its country mentions and its paragraphs."""
    text = document.text
    found: list[tuple[Span, str, Kind]] = [(m.span, m.code, m.kind) for m in mentions]
    found += [(span, code, "name") for span, code in _capitals(text, gazetteer, paragraphs)]
    taken = {span[0] for span, _, _ in found}
    found += [(p.span, p.code, p.kind) for p in find_places(text) if p.span[0] not in taken]
    namings = tuple(_weighed(text, sorted(found)))
    title = _title(document, gazetteer)
    main, share = _main(text, namings, title, paragraphs)
    return Scene(
        namings=namings,
        starts=tuple(n.span[0] for n in namings),
        main=main,
        share=share,
        people=_people(namings),
        sections=_sections(text, namings, paragraphs),
    )


def _capitals(text: str, gazetteer: Gazetteer, paragraphs: Sequence[Span]) -> Iterator[tuple[Span, str]]:
    """Yield the countries that headings and case names write in capitals: "KENYA", "v. KENYA"."""
    for start, end in paragraphs:
        if end - start <= _TITLE_CHARS and _SHOUTED.search(text, start, end):
            line = _SHOUTED.sub(lambda m: m.group().capitalize(), text[start:end])
            for m in gazetteer.mentions(line):
                span = (start + m.span[0], start + m.span[1])
                if _SHOUTED.match(text, span[0]) and m.kind == "name":
                    yield span, m.code


_SHOUTED = re.compile(r"(?<!\w)[A-ZÀ-Þ]{4,}(?!\w)")


def _title(document: Document, gazetteer: Gazetteer) -> list[str]:
    """Return the countries of a title that is no part of the text."""
    title = document.title
    if not title or document.text.lstrip().startswith(title):
        return []
    return [m.code for m in gazetteer.mentions(title) if m.kind == "name"]


def _weighed(text: str, found: Sequence[tuple[Span, str, Kind]]) -> Iterator[Naming]:
    last: Naming | None = None
    for span, code, kind in found:
        weight = _weight(text, span, code, kind)
        if last and last.weight <= FAINT and kind == "name" and _AND.fullmatch(text, last.span[1], span[0]):
            weight = min(weight, last.weight)
        last = Naming(span=span, code=code, kind=kind, weight=weight)
        yield last


_AND = re.compile(r",?\s+(?:and|or|and in|or in)\s+|,\s+")


def _weight(text: str, span: Span, code: str, kind: Kind) -> float:
    start, end = span
    patterns = _patterns()
    before = text[max(0, start - _BEFORE_CHARS) : start]
    if patterns["model_before"].search(before) or patterns["model_after"].match(text, end, end + _AFTER_CHARS):
        return _MODEL
    if code in _POWERS and patterns["abroad_after"].match(text, end):
        return WEAK
    if text.startswith(("-", "–"), end) or _COMPOUND.search(before):
        return FAINT
    if kind == "demonym":
        return _weight_of_demonym(text, span)
    if kind == "leader":
        return FIRM
    if kind == "city" or (kind == "capital" and text[start:end] in _HUBS):
        return STRONG if _IN.search(before) else WEAK
    if text[start:end] in _ATTRIBUTES:
        return FULL if patterns["organ_after"].match(text, end) else FIRM if _AS_NAME.match(text, end) else WEAK
    if patterns["person_before"].search(before) or _MOVING.search(before):
        return WEAK
    return FULL if patterns["organ_before"].search(before) else FIRM


_ATTRIBUTES = frozenset({"US", "U.S.", "UK", "U.K.", "USA", "UAE"})
"""Names that stand before a noun as adjectives do."""
_AS_NAME = re.compile(
    r"[’']s|\W*$|[.,;:)!?]|\s(?:and|or|has|had|is|was|were|will|would|should|in|on|to|for|that|with|\w+s)\b"
)
_COMPOUND = re.compile(r"(?:\bethnic |\b(?:anti|pro|non|ex|post)-|\w[-–])$", re.I)
_MOVING = re.compile(r"\b(?:to|from|for|via|through|into|leaving|left|fled) (?:the )?$")
_IN = re.compile(r"\b(?:in|at|near|of|outside|across) (?:the )?$")


def _weight_of_demonym(text: str, span: Span) -> float:
    patterns = _patterns()
    if patterns["organ_after"].match(text, span[1]):
        return FULL
    return FAINT if patterns["person_after"].match(text, span[1]) or text[span[1] - 1] == "s" else WEAK


def organ_end(text: str, naming: Naming) -> int | None:
    """Return where the name of a state's organ ends ("Kenyan police", "the UK government"), or None."""
    if naming.weight < FULL:
        return None
    match = _patterns()["organ_after"].match(text, naming.span[1])
    return match.end() if match else None


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    lists = load_lists("scenes.toml")
    one_of = {
        f"{table}.{name}": "|".join(re.escape(w.strip()) for w in words.replace("\n", " ").split(","))
        for table, rows in lists.items()
        for name, words in rows.items()
    }
    between = r"(?: (?:the|its|their|a|an|in|that of|those of|neighbou?ring|\w+(?:n|sh|ese|i)))*"
    return {
        "model_before": re.compile(rf"\b(?:{one_of['before.model']}){between} $", re.I),
        "model_after": re.compile(
            r"(?:[’']s?)?(?: [\w-]+){0,4} (?:as (?:a |its |their |the )?(?:model|example|template|pattern)|model of)\b"
            r"|(?:[’']s)? (?:example|model)\b| origin\b"
        ),
        "person_before": re.compile(rf"\b(?:{one_of['before.person']}) (?:from|in|of|at|to) (?:the )?$", re.I),
        "organ_before": re.compile(rf"\b(?:{one_of['before.organ']}) (?:of|in) (?:the )?$", re.I),
        "organ_after": re.compile(
            rf"(?:[’']s)? (?:[a-z-]+ (?!of |for |in |to |and ))?(?:{one_of['after_demonym.organ']})\b", re.I
        ),
        "abroad_after": re.compile(rf"(?:[’']s)? (?:{one_of['after_demonym.abroad']})\b"),
        "person_after": re.compile(rf" (?:[a-z-]+ )?(?:{one_of['after_demonym.person']})\b"),
        "domestic": re.compile(rf"\b(?:{one_of['domestic.organ']})\b", re.I),
    }


def speaks_of_home(text: str) -> bool:
    """Tell whether an organ called *text* speaks of its own country unless it says otherwise."""
    return bool(_patterns()["domestic"].search(text))


def _people(namings: Sequence[Naming]) -> str | None:
    counts = Counter(n.code for n in namings if n.kind == "demonym" and n.weight <= WEAK)
    return counts.most_common(1)[0][0] if counts else None


_STATE_PARTY = re.compile(
    r"(?:\bstate party(?: concerned)?: |\brespondent state: |\bv\.? (?:the )?(?:republic of )?"
    r"|\b(?:periodic|initial) reports? (?:submitted )?(?:of|by) (?:the )?(?:republic of )?"
    r"|\bin the case of [^\n]{1,60} v\. )$",
    re.I,
)
_HEAD_CHARS, _VERSUS_CHARS = 1500, 5


def _state_party(text: str, namings: Sequence[Naming]) -> str | None:
    """Return the state that a case or a report is about, if the head of the text says so ("Doe v. Norvia")."""
    end = -1
    for naming in namings:
        start = naming.span[0]
        if start > _HEAD_CHARS:
            return None
        is_match = end >= start - _VERSUS_CHARS  # "Norvia v. Pelloria" is a game
        if naming.kind == "name" and not is_match and _STATE_PARTY.search(text, max(0, start - 90), start):
            return naming.code
        end = naming.span[1]
    return None


def _main(
    text: str, namings: Sequence[Naming], title: Sequence[str], paragraphs: Sequence[Span]
) -> tuple[str | None, float]:
    """Return the country that a document is about, with its share of the weight; a state party has all of it."""
    if party := _state_party(text, namings):
        return party, 1.0
    weights: defaultdict[str, float] = defaultdict(float)
    for naming in namings:
        weights[naming.code] += naming.weight
    for code, bonus in _headline(text, namings, title, paragraphs):
        weights[code] += bonus
    firm = {n.code for n in namings if n.weight > STRONG} | set(title)
    firm = (firm or _alone(namings)) - _bystanders(text, namings, title)
    if not firm:
        return None, 0.0
    best = max(firm, key=lambda code: weights[code])
    return best, weights[best] / sum(weights.values())


_LATE, _FEW = 1 / 3, 3
"""Sweep over 4,000 paragraphs of Freedom House: powers named so late and seldom are bystanders in 9 of 10."""


def _bystanders(text: str, namings: Sequence[Naming], title: Sequence[str]) -> set[str]:
    """Return the powers that turn up in texts about everybody else: named a few times, when the text is on its way."""
    late = _LATE * len(text)
    early = {n.code for n in namings if n.span[0] < late}
    counts = Counter(n.code for n in namings)
    return {code for code in _POWERS - early - set(title) if counts[code] <= _FEW}


def _alone(namings: Sequence[Naming]) -> set[str]:
    """Return the only country that a text without a firm naming speaks of, by adjectives or cities; else nothing."""
    codes = {n.code for n in namings}
    return codes if any(n.weight > FAINT for n in namings) and len(codes) == 1 else set()


def _headline(
    text: str, namings: Sequence[Naming], title: Sequence[str], paragraphs: Sequence[Span]
) -> Iterator[tuple[str, float]]:
    """Yield what the countries of a title or a short first line gain: one alone most, and more if it is about a law."""
    first = paragraphs[0] if paragraphs and paragraphs[0][1] - paragraphs[0][0] <= _TITLE_CHARS else (0, 0)
    named = [*title, *(n.code for n in namings if n.span[0] < first[1] and n.weight > STRONG)]
    if len(set(named)) == 1 and _ABOUT_A_LAW.search(text, *first):
        yield named[0], _LAW_BONUS
    bonus = _SHARED_BONUS if len(set(named)) > 1 else _TITLE_BONUS
    yield from ((code, bonus) for code in dict.fromkeys(named))


_ABOUT_A_LAW = re.compile(r"\b(?:draft|bill|code|act|law|constitution|decree|amendments?)\b", re.I)


def _sections(text: str, namings: Sequence[Naming], paragraphs: Sequence[Span]) -> tuple[tuple[Span, str], ...]:
    """Return the stretches under headings that name one country each; none unless two countries have one."""
    by_start = {n.span[0]: n for n in namings if n.kind == "name"}
    heads: list[tuple[int, str]] = []
    for start, end in paragraphs:
        lead = _BULLET.match(text, start, end)
        naming = by_start.get(lead.end() if lead else start)
        if naming and _ends_heading(text, naming.span[1], end):
            heads.append((start, naming.code))
    if len({code for _, code in heads}) < 2:
        return ()
    stops = [start for start, _ in heads[1:]] + [len(text)]
    return tuple(((start, stop), code) for (start, code), stop in zip(heads, stops, strict=True))


_BULLET = re.compile(r"(?:[#*•–—-]+|\d{1,2}[.)]|[A-Z]\.)?\s*(?:The |In )?(?=[A-Z])")
_HEADED = re.compile(r"\s*(?:[:–—-]\s|\.\s|$)")


def _ends_heading(text: str, after: int, end: int) -> bool:
    """Tell whether a country at the head of a paragraph is all of it, or set off by a colon, dash or stop."""
    return after >= end or bool(_HEADED.match(text, after, min(end, after + _HEADING_CHARS)))
