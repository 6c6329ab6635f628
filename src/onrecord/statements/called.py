"""Called: which person or body of the text "the senator" or "the institute" can mean, by role, title or name."""

from __future__ import annotations

import re

from onrecord.records import Statement
from onrecord.statements import roles
from onrecord.statements.antecedents import Scene
from onrecord.statements.cast import Body, Person
from onrecord.statements.name_words import fold
from onrecord.statements.names import Name
from onrecord.statements.phrases import modifies
from onrecord.statements.references import can_be
from onrecord.statements.role_phrases import Profile

_NOUN = re.compile(r"(?:['’]s?)?\s([a-z][\w-]*)")
_RANKS = {
    "lt": "lieutenant", "sgt": "sergeant", "gen": "general", "col": "colonel", "capt": "captain", "maj": "major",
    "sen": "senator", "rep": "representative", "gov": "governor", "prof": "professor", "rev": "reverend",
    "insp": "inspector", "supt": "superintendent", "msgr": "monsignor",
}  # fmt: skip
_REACH_TITLE = 8
_LOOSE = frozenset("network company firm paper party agency group movement campaign state bank magazine post".split())
_WORD = re.compile(r"[\w.]+(?:[-'’/]\w+)*")


def person_in_role(scene: Scene, at: int, bare: str, own: Statement, *, national: bool) -> Person | None:
    """Return the one person named before *at* (else anywhere) whose role has all the words of *bare*."""
    body, bare = _body_leading(scene, bare)
    wanted = {_norm(w) for w in _WORD.findall(bare)} - {"of", "affair", "the"}
    apart = named_later(scene, at)
    fitting: list[tuple[int, Person]] = []
    for person in scene.cast.persons:
        for mention in person.mentions[:8]:
            profile = scene.profiles.at(mention)
            role = profile.role
            if (
                role
                and person not in apart
                and (body is None or profile.affiliation == body)
                and not (national and _of_organisation(profile))
                and wanted <= {_norm(w) for w in _WORD.findall(role)}
                and _same_head(role, bare)
            ):
                fitting += [(m.span[0], person) for m in person.mentions]
                break
        else:
            if person not in apart and _has_title(scene.cast.text, person, bare) and _is_near(scene, person, bare, at):
                fitting += [(m.span[0], person) for m in person.mentions]
    people = {id(p): p for _, p in fitting}
    if len(people) == 1 and (" " in bare or min(pos for pos, _ in fitting) < at):
        return next(iter(people.values()))
    before = sorted((pos, id(p)) for pos, p in fitting if pos < at and not scene.enclosing(pos, own))
    recent = [key for pos, key in before if scene.cast.sentence_index(at) - scene.cast.sentence_index(pos) <= 2]
    return people[recent[-1]] if recent and len(set(recent)) == 1 else None


def _is_near(scene: Scene, person: Person, bare: str, at: int) -> bool:
    """Tell whether the text itself names *person* shortly before *at*, and no other "a judge"."""
    here = scene.cast.sentence_index(at)
    plain = (m.span[0] for m in person.mentions if m.span[0] < at and not scene.enclosing(m.span[0]))
    is_near = any(here - scene.cast.sentence_index(place) <= _REACH_TITLE for place in plain)
    another = re.compile(rf"\b(?:an?|another)\s(?:\w+\s)?{re.escape(bare)}\b", re.I)
    return is_near and another.search(scene.cast.text, 0, at) is None


def _has_title(text: str, person: Person, bare: str) -> bool:
    """Tell whether the person is named with the title *bare*: "Lt. NAME" for "lieutenant"."""
    wanted = bare.lower()
    leads = (
        text[m.lead : m.span[0]].lower().replace(".", "").split() for m in person.mentions[:8] if m.lead < m.span[0]
    )
    return any(_RANKS.get(word, word) == wanted for lead in leads for word in lead)


def named_later(scene: Scene, at: int) -> list[Person]:
    """Return whom the rest of the sentence names in full: "the minister met NAME" is about somebody else."""
    names = scene.cast.names_in((at, scene.cast.sentence_at(at)[1]))
    found = ((n, scene.cast.who(n)) for n in names if len(n.words) > 1 or n.titled)
    return [w for n, w in found if isinstance(w, Person) and not scene.enclosing(n.span[0]) and n.span[0] > at]


def _body_leading(scene: Scene, bare: str) -> tuple[str | None, str]:
    """Part "HU spokesman" into the body's full name and the role."""
    first, _, rest = bare.partition(" ")
    body = scene.cast.body_called(first) if rest and first.isupper() else None
    return (body, rest) if body else (None, bare)


def _of_organisation(profile: Profile) -> bool:
    """Tell whether a role is in an organisation, not in a country: not "the president" of a country."""
    return profile.affiliation is not None and not profile.of_country


def _norm(word: str) -> str:
    return roles.singular(word.lower())


def _same_head(role: str, bare: str) -> bool:
    a, b = _norm(roles.head_of(role)), _norm(roles.head_of(bare))
    return (
        a == b
        and (roles.is_former(role) == roles.is_former(bare))
        and ("vice" in role.lower()) is ("vice" in bare.lower())
    )


def body_called(scene: Scene, at: int, bare: str) -> Body | None:
    """Return the organisation named before *at* that *bare* can mean: "the ministry", "the watchdog"."""
    wanted = [w.lower() for w in _WORD.findall(bare)]
    text = scene.cast.text
    earlier = [n for n in scene.cast.names_in((0, at)) if n.kind == "organisation"]
    known = [(n, w) for n in earlier if isinstance(w := scene.cast.who(n), Body)]
    alone = [(n, w) for n, w in known if not modifies(text, n, at)]
    named = [(n, w) for n, w in known if not _leads_noun(text, n, at)]
    return _one_called(scene, at, wanted, alone) or _one_called(scene, at, wanted, named)


def _one_called(scene: Scene, at: int, wanted: list[str], bodies: list[tuple[Name, Body]]) -> Body | None:
    matching = [w for n, w in bodies if _can_be_called(w, wanted)]
    if matching:
        recent = matching[-1]
        return recent if len({id(b) for b in matching}) == 1 else None
    for turn in scene.last_turns(at, 4):
        speaking = [r.body for r in turn.referents if r.body is not None]
        if len(speaking) == 1 and can_be(speaking[0], wanted[-1]):
            return speaking[0]
    kinds = [w for _, w in bodies if can_be(w, wanted[-1])]
    return kinds[0] if kinds and all(k is kinds[0] for k in kinds) else None


def _leads_noun(text: str, name: Name, end: int) -> bool:
    """Tell whether the body only says whose somebody or something is: "Harbour Union members", "Aurora's report"."""
    noun = _NOUN.match(text, name.span[1], end)
    if noun is None:
        return False
    word = noun.group(1)
    return roles.is_role_word(word) or roles.is_document_word(word) or word.endswith(("based", "led", "backed"))


def _can_be_called(body: Body, wanted: list[str]) -> bool:
    """Tell whether the name has all the words: "the institute"; "the network" may be many that are not called so."""
    words = {fold(w) for w in _WORD.findall(body.name)}
    return set(wanted) <= words and wanted[-1] not in _LOOSE
