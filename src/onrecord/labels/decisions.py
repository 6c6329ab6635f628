"""From raw scores and rules to labels, each with its reason."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from onrecord.labels.features import Floats, Reading
from onrecord.labels.views import View
from onrecord.records import ACTS, RIGHTS, STANCES, Act, Right, Span, Stance

RIGHT_THRESHOLD = 0.45
"""Above 0.4 to 0.5 the micro F1 on held-out recommendations is flat (sweep in docs/models/labels.md)."""
STRONG, NAMED = 0.12, 0.15
SHORT = 5
_GENERAL = re.compile(
    r"\b(?:human|fundamental|basic|civil)[\s-]+(?:rights|freedoms|liberties)\b|"
    r"\b(?:rights|freedoms) (?:record|situation|violations|abuses)\b",
    re.IGNORECASE,
)


Label = TypeVar("Label")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Generic[Label]):
    """A label, its raw score and the words or the rule that decided."""

    label: Label
    score: float
    reason: str


def decide_rights(view: View, scores: Floats, names: Sequence[Span]) -> list[Decision[Right]]:
    """Return the rights of a statement: the head's, those named outright, and `general` where only that is said."""
    reading = view.reading
    outside = reading.has("right.outside")
    is_short = len(reading.content.words) < SHORT
    found: list[Decision[Right]] = []
    for code, raw in zip(RIGHTS, scores.tolist(), strict=True):
        words = reading.first_words(f"right.{code}")
        bar = (
            STRONG
            if words and not outside
            else NAMED + RIGHT_THRESHOLD * outside
            if words
            else RIGHT_THRESHOLD + 0.2 * outside + 0.3 * is_short
        )
        if code != "general" and raw >= bar:
            found.append(
                Decision(label=code, score=raw, reason=words or reading.first_words(f"right.{code}-weak") or "meaning")
            )
    general = _general(view, scores, found, names)
    return [*found, general] if general else found


def _general(view: View, scores: Floats, found: list[Decision[Right]], names: Sequence[Span]) -> Decision[Right] | None:
    score = float(scores[RIGHTS.index("general")])
    if words := _said_outright(view, names):
        return Decision(label="general", score=max(score, 0.5), reason=words)
    speaks_of_record = any(view.reading.has(g) for g in ("stance.progress", "stance.regress", "act.demand"))
    is_outside = view.reading.has("right.outside")
    if not found and speaks_of_record and not is_outside and (m := _GENERAL.search(view.text, *view.paragraph)):
        return Decision(label="general", score=max(score, 0.4), reason=f"the paragraph is about {m.group().lower()}")
    return None


def _said_outright(view: View, names: Sequence[Span]) -> str:
    """Return the words for human rights as a whole, unless a name holds them ("Commissioner for Human Rights")."""
    words = view.reading.content
    for hit in view.reading.content_hits:
        start, end = words.spans[hit.first][0], words.spans[hit.last - 1][1]
        if hit.group == "right.general" and not any(a <= start and end <= b for a, b in names):
            return " ".join(words.words[hit.first : hit.last])
    return ""


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


def decide_stance(
    view: View, scores: Floats, act: Act, target: str | None, country: str | None, rights: Sequence[Right]
) -> Decision[Stance]:
    """Return which way the statement puts the target's record.

    Rules come first (denials; what is said of a body or of another state; mere promises and obligations; matters of no
    right; two sides of a "but"), then the head with the judgement of the cue.
    """
    ruled = _stance_by_rule(view, act, target, country, rights)
    if ruled:
        label, reason = ruled
        return Decision(label=label, score=max(float(scores[STANCES.index(label)]), 0.5), reason=reason)
    adjusted = scores + _push(view.reading, act)
    index = int(adjusted.argmax())
    label = STANCES[index]
    group = {"mixed": "stance.contrast"}.get(label, f"stance.{label}")
    cue = {"progress": "cue.praise", "regress": "cue.blame", "mixed": "cue.caution"}.get(label, "")
    words = view.reading.first_words(group) or view.reading.first_cue_words(cue)
    return Decision(label=label, score=float(scores[index]), reason=words or "meaning")


def _stance_by_rule(
    view: View, act: Act, target: str | None, country: str | None, rights: Sequence[Right]
) -> tuple[Stance, str] | None:
    reading = view.reading
    if reading.cue_has("cue.denial"):
        return "neutral", "a denial"
    if target is not None and target != country:
        return "neutral", f"about {target}"
    if act == "commitment":
        return "neutral", "an obligation, not its keeping"
    if act == "pledge":
        goes_on = _GOES_ON.search(" ".join(reading.content.words))
        return ("progress", goes_on.group()) if goes_on else ("neutral", "a promise, not its keeping")
    if not rights and reading.has("right.outside"):
        return "neutral", f"no right: {reading.first_words('right.outside')}"
    if (but := _two_sides(reading)) and act not in ("demand", "event"):
        return "mixed", but
    return None


_GOES_ON = re.compile(
    r"\b(?:forge|press|push|move|go) ahead with (?:\w+ ){0,3}reforms?\b|"
    r"\b(?:continue|further|deepen|carry)\b(?: \w+){0,4} reforms?\b|\bmore reforms\b"
)
_GOOD = frozenset({"stance.progress", "stance.grant", "stance.lift"})
_BAD = frozenset({"stance.regress", "stance.lower", "stance.penal"})
_BUTS = frozenset({"but", "however", "although", "though", "yet", "while", "except", "albeit", "nevertheless"})


def _two_sides(reading: Reading) -> str:
    """Return the "but" that has praise on one side and blame or a limit on the other, or ""."""
    words = reading.content.words
    for at, word in enumerate(words):
        if word not in _BUTS or not 2 < at < len(words) - 3:
            continue
        left = {_side(h.group) for h in reading.content_hits if h.last <= at} - {0}
        right = {_side(h.group) for h in reading.content_hits if h.first > at} - {0}
        limits = {
            "still",
            "only",
            "not",
            "remain",
            "remains",
            "few",
            "little",
            "cannot",
            "never",
            "overestimate",
        } & set(words[at:])
        if left == {1} and (-1 in right or (limits and 1 not in right)):
            return " ".join(words[at : at + 4])
        if left == {-1} and right == {1}:
            return " ".join(words[at : at + 4])
    return ""


def _side(group: str) -> int:
    return 1 if group in _GOOD else -1 if group in _BAD else 0


def _push(reading: Reading, act: Act) -> Floats:
    """Return what the cue's own judgement adds to the four scores."""
    push = np.zeros(len(STANCES), np.float32)
    if reading.cue_has("cue.praise") and act not in ("demand", "pledge"):
        push[STANCES.index("progress")] += 0.25
    if reading.cue_has("cue.blame") and not reading.cue_has("cue.praise") and act != "demand":
        push[STANCES.index("regress")] += 0.25
    if reading.cue_has("cue.caution") and not reading.has("stance.regress"):
        push[STANCES.index("mixed")] += 0.5
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
