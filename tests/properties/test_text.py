"""Spans cut exactly, whatever the text."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from onrecord.records import Span
from onrecord.text.quotes import find_quotations
from onrecord.text.sentences import find_sentences
from onrecord.text.spans import covered, merge, subtract, trim, words

TEXTS = st.text(alphabet=st.sampled_from("ab Z.!?“”\"'‘’\n\r\t1é日😀(«»)"), max_size=200) | st.text(max_size=200)
SPANS = st.tuples(st.integers(0, 50), st.integers(0, 50)).map(lambda p: (min(p), max(p)))


@given(TEXTS)
def test_sentences_are_ordered_trimmed_and_lose_no_letter(text: str) -> None:
    spans = find_sentences(text)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
    assert all(text[s:e] == text[s:e].strip() != "" for s, e in spans)
    assert "".join("".join(text[s:e].split()) for s, e in spans) == "".join(text.split())


@given(TEXTS)
def test_quotations_are_ordered_and_in_bounds(text: str) -> None:
    spans = [q.span for q in find_quotations(text)]
    assert all(0 <= s < e <= len(text) for s, e in spans)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))


@given(TEXTS)
def test_words_hold_no_white_space(text: str) -> None:
    assert all(not any(c.isspace() for c in text[s:e]) for s, e in words(text))


@given(SPANS, st.lists(SPANS))
def test_what_is_covered_and_what_is_left_add_up(span: Span, holes: list[Span]) -> None:
    left = subtract(span, holes)
    assert covered(span, holes) + sum(e - s for s, e in left) == span[1] - span[0]


@given(st.lists(SPANS))
def test_merged_spans_neither_touch_nor_overlap(spans: list[Span]) -> None:
    out = merge(spans)
    assert all(a[1] < b[0] for a, b in itertools.pairwise(out))
    assert merge(out) == out


@given(TEXTS, SPANS)
def test_trim_keeps_the_words(text: str, span: Span) -> None:
    start, end = min(span[0], len(text)), min(span[1], len(text))
    inner = trim(text, (start, end))
    assert text[inner[0] : inner[1]] == text[start:end].strip()
