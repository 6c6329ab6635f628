"""Gather the records of a dossier, or of the part of it that is asked for, and write them for another program."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, fields, replace
from functools import cached_property, partial
from pathlib import PurePath
from typing import IO, Any, TypeVar

from onrecord import exports
from onrecord.dossier import EVERYTHING, Dossier, StatementFilter
from onrecord.dossier.commitments import commitments
from onrecord.dossier.decisions import all_decisions
from onrecord.dossier.descriptions import descriptions
from onrecord.dossier.findings import FindingFilter, findings
from onrecord.dossier.fits import fits
from onrecord.dossier.notes import notes
from onrecord.dossier.pages import MOSTLY_ABOUT, DocumentHead, document_page
from onrecord.dossier.rebuttals import rebuttals
from onrecord.dossier.reviews import log, standing
from onrecord.dossier.series import checks, load_series
from onrecord.dossier.speaker_edits import decisions
from onrecord.dossier.speakers import speakers, speakers_of
from onrecord.dossier.threads import threads
from onrecord.pipeline.bills import bill_records
from onrecord.records import (
    Bill,
    BillVersion,
    Change,
    Commitment,
    Concern,
    Decision,
    Finding,
    Issue,
    Note,
    Rebuttal,
    Record,
    ScreenHit,
    Statement,
)

_ALL = 1_000_000_000
_REVIEWED = ("confirmed", "corrected")
_BILLS: dict[str, type] = {
    "bill": Bill, "version": BillVersion, "change": Change, "concern": Concern, "screen": ScreenHit,
}  # fmt: skip

Some = TypeVar("Some")


def export(
    dossier: Dossier,
    form: str,
    out: IO[bytes],
    *,
    generated_at: str,
    country: str | None = None,
    wanted: StatementFilter = EVERYTHING,
    reviewed: bool = False,
    table: str | None = None,
) -> exports.Account:
    """Write a dossier, or the part of it that is wanted, for another program.

    Args:
        dossier: where from.
        form: a key of `exports.FORMS`, which has its media type and the suffix of its files.
        out: where the bytes go, seekable: a file, a temporary file, `io.BytesIO`.
        generated_at: ISO 8601 moment in UTC; the status of commitments is that of its day.
        country: code of the only country that is wanted.
        wanted: which statements; documents and further records follow them.
        reviewed: only statements that a person confirmed or corrected.
        table: the only table that is wanted, where the form has tables.

    Returns:
        How many records of each kind were written, and what was left out and why.

    Raises:
        SettingsError: there is no such form or table, or a package that it needs is not installed.
    """
    exports.form_of(form, table)
    wanted = replace(wanted, country=country or wanted.country)
    with dossier.snapshot():
        part = _Part(dossier=dossier, wanted=wanted, reviewed=reviewed, as_of=generated_at[:10])
        material = exports.Material(
            sources=part.sources,
            others=part.others(),
            reviews={one.review.statement: one.review for one in standing(dossier)},
            name=PurePath(dossier.path).stem,
            limits=part.limits,
            generated_at=generated_at,
            known=partial(speakers_of, dossier),
            left_out=part.left_out,
        )
        return exports.write(form, material, out, table=table)


@dataclass(kw_only=True)
class _Part:
    """The part of a dossier that is wanted; *left* is how many records of a kind were passed over."""

    dossier: Dossier
    wanted: StatementFilter
    reviewed: bool
    as_of: str
    left: dict[str, int] = field(default_factory=dict)

    @property
    def is_all(self) -> bool:
        return self.wanted == EVERYTHING and not self.reviewed

    @property
    def limits(self) -> str:
        given = [(one.name, getattr(self.wanted, one.name)) for one in fields(self.wanted)]
        words = [f"{name} {value}" for name, value in given if value is not None]
        return ", ".join([*words, *(["reviewed statements only"] * self.reviewed)])

    # Documents and statements

    @cached_property
    def chosen(self) -> tuple[frozenset[str], frozenset[str]]:
        """Return the ids of the wanted statements, and of the documents that make them."""
        found = [(one.id, one.document) for one in self._statements(self.wanted)]
        return frozenset(key for key, _ in found), frozenset(document for _, document in found)

    @cached_property
    def documents(self) -> dict[str, DocumentHead]:
        """Return the wanted documents by id, in order, without their texts."""
        heads = {one.id: one for one in document_page(self.dossier, order="document", limit=_ALL).items}
        if self.is_all:
            return heads
        versions = {one.document for one in self._bills("version") if self._is_on_bill(one)}
        wanted = self.chosen[1] | (versions if self.wanted.country else set())
        return {key: head for key, head in heads.items() if key in wanted or self._is_about(head)}

    def sources(self) -> Iterator[exports.Source]:
        """Give each document with its wanted statements, one at a time."""
        bills = {one.document for one in self._bills("version")}
        for key in self.documents:
            yield exports.Source(
                document=self.dossier.document(key),
                statements=tuple(self._statements(replace(self.wanted, document=key))),
                is_bill=key in bills,
                original=lambda key=key: self.dossier.original(key),  # type: ignore[misc]
            )

    def _statements(self, wanted: StatementFilter) -> Iterator[Statement]:
        found = self.dossier.statements(wanted)
        return (one for one in found if one.review in _REVIEWED) if self.reviewed else found

    def _is_about(self, head: DocumentHead) -> bool:
        shares = (one.share for one in head.countries if one.code == self.wanted.country)
        return any(share >= MOSTLY_ABOUT for share in shares)

    # Further records

    def others(self) -> dict[str, Callable[[], Iterable[Record]]]:
        """Return how to get each further type of record, in the order of JSON Lines."""
        dossier = self.dossier
        found: dict[str, tuple[Callable[[], Iterable[Any]], Callable[[Any], bool]]] = {
            "country": (dossier.declared_countries, lambda _: True),
            "thread": (lambda: threads(dossier), lambda one: self._has(*one.statements)),
            "finding": (lambda: findings(dossier, FindingFilter(rejected=True)), self._has_side),
            "commitment": (lambda: commitments(dossier, self.as_of), self._is_held),
            "series": (lambda: load_series(dossier), lambda one: one.name in self._checked),
            "figure": (lambda: checks(dossier), lambda one: self._has(one.statement)),
            **{kind: (partial(self._bills, kind), self._is_on_bill) for kind in _BILLS},
            "note": (lambda: notes(dossier), self._is_at_hand),
            "description": (lambda: descriptions(dossier), self._is_at_hand),
            "review": (lambda: log(dossier), lambda one: self._has(one.statement)),
            "speaker": (lambda: speakers(dossier, country=self.wanted.country, limit=_ALL).items, lambda _: True),
            "rebuttal": (lambda: rebuttals(dossier, all_of_them=True), self._is_against),
            "speaker-decision": (lambda: decisions(dossier, all_of_them=True), lambda _: False),
            "decision": (lambda: all_decisions(dossier), self._is_decided),
            "fit": (lambda: fits(dossier), lambda _: False),
            "issue": (dossier.issues, self._is_at_hand),
        }
        return {kind: self._getter(kind, load, is_wanted) for kind, (load, is_wanted) in found.items()}

    def _getter(
        self, kind: str, load: Callable[[], Iterable[Any]], is_wanted: Callable[[Any], bool]
    ) -> Callable[[], Iterable[Record]]:
        def get() -> Iterable[Record]:
            every = list(load())
            kept = every if self.is_all else [one for one in every if is_wanted(one)]
            self.left[kind] = len(every) - len(kept)
            return kept

        return get

    def _has(self, *statements: str) -> bool:
        return not self.chosen[0].isdisjoint(statements)

    def _has_side(self, finding: Finding) -> bool:
        sides = [side for side in (finding.a, finding.b) if side]
        return any(self._has(s.statement) if s.statement else s.document in self.documents for s in sides)

    def _is_against(self, one: Rebuttal) -> bool:
        """Tell whether a rebuttal is of a wanted statement, or of a finding with such a side."""
        return self._has(one.target) or one.target in self._findings

    @cached_property
    def _findings(self) -> frozenset[str]:
        every = findings(self.dossier, FindingFilter(rejected=True))
        return frozenset(one.id for one in every if self._has_side(one))

    def _is_decided(self, one: Decision) -> bool:
        """Tell whether a decision names a wanted statement, or a finding or thread with such."""
        return self._has(*one.statements) or one.about in self._findings or one.about in self._threads

    @cached_property
    def _threads(self) -> frozenset[str]:
        return frozenset(one.id for one in threads(self.dossier) if self._has(*one.statements))

    def _is_at_hand(self, one: Note | Issue) -> bool:
        return one.document is None or one.document in self.documents

    @cached_property
    def _checked(self) -> frozenset[str]:
        return frozenset(one.indicator for one in checks(self.dossier) if self._has(one.statement))

    @cached_property
    def _bill_records(self) -> list[Any]:
        return list(bill_records(self.dossier))

    def _bills(self, kind: str) -> list[Any]:
        return [one for one in self._bill_records if isinstance(one, _BILLS[kind])]

    def _is_on_bill(self, one: Any) -> bool:
        """Tell whether a record is on a bill of the country, or on one whose country is not known."""
        country = self.wanted.country
        its = {bill.id for bill in self._bills("bill") if bill.country in (country, None)}
        return country is None or (one.id if isinstance(one, Bill) else one.bill) in its

    def _is_held(self, one: Commitment) -> bool:
        country, right = self.wanted.country, self.wanted.right
        return country in (None, one.by) and (right is None or right in one.rights)

    # What is not there

    def left_out(self) -> tuple[exports.LeftOut, ...]:
        """Return what the limits left out of what was asked for."""
        if self.is_all:
            return ()
        why = f"not within: {self.limits}"
        counts = {
            "statements": self.dossier.count_statements() - len(self.chosen[0]),
            "documents": self.dossier.count_documents() - len(self.documents),
            **{exports.plural(kind): count for kind, count in self.left.items()},
        }
        return tuple(exports.LeftOut(what=what, count=count, why=why) for what, count in counts.items() if count)
