"""Findings: counted by kind, with both sides in their places, judged by a person."""

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.dossier import Dossier, finding_pages
from onrecord.dossier.finding_pages import FindingQuery
from onrecord.records import Finding

BY = {"by": "Aigul"}


@pytest.fixture
def opposed(path: Path) -> Finding:
    """A finding with two sides."""
    with Dossier.open(path, create=False) as dossier:
        every = finding_pages.finding_page(dossier, FindingQuery(), limit=500).items
    return next(one for one in every if one.b)


def test_kinds_are_counted_and_lead_to_their_lists(client: TestClient) -> None:
    page = client.get("/findings").text
    kinds = re.findall(r'href="/findings\?kind=([\w-]+)"[^>]*>[^<]*</a> <b>(\d+)</b>', page)
    assert kinds
    for kind, n in kinds:
        assert f'<p class="total">{n} finding' in client.get(f"/findings?kind={kind}").text


@pytest.mark.parametrize("field", ["country", "thread"])
def test_filters_find_what_has_the_value(client: TestClient, opposed: Finding, field: str) -> None:
    value = getattr(opposed, field)
    assert f'id="f-{opposed.id}"' in client.get(f"/findings?kind={opposed.kind}&{field}={value}").text
    assert f'id="f-{opposed.id}"' not in client.get(f"/findings?{field}=nothing").text


def test_pages_of_the_list_hold_every_finding_once(path: Path) -> None:
    with Dossier.open(path, create=False) as dossier:
        whole = finding_pages.finding_page(dossier, FindingQuery(), limit=500)
        seen: list[Finding] = []
        after: str | None = None
        while True:
            shown = finding_pages.finding_page(dossier, FindingQuery(), after=after, limit=3)
            seen += shown.items
            if shown.after is None:
                break
            after = shown.after
        front = finding_pages.finding_page(dossier, FindingQuery(), before=shown.before, limit=3)
    assert [one.id for one in seen] == [one.id for one in whole.items]
    assert len(seen) == whole.total
    assert front.items == whole.items[-3 - len(shown.items) : -len(shown.items)]


def test_a_finding_shows_both_sides_in_their_places(client: TestClient, opposed: Finding) -> None:
    page = client.get(f"/findings/{opposed.id}").text
    assert page.count('class="frozen excerpt"') == 2
    assert "One side" in page
    assert "The other" in page


def test_a_rejected_finding_leaves_the_list_and_comes_back(client: TestClient, opposed: Finding) -> None:
    address = f"/findings/{opposed.id}"
    mine = f'id="f-{opposed.id}"'
    client.post(f"{address}/review", data={"decision": "rejected", "why": "not the same year", **BY})
    assert mine not in client.get("/findings").text
    assert mine in client.get("/findings?state=rejected").text
    page = client.get(address).text
    assert "not the same year" in page
    assert "<b>Aigul</b>" in page
    back = client.post(f"{address}/review", data={"decision": "undone", "back": "/findings", **BY})
    assert mine in back.text


@pytest.mark.parametrize(
    ("address", "status"), [("/findings/0000", 404), ("/findings?kind=doubt", 400), ("/findings?after=!!", 400)]
)
def test_what_is_not_there_is_said(client: TestClient, address: str, status: int) -> None:
    assert client.get(address).status_code == status
