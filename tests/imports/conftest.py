"""A dossier with two invented documents, of which one was seen at an address; made once, copied for each test."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))  # `pytest` alone, unlike `python -m pytest`, leaves the root out

from tests.imports.taking import LAW, NEWS, NOW, PRESS, blob

from onrecord import pipeline
from onrecord.dossier import Dossier
from onrecord.records import DeclaredCountry


@pytest.fixture(scope="session")
def model_dossier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("model") / "exempla.dossier"
    with Dossier.open(path, create=True) as opened:
        opened.declare_country(DeclaredCountry(code="XEX", name="Exempla", demonym="Exemplan"))
        blobs = [blob("law.txt", LAW, NEWS), blob("press.txt", PRESS, "folder/press.txt")]
        report = pipeline.add(opened, blobs, now=NOW)
        assert report.kept == 2
    return path


@pytest.fixture
def path(model_dossier: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "exempla.dossier"
    shutil.copy(model_dossier, copy)
    return copy


@pytest.fixture
def dossier(path: Path) -> Iterator[Dossier]:
    with Dossier.open(path, create=False) as opened:
        yield opened
