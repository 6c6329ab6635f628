"""The figures commands over a dossier with a document and a series."""

import json
from pathlib import Path

import numpy as np
import pytest
from tests.figures.exempla import check_text, harbour, make_document
from typer.testing import CliRunner

from onrecord.cli.figures import figures_app
from onrecord.dossier import Dossier
from onrecord.dossier.series import import_series, put_checks, stamp_of
from onrecord.figures.checking import MADE_BY
from onrecord.records import Blob, DeclaredCountry, Sighting, Statement, cut, statement_id

TEXT = "Exempla is 60th in the 2023 Harbour Index. In 2017 Exempla was 80th in the Harbour Index."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A dossier that holds TEXT as one statement, and the Harbour Index."""
    path = tmp_path / "exempla.dossier"
    document = make_document(TEXT, "2023-11-16")
    content = ((0, len(TEXT)),)
    statement = Statement(
        id=statement_id(document, "author", (), (), content), document=document.id, voice="author", content=content,
        quote=cut(TEXT, content), country="XEX", made_by="reader 1",
    )  # fmt: skip
    with Dossier.open(path, create=True) as opened:
        opened.declare_country(DeclaredCountry(code="XEX", name="Exempla", demonym="Exemplan"))
        blob = Blob(data=TEXT.encode(), name="a.txt", sighting=Sighting(where="a.txt"))
        opened.keep(blob, document, [statement], np.ones((1, 384), np.float32))
        import_series(opened, harbour(), [], 16, origin="harbour-index.csv", format="plain")
    return path


def run(*args: object) -> str:
    result = CliRunner().invoke(figures_app, [str(a) for a in args])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_bare_figures_print_json_lines(path: Path) -> None:
    lines = [json.loads(line) for line in run("-d", path, "--json").splitlines()]
    assert [(line["type"], line["claimed"], line["verdict"]) for line in lines] == [
        ("figure", 60, "differs"),
        ("figure", 80, "no-such-edition"),
    ]


def test_list_filters_by_verdict_and_country(path: Path) -> None:
    assert "differs" not in run("list", "-d", path, "--verdict", "no-such-edition")
    assert "60th" in run("list", "-d", path, "--country", "Exempla", "--verdict", "differs")
    assert run("list", "-d", path, "--country", "KEN", "-q") == ""


def test_stored_checks_are_shown_as_they_are(path: Path) -> None:
    with Dossier.open(path, create=False) as opened:
        (document,) = opened.documents()
        put_checks(opened, [(document.id, [])], stamp_of(opened, MADE_BY))
    assert run("list", "-d", path, "--json") == ""


def test_show_prints_the_table_of_editions(path: Path) -> None:
    first = json.loads(run("-d", path, "--json").splitlines()[0])
    shown = run("show", first["id"][:6], "-d", path)
    assert "* 2023" in shown and "66" in shown and "in: “Exempla is 60th" in shown


def test_series_lists_what_is_loaded(path: Path) -> None:
    assert "harbour-index/overall" in run("series", "-d", path)
    assert "16 figures" in run("series", "-d", path)
    assert json.loads(run("series", "-d", path, "--json"))["type"] == "series"


def test_the_text_used_here_has_two_checks() -> None:
    assert len(check_text(TEXT, "2023-11-16")) == 2
