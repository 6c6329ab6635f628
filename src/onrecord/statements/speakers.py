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
from onrecord.statements.conjuncts import conjuncts
from onrecord.statements.continuing import goes_on
from onrecord.statements.descriptions import describe_unnamed, is_capital, resolve_definite
from onrecord.statements.issuers import Issuers
from onrecord.statements.name_words import Gender, fold, gender_of_given
from onrecord.statements.names import Name
from onrecord.statements.references import several_called
from onrecord.statements.role_phrases import Profile
from onrecord.statements.subjects import only_several, plural_subject
from onrecord.text.spans import trim

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
_CONTRACTED = re.compile(r"(?<=[a-z])'(?:ve|m|d|ll|re)$|(?<=\b(?:he|it))'s$|(?<=\bshe)'s$")
_AGED = re.compile(r"[Tt]he\s\d{1,3}-year-old(?:\s[a-z-]+){0,2}$")
_WHERE = re.compile(r"\b(?:in|at|near|from)\s(?:[A-Z][\w-]+(?:\s[A-Z][\w-]+){0,2},\s)?$")
_FOR = re.compile(r"\s*(?:For|To)\s")
_PASSIVE = re.compile(
    r"(?:(?:also|once|widely|reportedly)\s)?(?:is|are|was|were|be|been|being|has been|have been|had been)\b"
)
_NAMED_BY_OTHERS = re.compile(
    r"(?:(?:is|are|was|were|been|being|has been|have been|had been)\s(?:\w+ly\s)?)?"
    r"(?:labell?ed|branded|dubbed|deemed|nicknamed|hailed as|described as|regarded as|portrayed as)\b"
)
_OBJECT = re.compile(r"\s[“\"‘]?(?:(?:the|his|her|its|their|this|that|these|those|him|her|it|them|any|all)\b|[A-Z])")
_CLAUSE_OPENING = re.compile(r"(?:;|\bwhereas\b|\bthat\b|\bbut\b|\bwhile\b|[—–])\s+")
_ANSWER = re.compile(r"[^\S\n]*([A-Z][\w.’' -]{1,40}):\s")
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
    speakers = {s.id: resolver.trace(s) for s in sorted(statements, key=resolver.place)}
    return tuple(replace(s, speakers=speakers[s.id]) for s in statements)


@dataclass(slots=True)
class _Resolver:
    document: Document
    scene: Scene
    cast: Cast
    issuers: Issuers

    def __init__(self, document: Document, statements: Sequence[Statement], gazetteer: Gazetteer) -> None:
        self.document = document
        self.cast = Cast(document.text, gazetteer)
        self.scene = Scene(self.cast, statements)
        self.issuers = Issuers(document, self.cast)

    def place(self, statement: Statement) -> tuple[int, int]:
        """Return where a statement begins, and how far it reaches back from the end; a resolution's at its verb."""
        at_head = self.issuers.at_head(statement.source) is not None
        spans = (() if at_head else statement.source) or statement.cue or statement.content
        return (min(spans)[0], -max(e for _, e in statement.content))

    def trace(self, statement: Statement) -> tuple[Speaker, ...]:
        """Return the speakers of *statement*, and remember them for the pronouns that follow."""
        if statement.voice == "author":
            return self.issuers.authors
        referents = tuple(self._complete(r) for r in self._referents(statement))
        at, _ = self.place(statement)
        turn = Turn(
            at=at, sentence=self.cast.sentence_index(at), nested=self.scene.enclosing(at, statement) is not None,
            aside=self._is_relative(statement), referents=referents, statement=statement,
        )  # fmt: skip
        self.scene.turns.append(turn)
        return tuple(dict.fromkeys(s for r in referents for s in self.issuers.own_of(r.speaker)))

    def _is_relative(self, statement: Statement) -> bool:
        """Tell whether the source is a "who" or "which": a clause aside, not the sentence's own speaker."""
        return bool(statement.source) and self.cast.text[slice(*statement.source[0])].lower() in _WHO

    def _referents(self, statement: Statement) -> list[Referent]:
        if not statement.source:
            return self._without_source(statement)
        if body := self.issuers.at_head(statement.source):
            return [Referent(speaker=body)]
        if self._is_named_by_others(statement):
            return []
        out: list[Referent] = []
        for span in statement.source:
            whole = self.cast.widen(phrases.clean(self.cast.text, span))
            whole = phrases.issuer(self.cast, whole) or whole
            for part in conjuncts(self.cast, whole):
                out += self._refer(part, statement)
        return out

    def _is_named_by_others(self, statement: Statement) -> bool:
        """Tell whether the source is the subject of a passive: "Roe, labelled a rebel", "Roe was dubbed the fox"."""
        text = self.cast.text
        if not statement.cue or statement.cue[0][0] < statement.source[0][1]:
            return False
        if (passive := _NAMED_BY_OTHERS.match(text, *statement.cue[0])) is None:
            return False
        between = text[statement.source[0][1] : statement.cue[0][0]].strip()
        if between not in ("", ","):
            return False
        is_marked = between == "," or passive.group().split()[0] in ("is", "are", "was", "were", "been", "being", "has")
        return is_marked or _OBJECT.match(text, statement.cue[0][1]) is None

    def _without_source(self, statement: Statement) -> list[Referent]:
        """Trace a cue without a source: a resolution's "Calls on …", "NAME, …, said", or "…, adding that …"."""
        if not statement.cue:
            return []
        cue = statement.cue[0]
        if self.issuers.body and self.issuers.performs(cue):
            return [Referent(speaker=self.issuers.body)]
        if not self.cast.text[slice(*cue)].partition(" ")[0].lower().endswith("ing"):
            return self._subject_before(cue)
        index = self.cast.sentence_index(cue[0])
        turns = [t for t in self.scene.turns if t.sentence == index and not t.nested and t.at < cue[0]]
        return list(turns[0].referents) if turns and all(t.referents == turns[0].referents for t in turns) else []

    def _subject_before(self, cue: Span) -> list[Referent]:
        """Return the person whose name, with nothing but a comma, ends directly before the cue and heads its clause."""
        text = self.cast.text
        if _PASSIVE.match(text, *cue) or _NAMED_BY_OTHERS.match(text, *cue) or self.scene.in_quotation(cue[0]):
            return []
        start = self.cast.sentence_at(cue[0])[0]
        opening = list(_CLAUSE_OPENING.finditer(text, start, cue[0]))
        span = trim(text, (opening[-1].end() if opening else start, cue[0]))
        names = self.cast.names_in(span)
        if not names or text[names[-1].span[1] : cue[0]].strip() not in ("", ","):
            return []
        name = phrases.head_name(self.cast, phrases.clean(text, span))
        is_last = name is not None and name.span == names[-1].span
        return [self._named(name)] if name and is_last and isinstance(self.cast.who(name), Person) else []

    def _refer(self, span: Span, statement: Statement) -> list[Referent]:
        span = phrases.clean(self.cast.text, span)
        phrase = self.cast.text[slice(*span)]
        low = phrase.lower().replace("’", "'")
        low = _CONTRACTED.sub("", low)
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
        if person.gender is None and profile.role:
            person.gender = roles.gender_of(roles.head_of(profile.role))
        return Referent(speaker=_speaker(self.cast, person, profile), person=person, gender=person.gender)

    def _complete(self, referent: Referent) -> Referent:
        """Give a person found by reference the role and affiliation that the document gives."""
        person, speaker = referent.person, referent.speaker
        if person is None or speaker.role or speaker.affiliation:
            return referent
        return replace(referent, speaker=_speaker(self.cast, person, self.scene.profiles.of(person)))

    def _state(self, span: Span, phrase: str) -> Referent | None:
        span = phrases.without_clause(self.cast, span)
        phrase = self.cast.text[slice(*span)].rstrip(", ")
        span = (span[0], span[0] + len(phrase))
        name = re.sub(r"^(?:both |Both )?(?:the|The)\s+|['’]s?$", "", phrase)
        if phrases.place_code(self.cast, span) is None and not is_capital(name):
            return None
        return Referent(speaker=Speaker(name=name, camp="government", named=True, collective=True))

    def _described(self, span: Span, statement: Statement) -> list[Referent]:
        text = self.cast.text
        own = _OWN_PHRASE.match(text, *span)
        if own and roles.is_document_word(roles.head_of(text[slice(*span)])):
            return self._pronoun(own.group(1).lower(), own.span(1), statement)
        if several := several_called(self.scene, span[0], text[slice(*span)]):
            return list(several)
        if (aged := _AGED.match(text, *span)) and not self.scene.in_quotation(span[0]):
            gender = roles.gender_of(roles.head_of(text[slice(*span)]))
            found = self.scene.person(span[0], gender, statement)
            return [found] if found else [describe_unnamed(self.cast, (aged.start(), span[1]))]
        if viewer := self._viewer(span):
            return [self._named(viewer)]
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
            return self._they(at, statement)
        if low in _IT:
            found = self.scene.organisation(at, statement) or goes_on(self.scene, at, statement)
            return [found] if found else []
        if low in _WHO:
            return self._relative(at, statement)
        return self._first_person(at, statement, several=low in _US)

    def _viewer(self, span: Span) -> Name | None:
        """Return the person of "For NAME, the index shows …", who draws that from the text."""
        text = self.cast.text
        opening = _FOR.match(text, self.cast.sentence_at(span[0])[0], span[0])
        if opening is None or not roles.is_document_word(roles.head_of(text[slice(*span)])):
            return None
        between = (opening.end(), span[0])
        people = [n for n in self.cast.names_in(between) if isinstance(self.cast.who(n), Person)]
        is_opening = bool(people) and people[0].lead == opening.end() and text[slice(*between)].rstrip().endswith(",")
        return people[0] if is_opening else None

    def _they(self, at: int, statement: Statement) -> list[Referent]:
        """Trace "they" to the latest of: a turn of several, and a sentence's subject that says nothing itself."""
        found = list(self.scene.several(at, statement))
        if self.scene.enclosing(at, statement) or self.scene.in_quotation(at):
            return found
        here = self.cast.sentence_index(at)
        latest = max((t.at for t in self.scene.last_turns(at)), default=-1)
        for index in (here, here - 1):
            span = plural_subject(self.cast, index, at) if index >= 0 else None
            if span and span[0] > latest and not self.scene.enclosing(span[0], statement):
                return [describe_unnamed(self.cast, span)]
        several = None if found else only_several(self.cast, (self.cast.sentences[here][0], at))
        return [describe_unnamed(self.cast, several)] if several else found

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
        if (answering := self._answering(at)) is not None:
            return [] if several else [answering]
        speakers = self.issuers.we if several else [s for s in self.issuers.authors if not s.collective]
        return [Referent(speaker=s) for s in speakers] if several or len(speakers) == 1 else []

    def _answering(self, at: int) -> Referent | None:
        """Return whose answer holds *at* in an interview, whose paragraphs begin with "NAME:"."""
        text = self.cast.text
        label = _ANSWER.match(text, text.rfind("\n", 0, at) + 1)
        if label is None or label.end() > at:
            return None
        names = self.cast.names_in(label.span(1))
        return self._named(names[0]) if len(names) == 1 and names[0].lead == label.start(1) else None

    def _relative(self, at: int, statement: Statement) -> list[Referent]:
        """Trace "who" to the phrase directly before it."""
        text = self.cast.text
        start = self.cast.sentence_at(at)[0]
        end = start + len(_PARENTHETIC.sub("", text[start:at]))
        names = self.cast.names_in((start, end))
        if names and names[-1].span[1] in (end, end - 2):
            if self._is_whereabouts(names[-1], start):
                people = [n for n in names if isinstance(self.cast.who(n), Person)]
                return [self._named(people[-1])] if people and "." not in text[people[-1].span[1] : end] else []
            pair = self._pair_ending(names) if self._goes_on_with_they(at) else []
            return pair or self._refer(_phrase_span(names[-1]), statement)
        described = self._phrase_before(start, end)
        if described is not None and not roles.is_plural(roles.head_of(text[slice(*described)])):
            people = [n for n in names if isinstance(self.cast.who(n), Person)]
            if people and re.fullmatch(r"[,—–-]\s(?!(?:and|or|but)\s).{2,160}", text[people[-1].span[1] : end]):
                return [self._named(people[-1])]
        return self._refer(described, statement) if described else []

    def _is_whereabouts(self, name: Name, low: int) -> bool:
        """Tell whether *name* only says where somebody is: "a doctor in Vessin, who …"."""
        text = self.cast.text
        is_unknown = name.kind in ("single", "place") and self.cast.who(name) is None and not is_personal(name)
        return is_unknown and _WHERE.search(text[low : name.lead]) is not None

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
