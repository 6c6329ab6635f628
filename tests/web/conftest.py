"""The app over a copy of a dossier of a few examples."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.web import make_app


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
