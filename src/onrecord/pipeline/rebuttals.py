"""Gather what persons hold against what a brief says, with the words and texts that this needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.dossier import Dossier
from onrecord.dossier.rebuttals import rebuttals_of
from onrecord.errors import IntegrityError
from onrecord.records import Finding, Rebuttal, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """*rebuttals* by what they are held against; *statements* among them that the brief does not have itself.

    *former_texts* are those that passages were cut from and that no document has any more, by SHA-256; *documents* the
    ids of all that are quoted.
    """

    rebuttals: Mapping[str, tuple[Rebuttal, ...]]
    statements: tuple[Statement, ...]
    former_texts: Mapping[str, str]
    documents: frozenset[str]


def gather(dossier: Dossier, chosen: Sequence[Statement], findings: Iterable[Finding]) -> Against:
    """Return what is held against statements and against those findings that have no side elsewhere."""
    here = {one.id for one in chosen}
    wanted = here | {one.id for one in findings if _is_of(one, here)}
    found = {target: tuple(ones) for target, ones in rebuttals_of(dossier, wanted).items()}
    every = [one for ones in found.values() for one in ones]
    others = tuple(_others(dossier, every, here))
    quoted = {one.document for one in every if one.document} | {one.document for one in others}
    return Against(
        rebuttals=found, statements=others, former_texts=_former(dossier, every), documents=frozenset(quoted)
    )


def _is_of(finding: Finding, statements: set[str]) -> bool:
    sides = (finding.a, finding.b) if finding.b else (finding.a,)
    return all(side.statement is None or side.statement in statements for side in sides)


def _others(dossier: Dossier, rebuttals: Iterable[Rebuttal], here: set[str]) -> Iterator[Statement]:
    """Give the rebutting statements that are not *here*; one with a conflict is in no reading any more."""
    ids = {one.statement for one in rebuttals if one.statement and not one.conflict}
    yield from (dossier.statement(id) for id in sorted(ids - here))


def _former(dossier: Dossier, rebuttals: Iterable[Rebuttal]) -> dict[str, str]:
    """Return the texts of passages whose document has another one now: every text stays in the dossier."""
    texts: dict[str, str] = {}
    for one in rebuttals:
        if one.document and one.text_sha256 and one.conflict and one.text_sha256 not in texts:
            texts[one.text_sha256] = _text(dossier, one.document, one.text_sha256)
    return texts


def _text(dossier: Dossier, document: str, sha256: str) -> str:
    for one in dossier.texts(document):
        if one.text_sha256 == sha256:
            return one.text
    raise IntegrityError(
        "The text that a passage was cut from is gone.", where=document, do="run onrecord verify on the dossier"
    )
