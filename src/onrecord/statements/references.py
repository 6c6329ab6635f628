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
    "media": frozenset(
        "newspaper paper magazine broadcaster outlet daily website site portal channel station agency".split()
    ),
    "intergovernmental": frozenset("organisation organization agency bloc union body".split()),
    "academia": frozenset("think-tank institute university college school institution".split()),
    "business": frozenset("company firm bank corporation".split()),
    "judiciary": frozenset("court tribunal".split()),
    "parliament": frozenset("parliament".split()),
    "government": frozenset("department ministry".split()),
}
_ANY_CAMP = frozenset("organisation organization agency body".split())
_ANY_DECLARED = frozenset("group coalition movement company firm".split())
_PAPERS = frozenset("newspaper paper magazine daily weekly".split())
_AGENCY = re.compile(r"\s(?:news\s)?agency\b")
_SEVERAL = re.compile(r"(?:(the|both|the\s(?:two|three|four)|the\sboth)\s)([a-z-]+)", re.I)
_COUNTS = {"both": 2, "two": 2, "three": 3, "four": 4}
_REACH_SEVERAL = 25
_STATES = frozenset("country kingdom republic nation emirate sultanate".split())
_ONE_FORM = frozenset("kingdom emirate sultanate".split())
_INDEFINITE = r"\b(?:an?|its|his|her|their|one)\s(?:[\w’'-]+\s){0,3}"
_STATEMENTS = frozenset("statement communique communiqué press-release release declaration".split())
_ISSUED = frozenset(
    """statement communique communiqué press-release release declaration report letter memo memorandum brief study
    survey poll review note notice analysis submission complaint testimony message announcement bulletin dossier
    briefing email resolution ruling judgment judgement verdict decision order""".split()
)
_MIN_SHARE = 0.5
_REACH_TURNS = 4
_REACH_TEXT = 6
_REACH_STATE = 3


def can_be(body: Body, word: str) -> bool:
    """Tell whether "the *word*" can stand for *body*, by its camp or by a word of its name."""
    if word in _KINDS.get(body.camp, frozenset()):
        return not roles.is_body_word(fold(body.name)) or fold(body.name) == word
    return body.camp == "unknown" and word in _ANY_CAMP and " " in body.name


def spoken_before(scene: Scene, at: int, head: str) -> Referent | None:
    """Return the body that spoke last, if "the *head*" can stand for it and no other such speaker comes between."""
    fitting: list[Referent] = []
    for turn in scene.last_turns(at, _REACH_TURNS):
        fitting += [r for r in turn.referents if r.body is not None and _may_be_called(scene, r.body, head)]
        if any(r.speaker.role and roles.head_of(r.speaker.role) == head for r in turn.referents):
            break
    is_one = bool(fitting) and all(r.body is fitting[0].body for r in fitting)
    return fitting[0] if is_one else None


def _may_be_called(scene: Scene, body: Body, word: str) -> bool:
    """Tell whether "the *word*" can stand for a body that spoke: what is called a news agency is no newspaper."""
    if word in _PAPERS and any(_AGENCY.match(scene.cast.text, m.span[1]) for m in body.mentions[:4]):
        return False
    return can_be(body, word) or (body.camp in ("unknown", "party") and word in _ANY_DECLARED)


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
    if head not in _ISSUED:
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


def several_called(scene: Scene, at: int, phrase: str) -> tuple[Referent, ...]:
    """Return whom "the two lawyers" means: the persons who spoke together before as "the lawyers, NAME and NAME"."""
    match = _SEVERAL.fullmatch(phrase)
    if match is None or not roles.is_plural(match.group(2)) or roles.is_body_word(match.group(2)):
        return ()
    count, head = _COUNTS.get((match.group(1) or "").lower().split()[-1] if match.group(1) else "", 0), match.group(2)
    here = scene.cast.sentence_index(at)
    for turn in (t for t in reversed(scene.turns) if t.at < at and here - t.sentence <= _REACH_SEVERAL):
        named = [r for r in turn.referents if r.person is not None]
        are_all = len(named) > 1 and len(named) == len(turn.referents) and len(named) == (count or len(named))
        if are_all and all(_is_called(scene, turn, r, head) for r in named):
            return turn.referents
    return ()


def _is_called(scene: Scene, turn: Turn, referent: Referent, head: str) -> bool:
    """Tell whether *head* is in the phrase that named them, or in the person's role."""
    source = turn.statement.source
    is_told = bool(source) and re.search(rf"\b{re.escape(head)}\b", scene.cast.text[slice(*source[0])]) is not None
    role = referent.speaker.role
    return is_told or (role is not None and roles.singular(roles.head_of(role)) == roles.singular(head))


def state_called(scene: Scene, document: Document, at: int, head: str) -> Referent | None:
    """Return the state for "the kingdom" or "the country": the only one named shortly before, the document's own."""
    if head not in _STATES or not document.countries:
        return None
    cast = scene.cast
    here = cast.sentence_index(at)
    start = cast.sentences[max(0, here - _REACH_STATE)][0]
    named = [cast.text[n.lead : n.span[1]] for n in cast.names_in((start, at))]
    codes = {cast.places[fold(form)] for form in named if fold(form) in cast.places}
    main = document.countries[0].code
    is_main = main in codes and document.countries[0].share >= _MIN_SHARE and head in _ONE_FORM
    if codes != {main} and not is_main:
        return None
    forms = [cast.text[n.lead : n.span[1]] for n in cast.names_in((0, at))]
    names = [f for f in forms if fold(f) in cast.countries and cast.places[fold(f)] == main]
    if not names:
        return None
    name = max(names, key=len)
    return Referent(speaker=Speaker(name=name, camp="government", named=True, collective=True))
