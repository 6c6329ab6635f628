"""What became of a concern from version to version, computed from the texts; whether that is enough a person says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.bills.concern_asks import Ask, read_asks
from onrecord.bills.concern_places import provision_texts
from onrecord.bills.concern_signals import Signal, read_signals
from onrecord.bills.concern_words import stems
from onrecord.bills.following import Draft, trace
from onrecord.bills.redline import redline
from onrecord.records import BillVersion, Change, Concern, ConcernState, Provision

_MOST_SAID = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a concern stands in one version: None where it was raised, or where nothing can be compared yet."""

    version: str
    cites: tuple[str, ...]
    state: ConcernState | None
    because: str


class Texts:
    """The versions of bills with the words of their provisions, read once."""

    def __init__(self, drafts: Sequence[Draft], changes: Sequence[Change]) -> None:
        self.versions = {draft.version.id: draft.version for draft in drafts}
        self.texts = {draft.version.id: dict(provision_texts(draft.version, draft.text)) for draft in drafts}
        self.provisions = {id: {p.cite: p for p in version.provisions} for id, version in self.versions.items()}
        self.changes = tuple(changes)

    def of_bill(self, bill: str) -> list[BillVersion]:
        """Return the versions of a bill in their order."""
        return [version for version in self.versions.values() if version.bill == bill]

    def words(self, version: str, cite: str) -> str:
        """Return the words of a provision without its own number."""
        return _unnumbered(self.texts[version].get(cite, ""), self.provisions[version].get(cite))

    def name(self, version: str) -> str:
        """Return what a version is called."""
        return self.versions[version].name


def _unnumbered(text: str, provision: Provision | None) -> str:
    if provision is None or not provision.number:
        return text
    number = re.escape(provision.number.strip(" ().[]"))
    return re.sub(rf"^(?:[^\W\d]+\.?\s+)?[(\[“\"]*{number}(?:\s?-\s?[^\W\d]+)?[)\].:–—-]*\s*", "", text, count=1)


def assess(concern: Concern, texts: Texts) -> Concern:
    """Return a concern with its provisions in all versions, its state in the last, and what that rests on."""
    standings = follow_concern(concern, texts)
    raised = raised_in(concern, texts)
    if not standings or raised is None:
        return replace(
            concern, computed="unclear", because="The version that it was raised on is not among those of the bill."
        )
    last = standings[-1]
    reached = trace(replace(concern, provisions=_first_cites(concern, raised)), texts.changes).provisions
    provisions = {**reached, **{s.version: s.cites for s in standings if s.cites}, **concern.provisions}
    return replace(
        concern, raised=raised, provisions=provisions, computed=last.state or "unclear", because=last.because
    )


def raised_in(concern: Concern, texts: Texts) -> str | None:
    """Return the version of which a concern was raised: the one that it names, else the first that it cites."""
    known = [v.id for v in texts.of_bill(concern.bill)]
    if concern.raised in known:
        return concern.raised
    return next((v for v in known if v in concern.provisions), None)


def follow_concern(concern: Concern, texts: Texts) -> tuple[Standing, ...]:
    """Return how a concern stands in the version that it was raised on and in each later one of its bill."""
    raised = raised_in(concern, texts)
    if raised is None:
        return ()
    versions = [v.id for v in texts.of_bill(concern.bill)]
    versions = versions[versions.index(raised) :]
    first = _first_cites(concern, raised)[raised]
    is_new = _is_new(first, raised, texts)
    asks = read_asks(concern.asked or "")
    later = (_later(concern, raised, version, asks, is_new, texts) for version in versions[1:])
    return (_at_first(raised, first, is_new, len(versions) > 1, texts), *later)


def _first_cites(concern: Concern, raised: str) -> dict[str, tuple[str, ...]]:
    return {raised: concern.provisions.get(raised, ())}


def _is_new(cites: Sequence[str], version: str, texts: Texts) -> bool:
    """Tell whether none of the provisions stood in an earlier version of the bill."""
    new = {cite for c in texts.changes if c.to_version == version and c.relation == "new" for cite in c.b}
    return bool(cites) and all(any(part in new for part in _with_above(cite, version, texts)) for cite in cites)


def _with_above(cite: str, version: str, texts: Texts) -> Iterator[str]:
    by_id = {p.id: p for p in texts.provisions[version].values()}
    one = texts.provisions[version].get(cite)
    while one is not None and one.level in ("article", "section", "paragraph", "point"):
        yield one.cite
        one = by_id.get(one.parent or "")


def _at_first(raised: str, cites: tuple[str, ...], is_new: bool, has_later: bool, texts: Texts) -> Standing:
    name = texts.name(raised)
    if is_new:
        what = f"{_list(cites)} came in with {name}: no earlier version has it."
        return Standing(version=raised, cites=cites, state="new-problem", because=what)
    what = f"Raised on {name}." if has_later else f"Raised on {name}; there is no later version to compare."
    return Standing(version=raised, cites=cites, state=None, because=what)


def _later(concern: Concern, raised: str, version: str, asks: Sequence[Ask], is_new: bool, texts: Texts) -> Standing:
    cites = concern.provisions.get(raised, ())
    if not cites:
        return _asked_for(version, raised, asks, texts)
    found = [_of_provision(concern, cite, raised, version, asks, texts) for cite in cites]
    reached = tuple(dict.fromkeys(cite for _, now in found for cite in now))
    reached = concern.provisions.get(version, reached)
    signals = [signal for group, _ in found for signal in group]
    state = _together(signals)
    if is_new and state == "not":
        state = "new-problem"
    said = list(dict.fromkeys(signal.why for signal in signals))
    because = " ".join(_sentence(why) for why in said[:_MOST_SAID])
    return Standing(version=version, cites=reached, state=state, because=because)


def _together(signals: Sequence[Signal]) -> ConcernState:
    """Join signs: what got better in one respect and worse in another is for a person to weigh."""
    states = {signal.state for signal in signals}
    if not states or states == {"unclear"}:
        return "unclear"
    if "worse" in states:
        return "unclear" if states & {"fixed", "partly"} else "worse"
    if states == {"fixed"}:
        return "fixed"
    if states & {"fixed", "partly"}:
        return "partly"
    return "not" if states == {"not"} else "unclear"


def _of_provision(
    concern: Concern, cite: str, raised: str, version: str, asks: Sequence[Ask], texts: Texts
) -> tuple[list[Signal], tuple[str, ...]]:
    one = trace(replace(concern, provisions={raised: (cite,)}), texts.changes).provisions
    now = one.get(version, ()) if version not in concern.provisions else concern.provisions[version]
    if not now:
        return [_gone(concern, cite, raised, version, one, texts)], ()
    before = texts.words(raised, cite)
    after = " ".join(texts.words(version, c) for c in now)
    where = f"{cite} of {texts.name(raised)} is {_list(now)} in {texts.name(version)}" if now != (cite,) else f"{cite}"
    edits = {edit.op for edit in redline(before, after)} - {"equal"}
    if not edits:
        same = f"{where}, word for word" if now != (cite,) else f"{cite} has the same words in {texts.name(version)}"
        return [Signal(state="not", why=same)], now
    if edits == {"renumber"}:
        return [Signal(state="not", why=f"{where}; nothing but numbers of references changed")], now
    signals = [replace(s, why=f"{_list(now)} {s.why}") for s in read_signals(before, after, asks, concern.words)]
    if any(ask.kind == "remove-provision" for ask in asks) and not signals:
        signals = [Signal(state="unclear", why=f"{where}; it was reworded, not removed as asked")]
    return signals or [Signal(state="unclear", why=f"{where}; its words changed: read them")], now


def _gone(
    concern: Concern, cite: str, raised: str, version: str, one: Mapping[str, tuple[str, ...]], texts: Texts
) -> Signal:
    """Say where a provision went: out, or into another bill."""
    abroad = [v for v, cites in one.items() if cites and texts.versions[v].bill != concern.bill]
    if abroad:
        before, after = texts.words(raised, cite), " ".join(texts.words(abroad[0], c) for c in one[abroad[0]])
        state = (
            _together(read_signals(before, after, read_asks(concern.asked or ""), concern.words))
            if before != after
            else "not"
        )
        state = "partly" if state == "fixed" else state
        return Signal(
            state=state, why=f"{cite} went to {_list(one[abroad[0]])} of another bill, {texts.name(abroad[0])}"
        )
    near = next((c.candidates for c in texts.changes if c.relation == "removed" and _stops(c, one)), ())
    look = f"; what is nearest to it is {_list(near[:2])}: see whether its words went there" if near else ""
    return Signal(state="fixed", why=f"{cite} of {texts.name(raised)} is not in {texts.name(version)} any more{look}")


def _stops(change: Change, one: Mapping[str, tuple[str, ...]]) -> bool:
    return any(change.from_version == version and set(change.a) & set(cites) for version, cites in one.items())


def _asked_for(version: str, raised: str, asks: Sequence[Ask], texts: Texts) -> Standing:
    """Look for what was asked to be added in provisions that are new or reworded."""
    wanted = [ask.stems for ask in asks if ask.kind in ("add", "narrow") and ask.stems]
    for stem_group in wanted:
        old = list(_holding(texts.texts[raised], stem_group, texts, raised))
        new = list(_holding(texts.texts[version], stem_group, texts, version))
        if new and not old:
            words = _words_of(texts.texts[version][new[0]], stem_group)
            there, then = texts.name(version), texts.name(raised)
            what = f"{words} stand together in {_list(new[:_MOST_SAID])} of {there}, in no provision of {then}."
            return Standing(version=version, cites=tuple(new), state="fixed", because=what)
        if not new:
            what = f"No provision of {texts.name(version)} speaks of what was asked for."
            return Standing(version=version, cites=(), state="not", because=what)
    return Standing(
        version=version, cites=(), state="unclear", because="The texts do not show what became of it: read them."
    )


def _holding(all_texts: Mapping[str, str], wanted: Sequence[str], texts: Texts, version: str) -> Iterator[str]:
    """Yield the articles and sections that have all of these stems."""
    for cite, text in all_texts.items():
        if texts.provisions[version][cite].level in ("article", "section") and set(wanted) <= {
            s for s, _ in stems(text)
        }:
            yield cite


def _words_of(text: str, wanted: Sequence[str]) -> str:
    first: dict[str, str] = {}
    for stem, (start, end) in stems(text):
        if stem in wanted:
            first.setdefault(stem, text[start:end])
    return ", ".join(f"“{word}”" for word in first.values())


def _list(cites: Iterable[str]) -> str:
    every = list(cites)
    return every[0] if len(every) == 1 else f"{', '.join(every[:-1])} and {every[-1]}" if every else ""


def _sentence(why: str) -> str:
    return why[:1].upper() + why[1:] + ("" if why.endswith(".") else ".")
