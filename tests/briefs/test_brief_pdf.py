"""The brief as PDF: tagged, with bookmarks and a title, from the same sections; nothing is fetched."""

from __future__ import annotations

import sys
from dataclasses import replace

import pypdfium2
import pytest
from tests.briefs.exempla import material

from onrecord import briefs
from onrecord.briefs import pdf
from onrecord.briefs.view import look
from onrecord.errors import SettingsError


@pytest.fixture(scope="module")
def made() -> bytes:
    pytest.importorskip("weasyprint", reason="PDF is an extra")
    few = material().statements[:6]
    documents = tuple(one for one in material().documents if one.id in {s.document for s in few})
    return briefs.write(replace(material(), statements=few, documents=documents, findings=(), checks=()), "pdf")


def test_it_has_a_title_bookmarks_and_tags(made: bytes) -> None:
    file = pypdfium2.PdfDocument(made)
    assert file.get_metadata_dict()["Title"].startswith("Exempla: ")
    marks = [mark.get_title() for mark in file.get_toc()]
    assert {"At a glance", "What is disputed", "Who says so"} <= set(marks)
    assert pypdfium2.raw.FPDFCatalog_IsTagged(file)


def test_each_page_names_what_the_brief_holds(made: bytes) -> None:
    file = pypdfium2.PdfDocument(made)
    few = material().statements[:6]
    documents = tuple(one for one in material().documents if one.id in {s.document for s in few})
    digest = look(replace(material(), statements=few, documents=documents, findings=(), checks=())).digest
    for n, page in enumerate(file):
        text = page.get_textpage().get_text_bounded()
        assert digest in text
        assert f"{n + 1} / {len(file)}" in text


def test_nothing_is_fetched() -> None:
    with pytest.raises(ValueError, match="loads nothing"):
        pdf._refuse("https://a.example/picture.png")


def test_without_the_library_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(SettingsError) as caught:
        briefs.write(material(), "pdf")
    assert "onrecord[pdf]" in caught.value.do
