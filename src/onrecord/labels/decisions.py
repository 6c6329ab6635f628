"""A label with its reason; what a statement does, and whether its speaker holds back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from onrecord.labels.contexts import provision_of
from onrecord.labels.features import Floats, Reading
from onrecord.labels.views import View
from onrecord.records import ACTS, Act

Label = TypeVar("Label")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Generic[Label]):
    """A label, its raw score and the words or the rule that decided."""

    label: Label
    score: float
    reason: str


_MISSED = re.compile(
    r"\b(?:could|should|might|ought to)(?: also| still| easily)? have (?:been )?\w+(?:ed|d|n|t)\b", re.IGNORECASE
)
_ASKED = re.compile(r"^\W*(?:to|that)\b", re.IGNORECASE)
_STATE_CAMPS = ("government", "parliament", "party", "judiciary")


def decide_act(view: View, scores: Floats) -> Decision[Act]:
    """Return what the statement does: a rule where the words leave no doubt, else the head with the cue's weight."""
    ruled = _act_by_rule(view)
    if ruled:
        label, reason = ruled
        return Decision(label=label, score=max(float(scores[ACTS.index(label)]), 0.5), reason=reason)
    possible = _possible(view)
    index = int((scores * possible).argmax())
    if not possible[scores.argmax()] and _only_adopts(view.reading):
        index = ACTS.index("measure-adopted")
    label = ACTS[index]
    group = {"measure-adopted": "act.adopted", "measure-proposed": "act.proposed"}.get(label, f"act.{label}")
    words = view.reading.first_words(group if label != "assessment" else "act.judgement")
    return Decision(label=label, score=float(scores[index]), reason=words or "meaning")


_EVIDENCE: dict[Act, tuple[str, ...]] = {
    "pledge": ("act.pledge", "cue.pledge", "cue.announce"),
    "commitment": ("act.commitment", "right.institutions", "right.institutions-weak"),
    "demand": ("act.demand", "act.imperative", "cue.demand"),
    "figure": ("act.figure", "act.number"),
    "measure-adopted": (
        "act.adopted",
        "act.in-force",
        "rule.law",
        "rule.enacts",
        "stance.lift",
        "stance.grant",
        "stance.lower",
        "cue.announce",
    ),
    "measure-proposed": ("act.proposed", "act.demand", "act.pledge", "cue.announce"),
}
"""An act that the head may choose only if one of these lists hits content or cue."""


_ENACTED = ("act.adopted", "act.in-force", "rule.law", "rule.enacts")


def _possible(view: View) -> Floats:
    """Return 1 for each act that the words allow, 0 for the others."""
    reading = view.reading
    hits = {hit.group for hit in (*reading.content_hits, *reading.cue_hits)}
    if not any(hit.group == "act.imperative" and hit.first == 0 for hit in reading.content_hits):
        hits.discard("act.imperative")
    if "act.event" in hits and hits.isdisjoint(_ENACTED):
        hits -= set(_EVIDENCE["measure-adopted"])  # who is freed or struck off was not freed by a law
    if "act.adopted" in hits and "act.proposed" not in hits:
        hits -= set(_EVIDENCE["measure-proposed"])  # what was done, and what will follow from it
    if _has_only_years(reading):
        hits.discard("act.number")
    if not reading.cue.words and "rule.promise" not in hits:
        hits -= set(_EVIDENCE["pledge"])  # in the author's own voice a mere "will" promises nothing
    allowed = [act not in _EVIDENCE or not hits.isdisjoint(_EVIDENCE[act]) for act in ACTS]
    return np.array(allowed, np.float32)


def _only_adopts(reading: Reading) -> bool:
    """Tell whether a word for what was made law stands there, and none for an event or a plan."""
    return reading.has("act.adopted") and not (reading.has("act.event") or reading.has("act.proposed"))


def _has_only_years(reading: Reading) -> bool:
    """Tell whether all numbers are years: a year counts nothing."""
    numbers = (reading.content.words[hit.first] for hit in reading.content_hits if hit.group == "act.number")
    return all(_YEAR.fullmatch(number) for number in numbers)


_YEAR = re.compile(r"(?:19|20)\d\d")


def _act_by_rule(view: View) -> tuple[Act, str] | None:
    if provision := view.page.provision:
        return provision, "a clause of a bill" if provision == "measure-proposed" else "a clause of a law"
    return provision_of(view) or _act_by_form(view) or _act_by_words(view)


def _act_by_form(view: View) -> tuple[Act, str] | None:
    """An order of the state, and an event that is only named ("their release"), are events.

    A sentence of the author's whose verb is that a law was adopted tells of a measure, whatever it goes on to say.
    """
    reading = view.reading
    if not reading.cue.words and (enacted := _ENACTS.match(view.statement.quote)):
        return "measure-adopted", " ".join(enacted["what"].split())
    if reading.first_cue_words("cue.demand").startswith("order") and is_by_state(view):
        return "event", reading.first_cue_words("cue.demand")
    content = view.text[slice(*view.statement.content[0])]
    if reading.cue.words and not reading.cue_has("cue.demand") and (named := _NOMINAL.fullmatch(content)):
        return "event", named["event"]
    return None


_ENACTS = re.compile(
    r"\W*(?:(?:[A-Z][\w-]*|In \w+ \d{4}|In \d{4}|On \d+ \w+(?: \d{4})?),\s)?(?!If\b|When\b|Although\b|Despite\b)"
    r"(?:(?!(?:not|never|yet|will|would|should|could|may|might|must|to|if)\b)[\w’'-]+\s){1,6}?(?P<what>(?:adopted|passed|enacted|abolished|repealed|ratified|promulgated)\s"
    r"(?:(?:a|an|the|its|his|new|first|second|amended|revised)\s){0,3}(?:[\w-]+\s){0,3}?"
    r"(?:law|act|code|legislation|constitution|decree|death penalty|convention|protocol|treaty|amendments?)\b)",
    re.IGNORECASE,
)
_NOMINAL = re.compile(
    r"(?:\S+\s+){0,4}?\W?(?P<event>arrests?|detentions?|release|abductions?|kidnappings?|murders?|killings?|executions?|"
    r"imprisonment|deportations?|expulsions?|raids?|closure|convictions?)(?:\s+(?:of|in|at|by|on)\s+(?:\S+\s+){0,7}\S+)?\W*"
)


def _act_by_words(view: View) -> tuple[Act, str] | None:
    reading = view.reading
    cue_demands = reading.cue_has("cue.demand") and not reading.cue_has("cue.praise")
    if (missed := _MISSED.search(" ".join(reading.content.words))) and not reading.has("act.event"):
        return "demand", missed.group()
    if reading.has("rule.resolution") and not reading.cue.words:
        return "event", reading.first_words("rule.resolution")
    if reading.has("rule.imperative") and reading.firsts["rule.imperative"].first == 0 and not reading.cue.words:
        return "demand", reading.first_words("rule.imperative")
    if reading.has("rule.treaty-says") and not (reading.has("rule.limits") or reading.cue_has("cue.demand")):
        return "commitment", reading.first_words("rule.treaty-says")
    if reading.has("rule.constitution-says") and not (reading.has("rule.limits") or reading.cue_has("cue.demand")):
        return "measure-adopted", reading.first_words("rule.constitution-says")
    if reading.cue_has("rule.empowered"):
        return "measure-adopted", reading.first_cue_words("rule.empowered")
    if cue_demands and not _quoted_claim(view):
        return "demand", reading.first_cue_words("cue.demand")
    if reading.cue_has("cue.pledge") and not reading.has("act.proposed") and not reading.cue_has("cue.blame"):
        return "pledge", reading.first_cue_words("cue.pledge")
    if reading.has("rule.pledges") and not reading.has("act.proposed"):
        return "pledge", reading.first_words("rule.pledges")
    if reading.cue_has("rule.enacts") and reading.has("rule.law"):
        return "measure-adopted", reading.first_cue_words("rule.enacts")
    blames = reading.cue_has("cue.blame") or reading.cue_has("cue.denial")
    if is_by_state(view) and not (blames or reading.has("act.adopted") or reading.has("rule.confident")):
        if reading.has("act.pledge"):
            return "pledge", reading.first_words("act.pledge")
        if (will := _WILL.search(" ".join(reading.content.words))) and not reading.has("act.proposed"):
            return "pledge", will.group()
    return None


_WILL = re.compile(
    r"(?<!their )(?<!its )(?<!his )(?<!her )(?<!free )\b(?:will|shall) "
    r"(?!on\b|of\b|to\b|not be able|be able|see|have to|need)\w+"
)


def is_by_state(view: View) -> bool:
    """Tell whether an office of the state, or a politician, speaks."""
    return any(speaker.camp in _STATE_CAMPS for speaker in view.statement.speakers)


def _quoted_claim(view: View) -> bool:
    """Tell whether a demanding cue ("insisted", "pressed") brings a claim with a verb of its own, not a demand."""
    weak = view.reading.first_cue_words("cue.demand").startswith(
        ("insist", "press", "recall", "remind", "order", "want", "ask", "seek")
    )
    content = view.text[slice(*view.statement.content[0])]
    return weak and not _ASKED.match(content) and not view.reading.has("act.demand")


def decide_hedged(reading: Reading, act: Act) -> Decision[bool]:
    """Return whether the speaker holds back, with a score of 0 to 1; in a law or a bill "may" is a permission."""
    scores = {"hedge.strong": 0.9, "hedge.afraid": 0.85, "hedge.may": 0.7}
    if act in ("measure-adopted", "measure-proposed", "commitment"):
        del scores["hedge.may"]
    for group, score in scores.items():
        if words := reading.first_words(group):
            return Decision(label=True, score=score, reason=words)
    for group in ("hedge.cue", "hedge.strong", "hedge.afraid"):
        if words := reading.first_cue_words(group):
            return Decision(label=True, score=0.75, reason=words)
    return Decision(label=False, score=0.05, reason="no word of doubt")
