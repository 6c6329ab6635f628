"""The cast of a document: the persons and bodies that it names, each with all its mentions.

A person is known by the longest form of the name in the document; shorter forms, "Mr X" and transliterations lead to
the same person only where one person alone can be meant.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import lru_cache

from onrecord.records import Camp, Span
from onrecord.reference import organisations
from onrecord.reference.countries import Gazetteer
from onrecord.statements.aliases import aliases_after, aliases_of, initials_of, with_long_forms
from onrecord.statements.bodies import declare, first_word, full_form, join_owners
from onrecord.statements.headings import headings
from onrecord.statements.joining import join_parts
from onrecord.statements.name_words import Gender, fold, gender_of_given, is_given
from onrecord.statements.names import Name, find_names
from onrecord.statements.spellings import are_one_person, is_respelling, is_slip, sound
from onrecord.statements.tidying import tidy
from onrecord.text.sentences import find_sentences

_PARTICLES = frozenset("de da do dos del della di du la le van von der den bin ibn bint ben af av zu ould los".split())
_ARTICLE_PREFIX = re.compile(r"^(?:al|el|ul|as|ash|ad|an|at|ar|az)-")
_FORMAL = frozenset(
    "online inc inc. ltd ltd. llc corp corporation group holdings industries airlines airways motors".split()
)
_POSSESSED = re.compile(r"['’]s?\s$")
_AFTER_PREPOSITION = re.compile(r"\b(?:in|on|by|of|for|since|until|during|last|next|this|from|to)\s$")
_LETTERS = re.compile(r"[A-Z]{3,4}")
_NEAR_CHARS = 250
_GENERATIONS = re.compile(r"(?<= )(?:Jr|Sr)(?=\.?$)")
_SUFFIXES = frozenset("jr jr. sr sr. ii iii iv".split())


@dataclass(slots=True, eq=False)
class Person:
    """Somebody whom the document names; *words* are the name's parts, folded, without particles."""

    name: str
    words: tuple[str, ...]
    gender: Gender | None = None
    mentions: list[Name] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Body:
    """An organisation that the document names, by its longest form there."""

    name: str
    camp: Camp
    mentions: list[Name] = field(default_factory=list)


class Cast:
    """The persons and bodies of a text, and who each mention is."""

    def __init__(self, text: str, gazetteer: Gazetteer) -> None:
        self.text = text
        self.places = _place_words(gazetteer)
        self.countries = _country_names(gazetteer)
        self.sentences = find_sentences(text)
        self._starts = [start for start, _ in self.sentences]
        found = tidy(text, join_parts(text, find_names(text, frozenset(self.places))))
        found = join_owners(text, _without_tails(text, found))
        aliases = aliases_after(text, found) | aliases_of(text)
        aliases = initials_of(text, found, aliases) | aliases
        found, camps = declare(text, found)
        self.names = with_long_forms(text, found, aliases)
        self.persons = _persons(text, self.names)
        self.names = sorted((*self.names, *_in_headings(text, self.persons)), key=lambda n: n.span)
        self._name_starts = [n.span[0] for n in self.names]
        self.bodies = _bodies(text, self.names, aliases, camps)
        self._camps = {body.name: body.camp for body in self.bodies}
        self._who: dict[Span, Person | Body] = {}
        self._borne: dict[str, Person] = {}
        self._by_word = _by_word(self.persons)
        self._link()

    def _link(self) -> None:
        everybody: list[Person | Body] = [*self.persons, *self.bodies]
        for one in everybody:
            self._who.update((mention.span, one) for mention in one.mentions)
        for name in self.names:
            if self._may_be_person(name) and (found := self._match(name)):
                self._who[name.span] = found
                found.mentions.append(name)
        for name in (n for n in self.names if n.kind == "single" and n.span not in self._who):
            if body := self._called_by_first(fold(name.words[0])):
                self._who[name.span] = body
                body.mentions.append(name)
        self._link_initials()
        for person in self.persons:
            person.mentions.sort(key=lambda n: n.span)

    def _link_initials(self) -> None:
        """Link letters to the one person whose name they begin, or whom "(ABC)" directly leads."""
        for name in (n for n in self.names if n.kind == "single" and n.span not in self._who):
            letters = name.words[0]
            if not _LETTERS.fullmatch(letters):
                continue
            found = [p for p in self.persons if self._is_lettered(p, letters)]
            if len(found) == 1:
                self._who[name.span] = found[0]

    def _is_lettered(self, person: Person, letters: str) -> bool:
        spelled = "".join(w[0] for w in person.name.replace("-", " ").split()).upper()
        led = f"({letters}) "
        return spelled == letters or any(self.text[max(0, m.lead - 10) : m.lead].endswith(led) for m in person.mentions)

    def _called_by_first(self, word: str) -> Body | None:
        """Return the one body that its first word stands for: "Aurora" for "Aurora Online"; None if unsure."""
        found = [b for b in self.bodies if fold(b.name.split()[-1]) in _FORMAL and first_word(fold(b.name)) == word]
        return found[0] if len(found) == 1 and len(found[0].name.split()) == 2 else None

    def _may_be_person(self, name: Name) -> bool:
        """Tell whether *name* can be a shorter form of a person's name, though it may be an organisation's, too."""
        if name.kind in ("person", "single"):
            return name.span not in self._who
        if name.kind == "place" and fold(name.words[0]) in self.places:
            return False
        if name.kind in ("place", "role") and _AFTER_PREPOSITION.search(self.text, max(0, name.lead - 8), name.lead):
            return False
        if " " in name.words[-1] or len(name.words) > 1 or name.words[0].isupper():
            return False
        is_surname = any(p.words[-1] == fold(name.words[0]) for p in self._by_word.get(fold(name.words[0]), ()))
        return is_surname and self.text[max(0, name.span[0] - 4) : name.span[0]].lower() != "the "

    def _match(self, name: Name) -> Person | None:
        """Return the one person whom a shorter form can mean, or None."""
        words = bare_words(name.words)
        found = [p for p in self._by_word.get(words[-1], ()) if _is_part(words, p.words)] if words else []
        if not found and len(words) == 1:
            found = [p for p in self.persons if is_respelling(words[0], p.words[-1])]
            found = found or [p for p in self.persons if is_slip(words[0], p.words[-1])]
        if name.gender:
            found = [p for p in found if p.gender in (None, name.gender)]
        if len(found) < 2:
            return found[0] if found else None
        return _main_bearer(found, words[-1]) or (
            self._first_called(name, found, words[0]) if len(words) == 1 else None
        )

    def _first_called(self, name: Name, bearers: list[Person], word: str) -> Person | None:
        """Return who is called by the surname alone: whom it meant before the text named another bearer in full.

        Not where another bearer was named in full shortly before.
        """
        bearers = [p for p in bearers if p.words[-1] == word]
        full = sorted((m.span[0], i) for i, p in enumerate(bearers) for m in p.mentions if len(m.words) > 1)
        before = [i for at, i in full if at < name.span[0]]
        if before and len(set(before)) == 1:
            return self._borne.setdefault(word, bearers[before[0]])
        held = self._borne.get(word)
        near = {i for at, i in full if 0 < name.span[0] - at < _NEAR_CHARS}
        return held if held and all(bearers[i] is held for i in near) else None

    def who(self, name: Name) -> Person | Body | None:
        """Return whom *name* means, or None if that is not known."""
        return self._who.get(name.span)

    def camp_called(self, name: str | None) -> Camp | None:
        """Return the camp of the body of that name, or None if the text names none."""
        return self._camps.get(name) if name else None

    def body_called(self, form: str) -> str | None:
        """Return the full name of the body that *form* stands for somewhere in the text, or None."""
        name = next((n for n in self.names if n.kind == "organisation" and n.words == (form,)), None)
        who = self.who(name) if name else None
        return who.name if isinstance(who, Body) else None

    def is_surname(self, word: str) -> bool:
        """Tell whether *word* (folded) is part of the name of somebody in the text."""
        return word in self._by_word

    def names_in(self, span: Span) -> list[Name]:
        """Return the names that lie inside *span*, in reading order."""
        low, high = bisect_left(self._name_starts, span[0]), bisect_left(self._name_starts, span[1])
        return [n for n in self.names[low:high] if n.span[1] <= span[1]]

    def widen(self, span: Span) -> Span:
        """Return *span* with the whole of the names that it cuts through."""
        start, end = span
        for at in (start, end - 1):
            i = bisect_right(self._name_starts, at) - 1
            if i >= 0 and self.names[i].span[0] <= at < self.names[i].span[1]:
                start, end = min(start, self.names[i].span[0]), max(end, self.names[i].span[1])
        return start, end

    def sentence_index(self, at: int) -> int:
        """Return the index of the sentence that holds position *at* (or the one before it)."""
        return max(0, bisect_right(self._starts, at) - 1)

    def sentence_at(self, at: int) -> Span:
        """Return the sentence that holds position *at*."""
        return self.sentences[self.sentence_index(at)] if self.sentences else (0, len(self.text))


@lru_cache(maxsize=20_000)
def bare_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the parts of a name as they are compared: folded, without particles, articles and "Jr"."""
    parts = (fold(part) for word in words for part in word.split())
    bare = (_ARTICLE_PREFIX.sub("", p) for p in parts if p not in _PARTICLES and p not in _SUFFIXES)
    return tuple(p.removesuffix(".") for p in bare if p)


@lru_cache(maxsize=8)
def _place_words(gazetteer: Gazetteer) -> dict[str, str]:
    """Return names and demonyms of countries, folded, with their codes."""
    out: dict[str, str] = {}
    for country in gazetteer.countries.values():
        for form in (country.name, *country.also, *country.demonyms):
            out.setdefault(fold(form), country.code)
        for demonym in country.demonyms:
            out.setdefault(fold(demonym) + "s", country.code)
    return out


@lru_cache(maxsize=8)
def _country_names(gazetteer: Gazetteer) -> frozenset[str]:
    """Return the names of countries, folded, without demonyms."""
    return frozenset(fold(form) for c in gazetteer.countries.values() for form in (c.name, *c.also))


def _persons(text: str, names: list[Name]) -> list[Person]:
    persons: list[Person] = []
    by_last: dict[str, list[Person]] = {}
    for name in names:
        words = bare_words(name.words)
        if name.kind != "person" or len(words) < 2:
            continue
        alike = (*by_last.get(sound(words[-1]), ()), *by_last.get(sound(words[0]), ()))
        form = text[slice(*name.span)]
        person = next((p for p in alike if are_one_person(words, p.words) and _are_one_generation(form, p.name)), None)
        if person is None:
            person = Person(name="", words=words)
            persons.append(person)
            by_last.setdefault(sound(words[-1]), []).append(person)
        _add_mention(text, person, name, words)
    persons = _without_surnames(persons)
    return persons + _titled(text, names, persons)


def _are_one_generation(a: str, b: str) -> bool:
    """Tell whether not one name ends in "Jr" and the other in "Sr"."""
    ends = [_GENERATIONS.search(form) for form in (a, b)]
    return not (ends[0] and ends[1]) or ends[0].group() == ends[1].group()


def _without_surnames(persons: list[Person]) -> list[Person]:
    """Join a surname of several words to the one person who bears it: "Roe Doe" to "Ann Roe Doe"."""
    out: list[Person] = []
    for person in persons:
        width = len(person.words)
        longer = [p for p in persons if len(p.words) > width and p.words[-width:] == person.words]
        if len(longer) == 1 and (not is_given(person.words[0]) or len(longer[0].words) >= width + 2):
            longer[0].mentions += person.mentions
        else:
            out.append(person)
    return out


def _without_tails(text: str, names: list[Name]) -> list[Name]:
    """Cut common words off the end of names that stand elsewhere without them: "Ann Roe Election Day"."""
    full = {bare_words(n.words) for n in names if n.kind == "person"}
    return [_without_tail(text, n, full) if len(n.words) > 2 and n.kind == "person" else n for n in names]


def _without_tail(text: str, name: Name, full: set[tuple[str, ...]]) -> Name:
    words = bare_words(name.words)
    for width in range(2, len(words)):
        if words[:width] in full and len(name.words) == len(words) and all(f" {w} " in text for w in words[width:]):
            end = name.span[0] + len(text[slice(*name.span)].split(name.words[width])[0].rstrip())
            return replace(name, words=name.words[:width], span=(name.span[0], end))
    return name


def _in_headings(text: str, persons: list[Person]) -> list[Name]:
    """Return the mentions of known persons in headings, where capitals alone tell nothing."""
    lines = headings(text)
    found: dict[int, Name] = {}
    for person in persons if lines else ():
        forms = "|".join(re.escape(f) for f in dict.fromkeys((person.name, person.name.split()[-1])))
        pattern = re.compile(rf"(?<!\w)(?:{forms})(?!\w)", re.I)
        for match in (m for line in lines for m in pattern.finditer(text, *line)):
            words = tuple(match.group().split())
            name = Name(
                span=match.span(), kind="single" if len(words) == 1 else "person", words=words, lead=match.start()
            )
            if match.start() not in found or found[match.start()].span[1] < match.end():
                found[match.start()] = name
    taken = [n.span for n in found.values()]
    return [n for n in found.values() if not any(s < n.span[0] and n.span[1] <= e for s, e in taken)]


def _titled(text: str, names: list[Name], persons: list[Person]) -> list[Person]:
    """Return the persons whom the text names by a title and one word alone: "President Roe"."""
    out: dict[str, Person] = {}
    known = {word for p in persons for word in p.words}
    for name in names:
        words = bare_words(name.words)
        if name.kind == "person" and len(words) == 1 and words[0] not in known:
            if any(is_respelling(words[0], p.words[-1]) for p in persons):
                continue
            person = out.setdefault(words[0], Person(name="", words=words))
            _add_mention(text, person, name, words)
    return list(out.values())


def _add_mention(text: str, person: Person, name: Name, words: tuple[str, ...]) -> None:
    form = text[slice(*name.span)]
    person.mentions.append(name)
    person.gender = person.gender or name.gender or (gender_of_given(words[0]) if len(words) > 1 else None)
    if _rank(form) > _rank(person.name):
        person.name = form
        person.words = words


def _rank(form: str) -> tuple[int, bool, int]:
    return (len(form.split()), not form.isupper(), len(form) if form.isupper() else 0)


def _by_word(persons: list[Person]) -> dict[str, list[Person]]:
    out: dict[str, list[Person]] = {}
    for person in persons:
        for word in dict.fromkeys(person.words):
            out.setdefault(word, []).append(person)
    return out


def _is_part(words: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    width = len(words)
    return any(whole[i : i + width] == words for i in range(len(whole) - width + 1))


def _main_bearer(persons: list[Person], word: str) -> Person | None:
    """Of several bearers of one name, return the one whom the text names far more often in full, or None."""
    last = [p for p in persons if p.words[-1] == word] or persons
    counts = Counter({p.name: sum(len(m.words) > 1 for m in p.mentions) for p in last})
    ranked = sorted(last, key=lambda p: -counts[p.name])
    if len(ranked) == 1:
        return ranked[0]
    return ranked[0] if counts[ranked[0].name] >= 3 * counts[ranked[1].name] else None


def _bodies(text: str, names: list[Name], aliases: dict[str, Span], camps: dict[str, Camp]) -> list[Body]:
    by_key: dict[str, Body] = {}
    long_of = {short: text[slice(*span)] for short, span in aliases.items()}
    for name in names:
        if name.kind != "organisation":
            continue
        form = text[slice(*name.span)]
        body = by_key.setdefault(_body_key(long_of.get(form, form)), Body(name=form, camp="unknown"))
        body.mentions.append(name)
        body.name = max(body.name, form, key=_fullness)
    for body in by_key.values():
        body.camp = _camp(body.name, camps.get(fold(body.name), "unknown"))
    return _without_short_forms(text, list(by_key.values()), camps)


def _camp(name: str, told: Camp) -> Camp:
    """Return the camp of a body: a party if the text calls it one, else by its name, else as the text tells."""
    by_name = organisations.camp_of(name)
    return told if told == "party" or by_name == "unknown" else by_name


def _without_short_forms(text: str, bodies: list[Body], told: dict[str, Camp]) -> list[Body]:
    """Join "the Union" to the one organisation with a longer name for which it can stand."""
    by_name = {body.name: body for body in bodies}
    out: list[Body] = []
    for body in bodies:
        longer = [name for name in by_name if " " in name]
        is_short = (" " not in body.name or body.name.endswith((" Office", " Department"))) and not any(
            _POSSESSED.search(text[: m.lead][-4:]) for m in body.mentions
        )
        full = full_form(body.name, longer, told) if is_short else None
        if full is None:
            out.append(body)
        else:
            by_name[full].mentions += body.mentions
    return out


def _fullness(form: str) -> tuple[int, int]:
    return (len(form.split()), len(form))


def _body_key(form: str) -> str:
    known = organisations.find(form)
    return organisations.key(known.name if known else form).lower()


def is_personal(name: Name) -> bool:
    """Tell whether *name* looks like a person's beyond being in capitals: a title or a common given name."""
    return name.titled or is_given(fold(name.words[0]))
