"""At which step annotated findings are lost (for `findings.py`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from benchmarks.findings_gold import Dossier, Gold, Place

from onrecord.text.spans import overlap
from onrecord.threads.pair_blocks import meetings_of, pairs_of, rarity_of
from onrecord.threads.sides import View, views_of

STEPS = ("not read", "not set beside", "nothing shared", "rules silent", "other kind")


class Course:
    """How far each two statements of a dossier came: set beside each other, found to share words."""

    def __init__(self, dossier: Dossier) -> None:
        self.names = dossier.names
        items = sorted(dossier.items, key=lambda i: (i.statement.document, i.statement.content[0][0]))
        self.views = views_of(items, dossier.texts)
        rarity = rarity_of(self.views)
        met = list(meetings_of(self.views, rarity))
        self.met = {_key(m.a, m.b) for m in met}
        self.sharing = {_key(m.a, m.b) for m in met if next(pairs_of(m, rarity), None)}

    def step(self, gold: Gold) -> str:
        """Return at which of `STEPS` a pair was lost that no finding joins."""
        mine, theirs = self._at(gold.a), self._at(gold.b or gold.a)
        if not mine or not theirs:
            return "not read"
        keys = {_key(one, other) for one in mine for other in theirs}
        if any(n == m for n, m in keys) or keys & self.sharing:
            return "rules silent"
        return "nothing shared" if keys & self.met else "not set beside"

    def _at(self, side: Place) -> list[View]:
        name, span = side
        return [
            view
            for view in self.views
            if self.names[view.statement.document] == name and any(overlap(one, span) for one in view.statement.content)
        ]


def _key(a: View, b: View) -> tuple[int, int]:
    return min(a.number, b.number), max(a.number, b.number)


def print_losses(lost: Iterable[tuple[str, str]], found: Counter[str]) -> None:
    """Print, by kind, how many annotated pairs are found, and at which step the others are lost."""
    table = Counter(lost)
    kinds = sorted({kind for kind, _ in table} | set(found))
    print("\n  where annotated pairs are lost")
    print(f"    {'':24}{'found':>8}" + "".join(f"{step:>16}" for step in STEPS))
    for kind in (*kinds, "all"):
        row = [sum(n for (k, s), n in table.items() if s == step and kind in (k, "all")) for step in STEPS]
        n_found = sum(found.values()) if kind == "all" else found[kind]
        print(f"    {kind:24}{n_found:8}" + "".join(f"{n:16}" for n in row))
