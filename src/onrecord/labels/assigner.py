"""Put all labels on the statements of one document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from onrecord.labels.caveats import find_caveats
from onrecord.labels.datings import time_of
from onrecord.labels.decisions import Decision, decide_act, decide_hedged
from onrecord.labels.features import Floats, Reading
from onrecord.labels.figures import find_figures
from onrecord.labels.heads import Heads
from onrecord.labels.instruments import Mention, find_mentions, instruments_of
from onrecord.labels.rights import decide_rights
from onrecord.labels.stances import decide_stance
from onrecord.labels.targets import country_of, target_of
from onrecord.labels.views import View, make_page, make_view
from onrecord.records import ACTS, RIGHTS, STANCES, Act, Document, Right, Stance, Statement
from onrecord.reference.countries import Gazetteer

SHOWN = 0.05
"""Rights that score less are not kept among the raw scores, unless they are labels."""


def assign(
    document: Document,
    statements: Sequence[Statement],
    vectors: NDArray[np.float32],
    heads: Heads,
    gazetteer: Gazetteer,
) -> tuple[Statement, ...]:
    """Label the statements of *document*.

    Args:
        document: with its frozen text, its day of publication and its country shares.
        statements: found in *document*, their speakers resolved where they can be.
        vectors: (n_statements, 384) float32, rows of length 1: the meaning of each statement's quote.
        heads: the trained part.
        gazetteer: the countries that may be found.

    Returns:
        The same statements in the same order, with rights, act, stance, hedging, target, country, time, instruments,
        figures, exceptions, raw scores and reasons.
    """
    if not statements:
        return ()
    seen = look(document, statements, gazetteer)
    scores = heads.score(vectors, [one.view.reading for one in seen])
    rows = zip(seen, scores.rights, scores.acts, scores.stances, strict=True)
    return tuple(_explained(_label(one, r, a, s), one.view.reading, heads) for one, r, a, s in rows)


def _explained(statement: Statement, reading: Reading, heads: Heads) -> Statement:
    """Where a head decided by the meaning of the whole, name the words that weighed most."""
    given = {f"rights.{code}": ("rights", RIGHTS.index(code)) for code in statement.rights}
    given |= {"act": ("acts", ACTS.index(statement.act)), "stance": ("stances", STANCES.index(statement.stance))}
    asked = {key: at for key, at in given.items() if statement.reasons[key] == "meaning"}
    found = heads.heaviest(list(asked.values()), reading) if asked else []
    named = {key: f"meaning: {words}" for key, words in zip(asked, found, strict=True) if words}
    return replace(statement, reasons=statement.reasons | named) if named else statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A statement made ready for labelling, with the instruments that its document mentions."""

    view: View
    mentions: Sequence[Mention]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What the heads and the rules together make of a statement."""

    rights: list[Decision[Right]]
    act: Decision[Act]
    stance: Decision[Stance]
    country: tuple[str | None, str]
    target: tuple[str | None, str]


def look(document: Document, statements: Sequence[Statement], gazetteer: Gazetteer) -> list[Seen]:
    """Make the statements of *document* ready for labelling."""
    page = make_page(document, gazetteer)
    mentions = find_mentions(page)
    return [Seen(view=make_view(page, statement), mentions=mentions) for statement in statements]


def judge(seen: Seen, rights: Floats, acts: Floats, stances: Floats) -> Judged:
    """Decide on rights, act and stance, given the heads' scores of one statement."""
    view = seen.view
    country, why_country = country_of(view)
    target, why_target = target_of(view, country)
    act = decide_act(view, acts)
    found = decide_rights(view, rights, [m.span for m in seen.mentions if m.kind == "body"])
    stance = decide_stance(view, stances, act.label, target, country, [d.label for d in found])
    about = {"country": (country, why_country), "target": (target, why_target)}
    return Judged(rights=found, act=act, stance=stance, **about)


def unlabelled(statement: Statement) -> Statement:
    """Return *statement* without the raw scores and reasons of its labels, to be labelled again."""
    return replace(
        statement,
        confidence={name: s for name, s in statement.confidence.items() if not _LABELS.match(name)},
        reasons={name: why for name, why in statement.reasons.items() if not _LABELS.match(name)},
    )


_LABELS = re.compile(r"(?:rights|act|stance)(?:\.|$)|(?:hedged|country|target)$")


def _label(seen: Seen, rights: Floats, acts: Floats, stances: Floats) -> Statement:
    view, mentions = seen.view, seen.mentions
    judged = judge(seen, rights, acts, stances)
    found, act, stance = judged.rights, judged.act, judged.stance
    (country, why_country), (target, why_target) = judged.country, judged.target
    hedged = decide_hedged(view.reading, act.label)
    caveats = find_caveats(view)
    statement = view.statement
    reasons = {f"rights.{d.label}": d.reason for d in found}
    reasons |= {"act": act.reason, "stance": stance.reason, "hedged": hedged.reason}
    reasons |= {"country": why_country, "target": why_target}
    return replace(
        statement,
        rights=tuple(d.label for d in found),
        act=act.label,
        stance=stance.label,
        hedged=hedged.label,
        country=country,
        target=target,
        time=time_of(view, act.label, mentions),
        instruments=instruments_of(mentions, [*statement.content, *statement.cue]),
        figures=find_figures(view.text, statement.content, view.page.document.published),
        exceptions=tuple(c.limit for c in caveats),
        limited=tuple(c.limits for c in caveats),
        confidence=statement.confidence | _confidence(rights, acts, stances, found, act, stance, hedged),
        reasons=statement.reasons | reasons,
    )


def _confidence(
    rights: Floats,
    acts: Floats,
    stances: Floats,
    found: list[Decision[Right]],
    act: Decision[Act],
    stance: Decision[Stance],
    hedged: Decision[bool],
) -> dict[str, float]:
    """Return the raw scores: of the labels given, of every act and stance, and of each right that is not near nil."""
    scores: dict[str, float] = {"act": act.score, "stance": stance.score, "hedged": hedged.score}
    scores |= {f"rights.{code}": s for code, s in zip(RIGHTS, rights.tolist(), strict=True) if s >= SHOWN}
    scores |= {f"rights.{d.label}": d.score for d in found}
    scores |= {f"act.{name}": s for name, s in zip(ACTS, acts.tolist(), strict=True) if s >= SHOWN}
    scores |= {f"stance.{name}": s for name, s in zip(STANCES, stances.tolist(), strict=True) if s >= SHOWN}
    return {name: round(score, 4) for name, score in scores.items()}
