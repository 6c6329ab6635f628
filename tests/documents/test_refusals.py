"""What is refused, each with its reason, its place and what to do."""

import io
import zipfile
from collections.abc import Callable

import pytest

from onrecord.documents import Taken, limits
from onrecord.errors import Broken, Encrypted, ErrorPage, NoText, Refusal, TooLarge, Unsupported

Take = Callable[..., Taken]


def packed(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


OLE = bytes.fromhex("D0CF11E0A1B11AE1") + b"\x00" * 600
FILES: list[tuple[str, bytes, type[Refusal], str]] = [
    ("a.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, Unsupported, "OCR"),
    ("renamed.txt", b"\xff\xd8\xff\xe0" + b"\x00" * 50, Unsupported, "OCR"),
    ("a.doc", OLE + "WordDocument".encode("utf-16-le"), Unsupported, ".docx"),
    ("a.xls", OLE, Unsupported, "onrecord import"),
    ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), Encrypted, "password"),
    ("a.rtf", b"{\\rtf1\\ansi Hello}", Unsupported, ".docx"),
    ("a.odt", packed("mimetype", "content.xml"), Unsupported, ".docx"),
    ("a.xlsx", packed("xl/workbook.xml"), Unsupported, "onrecord import"),
    ("a.pptx", packed("ppt/presentation.xml"), Unsupported, "PDF"),
    ("a.zip", packed("one.txt"), Unsupported, "unpack"),
    ("a.eml", b"Received: from a\r\nFrom: a@b.example\r\nSubject: x\r\n\r\nHello", Unsupported, "onrecord add"),
    ("a.csv", b"year,cases\n2020,15\n", Unsupported, "table"),
    ("a.json", b'{"a": 1}', Unsupported, "text"),
    ("a.docx", packed("one.txt"), Broken, "save"),
    ("a.docx", b"PK\x03\x04 and nothing more", Broken, "again"),
    ("a.docx", b"These are words, and no Word document.", Broken, "open"),
    ("a.pdf", b"These are words, and no PDF.", Broken, "open"),
    ("a.pdf", b"%PDF-1.7\n1 0 obj\nnothing more", Broken, "again"),
    ("program", b"\x7fELF\x02\x01\x01" + b"\x00" * 50, Unsupported, "documents"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "error", "advice"), FILES)
def test_files_that_are_not_read(take: Take, name: str, data: bytes, error: type[Refusal], advice: str) -> None:
    with pytest.raises(error) as caught:
        take(data, name)
    assert (type(caught.value), caught.value.where) == (error, name)
    assert advice in caught.value.do


def page(title: str, body: str) -> str:
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{body}</p></body></html>"


ERROR_PAGES = [
    page("404 Not Found", "The requested URL /law was not found on this server."),
    page("403 Forbidden", "You don't have permission to access this resource."),
    page("Page not found | Lake Courier", "Sorry, the page you are looking for could not be found."),
    page("Just a moment...", "Enable JavaScript and cookies to continue"),
    page("Access Denied", "You don't have permission to access this page on this server. Reference #18.2"),
    page("Attention Required! | Cloudflare", "Please complete the security check to access the site. Ray ID: 7"),
    page("Log in to continue", "You must be logged in to view this page."),
    page("503 Service Temporarily Unavailable", "nginx"),
    page("Error", "The server encountered an internal error."),
    "<html><body><form><input name=u><input type=password name=p></form>Sign in</body></html>",
    "<html><body><div id=root></div><noscript>You need to enable JavaScript to run this app.</noscript></body></html>",
]


@pytest.mark.parametrize("html", ERROR_PAGES)
def test_error_pages_are_refused(take: Take, html: str) -> None:
    with pytest.raises(ErrorPage):
        take(html, "saved.html")


def test_an_error_page_saved_as_text_is_refused(take: Take) -> None:
    with pytest.raises(ErrorPage):
        take("404 Not Found\n\nThe requested URL was not found on this server.\n", "saved.txt")


LONG = "The authority that blocks sites in Exempla has never published its list, and no court has seen it. " * 12
ARTICLES = [
    page("404: how Exempla hides the news", LONG),
    page("Access denied", LONG),
    page("Not found", LONG),
    page(
        "500 arrested in protests", "Police arrested 500 people on Sunday, the ombudsman said, and held them overnight."
    ),
    page(
        "Forbidden songs",
        "A court banned three songs on Friday, the ministry of culture said in a short notice to the press.",
    ),
]


@pytest.mark.parametrize("html", ARTICLES)
def test_articles_about_errors_are_documents(take: Take, html: str) -> None:
    assert take(html, "article.html").document.text


def test_a_page_without_text_is_refused(take: Take) -> None:
    with pytest.raises(NoText):
        take("<html><head><title></title></head><body><img src=a.png></body></html>", "picture.html")


@pytest.mark.parametrize("tag", ["div", "b", "ul><li"])
def test_a_page_nested_too_deep_is_refused(take: Take, tag: str) -> None:
    """The parser stops at some depth: what is inside would be lost without a word."""
    with pytest.raises(Broken, match="nested too deep"):
        take(f"<html><body><h1>Title</h1><p>{LONG}</p>{f'<{tag}>' * 50_000}{LONG}", "deep.html")


def test_large_inputs_are_refused(take: Take, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lowered limits stand in for two hundred million bytes."""
    assert limits.MAX_TEXT_BYTES < limits.MAX_BYTES
    monkeypatch.setattr("onrecord.documents.reading.MAX_TEXT_BYTES", 1000)
    with pytest.raises(TooLarge):
        take("words " * 300)
    monkeypatch.setattr("onrecord.documents.reading.MAX_BYTES", 100)
    with pytest.raises(TooLarge):
        take(b"%PDF-1.7 obj" + b"x" * 200, "a.pdf")
