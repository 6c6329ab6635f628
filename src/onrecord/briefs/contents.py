"""What a brief held, in so few words that a dossier can keep it: each thing by its id, and a digest of what it said.

Two briefs on the same can then be set side by side, and what came, went or changed can be told from the rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import msgspec

from onrecord.briefs.earlier import ITEM_KINDS, Item
from onrecord.briefs.material import Filters
from onrecord.briefs.rows import Rebutted, Row, Source
from onrecord.briefs.weighed import Pair
from onrecord.records import Commitment, FigureCheck, Record, content_id, sha256_hex, to_json_line

_DIGEST_CHARS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a brief holds; *rejected* rows are listed apart and count as gone."""

    sources: Sequence[Source]
    rows: Sequence[Row]
    rejected: Sequence[Row]
    pairs: Sequence[Pair]
    commitments: Sequence[Commitment]
    checks: Sequence[FigureCheck]


def list_contents(held: Held) -> tuple[Item, ...]:
    """Return what a brief holds, by kind and id."""
    found = (*_documents(held.sources), *_statements(held.rows), *_weighed(held))
    return tuple(sorted(found, key=lambda item: (ITEM_KINDS.index(item.kind), item.id)))


def digest_of(items: Iterable[Item]) -> str:
    """Return one SHA-256 for all that a brief holds: the same rows give the same digest, in whatever order."""
    lines = sorted(f"{item.kind} {item.id} {item.digest}" for item in items)
    return sha256_hex("\n".join(lines).encode())


def scope_of(country: str, filters: Filters) -> str:
    """Return an id for what a brief is on: the same country and limits give the same one, on whatever day."""
    limits = (filters.since, filters.until, sorted(filters.rights), sorted(filters.camps), filters.thread_id)
    return content_id("scope", country, *limits, filters.reviewed)


def _documents(sources: Iterable[Source]) -> Iterator[Item]:
    for source in sources:
        document = source.document
        digest = sha256_hex(f"{document.text_sha256} {document.title} {document.published}".encode())
        yield Item(kind="document", id=document.id, digest=digest[:_DIGEST_CHARS], says=source.title)


def _statements(rows: Iterable[Row]) -> Iterator[Item]:
    for row in rows:
        one = row.statement
        yield Item(
            kind="statement",
            id=one.id,
            digest=_digest(one, rebuttals=row.rebuttals),
            states=(one.stance, one.act, one.review, *_rebutted(row.rebuttals)),
            document=one.document,
            spans=one.content,
        )


def _weighed(held: Held) -> Iterator[Item]:
    for pair in held.pairs:
        one = pair.finding
        states = (one.kind, one.review, *_rebutted(pair.rebuttals))
        yield Item(
            kind="finding", id=one.id, digest=_digest(one, rebuttals=pair.rebuttals), states=states, says=one.why
        )
    for due in held.commitments:
        states = (due.status, due.verdict or "")
        yield Item(kind="commitment", id=due.id, digest=_digest(due, "as_of"), states=states, says=due.text)
    for check in held.checks:
        yield Item(kind="figure", id=check.id, digest=_digest(check), states=(check.verdict,), says=check.why)


def _rebutted(rebuttals: Sequence[Rebutted]) -> tuple[str, ...]:
    return ("rebutted",) if rebuttals else ()


def _digest(record: Record, *without: str, rebuttals: Sequence[Rebutted] = ()) -> str:
    line = to_json_line(record) + "".join(f" {one.rebuttal.id}" for one in rebuttals)
    if without:
        fields = {key: value for key, value in msgspec.json.decode(line).items() if key not in without}
        line = msgspec.json.encode(fields).decode()
    return sha256_hex(line.encode())[:_DIGEST_CHARS]
