"""Which language a text is in.

English is told by its small words, which takes no model; any other language by a language identifier, which is loaded
only then (it costs half a second and 100 MB).
"""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+")
_SMALL_WORDS = frozenset(
    """the and of to that with for from this which their they have has had been by not are was were would will
    who its his her there but about into after more said than other what when""".split()
)
_SAMPLE_CHARS = 20_000
_ENGLISH_SHARE = 0.17
_MIN_WORDS = 6
UNDETERMINED = "und"


def tell_language(text: str) -> str:
    """Return the language of *text* as a two-letter code, or "und" if there are too few words to tell."""
    sample = text if len(text) <= 3 * _SAMPLE_CHARS else _spread_sample(text)
    words = _WORD.findall(sample.lower())
    if len(words) < _MIN_WORDS and len(sample.strip()) < 40:
        return UNDETERMINED
    share = sum(word in _SMALL_WORDS for word in words) / max(1, len(words))
    return "en" if share >= _ENGLISH_SHARE else _identify(sample)


def foreign_paragraphs(paragraphs: list[str]) -> int:
    """Return how many words of an English document stand in long paragraphs that are not English."""
    return sum(len(_WORD.findall(words)) for words in paragraphs if _is_foreign(words))


def _is_foreign(paragraph: str) -> bool:
    """Tell whether a long paragraph is not English: hardly any small English words, and no list of names."""
    words = _WORD.findall(paragraph)
    if len(words) < 25:
        return False
    small = sum(word.lower() in _SMALL_WORDS for word in words) / len(words)
    names = sum(word[0].isupper() for word in words) / len(words)
    return small < 0.02 and names < 0.4 and _identify(paragraph) != "en"


def _spread_sample(text: str) -> str:
    middle = len(text) // 2
    return "\n".join((text[:_SAMPLE_CHARS], text[middle : middle + _SAMPLE_CHARS], text[-_SAMPLE_CHARS:]))


def _identify(sample: str) -> str:
    from py3langid import classify  # noqa: PLC0415  (half a second, for other languages only)

    return str(classify(sample)[0])
