"""Sources: every count of an outlet or a speaker leads to as many statements."""

import html
import re

import pytest
from starlette.testclient import TestClient


@pytest.mark.parametrize("role", ["publisher", "speaker"])
def test_counts_lead_to_their_statements(client: TestClient, role: str) -> None:
    page = client.get(f"/sources?country=XEX&role={role}").text
    counts = re.findall(r'<a class="k" href="(/sources/[^"]*)"[^>]*>([\d,]+)</a>', page)
    assert counts
    for address, n in counts[:8]:
        assert f'<p class="total">{n} statement' in client.get(html.unescape(address)).text


def test_the_first_country_is_shown_where_none_is_asked_for(client: TestClient) -> None:
    assert '<option value="XEX" selected>' in client.get("/sources").text


def test_counts_follow_a_decision(client: TestClient) -> None:
    """A rejected statement counts no more, though the counts are kept between requests."""
    page = client.get("/sources?country=XEX&role=publisher").text
    address, n = re.findall(r'<a class="k" href="(/sources/[^"]*what=statements)"[^>]*>(\d+)</a>', page)[0]
    address = html.unescape(address)
    one = re.findall(r'id="s-(\w+)"', client.get(address).text)[0]
    client.post(f"/statements/{one}/review", data={"decision": "rejected", "by": "Aigul"})
    assert f'<p class="total">{int(n) - 1} statement' in client.get(address).text


def test_a_source_that_is_not_there_is_said(client: TestClient) -> None:
    assert client.get("/sources/nobody?country=XEX").status_code == 404
