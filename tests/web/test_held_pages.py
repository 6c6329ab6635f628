"""Commitments, figures and bills: what is listed, what one of them shows, and what a person decides."""

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.dossier import Dossier
from onrecord.dossier import bills as kept
from onrecord.dossier import commitments as held
from onrecord.settings import examples_folder

DRAFTS = ("2021-04-27-bill-assemblies-v1.txt", "2021-09-09-bill-assemblies-v2.docx")


@pytest.fixture
def bill(path: Path) -> str:
    """The example bill, with both of its drafts and what was feared of it."""
    from onrecord.documents import fetch
    from onrecord.pipeline.bills import add_version
    from onrecord.records import Bill
    from onrecord.settings import utc_now

    now = "2026-01-05T10:00:00Z"
    with Dossier.open(path, create=False) as dossier:
        for n, name in enumerate(DRAFTS):
            blob = fetch.from_path(examples_folder() / name, utc_now())
            made = Bill(id="assemblies", name="Bill on Peaceful Assemblies", country="XEX")
            add_version(dossier, blob, made, name=f"draft {n + 1}", date=name[:10], now=now, follow=n == 1)
    return "assemblies"


def first_address(client: TestClient, page: str, pattern: str) -> str:
    found = re.search(pattern, client.get(page).text)
    assert found, page
    return found.group()


def test_commitments_and_a_verdict_beside_the_computed_status(client: TestClient, path: Path) -> None:
    address = first_address(client, "/commitments", r"/commitments/[0-9a-f]{8,}")
    with Dossier.open(path, create=False, read_only=True) as dossier:
        count = len(held.commitments(dossier, "2026-01-01"))
    assert f"{count} commitment" in client.get("/commitments?as_of=2026-01-01").text
    sent = {"decision": "verdict", "status": "partly", "by": "Aigul", "why": "the law is half of it"}
    text = client.post(f"{address}/review", data=sent).text
    assert "person: partly fulfilled" in text
    assert "the law is half of it" in text
    assert "person: partly fulfilled" not in client.post(f"{address}/review", data={"decision": "undone"}).text


def test_what_was_known_on_a_day(client: TestClient) -> None:
    assert "0 commitments" in client.get("/commitments?as_of=1990").text
    assert client.get("/commitments?as_of=soon").status_code == 400


def test_a_bill_with_its_ledger(client: TestClient, bill: str, path: Path) -> None:
    text = client.get(f"/bills/{bill}").text
    with Dossier.open(path, create=False, read_only=True) as dossier:
        concerns = kept.concerns(dossier, bill)
    assert concerns
    assert text.count('<article class="concern"') == len(concerns)
    address = f"/bills/{bill}/concerns/{concerns[0].id}"
    sent = {"decision": "verdict", "state": "not", "by": "Aigul", "why": "same in substance"}
    assert "Aigul: not fixed" in client.post(f"{address}/review", data=sent).text
    rejected = client.post(f"{address}/review", data={"decision": "rejected", "back": f"/bills/{bill}"}).text
    assert rejected.count('<article class="concern"') == len(concerns) - 1
    assert client.post(f"{address}/review", data={"decision": "maybe"}).status_code == 400
    assert client.get(f"/bills/{bill}/concerns/none").status_code == 404


def test_what_changed_word_by_word_and_as_files(client: TestClient, bill: str) -> None:
    text = client.get(f"/bills/{bill}/redline").text
    assert "<del>" in text
    assert "<ins>" in text
    whole = client.get(f"/bills/{bill}/redline?all=1").text
    assert whole.count('class="provision') > text.count('class="provision')
    for form in ("docx", "html", "xml"):
        answer = client.get(f"/bills/{bill}/redline.{form}")
        assert answer.headers["content-disposition"].startswith("attachment")
        assert answer.content
    assert client.get(f"/bills/{bill}/redline.exe").status_code == 404
    assert client.get(f"/bills/{bill}/concerns.csv").text.startswith("\ufeffconcern,title")
    assert "no verdict" in client.get(f"/bills/{bill}/screen").text


def test_a_concern_that_a_person_raises(client: TestClient, bill: str) -> None:
    version = first_address(client, f"/bills/{bill}", r'<option value="[0-9a-f]{8,}').rsplit('"', 1)[-1]
    sent = {"version": version, "on": "Article 2", "title": "Who may organise", "by": "Aigul"}
    assert "Who may organise" in client.post(f"/bills/{bill}/concerns", data=sent).text
    missing = client.post(f"/bills/{bill}/concerns", data={**sent, "on": "Article 999"})
    assert missing.status_code == 400
    assert "Article 999" in missing.text


def test_figures_without_an_index_say_what_to_do(client: TestClient) -> None:
    text = client.get("/figures").text
    assert "Indices that are loaded" in text
    assert client.get("/figures/none").status_code == 404
