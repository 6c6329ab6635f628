"""How much a term tells in a country: counted from its statements, against a background of news and reports."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from onrecord.threads.words import UNSEEN, commonness

INSTRUMENT, MATTER, NAME = "#", "@", "^"
"""What terms begin with that are no plain words: an instrument's id, a known matter, a word of a proper name."""
TRUST = 2000.0
"""How many statements the background stands for beside those of the country."""
PAIR = 0.0
"""How much more two neighbouring words tell than the one of them that tells most."""
FULL_PULL = 1.5
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
        self._known: dict[str | None, _Weights] = {}

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

    def of(self, country: str | None) -> Mapping[str, float]:
        """Return how much each term tells in *country*."""
        if country not in self._known:
            self._known[country] = _Weights(self, country)
        return self._known[country]

    def likely_country(self, names: Iterable[str]) -> str | None:
        """Return the country whose statements speak of most of the *names*; None if it does not stand out."""
        wanted = frozenset(names)
        known = Counter({c: sum(counts.get(n, 0) > 0 for n in wanted) for c, counts in self.counts.items() if c})
        (best, most), (_, second) = [*known.most_common(2), (None, 0), (None, 0)][:2]
        return best if most >= FEWEST_NAMES and most >= 2 * second else None

    def rarity(self, country: str | None, term: str) -> float:
        """Return how much one term tells in *country*."""
        if " " in term:
            first, _, last = term.partition(" ")
            known = self.of(country)
            return max(known[first], known[last]) + PAIR
        count, total = self.counts[country].get(term, 0), self.totals[country]
        if term[0] in SPECIAL:
            return SPECIAL[term[0]] * math.log((total + TRUST) / (count + 1.5))
        common = commonness().get(term.removeprefix(NAME), UNSEEN)
        rarity = math.log((total + TRUST) / (count + TRUST * common.share + 0.5))
        return max(0.0, rarity) * min(1.0, common.pull / FULL_PULL)


class _Weights(dict[str, float]):
    """How much terms tell in a country, found when they are first asked for."""

    def __init__(self, rarities: Rarities, country: str | None) -> None:
        self._rarities, self._country = rarities, country

    def __missing__(self, term: str) -> float:
        found = self[term] = self._rarities.rarity(self._country, term)
        return found
