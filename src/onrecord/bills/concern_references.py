"""Find where a text speaks of provisions: `Articles 12 and 14 of the draft`, `section 5(2)`, `ч. 2 ст. 174`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from onrecord.bills.concern_words import pattern, table, telling_stems
from onrecord.records import Span
from onrecord.reference.instruments import find_known

_NUMBER = r"\d{1,4}(?:[-–.]\d{1,3})?(?:bis|ter|[a-z](?![a-z]))?"
_CHAIN = rf"{_NUMBER}(?:\s?\((?:\d{{1,3}}[a-z]?|[ivx]{{1,5}}|[a-zа-я]{{1,2}})\))*"
_BELOW_NUMBER = r"(?:\d{1,3}(?:[-.]\d{1,2})?|\(\w{1,4}\)|[a-zа-я](?!\w))\)?"
_PLURAL = frozenset(
    "articles arts sections secs clauses cls rules regulations §§ статьи статей статьях статьям статьями".split()
)
_AND = r"\s*(?:,\s*(?:and|or|и|или)?|\band\b|\bor\b|&|\bto\b|\bthrough\b|–|-|\bи\b|\bили\b|және|\bдо\b)\s*"
_AFTER = 110  # characters behind a reference in which it says whose article it is
_BEFORE = 40
_MOST_IN_RANGE = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Words that name provisions: each of *paths* holds the numbers from the article down.

    *unit* is `article`, `section`, `rule` or `schedule`. *is_foreign*: they are not the bill's but those of a treaty, a
    constitution or a law in force; *whose* then covers the reference with the name of that, where it is one known.
    """

    span: Span
    unit: str
    paths: tuple[tuple[str, ...], ...]
    is_foreign: bool = False
    whose: Span | None = None


def find_references(text: str, bill_name: str = "") -> tuple[Reference, ...]:
    """Return the references to provisions in *text*, in order; *bill_name* tells the bill's law from others."""
    found = [_reference(text, match, bill_name) for match in _matches(text)]
    return tuple(sorted(found, key=lambda one: one.span))


def _matches(text: str) -> Iterator[re.Match[str]]:
    end = -1
    for match in _pattern().finditer(text):
        if match.start() >= end and (match["unit"] or match["late"]):
            yield match
            end = match.end()


@cache
def _pattern() -> re.Pattern[str]:
    units = "|".join(word for words in table("units").values() for word in words)
    late = "|".join(word for words in table("units_after").values() for word in words)
    below = "|".join(table("below")["words"])
    lead = (
        rf"(?:(?:{below})\s*{_BELOW_NUMBER}(?:{_AND}{_BELOW_NUMBER})*\s*,?\s*(?:of|to|in)?\s*(?:the\s+)?(?:draft\s+)?)"
    )
    again = rf"(?:(?:{units})\s*)?"
    numbers = rf"{_CHAIN}(?:{_AND}{again}{_CHAIN})*"
    tail = rf"(?:\s*,?\s*(?:\(\s*)?(?:{below})\s*{_BELOW_NUMBER}(?:{_AND}{_BELOW_NUMBER}(?!\s*(?:{late})))*)"
    return re.compile(
        rf"(?<![\w-])(?:(?P<lead>{lead}{{0,3}})(?P<unit>{units})\s*(?P<numbers>{numbers})(?P<tail>{tail}{{0,2}})"
        rf"|(?P<number>{_NUMBER})\s?-?\s?(?P<late>{late}))(?!\w)",
        re.I,
    )


def _reference(text: str, match: re.Match[str], bill_name: str) -> Reference:
    unit = _unit(match["unit"] or match["late"])
    paths = _paths(match) if match["unit"] else [(match["number"],)]
    whose = _whose(text, match.span())
    is_foreign = whose is not None or _is_foreign(text, match.span(), bill_name)
    return Reference(
        span=match.span(), unit=unit, paths=tuple(dict.fromkeys(paths)), is_foreign=is_foreign, whose=whose
    )


def _unit(word: str) -> str:
    for name in ("units", "units_after"):
        for unit, words in table(name).items():
            if re.fullmatch("|".join(words), word, re.I):
                return str(unit)
    return "article"


def _paths(match: re.Match[str]) -> list[tuple[str, ...]]:
    chains = _chains(match["numbers"], is_plural=match["unit"].lower().rstrip(".") in _PLURAL)
    leads, tails = _below(match["lead"]), _below(match["tail"])
    deeper = [*reversed(leads), *tails]
    if not deeper:
        return chains
    *others, last = chains
    held = [last] if tails or not leads else chains
    extended: list[tuple[str, ...]] = held
    for choices in deeper:
        extended = [(*chain, number) for chain in extended for number in choices]
    return [*(others if held == [last] else []), *extended]


def _below(words: str | None) -> list[list[str]]:
    """Return the numbers of each level named, in the order of the text: `paragraphs 1 and 2` is one level."""
    if not words:
        return []
    below = "|".join(table("below")["words"])
    parts = re.split(rf"(?<![\w-])(?:{below})(?=[\s\d(])", words, flags=re.I)[1:]
    return [[n.strip("() ") for n in re.findall(rf"(?<!\w){_BELOW_NUMBER}", part)] for part in parts]


def _chains(words: str, *, is_plural: bool) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    end, last = 0, ""
    for match in re.finditer(_CHAIN, words):
        between = words[end : match.start()].strip().lower()
        chain = _chain(match.group(), is_plural=is_plural)
        if between in ("–", "-", "to", "through", "до") and found and len(found[-1]) == 1:
            found += _range(last, chain[0][0])
        found += chain
        end, last = match.end(), found[-1][0]
    return found


def _chain(written: str, *, is_plural: bool) -> list[tuple[str, ...]]:
    head, *rest = [part for part in re.split(r"[\s()]+", written) if part]
    if rest:
        return [(head, *rest)]
    first, dash, second = head.partition("–" if "–" in head else "-")
    if dash and second.isdigit() and first.isdigit() and int(first) < int(second) and (is_plural or dash == "–"):
        return [(first,), *_range(first, second), (second,)]
    return [(head.replace("–", "-"),)]


def _range(first: str, second: str) -> list[tuple[str, ...]]:
    if not (first.isdigit() and second.isdigit()) or not 1 < int(second) - int(first) <= _MOST_IN_RANGE:
        return []
    return [(str(n),) for n in range(int(first) + 1, int(second))]


# Whose provisions they are


def _whose(text: str, span: Span) -> Span | None:
    """Return the reference with the known instrument that it belongs to: `Article 19 of the ICCPR`."""
    behind = text[span[1] : span[1] + _AFTER].split("\n")[0]
    for (start, end), _ in find_known(behind):
        if re.fullmatch(r"[\s,(]*(?:(?:of|in|to|under)\s+)?(?:the\s+)?", behind[:start], re.I):
            return span[0], span[1] + end
    from_place = max(0, span[0] - _AFTER)
    before = text[from_place : span[0]].rsplit("\n")[-1]
    offset = span[0] - len(before)
    for (start, end), _ in find_known(before):
        if re.fullmatch(r"(?:['’]s)?[\s,(]*(?:in\s+)?", before[end:]):
            return offset + start, span[1]
    return None


def _is_foreign(text: str, span: Span, bill_name: str) -> bool:
    behind = re.split(r"[.;:\n]|,? which\b|,? that\b|\bshall\b|\bshould\b", text[span[1] : span[1] + _AFTER])[0]
    before = text[max(0, span[0] - _BEFORE) : span[0]].split("\n")[-1]
    if re.search(rf"{pattern('others').pattern}(?:['’]s)?[\s,(]*$", before, re.I):
        return True
    if pattern("ours").search(before.rsplit(".")[-1]):
        return False
    return _is_of_another(behind, bill_name)


def _is_of_another(behind: str, bill_name: str) -> bool:
    """Tell whether `of the …` behind a reference names something else than the bill."""
    match = re.match(r"[\s,)]*(?:(of|in|to|under|from)\s+)?(?:(?:the|its|our)\s+)?(.{0,90})", behind, re.S)
    if match is None:
        return False
    words = " ".join(match[2].split()[: 8 if match[1] else 4])
    if not match[1] and not re.match(r"[а-яёәіңғүұқөһ]", words, re.I):
        return False
    other = pattern("others").search(words)
    ours = pattern("ours").search(words)
    if ours and (other is None or ours.start() < other.start()):
        return False
    if other or (pattern("others", "standing").search(words) and pattern("others", "laws").search(words)):
        return True
    law = pattern("others", "laws").search(words)
    return bool(law and bill_name and not _shares(words[: law.end() + 60], bill_name))


def _shares(words: str, bill_name: str) -> bool:
    named = set(telling_stems(words))
    return not named or bool(named & set(telling_stems(bill_name)))
