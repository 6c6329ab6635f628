"""Which way a statement puts the record of its target."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from onrecord.labels.decisions import Decision, is_by_state
from onrecord.labels.features import Floats, Reading
from onrecord.labels.views import View
from onrecord.records import STANCES, Act, Right, Stance

UNSAID = 0.8
"""What neutral counts for: there is more of it in what the head learnt from than in statements that readers pick."""
STAKED = 0.5
"""Where no right was found, a record is judged only if the head is this sure of it."""
TORN = 0.75
"""Neutral if the lesser of progress and regress has more than this part of the greater: fewer swaps."""


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
    adjusted[STANCES.index("neutral")] *= UNSAID
    if act == "demand" or not _has_good_side(view.reading):
        adjusted[STANCES.index("mixed")] = 0.0
    label = STANCES[int(adjusted.argmax())] if push.any() or act == "event" else _not_torn(adjusted)
    if not rights and float(scores[STANCES.index(label)]) < STAKED:
        score = float(scores[STANCES.index("neutral")])
        return Decision(label="neutral", score=score, reason="no right is at stake")
    is_told = act in ("assessment", "other") or (act == "event" and not view.reading.has("act.event"))
    if label == "regress" and is_told and _speaks_for_state(view, country):
        return Decision(label="neutral", score=float(scores[STANCES.index("neutral")]), reason="the state on others")
    index = STANCES.index(label)
    group = {"mixed": "stance.contrast"}.get(label, f"stance.{label}")
    cue = {"progress": "cue.praise", "regress": "cue.blame", "mixed": "cue.caution"}.get(label, "")
    words = view.reading.first_words(group) or view.reading.first_cue_words(cue)
    return Decision(label=label, score=float(scores[index]), reason=words or "meaning")


def _stance_by_rule(
    view: View, act: Act, target: str | None, country: str | None, rights: Sequence[Right]
) -> tuple[Stance, str] | None:
    reading = view.reading
    if view.page.provision:
        return "neutral", "the words of a law, not a judgement"
    if _CONDEMNS.match(view.text[slice(*view.statement.content[0])]):
        return "regress", "condemned in the speaker's own words"
    if reading.cue_has("cue.blame") and (others := _OTHERS.match(view.text[slice(*view.statement.content[0])])):
        return "neutral", f"about {others.group().strip()}"
    if act == "event" and _RELEASE.match(view.text[slice(*view.statement.content[0])]):
        return "progress", "a release"
    if reading.cue_has("cue.denial"):
        return "neutral", "a denial"
    if is_by_state(view) and act in ("assessment", "other") and reading.has("rule.denied") and _denies(reading):
        return "neutral", f"a denial by the state: {reading.first_words('rule.denied')}"
    if target is not None and target != country:
        return "neutral", f"about {target}"
    if act == "commitment":
        return "neutral", "an obligation, not its keeping"
    if act == "pledge":
        goes_on = _GOES_ON.search(" ".join(reading.content.words))
        return ("progress", goes_on.group()) if goes_on else ("neutral", "a promise, not its keeping")
    if not rights and reading.has("right.outside"):
        return "neutral", f"no right: {reading.first_words('right.outside')}"
    if act == "demand" and reading.has("rule.presupposes"):
        return "regress", f"asks for a change: {reading.first_words('rule.presupposes')}"
    if (but := _two_sides(reading)) and act not in ("demand", "event", "figure"):
        return "mixed", but
    return None


_CONDEMNS = re.compile(
    r"^\W*(?:we|i)\s+(?:\w+ly\s+)?(?:condemn|deplore|denounce|are appalled|are outraged)\b", re.IGNORECASE
)
_OTHERS = re.compile(
    r"^\W*(?:that\s+)?(?:the\s+|some\s+)?(?:protest[eo]rs|demonstrators|rioters|opposition|activists|rebels|terrorists|"
    r"militants|insurgents|critics|organi[sz]ers|defendants?|suspects?)\s+(?:of|for)\b",
    re.IGNORECASE,
)
_RELEASE = re.compile(r"^\W*(?:the|their|his|her)\s+(?:\w+\s+)?release\b", re.IGNORECASE)
_MAIN_SHARE = 0.7
_OWN_FAULT = re.compile(r"\b(?:we|our|ours|us|ourselves)\b", re.IGNORECASE)
_WATCHDOG = re.compile(
    r"ombud|commissioner|human rights|ambassador|envoy|diplomat|foreign affairs spokes|state department", re.IGNORECASE
)


def _has_good_side(reading: Reading) -> bool:
    """Tell whether anything good may be said: without it "still" or "falls short" is no mixed judgement."""
    if any(reading.has(g) for g in (*_GOOD, "stance.praise-weak")):
        return True
    concedes = not _CONCEDES.isdisjoint(reading.content.words[2:])
    return concedes or reading.cue_has("cue.praise") or reading.cue_has("cue.caution")


def _speaks_for_state(view: View, country: str | None) -> bool:
    """Tell whether the country's executive speaks of others; it seldom blames itself unless it admits or says "we"."""
    statement, shares = view.statement, view.page.document.countries
    if not statement.speakers or any(s.camp != "government" for s in statement.speakers):
        return False
    if not (shares and shares[0].code == country and shares[0].share >= _MAIN_SHARE):
        return False
    who = " ".join(f"{s.role or ''} {s.affiliation or ''} {s.name or ''}" for s in statement.speakers)
    is_foreign = any(m.code != country for m in view.page.mentions_in(statement.source))
    admits = view.reading.cue_has("cue.caution") or view.reading.cue_has("cue.praise")
    return not (is_foreign or admits or _WATCHDOG.search(who) or _OWN_FAULT.search(statement.quote))


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
_CONCEDES = frozenset({"but", "though", "although", "while"})
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
