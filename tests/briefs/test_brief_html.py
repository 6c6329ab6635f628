"""The page: nothing is loaded, no text becomes markup, every number and statement leads somewhere."""

from __future__ import annotations

import base64
import hashlib
import re
import time
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.briefs.exempla import material
from tests.briefs.marked import document, statement
from tests.briefs.pages import Page

from onrecord import briefs
from onrecord.briefs.html import web_address
from onrecord.briefs.view import look
from onrecord.records import Document, Sighting, Speaker, Statement, make_issue, sha256_hex, statement_id

HTML = briefs.write(material(), "html")
PAGE = Page(HTML)


def test_ids_are_unique_and_every_internal_link_arrives() -> None:
    ids = PAGE.all("id")
    assert len(ids) == len(set(ids))
    for name in ("href", "aria-labelledby"):
        targets = [value.removeprefix("#") for value in PAGE.all(name) if not value.startswith("http")]
        assert set(targets) <= set(ids)


def test_nothing_is_loaded() -> None:
    for tag, attributes in PAGE.elements:
        assert tag not in {"link", "img", "iframe", "object", "embed", "base", "form"} or attributes == {
            "method": "dialog"
        }
        assert not {"src", "srcset", "style", "background", "action", "ping", "xlink:href"} & attributes.keys()
        assert not [name for name in attributes if name.startswith("on")]
        if (attributes.get("href") or "").startswith("http"):
            assert tag == "a"
            assert "noreferrer" in (attributes["rel"] or "")
    css = re.search(r"<style>(.*?)</style>", HTML, re.S)
    assert css is not None
    assert not re.search(r"url\(|@import|@font-face", css[1])


def test_the_policy_allows_exactly_the_style_and_the_script_of_the_page() -> None:
    policy = next(a["content"] for t, a in PAGE.elements if a.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert policy.startswith("default-src 'none'; ")
    for tag in ("style", "script"):
        (code,) = re.findall(rf"<{tag}>(.*?)</{tag}>", HTML, re.S)
        digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_headings_descend_by_one() -> None:
    levels = [int(tag[1]) for tag in PAGE.tags() if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b <= a + 1 for a, b in pairwise(levels))


def test_tables_have_captions_or_names_and_headers_have_scopes() -> None:
    tables = [attributes for tag, attributes in PAGE.elements if tag == "table"]
    assert PAGE.tags().count("caption") + sum("aria-label" in t for t in tables) == len(tables)
    assert all("scope" in attributes for tag, attributes in PAGE.elements if tag == "th")


def test_landmarks() -> None:
    tags = PAGE.tags()
    assert [tags.count(t) for t in ("header", "nav", "main", "footer")] == [1, 1, 1, 1]
    assert ("a", {"class": "skip", "href": "#main"}) in PAGE.elements


def test_every_statement_opens_its_place_and_comes_back() -> None:
    ids, hrefs = set(PAGE.all("id")), set(PAGE.all("href"))
    shown = [s for s in material().statements if s.review != "rejected"]
    for s in shown:
        key = s.id[:8]
        assert {f"s-{key}", f"t-{key}"} <= ids
        assert {f"#s-{key}", f"#t-{key}"} <= hrefs


def test_every_link_of_a_count_leads_to_so_many_rows() -> None:
    lists = dict(re.findall(r'<dd id="(n\d+)"[^>]*>(.*?)</dd>', HTML))
    counts = re.findall(r'<a class="k" href="#(n\d+)"[^>]*>(\d+)</a>', HTML)
    assert counts
    for anchor, number in counts:
        assert lists[anchor].count("<a ") == int(number)


def test_machine_or_reviewed_is_said_of_each_statement() -> None:
    cards = re.findall(r'<div class="st .*?</div>', HTML, re.S)
    assert cards
    assert all(re.search(r'class="tag rev (machine|confirmed|corrected)"', card) for card in cards)


def test_print_has_each_quotation_in_full_once() -> None:
    """In the order of the page: a card that comes again is marked so, and print shortens only those."""
    seen: set[str] = set()
    for classes, number in re.findall(r'<div class="st ([^"]*)">\s*<p class="by"><a class="sn"[^>]*>(S\d+)</a>', HTML):
        assert ("again" in classes.split()) == (number in seen)
        seen.add(number)
    assert seen == {f"S{row.number}" for row in look(material()).rows}


def test_frozen_texts_stand_whole_in_the_page() -> None:
    assert sorted(PAGE.frozen) == sorted(d.text for d in material().documents)


words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufeff"), min_size=1)


@st.composite
def covered_texts(draw: st.DrawFn) -> tuple[Document, list[Statement]]:
    """A text with statements anywhere in it, nested and overlapping."""
    text = "\n".join(draw(st.lists(words | st.just(""), min_size=1, max_size=6)))
    text = re.sub("[\u202a-\u202e\u2066-\u2069\ufffe\uffff]", "", text) or "x"
    digest = sha256_hex(text.encode())
    made = Document(id=digest, sha256=digest, text_sha256=digest, media_type="text/plain", text=text)
    ends = st.integers(0, len(text) - 1)
    spans = st.tuples(ends, st.integers(1, 9)).map(lambda p: (p[0], min(len(text), p[0] + p[1])))
    found = {}
    for content, source in draw(st.lists(st.tuples(spans, spans), max_size=8)):
        key = statement_id(made, "attributed", [source], [], [content])
        quote = text[slice(*content)]
        found[key] = Statement(
            id=key, document=digest, voice="attributed", source=(source,), content=(content,), quote=quote
        )
    return made, list(found.values())


@given(covered_texts())
@settings(max_examples=60, deadline=None)
def test_marks_add_elements_never_words(case: tuple[Document, list[Statement]]) -> None:
    made, found = case
    page = Page(briefs.write(material(documents=(made,), statements=tuple(found)), "html"))
    assert page.frozen == [made.text]
    assert {f"t-{s.id[:8]}" for s in found} <= set(page.all("id"))


HOSTILE = (
    "<script>alert(1)</script></style></textarea><img src=x onerror=alert(1)> {{ 7*7 }} {% raw %} ${7*7} \"' "
    "]]><!-- --> [x](javascript:alert(1)) `code` \u202egnp.exe\u202c \u2066iso\u2069 a\x00b &lt;b&gt; "
    "<a href=//evil.example>"
)


def hostile_material() -> briefs.Material:
    words = HOSTILE.replace("[", "(").replace("]", ")")
    made, spans = document(f"[s1 {words}] [u1 said] [c1 {words}].")
    speaker = Speaker(name=HOSTILE, role=HOSTILE, affiliation=HOSTILE, camp="media", named=True)
    made = replace(
        made,
        title=HOSTILE,
        publisher=HOSTILE,
        authors=(HOSTILE,),
        sightings=(Sighting(where="javascript:alert(1)"), Sighting(where='https://a.example/"><script>')),
    )
    found = statement((made, spans), 1, (speaker,), "expression")
    issue = make_issue("broken", "documents", HOSTILE, HOSTILE, HOSTILE)
    return material(
        country_name=HOSTILE,
        dossier=HOSTILE,
        documents=(made,),
        statements=(found,),
        issues=(issue,),
        generated_at=HOSTILE,
    )


def test_hostile_words_stay_words() -> None:
    html = briefs.write(hostile_material(), "html")
    page = Page(html)
    assert [page.tags().count(t) for t in ("script", "style", "img")] == [1, 1, 0]
    assert not [a for _, attributes in page.elements for a in attributes if a.startswith("on")]
    assert not [href for href in page.all("href") if not href.startswith("#")]
    assert "{{ 7*7 }}" in html
    assert not re.search("[\x00\u202a-\u202e\u2066-\u2069]", html)
    assert "U+202E" in page.all("data-u")


def test_hostile_words_stay_words_in_markdown() -> None:
    text = briefs.write(hostile_material(), "md")
    assert not re.search(r"(?<!\\)<|(?<!\\)`|(?<!\\)\]\((?!#)", text)
    assert not re.search("[\x00\u202a-\u202e\u2066-\u2069]", text)


@pytest.mark.parametrize(
    ("where", "is_link"),
    [
        ("https://news.example/a?b=c#d", True),
        ("http://news.example", True),
        ("javascript:alert(1)", False),
        ("HTTPS://x.example/ javascript:", False),
        ("https://a.example/\u202egpj", False),
        ('https://a.example/"x', False),
        ("files/report.pdf", False),
    ],
)
def test_only_plain_web_addresses_become_links(where: str, is_link: bool) -> None:
    assert (web_address(where) is not None) == is_link


def luminance(colour: str) -> float:
    channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: str, b: str) -> float:
    light, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


PAIRS = [
    *((name, ground) for name in ("ink", "soft", "link", "warn") for ground in ("paper",)),
    *((stance, "paper") for stance in ("progress", "regress", "mixed", "neutral")),
    *(("ink", f"{stance}-bg") for stance in ("progress", "regress", "mixed", "neutral")),
    ("ink", "content-bg"),
    ("ink", "tint"),
    ("soft", "content-bg"),
    ("lit-ink", "lit-bg"),
]


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
@pytest.mark.parametrize(("front", "back"), PAIRS)
def test_colours_have_the_contrast_of_wcag_aa(front: str, back: str, scheme: str) -> None:
    blocks = re.findall(r":root \{(.*?)\}", HTML, re.S)
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", blocks[["light", "dark", "print"].index(scheme)]))
    front, back = (c if len(c) == 7 else "#" + "".join(x * 2 for x in c[1:]) for c in (colours[front], colours[back]))
    assert contrast(front, back) >= 4.5


def test_work_grows_with_the_size_of_the_material() -> None:
    """Not with its square: five times the documents take about five times as long."""

    def many(n: int) -> briefs.Material:
        found, documents = [], []
        for k in range(n):
            marked = f"Paper {k}.\n" + "\n".join(
                f"[s{i} Speaker {i % 7}] [u{i} said] [c{i} that matter {i} of paper {k} went well]."
                for i in range(1, 9)
            )
            pair = document(marked, title=f"Paper {k}")
            documents.append(pair[0])
            for i in range(1, 9):
                speaker = Speaker(name=f"Speaker {i % 7}", camp="NGO" if i % 2 else "government", named=True)
                stance = "progress" if i % 3 else "regress"
                found.append(statement(pair, i, (speaker,), "justice", "pledge" if i % 5 == 0 else "event", stance))
        return material(documents=tuple(documents), statements=tuple(found))

    small, large = many(25), many(125)
    briefs.write(small, "html")
    took = []
    for case in (small, large):
        start = time.process_time()
        briefs.write(case, "html")
        took.append(time.process_time() - start)
    assert took[1] < 9 * took[0] + 0.5, took
