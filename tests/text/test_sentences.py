"""Where sentences end, and where they do not."""

import pytest

from onrecord.text.sentences import find_sentences

CASES = [
    ("One. Two.", ["One.", "Two."]),
    ("Dr. Ilse Karo spoke. She left.", ["Dr. Ilse Karo spoke.", "She left."]),
    ("The U.S. Ambassador agreed. “No.” He left.", ["The U.S. Ambassador agreed.", "“No.”", "He left."]),
    ("She asked: “Why?” and left.", ["She asked: “Why?” and left."]),
    ("Art. 18 applies. It is law.", ["Art. 18 applies.", "It is law."]),
    ("A rise of 3.5 per cent. Then none.", ["A rise of 3.5 per cent.", "Then none."]),
    ("They study there..The plan works.", ["They study there..", "The plan works."]),
    ("“He said no.” “She said yes.”", ["“He said no.”", "“She said yes.”"]),
    ("A heading\nA sentence follows.", ["A heading", "A sentence follows."]),
    ("J. M. Varo resigned.", ["J. M. Varo resigned."]),
    ("", []),
    (" \n \r\n", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_sentences_end_where_a_reader_would_end_them(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in find_sentences(text)] == expected
