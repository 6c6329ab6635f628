"""Names in a text: runs of words in capitals, cut into persons, organisations, places and the rest.

Rules over the shape of the words, with word lists in ``names.toml``; nothing here knows who anybody is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal

from onrecord.records import Span
from onrecord.reference import organisations
from onrecord.statements import roles
from onrecord.statements.headings import headings
from onrecord.statements.name_words import (
    MODIFIERS,
    Gender,
    addresses,
    fold,
    gender_of_given,
    given_names,
    is_credit,
    kinds,
    title_gender,
    words_after,
    words_of,
)

Kind = Literal["person", "single", "organisation", "place", "role", "topic"]

_UPPER = "A-Z" + "".join(chr(c) for c in range(0xC0, 0x250) if chr(c).isupper()) + "\u1e00-\u1eff"
_ABBREVIATED = r"(?:Mr|Mrs|Ms|Dr|Prof|St|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Capt|Adm|Jr|Sr|Rev|Hon|Supt|Maj)\."
_WORD = (
    rf"(?:(?:[{_UPPER}]\.){{1,3}}(?!\w)|[{_UPPER}]&[{_UPPER}](?!\w)|{_ABBREVIATED}|(?:(?:al|el|ul|as|ash|ad|an|at|ar|az|d|l)[-’'])?"
    rf"[{_UPPER}]\w*(?:[-’'](?![sS]\b)\w+|/[{_UPPER}]\w+)*|\d{{1,2}}[{_UPPER}][a-z]\w{{2,}})"
)
_PARTICLE = (
    r"(?:de la|de los|van der|van den|von der|de|da|do|dos|del|della|di|du|la|le|van|von|der|den|bin|ibn|bint|ben|af|av"
    r"|zu|ould)"
)
_RUN = re.compile(rf"(?<!\w)(?<!\w['’]){_WORD}(?:[ \u00a0](?:(?:{_PARTICLE}|&)[ \u00a0])?{_WORD})*")
_TOKEN = re.compile(rf"(?:{_PARTICLE}[ \u00a0])?{_WORD}")
_CONNECTOR = re.compile(r" (?:of|for|on|against|through)(?: the)? ")
_LOWER_WORD = re.compile(r"(?<![\w'’])[a-z]{3,}(?![\w'’])")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;…—–\n]|[“\"‘(\[•])[\"”’)]*\s*$")

_NUMBER = re.compile(
    r"(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\w+)?|(?:thir|four|fif|six|seven|eigh|nine)teen|eleven|twelve|hundreds?|thousands?|dozens?|[\\w-]+-year-old"
)
_CONTRACTION = re.compile(r"(?:i|he|she|we|they|you|it|that|there|who|what|here)'(?:ve|m|d|ll|re|s)")
_GENERIC_BODIES = frozenset(
    ("communist party", "socialist party", "supreme court", "constitutional court", "national assembly")
)
_SHOUTED_WORDS = 5
_MAX_RANK_CHARS = 3
_BODIES_ALONE = frozenset("department ministry commission committee university institute agency".split())
_MASTHEADS = frozenset({"times", "post"})
_MORE_BODIES = frozenset("ministries automotive motors airlines airways".split())
_RANKS = frozenset("first high supreme federal".split())
_PERSONS_FIRST = frozenset({"prosecutor", "ombudsman", "reporter", "observer", "examiner"})
_OFFICES = frozenset({"prosecutor", "general", "commissioner", "ombudsman", "examiner"})
_COMPOUND_ENDINGS = ("-based", "-born", "-led", "-backed", "-funded", "-speaking", "-style", "-owned", "-run")


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name in a text.

    *span* holds the name alone; *lead* is where the capitals before it begin (title, role, demonym: "Polish MEP").
    A `single` is one word that may be a surname, a place or anything else; a `role` an office in capitals.
    """

    span: Span
    kind: Kind
    words: tuple[str, ...]
    lead: int
    gender: Gender | None = None
    titled: bool = False


@dataclass(slots=True)
class _Token:
    start: int
    end: int
    word: str
    low: str
    kind: str  # F function, O known organisation, W organisation's word, R role or title, D place, T topic, N name


def find_names(text: str, places: frozenset[str] = frozenset()) -> list[Name]:
    """Return the names of *text* in reading order, never overlapping.

    Args:
        text: a document's frozen text.
        places: names and demonyms of countries, folded.
    """
    common = frozenset(_LOWER_WORD.findall(text))
    titles = headings(text)
    runs = [
        m for m in _RUN.finditer(text) if not (titles and _inside(m.start(), titles)) and not _is_shouted(m.group())
    ]
    out: list[Name] = []
    taken = 0
    for i, run in enumerate(runs):
        tokens = [t for t in _tokens(text, run, common, places) if t.start >= taken]
        following = runs[i + 1] if i + 1 < len(runs) else None
        for name in _cut(text, tokens):
            longer = _extend(text, name, following, run.end(), places)
            taken = longer.span[1]
            if out and _are_one_body(text, out[-1], longer):
                before = out.pop()
                whole = (before.span[0], longer.span[1])
                longer = replace(longer, span=whole, lead=before.lead, words=(text[slice(*whole)],))
            out.append(longer)
    return out


def _are_one_body(text: str, a: Name, b: Name) -> bool:
    """Tell whether two organisations side by side are one: "ILO" + "Committee of Experts"."""
    both = a.kind == b.kind == "organisation" and text[a.span[1] : b.lead] == " "
    return both and organisations.camp_of(text[slice(*a.span)]) != "media"


def _is_shouted(run: str) -> bool:
    """Tell whether a run is emphasis in capitals, not a name."""
    return run.isupper() and run.count(" ") >= _SHOUTED_WORDS - 1


def _inside(at: int, spans: list[Span]) -> bool:
    return any(start <= at < end for start, end in spans)


def _tokens(text: str, run: re.Match[str], common: frozenset[str], places: frozenset[str]) -> list[_Token]:
    out: list[_Token] = []
    known_until = 0
    for match in _TOKEN.finditer(text, run.start(), run.end()):
        token = _Token(*match.span(), match.group(), fold(match.group()), "N")
        if token.start < known_until:
            continue
        known_until = _known_organisation(text, token)
        token.kind = "O" if known_until else _kind(token.word, places)
        if text[token.start - 2 : token.start] == "& ":
            token.kind = "W"
        if (
            not out
            and token.kind in "ND"
            and token.low in common
            and token.low not in given_names()
            and _starts(text, token)
        ):
            token.kind = "F"
        if known_until:
            token.end = known_until
            token.word = text[token.start : known_until]
        out.append(token)
    return _settled(out)


def _starts(text: str, token: _Token) -> bool:
    return bool(_SENTENCE_START.search(text[max(0, token.start - 4) : token.start]))


@lru_cache(maxsize=20_000)
def _kind(word: str, places: frozenset[str]) -> str:
    low = fold(word)
    if _NUMBER.fullmatch(low) or low.endswith("-year-old") or _CONTRACTION.fullmatch(low) or is_credit(word):
        return "F"
    for kind, words in kinds().items():
        if low in words:
            return kind
    if low in places or low.endswith(_COMPOUND_ENDINGS):
        return "D"
    if low in _PERSONS_FIRST or low.endswith("-elect"):
        return "R"
    if organisations.has_organisation_word(low) or low in _MORE_BODIES:
        return "W"
    return "R" if low in MODIFIERS or roles.is_role_word(low) else "N"


def _settled(tokens: list[_Token]) -> list[_Token]:
    """Let given names decide about their neighbours: "Theresa May", "Jack London", "Will Roe" are persons."""
    for i, token in enumerate(tokens):
        following = tokens[i + 1] if i + 1 < len(tokens) else None
        before = tokens[i - 1] if i else None
        if before and before.low == "st.":
            before.kind = token.kind = "D"
            continue
        if before and before.kind in "DN" and token.kind == "O" and token.low in _MASTHEADS:
            token.kind = "W"
            continue
        addressed = before is not None and before.low in addresses()
        if (
            addressed
            or (token.kind in "FCDTWR" and token.low in given_names() and following and following.kind == "N")
            or (token.kind in "CDTWRO" and before and _closes_name(token, before, following))
            or (
                token.kind == "O"
                and " " not in token.word
                and not token.word.isupper()
                and following
                and following.kind == "N"
            )
        ):
            token.kind = "N"
    return tokens


def _closes_name(token: _Token, before: _Token, following: _Token | None) -> bool:
    if " " in token.word or following is not None or before.kind != "N":
        return False
    return (
        before.low in given_names()
        and token.low not in _BODIES_ALONE
        and (token.word not in ("MP", "MEP") and token.low not in words_after())
    )


def _cut(text: str, tokens: list[_Token]) -> Iterator[Name]:
    """Cut one run of capitals into names."""
    part: list[_Token] = []
    for token in tokens:
        if token.kind in "FC":
            yield from _names_of(text, part)
            part = []
            if token.kind == "C":
                yield _name([token], "place", token.start)
        elif token.kind == "O":
            yield from _names_of(text, part)
            part = []
            yield Name(span=(token.start, token.end), kind="organisation", words=(token.word,), lead=token.start)
        else:
            part.append(token)
    yield from _names_of(text, part)


def _names_of(text: str, tokens: list[_Token]) -> Iterator[Name]:
    """Name what a run without function words holds: an organisation, or a person after titles, or less."""
    while tokens and tokens[-1].low in words_after() and len(tokens) > 1:
        tokens = tokens[:-1]
    if not tokens:
        return
    is_medium = len(tokens) == 1 and tokens[0].low in ("tv", "television")
    if is_medium:
        yield _name(tokens, "topic", tokens[0].start)
        return
    if tokens[-1].low in words_of("things") and not (len(tokens) == 2 and _is_given(tokens[0])):
        yield _name(tokens, "topic", tokens[0].start)
        return
    last_word = max((i for i, t in enumerate(tokens) if t.kind == "W"), default=-1)
    if last_word >= 0 and not _only_topics(tokens):
        rest = tokens[last_word + 1 :]
        if last_word == 0 and rest and _continues_organisation(rest):
            last_word, rest = len(tokens) - 1, []
        yield _name(tokens[: last_word + 1], "organisation", tokens[0].start)
        yield from _names_of(text, rest)
        return
    yield from _person_or_less(tokens)


def _person_or_less(tokens: list[_Token]) -> Iterator[Name]:
    cut = len(tokens)
    while cut and tokens[cut - 1].kind == "N":
        cut -= 1
    named = tokens[cut:]
    if not named:
        kind: Kind = "topic" if _only_topics(tokens) else "role" if any(t.kind == "R" for t in tokens) else "place"
        yield _name(tokens, kind, tokens[0].start)
        return
    is_after_title = cut > 0 and tokens[cut - 1].kind == "R"
    if cut and not is_after_title and len(named) > 2 and not _is_given(named[0]) and _is_given(named[1]):
        named = named[1:]
    titled = cut > 0 and tokens[cut - 1].kind == "R"
    is_rank = titled and len(named) == 1 and len(named[0].word) <= _MAX_RANK_CHARS and named[0].word.isupper()
    kind = "role" if is_rank else "single" if len(named) == 1 and not titled else "person"
    yield _name(named, kind, tokens[0].start, titled=titled, gender=_gender(tokens[:cut], named))


def _is_given(token: _Token) -> bool:
    return token.low in given_names()


def _continues_organisation(rest: list[_Token]) -> bool:
    """Tell whether *rest* belongs to the organisation's word before it: "Radio" + "Exempla", "Bank" + "Turan Alem"."""
    return rest[0].kind in "ND" and rest[0].low not in given_names() and all(t.kind in "ND" for t in rest)


def _only_topics(tokens: list[_Token]) -> bool:
    return all(t.low in kinds()["T"] for t in tokens)


def _name(tokens: list[_Token], kind: Kind, lead: int, *, titled: bool = False, gender: Gender | None = None) -> Name:
    words = tuple(t.word for t in tokens)
    return Name(span=(tokens[0].start, tokens[-1].end), kind=kind, words=words, lead=lead, titled=titled, gender=gender)


def _gender(titles: list[_Token], named: list[_Token]) -> Gender | None:
    for token in reversed(titles):
        if gender := title_gender().get(token.low) or roles.gender_of(token.low):
            return gender
    return gender_of_given(named[0].low) if len(named) > 1 else None


def _extend(text: str, name: Name, following: re.Match[str] | None, run_end: int, places: frozenset[str]) -> Name:
    """Lengthen an organisation over "of", "for", … and the capitals after it: "Ministry" + "of Justice"."""
    if name.kind != "organisation" or following is None or name.span[1] != run_end:
        return name
    gap = text[run_end : following.start()]
    if not _CONNECTOR.fullmatch(gap) or not _opens_name(name):
        return name
    tokens = [_Token(*m.span(), m.group(), fold(m.group()), "") for m in _TOKEN.finditer(text, *following.span())]
    end = _reach(tokens, places)
    if end is None:
        return name
    end = _reach_over_and(text, end)
    return Name(span=(name.span[0], end), kind=name.kind, words=(text[name.span[0] : end],), lead=name.lead)


def _opens_name(name: Name) -> bool:
    """Tell whether *name* ends in an organisation's word, as "Ministry" does, so that "of Justice" may belong to it."""
    last = name.words[-1]
    is_generic = fold(last) in _GENERIC_BODIES
    return is_generic or (organisations.has_organisation_word(fold(last)) and not organisations.find(last))


def _reach(tokens: list[_Token], places: frozenset[str]) -> int | None:
    """Return where the part of an organisation's name that *tokens* hold ends, or None if they name somebody."""
    end = None
    for i, token in enumerate(tokens):
        kind = _kind(token.word, places)
        is_title = (
            kind == "R"
            and token.low not in _RANKS
            and roles.singular(token.low) == token.low
            and token.low not in _OFFICES
        )
        if kind in "FC" or is_title or (_is_given(token) and i + 1 < len(tokens)):
            break
        end = token.end
    return end


_AND_TOPIC = re.compile(rf"(?:,| and|, and| &) (?:the )?(?=[{_UPPER}])")
_OF_MORE = re.compile(rf" (?:of|for)(?: the)? (?=[{_UPPER}])")


def _reach_over_and(text: str, end: int) -> int:
    """Go on over "and Security Policy", "of the Population": subjects that belong to the name."""
    while match := _AND_TOPIC.match(text, end) or _OF_MORE.match(text, end):
        run = _RUN.match(text, match.end())
        if run is None or not (_are_topics(run.group()) or _is_of_union(text, end, match, run.group())):
            return end
        if match.group().startswith(",") and " and" not in text[run.end() : run.end() + 60]:
            return end
        end = run.end()
    return end


def _are_topics(run: str) -> bool:
    topics = kinds()["T"] | kinds()["D"]
    return all(fold(w) in topics or organisations.has_organisation_word(fold(w)) for w in run.split())


def _is_of_union(text: str, end: int, joint: re.Match[str], run: str) -> bool:
    """Tell whether *run* names the members of the union whose name ends at *end*: "… of the Union" + "of … States"."""
    last = fold(text[max(0, end - 20) : end].split()[-1])
    words = run.split()
    is_personal = fold(words[0]) in given_names() or fold(words[0]) in addresses()
    is_union = organisations.has_organisation_word(last) or last in ("republic", "kingdom", "emirate", "commonwealth")
    return " of" in joint.group() and is_union and not is_personal


def _known_organisation(text: str, token: _Token) -> int:
    """Return where the longest well-known organisation's name that begins at *token* ends; 0 if none does."""
    for form in _forms_by_first().get(token.low, ()):
        end = token.start + len(form)
        found = text[token.start : end]
        if organisations.key(found) == organisations.key(form) and not text[end : end + 1].isalnum():
            return end
    return 0


@cache
def _forms_by_first() -> dict[str, tuple[str, ...]]:
    out: dict[str, set[str]] = {}
    for one in organisations.known().values():
        for form in one.forms:
            bare = form.removeprefix("The ")
            out.setdefault(fold(_first_token(bare)), set()).add(bare)
    return {first: tuple(sorted(forms, key=len, reverse=True)) for first, forms in out.items()}


def _first_token(form: str) -> str:
    found = _TOKEN.match(form)
    return found.group() if found else form.split()[0]
