"""Addresses of places in a list, and the stretch of it that a page shows."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import Generic, TypeVar

import msgspec

from onrecord.errors import SettingsError

LIMIT = 50

T = TypeVar("T")
K = TypeVar("K")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[T]):
    """Some of a list.

    *after* leads to the page that follows, *before* to the one in front of it; None where there is none. Both are
    addresses: they stay valid when something is added. *total* counts the whole list from its rows; where
    *is_total_exact* is false, there are at least so many.
    """

    items: tuple[T, ...]
    after: str | None = None
    before: str | None = None
    total: int
    is_total_exact: bool = True


def to_address(key: object) -> str:
    """Return the address of the place of *key*: letters, digits, hyphens and underscores."""
    return base64.urlsafe_b64encode(msgspec.json.encode(key)).decode().rstrip("=")


def from_address(address: str, type: type[K]) -> K:
    """Return the key that an address was made of.

    Raises:
        SettingsError: it is none.
    """
    try:
        data = base64.b64decode(address + "=" * (-len(address) % 4), altchars=b"-_", validate=True)
        return msgspec.json.decode(data, type=type)
    except (binascii.Error, ValueError, msgspec.DecodeError) as exc:
        raise SettingsError(
            "this is no address of a page.", where=address, do="go to the first page, and on from there"
        ) from exc


def cut(total: int, after: int | None, before: int | None, limit: int) -> tuple[int, int]:
    """Return from where to where in a list of *total* a page of *limit* goes.

    Args:
        total: length of the list.
        after: so many stand in front of the page, or None.
        before: the page ends behind so many, or None; *after* wins.
        limit: length of the page.
    """
    if after is None and before is not None:
        return max(0, before - limit), before
    first = min(after or 0, total)
    return first, min(first + limit, total)
