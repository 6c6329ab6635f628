"""Which country a statement is about, and whom: the state, another state, or a body like the EU."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from onrecord.labels.actors import NOT_SUBJECT, VERB, Actor, addressee_of, speaks_of_itself, subject_of
from onrecord.labels.scenes import FAINT, FULL, STRONG, Naming, speaks_of_home
from onrecord.labels.views import View, is_inside
from onrecord.text.spans import find_containing

_MAIN_SHARE = 0.34
_ONE_COUNTRY = 0.7
"""From this share of the weight on, a document is about one country, and others count only where they lead."""
_MOSTLY = 0.5
_OPENING_CHARS = 16
_NEAR_CHARS = 600
_BACK = 3
"""So many sentences back a country named in the same paragraph is still what is spoken of."""

Found = tuple[str | None, str]


def country_of(view: View) -> Found:
    """Return the code of the country that the statement is about, and why; None if the document names none.

    A country inside the content decides, the main country of the document or its section before others; then the words
    between speaker and content, an organ that speaks of its own country, what the paragraph was last about, and last
    the document. Where a speaker comes from, and a country held up as a model, do not count.
    """
    scene = view.page.scene
    main, share = scene.main_at(view.statement.content[0][0])
    inside = _others(view, scene.inside(view.statement.content))
    strong = [n for n in inside if n.weight >= STRONG]
    if main and share >= _ONE_COUNTRY:
        strong = [n for n in strong if n.code == main or _leads(view, n)]
    if strong:
        return _pick(view, strong, main), "named in the content"
    if around := [n for n in scene.inside(view.around()) if n.weight >= STRONG]:
        return _pick(view, around, main), "named in the sentence"
    return _home(view) or _context(view, main, share) or _last_resort(inside)


def _others(view: View, namings: Iterable[Naming]) -> list[Naming]:
    """Leave out what only says who speaks."""
    return [n for n in namings if not is_inside(n.span, view.statement.source)]


def _pick(view: View, namings: Sequence[Naming], main: str | None) -> str:
    """Return the main country if it is there, else the one that leads, else the one that weighs most.

    What stands in a clause of time or reason comes last: "… arrested in Norvia since the war in Pelloria began".
    """
    clause = _CLAUSE.search(view.text, *view.statement.content[0])
    stop = clause.start() if clause else view.statement.content[-1][1]

    def rank(naming: Naming) -> tuple[bool, bool, bool, float, int]:
        start = naming.span[0]
        return start < stop, naming.code == main, _leads(view, naming), naming.weight, -start

    return max(namings, key=rank).code


_CLAUSE = re.compile(r"\s(?:since|after|before|when|because|following)\s")


def _leads(view: View, naming: Naming) -> bool:
    """Tell whether a country is the subject of a claim, or opens its sentence ("In Norvia, …")."""
    text, (start, end) = view.text, naming.span
    at = find_containing(view.page.sentences, start)
    can_open = naming.kind == "name" or naming.weight == FULL
    if can_open and at is not None and start - view.page.sentences[at][0] < _OPENING_CHARS:
        return True
    return not NOT_SUBJECT.search(text, max(0, start - 24), start) and bool(VERB.match(text, end))


def _home(view: View) -> Found | None:
    """Return the country of an organ that speaks of its own country."""
    for naming in view.page.scene.inside(view.statement.source):
        if naming.weight >= STRONG and speaks_of_home(" ".join(view.text[a:b] for a, b in view.statement.source)):
            return naming.code, "its own organ speaks"
    return None


def _context(view: View, main: str | None, share: float) -> Found | None:
    """Return the main country of a document about one; in others what the paragraph was last about."""
    if _AT_HOME.search(view.text, *view.statement.content[0]) and (people := view.page.scene.people):
        return people, "the people's own country"
    if main and share >= _ONE_COUNTRY:
        return main, "the document's main country"
    near = _nearest(view, max(view.paragraph[0], _some_back(view)))
    if near and (share < _MOSTLY or near.code == main or near.weight == FULL or _leads(view, near)):
        return near.code, "named before it"
    if main and share >= _MAIN_SHARE:
        return main, "the document's main country"
    far = _nearest(view, max(0, view.statement.content[0][0] - _NEAR_CHARS))
    return (far.code, "named before it") if far else (main, "the document's main country") if main else None


_AT_HOME = re.compile(r"\b(?:at|back) home\b", re.I)


def _some_back(view: View) -> int:
    """Return where the sentence begins that stands `_BACK` before."""
    at = find_containing(view.page.sentences, view.statement.content[0][0])
    return view.page.sentences[max(0, at - _BACK)][0] if at is not None else 0


def _nearest(view: View, stop: int) -> Naming | None:
    """Return the nearest country before the content, down to *stop*, that the content does not hold up as a model."""
    scene = view.page.scene
    models = {n.code for n in scene.inside(view.statement.content) if n.weight < FAINT}
    namings = _others(view, scene.before(view.statement.content[0][0], stop))
    return next((n for n in namings if n.weight >= STRONG and n.code not in models), None)


def _last_resort(inside: Sequence[Naming]) -> Found:
    if named := [n for n in inside if n.weight > FAINT]:
        return max(named, key=lambda n: (n.weight, -n.span[0])).code, "named in the content"
    return None, "no country is named"


def target_of(view: View, country: str | None) -> Found:
    """Return whom the statement is about, and why: a country's code, a body's ("EU"), a group's name, or None.

    A body, a group or another state must be the subject of the content, say it of itself, or be addressed by the cue
    ("urged the EU to …"); otherwise the statement is about *country*. A group that has no name is nobody: None.
    """
    actor: Actor | None = speaks_of_itself(view, country) or subject_of(view, country) or addressee_of(view)
    return (actor.code, actor.words) if actor else (country, "the country")
