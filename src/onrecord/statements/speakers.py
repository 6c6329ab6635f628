"""Speakers: whom the source of each statement refers to.

A name comes from the document itself, in its longest form there, or for an office on a known day from the list of
leaders. What cannot be traced safely stays unresolved: a statement without speakers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.records import Camp, Document, Span, Speaker, Statement
from onrecord.reference import organisations
from onrecord.reference.countries import Gazetteer
from onrecord.statements import phrases, roles
from onrecord.statements.antecedents import Referent, Scene, Turn, referent_of_body
from onrecord.statements.cast import Body, Cast, Person, is_personal
from onrecord.statements.descriptions import describe_unnamed, is_capital, resolve_definite
from onrecord.statements.name_words import Gender, fold, gender_of_given
from onrecord.statements.names import Name
from onrecord.statements.role_phrases import Profile

_HE = frozenset({"he", "him", "his", "himself", "he himself"})
_SHE = frozenset({"she", "her", "hers", "herself", "she herself"})
_THEY = frozenset({"they", "them", "their", "themselves", "both", "the two", "they both", "the pair"})
_IT = frozenset({"it", "its", "itself"})
_ME = frozenset({"i", "me", "my", "myself", "mine"})
_US = frozenset({"we", "us", "our", "ours", "ourselves"})
_WHO = frozenset({"who", "whom", "whose", "which", "that"})
_NOBODY = frozenset(
    {"you", "your", "one", "there", "this", "these", "those", "what", "everyone", "anyone", "nobody", "no one"}
)
_OWN_PHRASE = re.compile(r"(my|our|his|her|their|its)\s+(?=\w)", re.I)
_PARENTHETIC = re.compile(
    r",?\s*(?:for example|for instance|however|meanwhile|in turn|of course|too|also|alone|himself|herself|itself"
    r"|themselves)?\s*,?\s*$"
)
_NEXT_SENTENCES = 2
_NOUN_PHRASE_END = re.compile(r"(?:[\w’'.-]+\s+){0,6}[\w’'.-]+$")


def resolve(document: Document, statements: Sequence[Statement], gazetteer: Gazetteer) -> tuple[Statement, ...]:
    """Return *statements*, in their order, each with its speakers.

    Args:
        document: the document that all of them are from.
        statements: attributed and author statements, in any order.
        gazetteer: the countries, declared ones included.
    """
    resolver = _Resolver(document, statements, gazetteer)
    speakers = {s.id: resolver.trace(s) for s in sorted(statements, key=_place)}
    return tuple(replace(s, speakers=speakers[s.id]) for s in statements)


def _place(statement: Statement) -> tuple[int, int]:
    spans = statement.source or statement.cue or statement.content
    first = min(spans)[0]
    return (first, -max(e for _, e in statement.content))


@dataclass(slots=True)
class _Resolver:
    document: Document
    scene: Scene
    cast: Cast
    author: tuple[Speaker, ...]

    def __init__(self, document: Document, statements: Sequence[Statement], gazetteer: Gazetteer) -> None:
        self.document = document
        self.cast = Cast(document.text, gazetteer)
        self.scene = Scene(self.cast, statements)
        self.author = authors(document, self.cast)

    def trace(self, statement: Statement) -> tuple[Speaker, ...]:
        """Return the speakers of *statement*, and remember them for the pronouns that follow."""
        if statement.voice == "author":
            return self.author
        referents = tuple(self._complete(r) for r in self._referents(statement))
        spans = statement.source or statement.cue or statement.content
        at = min(spans)[0]
        turn = Turn(
            at=at, sentence=self.cast.sentence_index(at), nested=self.scene.enclosing(at, statement) is not None,
            aside=self._is_relative(statement), referents=referents, statement=statement,
        )  # fmt: skip
        self.scene.turns.append(turn)
        return tuple(dict.fromkeys(r.speaker for r in referents))

    def _is_relative(self, statement: Statement) -> bool:
        """Tell whether the source is a "who" or "which": a clause aside, not the sentence's own speaker."""
        return bool(statement.source) and self.cast.text[slice(*statement.source[0])].lower() in _WHO

    def _referents(self, statement: Statement) -> list[Referent]:
        if not statement.source:
            return self._without_source(statement)
        out: list[Referent] = []
        for span in statement.source:
            whole = self.cast.widen(phrases.clean(self.cast.text, span))
            whole = phrases.issuer(self.cast, whole) or whole
            for part in phrases.conjuncts(self.cast, whole):
                out += self._refer(part, statement)
        return out

    def _without_source(self, statement: Statement) -> list[Referent]:
        """Trace "…, adding that …": a cue in -ing after the one turn of its sentence."""
        cue = self.cast.text[slice(*statement.cue[0])] if statement.cue else ""
        if not cue.split() or not cue.split()[0].lower().endswith("ing"):
            return []
        index = self.cast.sentence_index(statement.cue[0][0])
        turns = [t for t in self.scene.turns if t.sentence == index and not t.nested and t.at < statement.cue[0][0]]
        return list(turns[0].referents) if turns and all(t.referents == turns[0].referents for t in turns) else []

    def _refer(self, span: Span, statement: Statement) -> list[Referent]:
        span = phrases.clean(self.cast.text, span)
        phrase = self.cast.text[slice(*span)]
        low = phrase.lower().replace("’", "'")
        if not phrase or low in _NOBODY:
            return []
        if low in _HE | _SHE | _THEY | _IT | _ME | _US | _WHO:
            return self._pronoun(low, span, statement)
        name = phrases.head_name(self.cast, span)
        if name is not None and self._is_sure(name, span):
            return [self._named(name)]
        if owner := phrases.owner_of_words(self.cast, span):
            return [self._named(owner)]
        if (state := self._state(span, phrase)) is not None:
            return [state]
        return self._described(span, statement)

    def _is_sure(self, name: Name, span: Span) -> bool:
        """Tell whether *name* names a speaker: a single unknown word must stand at the phrase's beginning."""
        if name.kind != "single" or self.cast.who(name) is not None or is_personal(name):
            return True
        form = name.words[0]
        is_common = form.endswith("s") and form[1:].islower() and self.cast.text.count(form) == 1
        return self.cast.text[span[0] : name.lead].lower() in ("", "the ") and not is_common

    def _named(self, name: Name) -> Referent:
        who = self.cast.who(name)
        if isinstance(who, Person):
            return self._person(who, name)
        if isinstance(who, Body):
            return referent_of_body(who)
        form = self.cast.text[name.lead : name.span[1]] if name.kind == "single" else self.cast.text[slice(*name.span)]
        if name.kind == "person" or is_personal(name) or self.cast.is_surname(fold(name.words[-1])):
            gender = name.gender or gender_of_given(fold(name.words[0]))
            person = Person(name=form, words=(), gender=gender, mentions=[name])
            return self._person(person, name)
        code = phrases.place_code(self.cast, name.span)
        camp: Camp = "government" if code else organisations.camp_of(form)
        is_body = bool(code) or camp != "unknown" or form.isupper()
        speaker = Speaker(name=form, camp=camp, named=True, collective=is_body)
        return Referent(speaker=speaker, is_unclear=True)

    def _person(self, person: Person, here: Name | None = None) -> Referent:
        profile = self.scene.profiles.of(person, here)
        return Referent(speaker=_speaker(self.cast, person, profile), person=person, gender=person.gender)

    def _complete(self, referent: Referent) -> Referent:
        """Give a person found by reference the role and affiliation that the document gives."""
        person, speaker = referent.person, referent.speaker
        if person is None or speaker.role or speaker.affiliation:
            return referent
        return replace(referent, speaker=_speaker(self.cast, person, self.scene.profiles.of(person)))

    def _state(self, span: Span, phrase: str) -> Referent | None:
        name = re.sub(r"^(?:both |Both )?(?:the|The)\s+|['’]s?$", "", phrase)
        if phrases.place_code(self.cast, span) is None and not is_capital(name):
            return None
        return Referent(speaker=Speaker(name=name, camp="government", named=True, collective=True))

    def _described(self, span: Span, statement: Statement) -> list[Referent]:
        text = self.cast.text
        own = _OWN_PHRASE.match(text, *span)
        if own and roles.is_document_word(roles.head_of(text[slice(*span)])):
            return self._pronoun(own.group(1).lower(), own.span(1), statement)
        if (found := resolve_definite(self.scene, self.document, span, statement)) is not None:
            return [found]
        unnamed = describe_unnamed(self.cast, span)
        if own and own.group(1).lower() in ("his", "her") and unnamed.speaker.affiliation is None:
            return [unnamed]
        return [unnamed]

    def _pronoun(self, low: str, span: Span, statement: Statement) -> list[Referent]:
        at = span[0]
        if low in _HE or low in _SHE:
            gender: Gender = "male" if low in _HE else "female"
            found = self.scene.person(at, gender, statement)
            return [self._gendered(found, gender)] if found else []
        if low in _THEY:
            return list(self.scene.several(at, statement))
        if low in _IT:
            found = self.scene.organisation(at, statement)
            return [found] if found else []
        if low in _WHO:
            return self._relative(at, statement)
        return self._first_person(at, statement, several=low in _US)

    def _gendered(self, referent: Referent, gender: Gender) -> Referent:
        """Remember the gender that a pronoun tells of somebody."""
        if referent.person and referent.person.gender is None:
            referent.person.gender = gender
        return replace(referent, gender=gender)

    def _first_person(self, at: int, statement: Statement, *, several: bool) -> list[Referent]:
        turn = self.scene.turn_of(self.scene.enclosing(at, statement))
        if turn is not None:
            return list(turn.referents) if several or len(turn.referents) == 1 else []
        if self.scene.in_quotation(at):
            return []
        is_institution = bool(self.author) and self.author[0].camp not in ("media", "unknown")
        return [Referent(speaker=s) for s in self.author if (is_institution if several else not s.collective)]

    def _relative(self, at: int, statement: Statement) -> list[Referent]:
        """Trace "who" to the phrase directly before it."""
        text = self.cast.text
        start = self.cast.sentence_at(at)[0]
        end = start + len(_PARENTHETIC.sub("", text[start:at]))
        names = self.cast.names_in((start, end))
        if names and names[-1].span[1] in (end, end - 2):
            pair = self._pair_ending(names) if self._goes_on_with_they(at) else []
            return pair or self._refer(_phrase_span(names[-1]), statement)
        described = self._phrase_before(start, end)
        if described is not None and not roles.is_plural(roles.head_of(text[slice(*described)])):
            people = [n for n in names if isinstance(self.cast.who(n), Person)]
            if people and re.fullmatch(r"[,—–-]\s.{2,160}", text[people[-1].span[1] : end]):
                return [self._named(people[-1])]
        return self._refer(described, statement) if described else []

    def _goes_on_with_they(self, at: int) -> bool:
        """Tell whether the next source, in this sentence or the next two, is "they"."""
        here = self.cast.sentence_index(at)
        later = (s.source[0] for s in self.scene.statements if s.source and s.source[0][0] > at)
        span = min(later, default=None)
        if span is None or self.cast.sentence_index(span[0]) - here > _NEXT_SENTENCES:
            return False
        return self.cast.text[slice(*span)].lower() in _THEY

    def _pair_ending(self, names: list[Name]) -> list[Referent]:
        """Return both persons of "NAME, a researcher, and its director NAME", whose last name ends *names*."""
        people = [n for n in names if isinstance(self.cast.who(n), Person)]
        if len(people) < 2:
            return []
        between = self.cast.text[people[-2].span[1] : people[-1].lead]
        is_pair = re.search(r"\band\s(?:(?:its|his|her|their|the)\s(?:[\w-]+\s){0,4})?$", between)
        return [self._named(n) for n in people[-2:]] if is_pair else []

    def _phrase_before(self, start: int, end: int) -> Span | None:
        """Return the noun phrase that ends at *end*: from its determiner, or its role noun alone."""
        match = _NOUN_PHRASE_END.search(self.cast.text, start, end)
        if match is None:
            return None
        words = list(re.finditer(r"\S+", match.group()))
        for word in reversed(words):
            if word.group().lower() in ("the", "a", "an", "some", "many", "several", "those", "one", "two", "three"):
                return (match.start() + word.start(), end)
        last = match.start() + words[-1].start()
        return (last, end) if roles.is_role_word(words[-1].group().lower()) else None


def _phrase_span(name: Name) -> Span:
    return (name.lead, name.span[1])


def _speaker(cast: Cast, person: Person, profile: Profile) -> Speaker:
    of_country = profile.of_country or fold(profile.affiliation or "") in cast.places
    of_body = cast.camp_called(profile.affiliation)
    camp = roles.camp_of(profile.role, profile.affiliation, of_country=of_country, of_body=of_body)
    if profile.of_somebody and profile.role and roles.head_of(profile.role) == "deputy":
        camp = of_body or "unknown"
    return Speaker(name=person.name, role=profile.role, affiliation=profile.affiliation, camp=camp, named=True)


def authors(document: Document, cast: Cast) -> tuple[Speaker, ...]:
    """Return who speaks in the author's voice: the authors, else the publisher, else nobody."""
    outside = any(d.kind in ("outside-contributor", "sponsored") for d in document.disclosures)
    publisher: Camp = organisations.camp_of(document.publisher) if document.publisher else "unknown"
    own_voice: Camp = "NGO" if _writes_from_ngo(cast.text) else publisher
    if document.authors:
        camp: Camp = own_voice if own_voice != "media" or not outside else "unknown"
        return tuple(
            Speaker(name=a, role="author", affiliation=document.publisher, camp=camp, named=True)
            for a in document.authors
        )
    if document.publisher:
        return (Speaker(name=document.publisher, camp=own_voice, named=True, collective=True),)
    return ()


_NGO_VOICE = re.compile(
    r"\b(?:my|our|fellow)\s+(?:NGO|non-?governmental|human rights|civil society)\s+"
    r"(?:colleagues|partners|organi[sz]ation|group)",
    re.I,
)


def _writes_from_ngo(text: str) -> bool:
    return bool(_NGO_VOICE.search(text))
