"""References: which body, state or text an earlier place names for "the party", "the kingdom", "the statement".

Each needs one clear antecedent: the latest speaker of the fitting kind, the body that heads the sentence before, who
issued the text. Otherwise nobody is returned.
"""

from __future__ import annotations

import re

from onrecord.records import Camp, Document, Speaker
from onrecord.statements import roles
from onrecord.statements.antecedents import Referent, Scene, Turn, referent_of_body
from onrecord.statements.cast import Body
from onrecord.statements.name_words import fold
from onrecord.statements.names import Name

_KINDS: dict[Camp, frozenset[str]] = {
    "NGO": frozenset(
        "ngo watchdog charity group organisation organization church union association nonprofit non-profit".split()
    ),
    "party": frozenset({"party"}),
    "media": frozenset("newspaper paper magazine broadcaster outlet daily website site portal channel station".split()),
    "intergovernmental": frozenset("organisation organization agency bloc union body".split()),
    "academia": frozenset("think-tank institute university college school institution".split()),
    "business": frozenset("company firm bank corporation".split()),
    "judiciary": frozenset("court tribunal".split()),
    "parliament": frozenset("parliament".split()),
    "government": frozenset("department ministry".split()),
}
_ANY_CAMP = frozenset("organisation organization agency body".split())
_STATES = frozenset("country kingdom republic nation emirate sultanate".split())
_ONE_FORM = frozenset("kingdom emirate sultanate".split())
_INDEFINITE = r"\b(?:an?|its|his|her|their|one)\s(?:[\w’'-]+\s){0,3}"
_STATEMENTS = frozenset("statement communique communiqué press-release release declaration".split())
_IN_PASSING = frozenset("article post paper book video tweet page website interview speech".split())
_MIN_SHARE = 0.5
_REACH_TURNS = 4
_REACH_TEXT = 6
_REACH_STATE = 3


def can_be(body: Body, word: str) -> bool:
    """Tell whether "the *word*" can stand for *body*, by its camp or by a word of its name."""
    if word in _KINDS.get(body.camp, frozenset()):
        return True
    return body.camp == "unknown" and word in _ANY_CAMP and " " in body.name


def spoken_before(scene: Scene, at: int, head: str) -> Referent | None:
    """Return the body that spoke last, if "the *head*" can stand for it and no other such speaker comes between."""
    fitting: list[Referent] = []
    for turn in scene.last_turns(at, _REACH_TURNS):
        fitting += [r for r in turn.referents if r.body is not None and can_be(r.body, head)]
        if any(r.speaker.role and roles.head_of(r.speaker.role) == head for r in turn.referents):
            break
    is_one = bool(fitting) and all(r.body is fitting[0].body for r in fitting)
    return fitting[0] if is_one else None


def heads_sentence_before(scene: Scene, at: int, head: str) -> Referent | None:
    """Return the body that is the subject of the sentence before *at*'s, if "the *head*" can stand for it."""
    index = scene.cast.sentence_index(at) - 1
    if index < 0:
        return None
    name = _subject(scene, index)
    body = scene.cast.who(name) if name else None
    is_called_so = isinstance(body, Body) and (can_be(body, head) or fold(body.name.split()[-1]) == head)
    return referent_of_body(body) if isinstance(body, Body) and is_called_so else None


def _subject(scene: Scene, index: int) -> Name | None:
    """Return the name with which a sentence begins, where a verb follows it."""
    start, end = scene.cast.sentences[index]
    first = next(iter(scene.cast.names_in((start, min(end, start + 160)))), None)
    text = scene.cast.text
    if first is None or text[start : first.lead].strip(' “"').lower() not in ("", "the"):
        return None
    after = text[first.span[1] : first.span[1] + 40]
    return (
        first
        if re.match(r"(?:\s\([^()]{1,30}\))?(?:,|\s[a-z]+(?:s|ed|d)\b|\s(?:is|was|has|had|will)\b)", after)
        else None
    )


def issuer_of_text(scene: Scene, at: int, phrase: str) -> Referent | None:
    """Return whose text "the statement" or "the report" is: theirs who spoke where the text was brought up."""
    bare = re.match(r"(?:the|this|its|that)\s(?:(?:joint|same|new)\s)?([\w-]+)$", phrase, re.I)
    head = bare.group(1).lower() if bare else ""
    if not roles.is_document_word(head) or head in _IN_PASSING:
        return None
    here = scene.cast.sentence_index(at)
    brought_up = re.compile(rf"{_INDEFINITE}{re.escape(head)}\b", re.I)
    for index in range(here, max(-1, here - _REACH_TEXT), -1):
        start, end = scene.cast.sentences[index]
        if brought_up.search(scene.cast.text, start, min(end, at)):
            return _only_speaker(scene, index, at)
    latest = next(iter(scene.last_turns(at, _REACH_STATE)), None)
    if head in _STATEMENTS and latest and len(latest.referents) == 1 and latest.referents[0].body:
        return latest.referents[0]
    return None


def _only_speaker(scene: Scene, index: int, at: int) -> Referent | None:
    """Return the one named speaker of the sentence *index*, or None."""
    turns: list[Turn] = [t for t in scene.turns if t.sentence == index and not t.nested and t.at < at]
    found = [r for t in turns for r in t.referents]
    is_one = bool(found) and all(r.speaker == found[0].speaker for r in found)
    return found[0] if is_one and found[0].speaker.named else None


def state_called(scene: Scene, document: Document, at: int, head: str) -> Referent | None:
    """Return the state for "the kingdom" or "the country": the only one named shortly before, the document's own."""
    if head not in _STATES or not document.countries:
        return None
    cast = scene.cast
    here = cast.sentence_index(at)
    start = cast.sentences[max(0, here - _REACH_STATE)][0]
    named = [cast.text[slice(*n.span)] for n in cast.names_in((start, at))]
    codes = {cast.places[fold(form)] for form in named if fold(form) in cast.places}
    main = document.countries[0].code
    is_main = main in codes and document.countries[0].share >= _MIN_SHARE and head in _ONE_FORM
    if codes != {main} and not is_main:
        return None
    forms = [cast.text[slice(*n.span)] for n in cast.names_in((0, at))]
    names = [f for f in forms if fold(f) in cast.countries and cast.places[fold(f)] == main]
    if not names:
        return None
    name = max(names, key=len)
    return Referent(speaker=Speaker(name=name, camp="government", named=True, collective=True))
