"""Spellings: when two written names are one person's, by sound, by slip of the pen, by order or by initials.

Two transliterations are joined only where sound and letters agree closely, and never "Petrov" with "Petrova".
"""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from onrecord.statements.name_words import gender_of_given

_SOUNDS = (
    ("'", ""), ("dzh", "j"), ("zh", "j"), ("dj", "j"), ("sch", "sh"), ("kh", "h"), ("gh", "g"), ("dh", "d"),
    ("ts", "c"), ("tch", "ch"), ("ph", "f"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("ye", "e"), ("yo", "o"),
    ("iy", "i"), ("yi", "i"), ("y", "i"), ("w", "v"), ("q", "k"), ("ck", "k"), ("x", "ks"), ("ii", "i"), ("ff", "v"),
)  # fmt: skip
_VOWELS = re.compile(r"[aeiou]+")
_MIN_VARIANT_CHARS = 5
_MIN_VARIANT_SCORE = 75
_MIN_SLIP_CHARS = 8


def are_one_person(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Tell whether two full names are one: last parts alike, first parts alike or one the other's initial.

    Args:
        a: the parts of a name, folded, without particles; at least two.
        b: those of another.
    """
    if a == b or (len(a) == len(b) == 2 and a == b[::-1]):
        return True
    if a[-1] != b[-1] and not is_respelling(a[-1], b[-1]):
        return False
    if not _are_one_given_name(a[0], b[0]):
        return False
    middle_a, middle_b = set(a[1:-1]), set(b[1:-1])
    return not middle_a or not middle_b or {w[0] for w in middle_a} == {w[0] for w in middle_b}


def is_respelling(a: str, b: str) -> bool:
    """Tell whether two surnames are transliterations of one: "Tokaev", "Tokayev". Never "Petrov", "Petrova"."""
    if a == b:
        return True
    if min(len(a), len(b)) < _MIN_VARIANT_CHARS or a in (b + "a", b + "s") or b in (a + "a", a + "s"):
        return False
    return sound(a) == sound(b) and fuzz.ratio(a, b) >= _MIN_VARIANT_SCORE


def is_slip(a: str, b: str) -> bool:
    """Tell whether two long surnames differ by two letters that changed places, or by one inside: a misprint."""
    if min(len(a), len(b)) < _MIN_SLIP_CHARS or a[0] != b[0] or a[-2:] != b[-2:]:
        return False
    return int(OSA.distance(a, b, score_cutoff=1)) == 1


@lru_cache(maxsize=20_000)
def sound(word: str) -> str:
    """Return *word* under one spelling for the sounds that transliterations write in several ways."""
    for written, spoken in _SOUNDS:
        word = word.replace(written, spoken)
    return re.sub(r"(.)\1", r"\1", word)


def _are_one_given_name(a: str, b: str) -> bool:
    if a == b or _is_initial(a, b) or _is_initial(b, a) or sound(a) == sound(b):
        return True
    if min(len(a), len(b)) < _MIN_VARIANT_CHARS or a[0] != b[0] or (a[-1] == "a") != (b[-1] == "a"):
        return False
    genders = {gender_of_given(a), gender_of_given(b)} - {None}
    return len(genders) < 2 and _VOWELS.sub("", sound(a)) == _VOWELS.sub("", sound(b))


def _is_initial(short: str, long: str) -> bool:
    return len(short) == 1 and long.startswith(short)
