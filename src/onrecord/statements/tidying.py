"""Tidying: names from which a word too many is cut, because another place of the text shows where the name ends.

Capitals alone run a name into its neighbours: "Sentencing Roe", "Will Ann Roe", "MNA Ann Roe", "House Ann Roe", or,
where a caption meets the text, "Ann Roe Doe" of "Ann Roe" and a Doe.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from onrecord.reference import organisations
from onrecord.statements.name_words import fold, gender_of_given, is_given
from onrecord.statements.names import Name

_SENTENCE_START = re.compile(r"(?:^|[.!?:;…”\"’)\]\n]\s*)$")
_OF_THE = re.compile(r"\bof the\s$")
_VERB = re.compile(r"[a-z]{3,}(?:ing|ed)")
_MODALS = frozenset("will may can might".split())
_ABBREVIATION = re.compile(r"[A-Z]{3,6}")
_DOMAIN = re.compile(r"\.(?:org|com|net|info|news|co\.uk)\b(?!\.?\w)")


def tidy(text: str, names: list[Name]) -> list[Name]:
    """Return *names*, in their order, each without the words that belong to no name or to the next one."""
    full = Counter(_folded(n) for n in names if n.kind == "person" and len(n.words) > 1)
    lasts = Counter(words[-1] for words in full)
    singles = {fold(n.words[0]) for n in names if n.kind == "single"}
    return [one for name in names for one in _tidied(text, name, full, lasts, singles)]


def _tidied(
    text: str, name: Name, full: Counter[tuple[str, ...]], lasts: Counter[str], singles: set[str]
) -> Iterator[Name]:
    if name.kind in ("single", "person") and (domain := _DOMAIN.match(text, name.span[1])):
        whole = (name.lead, domain.end())
        yield replace(name, span=whole, kind="organisation", words=(text[slice(*whole)],), gender=None)
        return
    if name.kind != "person" or len(name.words) < 2:
        yield name
        return
    folded = _folded(name)
    if (kept := _leading(text, name, folded, full, lasts)) > 0:
        yield _from(text, name, kept)
    elif kept := _before_tail(name, folded, full, lasts, singles):
        yield _until(text, name, kept)
        yield _alone(text, name)
    else:
        yield name


def _folded(name: Name) -> tuple[str, ...]:
    return tuple(fold(w) for w in name.words)


def _leading(
    text: str, name: Name, folded: tuple[str, ...], full: Counter[tuple[str, ...]], lasts: Counter[str]
) -> int:
    """Return how many words before the name proper are to be cut: 0 or 1."""
    first, rest = folded[0], folded[1:]
    if first == rest[0]:
        return 1
    word = name.words[0]
    others = lasts[rest[-1]] - (len(rest) == 1)
    is_shouted = name.words[1].isupper() and len(name.words[1]) > 2
    if _ABBREVIATION.fullmatch(word) and not is_shouted and not is_given(first):
        return int(len(rest) > 1 or others > 0)
    starts = _SENTENCE_START.search(text, max(0, name.span[0] - 3), name.span[0]) is not None
    if len(rest) == 1:
        return int(starts and others > 0 and not is_given(first) and _VERB.fullmatch(first) is not None)
    if full[rest]:
        return int(is_given(rest[0]) and (not is_given(first) or (starts and first in _MODALS)))
    is_body = organisations.has_organisation_word(first) or _OF_THE.search(text, max(0, name.span[0] - 8), name.span[0])
    return int(bool(is_body) and is_given(rest[0]) and not is_given(first))


def _before_tail(
    name: Name, folded: tuple[str, ...], full: Counter[tuple[str, ...]], lasts: Counter[str], singles: set[str]
) -> int:
    """Return how many words the name has, if its last one is another person's: "Ann Roe" + "Doe"; else 0."""
    if len(folded) != 3 or (lasts[folded[1]] + full[folded[:2]] == 0 and not _is_credited(name)):
        return 0
    last = folded[2]
    is_anothers = any(words[-1] == last or words[0] == last for words in full if words[:2] != folded[:2])
    is_own = full[folded] > 1 or not (full[folded[:2]] or _is_credited(name))
    return 2 if is_anothers and last in singles and not is_own else 0


def _is_credited(name: Name) -> bool:
    """Tell whether the middle word alone is in capitals, as agencies write who took a picture: "Ann ROE"."""
    return len(name.words[1]) > 2 and name.words[1].isupper() and not name.words[0].isupper()


def _from(text: str, name: Name, cut: int) -> Name:
    words = name.words[cut:]
    at = text.index(words[0], name.span[0] + len(name.words[0]))
    gender = name.gender or (gender_of_given(fold(words[0])) if len(words) > 1 else None)
    is_office = _ABBREVIATION.fullmatch(name.words[0]) is not None
    kind = name.kind if len(words) > 1 or is_office else "single"
    lead = name.lead if is_office else at
    return replace(name, span=(at, name.span[1]), lead=lead, words=words, gender=gender, kind=kind, titled=is_office)


def _until(text: str, name: Name, kept: int) -> Name:
    end = text.rindex(name.words[kept], *name.span)
    return replace(
        name, span=(name.span[0], name.span[0] + len(text[name.span[0] : end].rstrip())), words=name.words[:kept]
    )


def _alone(text: str, name: Name) -> Name:
    at = text.rindex(name.words[-1], *name.span)
    return Name(span=(at, name.span[1]), kind="single", words=name.words[-1:], lead=at)
