"""A browser, and a workbench on a copy of a dossier of a few examples with a bill, for one module of tests."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from tests.browser.workbench import WAIT_MS, Workbench, chromium, workbench
from tests.conftest import NOW

from onrecord.dossier import Dossier
from onrecord.settings import examples_folder, utc_now

DRAFTS = ("2021-04-27-bill-assemblies-v1.txt", "2021-09-09-bill-assemblies-v2.docx")


@pytest.fixture(scope="session")
def with_bill(read_examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dossier of examples with the two drafts of the bill followed, and what was feared of them."""
    from onrecord.documents import fetch
    from onrecord.pipeline.bills import add_version
    from onrecord.records import Bill

    path = Path(shutil.copy(read_examples, tmp_path_factory.mktemp("bill") / "exempla.dossier"))
    bill = Bill(id="assemblies", name="Bill on Peaceful Assemblies", country="XEX")
    with Dossier.open(path, create=False) as dossier:
        for n, name in enumerate(DRAFTS):
            blob = fetch.from_path(examples_folder() / name, utc_now())
            add_version(dossier, blob, bill, name=f"draft {n + 1}", date=name[:10], now=NOW, follow=n == 1)
    return path


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=WAIT_MS)
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def bench(with_bill: Path, tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Workbench]:
    path = Path(shutil.copy(with_bill, tmp_path_factory.mktemp("bench") / "exempla.dossier"))
    with workbench(path, browser) as opened:
        yield opened
        assert opened.strays == []
