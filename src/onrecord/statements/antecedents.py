"""Antecedents: whom a pronoun or "the minister" means, from who spoke and who was named before.

Nothing is guessed: where two people fit equally, nobody is returned.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from onrecord.records import Span, Speaker, Statement
from onrecord.statements import roles
from onrecord.statements.cast import Body, Cast, Person, is_personal
from onrecord.statements.grammar import words
from onrecord.statements.name_words import Gender, is_platform_word
from onrecord.statements.names import Name
from onrecord.statements.profiles import Profiles
from onrecord.text.quotes import find_quotations

_REACH_SENTENCES = 5
_OPENING_CHARS = 3
_REACH_CHARS = 1500


@dataclass(frozen=True, slots=True, kw_only=True)
class Referent:
    """A speaker, and whom of the cast it is; *is_unclear*: one word that may be a person's name or not."""

    speaker: Speaker
    person: Person | None = None
    body: Body | None = None
    gender: Gender | None = None
    is_unclear: bool = False

    @property
    def is_single_person(self) -> bool:
        """Whether "he" or "she" can mean it."""
        return not self.speaker.collective and self.body is None and not self.is_unclear

    @property
    def may_be_person(self) -> bool:
        """Whether it is one word alone that may be somebody's surname: then nobody further back is meant."""
        return self.is_unclear and self.speaker.named and not self.speaker.collective

    def fits(self, gender: Gender | None) -> bool:
        """Tell whether a pronoun of *gender* can mean it."""
        own = self.gender or (self.person.gender if self.person else None)
        return self.is_single_person and (gender is None or own is None or own == gender)


_NOUN_AFTER = re.compile(r"\s[a-z]{3,}")
_DETERMINER_BEFORE = re.compile(
    r"\b(?:the|an?|another|former|prominent|vocal|fierce|close|leading|senior|long-?time|jailed|(?:the|an?)\s[\w-]+-year-old)\s$",
    re.I,
)
_UNNAMED_SUBJECT = re.compile(
    r"\W*(?:(?:but|and|then|now|still|meanwhile),?\s)?(?:my|his|her|their|our|a|an|one|another|the)\s(?:[\w’'-]+\s){0,3}"
    r"(?:man|woman|girl|boy|mother|father|wife|husband|son|daughter|brother|sister|parent|friend|neighbou?r|child|uncle|aunt"
    r"|witness|lawyer|attorney|victim|resident|worker|student|teacher|doctor|officer|judge|prosecutor|governor|mayor|senator"
    r"|minister|president|candidate|spokes(?:man|woman|person)|official|leader|activist|journalist|reporter|prisoner|detainee)\b",
    re.I,
)


_POSSESSOR = re.compile(r"[^,;:]{2,60}['’]s?\s(?=[a-z])")
_LED = re.compile(r"[^,;:]{2,60}['’]s?(?:\s[a-z-]+){0,2}\s?")
_ARTICLE = re.compile(r"(?:the|an?|his|her|its|their)\s", re.I)


def _is_presentation(before: str, *, is_led: bool) -> bool:
    """Tell whether only a name's own role stands before it: "The jailed senator", "Roe's daughter"."""
    before = before.lstrip("“”\"'‘’ ")
    owner = _POSSESSOR.match(before) or _ARTICLE.match(before)
    if is_led and _LED.fullmatch(before):
        return True
    tokens = (before[owner.end() :] if owner else before).lower().split()
    return (
        bool(tokens)
        and len(tokens) < 6
        and roles.is_role_word(tokens[-1])
        and all(
            roles.is_role_word(t) or roles.is_modifier(t) or t.endswith(("-old", "ian", "ish", "ese")) for t in tokens
        )
    )


_LINK = re.compile(r"\W*(?:read (?:more|also|next)|also read|related|more|watch|see also|recommended)\s?[:|]", re.I)
_PRONOUN_SUBJECT = re.compile(
    r"\W*(?:(?:but|and|then|now|still|meanwhile|later|also|however|earlier|once|today),?\s)?(?:(he)|(she))\s(?!said|says|added|told)",
    re.I,
)


def _goes_on(text: str, span: Span, gender: Gender | None) -> bool:
    """Tell whether a sentence is a link, or goes on about "he" or "she": whom else it names is not meant."""
    if _LINK.match(text, *span):
        return True
    subject = _PRONOUN_SUBJECT.match(text, *span)
    return subject is not None and gender == ("male" if subject.group(1) else "female")


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One attributed statement in order: where its source stands and to whom it was traced (empty: to nobody).

    *nested*: inside what somebody else says. *aside*: in a relative clause ("who said …"), not the sentence's speaker.
    """

    at: int
    sentence: int
    nested: bool
    aside: bool
    referents: tuple[Referent, ...]
    statement: Statement


@dataclass(slots=True)
class Scene:
    """What stands before a place: who spoke, who was named outside what others said."""

    cast: Cast
    statements: Sequence[Statement]
    turns: list[Turn] = field(default_factory=list)
    quotations: list[Span] = field(init=False)
    contents: list[tuple[Span, Statement]] = field(init=False)
    plain: list[tuple[int, Name, Person]] = field(init=False)
    profiles: Profiles = field(init=False)
    _content_starts: list[int] = field(init=False)
    _reach: list[int] = field(init=False)

    def __post_init__(self) -> None:
        """Index quotations, contents and the names outside contents."""
        self.profiles = Profiles(self.cast)
        quotations = find_quotations(self.cast.text)
        going_on = [q.continues for q in quotations[1:]] + [False]
        pairs = zip(quotations, going_on, strict=False)
        self.quotations = [q.span for q, goes_on in pairs if q.closed or goes_on]
        said = [s for s in self.statements if s.voice == "attributed"]
        self.contents = sorted(((span, s) for s in said for span in s.content), key=lambda pair: pair[0])
        self._content_starts = [span[0] for span, _ in self.contents]
        self._reach = list(accumulate((span[1] for span, _ in self.contents), max))
        self.plain = [
            (n.span[0], n, who)
            for n in self.cast.names
            if isinstance(who := self.cast.who(n), Person)
            and not self.enclosing(n.span[0])
            and not self._is_modifier(n)
        ]

    def _is_modifier(self, name: Name) -> bool:
        """Tell whether a name alone stands between a determiner and a noun: "the 40-year-old Roe critic"."""
        text = self.cast.text
        if name.lead != name.span[0] or not _NOUN_AFTER.match(text, name.span[1]):
            return False
        return _DETERMINER_BEFORE.search(text, max(0, name.lead - 30), name.lead) is not None

    def enclosing(self, at: int, but: Statement | None = None) -> Statement | None:
        """Return the innermost statement, other than *but*, whose content holds *at*."""
        best: tuple[int, Statement] | None = None
        i = bisect_right(self._content_starts, at) - 1
        while i >= 0 and self._reach[i] > at:
            (start, end), statement = self.contents[i]
            if at < end and statement is not but and (best is None or end - start < best[0]):
                best = (end - start, statement)
            i -= 1
        return best[1] if best else None

    def in_quotation(self, at: int) -> bool:
        """Tell whether *at* stands inside quotation marks."""
        low = bisect_left(self.quotations, (at + 1, 0)) - 1
        return low >= 0 and self.quotations[low][0] < at < self.quotations[low][1]

    def turn_of(self, statement: Statement | None) -> Turn | None:
        """Return the turn of *statement* if it was traced already."""
        return next((t for t in reversed(self.turns) if t.statement is statement), None)

    def last_turns(self, at: int, reach: int = 3) -> list[Turn]:
        """Return the turns outside contents in the *reach* sentences before *at*, the latest first."""
        here = self.cast.sentence_index(at)
        return [t for t in reversed(self.turns) if not t.nested and t.at < at and 0 <= here - t.sentence <= reach]

    def person(self, at: int, gender: Gender | None, own: Statement) -> Referent | None:
        """Return whom "he" or "she" at *at*, the source of *own*, means; None if that is not safe."""
        outer = self.enclosing(at, own)
        if outer is not None:
            return self._inside(at, gender, outer)
        if self.in_quotation(at) and not _is_between(at, own):
            return None
        here = self.cast.sentence_index(at)
        for index in range(here, max(-1, here - _REACH_SENTENCES - 1), -1):
            start, end = self.cast.sentences[index]
            if at - end > _REACH_CHARS:
                return None
            found, settled = self._in_sentence(index, (start, min(end, at)), gender)
            if settled:
                return found
            if index == here and self._told_of((start, at), gender, own):
                return None
        return None

    def _inside(self, at: int, gender: Gender | None, outer: Statement) -> Referent | None:
        """Resolve a pronoun within what *outer*'s speaker says."""
        turn = self.turn_of(outer)
        speakers = [r for r in turn.referents if r.fits(gender)] if turn else []
        start = min(s for s, _ in outer.content)
        named = self._distinct(self._referents(self.cast.names_in((start, at)), gender))
        if self.in_quotation(at):
            named = [r for r in named if r.person not in [s.person for s in speakers]]
            return named[0] if len(named) == 1 else None
        if not named:
            return speakers[0] if len(speakers) == 1 else None
        both = self._distinct([*named, *speakers])
        return both[0] if len(both) == 1 else None

    def _in_sentence(self, index: int, span: Span, gender: Gender | None) -> tuple[Referent | None, bool]:
        """Return whom a sentence offers, and whether that settles the search (also with nobody, if it is unclear)."""
        turns = [t for t in self.turns if t.sentence == index and not (t.nested or t.aside) and t.at < span[1]]
        turns = [t for t in turns if not self._is_first_person(t)]
        people = [
            t for t in turns if not t.referents or any(r.is_single_person or r.may_be_person for r in t.referents)
        ]
        for turn in reversed(people):
            found, settled = self._of_turn(turn, gender)
            if settled:
                return (None if found and self._overtaken(found, turn, span, gender) else found), True
        names = [n for at, n, _ in self._plain_in(span)]
        subjects = self._distinct(self._referents([n for n in names if self._is_subject(n, span[0])], gender))
        if subjects:
            return (subjects[0], True) if len(subjects) == 1 else (None, True)
        if not people and _UNNAMED_SUBJECT.match(self.cast.text, *span):
            return None, True
        if not people and _goes_on(self.cast.text, span, gender):
            return None, False
        others = self._distinct(self._referents(names, gender))
        if len(others) == 1 and self._is_told_of_another(others[0], span, gender):
            return None, True
        return (others[0], True) if len(others) == 1 else (None, bool(others))

    def _is_told_of_another(self, found: Referent, span: Span, gender: Gender | None) -> bool:
        """Tell whether *span*, outside quotation marks, names somebody else whom the pronoun fits."""
        names = [n for n in self.cast.names_in(span) if not self.in_quotation(n.span[0])]
        return any(r.person is not found.person for r in self._referents(names, gender))

    def _is_first_person(self, turn: Turn) -> bool:
        """Tell whether the turn is the author's own "I" or "we", which no "he" takes up."""
        source = turn.statement.source
        return bool(source) and self.cast.text[slice(*source[0])].lower() in ("i", "we", "my", "our", "me", "us")

    def _told_of(self, span: Span, gender: Gender | None, own: Statement) -> bool:
        """Tell whether *span*, outside quotation marks, names somebody in what another speaker says."""
        names = [
            n
            for n in self.cast.names_in(span)
            if self.enclosing(n.span[0], own) is not None and not self.in_quotation(n.span[0])
        ]
        return bool(self._referents(names, gender))

    def _overtaken(self, found: Referent, turn: Turn, span: Span, gender: Gender | None) -> bool:
        """Tell whether somebody else whom the pronoun fits is named after the speaker, outside what is said."""
        said_by = max((end for _, end in turn.statement.source), default=turn.at)
        names = [n for at, n, _ in self._plain_in((turn.at, span[1])) if at > max(turn.at, said_by)]
        start = self.cast.sentences[turn.sentence][0]
        opening = [n for at, n, _ in self._plain_in((start, turn.at)) if n.lead - start < _OPENING_CHARS]
        names += [n for n in opening if self._is_subject(n, start) and turn.statement.source[:1] != (n.span,)]
        return any(r.person is not found.person for r in self._referents(names, gender))

    def _of_turn(self, turn: Turn, gender: Gender | None) -> tuple[Referent | None, bool]:
        fitting = [r for r in turn.referents if r.fits(gender)]
        if len(fitting) == 1:
            return fitting[0], True
        return None, bool(fitting) or not turn.referents or any(r.may_be_person for r in turn.referents)

    def _plain_in(self, span: Span) -> list[tuple[int, Name, Person]]:
        low = bisect_left(self.plain, span[0], key=lambda item: item[0])
        high = bisect_left(self.plain, span[1], key=lambda item: item[0])
        return self.plain[low:high]

    def _is_subject(self, name: Name, start: int) -> bool:
        """Tell whether *name* begins a clause: at the sentence's start, after a comma or a conjunction."""
        text = self.cast.text
        if text[name.span[1] : name.span[1] + 2] in ("'s", "’s"):
            return False
        before = text[start : name.lead].rstrip()
        if not before or before[-1] in ',;:—–-“"(':
            return True
        return before.split()[-1].lower() in words("subject_openers") or _is_presentation(
            before, is_led=name.lead < name.span[0]
        )

    def _referents(self, names: Iterable[Name], gender: Gender | None) -> list[Referent]:
        people = [who for n in names if isinstance(who := self.cast.who(n), Person)]
        sure = [p for p in people if self._is_surely_person(p)]
        made = [Referent(speaker=Speaker(name=p.name, named=True), person=p, gender=p.gender) for p in sure]
        return [r for r in made if r.fits(gender)]

    def _is_surely_person(self, person: Person) -> bool:
        """Tell whether *person* is one beyond the capitals: by gender, title or role, or because they spoke."""
        if person.gender or any(is_personal(m) for m in person.mentions):
            return True
        return any(r.person is person for t in self.turns for r in t.referents) or bool(self.profiles.of(person).role)

    @staticmethod
    def _distinct(referents: Iterable[Referent]) -> list[Referent]:
        out: list[Referent] = []
        for one in referents:
            if not any(one.person is r.person and (one.person or one.speaker == r.speaker) for r in out):
                out.append(one)
        return out

    def several(self, at: int, own: Statement) -> tuple[Referent, ...]:
        """Return whom "they" means: the latest speakers that are several, or an organisation; else nobody."""
        outer = self.enclosing(at, own)
        if outer is not None:
            turn = self.turn_of(outer)
            return turn.referents if turn and _are_several(turn) and not self.in_quotation(at) else ()
        for turn in self.last_turns(at):
            if _are_several(turn) and not (turn.aside and len(turn.referents) == 1):
                return turn.referents
            if turn.aside or not turn.referents:
                return ()
        return ()

    def organisation(self, at: int, own: Statement) -> Referent | None:
        """Return which organisation "it" means: the one that spoke last, or the only one in the sentence so far."""
        turns = [self.turn_of(self.enclosing(at, own))] if self.enclosing(at, own) else self.last_turns(at, 1)
        for turn in turns:
            if turn and not turn.aside and len(turn.referents) == 1 and _is_body(turn.referents[0]):
                return turn.referents[0]
            if turn:
                break
        start = self.cast.sentence_at(at)[0]
        before = [n for n in self.cast.names_in((start, at)) if not _is_said(n.span[0], own)]
        bodies = [w for n in before if isinstance(w := self.cast.who(n), Body) and not is_platform_word(w.name)]
        if bodies and all(b is bodies[0] for b in bodies):
            return referent_of_body(bodies[0])
        return None


def _is_said(at: int, own: Statement) -> bool:
    return any(start <= at < end for start, end in own.content)


def _is_between(at: int, own: Statement) -> bool:
    """Tell whether *at* parts what is said: "It is good, she went on. It …", its quotation mark never closed."""
    return min(own.content)[0] < at < max(own.content)[1]


def _are_several(turn: Turn) -> bool:
    return len(turn.referents) > 1 or any(r.speaker.collective and not _is_text(r.speaker) for r in turn.referents)


def _is_text(speaker: Speaker) -> bool:
    """Tell whether the speaker is a report or the like: no "they"."""
    return not speaker.named and speaker.role is not None and roles.is_document_word(roles.head_of(speaker.role))


def _is_body(referent: Referent) -> bool:
    return referent.body is not None or (referent.speaker.collective and referent.speaker.named)


def referent_of_body(body: Body) -> Referent:
    """Return *body* as a speaker."""
    speaker = Speaker(name=body.name, camp=body.camp, named=True, collective=True)
    return Referent(speaker=speaker, body=body)
