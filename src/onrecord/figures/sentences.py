"""A sentence as claims are read in it: its index, its countries, and what goes with what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from onrecord.figures.claims import Claim, find_claims
from onrecord.figures.mentions import Mention, Names, find_indicators, is_doubtful, parts_of_indices
from onrecord.figures.shelf import Index
from onrecord.figures.times import Time, find_times
from onrecord.records import Document, Span
from onrecord.reference.countries import Gazetteer
from onrecord.text.sentences import find_sentences

_OBJECT = re.compile(
    r"\b(?:than|ahead\s+of|behind|above|below|unlike|alongside|overt\w+(?:\s+by)?|pass(?:ed|es|ing)|outrank\w*|outperform\w*"
    r"|outscor\w*|surpass\w*|with|to|from|of|trail\w*)\s+(?:(?:the|both|neighbou?ring|its\s+neighbou?rs?)\s+)*$",
    re.I,
)
_LIST = re.compile(r"\s*(?:\([^)]*\))?\s*(?:,|and|or|,\s*and|as\s+well\s+as)\s+(?:(?:the|neighbou?ring)\s+)*", re.I)
_TOLD = re.compile(
    r"(?:\s*\(\s*(?:ranked\s+|at\s+|in\s+|scored\s+|score\s+|with\s+|number\s+|no\.\s+|rank\s+)?#?|"
    r",?\s+(?:(?:which|who)\s+)?(?:is|was|ranks|ranked|placed|at|in|stands|stood|came|comes|scored|scores|with|on)"
    r"\s+(?:at\s+|in\s+|a\s+|\w+\s+)?)$",
    re.I,
)
_BACK = re.compile(
    r"\b(?:the|this|that|its|their|whose)\s+(?:\w+\s+)?"
    r"(?:index|rankings?|survey|list|table|scores?|ranks?|rating|edition|report|result)\b"
    r"|\b(?:it|they)\s+"
    r"(?:was|were|is|are|ranks?|ranked|scored?|scores|rates?|rated|placed|stood|fell|rose|dropped|climbed)\b"
    r"|\b(?:rank(?:ed|s|ing)?|placed|scored|scores)\b",
    re.I,
)
_SURE_DECIMALS = 2
"""A number with so many decimals beside a publisher's name is a score without a word that says so."""
_CARRY = 3
"""So many sentences on, "the index" may still be the one named; a rank said outright is of the only one named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A country in a sentence; *is_object*: another is set against it."""

    span: Span
    code: str
    is_object: bool = False


@dataclass(slots=True)
class Sentence:
    """A sentence; spans are counted from its start, but *start* in the text."""

    start: int
    text: str
    mentions: list[Mention]
    places: list[Place]
    times: list[Time] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    carried: Mention | None = None
    carried_times: list[Time] = field(default_factory=list)
    earlier_times: list[Time] = field(default_factory=list)
    subject: str | None = None


def read_sentences(document: Document, names: Names, indices: dict[str, Index], gazetteer: Gazetteer) -> list[Sentence]:
    """Return the sentences of a document that claim anything of an index."""
    bare = [_bare(document.text, span, names, gazetteer) for span in find_sentences(document.text)]
    for sentence in bare:
        sentence.mentions = [m for m in sentence.mentions if not is_doubtful(sentence.text, m, document.text)]
    _give_to_own(bare, names)
    named = _named(bare)
    if not named:
        return []
    main = next((share.code for share in document.countries), None)
    out: list[Sentence] = []
    last: tuple[int, Sentence] | None = None
    for n, sentence in enumerate(bare):
        sentence.subject = _subject(sentence) or _subject_before(bare[:n]) or main
        sentence.times = find_times(sentence.text, document.published)
        if not sentence.mentions:
            _carry(sentence, n, last, named)
            if last is None and sentence.carried is None:
                _carry_back(sentence, bare[n + 1 : n + 2])
        sentence.claims = _claims(sentence, indices)
        if any(not m.is_weak for m in sentence.mentions) or (sentence.mentions and _is_about_index(sentence)):
            last = (n, sentence)
        elif sentence.claims and sentence.carried and last and not sentence.carried.is_weak:
            last = (n, last[1])
        if sentence.claims:
            out.append(sentence)
    return out


def _bare(text: str, span: Span, names: Names, gazetteer: Gazetteer) -> Sentence:
    words = text[slice(*span)]
    mentions = names.find(words)
    places: list[Place] = []
    for found in gazetteer.mentions(words):
        if not any(found.span[0] < m.span[1] and found.span[1] > m.span[0] for m in mentions) and not re.match(
            r"(?:\s+|\.\s?)(?:State\s+Department|Department\s+of\s+State)", words[found.span[1] :]
        ):
            places.append(Place(span=found.span, code=found.code, is_object=_is_object(words, found.span, places)))
    return Sentence(start=span[0], text=words, mentions=mentions, places=places)


def _is_object(text: str, span: Span, places: Sequence[Place]) -> bool:
    if _OBJECT.search(text[: span[0]][-45:]):
        return not re.search(
            r"\b(?:rank|score|rating|position|place|performance|rise|fall|improvement)s?\s+of\s+(?:the\s+)?$",
            text[: span[0]],
            re.I,
        )
    return bool(places and places[-1].is_object and _LIST.fullmatch(text, places[-1].span[1], span[0]))


def _named(sentences: Sequence[Sentence]) -> list[str]:
    """Return the indices that the document names, those named by more than words that any text may use first."""
    all_named = [m for sentence in sentences for m in sentence.mentions]
    sure = dict.fromkeys(m.index for m in all_named if not m.is_generic and not m.is_weak)
    return list(dict.fromkeys([*sure, *(m.index for m in all_named)]))


def _give_to_own(sentences: Sequence[Sentence], names: Names) -> None:
    """Give "the rule of law index" to the index of one's own that the document names, where it names no other."""
    sure = {m.index for sentence in sentences for m in sentence.mentions if not m.is_generic and not m.is_weak}
    if len(sure) == 1 and sure <= names.own:
        for sentence in sentences:
            sentence.mentions = [replace(m, index=next(iter(sure)), is_generic=False) for m in sentence.mentions]


def _subject(sentence: Sentence) -> str | None:
    subjects = [place.code for place in sentence.places if not place.is_object]
    return subjects[0] if subjects else None


def _subject_before(sentences: Sequence[Sentence]) -> str | None:
    return next((code for s in sentences[-1:] if (code := _subject(s))), None)


def _is_about_index(sentence: Sentence) -> bool:
    """Tell a sentence that names a publisher and makes a claim, or speaks of its index without naming it."""
    return bool(sentence.claims) or bool(re.search(r"\b(?:index|ranking|survey|report|list)\b", sentence.text, re.I))


def _carry(sentence: Sentence, n: int, last: tuple[int, Sentence] | None, named: Sequence[str]) -> None:
    """Take over the index of an earlier sentence where the words point back to it."""
    if last is None:
        return
    sentence.earlier_times = last[1].times
    if not (_BACK.search(sentence.text) or n - last[0] == 1):
        if len(named) == 1:
            sentence.carried = Mention(span=(0, 0), index=named[0], is_weak=True)
        return
    strong = [m for m in last[1].mentions if not m.is_weak] or last[1].mentions
    if n - last[0] <= _CARRY:
        sentence.carried = Mention(span=(0, 0), index=strong[-1].index, is_weak=n - last[0] > 1 or strong[-1].is_weak)
        years = {t.year for t in last[1].times if t.kind == "edition"}
        sentence.carried_times = [t for t in last[1].times if t.kind == "edition"] if len(years) == 1 else []
    elif len(named) == 1:
        sentence.carried = Mention(span=(0, 0), index=named[0], is_weak=True)


def _claims(sentence: Sentence, indices: dict[str, Index]) -> list[Claim]:
    if sentence.text.startswith("Score Change"):  # of one question among many
        return []
    meant = {m.index for m in sentence.mentions} | ({sentence.carried.index} if sentence.carried else set())
    if not meant:
        return []
    indicators = [i for key in meant for i in indices[key].indicators.values()]
    tops = {i.scale[1] for i in indicators if i.scale} | {s[1] for key in meant if (s := indices[key].scale(""))}
    levels = [level for i in indicators for level in i.levels]
    found = find_claims(sentence.text, frozenset(t for t in tops if t > 1), levels)
    if sentence.mentions:
        is_weak = all(m.is_weak for m in sentence.mentions)
        return [c for c in found if not is_weak or c.kind != "value" or c.is_explicit or c.decimals >= _SURE_DECIMALS]
    if _BACK.search(sentence.text) or not (sentence.carried and sentence.carried.is_weak):
        return found
    return [c for c in found if c.is_explicit and c.kind in ("rank", "countries", "rank-change")]


def _carry_back(sentence: Sentence, following: Sequence[Sentence]) -> None:
    """Take the index of the next sentence where none was named before: "“We are 65th”, he said of the index"."""
    strong = [m for s in following for m in s.mentions if not m.is_weak]
    if strong:
        sentence.carried = replace(strong[0], span=(0, 0), is_weak=True)


# What goes with a claim


def index_for(sentence: Sentence, claim: Claim, indices: dict[str, Index]) -> Index | None:
    """Return the index that a claim is about, the nearest named that it can be of."""
    fitting = [m for m in sentence.mentions if _can_be_of(claim, indices[m.index])]
    if fitting:
        return indices[min(fitting, key=lambda m: _apart(sentence, claim.span, m.span) + 6 * m.is_weak).index]
    carried = sentence.carried
    return indices[carried.index] if carried and _can_be_of(claim, indices[carried.index]) else None


def _can_be_of(claim: Claim, index: Index) -> bool:
    if claim.kind == "level":
        return any(claim.level in i.levels for i in index.indicators.values())
    if claim.kind in ("rank", "rank-change", "countries"):
        return index.known is None or index.known.is_ranked
    if claim.kind in ("value", "value-change") and claim.start is None:
        scales = [s for key in ("", *index.indicators) if (s := index.scale(key))]
        limit = max((s[1] for s in scales), default=1000.0)
        return claim.value is None or (claim.value <= limit and not (claim.decimals == 0 and limit <= 1))
    return True


def _apart(sentence: Sentence, a: Span, b: Span) -> float:
    first, second = sorted([a, b])
    between = sentence.text[first[1] : second[0]]
    return len(between) / 4 + 12 * len(re.findall(r"[,;:—]|\b(?:and|but|while|whereas)\b", between))


def indicator_for(sentence: Sentence, claim: Claim, index: Index) -> tuple[str, str]:
    """Return the indicator that a claim is of, and the words of a part that no figures are loaded of."""
    if claim.kind == "level":
        return next(key for key, i in index.indicators.items() if claim.level in i.levels), ""
    named = find_indicators(sentence.text, index.key)
    near = [(span, key) for span, key in named if _is_near(sentence, claim, span)]
    if fitting := [(span, key) for span, key in near if _fits(sentence, claim, key, index)]:
        return min(fitting, key=lambda pair: (_apart(sentence, claim.span, pair[0]), -len(pair[0])))[1], ""
    if not index.default and (far := [(span, key) for span, key in named if _fits(sentence, claim, key, index)]):
        return min(far, key=lambda pair: _apart(sentence, claim.span, pair[0]))[1], ""
    part = next((m for m in parts_of_indices().finditer(sentence.text) if _is_part(sentence, claim, m)), None)
    if part and not index.indicators and not any(m.span[0] <= part.start() < m.span[1] for m in sentence.mentions):
        return "", part.group()
    return index.default, ""


def _is_part(sentence: Sentence, claim: Claim, m: re.Match[str]) -> bool:
    before = sentence.text[max(0, m.start() - 12) : m.start()]
    return bool(re.search(r"\b(?:on|for|in|under)\s+(?:the\s+)?$", before, re.I)) and _is_near(
        sentence, claim, m.span()
    )


def _is_near(sentence: Sentence, claim: Claim, span: Span) -> bool:
    """Tell whether no other claim stands between, nor a new clause."""
    first, second = sorted([claim.span, span])
    between = sentence.text[first[1] : second[0]]
    own = next((c for c in sentence.claims if c.start is not None and c.span[0] <= claim.span[0] < c.span[1]), claim)
    if any(
        c is not claim
        and not (own.span[0] <= c.span[0] < own.span[1])
        and first[1] <= c.span[0]
        and c.span[1] <= second[0]
        and c.kind in ("rank", "value")
        for c in sentence.claims
    ):
        return span[0] > claim.span[0] and len(between) < 12
    return ";" not in between and not re.search(r",\s+(?:but|while|whereas|and\s+\w+ed)\b", between)


def _fits(sentence: Sentence, claim: Claim, key: str, index: Index) -> bool:
    indicator = index.indicators[key]
    if indicator.levels:
        return False
    if indicator.scale and claim.kind == "value" and claim.value is not None:
        if claim.top is not None and claim.top != indicator.scale[1]:
            return False
        if claim.value > indicator.scale[1]:
            return False
    if key.endswith("_rating"):
        return bool(re.search(r"\brat(?:ed|ing|ings|es)\b", sentence.text, re.I)) or claim.top == 7
    if key.endswith("_score"):
        return not re.search(r"\brat(?:ing|ings)\b", sentence.text, re.I) or claim.top in (40, 60)
    return True


def country_for(sentence: Sentence, claim: Claim) -> str | None:
    """Return the country that a claim is about: the nearest before it that nothing is set against, else after it."""
    before = [p for p in sentence.places if p.span[1] <= claim.span[0]]
    if before and before[-1].is_object:
        told = sentence.text[before[-1].span[1] : claim.span[0]]
        if _TOLD.fullmatch(told):
            return before[-1].code
    subjects = [p for p in before if not p.is_object]
    if respective := _respectively(sentence, claim, subjects):
        return respective
    if subjects:
        return subjects[-1].code
    if re.search(
        r"\b(?:we|our|us|it|its|the\s+(?:country|republic|state|government))\b", sentence.text[: claim.span[0]], re.I
    ):
        return sentence.subject
    behind = [p for p in sentence.places if p.span[0] >= claim.span[1] and not p.is_object]
    return behind[0].code if behind else sentence.subject


def _respectively(sentence: Sentence, claim: Claim, subjects: Sequence[Place]) -> str | None:
    """Return the country of a claim in "A and B, 118th and 102nd respectively"."""
    alike = [c for c in sentence.claims if c.kind == claim.kind]
    if "respectively" not in sentence.text or len(alike) != len(subjects) or claim not in alike:
        return None
    return subjects[alike.index(claim)].code


def objects_after(sentence: Sentence, claim: Claim) -> tuple[str, ...]:
    """Return the countries that a comparison names, right after its words."""
    return tuple(_listed(sentence, claim.span[1]))


def _listed(sentence: Sentence, at: int) -> Iterator[str]:
    for place in (p for p in sentence.places if p.span[0] >= at):
        between = sentence.text[at : place.span[0]]
        if not (
            _LIST.fullmatch(between)
            or re.fullmatch(r"\s*(?:(?:the|both|its|neighbou?ring|neighbou?rs?|of|score|that|rank)\s+)*", between, re.I)
        ):
            return
        yield place.code
        at = place.span[1]
