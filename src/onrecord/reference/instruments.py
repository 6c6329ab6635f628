"""Treaties, bodies, procedures and indices known by name or abbreviation."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

import msgspec

from onrecord.records import InstrumentKind, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownInstrument:
    """An instrument of the reference list; dates are ISO 8601 days, None where there is none or it does not matter."""

    key: str
    name: str
    kind: InstrumentKind
    names: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    adopted: str | None = None
    in_force: str | None = None
    body: str | None = None


@cache
def known_instruments() -> dict[str, KnownInstrument]:
    """Return the reference list by its keys."""
    raw = tomllib.loads(resources.files(__package__).joinpath("instruments.toml").read_text(encoding="utf-8"))
    return {key: msgspec.convert({"key": key, **table}, KnownInstrument) for key, table in raw.items()}


@cache
def _forms() -> dict[str, str]:
    forms = {_normal(name): k.key for k in known_instruments().values() for name in (k.name, *k.names)}
    return forms | {short: k.key for k in known_instruments().values() for short in k.abbreviations}


@cache
def _pattern() -> re.Pattern[str]:
    names = sorted({n for k in known_instruments().values() for n in (k.name, *k.names)}, key=len, reverse=True)
    shorts = sorted((s for k in known_instruments().values() for s in k.abbreviations), key=len, reverse=True)
    long = "|".join(re.escape(n).replace(r"\ ", r"\s+").replace("'", "['’]") for n in names)
    short = "|".join(re.escape(s) for s in shorts)
    starts = "|".join(
        sorted({re.escape(n.lower()[:8]) for k in known_instruments().values() if k.kind == "index" for n in k.names})
    )
    # Only an index may begin in lower case ("the rule of law index"); the look-ahead spares a try at every other word.
    return re.compile(rf"(?<![\w-])(?=[A-Z]|{starts})(?:(?i:{long})|(?:{short}))(?![\w-])")


def find_known(text: str) -> list[tuple[Span, KnownInstrument]]:
    """Return where *text* names instruments of the reference list, in reading order, the longest name at each place."""
    known = known_instruments()
    return [(m.span(), known[key]) for m in _pattern().finditer(text) if (key := _key_of(m.group()))]


def _key_of(found: str) -> str | None:
    return _forms().get(found) or _forms().get(_normal(found))


def _normal(name: str) -> str:
    return re.sub(r"\s+", " ", name.replace("’", "'")).lower()
