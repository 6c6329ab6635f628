"""Appositions: what the words around a name say about its bearer: role and affiliation.

"Former Exemplan minister NAME", "the group's director, NAME,", "NAME, a researcher at the Institute,", "NAME, who
chairs the Committee", "Radio Exempla's NAME".
"""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.records import Span
from onrecord.statements import roles
from onrecord.statements.cast import Body, Cast
from onrecord.statements.grammar import endings, words
from onrecord.statements.name_words import fold, words_of
from onrecord.statements.names import Name
from onrecord.statements.role_phrases import DETERMINER, PREPOSITION, Profile, body_name, owner_ending, parse

_MAX_CHARS = 170
_MAX_ROLE_WORDS = 16
_HONORIFICS = frozenset(
    """mr mr. mrs mrs. ms ms. miss dr dr. sir lord lady dame madame monsieur m. st st. hon. hon mme mme. herr
    frau""".split()
)
_WORD_BEFORE = re.compile(r"([\w.]+(?:[-'’/&][\w.]+)*['’]?)\s+$")
_REVERSED = re.compile(
    r"(?:^|[\s“\"(—–])((?:the|a|an|its|his|her|their|our|one|another)\s[^,;:.“”\"()—–]{3,110}"
    r"|[A-Z][^,;:.“”\"()—–]{3,110})(?:,|\s(?:[—–]|--?))\s$",
    re.I,
)
_BEFORE_NAME = frozenset({",", "—", "–", "-"})
_SAID_BY = re.compile(
    r"\b(?:said|says|told|added|adds|according to|warned|by)\s(?!that\b)([a-z][^,;:.“”\"()—–]{3,110}),\s$"
)
_AGE = re.compile(r",\s(?:aged\s|who is\s)?\d{1,3}(?=[,\s])(?!\s+(?:of|people))")
_PAREN = re.compile(r"\s\(([^()]{1,80})\)")
_RELATIVE = re.compile(
    r",?\s(?:who|and)\s(?:also\s|now\s|currently\s|previously\s|formerly\s)?"
    r"(chairs|heads|leads|runs|directs|represents|founded|co-founded|oversees|edits|chaired|headed|led|ran|directed|represented)\s"
)
_COPULA = re.compile(
    r"(?:,\swho)?\s(?:is|was|serves as|served as|works as|worked as)\s(?=(?:a|an|the|one of the|\w+['’]s)\s)"
    r"|,\swho\s(?:is|was)\s"
)
_OPENER = re.compile(r"(?:,|\s[—–-]|\s?\()\s?")
_DIRECT = re.compile(r",?\s(of|from|at|with|for)\s(?:the\s|a\s|an\s|[A-Z]\w+['’]s\s)?(?:[a-z][\w’'-]*\s){0,3}")
_APPOSITION = re.compile(r"[^,;:()—–“”\"]{3,200}")
_PREPOSITION_INSIDE = re.compile(r"\s(?:of|for|at|from|with|to|in)\s")
_POSSESSIVE_END = re.compile(r"['’]s?\s+$")
_SAID = re.compile(r"(?<=\w)\s(?:said|says|told|added|adds|wrote|writes|stated|argued|warned|noted)\b")
_POST_BEFORE = re.compile(r"(?<![\w-])([\w-]+)\s(?:of|for|at)\s(?:the\s)?$")
_BRACKET_BEFORE = re.compile(r"\s\([^()]{1,60}\)\s$")
_SAME = re.compile(r"\s(?:at|of|from|with)\sthe\ssame\s\w+$")
_HEADED = re.compile(rf"(?:the|its|a|an)\s(?:[a-z-]+\s){{0,4}}?(?:{'|'.join(sorted(roles.body_words()))})\b")
_JOINED = re.compile(r"(?:[A-Z][\w-]+(?:,\s|\sand\s|\s&\s))+(?=[A-Z][\w-]+\s[a-z])")


def describe(cast: Cast, name: Name) -> Profile:
    """Return what the words around the mention *name* say about its bearer."""
    sentence = cast.sentence_at(name.span[0])
    before = _before(cast, name, sentence)
    after = _after(cast, name, sentence)
    merged = _merge(before, after)
    if merged.own is not None and merged.affiliation is None:
        owner = owner_before(cast, merged.own)
        merged = replace(merged, affiliation=owner)
    if merged.affiliation is None and merged.role and (same := _SAME.search(merged.role)):
        owner = owner_before(cast, name.lead)
        merged = replace(merged, affiliation=owner, role=merged.role[: same.start()] if owner else merged.role)
    return merged


def _merge(before: Profile, after: Profile) -> Profile:
    """Join what stands before the name with what stands after it; a role before the name goes first."""
    if before.role and after.role and before.affiliation is None and after.affiliation is None:
        return before
    return Profile(
        role=before.role or after.role,
        affiliation=before.affiliation or after.affiliation,
        own=before.own if before.role else after.own,
        of_country=before.of_country or after.of_country,
        of_somebody=before.of_somebody if before.role else after.of_somebody,
    )


def owner_before(cast: Cast, at: int) -> str | None:
    """Return the organisation that "its" at *at* stands for: the last one before it, in or near its sentence."""
    start = cast.sentence_at(at)[0]
    for low in (start, max(0, start - 300)):
        bodies = [n for n in cast.names_in((low, at)) if isinstance(cast.who(n), Body)]
        if bodies:
            body = cast.who(bodies[-1])
            return body.name if isinstance(body, Body) else None
    return None


def _before(cast: Cast, name: Name, sentence: Span) -> Profile:
    text = cast.text
    capitals = _without_honorifics(text[name.lead : name.span[0]])
    lead = office_start(text, sentence[0], name)
    has_role = lead < name.lead or roles.is_role_word(_last_word(capitals))
    start, owner = _walk_back(cast, lead, sentence[0], has_role=has_role)
    start = max(sentence[0], cast.widen((start, start + 1))[0]) if start < lead else start
    phrase = (text[start : name.lead] + capitals).strip()
    if phrase and _is_person_role(phrase) and not _is_of_several(phrase):
        found = parse(cast, start if start < name.lead else name.lead, phrase, owner)
        return found if found.affiliation else replace(found, affiliation=_before_bracket(cast, start))
    if phrase and capitals and _is_person_role(capitals) and not _is_of_several(capitals):
        return parse(cast, name.lead, capitals.strip(), None)
    if found := _of_body_before(cast, name, sentence[0]):
        return found
    if _POSSESSIVE_END.search(text[max(0, name.lead - 4) : name.lead]):
        return Profile(affiliation=owner_ending(cast, name.lead))
    return _reversed(cast, name.lead, sentence[0])


def _of_body_before(cast: Cast, name: Name, low: int) -> Profile:
    """Read "director of the Harbour Office NAME": the body's name ends directly before the person's."""
    bodies = [n for n in cast.names_in((low, name.lead)) if n.span[1] + 1 == name.lead and n.kind == "organisation"]
    post = _POST_BEFORE.search(cast.text[low : bodies[0].lead]) if bodies else None
    if post is None or not roles.is_role_word(post.group(1).lower()):
        return Profile()
    at = low + post.start()
    start, _ = _walk_back(cast, at, low, has_role=True)
    role = cast.text[start : low + post.end(1)]
    return Profile(role=role, affiliation=body_name(cast, bodies[0]))


def _before_bracket(cast: Cast, at: int) -> str | None:
    """Return the body of "Harbour Union (HU) head NAME", whose name a bracket parts from the role at *at*."""
    bracket = _BRACKET_BEFORE.search(cast.text[max(0, at - 64) : at])
    end = max(0, at - 64) + bracket.start() if bracket else -1
    found = [n for n in cast.names_in((max(0, end - 120), end)) if n.span[1] == end] if bracket else []
    return body_name(cast, found[0]) if found and found[0].kind == "organisation" else None


_OFFICE_OF = re.compile(r"([\w-]+)\s(?:of|for)\s(?:the\s)?(?:(?:[A-Z][\w-]+\s){1,3}(?:and|&)\s)?$")


def office_start(text: str, low: int, name: Name) -> int:
    """Return where "Secretary of" begins before the "State" that leads *name*; else where *name* leads in."""
    at = name.lead
    capitals = text[at : name.span[0]].lower().split()
    if any(roles.is_role_word(w) and not roles.is_body_word(w) for w in capitals) or not capitals:
        return at
    start = max(low, at - 60)
    match = _OFFICE_OF.search(text[start:at])
    return start + match.start() if match and roles.is_role_word(match.group(1).lower()) else at


def _is_of_several(phrase: str) -> bool:
    head = roles.head_of(phrase)
    return roles.singular(head) != head


def _last_word(phrase: str) -> str:
    words = phrase.split()
    return words[-1].lower().removesuffix(".") if words else ""


def _without_honorifics(capitals: str) -> str:
    return " ".join(w for w in capitals.split() if w.lower() not in _HONORIFICS)


def _walk_back(cast: Cast, at: int, sentence_start: int, *, has_role: bool) -> tuple[int, int | None]:
    """Return where the words that modify a name at *at* begin, and where their possessive owner ends (or None)."""
    text, start, sure = cast.text, at, at
    while (word := _WORD_BEFORE.search(text[max(sentence_start, start - 40) : start])) is not None:
        token = word.group(1)
        at_token = max(sentence_start, start - 40) + word.start()
        if token.endswith(("'s", "’s", "s'", "s’")):
            return start, at_token + len(token)
        is_function = fold(token) in words_of("function") and not roles.is_modifier(token.lower())
        if is_function or token.lower() in words("no_modifier") or not _may_modify(token, has_role):
            return (start if DETERMINER.match(token + " ") else sure), None
        has_role = has_role or roles.is_role_word(token.lower())
        start = at_token
        sure = start if _surely_modifies(token) else sure
    return sure, None


def _surely_modifies(token: str) -> bool:
    """Tell whether *token* is no verb: "led president NAME" is not "jailed president NAME"."""
    return (
        token[0].isupper()
        or token.startswith(("ex-", "then-", "co-", "vice-"))
        or roles.is_role_word(token.lower())
        or roles.is_modifier(token.lower())
    )


def _may_modify(token: str, has_role: bool) -> bool:
    """Tell whether *token* can stand in the phrase before a name; its last word must be a role."""
    low = token.lower()
    if not has_role:
        return roles.is_role_word(low)
    return (
        token[0].isupper()
        or roles.is_role_word(low)
        or roles.is_modifier(low)
        or low.endswith(endings())
        or low.startswith(("ex-", "then-", "co-", "vice-"))
    )


def _is_person_role(phrase: str, *, loose: bool = False) -> bool:
    head = roles.head_of(phrase)
    if loose and phrase.lower().startswith(("a ", "an ", "former ")) and roles.looks_like_agent(head):
        return True
    return not roles.is_no_role(head) and roles.is_role_word(head) and not roles.is_body_word(roles.singular(head))


def _reversed(cast: Cast, at: int, sentence_start: int) -> Profile:
    """Read "the group's director, NAME": a role phrase that ends in a comma before the name."""
    if cast.text[max(sentence_start, at - 2) : at - 1] not in _BEFORE_NAME:
        return Profile()
    left = cast.text[max(sentence_start, at - _MAX_CHARS) : at]
    offset = max(sentence_start, at - _MAX_CHARS)
    match = _REVERSED.search(left) or _SAID_BY.search(left)
    if match is None:
        return Profile()
    for start in _phrase_starts(match.group(1)):
        phrase = match.group(1)[start:]
        if _is_noun_phrase(phrase) and not roles.is_plural(roles.head_of(phrase)):
            return _parse_possessive(cast, offset + match.start(1) + start, phrase)
    return Profile()


def _phrase_starts(phrase: str) -> list[int]:
    """Return where a noun phrase may begin inside *phrase*: at a determiner or a capital, longest first."""
    return [
        m.start()
        for m in re.finditer(r"^(?=[a-z])|(?<!\S)(?:(?:the|a|an|its|his|her|their|our|one|another)\s|[A-Z])", phrase)
    ]


def _is_noun_phrase(phrase: str, *, loose: bool = False) -> bool:
    """Tell whether *phrase* is determiner, modifiers, a person's role, and then prepositions alone."""
    bare = DETERMINER.sub("", phrase, count=1) if DETERMINER.match(phrase) else phrase
    head = roles.head_of(bare)
    if not _is_person_role(phrase, loose=loose):
        return False
    at = roles.find_head(bare, head)
    leading = bare[: at[0]].split() if at else bare.split()
    if leading and leading[0].endswith("ing") and not roles.is_modifier(leading[0].lower()):
        return False
    inner = [w for i, w in enumerate(leading) if not (w == "and" and _joins_capitals(leading, i))]
    return not any(w.lower() in words("no_modifier") for w in inner)


def _joins_capitals(words_before: list[str], i: int) -> bool:
    """Tell whether the "and" at *i* joins two names of one office: "Middle East and North Africa director"."""
    around = words_before[i - 1 : i + 2] if i else []
    return len(around) == 3 and around[0][0].isupper() and around[2][0].isupper()


def _parse_possessive(cast: Cast, start: int, phrase: str) -> Profile:
    """Read a role phrase that may begin with its owner: "Exempla's foreign minister", "the group's director"."""
    match = re.match(r"(?:(?:the|The)\s)?[^’']{2,60}['’]s?\s+", phrase)
    if (
        match
        and not _PREPOSITION_INSIDE.search(match.group())
        and (owner := owner_ending(cast, start + len(match.group().rstrip())))
    ):
        rest = phrase[match.end() :]
        return replace(parse(cast, start + match.end(), rest, None), affiliation=owner)
    return parse(cast, start, phrase, None)


def _after(cast: Cast, name: Name, sentence: Span) -> Profile:
    text, at = cast.text, name.span[1]
    limit = min(sentence[1], at + 260)
    paren = _PAREN.match(text, at, limit)
    if paren:
        inside = _in_apposition(cast, paren.start(1), paren.group(1))
        if inside:
            return inside
        at = paren.end()
    if age := _AGE.match(text, at, limit):
        at = age.end()
    if relative := _RELATIVE.match(text, at, limit):
        return _of_relative(cast, relative, limit)
    if copula := _COPULA.match(text, at, limit):
        return _in_apposition(cast, copula.end(), _run_on(text, copula.end(), limit))
    if direct := _DIRECT.match(text, at, limit):
        return Profile(affiliation=_body_at(cast, direct.end()) or _body_at(cast, text.find(" ", at + 1) + 1))
    if opener := _OPENER.match(text, at, limit):
        return _in_apposition(cast, opener.end(), _run_on(text, opener.end(), limit))
    return Profile()


def _run_on(text: str, at: int, limit: int) -> str:
    match = _APPOSITION.match(text, at, limit)
    return match.group() if match else ""


def _body_at(cast: Cast, at: int) -> str | None:
    """Return the organisation whose name begins at *at*, or None."""
    found = [n for n in cast.names_in((at, at + 120)) if n.lead == at or n.span[0] == at]
    return body_name(cast, found[0]) if found and found[0].kind == "organisation" else None


def _of_relative(cast: Cast, relative: re.Match[str], limit: int) -> Profile:
    """Read "who chairs the X": the role is the clause's verb and its object, the affiliation the object."""
    rest = _run_on(cast.text, relative.end(), limit)
    bodies = [n for n in cast.names_in((relative.end(), relative.end() + len(rest))) if n.kind == "organisation"]
    affiliation = body_name(cast, bodies[0]) if bodies else None
    if affiliation is None:
        return _of_unlisted(cast, relative)
    phrase = cast.text[relative.start(1) : bodies[0].span[1]]
    return Profile(role=phrase, affiliation=affiliation)


def _of_unlisted(cast: Cast, relative: re.Match[str]) -> Profile:
    """Read "who heads the Harbour Project" and "who chairs the legal affairs committee"."""
    text, at = cast.text, relative.end()
    if headed := _HEADED.match(text, at):
        return Profile(role=text[relative.start(1) : headed.end()])
    at = at + 4 if text.startswith("the ", at) else at
    named = next((n for n in cast.names_in((at, at + 80)) if n.lead == at), None)
    if named is None or named.kind not in ("topic", "place") or fold(text[at : named.span[1]]) in cast.places:
        return Profile()
    if " " not in text[at : named.span[1]]:
        return Profile()
    return Profile(role=text[relative.start(1) : named.span[1]], affiliation=text[at : named.span[1]])


def _in_apposition(cast: Cast, start: int, phrase: str) -> Profile:
    spoken = _SAID.search(phrase)
    phrase = (phrase[: spoken.start()] if spoken else phrase).rstrip()
    if not phrase or phrase.split()[0].lower() in (
        "who",
        "which",
        "and",
        "but",
        "or",
        "in",
        "on",
        "as",
        "while",
        "when",
    ):
        return Profile()
    if joined := _JOINED.match(phrase):
        found = _in_apposition(cast, start + joined.end(), phrase[joined.end() :])
        return replace(found, role=joined.group() + found.role) if found.role else found
    if not _is_noun_phrase(phrase, loose=True) or _names_somebody_else(cast, start, phrase):
        return Profile()
    head = roles.head_of(phrase)
    at = roles.find_head(phrase, head)
    end = _complement_end(phrase, at[1] if at else len(phrase))
    found = _parse_possessive(cast, start, phrase[:end].rstrip())
    if found.role and len(found.role.split()) > _MAX_ROLE_WORDS and at:
        return replace(_parse_possessive(cast, start, phrase[: at[1]]), affiliation=found.affiliation)
    return found


_VERB_AFTER = re.compile(
    r"\s(?:said|says|told|wrote|writes|added|has|had|have|is|was|were|will|would|who|which|that|argued|argues|called|noted|agreed|warned"
    r"|and\s(?:its|his|her|their|the)"
    r"|whose|testified|described|recently|also|who’s|when|while|where|because|but|after|before)\b"
)


def _names_somebody_else(cast: Cast, start: int, phrase: str) -> bool:
    """Tell whether the phrase ends in a name of its own: "NAME, former governor OTHER, …" lists two people."""
    people = [n for n in cast.names_in((start, start + len(phrase))) if n.kind == "person" and len(n.words) > 1]
    return any(not PREPOSITION.search(cast.text[start : n.lead]) and n.span[1] == start + len(phrase) for n in people)


def _complement_end(phrase: str, after_head: int) -> int:
    """Return where a role phrase ends: before a verb that goes on with the sentence."""
    verb = _VERB_AFTER.search(phrase, after_head)
    return verb.start() if verb else len(phrase)
