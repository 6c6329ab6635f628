"""Treaties, bodies, procedures and indices known by name or abbreviation."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib import resources

import msgspec

from onrecord.records import InstrumentKind, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownInstrument:
    """An instrument of the reference list; dates are ISO 8601 days, None where there is none or it does not matter.

    *protocol_to* is the key of the treaty that it is the Optional Protocol of. *per_country* marks a type of agreement
    of which each country has its own ("Partnership and Cooperation Agreement").
    """

    key: str
    name: str
    kind: InstrumentKind
    names: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    adopted: str | None = None
    in_force: str | None = None
    body: str | None = None
    protocol_to: str | None = None
    per_country: bool = False


@cache
def known_instruments() -> dict[str, KnownInstrument]:
    """Return the reference list by its keys."""
    raw = tomllib.loads(resources.files(__package__).joinpath("instruments.toml").read_text(encoding="utf-8"))
    return {key: msgspec.convert({"key": key, **table}, KnownInstrument) for key, table in raw.items()}


@cache
def protocols_of(treaty: str) -> tuple[str, ...]:
    """Return the keys of the Optional Protocols to the treaty under the key *treaty*, oldest first."""
    return tuple(k.key for k in known_instruments().values() if k.protocol_to == treaty)


@cache
def treaty_of(body: str) -> str | None:
    """Return the key of the treaty that the body under the key *body* watches; None if that is not one alone."""
    one = known_instruments()[body]
    called = {one.name, *one.names, *one.abbreviations}
    treaties = [k.key for k in known_instruments().values() if k.body in called and k.protocol_to is None]
    return treaties[0] if len(treaties) == 1 else None


def find_known(text: str) -> list[tuple[Span, KnownInstrument]]:
    """Return where *text* names instruments of the reference list, in reading order, the longest name at each place."""
    known, tries = known_instruments(), _tries()
    out: list[tuple[Span, KnownInstrument]] = []
    end = 0
    for word in _first_words().finditer(text):
        if word.start() < end or (attempt := tries.get(word.group().lower())) is None:
            continue
        if (m := attempt.match(text, word.start())) and (key := _key_of(m.group())):
            out.append((m.span(), known[key]))
            end = m.end()
    return out


@cache
def _first_words() -> re.Pattern[str]:
    """Match words that can begin a name: any with a capital, and those of indices ("the rule of law index")."""
    indices = {n.split()[0].lower() for k in known_instruments().values() if k.kind == "index" for n in k.names}
    return re.compile(rf"(?<![\w-])(?:[A-Z][A-Za-z]*|(?:{'|'.join(sorted(indices))}|universal|national)\b)")


@cache
def _tries() -> dict[str, re.Pattern[str]]:
    """Return by its first word, in lower case, a pattern for all names that begin with it."""
    long: dict[str, set[str]] = defaultdict(set)
    short: dict[str, set[str]] = defaultdict(set)
    for known in known_instruments().values():
        for name in (n for n in (known.name, *known.names) if "(" not in n or n in known.names):
            long[_first(name)].add(_loosely(name))
        for name in known.abbreviations:
            short[_first(name)].add(re.escape(name))
    return {first: _one_of(long[first], short[first]) for first in {*long, *short}}


def _first(name: str) -> str:
    found = re.match(r"[A-Za-z]+", name)
    return found.group().lower() if found else name.lower()


def _loosely(name: str) -> str:
    """Write *name* as a pattern: any white space, either apostrophe, "co-operation" or "cooperation"."""
    words = re.escape(name.replace("’", "'")).replace(r"\ ", r"\s+").replace("'", "['’]")
    return words.replace("ooperation", "o-?operation")


def _one_of(long: set[str], short: set[str]) -> re.Pattern[str]:
    names = "|".join(sorted(long, key=lambda n: (-len(n), n))) or "(?!)"
    abbreviations = "|".join(sorted(short, key=lambda n: (-len(n), n))) or "(?!)"
    return re.compile(rf"(?:(?i:{names})|(?:{abbreviations}))(?![\w-])")


@cache
def _forms() -> dict[str, str]:
    forms = {_normal(name): k.key for k in known_instruments().values() for name in (k.name, *k.names)}
    return forms | {short: k.key for k in known_instruments().values() for short in k.abbreviations}


def _key_of(found: str) -> str | None:
    return _forms().get(found) or _forms().get(_normal(found))


def _normal(name: str) -> str:
    return re.sub(r"\s+", " ", name.replace("’", "'")).lower().replace("co-operation", "cooperation")
