"""Drive a real Chromium by its command line; tests skip where it is not installed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

PROGRAM = next((p for p in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if p), None)
needs_chromium = pytest.mark.skipif(PROGRAM is None, reason="Chromium is not installed")
OPTIONS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-extensions",
    "--disable-sync",
    "--disable-features=Translate,MediaRouter,OptimizationHints",
]


def run(profile: Path, address: str, *options: str) -> str:
    """Open *address* and return what Chromium writes to standard output."""
    assert PROGRAM is not None
    done = subprocess.run(
        [PROGRAM, *OPTIONS, f"--user-data-dir={profile}", *options, address],
        capture_output=True,
        check=True,
        timeout=120,
    )
    return done.stdout.decode()
