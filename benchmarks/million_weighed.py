"""Make up what weighing the generated documents would have found, in the proportions of the example dossier.

Weaving a million statements takes hours; here every statement joins a thread of its original's matter in its country,
and findings, commitments and figure checks are those of the originals with other sides. They are written by the
functions that weighing writes with.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from benchmarks.million_made import HOME, Country, Made
from numpy.typing import NDArray

from onrecord.commitments.matching import Link
from onrecord.dossier import Dossier, commitments, thread_rows
from onrecord.dossier.commitments import numbered
from onrecord.dossier.findings import findings, put_findings
from onrecord.dossier.reviews import Changes, Decision, review
from onrecord.dossier.series import checks, put_checks, stamp_of
from onrecord.dossier.weighings import put_weighed
from onrecord.dossier.wordings import put_wordings
from onrecord.figures.checking import MADE_BY as CHECKED_BY
from onrecord.pipeline.weighing import MADE_BY
from onrecord.records import STANCES, Commitment, FigureCheck, Finding, Side, Statement, content_id
from onrecord.threads.profiles import Profile

NOW = "2025-05-01T10:00:00Z"
NEW_THREAD = 0.175
"""How often a statement founds a thread: 61 threads for 349 statements of the examples."""
REVIEWED = 0.01
WHY = "The statements differ."
"""The sentences of the examples quote words and numbers that are exchanged here."""
LINKS = 4
TERMS, NAMES = 26, 8
"""Terms and names of a new thread's profile: its 2.9 KB are what those of the examples have on average."""
_SEEN = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """What weighing found in the examples; statements are named by their ids there."""

    thread_of: Mapping[str, str]
    profiles: Mapping[str, Profile]
    findings: Mapping[str, list[Finding]]
    commitments: Sequence[tuple[Commitment, NDArray[np.float32]]]
    checks: Mapping[str, list[FigureCheck]]
    words: Sequence[tuple[str, int]]
    statements: int


def load(dossier: Dossier) -> Weighed:
    """Read what weighing found in the examples."""
    db = dossier.connection
    shelf, keys = thread_rows.DossierShelf(db), db.execute("SELECT key FROM threads").fetchall()
    of_statement: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings(dossier):
        if finding.a.statement and (finding.b is None or finding.b.statement):
            of_statement[finding.a.statement].append(finding)
    figures: dict[str, list[FigureCheck]] = defaultdict(list)
    for check in checks(dossier):
        figures[check.statement].append(check)
    return Weighed(
        thread_of=dict(db.execute("SELECT m.key, t.key FROM thread_members m JOIN threads t ON t.id = m.thread")),
        profiles={k: p for (k,) in keys if (p := shelf.profile(k))},
        findings=of_statement,
        commitments=[(one, vector) for _, one, vector in numbered(dossier, "1", ())],
        checks=figures,
        words=db.execute("SELECT term, statements FROM thread_words WHERE country = ?", (HOME,)).fetchall(),
        statements=dossier.count_statements(),
    )


@dataclass(slots=True, kw_only=True)
class _Thread:
    key: str
    founder: str
    template: str
    country: str
    row: int | None = None


@dataclass(slots=True, kw_only=True)
class Weigher:
    """Writes what weighing would have found in documents that were just kept."""

    dossier: Dossier
    found: Weighed
    seed: int
    _members: dict[tuple[str, str], list[_Thread]] = field(default_factory=lambda: defaultdict(list))
    _last: dict[tuple[str, str], Statement] = field(default_factory=dict)
    _seen: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _grown: set[int] = field(default_factory=set)
    _chance: random.Random = field(default_factory=random.Random)
    _stamp: str = ""

    def __post_init__(self) -> None:
        """Begin."""
        self._chance.seed(self.seed)
        self._stamp = stamp_of(self.dossier, CHECKED_BY)

    def weigh(self, batch: Sequence[tuple[Country, Made]]) -> None:
        """Write what belongs to a batch of documents; in a transaction of the caller."""
        db = self.dossier.connection
        said = [(s, o, country.declared.code) for country, made in batch for s, o in zip(made[2], made[4], strict=True)]
        self._weave([(s, o) for s, o, _ in said])
        put_wordings(db, [s for s, _, _ in said])
        for country, (_, document, statements, _, origins) in batch:
            home = country.declared.code
            set_beside = list(self._findings(home, statements, origins))
            put_findings(db, f"document:{document.id}", set_beside)
            self._promise(document.id, home, statements)
        put_checks(self.dossier, [(one[1].id, list(self._checks(one))) for _, one in batch], self._stamp)
        put_weighed(db, [made[1].id for _, made in batch], MADE_BY)
        self._review([s for s, _, _ in said])

    def finish(self, countries: Sequence[Country]) -> None:
        """Write how large threads are, and how often words stand in statements."""
        thread_rows.refresh_sizes(self.dossier.connection, self._grown)
        counts: dict[tuple[str | None, str], int] = {
            (str(c.declared.code), term): int(n * 50 * c.weight) + 1 for c in countries for term, n in self.found.words
        }
        thread_rows.put_counts(self.dossier.connection, counts)

    def _weave(self, said: Sequence[tuple[Statement, str]]) -> None:
        placed: list[tuple[str, int]] = []
        for statement, origin in said:
            template = self.found.thread_of[origin]
            members = self._members[statement.country or "", template]
            if members and self._chance.random() > NEW_THREAD:
                thread = self._chance.choice(members)
            else:
                key = content_id("thread", statement.id)
                thread = _Thread(key=key, founder=statement.id, template=template, country=statement.country or "")
                thread.row = self._founded(thread)
            members.append(thread)
            placed.append((statement.id, thread.row or 0))
        thread_rows.put_members(self.dossier.connection, placed)
        self._grown |= {row for _, row in placed}

    def _founded(self, thread: _Thread) -> int:
        of_matter = self.found.profiles[thread.template]
        profile = replace(of_matter, thread=thread.key, country=thread.country or None, **_trimmed(of_matter))
        return thread_rows.put_profile(self.dossier.connection, profile, thread.founder)

    def _findings(self, home: str, statements: Sequence[Statement], origins: Sequence[str]) -> Iterator[Finding]:
        self._last |= {(home, origin): one for one, origin in zip(statements, origins, strict=True)}
        for one, origin in zip(statements, origins, strict=True):
            for finding in self.found.findings.get(origin, ()):
                other = finding.b and self._last.get((home, finding.b.statement or ""))
                if finding.b is None or other:
                    thread = content_id("thread", one.id)
                    key = content_id("finding", finding.kind, one.id, other.id if other else None)
                    b = _side(other) if other else None
                    yield replace(finding, id=key, why=WHY, a=_side(one), b=b, country=one.country, thread=thread)

    def _promise(self, document: str, home: str, statements: Sequence[Statement]) -> None:
        """Find commitments in a document, and link them to statements on the country."""
        share = len(self.found.commitments) / self.found.statements
        chosen = [self._chance.choice(self.found.commitments) for _ in statements if self._chance.random() < share]
        seen = self._seen[home]
        seen += [one.id for one in statements]
        del seen[:-_SEEN]
        if not chosen:
            return
        made = [self._commitment(one, home, n, document) for n, (one, _) in enumerate(chosen)]
        commitments.keep(self.dossier, made, np.stack([vector for _, vector in chosen]), document=document)
        links = [
            Link(commitment=self._row("commitments", one.id), statement=self._row("statements", key),
                 score=round(self._chance.uniform(0.5, 0.95), 3), shared=("commission", "inquiry"))
            for one in made
            for key in self._chance.sample(seen, min(LINKS, len(seen)))
        ]  # fmt: skip
        commitments.put_links(self.dossier, links)

    def _row(self, table: str, key: str) -> str:
        return str(self.dossier.connection.execute(f"SELECT id FROM {table} WHERE key = ?", (key,)).fetchone()[0])

    def _commitment(self, one: Commitment, home: str, n: int, document: str) -> Commitment:
        years = self._chance.randint(-10, 3)
        made = f"{int(one.made[:4]) + years}{one.made[4:]}" if one.made else None
        return replace(one, id=content_id("commitment", document, n), by=home, made=made, origin=document)

    def _checks(self, made: Made) -> Iterator[FigureCheck]:
        for statement, origin in zip(made[2], made[4], strict=True):
            for n, check in enumerate(self.found.checks.get(origin, ())):
                key = content_id("figure", statement.id, n)
                span = statement.content[0]
                yield replace(check, id=key, statement=statement.id, span=span, country=statement.country)

    def _review(self, said: Sequence[Statement]) -> None:
        chosen = self._chance.sample(said, int(len(said) * REVIEWED))
        review(self.dossier, [self._decision(one) for one in chosen], NOW)

    def _decision(self, one: Statement) -> Decision:
        who, fate = self._chance.choice(("Ada", "Ben", "Cleo")), self._chance.random()
        if fate < 0.6:
            return Decision(statement=one.id, decision="confirmed", by=who)
        if fate < 0.75:
            return Decision(statement=one.id, decision="rejected", by=who, why="not a statement")
        stance = self._chance.choice([s for s in STANCES if s != one.stance])
        return Decision(statement=one.id, decision="corrected", by=who, changes=Changes(stance=stance))


def _trimmed(profile: Profile) -> dict[str, Any]:
    """Return the heaviest terms of a profile: as many as the examples' threads have on average."""
    kept: dict[str, Any] = {}
    for name, most in (("words", TERMS), ("own", TERMS), ("phrases", NAMES), ("instruments", NAMES)):
        weights = getattr(profile, name)
        kept[name] = dict(sorted(weights.items(), key=lambda item: -item[1])[:most])
    return kept


def _side(statement: Statement) -> Side:
    return Side(document=statement.document, spans=statement.content, statement=statement.id)
