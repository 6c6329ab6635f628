"""International offices: who held them, and when. The rows stand in ``offices.psv``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """Somebody in an office on the days `[start, end)`; *end* None: still there when the list was compiled."""

    titles: tuple[str, ...]
    name: str
    last_name: str
    start: str
    end: str | None


@cache
def terms() -> tuple[Term, ...]:
    """Return every row of the list."""
    raw = resources.files(__package__).joinpath("offices.psv").read_text(encoding="utf-8")
    return tuple(_parse(line) for line in raw.splitlines() if line and not line.startswith("#"))


def _parse(line: str) -> Term:
    titles, name, last_name, start, end = line.split("|")
    return Term(titles=tuple(titles.split(";")), name=name, last_name=last_name, start=start, end=end or None)
