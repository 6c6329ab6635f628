"""Source phrases: which noun phrases a source span joins, and which name, if any, each of them is about."""

from __future__ import annotations

import re

from onrecord.records import Span
from onrecord.reference import organisations
from onrecord.statements import roles
from onrecord.statements.appositions import office_start
from onrecord.statements.cast import Body, Cast, Person, is_personal
from onrecord.statements.grammar import alternatives, words
from onrecord.statements.name_words import fold, is_place_word, is_platform_word
from onrecord.statements.names import Name
from onrecord.text.spans import trim

_LEADING = re.compile(
    r"[\s“”\"'‘’,;:.()—–-]*"
    r"(?:(?:according to|as per|per|by|from|for|even|as|said|says|and|but|that of|of|to|in|on|at|with|among)\s+)?",
    re.I,
)
_DATELINE = re.compile(r"[A-Z][A-Z .,/’'-]{2,40}(?:\([A-Za-z]+\)\s)?\s?[—–]\s+(?=\w)")
_LABEL = re.compile(r"[A-Z][\w.’' -]{1,40}:\s+(?=\w)")
_TRAILING = re.compile(r"[\s“”\",;:()—–-]+$")
_TIME_AFTER = re.compile(
    r",?\s(?:today|yesterday|tonight|now|then|later|recently|(?:on\s)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|at\sthe\sweekend"
    r"|(?:this|last)\s(?:week|month|year|morning|weekend|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day))$"
)
_POST_BEFORE = re.compile(r"([\w-]+)\s$")
_CREDIT = re.compile(
    r"(?:REUTERS|Reuters|AFP|AP|EPA|POOL|Getty Images)\s?/\s?[A-Z][\w.-]+\s"
    r"(?:[A-Z]{3,}\s|[A-Z][\w-]+\s(?=(?:The|An?)\s))"
)
_RUN_ON = re.compile(r"(?:[A-Z][\w.’'/-]*\s){1,5}(?=(?:The|A|An)\s[a-z])")
_KIND_AFTER = re.compile(
    rf"(?:\s(?:news|human|rights|political|monitoring|media|advocacy|campaign|trade|opposition|independent|militant|rebel|armed))*"
    rf"\s(?:{alternatives('kinds_of_bodies')}|group|movement|site)(?=$|,|\s(?:of|which|that|who|in)\s)"
)
_BRACKETS = re.compile(r"\s\([^()]{1,60}\)")
COMPLEMENT = re.compile(
    rf"\b(?:{alternatives('prepositions')})\s+"
    rf"(?:(?:{alternatives('determiners')}|then|late|old|own|such|senior|new)\s+)*(?:[\w’'-]+[- ]based\s+)?"
    r"(?:[A-Z][\w.’'-]*\s+){0,3}(?:[a-z][\w’'-]*\s+){0,3}$"
)
_NOUN_AFTER = re.compile(r"(['’]s?)?\s+([A-Za-z][\w’'-]*)")
_WORD_AFTER = re.compile(r"\s+([A-Za-z][\w’'-]*)")
_ISSUED = re.compile(
    r"[^,]{0,60}\b(?:(?:issued|published|released|signed|written|made|prepared|compiled|conducted|commissioned|drafted|sent"
    r"|authored)\b[^,]{0,30}\sby|by|from)\s"
)
_ISSUING = re.compile(
    r"(?:an?|the)\s(?:[\w-]+\s){0,3}?(?:that|which)\s([^,]{3,90}?)\s(?:has\s|had\s)?(?:issued|published|released|posted|sent)\b"
)
_NAMED_AFTER = re.compile(r"\b(?:named|called)\s(?:after|for|in honou?r of)\s")
DETERMINED = re.compile(rf"(?:{alternatives('determiners')})\s", re.I)
_CLAUSE = re.compile(r",?\s(?:who|which|whose|where|that)\s")


def clean(text: str, span: Span) -> Span:
    """Return *span* without quotation marks, stops and prepositions at its ends."""
    start, end = trim(text, span)
    if label := _CREDIT.match(text, start, end) or _LABEL.match(text, start, end) or _DATELINE.match(text, start, end):
        start = label.end()
    if caption := _RUN_ON.match(text, start, end):
        start = caption.end()
    lead = _LEADING.match(text, start, end)
    if lead and lead.end() < end:
        start = lead.end()
    tail = _TRAILING.search(text[start:end])
    end = start + tail.start() if tail and tail.start() else end
    when = _TIME_AFTER.search(text[start:end])
    return (start, start + when.start()) if when and when.start() else (start, end)


def without_possessive(text: str, span: Span) -> Span:
    """Return *span* without "'s" at its end."""
    return (span[0], span[1] - 2) if text[max(span[0], span[1] - 2) : span[1]] in ("'s", "’s") else span


def head_name(cast: Cast, span: Span) -> Name | None:
    """Return the person or organisation that the phrase *span* is about, not one that it merely mentions."""
    whole, span = span, without_clause(cast, span)
    heads = [n for n in cast.names_in(span) if _names_somebody(cast, n) and _is_head(cast, n, span)]
    people = [n for n in heads if isinstance(cast.who(n), Person) or n.kind == "person"]
    people = _surest_first(cast.text, people) if len(people) > 1 else people
    first_body = next((n for n in heads if isinstance(cast.who(n), Body)), None)
    if people and first_body and first_body.span < people[0].span:
        return people[0] if _apposed(cast, first_body, people[0]) else first_body
    return people[0] if people else heads[0] if heads else _named_last(cast, whole)


def _surest_first(text: str, people: list[Name]) -> list[Name]:
    """Put a name with a given name or a title before one that may be no person's: "Home Based …, NAME"."""
    is_doubtful = not _is_presented(text, people[0])
    sure = [n for n in people[1:] if len(n.words) > 1 and _is_presented(text, n)]
    return [sure[-1], *people] if is_doubtful and sure else people


def _is_presented(text: str, name: Name) -> bool:
    """Tell whether *name* has a title or a given name, or stands directly after a role: "secretary NAME"."""
    if is_personal(name) or name.gender is not None:
        return True
    role = _POST_BEFORE.search(text, max(0, name.lead - 25), name.lead)
    return role is not None and roles.is_role_word(role.group(1).lower())


def _names_somebody(cast: Cast, name: Name) -> bool:
    return name.kind in ("person", "single", "organisation") or isinstance(cast.who(name), Person)


def _named_last(cast: Cast, span: Span) -> Name | None:
    """Return the person whom "a former supporter who left, NAME" names at its end."""
    names = cast.names_in(span)
    if not names or names[-1].span[1] != span[1] or names[-1].kind != "person":
        return None
    before = cast.text[span[0] : names[-1].lead]
    is_one = re.match(r"(?:one of|a|an|the|another|his|her|its|their)\s", before, re.I)
    return names[-1] if is_one and re.search(r",\s(?:[a-z-]+\s){0,3}(?:[A-Z][\w.]*\s)?$", before) else None


def without_clause(cast: Cast, span: Span) -> Span:
    """Cut ", who …" off, if something stands before it."""
    clause = _CLAUSE.search(cast.text, *span)
    return (span[0], clause.start()) if clause and clause.start() > span[0] + 2 else span


def _apposed(cast: Cast, body: Name, person: Name) -> bool:
    """Tell whether the person, not the body before, is meant: "Radio Exempla's NAME", "Union leader NAME"."""
    between = _BRACKETS.sub("", cast.text[body.span[1] : person.span[0]])
    return roles.is_role_word(roles.head_of(between.strip(" ,"))) or not _PARTING.search(between)


_PARTING = re.compile(
    r"[,;(]|\b(?:and|or|of|for|by|with|from|at|in|on|that|which|who|led|chaired|founded|including|like|to)\b"
)


def _is_inside_name(cast: Cast, name: Name, span: Span) -> bool:
    """Tell whether the "of" at the span's beginning belongs to an organisation's name that ends before *name*."""
    at = span[0]
    bodies = (n for n in cast.names_in((max(0, at - 120), span[1])) if n.kind == "organisation" and n is not name)
    text = cast.text
    is_post = _POST_BEFORE.search(text[max(0, at - 30) : at])
    return any(
        (n.span[0] < at < n.span[1] and _is_role_alone(text[n.span[1] : span[1]]))
        or (n.span[0] > at and n.span[1] + 1 == span[1] and is_post and roles.is_role_word(is_post.group(1).lower()))
        for n in bodies
    )


def _is_role_alone(between: str) -> bool:
    """Tell whether nothing but a role stands between a body's name and a person's: "Department of Trade spokesman"."""
    nouns = between.split()
    return len(nouns) <= 3 and (not nouns or roles.is_role_word(nouns[-1].lower())) and "," not in between


def _is_head(cast: Cast, name: Name, span: Span) -> bool:
    text = cast.text
    lead = office_start(text, span[0], name)
    before = text[span[0] : lead]
    start = span[0]
    if "," in before:
        start += before.rindex(",") + 1
    complement = COMPLEMENT.search(text[start:lead])
    if complement and _is_led_by_place(cast, name, start + complement.start()):
        complement = None
    if complement and not _is_inside_name(cast, name, (start + complement.start(), lead)):
        return False
    if _NAMED_AFTER.search(text[start:lead]):
        return False
    is_in_brackets = name.lead > span[0] + 1 and text[name.lead - 1] == "(" and len(cast.names_in(span)) > 1
    if is_in_brackets and name.kind == "person" and _is_office_alone(cast, (span[0], name.lead - 1)):
        return True
    return not is_in_brackets and (_is_of_kind(cast, name, span[1]) or not modifies(text, name, span[1]))


def _is_office_alone(cast: Cast, span: Span) -> bool:
    """Tell whether *span* is an office: "the Crown Prince" of "the Crown Prince (NAME)"."""
    head = roles.head_of(cast.text[slice(*span)].strip())
    return roles.is_role_word(head) and not any(n.kind in ("person", "organisation") for n in cast.names_in(span))


def _is_led_by_place(cast: Cast, name: Name, at: int) -> bool:
    """Tell whether the capitals before a full name are the place of its bearer's office: "envoy to Exempla NAME"."""
    lead = cast.text[name.lead : name.span[0]].strip()
    role = _POST_BEFORE.search(cast.text, max(0, at - 25), at)
    is_place = bool(lead) and (fold(lead) in cast.places or is_place_word(fold(lead)))
    return is_place and name.kind == "person" and role is not None and roles.is_role_word(role.group(1).lower())


def _is_of_kind(cast: Cast, name: Name, end: int) -> bool:
    """Tell whether only what kind of body it is follows *name*: "Aurora news agency"."""
    if isinstance(cast.who(name), Person) or name.kind not in ("organisation", "single"):
        return False
    return _KIND_AFTER.match(cast.text[name.span[1] : end]) is not None


def modifies(text: str, name: Name, end: int) -> bool:
    """Tell whether *name* stands before the noun that the phrase is about: "Roe allies", "Roe's campaign"."""
    match = _NOUN_AFTER.match(text, name.span[1], end)
    if match is None:
        return False
    possessive, word = match.groups()
    if possessive:
        if word == "own" and (noun := _WORD_AFTER.match(text, match.end(), end)):
            word = noun.group(1)
        return word.lower() not in words("words_of_somebody")
    return word[0].islower() and word.lower() not in words("no_noun") and not word.endswith("ed")


def owner_of_words(cast: Cast, span: Span) -> Name | None:
    """Return who owns the text that *span* is about: "the ministry's report", "a letter from NAME"."""
    text = cast.text
    head = roles.head_of(text[slice(*span)])
    if not roles.is_document_word(head):
        return None
    at = text.lower().find(head, span[0], span[1])
    for name in cast.names_in(span):
        is_platform = name.kind == "organisation" and is_platform_word(text[slice(*name.span)])
        if name.kind in ("topic", "role") or is_platform or _is_first_word(cast, name, span):
            continue
        if name.span[1] <= at and re.fullmatch(r"(?:['’]s?)?\s+(?:[a-z0-9][\w’'-]*\s+){0,3}", text[name.span[1] : at]):
            return name if name.kind != "place" else None
        is_lasting = not modifies(text, name, span[1]) or _is_of_kind(cast, name, span[1])
        if (
            name.lead > at
            and is_lasting
            and re.search(r"\b(?:by|from)\s+(?:the\s+)?(?:[\w-]+\s+){0,2}$", text[at : name.lead])
        ):
            return name
    return None


def _is_first_word(cast: Cast, name: Name, span: Span) -> bool:
    """Tell whether the capital may be that of the sentence: "Hospital records", where no hospital is named."""
    word = cast.text[slice(*name.span)]
    is_kind = organisations.has_organisation_word(word.lower()) and cast.sentence_at(span[0])[0] == span[0]
    return name.lead == span[0] and word[1:].islower() and (is_kind or cast.text.count(word) == 1)


def issuer(cast: Cast, span: Span) -> Span | None:
    """Return the phrase for who issued the text that *span* is about: "a statement issued last week by the groups"."""
    phrase = cast.text[slice(*span)]
    if (own := _ISSUING.match(phrase)) and roles.is_document_word(roles.head_of(phrase[: own.start(1)])):
        return (span[0] + own.start(1), span[0] + own.end(1))
    match = _ISSUED.match(phrase)
    if match is None or not roles.is_document_word(roles.head_of(phrase)):
        return None
    return (span[0] + match.end(), span[1])


def place_code(cast: Cast, span: Span) -> str | None:
    """Return the country that the whole phrase names ("Exempla", not "Exemplans"), or None."""
    words = fold(re.sub(r"^(?:both |Both )?(?:the|The)\s+|['’]s?$", "", cast.text[slice(*span)].strip()))
    return cast.places[words] if words in cast.countries else None
