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

OUTRIGHT, NAMED, HINTED, MEANT, SURE, CERTAIN = 0.0, 0.3, 0.4, 0.58, 0.65, 0.8
"""Bars for the head's score: where a phrase names the right outright, where a word of its list stands there, a hint,
or neither; and for a mere guess beside a right that is named. Swept on held-out recommendations (flat from 0.9099 to
0.9116 micro F1 for outright 0.05 to 0.2, named 0.15 to 0.35) and set a little lower for the terser words of news."""
TORN = 0.6
"""Neutral if the lesser of progress and regress has more than this part of the greater: fewer swaps."""
SHORT = 5
"""Contents of fewer words say too little for the head alone."""
BARE = 3
"""Contents of fewer words are not even read by their paragraph."""
MANY = 3
"""A content that names more rights than this only lists them; the head must agree."""
_GROUPS = tuple((code, f"sure.{code}", f"right.{code}", f"right.{code}-weak") for code in RIGHTS)
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


def decide_rights(view: View, scores: Floats, bodies: Sequence[Span]) -> list[Decision[Right]]:
    """Return the rights of a statement: the head's, those named outright, and `general` where only that is said.

    Args:
        view: the statement.
        scores: (19,), the head's.
        bodies: names of bodies in the document: "Democratic" in the name of an office says nothing of elections.
    """
    reading = view.reading
    is_list = sum(group.startswith("sure.") for group in reading.firsts) > MANY
    outside = sum(hit.group == "right.outside" for hit in reading.content_hits)
    is_short = len(reading.content.words) < SHORT
    found: list[Decision[Right]] = []
    for (code, outright, listed, hinted), raw in zip(_GROUPS, scores.tolist(), strict=True):
        if code == "general" or (raw < NAMED and not reading.has(outright)):
            continue
        names = () if code == "institutions" else bodies
        sure = "" if is_list else _outside_names(view, outright, names)
        words = sure or _outside_names(view, listed, names)
        hint = words or reading.first_words(hinted)
        if not hint and code == "institutions" and raw >= SURE:
            hint = reading.first_words("right.general")  # "human rights education", "human rights mechanisms"
        doubt = 0.0 if sure else min(0.5, 0.25 * outside) + 0.3 * (is_short and not words)
        if raw >= _bar(bool(sure), bool(words), bool(hint)) + doubt:
            found.append(Decision(label=code, score=raw, reason=hint or "meaning"))
    found = _without_guesses(found, bool(_outside_names(view, "right.general", bodies)))
    general = _general(view, scores, found, bodies)
    return [*found, general] if general else found


def _bar(is_sure: bool, is_named: bool, is_hinted: bool) -> float:
    """Return the score from which on a right is a label: the less the words say, the higher."""
    return OUTRIGHT if is_sure else NAMED if is_named else HINTED if is_hinted else MEANT


def _without_guesses(found: list[Decision[Right]], is_general: bool) -> list[Decision[Right]]:
    """Where words name a right, or human rights as a whole, drop what the head takes from the meaning unless sure."""
    if not is_general and all(d.reason == "meaning" for d in found):
        return found
    return [d for d in found if d.reason != "meaning" or d.score >= SURE]


def _general(
    view: View, scores: Floats, found: list[Decision[Right]], bodies: Sequence[Span]
) -> Decision[Right] | None:
    score = float(scores[RIGHTS.index("general")])
    words = _outside_names(view, "right.general", bodies)
    is_outside = view.reading.has("right.outside")
    is_short = len(view.reading.content.words) < SHORT
    is_meant = score >= (CERTAIN if found else MEANT) and not is_outside and not is_short
    if is_meant or (words and _comes_first(view.reading, found)):
        return Decision(label="general", score=max(score, MEANT), reason=words or "meaning")
    speaks_of_record = any(view.reading.has(g) for g in ("stance.progress", "stance.regress", "act.demand"))
    if (
        not (found or is_outside or len(view.reading.content.words) < BARE)
        and speaks_of_record
        and (m := _GENERAL.search(view.text, *view.paragraph))
    ):
        return Decision(label="general", score=max(score, HINTED), reason=f"the paragraph is about {m.group().lower()}")
    return None


def _comes_first(reading: Reading, found: list[Decision[Right]]) -> bool:
    """Tell whether human rights as a whole are spoken of before any right of its own."""
    groups = [f"{prefix}.{d.label}" for d in found for prefix in ("sure", "right")]
    firsts = [reading.firsts[group].first for group in groups if reading.has(group)]
    if any(d.label == "institutions" for d in found):
        return False
    return (not found) or reading.firsts["right.general"].first < min(firsts, default=len(reading.content.words))


def _outside_names(view: View, group: str, names: Sequence[Span]) -> str:
    """Return the words of the first hit of *group* that stands in none of *names*, or ""."""
    words = view.reading.content
    if not view.reading.has(group):
        return ""
    for hit in view.reading.content_hits:
        if hit.group == group:
            start, end = words.spans[hit.first][0], words.spans[hit.last - 1][1]
            if not any(a <= start and end <= b for a, b in names):
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
    if ruled:
        label, reason = ruled
        return Decision(label=label, score=max(float(scores[ACTS.index(label)]), 0.5), reason=reason)
    index = int((scores * _possible(view.reading)).argmax())
    label = ACTS[index]
    group = {"measure-adopted": "act.adopted", "measure-proposed": "act.proposed"}.get(label, f"act.{label}")
    words = view.reading.first_words(group if label != "assessment" else "act.judgement")
    return Decision(label=label, score=float(scores[index]), reason=words or "meaning")


_EVIDENCE: dict[Act, tuple[str, ...]] = {
    "pledge": ("act.pledge", "cue.pledge", "cue.announce"),
    "commitment": ("act.commitment", "right.institutions", "right.institutions-weak"),
    "demand": ("act.demand", "act.imperative", "cue.demand"),
    "figure": ("act.figure", "act.number"),
    "measure-proposed": ("act.proposed", "act.demand", "act.pledge", "cue.announce"),
}
"""An act that the head may choose only if one of these lists hits content or cue."""


def _possible(reading: Reading) -> Floats:
    """Return 1 for each act that the words allow, 0 for the others."""
    hits = {hit.group for hit in (*reading.content_hits, *reading.cue_hits)}
    if not any(hit.group == "act.imperative" and hit.first == 0 for hit in reading.content_hits):
        hits.discard("act.imperative")
    if not reading.cue.words and "rule.promise" not in hits:
        hits -= set(_EVIDENCE["pledge"])  # in the author's own voice a mere "will" promises nothing
    allowed = [act not in _EVIDENCE or not hits.isdisjoint(_EVIDENCE[act]) for act in ACTS]
    return np.array(allowed, np.float32)


def _act_by_rule(view: View) -> tuple[Act, str] | None:
    reading = view.reading
    cue_demands = reading.cue_has("cue.demand") and not reading.cue_has("cue.praise")
    if (missed := _MISSED.search(" ".join(reading.content.words))) and not reading.has("act.event"):
        return "demand", missed.group()
    if reading.has("rule.resolution") and not reading.cue.words:
        return "event", reading.first_words("rule.resolution")
    if reading.has("rule.imperative") and reading.firsts["rule.imperative"].first == 0 and not reading.cue.words:
        return "demand", reading.first_words("rule.imperative")
    if reading.has("rule.treaty-says") and not reading.cue_has("cue.demand"):
        return "commitment", reading.first_words("rule.treaty-says")
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
    if _state_speaks(view) and not (reading.has("act.adopted") or reading.has("rule.confident")):
        if reading.has("act.pledge"):
            return "pledge", reading.first_words("act.pledge")
        if (will := _WILL.search(" ".join(reading.content.words))) and not reading.has("act.proposed"):
            return "pledge", will.group()
    return None


_WILL = re.compile(r"\b(?:will|shall) (?!not be able|be able|see|have to|need)\w+")


def _state_speaks(view: View) -> bool:
    return any(speaker.camp in _STATE_CAMPS for speaker in view.statement.speakers)


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
    push = _push(view.reading, act)
    adjusted = scores + push
    if act == "demand":
        adjusted[STANCES.index("mixed")] = 0.0
    label = STANCES[int(adjusted.argmax())] if push.any() or act == "event" else _not_torn(adjusted)
    index = STANCES.index(label)
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
    if _state_speaks(view) and act in ("assessment", "other") and reading.has("rule.denied") and _denies(reading):
        return "neutral", f"a denial by the state: {reading.first_words('rule.denied')}"
    if target is not None and target != country:
        return "neutral", f"about {target}"
    if act == "commitment":
        return "neutral", "an obligation, not its keeping"
    if act == "pledge":
        goes_on = _GOES_ON.search(" ".join(reading.content.words))
        return ("progress", goes_on.group()) if goes_on else ("neutral", "a promise, not its keeping")
    if act == "figure" and not (reading.has("stance.progress") or reading.has("stance.regress")):
        return "neutral", "a figure that says neither better nor worse"
    if not rights and reading.has("right.outside"):
        return "neutral", f"no right: {reading.first_words('right.outside')}"
    if act == "demand" and reading.has("rule.presupposes"):
        return "regress", f"asks for a change: {reading.first_words('rule.presupposes')}"
    if (but := _two_sides(reading)) and act not in ("demand", "event", "figure"):
        return "mixed", but
    return None


def _not_torn(scores: Floats) -> Stance:
    """Return the stance with the highest score; neutral where progress and regress are nearly as likely."""
    label = STANCES[int(scores.argmax())]
    low, high = sorted((float(scores[STANCES.index("progress")]), float(scores[STANCES.index("regress")])))
    return "neutral" if label in ("progress", "regress") and low > TORN * high else label


_GOES_ON = re.compile(
    r"\b(?:forge|press|push|move|go) ahead with (?:\w+ ){0,3}reforms?\b|"
    r"\b(?:continue|further|deepen|carry)\b(?: \w+){0,4} reforms?\b|\bmore reforms\b"
)
_GOOD = frozenset({"stance.progress", "stance.grant", "stance.lift"})
_BAD = frozenset({"stance.regress", "stance.lower", "stance.penal"})
_LIMITS = frozenset("still only not remain remains few little cannot never overestimate careful bad untouched".split())
_BUTS = frozenset({"but", "however", "although", "though", "yet", "while", "except", "albeit", "nevertheless"})


def _denies(reading: Reading) -> bool:
    """Tell whether a word for a wrong stands there, or the whole is that all was lawful."""
    wrongs = ("stance.regress", "stance.wrong", "sure.expression", "sure.torture", "sure.liberty", "right.liberty")
    is_lawful = reading.first_words("rule.denied").endswith("the law")
    return is_lawful or any(reading.has(g) for g in (*wrongs, "right.torture", "right.justice"))


def _two_sides(reading: Reading) -> str:
    """Return the "but" that has praise on one side and blame or a limit on the other, or ""."""
    words = reading.content.words
    for at, word in enumerate(words):
        if word not in _BUTS or not 2 < at < len(words) - 3:
            continue
        left = {_side(h.group) for h in reading.content_hits if h.last <= at} - {0}
        right = {_side(h.group) for h in reading.content_hits if h.first > at} - {0}
        has_limit = not _LIMITS.isdisjoint(words[at:])
        if left == {1} and (-1 in right or (has_limit and 1 not in right)):
            return " ".join(words[at : at + 4])
        if left == {-1} and right == {1}:
            return " ".join(words[at : at + 4])
    return ""


def _side(group: str) -> int:
    return 1 if group in _GOOD else -1 if group in _BAD else 0


def _lifts_a_penalty(reading: Reading) -> bool:
    """Tell whether a penalty or a ban is taken away ("takes libel out of the Criminal Code"), and nothing put there."""
    lift, penal = reading.firsts.get("stance.lift"), reading.firsts.get("stance.penal")
    return bool(lift and penal and lift.first <= penal.first and not reading.has("stance.lower"))


def _push(reading: Reading, act: Act) -> Floats:
    """Return what the cue's own judgement adds to the four scores."""
    push = np.zeros(len(STANCES), np.float32)
    if reading.cue_has("cue.praise") and act not in ("demand", "pledge"):
        push[STANCES.index("progress")] += 0.35
    if reading.cue_has("cue.blame") and not reading.cue_has("cue.praise") and act != "demand":
        push[STANCES.index("regress")] += 0.35
    if act.startswith("measure") and _lifts_a_penalty(reading):
        push[STANCES.index("progress")] += 0.3
    if reading.cue_has("cue.caution") and not reading.has("stance.regress"):
        push[STANCES.index("mixed")] += 0.5
    return push


def decide_hedged(reading: Reading, act: Act) -> Decision[bool]:
    """Return whether the speaker holds back, with a score of 0 to 1; in the words of a law "may" is a permission."""
    scores = {"hedge.strong": 0.9, "hedge.afraid": 0.85, "hedge.may": 0.7}
    if act in ("measure-adopted", "commitment"):
        del scores["hedge.may"]
    for group, score in scores.items():
        if words := reading.first_words(group):
            return Decision(label=True, score=score, reason=words)
    for group in ("hedge.cue", "hedge.strong", "hedge.afraid"):
        if words := reading.first_cue_words(group):
            return Decision(label=True, score=0.75, reason=words)
    return Decision(label=False, score=0.05, reason="no word of doubt")
