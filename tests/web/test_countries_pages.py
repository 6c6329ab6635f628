"""A country's page: every number leads to as many statements as it says."""

import html
import re
from itertools import islice

import pytest
from starlette.testclient import TestClient

NUMBER = re.compile(r'<a class="k" href="(/statements[^"]*)"[^>]*>([\d,]+)</a>')
TOTAL = re.compile(r'<p class="total">(?:More than )?([\d,]+) statements?')


def numbers(page: str) -> dict[str, int]:
    """What each number of a page leads to, with the number."""
    return {html.unescape(where): int(n.replace(",", "")) for where, n in NUMBER.findall(page)}


def listed(client: TestClient, address: str) -> int:
    found = TOTAL.search(client.get(address).text)
    assert found, address
    return int(found[1].replace(",", ""))


@pytest.mark.parametrize("query", ["", "?sides=camps", "?since=2021-05&until=2021-10", "?right=assembly"])
def test_numbers_lead_to_what_they_count(client: TestClient, query: str) -> None:
    page = client.get(f"/countries/XEX{query}")
    assert page.status_code == 200
    found = numbers(page.text)
    assert len(found) > 10
    for address, n in islice(found.items(), 0, None, 3):
        assert listed(client, address) == n, address


def test_the_page_says_everything_in_order(client: TestClient) -> None:
    page = client.get("/countries/xex").text
    heads = re.findall(r"<h2[^>]*>(.*?)</h2>", page)
    assert heads[:5] == ["At a glance", "What is disputed", "Promises and deeds", "Silences", "Figures"]
    assert page.count("<h1") == 1
    assert "/briefs?country=XEX" in page


def test_sides_can_be_chosen(client: TestClient) -> None:
    page = client.get("/countries/XEX?sides=camps&one=parliament&other=government").text
    assert 'class="grp">Parliament</th>' in page
    assert 'class="grp sep">Government</th>' in page


def test_an_empty_choice_says_how_to_go_on(client: TestClient) -> None:
    page = client.get("/countries/XEX?since=2090")
    assert page.status_code == 200
    assert "Show all" in page.text


@pytest.mark.parametrize(("address", "status"), [("/countries/QQQ", 404), ("/countries/XEX?right=nothing", 400)])
def test_what_is_not_there_is_said(client: TestClient, address: str, status: int) -> None:
    assert client.get(address).status_code == status
