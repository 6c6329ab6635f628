"""Conjuncts: the phrases that a source joins by commas and "and", told from what joins two roles or subjects of one."""

from __future__ import annotations

import re

from onrecord.records import Span
from onrecord.statements import roles
from onrecord.statements.cast import Cast, Person
from onrecord.statements.grammar import alternatives
from onrecord.statements.name_words import fold, is_place_word, words_of
from onrecord.statements.names import Name
from onrecord.statements.phrases import COMPLEMENT, DETERMINED, head_name, modifies, owner_of_words, place_code
from onrecord.text.spans import trim

_TOPIC_END = re.compile(r"\s(?:of|on|for|against|about|between|with)\s(?:[a-z-]+\s){0,3}[a-z-]+$")
_JOINT = re.compile(
    r",\s+(?:and|as well as|along with|together with)\s+|\s+(?:and|&|as well as|along with|together with)\s+|,\s+|;\s+"
)
_EXAMPLES = re.compile(r"(?<=\w),?\s[—–-]?\s?(?:like|including|such as|among them|led by)\s")
_SERIAL = re.compile(r"\s(?:and|&)\s|\sas well as\s|\salong with\s|\stogether with\s")
_IN_COMPLEMENT = re.compile(r"\b(?:of|for|to|with|by|from|at)\s(?:the|a|an|its|his|her|their)\s(?:[a-z-]+\s?)+$")
_BARE_MODIFIER = re.compile(r"(?:,|^(?:[Ss]everal|[Ss]ome|[Mm]any|[Mm]ost|[Ss]enior|[Uu]nnamed))\s[A-Z][\w-]*$")
_POST_IN = re.compile(
    rf",\s(?:the|an?|its)?\s?(?:[\w-]+\s){{0,4}}(?:{alternatives('posts_of')}|{alternatives('posts_at')})\s(?:of|at|for)\s[^,]*$"
)


def conjuncts(cast: Cast, span: Span) -> list[Span]:
    """Cut a source phrase into the phrases that it joins: "NAME, a researcher, and its director NAME" into two."""
    text = cast.text
    if example := _EXAMPLES.search(text[slice(*span)]):
        span = (span[0], span[0] + example.start())
    if not _SERIAL.search(text[slice(*span)]):
        return [span]
    names = cast.names_in(span)
    clause = re.search(r",\s(?:who|which|whose)\s", text[slice(*span)])
    out: list[Span] = []
    start = span[0]
    for match in _JOINT.finditer(text, *span):
        at = (match.start(), match.end())
        if match.start() <= start or any(n.span[0] < at[1] and at[0] < n.span[1] for n in names):
            continue
        if clause and at[0] >= span[0] + clause.start() and not _is_further_person(match, names):
            continue
        is_comma = match.group().strip() in (",", ";")
        if is_comma and not _is_list_item(cast, (start, at[0]), (at[1], span[1])):
            continue
        if not is_comma and not _begins_phrase(cast, (start, at[0]), (at[1], span[1]), match.group()):
            continue
        out.append((start, at[0]))
        start = at[1]
    return [trim(text, s) for s in (*out, (start, span[1]))]


def _is_further_person(joint: re.Match[str], names: list[Name]) -> bool:
    """Tell whether a joint after a relative clause adds a person: "NAME, who came, and OTHER"."""
    following = next((n for n in names if n.span[0] >= joint.end()), None)
    return (
        joint.group().startswith(", ")
        and "and" in joint.group()
        and following is not None
        and (following.kind == "person" and following.lead - joint.end() <= len("its deputy director "))
    )


def _is_list_item(cast: Cast, left: Span, right: Span) -> bool:
    """Tell whether a comma parts two names of a list, rather than a name and its apposition."""
    text = cast.text
    left_names, right_names = cast.names_in(left), cast.names_in(right)
    if not left_names or not right_names or not _SERIAL.search(text[slice(*right)]):
        return False
    first = right_names[0]
    lead_in = text[right[0] : first.lead].lower()
    if place_code(cast, left) and place_code(cast, first.span) and lead_in in ("", "the "):
        return True
    if modifies(text, first, right[1]):
        return False
    is_bare_left = left_names[-1].span[1] == left[1] and text[left[0] : left_names[0].lead].lower() in ("", "the ")
    return (
        is_bare_left
        and lead_in in ("", "the ")
        and first.kind in ("person", "single", "organisation")
        and left_names[-1].kind not in ("place", "role")
    )


def _begins_phrase(cast: Cast, left: Span, right: Span, joint: str) -> bool:
    """Tell whether what follows an "and" is a phrase with a head of its own."""
    text = cast.text
    if place_code(cast, left) and place_code(cast, right):
        return True
    if _is_subject_only(text[slice(*left)]):
        return False
    if "," not in joint and _IN_COMPLEMENT.search(text[slice(*left)]) and DETERMINED.match(text, *right):
        return False
    names = cast.names_in(right)
    if "," not in joint and _is_one_persons(cast, left, right):
        return False
    if (
        "," not in joint
        and "," in text[slice(*left)]
        and _POST_IN.search(text[slice(*left)])
        and not any(_is_anybody(cast, n) for n in names)
    ):
        return False
    first = names[0] if names else None
    lead_in = text[right[0] : first.lead].lower() if first else ""
    if first and _joins_modifiers(text, left, first, right) and not any(n.kind == "person" for n in names):
        return False
    if first and first.kind in ("person", "single", "organisation") and lead_in in ("", "the "):
        in_complement = bool(COMPLEMENT.search(text[left[0] : _last_lead(cast, left)])) and "," not in joint
        same_kind = first.kind == "organisation" and _last_kind(cast, left) == "organisation"
        return not (in_complement and (same_kind or not head_name(cast, left)))
    rest = text[slice(*right)]
    is_anybody = any(n.kind == "person" for n in names) or owner_of_words(cast, right)
    if re.match(r"(?:(?:also|now|currently)\s)?an?\s", rest) and not is_anybody:
        return False
    if re.fullmatch(r"[a-z-]+(?:\s[a-z-]+)?", rest) and _TOPIC_END.search(text[left[0] : left[1]]):
        return False
    if determined := DETERMINED.match(rest):
        noun = roles.head_of(rest[determined.end() :])
        if not (roles.is_role_word(noun) or roles.is_document_word(noun) or head_name(cast, right)):
            return False
        return bool(head_name(cast, left) or roles.is_role_word(roles.head_of(text[slice(*left)])))
    head = roles.head_of(text[right[0] : first.lead] if lead_in.strip() and first else rest)
    is_person_role = first is not None and head_name(cast, right) is first and roles.is_role_word(head)
    return bool(head_name(cast, left)) and (is_person_role or (roles.is_plural(head) and not roles.is_body_word(head)))


def _is_one_persons(cast: Cast, left: Span, right: Span) -> bool:
    """Tell whether "and" joins two roles of one person: "Writer" + "ex-minister NAME", "NAME, a writer" + "poet"."""
    text = cast.text
    before, after = text[slice(*left)], text[slice(*right)]
    names_before = [n for n in cast.names_in(left) if _is_anybody(cast, n)]
    names_after = [n for n in cast.names_in(right) if _is_anybody(cast, n) and not _is_owner(text, n)]
    if names_after and not names_before:
        head = roles.head_of(before)
        is_presented = names_after[0].lead > right[0] or names_after[0].span[0] > names_after[0].lead
        is_bare = not DETERMINED.match(before) and roles.singular(head) == head and roles.is_role_word(head)
        return is_bare and is_presented and not roles.is_body_word(head)
    if names_before and not names_after and "," in text[names_before[-1].span[1] : left[1]]:
        head = roles.head_of(after)
        return roles.is_role_word(head) and roles.singular(head) == head and not roles.is_plural(head)
    return False


def _is_owner(text: str, name: Name) -> bool:
    return text[name.span[1] : name.span[1] + 2] in ("'s", "’s")


def _is_anybody(cast: Cast, name: Name) -> bool:
    return name.kind == "person" or isinstance(cast.who(name), Person)


def _is_subject_only(phrase: str) -> bool:
    """Tell whether the phrase is a mere subject in capitals: "Culture" before "and Information Minister NAME"."""
    tokens = [fold(w) for w in phrase.split() if w.lower() != "the"]
    return (
        bool(tokens)
        and tokens[-1] in words_of("topic")
        and all(t in words_of("topic") or is_place_word(t) for t in tokens)
    )


def _joins_modifiers(text: str, left: Span, first: Name, right: Span) -> bool:
    """Tell whether "and" joins what modifies one noun: "NAME, Exempla" + "Norvania researcher"."""
    return bool(_BARE_MODIFIER.search(text[slice(*left)])) and modifies(text, first, right[1])


def _last_lead(cast: Cast, span: Span) -> int:
    names = cast.names_in(span)
    return names[-1].lead if names else span[0]


def _last_kind(cast: Cast, span: Span) -> str:
    names = cast.names_in(span)
    return names[-1].kind if names else ""
