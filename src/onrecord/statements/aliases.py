"""Aliases: the short forms that a text itself gives to a body: "Open Quay Foundation (OQF)", or the other way round."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from onrecord.records import Span
from onrecord.reference.organisations import find
from onrecord.statements import roles
from onrecord.statements.name_words import fold, is_given, is_plain_word, kinds, words_of
from onrecord.statements.names import Name

_LINK_WORDS = frozenset("of for and the to on in against through by at with de la des du".split())
_VERBS = frozenset("is are was were has had have said says called named joined which who that".split())
_ACRONYM = re.compile(r"[A-Z][A-Za-z/&-]{0,10}[A-Z]")
_BRACKET = re.compile(
    r"(?<=[\w’'.”\"]) \((?:the |also known as |known as |or |hereinafter |acronym |abbreviated )?"
    r"[“\"]?([^()“”\"]{2,90})[”\"]?\)"
)
_ACRONYM_BEFORE = re.compile(r"(?<![\w&])([A-Z][A-Za-z&-]{0,10}[A-Z])$")
_CALLED = re.compile(
    r",? (?:\(|also |widely |better |commonly )?(?:known|abbreviated|referred to) (?:by|as|under) (?:its |their |the )?"
    r"(?:[A-Z][a-z]+ )?(?:(?:acronym|initials|abbreviation)s? )?(?:as )?(?:the )?[“\"]?([A-Z][A-Za-z&-]{1,11})\b"
    r"|, or (?:the )?([A-Z][A-Za-z&-]{0,10}[A-Z]),"
)
_INITIALS = re.compile(r"[A-Z]{3,6}")
_INITIAL_WORDS = re.compile(r"[\s-]+")
_LAWS = frozenset("act bill law code treaty convention charter".split())
_MIN_NICK_CHARS = 3


def aliases_after(text: str, names: list[Name]) -> dict[str, Span]:
    """Return the short forms in brackets directly after a body's name, though their letters need not spell it.

    "(SOLJA)", "(Cotu)", "(PT, after its Portuguese name)", ", known by its acronym RSF": only if the text uses the
    short form again, and not where it is a place.
    """
    out: dict[str, Span] = {}
    for name in names:
        if name.kind != "organisation" or " " not in text[slice(*name.span)]:
            continue
        short = _short_after(text, name)
        if short and not _is_other(short) and len(re.findall(rf"(?<!\w){re.escape(short)}(?!\w)", text)) > 1:
            out.setdefault(short, name.span)
    return out


def _short_after(text: str, name: Name) -> str | None:
    at = name.span[1]
    if called := _CALLED.match(text, at):
        return called.group(1) or called.group(2)
    bracket = _BRACKET.match(text, at)
    short = re.split(r"[,;]", bracket.group(1))[0].strip() if bracket else ""
    if _ACRONYM.fullmatch(short):
        return short
    is_nick = re.fullmatch(r"[A-Z][a-z]{2,9}", short) and len(short) >= _MIN_NICK_CHARS
    return short if is_nick and _are_in_order(short.lower(), text[slice(*name.span)].lower()) else None


def _is_other(short: str) -> bool:
    word = fold(short)
    return is_plain_word(word) or word in kinds()["D"] or word in words_of("capitals")


def _are_in_order(letters: str, form: str) -> bool:
    """Tell whether *letters* stand in *form* in their order, the first at its beginning."""
    rest = iter(form)
    return form.startswith(letters[0]) and all(letter in rest for letter in letters)


def initials_of(text: str, names: list[Name], known: Collection[str]) -> dict[str, Span]:
    """Return the acronyms that spell the one longer name in the text that begins with their letters.

    Args:
        text: a document's frozen text.
        names: its names.
        known: the acronyms that the text itself explains.
    """
    forms = {text[slice(*n.span)] for n in names if n.kind in ("single", "organisation")}
    short = {f for f in forms if _INITIALS.fullmatch(f) and f not in known and not _is_other(f) and not find(f)}
    out: dict[str, Span] = {}
    if not short:
        return out
    spelled: dict[str, set[str]] = {}
    for name in (n for n in names if n.kind in ("organisation", "topic", "person", "role") and not n.titled):
        if name.kind == "person" and (name.gender or is_given(fold(name.words[0]))):
            continue
        form = text[slice(*name.span)]
        letters = "".join(w[0] for w in _INITIAL_WORDS.split(form) if w[:1].isupper())
        for acronym in (a for a in short if letters.endswith(a) or letters == a + "P"):
            is_whole = letters.startswith(acronym)
            if is_whole or (name.kind == "organisation" and len(letters) - len(acronym) < 3):
                out.setdefault(acronym, name.span)
                spelled.setdefault(acronym, set()).add(form)
    return {acronym: span for acronym, span in out.items() if len(spelled[acronym]) == 1}


def aliases_of(text: str) -> dict[str, Span]:
    """Return the short forms that the text introduces in brackets, each with the span of its long form."""
    out: dict[str, Span] = {}
    for match in _BRACKET.finditer(text):
        short = re.split(r"[,;]", match.group(1))[0].strip()
        if _ACRONYM.fullmatch(short) and (start := _start_of_long_form(text, match.start(), short)) is not None:
            form = text[start : match.start()]
            if fold(form.split()[-1]) not in _LAWS and not _is_office(form):
                out.setdefault(short, (start, match.start()))
        elif before := _ACRONYM_BEFORE.search(text, max(0, match.start() - 14), match.start()):
            start, end = match.span(1)
            if _start_of_long_form(text, end, before.group(1)) == start and " " in match.group(1):
                out.setdefault(before.group(1), (start, end))
    return out


def _is_office(form: str) -> bool:
    """Tell whether *form* is somebody's office, no body: "Chief Justice of Exempla"."""
    head = roles.head_of(form)
    return roles.is_role_word(head) and not roles.is_plural(head) and not roles.is_body_word(head)


def _start_of_long_form(text: str, end: int, acronym: str) -> int | None:
    """Walk back from the bracket until the initials spell *acronym*; None if they do not."""
    strict = _walk_back(text, end, [c for c in acronym if c.isalpha()])
    return _walk_back(text, end, [c.lower() for c in acronym if c.isalpha()]) if strict is None else strict


def _walk_back(text: str, end: int, letters: list[str]) -> int | None:
    """Return where the words before *end* that spell *letters* begin; a capital asks for a capital."""
    first = text.rfind("\n", 0, end) + 1
    words = list(re.finditer(r"[\w’'-]+", text[max(first, end - 120) : end]))
    offset = max(first, end - 120)
    for word in reversed(words[-len(letters) - 6 :]):
        initial = word.group()[0]
        if letters and initial in (letters[-1], letters[-1].upper()):
            letters.pop()
            if not letters:
                return offset + word.start() if word.group()[0].isupper() else None
        elif word.group() in _VERBS or (word.group().lower() not in _LINK_WORDS and not word.group()[0].islower()):
            return None
    return None


def with_long_forms(text: str, names: list[Name], aliases: dict[str, Span]) -> list[Name]:
    """Replace the names inside a long form by the long form as one organisation; acronyms are organisations, too."""
    forms = {text[slice(*span)] for span in aliases.values()}
    spans = sorted({m.span() for form in forms for m in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", text)})
    kept = [n for n in names if not any(s < n.span[1] and n.span[0] < e for s, e in spans)]
    kept = [replace(n, kind="organisation") if text[slice(*n.span)] in aliases else n for n in kept]
    long = [Name(span=s, kind="organisation", words=(text[slice(*s)],), lead=s[0]) for s in spans]
    return sorted((*kept, *long), key=lambda n: n.span)
