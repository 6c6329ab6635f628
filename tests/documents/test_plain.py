"""Plain text: the frozen text is exactly the decoded content."""

import hashlib
from collections.abc import Callable

import pytest

from onrecord.documents import Taken
from onrecord.errors import Broken, EmptyInput
from onrecord.text.spans import paragraphs

Take = Callable[..., Taken]

TEXT = "The café’s owner said: “We were not told.”\r\n\r\nThe court – as always – was closed.\n\tIt opens in May.\n"

ENCODINGS = [
    ("utf-8", []),
    ("utf-8-sig", []),
    ("utf-16", []),
    ("utf-16-le", ["encoding"]),
    ("utf-16-be", ["encoding"]),
    ("cp1252", ["encoding"]),
]


@pytest.mark.parametrize(("encoding", "issues"), ENCODINGS)
def test_the_text_is_the_decoded_content(take: Take, encoding: str, issues: list[str]) -> None:
    """Line ends and all; only a byte order mark is left out. A guessed encoding is an issue."""
    taken = take(TEXT.encode(encoding))
    assert taken.document.text == TEXT
    assert [issue.kind for issue in taken.issues] == issues


def test_hashes_and_id(take: Take) -> None:
    document = take(TEXT).document
    assert document.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert document.id == document.sha256[:20]
    assert document.text_sha256 == hashlib.sha256(document.text.encode()).hexdigest()
    assert document.media_type == "text/plain"
    assert document.made_by.startswith("onrecord.documents.plain/")


def test_a_cyrillic_code_page_is_guessed(take: Take) -> None:
    words = "Министерство юстиции сообщило во вторник, что внесёт законопроект в парламент до конца сессии. " * 5
    taken = take(words.encode("cp1251"))
    assert taken.document.text == words
    assert {issue.kind for issue in taken.issues} == {"encoding", "language"}


def test_a_few_damaged_bytes_do_not_lose_a_text(take: Take) -> None:
    data = ("The café’s owner said: “We were not told.” " * 20).encode()
    taken = take(data[:-3] + b"\xff")
    assert taken.document.text.count("\ufffd") >= 1
    assert [issue.kind for issue in taken.issues] == ["encoding"]


@pytest.mark.parametrize("data", [b"", b"  \n\r\n\t", b"\xef\xbb\xbf", b"...\n---\n"])
def test_an_empty_file_is_refused(take: Take, data: bytes) -> None:
    with pytest.raises(EmptyInput) as caught:
        take(data, "empty.txt")
    assert caught.value.where == "empty.txt"
    assert caught.value.do


def test_a_binary_renamed_txt_is_refused(take: Take) -> None:
    with pytest.raises(Broken):
        take(bytes(range(256)) * 40, "notes.txt")


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_ends_a_paragraph(take: Take, line_end: str) -> None:
    lines = ["Skip to main content", "A law is passed", "The parliament passed it on Tuesday."]
    document = take(line_end.join(lines)).document
    assert [document.text[start:end] for start, end in paragraphs(document.text)] == lines
    assert document.title == "A law is passed"
