"""Inputs that hold several documents: archives, web archives, mails; and lists of addresses."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import IO, Literal

from onrecord.dossier import Dossier
from onrecord.dossier.places import Places, folded
from onrecord.errors import Refusal
from onrecord.imports import archives, listings, mails, warcs
from onrecord.imports.listings import Listed, Listing
from onrecord.records import Blob, Issue, make_issue

Kind = Literal["archive", "wacz", "warc", "mail", "listing", "file"]
HEAD_BYTES = 4096
MAX_LISTS = 50
"""Sitemaps of one index that are fetched at most."""


@dataclass(slots=True)
class Passed:
    """What was not taken, by reason, and what is wrong with containers."""

    counts: Counter[str] = field(default_factory=Counter)
    issues: list[Issue] = field(default_factory=list)
    budget: archives.Budget = field(default_factory=archives.Budget)

    def lines(self) -> list[str]:
        """Return what was passed over, for people."""
        both = self.counts + self.budget.left_out
        return [f"{count} passed over: {reason}" for reason, count in sorted(both.items())]


def kind_of(file: IO[bytes]) -> Kind:
    """Tell what an open file is; it is at its beginning after that."""
    file.seek(0)
    head = file.read(HEAD_BYTES)
    file.seek(0)
    kind: Kind = "file"
    if head.startswith(b"PK"):
        kind = "wacz" if warcs.is_wacz(file) else "archive" if archives.is_archive(file) else "file"
    elif warcs.is_warc(head):
        kind = "warc"
    elif listings.is_listing(head):
        kind = "listing"
    elif mails.is_mail(head):
        kind = "mail"
    file.seek(0)
    return kind


def unfold(file: IO[bytes], kind: Kind, place: str, seen_at: str, passed: Passed) -> Iterator[Blob | Refusal]:
    """Yield the documents of a container; what is inside of containers in it, too.

    Args:
        file: the container, open; it is read as it goes.
        kind: as `kind_of` told.
        place: where it was seen.
        seen_at: ISO 8601 moment.
        passed: what is not taken is counted here.
    """
    if kind == "archive":
        for item in archives.unpack(file, place, seen_at, passed.budget):
            yield from _inner(item, seen_at, passed)
    elif kind in ("warc", "wacz"):
        told = warcs.Told()
        yield from warcs.read_wacz(file, place, told) if kind == "wacz" else warcs.read_warc(file, place, told)
        passed.counts += told.passed_over
        passed.issues += told.issues
    elif kind == "mail":
        yield from mails.open_mail(file.read(), place, seen_at)


def _inner(item: Blob | Refusal, seen_at: str, passed: Passed) -> Iterator[Blob | Refusal]:
    """Give a file of an archive, or what it holds in turn."""
    if isinstance(item, Blob):
        kind = kind_of(io.BytesIO(item.data))
        if kind in ("mail", "warc", "wacz"):
            yield from unfold(io.BytesIO(item.data), kind, item.sighting.where, seen_at, passed)
            return
    yield item


def unfold_blob(blob: Blob, passed: Passed) -> Iterator[Blob | Refusal]:
    """Yield what a fetched input holds: itself, or the documents inside."""
    kind = kind_of(io.BytesIO(blob.data))
    if kind in ("file", "listing"):
        yield blob
        return
    seen_at = blob.sighting.seen_at or ""
    yield from unfold(io.BytesIO(blob.data), kind, blob.sighting.where, seen_at, passed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What is taken of a list of addresses: at most so many, of this ISO 8601 day or later."""

    at_most: int
    since: str | None = None


def addresses(
    blob: Blob, fetch: Callable[[str], Blob], choice: Choice, known: Callable[[str], bool], passed: Passed
) -> list[Listed]:
    """Return the addresses of a list that are to be fetched, in its order; lists of lists are followed.

    Args:
        blob: the list.
        fetch: gives what is at an address, or raises Refusal.
        choice: what is wanted.
        known: tells whether an address was taken in before.
        passed: what is left out is counted here, and lists that cannot be read.

    Raises:
        Refusal: the list itself cannot be read.
    """
    chosen: list[Listed] = []
    first = listings.read_listing(blob.name, blob.data, _base(blob))
    for listing in _all_lists(first, fetch, choice, passed):
        passed.counts["entries without an address"] += listing.broken
        for one in listing.pages:
            if not listings.wanted(one, choice.since):
                passed.counts[f"listed, but older than {choice.since}"] += 1
            elif known(one.address):
                passed.counts["listed, and taken in before"] += 1
            elif len(chosen) >= choice.at_most:
                passed.counts[f"listed, but over the first {choice.at_most} (--at-most)"] += 1
            else:
                chosen.append(one)
    passed.counts += Counter()  # drops the zeros
    return list({folded(one.address): one for one in chosen}.values())


def _base(blob: Blob) -> str:
    return blob.sighting.where if "://" in blob.sighting.where else ""


def _all_lists(first: Listing, fetch: Callable[[str], Blob], choice: Choice, passed: Passed) -> Iterator[Listing]:
    """Give a list and those that it names, the first of them first; each is fetched once."""
    waiting, seen = [first], set[str]()
    while waiting:
        listing = waiting.pop(0)
        yield listing
        for one in listing.further:
            if not listings.wanted(one, choice.since) or one.address in seen:
                passed.counts["lists without anything new"] += 1
            elif len(seen) >= MAX_LISTS:
                passed.counts[f"lists over the first {MAX_LISTS}"] += 1
            else:
                seen.add(one.address)
                try:
                    blob = fetch(one.address)
                    waiting.append(listings.read_listing(one.address, blob.data, one.address))
                except Refusal as refusal:
                    what, where = refusal.what, refusal.where or one.address
                    passed.issues.append(make_issue(refusal.reason, "imports", what, where, refusal.do))


def seen_addresses(dossier: Dossier) -> Callable[[str], bool]:
    """Return what tells whether an address was taken in before."""
    known = Places.load(dossier).by_address
    return lambda address: folded(address) in known
