"""How much a term tells in a country: counted from its statements, against a background of news and reports."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable

from onrecord.threads.words import UNSEEN, commonness

INSTRUMENT, MATTER, NAME = "#", "@", "^"
"""What terms begin with that are no plain words: an instrument's id, a known matter, a word of a proper name."""
TRUST = 500.0
"""How many statements the background stands for beside those of the country."""
PAIR = 1.0
"""How much more two neighbouring words tell than the one of them that tells most."""
FULL_PULL = 3.0
"""Words of at least this pull count whole, others in part."""
ALL = ""
"""Stands in counts for all statements."""
FEWEST_NAMES = 2
"""Names that a text must share with what is known of a country to be about it, if it does not name it."""
SPECIAL = {INSTRUMENT: 1.2, MATTER: 1.1}


class Rarities:
    """Counts of terms by country; None is the country of statements on none."""

    def __init__(self) -> None:
        self.totals: dict[str | None, int] = defaultdict(int)
        self.counts: dict[str | None, dict[str, int]] = defaultdict(dict)
        self.counted: dict[tuple[str | None, str], int] = defaultdict(int)
        self._known: dict[str | None, dict[str, float]] = defaultdict(dict)

    def know(self, country: str | None, term: str, count: int) -> None:
        """Take over what was counted earlier: in how many statements a term stands; `ALL` counts the statements."""
        if term == ALL:
            self.totals[country] = count
        else:
            self.counts[country][term] = count

    def count(self, country: str | None, terms: Iterable[str]) -> None:
        """Count a statement's own terms; pairs of words are not counted. *counted* holds what came since the start."""
        counts = self.counts[country]
        self.totals[country] += 1
        self.counted[country, ALL] += 1
        for term in terms:
            if " " not in term:
                counts[term] = counts.get(term, 0) + 1
                self.counted[country, term] += 1

    def settle(self) -> None:
        """Let what was counted tell from now on."""
        self._known.clear()

    def of(self, country: str | None) -> Callable[[str], float]:
        """Return the function that gives how much a term tells in *country*."""
        known = self._known[country]

        def look(term: str) -> float:
            found = known.get(term)
            if found is None:
                found = known[term] = self._rarity(country, term)
            return found

        return look

    def likely_country(self, names: Iterable[str]) -> str | None:
        """Return the country whose statements speak of most of the *names*; None if it does not stand out."""
        wanted = frozenset(names)
        known = Counter({c: sum(counts.get(n, 0) > 0 for n in wanted) for c, counts in self.counts.items() if c})
        (best, most), (_, second) = [*known.most_common(2), (None, 0), (None, 0)][:2]
        return best if most >= FEWEST_NAMES and most >= 2 * second else None

    def _rarity(self, country: str | None, term: str) -> float:
        if " " in term:
            first, _, last = term.partition(" ")
            return max(self._rarity(country, first), self._rarity(country, last)) + PAIR
        count, total = self.counts[country].get(term, 0), self.totals[country]
        if term[0] in SPECIAL:
            return SPECIAL[term[0]] * math.log((total + TRUST) / (count + 1.5))
        common = commonness().get(term.removeprefix(NAME), UNSEEN)
        rarity = math.log((total + TRUST) / (count + TRUST * common.share + 0.5))
        return max(0.0, rarity) * min(1.0, common.pull / FULL_PULL)
