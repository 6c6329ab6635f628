"""Speakers, reviews, briefs and exports through the pages."""

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord import exports
from onrecord.dossier import Dossier, reviews, speakers
from onrecord.dossier.brief_log import briefs_written
from onrecord.records import Statement


@pytest.fixture
def two(path: Path) -> list[Statement]:
    with Dossier.open(path, create=False, read_only=True) as dossier:
        return [s for s in dossier.statements() if s.voice == "attributed" and s.speakers and s.speakers[0].name][:2]


def test_a_search_that_finds_one_speaker_leads_there(client: TestClient, path: Path) -> None:
    with Dossier.open(path, create=False, read_only=True) as dossier:
        every = speakers.speakers(dossier, limit=1000).items
    assert f"{len(every)} known speaker" in client.get("/speakers").text
    name = next(s.name for s in every if sum(s.name in other.name for other in every) == 1)
    answer = client.get("/speakers", params={"text": name})
    assert re.search(r"/speakers/\w+$", str(answer.url))
    assert f"<h1>{name}</h1>" in answer.text.replace("&#39;", "'")


def test_speakers_are_merged_and_taken_apart_again(client: TestClient, path: Path) -> None:
    with Dossier.open(path, create=False, read_only=True) as dossier:
        people = [s for s in speakers.speakers(dossier, limit=1000).items if not s.collective]
    one, other = people[:2]
    sent = {"decision": "merge", "into": other.id, "by": "Aigul", "why": "a second spelling"}
    answer = client.post(f"/speakers/{one.id}/edit", data=sent)
    assert "Found to be the same" in answer.text
    assert "a second spelling" in answer.text
    with Dossier.open(path, create=False, read_only=True) as dossier:
        assert speakers.speaker(dossier, other.id).statements == one.statements + other.statements
    client.post(f"/speakers/{one.id}/edit", data={"decision": "unmerge"})
    with Dossier.open(path, create=False, read_only=True) as dossier:
        assert speakers.speaker(dossier, other.id).statements == other.statements
    assert client.post(f"/speakers/{one.id}/edit", data={"decision": "marry"}).status_code == 400


def test_what_most_needs_a_person_leaves_out_what_was_reviewed(client: TestClient) -> None:
    first = re.findall(r'<article [^>]*id="s-(\w+)"', client.get("/reviews").text)
    client.post(f"/statements/{first[0]}/review", data={"decision": "confirmed", "by": "Aigul"})
    then = re.findall(r'<article [^>]*id="s-(\w+)"', client.get("/reviews").text)
    assert first[0] not in then
    assert then[0] == first[1]
    assert first[0] in client.get("/reviews/log").text


def test_two_persons_and_where_they_differ(client: TestClient, path: Path, two: list[Statement]) -> None:
    assert "No two persons" in client.get("/reviews/agreement").text
    with Dossier.open(path, create=False) as dossier:
        for by in ("Aigul", "Bolat"):
            made = [reviews.Decision(statement=s.id, decision="confirmed", by=by) for s in two]
            reviews.review(dossier, made, f"2026-01-05T10:00:0{len(by)}Z")
    text = client.get("/reviews/agreement").text
    assert "Aigul, Bolat" in text


def test_a_rebuttal_is_attached_and_taken_back(client: TestClient, two: list[Statement]) -> None:
    one, other = two
    sent = {"statement": other.id, "by": "Aigul", "why": "the minister answered"}
    text = client.post(f"/statements/{one.id}/rebuttals", data=sent).text
    assert "the minister answered" in text
    (rebuttal,) = re.findall(r'name="undo" value="(\w+)"', text)
    assert "the minister answered" not in client.post(f"/statements/{one.id}/rebuttals", data={"undo": rebuttal}).text
    assert client.post(f"/statements/{one.id}/rebuttals", data={}).status_code == 400


@pytest.mark.parametrize("form", ["html", "docx", "md", "json"])
def test_a_brief_is_saved_and_noted(client: TestClient, path: Path, form: str) -> None:
    sent = {"country": "XEX", "form": form, "right": ["assembly", "life"], "reviewed": ""}
    answer = client.post("/briefs", data=sent)
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].endswith(f".{form}")
    assert not answer.headers["content-type"].startswith("text/html")
    with Dossier.open(path, create=False, read_only=True) as dossier:
        (noted,) = briefs_written(dossier)
    assert noted.filters.rights == ("assembly", "life")
    assert "XEX-" in client.get("/briefs").text


def test_a_brief_is_looked_at_under_its_own_policy(client: TestClient) -> None:
    answer = client.get("/briefs/look?country=XEX")
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "script-src 'sha256-" in policy
    assert client.get("/briefs/look").status_code == 400


@pytest.mark.parametrize("form", sorted(exports.FORMS))
def test_an_export_gives_its_account_and_its_file(client: TestClient, form: str) -> None:
    answer = client.get(f"/exports?to={form}")
    assert answer.status_code == 200, answer.text
    assert "written" in answer.text
    assert client.get(f"{answer.url.path}/file").content
    assert client.get("/exports/999").status_code == 404
