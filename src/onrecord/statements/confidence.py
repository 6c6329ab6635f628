"""How likely an attributed statement is right: a probability from raw scores, calibrated on annotated text.

Right means that a person who annotated the same text has a statement whose source and content both share at least half
of their words with it.
"""

from __future__ import annotations

import math
from dataclasses import replace

from onrecord.models.confidence import Calibration, load_calibration
from onrecord.records import Span, Statement

_LEAST = 0.005
"""Raw scores nearer to 0 or 1 than this count as this: beyond it they tell nothing more."""


def rate(statement: Statement, calibration: Calibration | None = None) -> Statement:
    """Return *statement* with the probability that it is right as its confidence in "statement".

    Args:
        statement: as the reader found it, with its raw scores as confidence.
        calibration: the shipped one if None.
    """
    used = calibration or load_calibration()
    found = features(statement)
    odds = used.intercept + sum(weight * found[name] for name, weight in used.weights.items())
    probability = round(1 / (1 + math.exp(-odds)), 4)
    return replace(statement, confidence=statement.confidence | {"statement": probability})


def features(statement: Statement) -> dict[str, float]:
    """Return what the probability is made from, by name."""
    raw = statement.confidence
    is_sourced = bool(statement.source)
    return {
        "cue": _log_odds(raw["cue"]),
        "content": _log_odds(raw["content"]),
        "content_overlap": _log_odds(raw["content_overlap"]),
        "source_overlap": _log_odds(raw["source_overlap"]) if is_sourced else 0.0,
        "sourceless": float(not is_sourced),
        "direct": float(statement.mode == "direct"),
        "mixed": float(statement.mode == "mixed"),
        "content_chars": math.log(_chars(statement.content)),
        "source_chars": math.log1p(_chars(statement.source)),
        "gaps": float(len(statement.content) - 1),
    }


def _chars(spans: tuple[Span, ...]) -> int:
    return sum(end - start for start, end in spans)


def _log_odds(score: float) -> float:
    kept = min(max(score, _LEAST), 1 - _LEAST)
    return math.log(kept / (1 - kept))
