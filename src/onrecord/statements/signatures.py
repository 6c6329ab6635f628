"""Who signs a letter at its foot, who makes a statement, and which state a report is the report of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.records import Speaker
from onrecord.reference import organisations
from onrecord.statements import phrases, roles
from onrecord.statements.cast import Cast, Person
from onrecord.statements.name_words import fold, gender_of_given

_CLOSING = re.compile(
    r"\n[^\S\n]*(?:Yours(?: (?:sincerely|faithfully|truly|respectfully))?"
    r"|(?:Yours )?(?:Sincerely|Faithfully|Respectfully)(?: yours)?|(?:With )?(?:[Kk]ind|[Bb]est|[Ww]arm) regards"
    r"|(?:Kind|Best) wishes|With (?:respect|deep concern)|Accept, [^\n]{0,120})[,.]?[^\S\n]*(?=\n)"
)
_PERSON = re.compile(
    r"(?:(?:Dr|Prof|Professor|Mr|Mrs|Ms|Sir|Rev|Father|Judge)\.? )?"
    r"(?P<name>[A-Z][\w’'.-]+(?: (?:[A-Z]\.|[A-Z][\w’'-]+|de|van|von|bin|al|el)){1,4})(?:, (?P<rest>[^\n]+))?"
)
_STATE_REPORT = re.compile(
    r"\b(?:[Nn]ational report|(?:[Ii]nitial|[Pp]eriodic|[Cc]ommon core) (?:report|document)"
    r"|[Rr]eplies to the list of issues|[Cc]omments by the Government)\b"
)
_SUBMITTED = re.compile(
    r"\b(?:[Ss]ubmitted by|[Rr]eport of|[Rr]eplies of|[Cc]omments (?:by|of)) (?:the )?"
    r"(?P<state>(?:Government of (?:the )?)?[A-Z][\w ’'-]{2,60}?)(?=[,.;*\n]| (?:to|under|in|on|for|due)\b)"
)
_FORMAL_STATE = re.compile(
    r"(?:The )?(?:[A-Z]\w+ ){0,3}(?:Republic|Kingdom|Principality|Federation|Union|State|Commonwealth)"
    r" of [A-Z][\w ’'-]+"
)
_SIGNED = re.compile(
    r"\n[^\S\n]*(?:(?:co-)?signed(?: by)?|(?:the )?(?:undersigned|signatories|signatory organi[sz]ations)|on behalf of)"
    r"[^\n:]{0,40}:?[^\S\n]*(?:\n|(?<=:)\s)",
    re.I,
)
_BULLET = re.compile(r"^\s*(?:[–—•*-]|\d{1,2}[.)])\s*")
_BEHALF = re.compile(r"^(?:\(?(?:signing )?(?:on|in) behalf of|for(?: and on behalf of)?)\s(?:the\s)?", re.I)
_BRACKETS = re.compile(r"\s*\([^)]{1,60}\)\s*$")
_NO_NAME = re.compile(r"[.!?:@]\s|https?:|www\.|@|\d{4}|^(?:cc|contact|tel|phone|notes?|annex|e-?mail)\b", re.I)
_SHORTENED = re.compile(r"\b(?:Adv|Dr|Eng|Fr|Hon|Inc|Ltd|Mr|Mrs|Ms|Prof|Rev|Sr|St|[A-Z])\.")
_ENUMERATED = re.compile(r",\s+(?:and\s+)?|\s+and\s+(?=[A-Z])")
_STATEMENT_BY = re.compile(
    r"(?:^|\n)[^\S\n]*(?:(?:press|public|opening|joint|oral|end-of-mission|preliminary|closing)\s)?"
    r"(?:statement|remarks|address|speech|message|declaration|observations)\s(?:made\s|delivered\s)?(?:by|of|from)\s"
    r"(?P<who>[^\n]{5,180})",
    re.I,
)
_SPEAKS_FOR = re.compile(
    r"\b[Ss]pokes(?:person|man|woman)\s(?:of|for)\s(?:the\s)?"
    r"(?P<body>[A-Z][\w’'-]+(?:\s(?:(?:of|for|and|the)\b|[A-Z][\w’'-]+))*)"
)
_ABOUT = re.compile(
    r"\s(?:following|regarding|concerning|after|about|at the|to the|ahead of|upon|marking)\s|\s[–—]\s"
    r"|\son\s(?=(?:the\s)?(?:arrest|closure|death|elections?|events?|execution|occasion|release|sentenc|situation|trial|verdict)|\d)"
)
_SINGULAR = re.compile(r"(?<![\w’'.])I(?=[\s’'])(?!\.)")
_MOST_BELOW = 3
_POST_OF = re.compile(r"([\w’' -]+?) (?:of|at) (?:the )?([A-Z].*)")
_PLACE_AFTER = re.compile(r",\s(?:[A-Z][\w’'-]+\s?){1,3}$")
_HEAD_CHARS = 1500
_MAX_SIGNATORIES = 60
_MAX_WORDS = 14
_LONGEST_LINE = 110


def signers(cast: Cast) -> tuple[Speaker, ...]:
    """Return who signs the document at its foot, in order: persons and bodies; empty where nobody does.

    What stands below a person's name is that person's role and body; other lines are signatories of their own.
    """
    text, third = cast.text, len(cast.text) // 3
    feet = (foot for rule in (_SIGNED, _CLOSING) for foot in rule.finditer(text, third))
    lists = (_names(text[foot.end() :].splitlines()) for foot in feet)
    return next((found for names in lists if (found := _signers(cast, names))), ())


def _signers(cast: Cast, names: Sequence[str]) -> tuple[Speaker, ...]:
    out: list[Speaker] = []
    for number, name in enumerate(names):
        last = out[-1] if out else None
        if last and not last.collective and (described := _described(cast, last, name)):
            out[-1] = described
        elif person := _as_person(cast, name, names[number + 1 :]):
            out.append(person)
        elif _is_body(name) or (len(names) > 1 and " " in name and (last is None or last.collective)):
            out.append(_body(cast, _BEHALF.sub("", name)))
    return tuple(dict.fromkeys(out))[:_MAX_SIGNATORIES]


def _names(lines: Sequence[str]) -> list[str]:
    """Return the names on the lines below a letter, up to the first line that is none."""
    out: list[str] = []
    for line in lines:
        words = _BULLET.sub("", line).strip(" ,.;")
        if not words:
            continue
        if len(line) > _LONGEST_LINE * 3 or not words[0].isalpha() or _NO_NAME.search(_SHORTENED.sub("", words)):
            break
        parts = [part.strip(" ,.") for part in words.split(";")]
        enumerated = [part for part in _ENUMERATED.split(words) if part]
        are_bodies = len(enumerated) > 1 and all(map(_is_body, enumerated))
        are_two = len(enumerated) == 2 and "," not in words and all(_PERSON.fullmatch(part) for part in enumerated)
        parts = enumerated if len(parts) == 1 and (are_bodies or are_two) else parts
        if any(len(part.split()) > _MAX_WORDS for part in parts):
            break
        out += [_BRACKETS.sub("", part) for part in parts if part]
    return out


def _as_person(cast: Cast, line: str, below: Sequence[str]) -> Speaker | None:
    """Return the person whom *line* names, with what follows the name there."""
    person = _PERSON.fullmatch(line)
    if person is None or _is_body(person["name"]):
        return None
    given = person["name"].split()[0]
    is_known = (
        any(fold(p.name) == fold(person["name"]) for p in cast.persons) or gender_of_given(fold(given)) is not None
    )
    bare = Speaker(name=person["name"], named=True)
    if person["rest"]:
        described = _described(cast, bare, person["rest"])
        return described or (bare if is_known else None)
    is_alone = not below or (
        len(below) <= _MOST_BELOW and _described(cast, bare, below[0]) and _SINGULAR.search(cast.text)
    )
    return bare if is_known or is_alone or (below and _role_in(below[0])) else None


def _described(cast: Cast, person: Speaker, line: str) -> Speaker | None:
    """Return *person* with the role and the body that *line* gives; None if it gives neither, or both are known."""
    parts = [part for part in _BEHALF.sub("", line).rstrip(".").split(", ") if part]
    parts = [part for whole in parts for part in _post_and_body(whole)]
    role = person.role or next((p for p in parts if _role_in(p)), None)
    body = person.affiliation or next((p.removeprefix("The ") for p in parts if p != role and _is_body(p)), None)
    if (role, body) == (person.role, person.affiliation) or (person.affiliation and not any(map(_role_in, parts))):
        return None
    camp = roles.camp_of(role, body, of_body=cast.camp_called(body) if body else None)
    return replace(person, role=role, affiliation=body, camp=camp)


def _post_and_body(words: str) -> tuple[str, ...]:
    """Return "Chair" and "Open Quay Foundation" of "Chair of the Open Quay Foundation"."""
    post = _POST_OF.fullmatch(words)
    is_both = post is not None and _role_in(post[1]) and _is_body(post[2])
    return post.groups() if post and is_both else (words,)


def _role_in(words: str) -> bool:
    return not _is_body(words) and roles.is_role_word(roles.head_of(words.lower()))


def stating(cast: Cast) -> tuple[Speaker, ...]:
    """Return who makes the statement that the document's head announces; a spokesperson's is the body's."""
    announced = _STATEMENT_BY.search(cast.text, 0, _HEAD_CHARS)
    if announced is None:
        return ()
    line, start = announced["who"].strip(" .:"), announced.start("who")
    people = [n for n in cast.names_in((start, start + len(line))) if isinstance(cast.who(n), Person)]
    if spokesperson := _SPEAKS_FOR.search(line):
        return (_body(cast, spokesperson["body"]),)
    if len(people) == 1 and isinstance(person := cast.who(people[0]), Person):
        around = (cast.text[start : people[0].lead], cast.text[people[0].span[1] : start + len(line)])
        parts = [re.sub(r"^the\s", "", part.strip(" ,–—"), flags=re.I) for part in around]
        role = next((part for part in parts if part and _role_in(part)), None)
        return (Speaker(name=person.name, role=role, camp=roles.camp_of(role, None), named=True),)
    bare = re.sub(r"^the\s", "", _ABOUT.split(line, maxsplit=1)[0], flags=re.I)
    if people or not line.lower().startswith("the "):
        return ()
    if _is_body(bare):
        return (_body(cast, bare),)
    bare, _, body = re.sub(r"\son behalf of\s(?:the\s)?", "\n", bare).partition("\n")
    if body and _role_in(bare):
        return (Speaker(role=bare, affiliation=body, camp=_body(cast, body).camp),)
    is_one = _role_in(bare) and not roles.is_plural(roles.head_of(bare.lower()))
    return (Speaker(role=bare, camp=roles.camp_of(bare, None)),) if is_one else ()


def _is_body(words: str) -> bool:
    return bool(organisations.find(words)) or organisations.has_organisation_word(organisations.head_word(words))


def _body(cast: Cast, line: str) -> Speaker:
    """Return the body of *line*, without its short form in brackets and its country."""
    place = _PLACE_AFTER.search(line)
    before = _BRACKETS.sub("", line[: place.start()] if place else line)
    is_apart = place is not None and _is_body(before) and not _is_body(place.group())
    name = (before if is_apart else _BRACKETS.sub("", line)).removeprefix("The ")
    camp = cast.camp_called(name) or organisations.camp_of(name)
    return Speaker(name=name, camp=camp, named=True, collective=True)


def reporting_state(cast: Cast) -> Speaker | None:
    """Return the state whose national report the document is, as its head names it; None where it is none."""
    head = cast.text[:_HEAD_CHARS]
    if not _STATE_REPORT.search(head):
        return None
    submitted = _SUBMITTED.search(head)
    if submitted and _is_state(cast, submitted.span("state"), submitted["state"]):
        return _state(submitted["state"])
    at = 0
    for line in head.splitlines(keepends=True):
        words = line.strip().rstrip("*")
        start = at + line.find(words)
        if words and len(words) <= _LONGEST_LINE and _is_state(cast, (start, start + len(words)), words):
            return _state(words)
        at += len(line)
    return None


def _is_state(cast: Cast, span: tuple[int, int], words: str) -> bool:
    is_formal = bool(_FORMAL_STATE.fullmatch(words)) or words.startswith("Government of ")
    return is_formal or phrases.place_code(cast, span) is not None


def _state(name: str) -> Speaker:
    return Speaker(name=name.removeprefix("The ").strip(), camp="government", named=True, collective=True)
