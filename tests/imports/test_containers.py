"""Inputs that hold several documents: each is kept or refused with its reason, and what is passed over is counted."""

import gzip
import io
import zipfile
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from tests.imports.taking import NOW
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from onrecord import pipeline
from onrecord.dossier import Dossier
from onrecord.errors import Refusal
from onrecord.imports import archives, warcs
from onrecord.pipeline.containers import Passed, kind_of, unfold
from onrecord.records import Blob

pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore:Unclosed file")
"""warcio leaves it to the garbage to close what it writes through."""
PAGE = (
    b"<html><head><title>On courts</title></head><body><article><h1>On courts</h1><p>The Supreme Court of Exempla "
    b"said that the ban on the paper was lawful. Judges of Exempla welcomed the new criminal code.</p></article></body>"
    b"</html>"
)
TEXT = b"The Harbour Court of Exempla said that the ban on the paper was lawful."


def taken(data: bytes, passed: Passed | None = None) -> list[Blob | Refusal]:
    passed = passed or Passed()
    kind = kind_of(io.BytesIO(data))
    return list(unfold(io.BytesIO(data), kind, "x.zip", NOW, passed))


def names(items: list[Blob | Refusal]) -> list[str]:
    return [item.sighting.where if isinstance(item, Blob) else f"{item.reason}: {item.where}" for item in items]


# Archives


def packed(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return out.getvalue()


def test_an_archive_is_opened_and_hidden_files_are_counted() -> None:
    inner = packed(**{"c.txt": TEXT + b" C."})
    data = packed(**{
        "b/a.txt": TEXT, "z.html": PAGE, ".DS_Store": b"x", "__MACOSX/._a": b"x", "~$a.docx": b"x", "b/in.zip": inner,
    })  # fmt: skip
    passed = Passed()
    assert kind_of(io.BytesIO(data)) == "archive"
    assert names(taken(data, passed)) == ["x.zip!/b/a.txt", "x.zip!/b/in.zip!/c.txt", "x.zip!/z.html"]
    assert passed.lines() == ["3 passed over: hidden or temporary"]


@pytest.mark.parametrize("name", ["../evil.txt", "/etc/evil.txt", "a/../../evil.txt", "C:/evil.txt", "..\\evil.txt"])
def test_a_name_that_leads_out_is_refused_and_nothing_is_written(name: str, tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr(zipfile.ZipInfo(name), b"evil")
        package.writestr("good.txt", TEXT)
    assert [item.split(":")[0] for item in names(taken(out.getvalue()))].count("broken") == 1
    assert not list(tmp_path.rglob("evil*"))


def test_bombs_are_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_FILE_BYTES", 10_000)
    bomb = packed(**{"bomb.txt": b"0" * 1_000_000, "good.txt": TEXT})
    assert names(taken(bomb)) == ["too-large: x.zip!/bomb.txt", "x.zip!/good.txt"]
    many = Passed(budget=archives.Budget(bytes_left=15_000))
    data = packed(**{f"{n}.txt": b"1" * 9_000 for n in range(4)})
    assert [item.split(":")[0] for item in names(taken(data, many))] == ["x.zip!/0.txt", *["too-large"] * 3]
    few = Passed(budget=archives.Budget(files_left=1))
    assert [item.split(":")[0] for item in names(taken(data, few))][1:] == ["too-large"] * 3


def test_archives_in_archives_end() -> None:
    data = packed(**{"a.txt": TEXT})
    for _ in range(4):
        data = packed(**{"in.zip": data})
    assert names(taken(data)) == ["too-large: x.zip!/in.zip!/in.zip"]


def test_a_file_that_lies_about_its_size_or_is_damaged_is_refused() -> None:
    data = bytearray(packed(**{"a.txt": TEXT * 50, "b.txt": TEXT}))
    data[60:80] = b"\x00" * 20
    assert names(taken(bytes(data))) == ["broken: x.zip!/a.txt", "x.zip!/b.txt"]
    assert names(list(archives.unpack(io.BytesIO(b"PK\x03\x04"), "y.zip", NOW, archives.Budget()))) == ["broken: y.zip"]


def test_word_documents_are_no_archives() -> None:
    assert kind_of(io.BytesIO(packed(**{"word/document.xml": b"<w/>"}))) == "file"


# E-mails


def mail() -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = "Ilse Maru <maru@justice.example>", "ana@watch.example"
    message["Subject"], message["Date"] = "The new code", "Thu, 04 May 2023 10:00:00 +0300"
    message["Message-ID"] = "<1@justice.example>"
    message.set_content("The Harbour Court of Exempla said that the ban on the paper was lawful.\n")
    message.add_attachment(PAGE, maintype="text", subtype="html", filename="../../page.html")
    return message.as_bytes()


def test_a_mail_is_its_words_and_its_attachments(dossier: Dossier) -> None:
    items = taken(mail())
    assert names(items) == ["x.zip!/message", "x.zip!/1-page.html"]
    report = pipeline.add(dossier, items, now=NOW)
    assert (report.files_in, report.kept) == (2, 2)
    (message,) = [one for one in dossier.documents() if one.text.startswith("The Harbour Court")]
    assert (message.title, message.authors, message.published.start) == ("The new code", ("Ilse Maru",), "2023-05-04")
    assert message.sightings[0].headers["message-id"] == "<1@justice.example>"
    inside = Passed()
    assert names(taken(packed(**{"a.eml": mail()}), inside))[0] == "x.zip!/a.eml!/message"


# Web archives


Told = list[tuple[str, str, int, str, bytes]]
"""Address, kind of record, status, media type, payload."""
RECORDS: Told = [
    ("https://watch.example/a", "response", 200, "text/html; charset=utf-8", PAGE),
    ("https://watch.example/a.css", "response", 200, "text/css", b"p {}"),
    ("https://watch.example/old", "response", 301, "text/html", b"moved"),
    ("https://watch.example/gone", "response", 404, "text/html", b"not found"),
    ("https://watch.example/a", "revisit", 200, "text/html", b""),
    ("https://watch.example/b.txt", "resource", 200, "text/plain", TEXT),
    ("https://watch.example/a", "metadata", 200, "application/json", b"{}"),
    ("dns:watch.example", "resource", 200, "text/dns", b"1.2.3.4"),
]


def warc(told: Told = RECORDS, *, is_packed: bool = True) -> bytes:
    """A file as warcio writes it."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=is_packed)
    for url, kind, status, media_type, payload in told:
        head = StatusAndHeaders(
            f"{status} x", [("Content-Type", media_type), ("ETag", "7"), ("Set-Cookie", "a=b")], protocol="HTTP/1.1"
        )
        has_head = kind in ("response", "revisit")
        writer.write_record(
            writer.create_warc_record(
                url, kind, payload=io.BytesIO(payload), http_headers=head if has_head else None,
                warc_content_type="" if has_head else media_type,
                warc_headers_dict={"WARC-Date": "2023-05-04T10:00:00Z"},
            )
        )  # fmt: skip
    return out.getvalue()


@pytest.mark.parametrize("is_packed", [True, False])
def test_documents_of_a_web_archive_are_taken_and_the_rest_is_counted(dossier: Dossier, is_packed: bool) -> None:
    data, passed = warc(is_packed=is_packed), Passed()
    assert kind_of(io.BytesIO(data)) == "warc"
    items = taken(data, passed)
    assert names(items) == ["https://watch.example/a", "https://watch.example/b.txt"]
    assert dict(passed.counts) == {
        "no documents": 1, "redirects": 1, "error answers": 1, "revisits": 1, "records about the archive": 1,
        "other schemes": 1,
    }  # fmt: skip
    assert passed.issues == []
    report = pipeline.add(dossier, items, now=NOW)
    assert report.kept == 2
    page = next(one for one in dossier.documents() if one.title == "On courts")
    (seen,) = page.sightings
    assert (seen.where, seen.seen_at, seen.headers["etag"]) == ("https://watch.example/a", "2023-05-04T10:00:00Z", "7")
    assert "set-cookie" not in seen.headers
    assert seen.headers["warc-record-id"].startswith("urn:uuid:")


def test_compressed_and_chunked_answers_are_read() -> None:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    body = gzip.compress(PAGE)
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    fields = [("Content-Type", "text/html"), ("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")]
    head = StatusAndHeaders("200 OK", fields, protocol="HTTP/1.1")
    writer.write_record(
        writer.create_warc_record("https://a.example/", "response", payload=io.BytesIO(chunked), http_headers=head)
    )
    (item,) = taken(out.getvalue())
    assert isinstance(item, Blob) and item.data == PAGE


@pytest.mark.parametrize("is_packed", [True, False])
def test_of_an_archive_that_breaks_off_what_can_be_read_is_kept(is_packed: bool) -> None:
    told: Told = [(f"https://a.example/{n}", "response", 200, "text/html", PAGE + b"%d" % n) for n in range(3)]
    data = warc(told, is_packed=is_packed)
    for cut in (len(data) - 60, len(data) - 200, len(data) // 2):
        passed = Passed()
        whole = [item for item in taken(data[:cut], passed) if isinstance(item, Blob)]
        assert 1 <= len(whole) <= 2
        assert all(item.data in {PAGE + b"0", PAGE + b"1"} for item in whole)
        assert [issue.kind for issue in passed.issues] == ["truncated"]
        assert "byte" in passed.issues[0].where


def test_an_answer_that_is_not_what_its_digest_says_is_named() -> None:
    data = warc(is_packed=False).replace(b"was lawful. Judges", b"was unjust. Judges")
    passed = Passed()
    assert len(taken(data, passed)) == 2
    assert [issue.kind for issue in passed.issues] == ["digest"]


def test_our_own_web_archive_comes_back_without_doubles(dossier: Dossier, tmp_path: Path) -> None:
    out = io.BytesIO()
    pipeline.export(dossier, "wacz", out, generated_at=NOW)
    assert kind_of(out) == "wacz"
    passed = Passed()
    items = list(unfold(out, "wacz", "x.wacz", NOW, passed))
    report = pipeline.add(dossier, items, now=NOW)
    assert (report.kept, report.duplicates, report.refused) == (0, 2, 0)
    assert passed.issues == []
    with Dossier.open(tmp_path / "other.dossier", create=True) as other:
        assert pipeline.add(other, items, now=NOW).kept == 2
        assert {one.sha256 for one in other.documents()} == {one.sha256 for one in dossier.documents()}


def wacz(pages: str, resources: str = '{"resources": []}') -> bytes:
    return packed(**{
        "archive/data.warc.gz": warc(), "pages/pages.jsonl": pages.encode(), "datapackage.json": resources.encode()
    })  # fmt: skip


def test_of_a_package_that_lists_its_pages_only_these_are_pages() -> None:
    assert names(taken(wacz('{"format": "x"}\n{"url": "https://watch.example/a"}\n'))) == [
        "https://watch.example/a", "https://watch.example/b.txt",
    ]  # fmt: skip
    passed = Passed()
    assert names(taken(wacz('{"url": "https://watch.example/else"}\nbroken'), passed)) == [
        "https://watch.example/b.txt"
    ]
    assert passed.counts["pages inside pages"] == 1


@pytest.mark.parametrize(
    "resources",
    ['{"resources": [{"path": "archive/data.warc.gz", "hash": "sha256:00"}]}', "broken", '{"resources": 7}'],
)
def test_a_package_that_is_not_what_it_says_is_named(resources: str) -> None:
    passed = Passed()
    assert len(taken(wacz("", resources), passed)) == 2
    assert [issue.kind for issue in passed.issues] == ["digest"]


def test_a_large_archive_is_read_as_it_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []

    class Counted(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            read.append(1)
            return super().read(size)

    told: Told = [(f"https://a.example/{n}", "response", 200, "text/html", PAGE * 20 + b"%d" % n) for n in range(50)]
    items: Iterator[Blob | Refusal] = warcs.read_warc(Counted(warc(told)), "x.warc.gz", warcs.Told())
    next(items)
    early = len(read)
    assert len(list(items)) == 49
    assert early < len(read) / 2
    monkeypatch.setattr(warcs, "MAX_RECORD_BYTES", 100)
    assert {item.reason for item in taken(warc(told[:2])) if isinstance(item, Refusal)} == {"too-large"}
