"""A dossier of a few examples, read and weighed once for all tests that show or hand on one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # NumPy reads it once; see cli/labels.py for why

NOW = "2026-01-05T10:00:00Z"
TAKEN = 8
"""So many of the examples are read."""


@pytest.fixture(scope="session")
def read_examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dossier with some of the examples; copy it before writing."""
    from onrecord import pipeline
    from onrecord.documents import fetch
    from onrecord.dossier import Dossier
    from onrecord.records import DeclaredCountry
    from onrecord.settings import examples_folder, utc_now

    path = tmp_path_factory.mktemp("examples") / "exempla.dossier"
    files = sorted(p for p in examples_folder().iterdir() if p.is_file())[:TAKEN]
    with Dossier.open(path, create=True) as dossier:
        dossier.declare_country(DeclaredCountry(code="XEX", name="Exempla", demonym="Exemplan"))
        pipeline.add(dossier, [fetch.from_path(file, utc_now()) for file in files], now=NOW)
        pipeline.weigh(dossier)
    return path
