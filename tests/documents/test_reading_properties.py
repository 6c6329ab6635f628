"""Whatever comes in: a document whose spans cut, or a refusal; never another exception."""

import hashlib
import io
import subprocess
import sys
import zipfile
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from onrecord.documents import Taken, read
from onrecord.errors import Refusal
from onrecord.records import Blob, Sighting
from onrecord.reference.countries import Gazetteer

GAZETTEER = Gazetteer()
TAGS = st.sampled_from(
    ["<html>", "<body>", "<p>", "</p>", "<div>", "</div>", "<table><tr><td>", "</table>", "<br>", "<h1>", "</h1>",
     "<ul><li>",
     "&#xD800;", "&nbsp;", "&#0;", "<meta charset=utf-7>", "<title>", "</title>",
     "<script type='application/ld+json'>[",
     "</script>", "<!--", "-->", "<![CDATA[", "<svg>", "<noscript>", "<a href=x>", "<time datetime='0000-99-99'>",
     "\x00"]
)  # fmt: skip
WORDS = st.text(st.characters(codec="utf-8"), max_size=60)
NAMES = st.sampled_from(["a.txt", "a.html", "a.pdf", "a.docx", "", "https://news.example/2021/02/30/x", "a.doc"])


def try_to_read(data: bytes, name: str) -> Taken | None:
    try:
        return read(Blob(data=data, name=name, sighting=Sighting(where=name)), GAZETTEER)
    except Refusal as refusal:
        assert refusal.what
        assert refusal.do
        return None


def check(taken: Taken | None, data: bytes) -> None:
    if taken is None:
        return
    document = taken.document
    text = document.text
    assert document.sha256 == hashlib.sha256(data).hexdigest()
    assert document.id == document.sha256[:20]
    assert document.text_sha256 == hashlib.sha256(text.encode()).hexdigest()
    for mark in (*document.boilerplate, *document.disclosures):
        assert 0 <= mark.start < mark.end <= len(text)
        assert text[mark.start : mark.end].strip() == text[mark.start : mark.end]
    spans = [(mark.start, mark.end) for mark in document.boilerplate]
    assert spans == sorted(spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert all(start <= end for start, end in document.pages)
    assert not document.pages or (document.pages[0][0], document.pages[-1][1]) == (0, len(text))
    assert all(issue.stage == "documents" and issue.document == document.id for issue in taken.issues)


@given(data=st.binary(max_size=400), name=NAMES)
def test_any_bytes(data: bytes, name: str) -> None:
    check(try_to_read(data, name), data)


@given(text=st.text(st.characters(codec="utf-8"), min_size=1, max_size=400))
def test_any_text(text: str) -> None:
    """UTF-8 text comes back exactly, but for a byte order mark."""
    taken = try_to_read(text.encode(), "a.txt")
    check(taken, text.encode())
    if (
        taken is not None
        and taken.document.media_type == "text/plain"
        and not text.startswith("\ufeff")
        and "\x00" not in text
    ):
        assert taken.document.text == text


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(parts=st.lists(st.one_of(TAGS, WORDS), max_size=40))
@example(parts=["<body>", "<script type='application/ld+json'>[", "</script>", "\x08"])
def test_any_markup(parts: list[str]) -> None:
    data = ("<!doctype html>" + "".join(parts)).encode()
    check(try_to_read(data, "a.html"), data)


@settings(deadline=None, max_examples=60)
@given(
    inside=st.binary(max_size=300),
    name=st.sampled_from(["word/document.xml", "docProps/core.xml", "word/footnotes.xml"]),
)
def test_any_docx(inside: bytes, name: str) -> None:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = f'<w:document xmlns:w="{space}"><w:body><w:p><w:r><w:t>Words</w:t></w:r></w:p></w:body></w:document>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for part, content in {"word/document.xml": body.encode(), name: inside}.items():
            package.writestr(part, content)
    check(try_to_read(out.getvalue(), "a.docx"), out.getvalue())


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_any_damaged_pdf(pdf_bytes: bytes, data: st.DataObject) -> None:
    damaged = bytearray(pdf_bytes)
    for _ in range(data.draw(st.integers(0, 8))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(damaged[: data.draw(st.integers(len(damaged) // 2, len(damaged)))])
    check(try_to_read(cut, "a.pdf"), cut)


@pytest.fixture(scope="session")
def pdf_bytes() -> bytes:
    from fpdf import FPDF

    pdf = FPDF()
    for _ in range(2):
        pdf.add_page()
        pdf.set_font("Helvetica", size=11)
        pdf.multi_cell(0, 6, "The court of Exempla freed two reporters on Monday. " * 12)
    return bytes(pdf.output())


def test_reading_again_gives_the_same(pdf_bytes: bytes) -> None:
    assert try_to_read(pdf_bytes, "a.pdf") == try_to_read(pdf_bytes, "a.pdf")


def test_plain_text_loads_no_library_of_other_kinds() -> None:
    """So that reading text stays quick to start and small."""
    code = (
        "import sys; from onrecord.documents import read; from onrecord.records import Blob, Sighting;"
        "from onrecord.reference.countries import Gazetteer;"
        "read(Blob(data=b'The court of the state has said that it is.', name='a.txt', sighting=Sighting(where='a')),"
        "Gazetteer());"
        "print(sorted({'trafilatura', 'lxml', 'pypdfium2', 'docx', 'py3langid', 'httpx', 'numpy', 'charset_normalizer'}"
        " & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
