import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.models import files
from onrecord.models.windows import FEATURES, MAX_PIECES, Window, make_windows

PARAGRAPH = "The minister said that the law would be changed before the end of the year. "


def windows(text: str, skip: tuple[tuple[int, int], ...] = ()) -> list[Window]:
    return make_windows(text, files.load_tokenizer(), skip)


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("", []),
        (" \n\t\n", []),
        ("She didn't say.", ["She", "didn't", "say", "."]),
        ("“No,” he\nsaid", ["“", "No", ",", "”", "he", "said"]),
        ("a\r\n\r\nb", ["a", "b"]),
        ("🙂🙂", ["🙂"]),
        ('"""', ['"', '"', '"']),
        ("U.S.-led", ["U.S", ".", "-", "led"]),
    ],
)
def test_units_are_words_and_single_signs(text: str, units: list[str]) -> None:
    assert [text[a:b] for w in windows(text) for a, b in w.units] == units


@pytest.mark.parametrize(
    "text",
    [PARAGRAPH * 500, "a" * 100_000, "no-stop-" * 12_000, "word " * 20_000, PARAGRAPH * 3 + "\n" + PARAGRAPH * 60],
    ids=["sentences", "one letter", "one word", "no full stop", "mixed"],
)
def test_every_unit_is_owned_by_exactly_one_window(text: str) -> None:
    found = windows(text)
    owned = [tuple(u) for w in found for u in w.units[w.own[0] : w.own[1]].tolist()]
    assert owned == sorted(set(owned))
    assert max(len(w.pieces) for w in found) <= MAX_PIECES
    assert len(owned) == len({tuple(u) for w in found for u in w.units.tolist()})


def test_skipped_stretches_are_in_no_window() -> None:
    text = "Read this. Share this article! And read that."
    start = text.index("Share")
    found = windows(text, ((start, text.index("And")),))
    assert "Share" not in [text[a:b] for w in found for a, b in w.units]
    assert "that" in [text[a:b] for w in found for a, b in w.units]


def test_quotation_marks_and_capitals_change_the_features_of_the_same_words() -> None:
    plain, quoted, loud = (windows(t)[0] for t in ("we agree", "“we agree”", "WE AGREE"))
    kinds = [set(w.features[w.first].tolist()) for w in (plain, quoted, loud)]
    assert kinds[0] != kinds[1] != kinds[2]


def test_an_unclosed_quotation_mark_changes_nothing_in_later_paragraphs() -> None:
    rest = "\nThe court agreed.\nShe left."
    for opening in ("“It is late", '"It is late', "«It is late"):
        marked, plain = windows(opening + rest)[0], windows("It is late" + rest)[0]
        assert marked.features[-10:].tolist() == plain.features[-10:].tolist()


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab Z.,“”\"'«»\n\r🙂é-1"), max_size=400))
def test_windows_of_any_text_are_well_formed(text: str) -> None:
    """Units are inside the text and in order; each begins with a piece of its window; features are in the table."""
    for w in windows(text):
        assert len(w.pieces) == len(w.features) <= MAX_PIECES
        assert len(w.units) == len(w.first) == len(w.paragraphs) == len(w.sentences)
        assert np.all(w.units[:, 0] < w.units[:, 1])
        assert np.all(np.diff(w.units[:, 0]) > 0)
        assert np.all(w.units >= 0)
        assert np.all(w.units <= len(text))
        assert np.all(w.first < len(w.pieces))
        assert np.all((w.features >= 0) & (w.features < FEATURES))
