"""The room's verb: set commitments beside statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from onrecord.commitments.asks import actions_in, ask_of, focus_of, has_sign
from onrecord.commitments.evidence import Told
from onrecord.commitments.matching import Link, Matter, match
from onrecord.commitments.statuses import assess
from onrecord.commitments.terms import stems, terms_of
from onrecord.records import Commitment, Instrument, InstrumentKind, Right, Statement

NO_STEMS: frozenset[str] = frozenset()
_FEWEST_WORDS = 6
_NAMED: frozenset[InstrumentKind] = frozenset({"treaty", "agreement"})


def track(
    statements: Sequence[Told],
    commitments: Sequence[Commitment],
    vectors: NDArray[np.float32],
    asked: NDArray[np.float32],
    *,
    as_of: str,
    country_names: Mapping[str, Sequence[str]] | None = None,
) -> list[Commitment]:
    """Return the commitments with their status on a day and the statements that it rests on.

    Args:
        statements: of any document and date, with their documents' dates.
        commitments: of any country.
        vectors: `(n_statements, 384) float32`, rows of length 1: the meaning of each statement.
        asked: `(n_commitments, 384) float32`, the same of each commitment.
        as_of: ISO 8601 day; what was published later was not known then.
        country_names: names and demonyms of countries by code: they tell nothing about a matter.
    """
    links = link([one.statement for one in statements], commitments, vectors, asked, country_names)
    by_id = {one.statement.id: one for one in statements}
    linked: dict[str, list[Told]] = defaultdict(list)
    for one in links:
        linked[one.commitment].append(by_id[one.statement])
    return [assess(commitment, linked[commitment.id], as_of) for commitment in commitments]


def link(
    statements: Sequence[Statement],
    commitments: Sequence[Commitment],
    vectors: NDArray[np.float32],
    asked: NDArray[np.float32],
    country_names: Mapping[str, Sequence[str]] | None = None,
) -> list[Link]:
    """Return which statements bear on which commitments; vectors as for `track`."""
    ignored = {code: stems_of(names) for code, names in (country_names or {}).items()}
    return match(
        [of_commitment(c, v, ignored.get(c.by, NO_STEMS)) for c, v in zip(commitments, asked, strict=True)],
        [of_statement(s, v, ignored.get(s.country or "", NO_STEMS)) for s, v in zip(statements, vectors, strict=True)],
    )


def stems_of(names: Iterable[str]) -> frozenset[str]:
    """Return the stems of names."""
    return frozenset(word for name in names for word in stems(name))


def of_commitment(commitment: Commitment, vector: NDArray[np.float32], ignored: frozenset[str]) -> Matter:
    """Return what is compared of a commitment."""
    terms = terms_of(focus_of(commitment.text), ignored) or terms_of(commitment.text, ignored)
    actions = frozenset(ask_of(commitment.text).actions)
    return Matter(
        id=commitment.id, country=commitment.by, terms=terms, vector=vector, rights=commitment.rights, actions=actions
    )


def of_statement(statement: Statement, vector: NDArray[np.float32], ignored: frozenset[str]) -> Matter:
    """Return what is compared of a statement."""
    return matter_of(statement.id, statement.country, statement.quote, vector, ignored,
                     statement.rights, statement.instruments)  # fmt: skip


def matter_of(
    id: str,
    country: str | None,
    quote: str,
    vector: NDArray[np.float32],
    ignored: frozenset[str],
    rights: tuple[Right, ...],
    instruments: Iterable[Instrument],
) -> Matter:
    """Return what is compared of a statement's words; a fragment without a deed says too little to compare."""
    actions = actions_in(quote)
    says_enough = actions or len(quote.split()) >= _FEWEST_WORDS or has_sign("undone", quote.lower())
    names = any(one.kind in _NAMED for one in instruments)
    terms = terms_of(quote, ignored, names_instruments=names) if says_enough else {}
    return Matter(id=id, country=country, terms=terms, vector=vector, rights=rights, actions=actions)
