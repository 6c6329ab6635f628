"""What the importers share: states, dates, rights, sessions, and a row on its way to a commitment."""

from __future__ import annotations

import html
import re
import tomllib
from calendar import monthrange
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import cast

from onrecord.commitments.cells import Row, decode
from onrecord.records import RIGHTS, Commitment, CommitmentKind, Issue, Right, content_id, make_issue
from onrecord.reference.countries import Gazetteer

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:[T ].*)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
_TAG, _SPACE = re.compile(r"<[^>]{1,200}>"), re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The file that is imported: its *name* without folders, its bytes, and what the user said of it.

    *country* is the code of the only country that is wanted, or of the country that the file is about.
    """

    name: str
    data: bytes
    gazetteer: Gazetteer
    country: str | None = None

    def text(self) -> str:
        """Return the file's text."""
        return decode(self.data, self.name)

    def place(self, line: int) -> str:
        """Return where a row stands, for people."""
        return f"{self.name}, line {line}"

    def refuse(self, line: int, kind: str, what: str, do: str) -> Issue:
        """Return the issue for a row that is not taken."""
        return make_issue(kind, "commitments", what, self.place(line), do)


@dataclass(slots=True, kw_only=True)
class Parsed:
    """What a file holds: commitments, an issue for each refused row, and how many rows were passed over, by reason."""

    format: str
    commitments: list[Commitment] = field(default_factory=list)
    refused: list[Issue] = field(default_factory=list)
    passed_over: dict[str, int] = field(default_factory=dict)

    def pass_over(self, reason: str) -> None:
        """Count a row that is no commitment, or not of the wanted country."""
        self.passed_over[reason] = self.passed_over.get(reason, 0) + 1

    def take(self, made: Commitment | Issue) -> None:
        """Keep what became of a row."""
        if isinstance(made, Issue):
            self.refused.append(made)
        else:
            self.commitments.append(made)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A row on its way: *key* is what makes it the same commitment in a later file."""

    kind: CommitmentKind
    key: tuple[str, ...]
    by: str
    text: str
    to: str | None = None
    made: str | None = None
    deadline: str | None = None
    response: str | None = None
    rights: tuple[Right, ...] = ()
    reference: str | None = None


def finish(draft: Draft, source: Source, line: int) -> Commitment:
    """Return the commitment of a draft; it says where it stands."""
    return Commitment(
        id=content_id("commitment", *draft.key),
        kind=draft.kind,
        by=draft.by,
        to=draft.to,
        text=draft.text,
        made=draft.made,
        deadline=draft.deadline,
        response=draft.response,
        rights=draft.rights,
        reference=draft.reference,
        origin=source.place(line),
    )


@cache
def _toml(name: str) -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(resources.files(__package__).joinpath(name).read_text(encoding="utf-8"))


@cache
def _state_names() -> dict[str, str]:
    raw = cast("dict[str, list[str]]", _toml("state_names.toml"))
    return {name.lower(): code for code, names in raw.items() for name in names}


@cache
def _iso2() -> dict[str, str]:
    raw = resources.files(__package__).joinpath("iso2.txt").read_text(encoding="utf-8")
    return dict(cast("tuple[str, str]", tuple(line.split())) for line in raw.splitlines() if not line.startswith("#"))


def code_of(name: str, gazetteer: Gazetteer) -> str | None:
    """Return the code of a state as publishers name it: name, alpha-3 or alpha-2 code ("NA" is Namibia)."""
    name = _SPACE.sub(" ", name.replace("’", "'")).strip(" -")
    known = gazetteer.code_of(name) if name else None
    if known:
        return known
    found = _state_names().get(name.lower()) or (_iso2().get(name.upper()) if len(name) == 2 else None)
    return found if found in gazetteer.countries else None


def read_date(value: str) -> str | None:
    """Return a date as exact as it is given: `2014`, `2014-10`, `2014-10-30`; None if it is none."""
    value = value.strip()
    if match := _DAY_FIRST.fullmatch(value):
        value = f"{match[3]}-{match[2]}-{match[1]}"
    match = _DATE.fullmatch(value)
    if not match:
        return None
    year, month, day = match.groups()
    numbers = [int(part) for part in (year, month, day) if part]
    if len(numbers) > 1 and not 1 <= numbers[1] <= 12:
        return None
    if len(numbers) > 2 and not 1 <= numbers[2] <= monthrange(numbers[0], numbers[1])[1]:
        return None
    return "-".join([f"{numbers[0]:04d}", *(f"{n:02d}" for n in numbers[1:])])


def month_of_session(session: str) -> str | None:
    """Return the month of a session of the UPR Working Group ("20", "Session 34 (Nov 2019)"); None if not known."""
    number = re.search(r"\d+", session)
    months = cast("dict[str, str]", _toml("columns.toml")["sessions"])
    return months.get(str(int(number.group()))) if number else None


def rights_of(labels: tuple[str, ...]) -> tuple[Right, ...]:
    """Return the rights that a publisher's labels stand for, in the order of the codes."""
    found: set[str] = set()
    table = _toml("themes.toml")
    for label in labels:
        lowered = html.unescape(label).lower()
        instead = next((rights for words, rights in table["not"].items() if words in lowered), None)
        if instead is not None:
            found |= set(instead)
            continue
        found |= {right for right in RIGHTS if any(words in lowered for words in table.get(right, ()))}
    return tuple(right for right in RIGHTS if right in found)


def read_rights(cell: str) -> tuple[Right, ...] | None:
    """Return rights given by their codes; None if one is none."""
    codes = [code for code in re.split(r"[\s,;|]+", cell) if code]
    return tuple(right for right in RIGHTS if right in codes) if all(code in RIGHTS for code in codes) else None


def clean(text: str) -> str:
    """Return a text without markup, entities and superfluous space."""
    return _SPACE.sub(" ", html.unescape(_TAG.sub(" ", html.unescape(text))).replace("\u00a0", " ")).strip(" ;")


def response_of(cell: str) -> str | None:
    """Return `supported` or `noted`, as the state answered; None where it did not say, or otherwise."""
    word = cell.lower().strip(" -.")
    if word.startswith(("supported", "accepted", "enjoy")):
        return "supported"
    return (
        "noted" if word.startswith(("noted", "reject", "not supported", "not accepted", "general response")) else None
    )


def state_of(row: Row, source: Source, parsed: Parsed) -> str | None:
    """Return the code of the state that a row is about, if it is wanted; what is not is counted or refused."""
    name = row["by"]
    code = code_of(name, source.gazetteer) if name else source.country
    if code is None:
        what = f"no country is known as {name}." if name else "the row names no state."
        do = "write its name in English or its ISO code" if name else "name it in the row, or give --country"
        parsed.take(source.refuse(row.line, "no-country", what, do))
    elif source.country and code != source.country:
        parsed.pass_over("of other countries")
        return None
    return code
