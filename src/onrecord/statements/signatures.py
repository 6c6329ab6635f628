"""Who signs a letter at its foot, and which state a report is the report of, from the words of the document."""

from __future__ import annotations

import re

from onrecord.records import Speaker
from onrecord.reference import organisations
from onrecord.statements import phrases, roles
from onrecord.statements.cast import Cast

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
_HEAD_CHARS = 1500
_FOOT_LINES = 8
_LONGEST_LINE = 90


def signers(cast: Cast) -> tuple[Speaker, ...]:
    """Return the person or body that signs a letter after "Yours sincerely,"; empty where nobody does."""
    closing = next(iter(_CLOSING.finditer(cast.text, len(cast.text) // 3)), None)
    if closing is None:
        return ()
    lines = [line.strip() for line in cast.text[closing.end() :].splitlines() if line.strip()][:_FOOT_LINES]
    lines = [line for line in lines if len(line) <= _LONGEST_LINE]
    if not lines:
        return ()
    person = _PERSON.fullmatch(lines[0])
    if person and not organisations.has_organisation_word(organisations.head_word(person["name"])):
        return (_person(cast, person, lines[1:3]),)
    is_body = organisations.has_organisation_word(organisations.head_word(lines[0])) or organisations.find(lines[0])
    return (_body(cast, lines[0]),) if is_body else ()


def _person(cast: Cast, person: re.Match[str], below: list[str]) -> Speaker:
    """Describe a person by what stands after the name or on the two lines below it."""
    parts = [part for line in [person["rest"] or "", *below] for part in line.rstrip(".").split(", ") if part]
    role = next((p for p in parts if roles.is_role_word(roles.head_of(p.lower()))), None)
    body = next((p for p in parts if p != role and _is_body(p)), None)
    camp = roles.camp_of(role, body, of_body=cast.camp_called(body) if body else None)
    return Speaker(name=person["name"], role=role, affiliation=body, camp=camp, named=True)


def _is_body(words: str) -> bool:
    return bool(organisations.find(words)) or organisations.has_organisation_word(organisations.head_word(words))


def _body(cast: Cast, name: str) -> Speaker:
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
