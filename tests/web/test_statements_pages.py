"""The list of statements, one statement, and what a person decides on it."""

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.dossier import Dossier, StatementFilter, reviews
from onrecord.dossier.findings import findings
from onrecord.records import Statement


@pytest.fixture
def first(path: Path) -> Statement:
    with Dossier.open(path, create=False, read_only=True) as dossier:
        return next(s for s in dossier.statements() if s.voice == "attributed" and s.speakers)


def statement(path: Path, id: str) -> Statement:
    with Dossier.open(path, create=False, read_only=True) as dossier:
        return dossier.statement(id)


def test_the_list_shows_what_the_address_asks_for(client: TestClient, path: Path) -> None:
    with Dossier.open(path, create=False, read_only=True) as dossier:
        expected = dossier.count_statements(StatementFilter(stance="regress"))
    text = client.get("/statements?stance=regress").text
    assert f"{expected} statement" in text
    assert len(re.findall(r"<article class=\"st regress", text)) == min(expected, 50)
    assert not re.findall(r"<article class=\"st (progress|mixed|neutral)", text)


def test_a_page_ends_where_the_next_begins(client: TestClient, path: Path) -> None:
    seen: list[str] = []
    address = "/statements"
    while address:
        text = client.get(address).text
        seen += re.findall(r'<article [^>]*id="s-(\w+)"', text)
        following = re.search(r'href="([^"]+)" rel="next"', text)
        address = following.group(1).replace("&amp;", "&") if following else ""
    with Dossier.open(path, create=False, read_only=True) as dossier:
        assert seen == [s.id for s in dossier.statements()]


@pytest.mark.parametrize("address", ["/statements?right=tortur", "/statements?since=soon", "/statements?after=xx"])
def test_a_wrong_address_says_what_is_wrong(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    assert "What to do" in answer.text


def test_a_decision_is_kept_with_its_name(client: TestClient, path: Path, first: Statement) -> None:
    sent = {"decision": "confirmed", "by": "Aigul", "back": "/statements?page=2"}
    answer = client.post(f"/statements/{first.id}/review", data=sent, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/statements?page=2")
    assert statement(path, first.id).review == "confirmed"
    client.post(f"/statements/{first.id}/review", data={"decision": "undone"})  # the name is remembered
    assert statement(path, first.id).review == "machine"
    with Dossier.open(path, create=False, read_only=True) as dossier:
        assert [(r.decision, r.by) for r in reviews.log(dossier, first.id)] == [
            ("confirmed", "Aigul"),
            ("undone", "Aigul"),
        ]


def test_without_a_name_it_is_asked_for_and_the_decision_is_not_lost(client: TestClient, first: Statement) -> None:
    answer = client.post(f"/statements/{first.id}/review", data={"decision": "rejected", "why": "a heading"})
    assert answer.status_code == 422
    assert 'name="decision" value="rejected"' in answer.text
    assert 'name="why" value="a heading"' in answer.text


def test_nothing_is_sent_elsewhere_after_a_decision(client: TestClient, first: Statement) -> None:
    for back in ("https://evil.example/", "//evil.example", "/\\evil.example"):
        sent = {"decision": "confirmed", "by": "Aigul", "back": back}
        answer = client.post(f"/statements/{first.id}/review", data=sent, follow_redirects=False)
        assert answer.headers["location"] == "/"


def test_a_correction_changes_what_was_changed_and_nothing_else(
    client: TestClient, path: Path, first: Statement
) -> None:
    start, end = first.content[0]
    sent = {
        "labels": "1",
        "rights": ["torture", "justice"],
        "act": first.act,
        "stance": "mixed",
        "speaker": first.speakers[0].name or "",
        "role": first.speakers[0].role or "",
        "affiliation": first.speakers[0].affiliation or "",
        "camp": first.speakers[0].camp,
        "content": f"{start}-{end - 1}",
        "decision": "corrected",
        "by": "Aigul",
        "why": "read again",
    }
    answer = client.post(f"/statements/{first.id}/review", data=sent)
    assert answer.status_code == 200
    now = statement(path, first.id)
    assert (now.rights, now.stance, now.act) == (("torture", "justice"), "mixed", first.act)
    assert now.speakers == first.speakers
    assert now.quote.startswith(first.quote[: end - start - 1])
    with Dossier.open(path, create=False, read_only=True) as dossier:
        given = set(reviews.log(dossier, first.id)[-1].given)
    assert given - {"hedged"} == {"rights", "stance", "content"}


def test_a_statement_shows_its_words_in_their_place_and_why(client: TestClient, first: Statement) -> None:
    text = client.get(f"/statements/{first.id}").text
    assert "In its place" in text
    assert "Why the machine says so" in text
    assert '<mark class="c' in text
    assert client.get("/statements/0000000000").status_code == 404


def test_findings_follow_what_a_person_decides(client: TestClient, path: Path) -> None:
    with Dossier.open(path, create=False, read_only=True) as dossier:
        found = [f for f in findings(dossier) if f.a.statement and f.kind != "dependent-sources"]
    assert found
    side = found[0].a.statement
    afterwards = client.app.state.afterwards  # type: ignore[attr-defined]
    client.post(f"/statements/{side}/review", data={"decision": "rejected", "by": "Aigul"})
    assert afterwards.idle.wait(60)
    with Dossier.open(path, create=False, read_only=True) as dossier:
        assert found[0].id not in {f.id for f in findings(dossier)}
    client.post(f"/statements/{side}/review", data={"decision": "undone"})
    assert afterwards.idle.wait(60)
    with Dossier.open(path, create=False, read_only=True) as dossier:
        assert found[0].id in {f.id for f in findings(dossier)}
