"""A claim with what it is about: index, indicator, country, editions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.figures.claims import Claim
from onrecord.figures.sentences import Sentence, country_for, index_for, indicator_for, objects_after
from onrecord.figures.shelf import Index
from onrecord.figures.times import Meant, Time, before, editions_meant, newest, time_for
from onrecord.records import Span, When

_FROM = re.compile(
    r"\b(?:(?:up|down|compared\s+(?:with|to)|against|versus|improv\w+)\s+from|compared\s+(?:with|to)|against|versus|instead\s+of)\s+(?:a\s+|its\s+|the\s+)?$",
    re.I,
)
_FROM_LEVEL = re.compile(r"\bfrom\s+[“\"‘']?$", re.IGNORECASE)
_RELEASE = re.compile(r"\b(?:version|release|dataset|data)?\s*v\.?\s?(\d{1,2})(?:\.\d+)?\b", re.I)
_NOW = re.compile(r"\b(?:is|are|now|today|ranks)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A claim to be judged.

    *part* are the words of a part of the index that nothing is loaded of. *meant* are the editions it is about, of a
    change those of its end; *base* those that a change is counted from. *said_before*: the text speaks of the edition
    before another without naming it. *release* is the one that the text quotes.
    """

    claim: Claim
    sentence: Sentence
    index: Index
    indicator: str
    part: str
    country: str
    published: When
    meant: Meant
    base: Meant | None = None
    said_before: bool = False
    time: Time | None = None
    release: str | None = None
    others: tuple[str, ...] = ()


def make_cases(sentence: Sentence, indices: dict[str, Index], published: When) -> Iterator[Case]:
    """Yield the claims of a sentence that are about an index and a country."""
    made = [case for claim in sentence.claims if (case := _case(sentence, claim, indices, published))]
    yield from made
    yield from _then_and_now(made)


def _case(sentence: Sentence, claim: Claim, indices: dict[str, Index], published: When) -> Case | None:
    index = index_for(sentence, claim, indices)
    country = country_for(sentence, claim)
    if index is None or (country is None and claim.kind != "countries"):
        return None
    indicator, part = indicator_for(sentence, claim, index)
    time, is_before = _time_of(sentence, claim)
    case = Case(
        claim=claim,
        sentence=sentence,
        index=index,
        indicator=indicator,
        part=part,
        country=country or "",
        published=published,
        meant=_meant(sentence, index, time, published),
        said_before=is_before,
        time=time,
        release=_release(sentence, index, time),
        others=objects_after(sentence, claim) if claim.kind == "relation" else (),
    )
    if is_before:
        case = replace(case, meant=_one_before(index, _main(sentence, claim, index, published)))
    return _with_base(case) if claim.kind.endswith("change") else case


def _release(sentence: Sentence, index: Index, time: Time | None) -> str | None:
    if index.known is None or index.known.release_from is None:
        return None
    if said := _RELEASE.search(sentence.text):
        return f"v{said[1]}"
    is_report = bool(re.search(r"\b(?:reports?|editions?|releases?|data\s?set)\b", sentence.text, re.IGNORECASE))
    return f"v{time.year - index.known.release_from}" if time and time.kind == "edition" and is_report else None


# The time of a claim


def _time_of(sentence: Sentence, claim: Claim) -> tuple[Time | None, bool]:
    """Return the time that a claim is about, and whether it is the edition before the one that others are about."""
    pair = _pair_of(sentence, claim)
    if pair and _is_start_of(pair, claim):
        time = _start_time(sentence, pair, claim)
        return time, time is None or time.kind == "before"
    if pair:
        return _goal_time(sentence, pair), False
    if claim.kind.endswith("change"):
        return _nearest(sentence, claim, _ends(sentence)), False
    owner = _rank_before(sentence, claim) if claim.kind == "countries" else claim
    before = sentence.text[: owner.span[0]][-40:]
    is_from = bool(_FROM.search(before)) or (claim.kind == "level" and bool(_FROM_LEVEL.search(before)))
    time = _nearest(sentence, owner, [t for t in sentence.times if not t.is_base])
    if is_from and not (time and _is_right_after(sentence, owner, time)):
        return None, True
    return time, time is not None and time.kind == "before"


def _is_right_after(sentence: Sentence, claim: Claim, time: Time) -> bool:
    """Tell whether *time* follows a claim with no other claim between: "up from 66th in 2021"."""
    is_crossed = any(claim.span[1] <= c.span[0] and c.span[1] <= time.span[0] for c in sentence.claims)
    return 0 <= time.span[0] - claim.span[1] < 30 and not is_crossed


def _pair_of(sentence: Sentence, claim: Claim) -> Claim | None:
    """Return the change from one figure to another that a claim is, is an end of, or gives the size of."""
    pairs = [c for c in sentence.claims if c.start is not None]
    if claim in pairs:
        return claim
    holding = next((c for c in pairs if _is_end_of(c, claim)), None)
    sizes = [c for c in pairs if c.kind == claim.kind]
    return holding or (sizes[0] if claim.kind.endswith("change") and len(sizes) == 1 else None)


def _ends(sentence: Sentence) -> list[Time]:
    """Return the times that no change is counted from."""
    return [t for t in sentence.times if not t.is_base and t.kind != "before"]


def _start_time(sentence: Sentence, pair: Claim, start: Claim) -> Time | None:
    """Return the time of the figure that a change starts from: its own, else that which the change is from."""
    own = _nearest(sentence, start, _times_of_start(sentence, pair, start))
    return own or _nearest(sentence, start, [t for t in sentence.times if t.is_base or t.kind == "before"])


def _rank_before(sentence: Sentence, claim: Claim) -> Claim:
    ranks = [c for c in sentence.claims if c.kind == "rank" and 0 <= claim.span[0] - c.span[1] < 40]
    return ranks[-1] if ranks else claim


def _is_end_of(pair: Claim, claim: Claim) -> bool:
    return pair is not claim and pair.span[0] <= claim.span[0] and claim.span[1] <= pair.span[1]


def _is_start_of(pair: Claim, claim: Claim) -> bool:
    is_inside = pair is not claim and _is_end_of(pair, claim)
    return is_inside and claim.value == pair.start and (claim.value != pair.goal or claim.span[0] == pair.span[0])


def _is_onward(pair: Claim, sentence: Sentence) -> bool:
    return bool(re.search(r"\bfrom\s+(?:a\s+)?$", sentence.text[: pair.span[0]], re.I))


def _times_of_start(sentence: Sentence, pair: Claim, claim: Claim) -> list[Time]:
    if _is_onward(pair, sentence):
        return [t for t in sentence.times if claim.span[1] <= t.span[0] and t.span[1] <= pair.span[1]]
    return [t for t in sentence.times if 0 <= t.span[0] - pair.span[1] < 30]


def _goal_time(sentence: Sentence, pair: Claim) -> Time | None:
    if _is_onward(pair, sentence):
        rest = [t for t in sentence.times if not pair.span[0] <= t.span[0] < pair.span[1]]
    else:
        rest = [t for t in sentence.times if t.span[1] <= pair.span[1]]
    return _nearest(sentence, pair, [t for t in rest if t.kind != "before" and not t.is_base])


def _nearest(sentence: Sentence, claim: Claim, times: Sequence[Time]) -> Time | None:
    others = [c.span for c in sentence.claims if c is not claim and c.kind in ("rank", "value", "level", "rank-change")]
    near = [t for t in times if t.kind != "before" or not _is_crossed(claim, t, others)]
    return time_for(sentence.text, claim.span, near, others)


def _is_crossed(claim: Claim, time: Time, others: Sequence[Span]) -> bool:
    """Tell whether another claim stands between a claim and "the year before", which is then about that one."""
    first, second = sorted([claim.span, time.span])
    return any(first[1] <= start and end <= second[0] for start, end in others)


# The editions


def _meant(sentence: Sentence, index: Index, time: Time | None, published: When) -> Meant:
    if time is None and sentence.carried_times and not sentence.mentions:
        first = editions_meant(index, sentence.carried_times[0], published)
        last = newest(index, published)
        return replace(first, volumes=tuple(dict.fromkeys([*first.volumes, *last.volumes]))) if first.volumes else last
    meant = editions_meant(index, time, published)
    if published.end and len(meant.volumes) > 1 and time and time.kind not in ("newest", "before"):
        out = tuple(v for v in meant.volumes if (v.published or f"{v.year}-01") <= published.end[:7])
        meant = replace(meant, volumes=out or meant.volumes)
    return meant


def _main(sentence: Sentence, claim: Claim, index: Index, published: When) -> Meant:
    """Return the editions that the other claims of the sentence are about."""
    pair = _pair_of(sentence, claim)
    time = _goal_time(sentence, pair) if pair else _nearest(sentence, claim, _ends(sentence))
    return _meant(sentence, index, time, published)


def _one_before(index: Index, meant: Meant) -> Meant:
    found = [v for volume in meant.volumes if (v := before(index, volume))]
    return replace(meant, volumes=tuple(dict.fromkeys(found)), problem=meant.problem or ("" if found else "undated"))


def _with_base(case: Case) -> Case:
    sentence, claim = case.sentence, case.claim
    pair = _pair_of(sentence, claim)
    start = next((c for c in sentence.claims if pair and _is_start_of(pair, c)), None)
    if pair and start:
        time = _start_time(sentence, pair, start)
    else:
        time = _nearest(sentence, claim, [t for t in sentence.times if t.is_base or t.kind == "before"])
        time = time or _since_then(sentence, claim)
    if time is None or time.kind == "before":
        return replace(case, base=_one_before(case.index, case.meant), said_before=True)
    end = case.meant if case.time is not time else newest(case.index, case.published)
    return replace(case, base=_meant(sentence, case.index, time, case.published), meant=end)


def _since_then(sentence: Sentence, claim: Claim) -> Time | None:
    """Return the year of a rank before "has since climbed": what the change is counted from."""
    is_since = re.search(r"\b(?:since|then)\b", sentence.text[: claim.span[0]], re.I)
    earlier = [t for t in sentence.times if t.span[1] <= claim.span[0]] or sentence.earlier_times
    named = [t for t in earlier if t.kind in ("year", "edition", "date")]
    return named[-1] if is_since and named else None


def _then_and_now(cases: Sequence[Case]) -> Iterator[Case]:
    """Yield the change that "we were 70th in 2021 and are 66th today" claims without a number."""
    ranks = [c for c in cases if c.claim.kind == "rank" and not c.part]
    if len(ranks) != 2 or any(c.claim.kind == "rank-change" for c in cases):
        return
    then, now = ranks
    same = (then.index.key, then.indicator, then.country) == (now.index.key, now.indicator, now.country)
    said = now.sentence.text[then.claim.span[1] : now.claim.span[1] + 12]
    if (
        same
        and then.time
        and then.time is not now.time
        and _NOW.search(said)
        and then.meant.volumes != now.meant.volumes
    ):
        assert then.claim.value is not None and now.claim.value is not None
        claim = Claim(
            kind="rank-change",
            span=(then.claim.span[0], now.claim.span[1]),
            value=then.claim.value - now.claim.value,
            start=then.claim.value,
            goal=now.claim.value,
        )
        yield replace(now, claim=claim, base=then.meant)
