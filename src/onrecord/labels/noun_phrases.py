"""Noun phrases beside a number: what is counted, of what a share is, and whose clause it stands in."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from onrecord.records import Span

_WORD = re.compile(r"[^\W_][\w’'-]*")
_GAP = frozenset((" ", "\n", "\t", "\xa0"))
_VERB = re.compile(
    r"\b(?:was|were|is|are|had been|has been|have been|stood|stands|amount(?:s|ed)?|(?:total|number)(?=\s?$)"
    r"|rose|rises?|fell|falls?|grew|grows?|"
    r"dropped|drops?|declined|decreased|increased|reached|reaches|averag(?:ed|es)|made up|makes? up|total(?:led|s)|"
    r"accounts? for|accounted for|handles?|went|cost|costs|numbered|will|would|should|may|might|can|could"
    r"|must|had|has|have|"
    r"climbed|shrank|shrinks?|lasted|lasts?|took|takes|earn(?:s|ed)?|pays|paid|spends?|spent|doubled|tripled|halved|ranges?|ranged|remained?|comprised?|constitut(?:es|ed?)|represent(?:s|ed)?|scored|placed|gets?"
    r"|receives?|holds?|said|says?|told|found|wants?|sought|asked|got|gave|gives?|won|lost|left|came|comes?|began|begins?|became|becomes?"
    r"|sits?|sat|saw|sees?|did|does|do|sold|bought|built|kept|keeps?|led|met|sent|set|sets|put|puts|ran|runs|shows?|owns?|offers?|used|loses?|needs?|exceeds?|employs?|bans?|requires?)\b"
    r"|\b[a-z]{2,}ed\b(?=\s(?:by|to|from|at|in|on|for|of|the|an?|his|her|its|their|as|with|only|about|some|nearly|almost|more|less|up|over"
    r"|under|another|around|[\d$€£]))"
)
_CUT = re.compile(
    r"[;:(—–“”\"]|\s-\s|,\s|\b(?:and|but|while|whereas|which|who|that|although|though|when|where|because|if"
    r"|unless|compared)\b"
)
_LEADS = re.compile(
    r"^(?:the|its|their|his|her|a|an|all|each|every|most|our|these|those|some|about|nearly|only|just)\s+", re.IGNORECASE
)
_HEAD_END = re.compile(
    r"\s+(?:for|in|among|held|from|with|between|by|on|at|than|to|during|since|who|under|as|against|"
    r"\w+(?:ed|ing)\s(?:to|in|by|with|at|from|for))\s",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A noun phrase: where it is, its words, and its last word."""

    span: Span
    words: str
    head: str


@cache
def word_lists() -> dict[str, frozenset[str]]:
    """Return the word lists of figures, by name."""
    raw = tomllib.loads(files("onrecord.labels").joinpath("figures.toml").read_text(encoding="utf-8"))
    return {name: frozenset(words) for name, words in raw.items() if isinstance(words, list)}


_MORE = re.compile(r"(?:\sor\s(?:more|fewer|less))?(?:\s(?:other|more|further|additional|such|new|extra)(?=,?\s\w))?")
_ADJECTIVE = re.compile(r"\w\w(?:al|ive|ic|ous|ful|ary|ed|ent|ant|able|ish|less|ory|ian|an)$")


def counted_noun(text: str, start: int, end: int) -> Phrase | None:
    """Return the plural noun phrase that begins at *start*: "political prisoners", "human rights activists"."""
    lists = word_lists()
    plural: re.Match[str] | None = None
    more = _MORE.match(text, start, end)
    at = start = more.end() if more else start
    for n, word in enumerate(_WORD.finditer(text, start, end)):
        lower = word.group().lower().rstrip("’'")
        if n == 0 and lower in lists["participles"]:
            break
        if lower == "and" and _goes_on_after_and(plural, text, word, end):
            at, plural = word.end(), None
            continue
        if n > 5 or not _joins_counted(text, at, word.start()) or lower in lists["stops"] or (_is_adverb(lower) and n):
            break
        at = word.end()
        if plural is not None and not is_plural(lower):
            is_first = plural.group().lower() in lists["firsts"] and plural.end() + 1 == word.start()
            if is_first and not lower.endswith("ed"):
                continue
            break
        if is_plural(lower):
            if plural is not None and plural.group().lower() not in lists["firsts"]:
                break
            plural = word
    if plural is None:
        return None
    first = _WORD.search(text, start)
    begin = first.start() if first else start
    head = plural.group().rstrip("’'")
    stop = plural.start() + len(head)
    return Phrase(span=(begin, stop), words=" ".join(text[begin:stop].split()), head=head)


def _goes_on_after_and(plural: re.Match[str] | None, text: str, word: re.Match[str], end: int) -> bool:
    """Tell "human rights and environmental activists" from "women and the children"."""
    if plural is None or plural.group().lower() not in word_lists()["firsts"] - {"women", "men"}:
        return False
    more = re.compile(r"\s[a-z-]+\s([a-z]+)\b").match(text, word.end(), end)
    return bool(more and _ADJECTIVE.search(text, word.end(), more.start(1) - 1) and is_plural(more[1]))


def _joins_counted(text: str, end: int, start: int) -> bool:
    if text[end:start] == ", ":
        return bool(_ADJECTIVE.search(text, max(0, end - 20), end))
    return _joins(text, end, start)


def _joins(text: str, end: int, start: int) -> bool:
    between = text[end:start]
    return len(between) <= 2 and all(c in _GAP or c == "-" for c in between)


def _is_adverb(word: str) -> bool:
    return word.endswith("ly") and word not in ("family", "monthly", "weekly", "daily", "elderly", "yearly", "assembly")


def is_plural(word: str) -> bool:
    """Tell whether *word* looks like a plural, or is counted without being one."""
    lists = word_lists()
    if word in lists["singular_ok"]:
        return True
    ends = word.endswith("s") and not word.endswith(("ss", "us", "is", "’s", "'s"))
    return ends and word not in lists["not_plural"]


def phrase_after(text: str, start: int, end: int) -> Phrase | None:
    """Return the noun phrase at *start*, singular or plural, without its article ("of the vote")."""
    lists = word_lists()
    words: list[re.Match[str]] = []
    at = start
    for word in _WORD.finditer(text, start, min(end, start + 90)):
        lower = word.group().lower()
        if words and not _joins(text, at, word.start()):
            break
        at = word.end()
        if not words and lower in ("the", "its", "their", "his", "her", "a", "an", "all", "our", "these", "those"):
            continue
        is_stop = lower in lists["stops"] and not (lower in _LEVELLED and _ARTICLE.search(text, start, word.start()))
        if is_stop or _is_adverb(lower) or len(words) > 4 or (words and _closes(words, lower)):
            break
        words.append(word)
    if words and lists["singular_ok"] and text[max(0, words[0].start() - 6) : words[0].start()].lower() == "those ":
        word = words[0]
        return Phrase(span=(word.start() - 6, word.end()), words=f"those {word.group()}", head=word.group())
    if not words or words[0].group().lower() in lists["pronouns"] or words[0].group()[0].isdigit():
        return None
    span = (words[0].start(), words[-1].end())
    return Phrase(span=span, words=" ".join(text[slice(*span)].split()), head=words[-1].group())


_LEVELLED = frozenset("lower higher upper last next".split())
_ARTICLE = re.compile(r"\b(?:the|its|their)\s$")


def _closes(words: list[re.Match[str]], lower: str) -> bool:
    """Tell whether a plural has ended the phrase: "women aged", "households had"; or a figure follows."""
    last = words[-1].group().lower()
    if is_plural(last) and lower.endswith("ing") and last in word_lists()["singular_ok"]:
        return True
    return lower[0].isdigit() or (is_plural(last) and last not in word_lists()["firsts"] and not is_plural(lower))


def subject_before(text: str, start: int, position: int) -> Phrase | None:
    """Return the subject of the clause in which *position* lies: "the share of women" of "… rose to 29 per cent"."""
    cuts = [start, *(m.end() for m in _CUT.finditer(text, start, position))]
    for n, cut in reversed(list(enumerate(cuts))):
        if n and _joins_nouns(text, cuts[n - 1], cut):
            continue
        if text[cut - 1 : cut] == ":" and cut > start and not text[cut:position].strip():
            named = _clean(text[max(start, cut - 40) : cut - 1].strip())
            return Phrase(span=(start, cut - 1), words=named, head=_head_of(named)) if named else None
        verb = _VERB.search(text, cut, position)
        if verb and text[cut : verb.start()].strip().lower() in _HE:
            return None
        relative = next((r for r in _RELATIVES if text.endswith(r, start, cut)), None) if n else None
        is_near = verb is not None and verb.start() - cut < 12
        if relative and is_near and (noun := noun_before(text, start, cut - len(relative))):
            return noun
        words = text[cut : verb.start() if verb else cut].strip(" ,\n")
        phrase = _clean(words)
        if phrase:
            at = text.find(phrase, cut)
            return Phrase(span=(at, at + len(phrase)), words=phrase, head=_head_of(phrase))
    return None


_HE = frozenset("he she they we i you".split())


def _joins_nouns(text: str, start: int, cut: int) -> bool:
    """Tell whether the "and" before *cut* joins two nouns, not two clauses: no verb or comma stands before it."""
    return (
        text[cut - 4 : cut] == " and"
        and text[cut - 5] != ","
        and start < cut - 4
        and not _VERB.search(text, start, cut)
    )


_RELATIVES = (" which", " who")


def noun_before(text: str, start: int, end: int) -> Phrase | None:
    """Return the noun phrase that ends before the comma of a relative clause: "public debt" of "public debt, which"."""
    lists = word_lists()
    stop = len(text[:end].rstrip(" ,"))
    begin = None
    for word in reversed(list(_WORD.finditer(text, max(start, stop - 60), stop))):
        lower = word.group().lower()
        if lower in lists["stops"] or (begin is not None and not _joins(text, word.end(), begin)) or lower[0].isdigit():
            break
        begin = word.start()
    if begin is None:
        return None
    words = " ".join(text[begin:stop].split())
    if not words or not words[-1].isalnum() or words.split()[-1] in lists["times_units"]:
        return None
    return Phrase(span=(begin, stop), words=words, head=words.split()[-1])


def has_verb(text: str, start: int, end: int) -> bool:
    """Tell whether a verb stands between *start* and *end*."""
    return _VERB.search(text, start, end) is not None


_TAIL = re.compile(
    r"(?:,?\s(?:of|now|there|then|also|still|already|currently|today|alone|each|together|only|just|ever|itself|themselves|never|soon|once"
    r"|yesterday|not|which|who|far|all|both|\w+ly|per\s\w+|last\s\w+|this\s\w+|did|do))+$"
)
_PARTICIPLE = re.compile(
    r"(?:[a-z]+ing|[a-z]+ed|made|held|taken|given|due|according|followed|citing|said|told|found)\b(?!\s(?:of\b|[a-z]+s\b))"
)


_NO_NAME = re.compile(r",\s|\s\d+$")


def _clean(words: str) -> str | None:
    """Take adverbials and articles off, and what follows the noun phrase."""
    words = re.sub(r"^(?:[Ii]n|[Ss]ince|[Bb]y|[Aa]t|[Oo]n|[Dd]uring)\s+[^,]{1,30}?\b\d{4}\s+", "", words)
    words = re.sub(
        r"^(?:that\s)?(?:[Ii]n|[Aa]t|[Oo]n|[Ff]or|[Dd]uring|[Aa]fter|[Uu]nder)\s[^,]{1,40}?\s(?=(?:the|its|their|his|her|an?)\s\w+$)",
        "",
        words,
    )
    words = re.sub(r"^(?:[Aa]nd|[Bb]ut|[Ww]hile|[Tt]hat|[Ww]ith|[Oo]f|[Aa]lso)\s+", "", words)
    if re.match(r"(?:[Ii]n|[Oo]n|[Bb]y|[Aa]t|[Ff]or|[Ss]ince|[Aa]ccording)\s", words):
        return None
    if _PARTICIPLE.match(words):
        return None
    words = _LEADS.sub("", _LEADS.sub("", words))
    words = _HEAD_END.split(f"{words} ", maxsplit=1)[0].strip(" ,)")
    words = _TAIL.sub("", words)
    first = words.split(" ", 1)[0].lower() if words else ""
    is_empty = (
        not words or _is_adverb(words.lower()) or first in word_lists()["pronouns"] or first in word_lists()["stops"]
    )
    return None if is_empty or len(words.split()) > 7 or words[0].isdigit() or _NO_NAME.search(words) else words


def _head_of(phrase: str) -> str:
    return phrase.split(" of ")[0].split()[-1]
