"""Role phrases: what "director of the Institute" or "Exemplan foreign minister" says, word for word."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.reference import organisations
from onrecord.statements import roles
from onrecord.statements.cast import Body, Cast
from onrecord.statements.grammar import alternatives
from onrecord.statements.name_words import fold, is_given, is_plain_word
from onrecord.statements.names import Name

DETERMINER = re.compile(r"(?:a|an|the|one|another|its|his|her|their|our|my|this|that|fellow|even)\s+", re.I)
PREPOSITION = re.compile(
    r"(?:^|\s)(?:of|at|for|with|from|in|to|on|by)\s(?:(?:the|a|an|its|his|her|their|our)\s)?(?:[\w’'-]+\s){0,4}?$"
)
_DANGLING = re.compile(r"(?:\s+(?:of|for|at|in|to|with|from|the|a|an|and|by))+$")
_OWN = re.compile(r"\b(its|their)\s", re.I)
_OWN_INSIDE = re.compile(r"(?:[\w’'-]+\s){1,4}?(?:of|for|at|from|with|in)\s(?=(?:its|their)\s)", re.I)
_SOMEBODYS = re.compile(r"(?:his|her|my)\s", re.I)
_POST_OF = re.compile(
    rf"\b(?:{alternatives('posts_of')})\s(?=of\s)|\b(?:{alternatives('posts_at')})\s(?=(?:at|with|from)\s)"
)
_OF_A_PLACE = frozenset(
    "state city county district province provincial regional police human political opposition community".split()
)
_AGAINST = frozenset("critic opponent rival foe enemy detractor successor predecessor counterpart".split())
_DEMONYM = re.compile(r"[a-z](?:ian|ish|ese|chen|ani|ite)$")
_NAMED = re.compile(r"(?:of|at|with|from)\s(?:the\s)?([A-Z][\w’'.-]*(?:\s[A-Z][\w’'.-]*)*)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a place in the text says about a person.

    *own* is where a "its" stands for the affiliation; *of_somebody*: "her deputy".
    """

    role: str | None = None
    affiliation: str | None = None
    own: int | None = None
    of_country: bool = False
    of_somebody: bool = False

    def __bool__(self) -> bool:
        return bool(self.role or self.affiliation)


def parse(cast: Cast, start: int, phrase: str, owner: int | None) -> Profile:
    """Read a role phrase that begins at *start*: cut the affiliation off where one follows, find it where one leads."""
    of_somebody = bool(_SOMEBODYS.match(phrase)) or bool(_SOMEBODYS.search(cast.text[max(0, start - 4) : start]))
    phrase = DETERMINER.sub("", phrase, count=1) if DETERMINER.match(phrase) else phrase
    affiliation = owner_ending(cast, owner) if owner is not None else None
    if owner is not None and affiliation is None and (person := _name_ending(cast, owner)):
        phrase = cast.text[person.span[0] : start + len(phrase)]
        start = person.span[0]
    found = cast.text.find(phrase, start)
    bodies = [n for n in cast.names_in((found, found + len(phrase))) if n.kind == "organisation"] if found >= 0 else []
    role = phrase
    own = _own(cast.text, found if found >= 0 else start, phrase)
    if bodies:
        body = bodies[-1] if len(bodies) > 1 and _follows_preposition(cast, found, bodies[-1]) else bodies[0]
        affiliation = affiliation or body_name(cast, body)
        if cut := PREPOSITION.search(phrase[: body.span[0] - found]):
            role = phrase[: cut.start()] or phrase
    if roles.singular(roles.head_of(phrase)) in _AGAINST:
        return Profile(role=_tidy(phrase), of_somebody=of_somebody)
    affiliation = affiliation or _leading_name(cast, role)
    if affiliation is None and (named := _named_last(cast, role)):
        role, affiliation = named
    of_country = _names_place(cast, found, phrase)
    return Profile(role=_tidy(role), affiliation=affiliation, own=own, of_country=of_country, of_somebody=of_somebody)


def _named_last(cast: Cast, role: str) -> tuple[str, str] | None:
    """Part "spokesperson of Kadamay" into the post and the unlisted body; None if a place or somebody is named."""
    post = _POST_OF.search(role)
    named = _NAMED.match(role, post.end()) if post else None
    if post is None or named is None:
        return None
    tokens = [fold(w) for w in named.group(1).split()]
    is_known = any(t in cast.places or cast.is_surname(t) or is_given(t) for t in tokens) or all(
        is_plain_word(t) for t in tokens
    )
    return None if is_known else (role[: post.end()], named.group(1))


def _leading_name(cast: Cast, role: str) -> str | None:
    """Return the unlisted name that leads a role: "Exemtel director" is of "Exemtel"."""
    low_role = role.lower()
    if roles.head_camp(role) == "government" and not any(w in low_role for w in ("president", "general secretary")):
        return None
    leading: list[str] = []
    for word in role.split():
        low = fold(word.removesuffix("'s").removesuffix("’s"))
        if (
            not word[0].isupper()
            or low.endswith(("-supporting", "-based", "-born", "-backed", "-trained"))
            or low in cast.places
            or is_plain_word(low)
            or cast.is_surname(low)
        ):
            break
        leading.append(word)
    following = role.split()[len(leading) :]
    if len(leading) == 1 and following and (following[0] in _OF_A_PLACE or _DEMONYM.search(leading[0])):
        return None
    is_name = len(leading) > 1 or (leading and not organisations.has_organisation_word(leading[0].lower()))
    return " ".join(leading) if is_name and following and roles.is_role_word(following[-1].lower()) else None


def _follows_preposition(cast: Cast, start: int, body: Name) -> bool:
    return bool(PREPOSITION.search(cast.text[start : body.span[0]]))


def _own(text: str, found: int, phrase: str) -> int | None:
    """Return where an "its" stands directly before the phrase or inside it, or None."""
    if _OWN.search(text[max(0, found - 6) : found]):
        return max(0, found - 6)
    inside = _OWN_INSIDE.match(phrase)
    return found + inside.end() if inside and found >= 0 else None


def _names_place(cast: Cast, found: int, phrase: str) -> bool:
    words = [fold(w.removesuffix("'s").removesuffix("’s")) for w in phrase.split()]
    return found >= 0 and any(w in cast.places for w in words)


def _tidy(role: str) -> str | None:
    role = role.strip(" ,;–—-.")
    role = DETERMINER.sub("", role, count=1) if DETERMINER.match(role) else role
    return _DANGLING.sub("", role).strip() or None


def body_name(cast: Cast, name: Name) -> str:
    """Return the longest form in the text of the organisation *name*."""
    who = cast.who(name)
    return who.name if isinstance(who, Body) else cast.text[slice(*name.span)]


def owner_ending(cast: Cast, at: int) -> str | None:
    """Return the organisation or country whose possessive ends at *at*: "Radio Exempla's"."""
    name = _name_ending(cast, at)
    if name is None:
        return None
    is_country = fold(cast.text[slice(*name.span)]) in cast.places
    return body_name(cast, name) if name.kind == "organisation" or is_country else None


def _name_ending(cast: Cast, at: int) -> Name | None:
    """Return the name that ends, possessive included, at *at*."""
    names = cast.names_in((max(0, at - 120), at))
    return names[-1] if names and at - names[-1].span[1] <= 3 else None
