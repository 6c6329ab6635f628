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
_OTHER_SMALL_WORDS = frozenset(
    """de la le les et des du un une dans que qui pour sur est el los las y del se por con una es al il che di per della
    sono non und der die das den von zu mit ist ein eine dem nicht auf het een van met voor zijn niet op do da dos não
    uma para com em na no ve bir bu için ile da de olarak w się nie z jest że o je su i u od za iz och att som på det
    en ett og til av af er""".split()
)
_SAMPLE_CHARS = 20_000
_ENGLISH_SHARE = 0.17
_MIN_WORDS = 6
_MIN_FOREIGN_WORDS = 40
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
    """Return how many words of an English document stand in long paragraphs that are not English; few count as none."""
    found = sum(len(_WORD.findall(words)) for words in paragraphs if _is_foreign(words))
    return found if found >= _MIN_FOREIGN_WORDS else 0


def _is_foreign(paragraph: str) -> bool:
    """Tell whether a long paragraph is in another script, or made of other small words than English ones."""
    words = _WORD.findall(paragraph.lower())
    if len(words) < 20:
        return False
    if sum(word[0] > "\u024f" for word in words) > 0.5 * len(words):
        return True
    english, other = (sum(word in small for word in words) / len(words) for small in (_SMALL_WORDS, _OTHER_SMALL_WORDS))
    return english < 0.03 and other > 0.12


def _spread_sample(text: str) -> str:
    middle = len(text) // 2
    return "\n".join((text[:_SAMPLE_CHARS], text[middle : middle + _SAMPLE_CHARS], text[-_SAMPLE_CHARS:]))


def _identify(sample: str) -> str:
    from py3langid import classify

    return str(classify(sample)[0])
