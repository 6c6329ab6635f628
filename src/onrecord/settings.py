"""What the outside decides: the clock, the number of processors, where the examples lie. Read once, at the edge."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from onrecord.errors import SettingsError

MAX_WORKERS = 4
"""More processes than this rarely help on a laptop: each one holds its own copy of the models (about 100 MB)."""

PROGRESS = "ONRECORD_PROGRESS"
"""Environment variable: "lines" writes progress as JSON Lines on standard error."""


def utc_now() -> datetime:
    """Return the present moment in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


def iso(moment: datetime) -> str:
    """Return a moment in UTC as ISO 8601."""
    return moment.isoformat().replace("+00:00", "Z")


def default_workers() -> int:
    """Return how many processes to read with: the processors this process may use, at most `MAX_WORKERS`."""
    affinity = getattr(os, "sched_getaffinity", None)
    available = len(affinity(0)) if affinity else os.cpu_count() or 1
    return min(MAX_WORKERS, available)


def tells_progress_in_lines() -> bool:
    """Tell whether progress is written as JSON Lines on standard error, for a program that runs this one."""
    return os.environ.get(PROGRESS) == "lines"


def examples_folder() -> Path:
    """Return the folder of the example documents: inside the installed package, or beside the sources.

    Raises:
        SettingsError: the examples are in neither place.
    """
    package = Path(__file__).parent
    for folder in (package / "examples" / "documents", package.parents[1] / "examples" / "documents"):
        if folder.is_dir():
            return folder
    raise SettingsError("The examples are not installed.", where=str(package), do="install onrecord again")
