"""What changed, as a page, as tracked changes and as Akoma Ntoso."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Literal

import docx
import pytest
from lxml import etree
from tests.bills.stories import draft
from tests.bills.test_concern_states import A, B

from onrecord.bills.akn_writing import write_akn
from onrecord.bills.export_compared import Compared, rows
from onrecord.bills.export_page import write_page
from onrecord.bills.following import follow
from onrecord.bills.pieces import pieces_of
from onrecord.bills.redline_docx import write_docx
from onrecord.records import Bill

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
BILL = Bill(id="harbour", name="Bill on <Harbour> Associations", country="XEX")
COMPARED = Compared(bill=BILL, a=A, b=B, changes=follow([A, B]).changes)


def test_rows_hold_every_provision_of_both_versions() -> None:
    found = rows(COMPARED)
    assert [row.cite for row in found if row.after] == [p.cite for p in B.version.provisions]
    told = {cite for row in found for cite in row.change.a}
    assert told == {p.cite for p in A.version.provisions}


def test_what_was_removed_stands_where_it_stood() -> None:
    cites = [(row.cite, bool(row.after)) for row in rows(COMPARED)]
    place = cites.index(("Article 4", False))
    assert cites[place + 1] == ("Article 5", True)


# HTML


def test_the_page_runs_and_loads_nothing() -> None:
    page = write_page(COMPARED)
    assert "default-src 'none'" in page and "unsafe" not in page
    assert not re.search(r"<(?:script|link|img|iframe)|https?://|\son\w+=", page)
    assert "Bill on &lt;Harbour&gt; Associations" in page and "<Harbour>" not in page


def test_a_hostile_bill_stays_words() -> None:
    one = draft('Article 1. <script>alert("x")</script>\nNobody shall <b onclick=x>shout</b> here.\n', "b", "one")
    two = draft("Article 1. <img src=x>\nNobody shall <i>shout</i> here at night.\n", "b", "two")
    page = write_page(Compared(bill=BILL, a=one, b=two, changes=follow([one, two]).changes))
    assert "<script" not in page and "<img" not in page and "&lt;script&gt;" in page


def test_words_that_went_and_came_are_marked() -> None:
    page = write_page(COMPARED)
    assert "<del>fifty " in page or "<del>fifty" in page
    assert "<ins>" in page and "was Article 3" in page and "penalty up" in page


# DOCX


def words(xml: bytes, keep: Literal["ins", "del"]) -> list[str]:
    """The paragraphs that are left when all changes are accepted (keep `ins`) or refused (keep `del`)."""
    gone = {"ins": "del", "del": "ins"}[keep]
    found = []
    for paragraph in etree.fromstring(xml).iter(f"{W}p"):
        mark = paragraph.find(f"{W}pPr/{W}rPr")
        if mark is not None and mark.find(f"{W}{gone}") is not None:
            continue
        parts = [
            t.text or ""
            for t in paragraph.iter(f"{W}t", f"{W}delText")
            if not any(a.tag == f"{W}{gone}" for a in t.iterancestors())
        ]
        found.append("".join(parts))
    return found


def main_part() -> bytes:
    with zipfile.ZipFile(io.BytesIO(write_docx(COMPARED))) as package:
        return package.read("word/document.xml")


def test_accepting_all_changes_gives_the_later_version() -> None:
    assert words(main_part(), "ins") == [piece.own for piece in pieces_of(B.version, B.text)]


def test_refusing_all_changes_gives_the_words_of_the_earlier_version() -> None:
    assert sorted(words(main_part(), "del")) == sorted(piece.own for piece in pieces_of(A.version, A.text))


def test_word_processors_can_open_it() -> None:
    opened = docx.Document(io.BytesIO(write_docx(COMPARED)))
    assert any("harbour association" in paragraph.text for paragraph in opened.paragraphs)


def test_changes_and_comments_are_numbered_and_signed() -> None:
    root = etree.fromstring(main_part())
    changes = list(root.iter(f"{W}ins", f"{W}del"))
    assert len({node.get(f"{W}id") for node in changes}) == len(changes)
    assert {node.get(f"{W}author") for node in changes} == {"onrecord"}
    with zipfile.ZipFile(io.BytesIO(write_docx(COMPARED))) as package:
        comments = etree.fromstring(package.read("word/comments.xml"))
    said = {comment.get(f"{W}id"): "".join(comment.itertext()) for comment in comments}
    referred = {node.get(f"{W}id") for node in root.iter(f"{W}commentReference")}
    assert referred == said.keys() and "was Article 3" in said.values()


def test_the_same_versions_give_the_same_bytes() -> None:
    assert write_docx(COMPARED) == write_docx(COMPARED)


@pytest.mark.parametrize("letter", ["\x00", "\x0b", "\ufffe"])
def test_letters_that_xml_cannot_hold_are_shown_as_missing(letter: str) -> None:
    one = draft(f"Article 1. Sea\nThe sea{letter} is free for all boats.\n", "b", "one")
    two = draft(f"Article 1. Sea\nThe sea{letter} is free for all.\n", "b", "two")
    made = Compared(bill=BILL, a=one, b=two, changes=follow([one, two]).changes)
    assert write_docx(made) and "\ufffd" in write_akn(made)


# Akoma Ntoso


def test_akoma_ntoso_holds_the_later_version_with_its_changes() -> None:
    root = etree.fromstring(write_akn(COMPARED).encode())
    ids = {node.get("eId") for node in root.iter() if node.get("eId")}
    articles = [node.get("eId") for node in root.iter(f"{AKN}article")]
    assert articles[:3] == ["chp_I__art_1", "chp_I__art_2", "chp_I__art_3"]
    mods = {
        (m.get("type"), tuple(d.get("href") for d in m.iter(f"{AKN}destination")))
        for m in root.iter(f"{AKN}textualMod")
    }
    assert ("insertion", ("#chp_I__art_2",)) in mods and ("insertion", ("#chp_II__art_6",)) in mods
    assert any(kind == "repeal" and "first-draft#chp_II__art_4" in where[0] for kind, where in mods)
    inside = [where[0][1:] for _, where in mods if where[0].startswith("#")]
    assert inside and set(inside) <= ids


def test_akoma_ntoso_keeps_all_words() -> None:
    root = etree.fromstring(write_akn(COMPARED).encode())
    body = " ".join(" ".join(root.find(f"{AKN}bill/{AKN}body").itertext()).split())
    for sentence in ("presumed to pursue lawful aims", "at least ten members", "arrest of up to fifteen days"):
        assert sentence in body
