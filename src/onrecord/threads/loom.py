"""Place statements in threads: in one that is there, or in a new one. What was placed before stays where it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from onrecord.records import Document, content_id
from onrecord.threads.evidence import Matrix, Weights, across, inside, load_weights
from onrecord.threads.items import Item
from onrecord.threads.profiles import Profile, Strand
from onrecord.threads.rarities import Rarities
from onrecord.threads.traits import Survey, Traits, spin

THREAD_KEYS, MOST_PER_KEY, MOST_COMPARED = 12, 64, 8
"""Keys of a thread; threads that a key leads to; threads that a statement brings into comparison.

A document's statements are compared with at most so many threads, and one more for each statement."""
BLOCK = 300
"""Statements of a long document that are placed at once."""
LARGEST = 3.0
"""A thread counts as no more statements than this when one of the document in hand has joined it."""
GROWTH, FULL = 0.0, 30.0
"""What a group's size adds to the odds that more belongs to it, times its log; so many statements count at most."""
_NEVER = -1e9


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """The thread that a statement is in; *is_new*: the thread was founded with this document."""

    statement: str
    thread: str
    country: str | None
    is_new: bool


class Shelf(Protocol):
    """Where threads are kept that are not at hand."""

    def posting(self, country: str | None, key: str) -> Mapping[str, float]:
        """Return the threads that *key* leads to, with how strongly."""

    def profile(self, thread: str) -> Profile | None:
        """Return the profile of a thread."""


class Loom:
    """Threads at hand, and the keys that lead to them.

    Args:
        rarities: how much terms tell; the caller has counted in what is on the shelf.
        shelf: where to look for threads and keys that are not at hand.
        weights: of the evidence; the shipped ones if not given.
    """

    def __init__(self, rarities: Rarities, shelf: Shelf | None = None, weights: Weights | None = None) -> None:
        self.rarities = rarities
        self.profiles: dict[str, Profile] = {}
        self.keys: dict[str, dict[str, float]] = {}
        self.postings: dict[tuple[str | None, str], dict[str, float]] = {}
        self.evicted: list[tuple[str | None, str, str]] = []
        self._shelf = shelf
        self._weights = weights or load_weights()

    def weave(
        self,
        document: Document,
        items: Sequence[Item],
        *,
        unspoken: frozenset[str] = frozenset(),
        fixed: Mapping[str, str] | None = None,
    ) -> list[Placement]:
        """Place the statements of a document.

        Args:
            document: theirs.
            items: all of its statements that are to be woven.
            unspoken: stems that tell nothing: the names of the country (`names_of_country`).
            fixed: the threads that persons put statements in.

        Returns:
            Placements in reading order.
        """
        survey = Survey(document, unspoken)
        home = survey.home(self.rarities)
        found = sorted((survey.traits(item, home) for item in items), key=lambda t: (t.start, t.item.statement.id))
        for one in found:
            self.rarities.count(one.country, one.own)
        self.rarities.settle()
        placed = {p.statement: p for block in _blocks(found) for p in self._weave_block(block, fixed or {})}
        return [placed[one.item.statement.id] for one in found]

    def _weave_block(self, traits: Sequence[Traits], fixed: Mapping[str, str]) -> list[Placement]:
        strands = spin(traits, self.rarities.of)
        held = [fixed.get(strand.statement) for strand in strands]
        near = dict.fromkeys([*filter(None, held), *self._near(strands)])
        profiles = [self._fetched(name, strands[0].country) for name in near]
        between = inside(strands, traits) @ self._weights.inside
        to_threads = np.zeros((len(strands), 0), np.float32)
        if profiles:
            to_threads = across(strands, profiles) @ self._weights.across
        places = {name: n for n, name in enumerate(near)}
        joined = _join(
            between, to_threads, [p.size for p in profiles], [None if h is None else places[h] for h in held]
        )
        return list(self._settle(strands, profiles, joined))

    def _near(self, strands: Sequence[Strand]) -> list[str]:
        """Return the threads that the statements of a document are compared with."""
        found: dict[str, float] = {}
        for strand in strands:
            for thread, likeness in self.candidates(strand):
                found[thread] = max(found.get(thread, 0.0), likeness)
        most = MOST_COMPARED + len(strands)
        return sorted(found, key=lambda thread: (-found[thread], thread))[:most]

    def _settle(
        self, strands: Sequence[Strand], profiles: Sequence[Profile], joined: Sequence[int]
    ) -> Iterator[Placement]:
        """Let the strands join their threads: below zero stand the new ones, numbered by their first statement."""
        made: dict[int, Profile] = {}
        for strand, number in zip(strands, joined, strict=True):
            if number < 0 and number not in made:
                made[number] = self._fetched(thread_id(strand.country, strand.statement), strand.country)
            profile = made[number] if number < 0 else profiles[number]
            profile.add(strand)
            made.setdefault(number, profile)
            yield Placement(
                statement=strand.statement, thread=profile.thread, country=profile.country, is_new=number < 0
            )
        for profile in made.values():
            profile.prune()
            self.index(profile)

    def _fetched(self, thread: str, country: str | None) -> Profile:
        return self.profile(thread) or self.profiles.setdefault(thread, Profile(thread=thread, country=country))

    def profile(self, thread: str) -> Profile | None:
        """Return a thread's profile, fetched from the shelf if it is not at hand."""
        if thread not in self.profiles:
            kept = self._shelf.profile(thread) if self._shelf else None
            if kept is None:
                return None
            self.profiles[thread] = kept
            self.keys[thread] = kept.keys(THREAD_KEYS)
        return self.profiles[thread]

    def candidates(self, one: Strand) -> list[tuple[str, float]]:
        """Return the threads of its country that have most in common with a statement, by their keys, and how much."""
        found: dict[str, float] = {}
        for key in one.keys:
            weight = one.words[key]
            for thread, strength in self._posting(one.country, key).items():
                found[thread] = found.get(thread, 0.0) + weight * strength
        return sorted(found.items(), key=lambda one: (-one[1], one[0]))[:MOST_COMPARED]

    def _posting(self, country: str | None, key: str) -> dict[str, float]:
        at = (country, key)
        if at not in self.postings:
            self.postings[at] = dict(self._shelf.posting(country, key)) if self._shelf else {}
        return self.postings[at]

    def index(self, profile: Profile) -> None:
        """Let the keys of a thread lead to it; of too many threads, to those that it says most of."""
        new = profile.keys(THREAD_KEYS)
        for key in self.keys.get(profile.thread, {}).keys() - new.keys():
            self._posting(profile.country, key).pop(profile.thread, None)
        for key, strength in new.items():
            posting = self._posting(profile.country, key)
            posting[profile.thread] = strength
            if len(posting) > MOST_PER_KEY:
                weakest = min(posting, key=lambda thread: (posting[thread], thread))
                del posting[weakest]
                self.evicted.append((profile.country, key, weakest))
        self.keys[profile.thread] = new


def thread_id(country: str | None, statement: str) -> str:
    """Return the id of a thread: what founded it, where."""
    return content_id("thread", country, statement)


def _blocks(found: Sequence[Traits]) -> Iterator[list[Traits]]:
    """Yield the statements of each country, in reading order, in stretches that are not too long."""
    by_country: dict[str | None, list[Traits]] = {}
    for one in found:
        by_country.setdefault(one.country, []).append(one)
    for group in by_country.values():
        yield from (group[n : n + BLOCK] for n in range(0, len(group), BLOCK))


def _join(between: Matrix, to_threads: Matrix, sizes: Sequence[int], held: Sequence[int | None]) -> list[int]:
    """Join what speaks most for being one matter, again and again, until nothing speaks for it.

    Args:
        between: (n, n) log-odds for statements of the document.
        to_threads: (n, m) log-odds for statements and threads.
        sizes: how many statements each thread has.
        held: the thread in which a person put the statement, if one did.

    Returns:
        For each statement its thread, or, below zero, -1 less the number of the first statement of its new thread.
    """
    return _Groups(between, to_threads, sizes).settle(held)


class _Groups:
    """Groups of statements while they grow; the odds between two are the mean over their statements."""

    def __init__(self, between: Matrix, to_threads: Matrix, sizes: Sequence[int]) -> None:
        self.count = len(between)
        self.odds = np.concatenate([between, to_threads], axis=1).astype(np.float64)
        np.fill_diagonal(self.odds, _NEVER)
        self.weight = np.array([1.0] * self.count + [min(LARGEST, max(1, size)) for size in sizes])
        self.sizes = np.array([1.0] * self.count + [max(1.0, min(size, FULL)) for size in sizes])
        self.members = [[n] for n in range(self.count)]
        self.thread = [-1 - n for n in range(self.count)]

    def settle(self, held: Sequence[int | None]) -> list[int]:
        """Join until nothing speaks for it; return the thread of each statement."""
        for n, thread in enumerate(held):
            if thread is not None:
                self._enter(n, self.count + thread)
        while self.count:
            grown = GROWTH * np.log(np.minimum(self.sizes, FULL))
            told = self.odds + grown[: self.count, None] + grown[None, :]
            a, b = divmod(int(told.argmax()), told.shape[1])
            if told[a, b] <= 0.0:
                break
            if b >= self.count:
                self._enter(a, b)
            else:
                self._merge(min(a, b), max(a, b))
        return self.thread

    def _merge(self, a: int, b: int) -> None:
        """Let group *b* join group *a*."""
        self._mix(a, a, b)
        self.odds[a] = (self.odds[a] * self.weight[a] + self.odds[b] * self.weight[b]) / (
            self.weight[a] + self.weight[b]
        )
        self.odds[a, a] = _NEVER
        self.weight[a] += self.weight[b]
        self.sizes[a] += self.sizes[b]
        self._drop(b)
        self.members[a] += self.members[b]
        for n in self.members[b]:
            self.thread[n] = self.thread[a]
        self.members[b] = []

    def _enter(self, a: int, column: int) -> None:
        """Let group *a* join the thread of a *column*."""
        self._mix(column, column, a)
        self.weight[column] += self.weight[a]
        self.sizes[column] += self.sizes[a]
        self._drop(a)
        for n in self.members[a]:
            self.thread[n] = column - self.count
        self.members[a] = []

    def _mix(self, into: int, a: int, b: int) -> None:
        """Let the column *into* hold the mean odds of columns *a* and *b*."""
        total = self.weight[a] + self.weight[b]
        self.odds[:, into] = (self.odds[:, a] * self.weight[a] + self.odds[:, b] * self.weight[b]) / total

    def _drop(self, n: int) -> None:
        self.odds[n, :] = _NEVER
        self.odds[:, n] = _NEVER
