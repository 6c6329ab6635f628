"""What the reader's confidence is worth: weights that turn raw scores into a probability, and bands of it.

`training/attribution/calibrate.py` fits all of it on annotated articles and measures each band there, by
cross-validation. The file that it writes is `data/confidence.json`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

import msgspec

from onrecord.models import files

BandCode = Literal["high", "check", "doubtful"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A stretch of probabilities, and how it fared where it was measured.

    *floor* is its least probability. *share* of the statements there fell into it, and *error* of those were not as
    the annotators had them; both in 0..1.
    """

    code: BandCode
    floor: float
    share: float
    error: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """How raw scores become the probability that a statement is right, and what that was measured on.

    *weights* are by feature (`onrecord.statements.confidence`), for log odds. *bands* come surest first; the floor of
    the last is 0. *measured_on* says in words on what.
    """

    measured_on: str
    statements: int
    intercept: float
    weights: dict[str, float]
    bands: tuple[Band, ...]

    def band_of(self, probability: float) -> Band:
        """Return the band in which *probability* falls."""
        return next(band for band in self.bands if probability >= band.floor)


@cache
def load_calibration() -> Calibration:
    """Load the shipped calibration of attributed statements."""
    return msgspec.json.decode(files.read("confidence.json"), type=Calibration)
