"""Profiles: what a document as a whole says about each of its persons."""

from __future__ import annotations

from dataclasses import replace

from onrecord.records import Span
from onrecord.statements import roles
from onrecord.statements.appositions import describe
from onrecord.statements.cast import Cast, Person
from onrecord.statements.names import Name
from onrecord.statements.role_phrases import Profile

_MAX_MENTIONS = 12


class Profiles:
    """What a document says about its persons, read once."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        self._known: dict[Span, Profile] = {}

    def at(self, name: Name) -> Profile:
        """Return what the words around the mention *name* say about its bearer."""
        if name.span not in self._known:
            self._known[name.span] = describe(self._cast, name)
        return self._known[name.span]

    def of(self, person: Person, here: Name | None = None) -> Profile:
        """Return what the document says about *person*: at the mention *here*, completed from the other mentions."""
        profile = self.at(here) if here else Profile()
        for mention in person.mentions[:_MAX_MENTIONS]:
            if profile.role and profile.affiliation:
                break
            if here is None or mention.span != here.span:
                profile = _complete(profile, self.at(mention))
        return profile


def _complete(profile: Profile, other: Profile) -> Profile:
    if profile.role is None:
        return other if profile.affiliation is None else replace(profile, role=other.role, of_country=other.of_country)
    if profile.affiliation is None and other.affiliation and not roles.is_former(profile.role):
        return replace(profile, affiliation=other.affiliation)
    return profile
