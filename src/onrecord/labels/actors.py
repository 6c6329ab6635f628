"""Actors: who does what the content says, or is to do it: a state, a body like the EU, an armed group."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from onrecord.labels.lexicon import load_lists
from onrecord.labels.scenes import STRONG, organ_end
from onrecord.labels.views import View
from onrecord.records import Span
from onrecord.text.spans import find_containing

VERB = re.compile(
    r"(?:[’']s)?(?:\s+(?:officials?|leaders?|authorities|governments?|diplomats?|member states|institutions|"
    r"administration|itself|now|also|too|still))*"
    r"(?:,\s+(?:for example|too|however|by contrast|in turn|meanwhile|for its part),?)?"
    r"(?:\s+(?:which|who|also|now|still|only|again|often|never|rarely|seldom))?\s+"
    r"(?:has|have|had|is|are|was|were|will|would|should|must|can|could|may|might|does|do|did|seems?|appears?|claims?|needs?|ought|"
    r"cannot|fails?|failed|remains?|continues?|says|said|wants|put|puts|turned|turns|refused|refuses|ignored|ignores|gave|took|"
    r"got|sent|paid|knew|knows|read|deny|shot|held|\w+ed|\w+(?<!s)s)\b"
)
NOT_SUBJECT = re.compile(
    r"(?:\b(?:of|in|to|with|for|from|by|against|between|and|on|at|into|within|towards?|than|via|through|under|\w+ing)\s+"
    r"(?:the\s+|an?\s+)?|-)$",
    re.IGNORECASE,
)
_LOOKBACK = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts: *code* is a country's, a body's or a group's name, None for a group without one; *words* show it."""

    span: Span
    code: str | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lists:
    bodies: dict[str, str]
    pattern: re.Pattern[str]
    european: re.Pattern[str]
    nameless: re.Pattern[str]


@cache
def _lists() -> _Lists:
    tables = load_lists("targets.toml")
    forms = {
        form.strip(): code
        for table in ("bodies", "groups")
        for code, row in tables[table].items()
        for form in row.split(",")
    }
    longest = "|".join(map(re.escape, sorted(forms, key=len, reverse=True)))
    nameless = "|".join(w.strip() for w in tables["nameless"]["heads"].replace("\n", " ").split(","))
    european = "|".join(w.strip() for w in tables["european"]["forms"].replace("\n", " ").split(","))
    return _Lists(
        bodies=forms,
        pattern=re.compile(rf"(?<![\w-])(?:{longest})(?!\w|-[A-Z])"),
        european=re.compile(rf"(?<![\w-])(?:{european})(?!\w|-[A-Z]| (?:of|on|for) )"),
        nameless=re.compile(
            rf"(?:[Tt]he |[Aa] |[Ss]ome )?(?:(?:[Uu]nknown|[Mm]asked|[Aa]rmed|[Ii]slamist|[A-Z]?[a-z]+-backed) )*"
            rf"(?:{nameless})(?! (?:case|leader|law))\b(?: of (?:the )?(?P<name>[A-Z]\w+(?: [A-Z]\w+)*))?",
        ),
    )


def subject_of(view: View, country: str | None) -> Actor | None:
    """Return the first actor of the content that a verb follows and no preposition precedes, unless it is *country*."""
    text, span = view.text, _first_sentence(view)
    if (back := _pointed_at(view, span)) and back.code != country:
        return back
    for actor in sorted(_actors(view, span), key=_place):
        start, end = actor.span
        leads = not NOT_SUBJECT.search(text, max(span[0], start - _LOOKBACK), start)
        if leads and actor.code == country:
            return None
        stop = span[1] if end < span[1] else view.paragraph[1]
        if leads and (VERB.match(text, end, stop) or _is_told(view, actor, span)):
            return actor
    return None


_OF_ITSELF = re.compile(r"(?:that (?:it|they) |to (?:be|have)\b)", re.IGNORECASE)
_PROFESSES = re.compile(r"\b(?:claim|profess|purport|pretend|boast|maintain|insist)", re.IGNORECASE)


def speaks_of_itself(view: View, country: str | None) -> Actor | None:
    """Return the body or other state that says of itself what it does: "the Union claims to be promoting …"."""
    statement = view.statement
    if len(statement.source) != 1 or not _OF_ITSELF.match(view.text, statement.content[0][0]):
        return None
    if not any(_PROFESSES.search(view.text, *span) for span in statement.cue):
        return None
    found = sorted(_actors(view, statement.source[0]), key=_place)
    return next((actor for actor in found if actor.code != country), None)


def _is_told(view: View, actor: Actor, span: Span) -> bool:
    """Tell whether a demand opens with *actor*: "recommended that Kenya follow …", "urged Kenya to …"."""
    opens = _ARTICLE.fullmatch(view.text, span[0], actor.span[0]) is not None
    return opens and view.reading.cue_has("cue.demand") and bool(_ANY_VERB.match(view.text, actor.span[1]))


_ANY_VERB = re.compile(r"(?:,[^,.]{1,120},)?\s+(?!and\b|or\b|of\b|in\b)[a-z]+\b")


def _place(actor: Actor) -> Span:
    return actor.span


def _actors(view: View, span: Span) -> Iterator[Actor]:
    """Yield the bodies, states, capitals and groups inside *span*."""
    text, lists = view.text, _lists()
    for match in lists.pattern.finditer(text, *span):
        yield Actor(span=match.span(), code=lists.bodies[match.group()], words=match.group())
    if _names_the_eu(text):
        for match in lists.european.finditer(text, *span):
            yield Actor(span=match.span(), code="EU", words=match.group())
    for naming in view.page.scene.inside([span]):
        end = organ_end(text, naming)
        if end or (naming.kind in ("name", "capital") and naming.weight >= STRONG):
            yield Actor(span=(naming.span[0], end or naming.span[1]), code=naming.code, words=text[slice(*naming.span)])
    if group := lists.nameless.match(text, *span):
        yield Actor(span=group.span(), code=group["name"], words=group.group())
    named = _CAPITALISED.match(text, *span)
    if named and named[1] in _groups(text):
        yield Actor(span=named.span(), code=named[1], words=named.group())


_CAPITALISED = re.compile(r"(?:[Tt]he )?([A-Z]\w+(?: [A-Z]\w+)*)")
_MEMBERS = re.compile(
    r"\b(?:[Rr]ebels|[Mm]ilitants|[Ff]ighters|[Gg]unmen|[Gg]uerrillas|[Ii]nsurgents|[Ss]eparatists) (?:of|from) "
    r"(?:the )?([A-Z]\w+(?: [A-Z]\w+)*)"
)


@lru_cache(maxsize=4)
def _groups(text: str) -> frozenset[str]:
    """Return the armed groups that *text* itself calls so: "rebels of the Northern Front"."""
    return frozenset(match[1] for match in _MEMBERS.finditer(text))


@lru_cache(maxsize=4)
def _names_the_eu(text: str) -> bool:
    return bool(re.search(r"\b(?:EU|European Union|European Commission)\b", text))


_PRONOUN = re.compile(r"(?:that )?(?:It|Its|They|Their|it|its|they|their)\b")


def _pointed_at(view: View, span: Span) -> Actor | None:
    """Return the body that "It" or "Its" at the head of the content takes up from the sentence before."""
    if not _PRONOUN.match(view.text, span[0]) or view.statement.source:
        return None
    at = find_containing(view.page.sentences, span[0])
    if not at:
        return None
    for before in (at - 1, at - 2):
        sentence = view.page.sentences[max(0, before)]
        if sentence[0] < view.paragraph[0] and view.text[sentence[1] - 1] != "?":
            return None
        if found := _subject_in(view, sentence):
            return found
        if not _PRONOUN.match(view.text, sentence[0]):
            return None
    return None


def _subject_in(view: View, span: Span) -> Actor | None:
    """Return the first actor that leads in a sentence, or that a question asks about ("What should the EU do?")."""
    text = view.text
    for actor in sorted(_actors(view, span), key=_place):
        start, end = actor.span
        if NOT_SUBJECT.search(text, max(span[0], start - _LOOKBACK), start):
            continue
        if VERB.match(text, end, span[1]) or text[span[1] - 1] == "?":
            return actor
    return None


def _first_sentence(view: View) -> Span:
    """Return the first stretch of the content up to the end of its sentence: what follows may be about others."""
    start, end = view.statement.content[0]
    at = find_containing(view.page.sentences, start)
    return start, end if at is None else max(start, min(end, view.page.sentences[at][1]))


def addressee_of(view: View) -> Actor | None:
    """Return whom a demand addresses: the body between cue and content, or who opens the content ("Kenya to …")."""
    if not view.reading.cue_has("cue.demand"):
        return None
    text, lists = view.text, _lists()
    cue_end = view.statement.cue[-1][1]
    first = min((s for s, _ in view.statement.content if s >= cue_end), default=None)
    close = first is not None and first - cue_end < 120
    stop = max(cue_end, first if close and first is not None else cue_end)
    if match := lists.pattern.search(text, view.statement.cue[0][0], stop):
        return Actor(span=match.span(), code=lists.bodies[match.group()], words=match.group())
    return None if first is None else _opening(view, first)


_TO = re.compile(
    r"(?:[’']s)?(?:,\s+(?:where|which|whose|who)\s[^,.]{1,120},)?(?:\s+and\s+[\w ]{1,40}?)?"
    r"(?:\s+(?:officials|institutions|leaders|member states|authorities|government))?\s+to\s"
)
_ARTICLE = re.compile(
    r"(?:that\s+)?(?:on\s+|upon\s+)?(?:the\s+)?(?:(?:authorities|government|parliament)\s+(?:in|of)\s+)?(?:the\s+)?"
)


def _opening(view: View, first: int) -> Actor | None:
    text = view.text
    match = _ARTICLE.match(text, first)
    at = match.end() if match else first
    for actor in _actors(view, (at, min(len(text), at + 80))):
        if actor.span[0] == at and _TO.match(text, actor.span[1]):
            return actor
    return None
