"""The account of what was done with inputs, and what could not be handled."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """What could not be handled, kept as data.

    *kind* is a stable code (`language`, `encoding`, `no-statements`, or the reason of a refusal); *stage* the room;
    *document* the document's id where one was kept.
    """

    id: str
    kind: str
    stage: str
    what: str
    where: str
    do: str = ""
    document: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeReport:
    """The account of one intake: `files_in == kept + duplicates + refused`, counted from what was done."""

    files_in: int
    kept: int
    duplicates: int
    refused: int
    statements: int = 0
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredCountry:
    """A country that a dossier declares for itself, under a user-assigned code (XAA–XZZ)."""

    code: str
    name: str
    demonym: str | None = None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """The account of one import: `rows_in == added + updated + unchanged + refused`; *format* is what the file was."""

    origin: str
    format: str
    rows_in: int
    added: int
    updated: int
    unchanged: int
    refused: int
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reweaving:
    """What parting the statements of a country anew came to, in threads as the machine weaves them.

    *before* and *after* count threads. *kept* have the same statements as before, *joined* have statements of several
    old ones; *parted* are old ones whose statements are in several now. *moved* statements are in another thread.
    """

    country: str | None
    statements: int
    before: int
    after: int
    kept: int
    joined: int
    parted: int
    moved: int
