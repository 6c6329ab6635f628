"""Texts with statements marked in place: what `benchmarks/marked.py` reads."""

import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.marked import Gold, parse, read_folder  # noqa: E402  (found through the line above)

Words = dict[str, list[str]]

READ: list[tuple[str, str, list[Words]]] = [
    ("Nobody spoke.", "Nobody spoke.", []),
    (
        "{1s:The minister} {1q:said} {1c:the law was ready}.",
        "The minister said the law was ready.",
        [{"source": ["The minister"], "cue": ["said"], "content": ["the law was ready"]}],
    ),
    (
        "{1c:The law}, {1s:she} {1q:added}, {1c:is ready}.",
        "The law, she added, is ready.",
        [{"source": ["she"], "cue": ["added"], "content": ["The law", "is ready"]}],
    ),
    (
        "{1c:Three people} {1q:are said} {1c:to be missing}.",
        "Three people are said to be missing.",
        [{"source": [], "cue": ["are said"], "content": ["Three people", "to be missing"]}],
    ),
    (
        "{1s:Critics} {1q:say} {1c:{2s:the mayor} {2q:promised} {2c:a road}}.",
        "Critics say the mayor promised a road.",
        [
            {"source": ["Critics"], "cue": ["say"], "content": ["the mayor promised a road"]},
            {"source": ["the mayor"], "cue": ["promised"], "content": ["a road"]},
        ],
    ),
    (
        "{1s,7s:The Assembly} {7q:regrets} {7c:the delay} and {1q:asks for} {1c:haste}.",
        "The Assembly regrets the delay and asks for haste.",
        [
            {"source": ["The Assembly"], "cue": ["asks for"], "content": ["haste"]},
            {"source": ["The Assembly"], "cue": ["regrets"], "content": ["the delay"]},
        ],
    ),
]

REFUSED = [
    ("a mark is closed that was not opened", "The minister} said so."),
    ("not closed", "{1s:The minister {1q:said} {1c:so}."),
    ("closed that was not opened", "{1x:The minister} said so."),
    ("not well written", "{1x:The minister said so."),
    ("statement 1 has 0 cues", "{1s:The minister} said {1c:so}."),
    ("statement 1 has 2 cues", "{1q:said} {1q:said} {1c:so}."),
    ("and 0 contents", "{1s:The minister} {1q:spoke}."),
]


def words(text: str, gold: Gold) -> Words:
    return {role: [text[a:b] for a, b in spans] for role, spans in gold.items()}


@pytest.mark.parametrize(("marked", "text", "expected"), READ)
def test_marks_become_spans_of_the_text_without_them(marked: str, text: str, expected: list[Words]) -> None:
    read, statements = parse(marked)
    assert read == text
    assert [words(read, s) for s in statements] == expected


@pytest.mark.parametrize(("why", "marked"), REFUSED)
def test_wrong_marks_are_refused_with_the_reason(why: str, marked: str) -> None:
    with pytest.raises(ValueError, match=why):
        parse(marked)


def test_comments_at_the_head_are_left_out_and_errors_name_the_file(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("# a comment\n# another\n{1q:Said} {1c:so}.\n# a heading\n", encoding="utf-8")
    assert read_folder(tmp_path)["one"][0] == "Said so.\n# a heading\n"
    (tmp_path / "two.txt").write_text("{1q:Said}", encoding="utf-8")
    with pytest.raises(ValueError, match=r"two\.txt: statement 1"):
        read_folder(tmp_path)


def write(text: str, statements: list[Gold]) -> str:
    """Write marks into *text*; spans nest or lie apart."""
    names = {"source": "s", "cue": "q", "content": "c"}
    marks = [(a, b, f"{n}{names[r]}") for n, s in enumerate(statements, 1) for r in s for a, b in s[r]]
    opening = [(a, 1, -b, i, f"{{{name}:") for i, (a, b, name) in enumerate(marks)]
    closing = [(b, 0, -a, -i, "}") for i, (a, b, _) in enumerate(marks)]
    out, at = "", 0
    for place, _, _, _, mark in sorted(opening + closing):
        out, at = out + text[at:place] + mark, place
    return out + text[at:]


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[Gold]]:
    """Texts of pieces; each statement takes a cue, contents, perhaps a source; the last may lie in another."""
    piece = st.text(st.characters(exclude_characters="{}", exclude_categories=["Cs"]), min_size=1, max_size=8)
    pieces = draw(st.lists(piece, min_size=4, max_size=12))
    edges = [0]
    for p in pieces:
        edges.append(edges[-1] + len(p))
    spans = [[a, b] for a, b in pairwise(edges)]
    statements: list[Gold] = []
    while len(spans) >= 3:
        size = draw(st.integers(3, len(spans)))
        mine, spans = spans[:size], spans[size:]
        cue = draw(st.integers(0, size - 1))
        rest = mine[:cue] + mine[cue + 1 :]
        has_source = draw(st.booleans())
        statements.append({"source": rest[:1] * has_source, "cue": [mine[cue]], "content": rest[has_source:]})
    if len(statements) > 1 and draw(st.booleans()):
        inner = statements[-1]
        ends = [x for role in inner.values() for span in role for x in span]
        statements[0]["content"].append([min(ends), max(ends)])
    return "".join(pieces), statements


@given(marked_texts())
def test_marks_written_into_a_text_are_read_back(example: tuple[str, list[Gold]]) -> None:
    text, statements = example
    assert parse(write(text, statements)) == (text, statements)


def test_the_texts_of_the_benchmark_are_well_marked() -> None:
    texts = read_folder(ROOT / "benchmarks" / "genres")
    genres = [name.rpartition("-")[0] for name in texts]
    assert {genre: genres.count(genre) for genre in genres} == dict.fromkeys(
        ("agency", "body", "letter", "ngo", "outlet", "resolution"), 5
    )
    assert all(150 <= len(text.split()) <= 350 for text, _ in texts.values())
    for text, statements in texts.values():
        for s in statements:
            assert all(text[a:b] == text[a:b].strip() and a < b for spans in s.values() for a, b in spans)
