"""Taking in through the page: files, what is refused, and the account."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.dossier import Dossier
from onrecord.web import make_app

TEXT = b"Carron, 3 May 2021. The Ministry of Justice of Exempla said that torture had been abolished in all prisons.\n"


def test_files_are_taken_in_and_accounted_for(tmp_path: Path) -> None:
    path = tmp_path / "new.dossier"
    app = make_app(path, {"testserver"})
    with TestClient(app, base_url="http://testserver", headers={"origin": "http://testserver"}) as client:
        files = [("files", ("note.txt", TEXT)), ("files", ("../../escape.txt", b"")), ("files", ("note.txt", TEXT))]
        answer = client.post("/intake", files=files, data={"command": "add"}, follow_redirects=False)
        assert answer.headers["location"] == "/intake/1"
        assert app.state.jobs.wait(1, timeout_s=120)
        state = client.get("/intake/1/state").json()
        assert state["state"] == "finished", state
        text = client.get("/intake/1").text
        assert "3 in = 1 kept + 1 duplicates + 1 refused" in text
        assert client.get("/documents").status_code == 200
    with Dossier.open(path, create=False, read_only=True) as dossier:
        (document,) = dossier.documents()
        assert {s.where for s in document.sightings} == {"note.txt", "note-again.txt"}


@pytest.mark.parametrize(("sent", "message"), [({}, "nothing was given"), ({"addresses": "ftp://x"}, "no web address")])
def test_what_cannot_be_taken_is_said(client: TestClient, sent: dict[str, str], message: str) -> None:
    answer = client.post("/intake", data=sent)
    assert answer.status_code == 400
    assert message in answer.text


def test_an_intake_that_is_not_there(client: TestClient) -> None:
    assert client.get("/intake/99").status_code == 404
