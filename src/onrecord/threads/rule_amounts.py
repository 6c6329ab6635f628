"""An amount that was changed: "from 40,000 to 20,000" takes the place of "40,000"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.threads.findings_joined import Joined
from onrecord.threads.pair_blocks import Pair
from onrecord.threads.pair_same import order_of

_CHANGED = re.compile(r"\bfrom (\d[\d,.]*\d|\d)(?: [a-z%]+){0,2} to (\d[\d,.]*\d|\d)")
_NUMBER = re.compile(r"(?<![\d-])\d[\d,]*(?:\.\d+)?(?![\d-])")
_LEAST_WEIGHT = 2.0


def join_amounts(pair: Pair) -> Iterator[Joined]:
    """Yield an amount, and a later statement that tells that it was changed; "from A to B" before "from B to C"."""
    if not (pair.claim.has_number and pair.other.has_number) or pair.weight < _LEAST_WEIGHT:
        return
    change = _CHANGED.search(pair.other.quote)
    if change is None or order_of(pair.a, pair.b) != "later" or pair.a.statement.act == "demand":
        return
    if min(_amount(change.group(1)), _amount(change.group(2))) < _LEAST:
        return
    before = _CHANGED.search(pair.claim.quote)
    if before:
        is_followed = before.group(2) == change.group(1) or (before.group(1) == change.group(1)) != (
            before.group(2) == change.group(2)
        )
    else:
        is_followed = any(_names(m, change) for m in _NUMBER.findall(pair.claim.quote))
    if is_followed:
        yield Joined(
            kind="update",
            rule="amount-changed",
            a=pair.a,
            b=pair.b,
            a_spans=(pair.claim.span,),
            b_spans=(pair.other.span,),
            a_words=pair.claim.quote,
            b_words=pair.other.quote,
            strength=pair.weight,
        )


_LEAST = 10.0
"""Smaller numbers are met by chance."""


def _names(number: str, change: re.Match[str]) -> bool:
    """Tell whether *number* is what was changed, or what an earlier change left of more."""
    value, old, new = (_amount(n) for n in (number, change.group(1), change.group(2)))
    return value == old or (value > old > new and value % old == 0 and value >= _ROUND)


_ROUND = 1000


def _amount(number: str) -> float:
    try:
        return float(number.replace(",", "").rstrip("."))
    except ValueError:
        return -1.0
