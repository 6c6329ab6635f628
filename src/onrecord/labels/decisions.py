"""From raw scores and rules to labels, each with its reason."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from onrecord.labels.features import Floats, Reading
from onrecord.labels.views import View
from onrecord.records import ACTS, RIGHTS, STANCES, Act, Right, Stance

RIGHT_THRESHOLD = 0.45
"""Above 0.4 to 0.5 the micro F1 on held-out recommendations is flat (sweep in docs/models/labels.md)."""
STRONG, NAMED = 0.20, 0.15
_GENERAL = re.compile(
    r"\b(?:human|fundamental|basic|civil)[\s-]+(?:rights|freedoms|liberties)\b|\b(?:rights|freedoms) (?:record|situation|violations|abuses)\b",
    re.IGNORECASE,
)


Label = TypeVar("Label")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Generic[Label]):
    """A label, its raw score and the words or the rule that decided."""

    label: Label
    score: float
    reason: str


def decide_rights(view: View, scores: Floats) -> list[Decision[Right]]:
    """Return the rights of a statement: the head's, those named outright, and `general` where only that is said."""
    reading = view.reading
    outside = reading.has("right.outside")
    found: list[Decision[Right]] = []
    for code, raw in zip(RIGHTS, scores.tolist(), strict=True):
        words = reading.first_words(f"right.{code}")
        bar = (
            STRONG
            if words and not outside
            else NAMED + RIGHT_THRESHOLD * outside
            if words
            else RIGHT_THRESHOLD + 0.2 * outside
        )
        if code != "general" and raw >= bar:
            found.append(
                Decision(label=code, score=raw, reason=words or reading.first_words(f"right.{code}-weak") or "meaning")
            )
    general = _general(view, scores, found)
    return [*found, general] if general else found


def _general(view: View, scores: Floats, found: list[Decision[Right]]) -> Decision[Right] | None:
    score = float(scores[RIGHTS.index("general")])
    if words := view.reading.first_words("right.general"):
        return Decision(label="general", score=max(score, 0.5), reason=words)
    speaks_of_record = any(view.reading.has(g) for g in ("stance.progress", "stance.regress", "act.demand"))
    is_outside = view.reading.has("right.outside")
    if not found and speaks_of_record and not is_outside and (m := _GENERAL.search(view.text, *view.paragraph)):
        return Decision(label="general", score=max(score, 0.4), reason=f"the paragraph is about {m.group().lower()}")
    return None


_MISSED = re.compile(
    r"\b(?:could|should|might|ought to)(?: also| still| easily)? have (?:been )?\w+(?:ed|d|n|t)\b", re.IGNORECASE
)
_ASKED = re.compile(r"^\W*(?:to|that)\b", re.IGNORECASE)
_STATE_CAMPS = ("government", "parliament", "party", "judiciary")


def decide_act(view: View, scores: Floats) -> Decision[Act]:
    """Return what the statement does: a rule where the words leave no doubt, else the head with the cue's weight."""
    ruled = _act_by_rule(view)
    index = int(scores.argmax())
    if ruled:
        label, reason = ruled
        return Decision(label=label, score=max(float(scores[ACTS.index(label)]), 0.5), reason=reason)
    label = ACTS[index]
    group = {"measure-adopted": "act.adopted", "measure-proposed": "act.proposed"}.get(label, f"act.{label}")
    words = view.reading.first_words(group if label != "assessment" else "act.judgement")
    return Decision(label=label, score=float(scores[index]), reason=words or "meaning")


def _act_by_rule(view: View) -> tuple[Act, str] | None:
    reading = view.reading
    cue_demands = reading.cue_has("cue.demand") and not reading.cue_has("cue.praise")
    if (missed := _MISSED.search(" ".join(reading.content.words))) and not reading.has("act.event"):
        return "demand", missed.group()
    if cue_demands and not _quoted_claim(view):
        return "demand", reading.first_cue_words("cue.demand")
    if reading.cue_has("cue.pledge") and not reading.has("act.proposed") and not reading.cue_has("cue.blame"):
        return "pledge", reading.first_cue_words("cue.pledge")
    camps = {s.camp for s in view.statement.speakers}
    if reading.has("act.pledge") and camps & set(_STATE_CAMPS) and not reading.has("act.adopted"):
        return "pledge", reading.first_words("act.pledge")
    return None


def _quoted_claim(view: View) -> bool:
    """Tell whether a demanding cue ("insisted", "pressed") brings a claim with a verb of its own, not a demand."""
    weak = view.reading.first_cue_words("cue.demand").startswith(
        ("insist", "press", "recall", "remind", "order", "want", "ask", "seek")
    )
    content = view.text[slice(*view.statement.content[0])]
    return weak and not _ASKED.match(content) and not view.reading.has("act.demand")


def decide_stance(view: View, scores: Floats, act: Act, target: str | None, country: str | None) -> Decision[Stance]:
    """Return which way the statement puts the target's record.

    Neutral by rule: denials; whatever is said of a body, or of another state's policy.
    """
    if view.reading.cue_has("cue.denial"):
        return Decision(label="neutral", score=float(scores[STANCES.index("neutral")]), reason="a denial")
    if target is not None and target != country:
        return Decision(label="neutral", score=float(scores[STANCES.index("neutral")]), reason=f"about {target}")
    adjusted = scores + _push(view.reading, act)
    index = int(adjusted.argmax())
    label = STANCES[index]
    group = {"mixed": "stance.contrast"}.get(label, f"stance.{label}")
    cue = {"progress": "cue.praise", "regress": "cue.blame", "mixed": "cue.caution"}.get(label, "")
    words = view.reading.first_words(group) or view.reading.first_cue_words(cue)
    return Decision(label=label, score=float(scores[index]), reason=words or "meaning")


def _push(reading: Reading, act: Act) -> Floats:
    """Return what the cue's own judgement adds to the four scores."""
    push = np.zeros(len(STANCES), np.float32)
    if reading.cue_has("cue.praise") and act not in ("demand", "pledge"):
        push[STANCES.index("progress")] += 0.25
    if reading.cue_has("cue.blame") and not reading.cue_has("cue.praise") and act != "demand":
        push[STANCES.index("regress")] += 0.25
    return push


def decide_hedged(reading: Reading) -> Decision[bool]:
    """Return whether the speaker holds back, with a score of 0 to 1."""
    scores = {"hedge.strong": 0.9, "hedge.afraid": 0.85, "hedge.may": 0.7}
    for group, score in scores.items():
        if words := reading.first_words(group):
            return Decision(label=True, score=score, reason=words)
    for group in ("hedge.cue", "hedge.strong", "hedge.afraid"):
        if words := reading.first_cue_words(group):
            return Decision(label=True, score=0.75, reason=words)
    return Decision(label=False, score=0.05, reason="no word of doubt")
