"""Threads: found, read over time, put right by a person, and the decision taken back."""

import html
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.dossier import Dossier, finding_pages, threads
from onrecord.dossier.finding_pages import FindingQuery
from onrecord.records import Thread

BY = {"by": "Aigul"}


@pytest.fixture
def largest(path: Path) -> list[Thread]:
    with Dossier.open(path, create=False) as dossier:
        return threads.threads(dossier, country="XEX", limit=3)


def test_the_list_is_paged_and_found_by_name(client: TestClient, largest: list[Thread]) -> None:
    page = client.get("/threads?country=XEX").text
    assert page.index(f"/threads/{largest[0].id}") < page.index(f"/threads/{largest[1].id}")
    named = client.get("/threads", params={"text": largest[0].name.upper()}).text
    assert f"/threads/{largest[0].id}" in named
    assert "No thread fits" in client.get("/threads?text=zzzz").text
    assert f"/threads/{largest[0].id}" in client.get(f"/threads?right={largest[0].rights[0]}").text


def test_a_thread_shows_its_statements_by_year(client: TestClient, largest: list[Thread]) -> None:
    seen: list[str] = []
    years: list[str] = []
    address = f"/threads/{largest[0].id}"
    while address:
        page = client.get(address).text
        seen += re.findall(r'name="statements" value="(\w+)"', page)
        years += re.findall(r'<h3 class="yr">(\d{4})</h3>', page)
        on = re.search(r'href="([^"]*)" rel="next"', page)
        address = html.unescape(on[1]) if on else ""
    assert sorted(seen) == sorted(largest[0].statements)
    assert years == sorted(years)


def test_numbers_of_the_course_lead_to_what_they_count(client: TestClient, largest: list[Thread]) -> None:
    page = client.get(f"/threads/{largest[0].id}").text
    found = re.findall(r'<a class="k" href="(/statements[^"]*since[^"]*)"[^>]*>(\d+)</a>', page)
    assert found
    for address, n in found[:8]:
        listed = client.get(html.unescape(address)).text
        assert f'<p class="total">{n} statement' in listed


def test_the_same_wording_in_several_documents_is_told_once(client: TestClient, path: Path) -> None:
    with Dossier.open(path, create=False) as dossier:
        copied = finding_pages.finding_page(dossier, FindingQuery(kinds=("dependent-sources",)), limit=100).items
    thread, other = next((one.thread, one.b.statement) for one in copied if one.thread and one.b)
    page = client.get(f"/threads/{thread}").text
    assert "The same wording in several documents" in page
    assert f"/statements/{other}" in page


def test_renaming_is_kept_and_undone(client: TestClient, path: Path, largest: list[Thread]) -> None:
    one = largest[0]
    address = f"/threads/{one.id}"
    client.post(f"{address}/rename", data={"name": "Assemblies <law>", "why": "clearer", **BY})
    page = client.get(address).text
    assert "<h1>Assemblies &lt;law&gt;</h1>" in page
    assert "clearer" in page
    (decision,) = re.findall(r'name="decision" value="(\w+)"><button>Undo', page)
    client.post(f"{address}/undo", data={"decision": decision, **BY})
    with Dossier.open(path, create=False) as dossier:
        assert threads.thread(dossier, one.id).name == one.name


def test_a_merged_thread_leads_to_what_it_became_part_of(client: TestClient, largest: list[Thread]) -> None:
    a, b, _ = largest
    page = client.get(f"/threads/{a.id}", params={"with": b.name}).text
    assert f'value="{b.id}"' in page
    client.post(f"/threads/{a.id}/merge", data={"into": b.id, **BY})
    moved = client.get(f"/threads/{a.id}", follow_redirects=False)
    assert moved.headers["location"] == f"/threads/{b.id}"


def test_ticked_statements_found_a_thread_or_move(client: TestClient, path: Path, largest: list[Thread]) -> None:
    a, b, _ = largest
    ticked = list(a.statements[:2])
    made = client.post(f"/threads/{a.id}/split", data={"statements": ticked, "name": "Fines", **BY})
    assert "<h1>Fines</h1>" in made.text
    client.post(f"/threads/{a.id}/move", data={"statements": [a.statements[2]], "into": b.id, **BY})
    client.post(f"/threads/{a.id}/pin", data={"statements": [a.statements[3]], **BY})
    client.post(f"/threads/{a.id}/under", data={"into": b.id, **BY})
    with Dossier.open(path, create=False) as dossier:
        assert a.statements[2] in threads.thread(dossier, b.id).statements
        assert threads.thread(dossier, a.id).part_of == b.id
    assert f'<a href="/threads/{a.id}">' in client.get(f"/threads/{b.id}").text


def test_nothing_ticked_is_said(client: TestClient, largest: list[Thread]) -> None:
    answer = client.post(f"/threads/{largest[0].id}/split", data=BY)
    assert answer.status_code == 400
    assert "no statement is ticked" in answer.text


def test_a_decision_asks_for_the_name_and_keeps_what_was_ticked(client: TestClient, largest: list[Thread]) -> None:
    ticked = list(largest[0].statements[:2])
    asked = client.post(f"/threads/{largest[0].id}/pin", data={"statements": ticked})
    assert asked.status_code == 422
    assert all(f'value="{one}"' in asked.text for one in ticked)
