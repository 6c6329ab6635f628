"""What two wordings of a provision show about a concern: each sign with a sentence that says what was seen."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.bills.concern_asks import Ask
from onrecord.bills.concern_measures import Measured, counterpart, find_measures
from onrecord.bills.concern_words import pattern, stems
from onrecord.bills.penalties import Penalty, compare_penalties, find_penalties
from onrecord.bills.redline import redline
from onrecord.records import ConcernState, Span

_CUSTODIAL = frozenset(
    {"arrest", "restriction of freedom", "forced labour", "imprisonment", "life imprisonment", "death penalty"}
)
_MOST_NAMED = 3
_IN_PLACE = 0.5  # as many words, beside those that went, stand in their place and are no mere deletion


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """A sign of what became of a concern; *why* goes on after the name of the provision."""

    state: ConcernState
    why: str


def read_signals(before: str, after: str, asks: Sequence[Ask], words: Sequence[str]) -> tuple[Signal, ...]:
    """Return the signs that two wordings of a provision give.

    Args:
        before: the wording that was objected to, white space as single blanks.
        after: the wording now.
        asks: what was asked for.
        words: words of the provision that were objected to.
    """
    return (
        *_of_penalties(before, after, asks),
        *_of_words(before, after, words),
        *(signal for ask in asks for signal in _of_ask(before, after, ask)),
        *_of_width(before, after),
    )


# Penalties


def _of_penalties(before: str, after: str, asks: Sequence[Ask]) -> Iterator[Signal]:
    change = compare_penalties(before, after)
    is_asked = any(ask.kind == "decriminalise" for ask in asks)
    old, new = find_penalties(before), find_penalties(after)
    if change is None:
        if is_asked and old:
            yield Signal(state="not", why="threatens the same penalty")
        return
    moved = _moved(before, old, after, new)
    if change == "up":
        yield Signal(state="worse", why=f"threatens a heavier penalty{moved}")
    elif change == "down":
        is_free = not new or (_is_custodial(old) and not _is_custodial(new))
        state: ConcernState = "fixed" if not new or (is_asked and is_free) else "partly"
        yield Signal(
            state=state, why="threatens no penalty any more" if not new else f"threatens a lighter penalty{moved}"
        )
    else:
        yield Signal(state="unclear", why=f"threatens another penalty{moved}")


def _is_custodial(penalties: Sequence[Penalty]) -> bool:
    return any(p.kind in _CUSTODIAL for p in penalties)


def _moved(before: str, old: Sequence[Penalty], after: str, new: Sequence[Penalty]) -> str:
    gone = [_said(p, before) for p in old if not _is_among(p, new)]
    come = [_said(p, after) for p in new if not _is_among(p, old)]
    parts = [
        f"{name} {', '.join(dict.fromkeys(words[:_MOST_NAMED]))}"
        for name, words in (("gone", gone), ("new", come))
        if words
    ]
    return f" ({'; '.join(parts)})" if parts else ""


def _said(penalty: Penalty, text: str) -> str:
    return f"{penalty.kind} “{text[slice(*penalty.span)]}”"


def _is_among(one: Penalty, others: Sequence[Penalty]) -> bool:
    return any((p.kind, p.unit, p.least, p.most) == (one.kind, one.unit, one.least, one.most) for p in others)


# Words objected to, or asked to go or to come


def _of_words(before: str, after: str, words: Sequence[str]) -> Iterator[Signal]:
    for phrase in words:
        spans = _occurrences(before, phrase)
        if not spans:
            continue
        if _occurrences(after, phrase):
            yield Signal(state="not", why=f"still says “{before[slice(*spans[0])]}”")
        else:
            yield _gone(before, after, spans)


def _occurrences(text: str, phrase: str) -> list[Span]:
    wanted = r"\s+".join(map(re.escape, phrase.split()))
    return [match.span() for match in re.finditer(rf"(?<!\w){wanted}(?!\w)", text, re.I)] if wanted else []


def _gone(before: str, after: str, spans: Sequence[Span]) -> Signal:
    """Tell words that were struck from words in whose place others stand: these may say the same."""
    said = f"“{before[slice(*spans[0])].strip()}”"
    for edit in redline(before, after):
        old, new = before[slice(*edit.a)].split(), after[slice(*edit.b)].split()
        is_here = any(edit.a[0] < end and start < edit.a[1] for start, end in spans)
        if edit.op == "replace" and is_here and len(new) >= _IN_PLACE * len(old):
            instead = f"no longer says {said}, but has other words in its place: read “{_clip(after[slice(*edit.b)])}”"
            return Signal(state="unclear", why=instead)
    return Signal(state="fixed", why=f"no longer says {said}")


def _clip(words: str, most: int = 90) -> str:
    words = words.strip()
    return words if len(words) <= most else words[:most].rsplit(" ", 1)[0]


def _of_ask(before: str, after: str, ask: Ask) -> Iterator[Signal]:
    if ask.kind == "remove":
        yield from _removed(before, after, ask.stems)
    elif ask.kind in ("lower", "higher"):
        yield from _measure(before, after, ask)
    elif ask.kind == "add" and ask.stems:
        old, new = _places(before), _places(after)
        if not set(ask.stems) <= old.keys() and set(ask.stems) <= new.keys():
            named = ", ".join(f"“{after[slice(*new[s][0])]}”" for s in ask.stems[:_MOST_NAMED])
            yield Signal(state="fixed", why=f"now speaks of {named}")


def _removed(before: str, after: str, wanted: Sequence[str]) -> Iterator[Signal]:
    old, new = _places(before), _places(after)
    named = [stem for stem in wanted if stem in old]
    still = [stem for stem in named if len(new.get(stem, ())) >= len(old[stem])]
    fewer = [stem for stem in named if stem in new and stem not in still]
    for state, stems_of, how in (("not", still, "still says"), ("partly", fewer, "says in fewer places")):
        if stems_of:
            words = ", ".join(f"“{after[slice(*new[stem][0])]}”" for stem in stems_of[:_MOST_NAMED])
            yield Signal(state="not" if state == "not" else "partly", why=f"{how} {words}")
    for stem in named:
        if stem not in new:
            yield _gone(before, after, old[stem])


def _places(text: str) -> dict[str, list[Span]]:
    found: dict[str, list[Span]] = {}
    for stem, span in stems(text):
        found.setdefault(stem, []).append(span)
    return found


def _measure(before: str, after: str, ask: Ask) -> Iterator[Signal]:
    if ask.target is None:
        return
    old, new = find_measures(before), find_measures(after)
    start = next(
        (m for m in old if m.unit == ask.target.unit and (ask.origin is None or m.value == ask.origin.value)), None
    )
    now = counterpart(start, old, new) if start else None
    if start is None or now is None:
        return
    sign = 1 if ask.kind == "higher" else -1
    moved = sign * (now.value - start.value)
    said = f"from “{before[slice(*start.span)]}” to “{after[slice(*now.span)]}”"
    if moved == 0:
        yield Signal(state="not", why=f"still says “{after[slice(*now.span)]}”")
    elif moved < 0:
        yield Signal(state="worse", why=f"went the other way, {said}")
    else:
        is_reached = sign * (now.value - ask.target.value) >= 0
        yield Signal(state="fixed" if is_reached else "partly", why=f"went {said}" + _short_of(ask.target, is_reached))


def _short_of(target: Measured, is_reached: bool) -> str:
    return "" if is_reached else f", short of the {target.value:g} asked for"


# How far it reaches


def _of_width(before: str, after: str) -> Iterator[Signal]:
    """Compare words that widen and words that limit: only those that came or went count."""
    for key, further, fewer in (("wide", "came", "went"), ("limits", "went", "came")):
        old, new = _spoken(before, key), _spoken(after, key)
        moved = {"came": _beyond(new, old), "went": _beyond(old, new)}
        if moved[further] and not moved[fewer]:
            yield Signal(state="worse", why=f"reaches further: {_named(moved[further])} {further} {_WAYS[further]}")
        elif moved[fewer] and not moved[further]:
            yield Signal(state="partly", why=f"reaches less far: {_named(moved[fewer])} {fewer} {_WAYS[fewer]}")


_WAYS = {"came": "in", "went": "out"}


def _spoken(text: str, key: str) -> list[str]:
    return [match.group() for match in pattern("width", key).finditer(text)]


def _beyond(some: Sequence[str], others: Sequence[str]) -> list[str]:
    """Return which of *some* are more than *others* have, letter case apart."""
    counts = Counter(word.lower() for word in some) - Counter(word.lower() for word in others)
    return [word for word in dict.fromkeys(some) if counts[word.lower()] > 0]


def _named(words: Sequence[str]) -> str:
    return ", ".join(f"“{word}”" for word in words[:_MOST_NAMED])
