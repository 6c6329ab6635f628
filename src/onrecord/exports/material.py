"""What an export is made from, and the account of what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from onrecord import __version__
from onrecord.exports.forms import Form
from onrecord.records import Document, KnownSpeaker, Record, Review, Speaker, Statement

REJECTED = "a reviewer rejected them"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document with those of its statements that are wanted, and a way to its bytes as they came."""

    document: Document
    statements: tuple[Statement, ...] = ()
    is_bill: bool = False
    original: Callable[[], bytes] = bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """So many records of a kind that were not written, and why."""

    what: str
    count: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Everything that one export says.

    *sources* gives the documents in order, anew at every call, so that they never lie in memory together. *others*
    gives the records of each further type, by its name in the JSON face. *reviews* are those that hold, by statement.
    *name* is the dossier's, *limits* says in words what was asked for. *generated_at* is an ISO 8601 moment in UTC.
    *known* gives the known speakers of a statement, by its id. *left_out* is asked when all is written.
    """

    sources: Callable[[], Iterator[Source]]
    others: Mapping[str, Callable[[], Iterable[Record]]] = field(default_factory=dict)
    reviews: Mapping[str, Review] = field(default_factory=dict)
    name: str = "dossier"
    limits: str = ""
    generated_at: str
    known: Callable[[str], Sequence[KnownSpeaker]] = lambda _: ()
    left_out: Callable[[], tuple[LeftOut, ...]] = tuple
    version: str = __version__

    def records(self, kind: str) -> Iterable[Record]:
        """Return the further records of a type; none where there are none."""
        return self.others[kind]() if kind in self.others else ()

    def who_is(self, speaker: Speaker, statement: Statement) -> KnownSpeaker | None:
        """Return the known speaker that a named speaker of a statement is; None if nobody is known by this name."""
        return next((one for one in self.known(statement.id) if speaker.name in (one.name, *one.names)), None)

    @property
    def title(self) -> str:
        """Return what to call the export."""
        return f"{self.name} ({self.limits})" if self.limits else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What an export wrote, by kind, and what it left out."""

    form: Form
    written: Mapping[str, int]
    left_out: tuple[LeftOut, ...] = ()

    @property
    def total(self) -> int:
        """Return how many records were written."""
        return sum(self.written.values())


@dataclass(slots=True)
class Tally:
    """Counts while an export is written."""

    written: Counter[str] = field(default_factory=Counter)
    left: Counter[tuple[str, str]] = field(default_factory=Counter)

    def wrote(self, what: str, count: int = 1) -> None:
        """Count records that were written."""
        self.written[what] += count

    def leave(self, what: str, why: str, count: int = 1) -> None:
        """Count records, or parts of them, that were not."""
        self.left[what, why] += count

    def accepted(self, source: Source) -> list[Statement]:
        """Return the statements of *source* that no reviewer rejected, and count the others as left out."""
        kept = [one for one in source.statements if one.review != "rejected"]
        if len(kept) < len(source.statements):
            self.leave("statements", REJECTED, len(source.statements) - len(kept))
        return kept

    def account(self, form: Form, before: tuple[LeftOut, ...]) -> Account:
        """Return the account, with what had been left *before* in front."""
        left = (LeftOut(what=what, count=count, why=why) for (what, why), count in self.left.items() if count)
        return Account(form=form, written=dict(self.written), left_out=(*(one for one in before if one.count), *left))
