"""Which rights a statement is about: those named outright, the head's, and those of its context."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.labels.contexts import points_back, rights_around, rights_near
from onrecord.labels.decisions import Decision
from onrecord.labels.features import Floats, Reading
from onrecord.labels.views import View
from onrecord.records import RIGHTS, Right, Span

OUTRIGHT, NAMED, HINTED, MEANT, SURE = 0.01, 0.15, 0.3, 0.35, 0.4
"""Bars for the head's score: where a phrase names the right outright, where a word of its list stands there, a hint,
or neither; and for a mere guess beside a right that is named. Swept on recommendations of sessions 15 and 16 by a head
that had not seen them and, cross-validated, on the labelled sentences that the head is trained on."""
ALONE, BESIDE, CERTAIN = 0.05, 0.3, 0.6
"""Bars for human rights as a whole: named where no right of its own is found, named before one, and only meant."""
NEAR = 0.12
"""The bar for a right that the sentence, or the one before or after it, names outside the content."""
SHORT = 5
"""Contents of fewer words say too little for the head alone."""
BRIEF = 12
"""Contents of fewer words, and those that point back, may be about what their paragraph is about."""
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
    near = rights_near(view) if not outside and len(reading.content.words) >= BARE else {}
    for (code, outright, listed, hinted), raw in zip(_GROUPS, scores.tolist(), strict=True):
        if code == "general" or (raw < NAMED and not reading.has(outright) and code not in near):
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
        elif code in near and raw >= NEAR:
            found.append(Decision(label=code, score=raw, reason=f"beside it: {near[code]}"))
    found = _without_guesses(found, bool(_outside_names(view, "right.general", bodies)))
    found = found or _from_context(view, scores, outside)
    general = _general(view, scores, found, bodies)
    return [*found, general] if general else found


def _from_context(view: View, scores: Floats, outside: int) -> list[Decision[Right]]:
    """Return the rights of the surroundings for a content that names none itself but points back to them."""
    if outside or not points_back(view) or view.reading.has("right.general"):
        return []
    return [
        Decision(label=code, score=max(float(scores[RIGHTS.index(code)]), HINTED), reason=f"context: {words}")
        for code, words in rights_around(view)
    ]


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
    is_named = bool(words) and score >= (BESIDE if found else ALONE) and _comes_first(view.reading, found)
    if is_meant or is_named:
        return Decision(label="general", score=max(score, MEANT), reason=words or "meaning")
    if words:
        return None
    speaks_of_record = any(view.reading.has(g) for g in ("stance.progress", "stance.regress", "act.demand"))
    if (
        not (found or is_outside or view.reading.has("act.event") or len(view.reading.content.words) < BARE)
        and speaks_of_record
        and (points_back(view) or len(view.reading.content.words) < BRIEF)
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
