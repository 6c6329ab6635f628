"""A dossier of a few examples, read once, and the app over a copy of it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord import pipeline
from onrecord.documents import fetch
from onrecord.dossier import Dossier
from onrecord.records import DeclaredCountry
from onrecord.settings import examples_folder, utc_now
from onrecord.web import make_app

NOW = "2026-01-05T10:00:00Z"
TAKEN = 8
"""So many of the examples are read."""


@pytest.fixture(scope="session")
def read_examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dossier with some of the examples read and weighed; copy it before writing."""
    path = tmp_path_factory.mktemp("web") / "exempla.dossier"
    files = sorted(p for p in examples_folder().iterdir() if p.is_file())[:TAKEN]
    with Dossier.open(path, create=True) as dossier:
        dossier.declare_country(DeclaredCountry(code="XEX", name="Exempla", demonym="Exemplan"))
        pipeline.add(dossier, [fetch.from_path(file, utc_now()) for file in files], now=NOW)
        pipeline.weigh(dossier)
    return path


@pytest.fixture
def path(read_examples: Path, tmp_path: Path) -> Path:
    """A dossier of this test's own."""
    return Path(shutil.copy(read_examples, tmp_path / "exempla.dossier"))


@pytest.fixture
def client(path: Path) -> Iterator[TestClient]:
    """A browser on the app, sending what browsers send."""
    app = make_app(path, {"testserver"})
    headers = {"origin": "http://testserver"}
    with TestClient(app, base_url="http://testserver", headers=headers, raise_server_exceptions=False) as opened:
        yield opened
