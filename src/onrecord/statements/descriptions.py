"""Speakers without a name: "analysts", "a ministry source", "the minister", "the report"."""

from __future__ import annotations

import re

from onrecord.records import Camp, Document, Span, Speaker, Statement
from onrecord.reference import leaders, organisations
from onrecord.statements import roles
from onrecord.statements.antecedents import Referent, Scene, Turn, referent_of_body
from onrecord.statements.appositions import owner_before
from onrecord.statements.called import body_called, named_later, person_in_role
from onrecord.statements.cast import Body, Cast, Person
from onrecord.statements.name_words import fold, is_platform_word, words_of
from onrecord.statements.names import Name
from onrecord.statements.phrases import modifies, without_possessive
from onrecord.statements.references import (
    heads_sentence_before,
    issuer_of_text,
    spoken_before,
    state_called,
)
from onrecord.statements.subjects import plural_subject

_ARTICLE = re.compile(r"(?:even\s+)?(?:the|a|an)\s+|(?:growing|mounting|rising|increasing|widespread)\s+(?=\w+$)", re.I)
_DEFINITE = re.compile(r"(?:the|this|that|these|those|both)\s+", re.I)
_APPOSED = re.compile(r"(?:,\s|\s[–—]\s|\s\()")
_BASED = re.compile(r"^[\w.]+-based\s(?=[a-z])")
_POINTING = re.compile(r"(?:the|this|that|these|those)\s+", re.I)
_WORD = re.compile(r"[\w.]+(?:[-'’/]\w+)*")
_OFFICES = {
    "president": "president", "prime minister": "prime minister", "premier": "prime minister",
    "chancellor": "chancellor", "foreign minister": "foreign minister", "foreign affairs minister": "foreign minister",
    "minister of foreign affairs": "foreign minister", "interior minister": "interior minister",
    "minister of internal affairs": "interior minister", "justice minister": "justice minister",
    "minister of justice": "justice minister", "secretary of state": "secretary of state",
}  # fmt: skip
_SAME_OFFICE = {"head of state": "president", "head of government": "prime minister", "premier": "prime minister"}
_COUNTED = re.compile(
    r"(?:(?:around|about|nearly|over|at least|some|more than)\s)?"
    r"(?:\d{2,}|\d[\d,. ]*\d|\w+ty-\w+|twenty|ten|six|seven|eight|nine)\b",
    re.I,
)
_SAME_BODY = {
    "groups": "groups organisations organizations ngos associations",
    "organisations": "groups organisations organizations ngos",
    "organizations": "groups organisations organizations ngos",
    "ngos": "groups organisations organizations ngos",
}


def describe_unnamed(cast: Cast, span: Span) -> Referent:
    """Return a speaker for a phrase without a head name: role as in the text, never a name."""
    span = without_possessive(cast.text, _without_apposition(cast.text, span))
    phrase = cast.text[slice(*span)]
    head = roles.head_of(phrase)
    bodies = [n for n in cast.names_in(span) if isinstance(cast.who(n), Body) and not _is_common(cast, n, span, head)]
    bodies = [n for n in bodies if not _is_platform(cast.text, n, span)]
    body = cast.who(bodies[0]) if bodies else None
    affiliation = body.name if isinstance(body, Body) else None
    if affiliation is None and re.match(r"its\s", phrase, re.I):
        affiliation = owner_before(cast, span[0])
    place = any(fold(w.removesuffix("'s").removesuffix("’s")) in cast.places for w in phrase.split())
    speaker = Speaker(
        role=_ARTICLE.sub("", phrase, count=1) if _ARTICLE.match(phrase) else phrase,
        affiliation=affiliation,
        camp=_camp(cast, phrase, head, affiliation, place=place),
        collective=_is_several(phrase, head),
    )
    gender = roles.gender_of(roles.singular(head))
    return Referent(speaker=speaker, gender=gender, is_unclear=not roles.is_role_word(head))


def _is_platform(text: str, name: Name, span: Span) -> bool:
    """Tell whether the name only says where: "a Facebook group", "users on Telegram"."""
    is_one = is_platform_word(text[slice(*name.span)])
    return is_one and (modifies(text, name, span[1]) or text[: name.lead].endswith((" on ", " via ")))


def _is_common(cast: Cast, name: Name, span: Span, head: str) -> bool:
    """Tell whether the capital is that of the phrase's beginning ("Movement organisers"), or what a text is about."""
    text = cast.text
    word = fold(text[slice(*name.span)])
    is_first = name.lead == span[0] and " " not in word and organisations.camp_of(word) == "unknown"
    if roles.is_document_word(head) and not is_first:
        return bool(re.search(r"\b(?:on|about)\s(?:the\s)?(?:[A-Z][\w-]*\s)*$", text[span[0] : name.lead]))
    return is_first and not text[slice(*name.span)].isupper()


def _without_apposition(text: str, span: Span) -> Span:
    """Cut ", a major study of …" and ", who …" off."""
    match = re.search(r",\s(?:a|an|the|who|which|whose|where)\s", text[slice(*span)])
    return (span[0], span[0] + match.start()) if match and match.start() > 3 else span


def _camp(cast: Cast, phrase: str, head: str, affiliation: str | None, *, place: bool) -> Camp:
    if roles.is_document_word(head) and affiliation is None and not roles.is_role_word(head):
        return "unknown"
    camp = roles.camp_of(phrase, affiliation, of_country=place, of_body=cast.camp_called(affiliation))
    return organisations.camp_of(phrase) if camp == "unknown" and roles.is_body_word(head) else camp


def _is_several(phrase: str, head: str) -> bool:
    first = phrase.split()[0].lower() if phrase.split() else ""
    if first in ("a", "an", "one", "another") and not roles.is_body_word(head) and not roles.is_document_word(head):
        return False
    if roles.is_document_word(head) or _COUNTED.match(phrase):
        return True
    if first in (
        "those",
        "some",
        "many",
        "several",
        "most",
        "two",
        "three",
        "four",
        "five",
        "both",
        "others",
        "few",
        "all",
        "more",
        "nearly",
        "dozens",
        "hundreds",
        "thousands",
    ):
        return True
    if re.match(r"[\w-]+ (?:percent|per cent|%)|\d+ ?%", phrase):
        return True
    return roles.is_plural(head) or (not roles.is_role_word(head) and head.endswith("s") and not head.endswith("ss"))


def resolve_definite(scene: Scene, document: Document, span: Span, own: Statement) -> Referent | None:
    """Return whom a pointing phrase means ("the minister", "the groups", "the ministry"), or None."""
    text = scene.cast.text
    phrase = _APPOSED.split(text[slice(*span)], maxsplit=1)[0]
    bare = _DEFINITE.sub("", phrase, count=1) if _DEFINITE.match(phrase) else phrase
    bare = _BASED.sub("", bare, count=1)
    whole, bare = bare, _without_country(scene.cast, bare)
    bare = _SAME_OFFICE.get(bare.lower(), bare)
    if not _DEFINITE.match(phrase) and bare == phrase:
        return None
    head = roles.head_of(bare)
    national = bare.lower() in _OFFICES
    at = span[0]
    if issuer := issuer_of_text(scene, at, phrase):
        return issuer
    if _POINTING.match(phrase) and len(bare.split()) <= 3:
        is_common = whole.islower()
        if is_common and (speaking := spoken_before(scene, at, head)):
            return speaking
        if earlier := _same_description(scene, at, bare, head):
            person = (
                None
                if earlier.speaker.named or roles.is_plural(head)
                else person_in_role(scene, at, bare, own, national=national)
            )
            is_later = person is not None and _is_named_since(scene, person, earlier, at)
            return _as_referent(person) if person and is_later else earlier
        if roles.is_plural(head) and (subject := _earlier_subject(scene, at, bare, head)):
            return subject
        if is_common and roles.is_body_word(head) and (body := body_called(scene, at, bare)):
            return referent_of_body(body)
        if is_common and (other := heads_sentence_before(scene, at, head) or state_called(scene, document, at, head)):
            return other
    if (
        not roles.is_plural(head)
        and roles.is_role_word(head)
        and (person := person_in_role(scene, at, bare, own, national=national))
    ):
        return _as_referent(person)
    leader = _leader(scene.cast, document, phrase, bare)
    return None if leader and leader.person in named_later(scene, at) else leader


def _as_referent(person: Person) -> Referent:
    return Referent(speaker=Speaker(name=person.name, named=True), person=person)


def _is_named_since(scene: Scene, person: Person, unnamed: Referent, at: int) -> bool:
    """Tell whether the text first names *person* after a heading's "Exemplan bishop", whose article is left out."""
    first = min((t.at for t in scene.turns if unnamed in t.referents), default=at)
    if _ARTICLE.match(scene.cast.text, first):
        return False
    return first < min(m.span[0] for m in person.mentions) < at


def _without_country(cast: Cast, phrase: str) -> str:
    """Drop a country before an office: "Exempla's president" and "Exemplan president" are "president"."""
    match = re.match(r"([A-Z][\w.-]*(?: [A-Z][\w.-]*){0,3})(?:['’]s?)?\s+(?=[a-zA-Z])", phrase)
    return phrase[match.end() :] if match and fold(match.group(1)) in cast.places else phrase


_REACH_BODY = 6
_REACH_PERSON = 40
_REACH_NAMING = 3


def _same_description(scene: Scene, at: int, bare: str, head: str) -> Referent | None:
    """Return an earlier unnamed or collective speaker that the phrase takes up: "the authors", "the spokesman"."""
    here = scene.cast.sentence_index(at)
    wanted = _SAME_BODY.get(head, head).split()
    reach = _REACH_BODY if roles.is_body_word(head) else _REACH_PERSON
    for turn in (t for t in reversed(scene.turns) if here - t.sentence <= reach):
        if (named := _named_after(scene, turn, at, head)) is not None:
            return named
        if turn.at < at and len(turn.referents) == 1 and _is_same_phrase(scene, turn, bare):
            return turn.referents[0]
        for referent in turn.referents:
            role = referent.speaker.role
            if turn.at < at and role and roles.head_of(role) in wanted and _agree(bare, role):
                return referent
    return None


def _is_same_phrase(scene: Scene, turn: Turn, bare: str) -> bool:
    """Tell whether the turn's source is the same pointing phrase, which led to a person."""
    source = turn.statement.source
    if not source or turn.referents[0].person is None:
        return False
    said = scene.cast.text[slice(*source[0])].lower()
    return said == f"the {bare.lower()}"


_INDEFINITE = re.compile(r"(?:an?|one)\s", re.I)


def _named_after(scene: Scene, turn: Turn, at: int, head: str) -> Referent | None:
    """Return the person named after "an expert": the next to speak, and the only one before *at*."""
    if turn.nested or turn.at >= at or len(turn.referents) != 1 or not turn.statement.source:
        return None
    unnamed = turn.referents[0].speaker
    is_new = _INDEFINITE.match(scene.cast.text, turn.statement.source[0][0]) and not unnamed.named
    if not is_new or not unnamed.role or roles.head_of(unnamed.role) != head or unnamed.camp == "unknown":
        return None
    later = [t for t in scene.turns if not t.nested and turn.at < t.at < at]
    others = {r.speaker.name for t in later for r in t.referents if r.speaker != unnamed}
    near = bool(later) and later[0].sentence - turn.sentence <= _REACH_NAMING
    found = later[0].referents[0] if near and len(later[0].referents) == 1 else None
    if found is None or found.person is None or found.speaker.camp != unnamed.camp or others != {found.speaker.name}:
        return None
    return found


def _earlier_subject(scene: Scene, at: int, bare: str, head: str) -> Referent | None:
    """Return the subject of one of the sentences before that the phrase takes up, though it said nothing."""
    here = scene.cast.sentence_index(at)
    wanted = _SAME_BODY.get(head, head).split()
    for index in range(here - 1, max(-1, here - _REACH_BODY), -1):
        span = plural_subject(scene.cast, index, at)
        if span is None or scene.enclosing(span[0]):
            continue
        phrase = scene.cast.text[slice(*span)]
        if roles.head_of(_DEFINITE.sub("", phrase, count=1)) in wanted and len(phrase.split()) > len(bare.split()) + 1:
            return describe_unnamed(scene.cast, span)
    return None


def _agree(bare: str, role: str) -> bool:
    """Tell whether every word of the shorter phrase stands in the role (its head may be another word for it)."""
    words = [w.lower() for w in _WORD.findall(bare)][:-1]
    return all(w in role.lower() for w in words)


def _leader(cast: Cast, document: Document, phrase: str, bare: str) -> Referent | None:
    """Return who held the office on the day of publication, from the list of leaders; None unless both are known."""
    office = _OFFICES.get(re.sub(r"\s+", " ", bare.lower()))
    code = _country_of(cast, document, phrase)
    row = leaders.holder(code, office, document.published) if office and code else None
    if row is None or document.published.basis != "stated":
        return None
    surname = fold(row.name.split()[-1])
    person = next((p for p in cast.persons if surname in p.words), None)
    name = person.name if person else row.name
    speaker = Speaker(name=name, role=bare, affiliation=None, camp="government", named=True)
    return Referent(speaker=speaker, person=person)


def _country_of(cast: Cast, document: Document, phrase: str) -> str | None:
    for word in re.findall(r"[A-Z][\w.]+(?: [A-Z][\w.]+)*", phrase):
        if fold(word) in cast.places:
            return cast.places[fold(word)]
    shares = document.countries
    if shares and shares[0].share >= 0.5 and (len(shares) == 1 or shares[0].share >= 2 * shares[1].share):
        return shares[0].code
    return None


def is_capital(phrase: str) -> bool:
    """Tell whether *phrase* is a capital, which stands for its government ("Moscow says")."""
    return fold(phrase) in words_of("capitals") or fold(phrase) in ("kremlin",)
