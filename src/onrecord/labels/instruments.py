"""Instruments in a document: treaties, agreements, laws, bills, bodies, dialogues, indices, with their mentions joined.

Three ways to be found: the reference list, a row of capitalised words with a head word ("National Council on …"), and
fixed lower-case phrases ("draft criminal code", "law on peaceful assemblies"). An abbreviation in brackets is a name
from then on; "the enhanced agreement" joins the fuller name that holds its words. Precision goes first: what names
nothing stays out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from onrecord.labels.lexicon import load_lists
from onrecord.labels.times import find_times
from onrecord.labels.views import Page
from onrecord.records import Instrument, InstrumentKind, Span, content_id
from onrecord.reference.instruments import find_known
from onrecord.text.spans import find_containing, overlap


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A place that names an instrument; mentions with one *key* are one instrument.

    *words* are the normal forms of the name's words, *head* the word that says what it is.
    """

    span: Span
    name: str
    kind: InstrumentKind
    key: str
    head: str = ""
    words: frozenset[str] = frozenset()


_CONNECT = r"(?:of|for|on|and|the|to|against|with|in|by)"
_CAP = r"[A-Z][\w’'-]*"
_ROW = re.compile(rf"(?<![\w’'-]){_CAP}(?:\s+(?:{_CONNECT}\s+){{0,2}}{_CAP})*")
_ACRONYM = re.compile(r"\s*\(\s*(?:the\s+)?[“\"‘']?([A-Z][A-Za-z]*[A-Z][A-Za-z]*(?:-[A-Z]+)?)[”\"’']?\s*\)")
_ARTICLE = re.compile(r"^(?:the|a|an|its|their|this|our)\s+", re.IGNORECASE)
_SMALL = frozenset("of for on and the to against with in by a an s".split())


@cache
def _tables() -> dict[str, dict[str, str]]:
    return load_lists("instruments.toml")


@cache
def _kind_of_head() -> dict[str, InstrumentKind]:
    return {w: kind for kind, words in _tables()["heads"].items() for w in words.split()}  # type: ignore[misc]


@cache
def _word_set(name: str) -> frozenset[str]:
    return frozenset(_tables()["words"][name].split())


@cache
def _lower_case() -> re.Pattern[str]:
    """Phrases without capitals that name a law, a bill, a code or an agreement."""
    codes = "|".join(sorted(_word_set("codes")))
    return re.compile(
        rf"\b(?:(?P<draft>draft|proposed|revised|new|current)\s+)?(?P<code>(?:{codes})(?:\s+(?:and|procedure|{codes}))*\s+(?:procedure\s+)?codes?)\b"
        r"|\b(?P<bill>draft\s+(?:[a-z-]+\s+){0,2}?(?:codes?|laws?|bills?|legislation|acts?|constitution|amendments?|decree)|draft\s+legislative\s+(?:changes|amendments))\b(?:\s+(?P<blink>on|against)\s+(?P<btail>[a-z][\w’'-]*(?:\s+[a-z][\w’'-]*){0,5}))?"
        r"|\b(?P<law>(?P<adj>(?:[a-z]+-[a-z]+|new|amended|revised|proposed|controversial)\s+)?(?P<head>laws?|bill|act|decree|convention|agreement|protocol|legislation))"
        r"\s+(?P<link>on|against)\s+(?:the\s+)?(?P<tail>[a-z][\w’'-]*(?:\s+[a-z][\w’'-]*){0,5})",
    )


_HEAD_OF_LAW: dict[str, InstrumentKind] = {
    "law": "law", "laws": "law", "act": "law", "decree": "law", "legislation": "law", "bill": "bill",
    "convention": "treaty", "protocol": "treaty", "agreement": "agreement",
}  # fmt: skip
_RESOLUTION = re.compile(r"\b(?:[Rr]esolutions?)\b")
_ADOPTER = re.compile(rf"(?:{_CAP}\s+){{0,3}}(?:Parliament|Assembly|Council|Congress|Committee|Senate|Bundestag)\b")


def find_mentions(page: Page) -> list[Mention]:
    """Return the instruments that the document mentions, in reading order, never overlapping."""
    text = page.text
    found = [
        Mention(
            span=span, name=known.name, kind=known.kind, key=f"known:{known.key}", words=frozenset(_words(known.name))
        )
        for span, known in find_known(text)
    ]
    found += _apart(found, _capitalised(page))
    found += _apart(found, _lower_cased(page))
    found += _apart(found, _resolutions(page))
    found = _joined(sorted(found, key=lambda m: m.span))
    found += _apart(found, _abbreviated(text, found))
    found += _apart(found, _again(text, found))
    return sorted(found, key=lambda m: m.span)


def _apart(taken: Sequence[Mention], others: Iterable[Mention]) -> list[Mention]:
    """Return those of *others* that overlap neither *taken* nor each other."""
    spans = [m.span for m in taken]
    out: list[Mention] = []
    for mention in others:
        if not any(overlap(mention.span, s) for s in spans):
            out.append(mention)
            spans.append(mention.span)
    return out


def _capitalised(page: Page) -> Iterator[Mention]:
    text = page.text
    for row in _ROW.finditer(text):
        span = _without_leading(text, row.span())
        span = _with_tail(text, span)
        head = _head_in(text[slice(*span)])
        if head and len(text[slice(*span)].split()) > 1:
            yield _mention(page, _with_word_before(text, span), _kind_of_head()[head], head.lower())


def _without_leading(text: str, span: Span) -> Span:
    start, end = span
    while (first := text[start:end].split(maxsplit=1)) and len(first) == 2 and first[0] in _word_set("leading"):
        start = end - len(first[1])
        while text[start:end].split(maxsplit=1)[0] in _SMALL:
            start = end - len(text[start:end].split(maxsplit=1)[1])
    return start, end


def _with_tail(text: str, span: Span) -> Span:
    """Let a name run on in lower case: "Commissioner | for human rights", "Enhanced | cooperation agreement"."""
    start, end = span
    last = text[start:end].split()[-1]
    if last in _kind_of_head() and (
        m := re.match(r"\s+(?:for|on|against)\s+((?:[a-z][\w’'-]*\s?){1,5})", text[end : end + 80])
    ):
        kept = _before_stop(m.group(1))
        return (start, end + m.start(1) + len(kept)) if kept else span
    m2 = re.match(
        r"((?:\s+[a-z][\w-]*){0,4}?)\s+"
        r"(agreement|convention|treaty|protocol|dialogue|index|working group|code|constitution)\b",
        text[end : end + 80],
    )
    if m2 and all(w in _word_set("inner") for w in m2.group(1).split()):
        return start, end + m2.end()
    return span


def _before_stop(words: str) -> str:
    kept: list[str] = []
    for word in words.split():
        if word in _word_set("stop") or (kept and word.endswith("ed")):
            if word == "of" and kept and kept[-1] in ("protection", "rights", "prevention", "elimination"):
                kept.append(word)
                continue
            break
        kept.append(word)
    while kept and kept[-1] in ("the", "of", "a", "for"):
        kept.pop()
    return " ".join(kept)


def _with_word_before(text: str, span: Span) -> Span:
    m = re.search(
        rf"[“\"‘']?\b({'|'.join(sorted(_word_set('before')))})[”\"’']?\s+$", text[max(0, span[0] - 16) : span[0]]
    )
    if not m or m.group(1) == "new":
        return span
    return max(0, span[0] - 16) + m.start(1), span[1]


def _head_in(name: str) -> str | None:
    """Return the head word of a row of capitalised words: the last one that is followed by no other, or None."""
    words = name.split()
    for i, word in enumerate(words):
        bare = word.strip("’'“”\"")
        head = bare if bare in _kind_of_head() else bare.title() if i == len(words) - 1 and bare.islower() else ""
        if head in _kind_of_head() and _may_be_head(words, i, head) and (i + 1 == len(words) or words[i + 1] in _SMALL):
            return head
    return None


def _may_be_head(words: list[str], i: int, head: str) -> bool:
    needed = _tables()["needs-before"].get(head)
    return needed is None or (i > 0 and words[i - 1] in needed.split())


def _lower_cased(page: Page) -> Iterator[Mention]:
    text = page.text
    for m in _lower_case().finditer(text):
        if m["code"]:
            is_draft = m["draft"] in ("draft", "proposed")
            span = m.span() if is_draft else m.span("code")
            yield _mention(page, span, "bill" if is_draft else "code", "code")
        elif m["bill"]:
            kept = _before_stop(m["btail"] or "")
            end = m.start("btail") + len(kept) if kept else m.end("bill")
            yield _mention(page, (m.start("bill"), end), "bill", "bill")
        elif kept := _before_stop(m["tail"]):
            adjective = m["adj"] or ""
            begin = m.start("head") if adjective.startswith(("new", "amended", "controversial")) else m.start("law")
            span = (begin, m.start("tail") + len(kept))
            if not _is_time(kept):
                kind = "bill" if m["adj"] and m["adj"].startswith("proposed") else _HEAD_OF_LAW[m["head"]]
                yield _mention(page, span, kind, m["head"].rstrip("s"))


def _is_time(words: str) -> bool:
    return words.split()[0] in (
        "monday",
        "january",
        "grounds",
        "behalf",
        "top",
        "paper",
        "account",
        "which",
        "board",
        "hold",
        "how",
    )


def _resolutions(page: Page) -> Iterator[Mention]:
    """A resolution is named by who adopted it and when, if its sentence says so."""
    text = page.text
    for m in _RESOLUTION.finditer(text):
        at = find_containing(page.sentences, m.start())
        if at is None:
            continue
        sentence = page.sentences[at]
        adopter = _ADOPTER.search(text, *sentence)
        day = next(
            (t.when.start for t in find_times(text, [sentence], page.document.published) if t.when.precision == "day"),
            None,
        )
        if adopter or day:
            by = re.sub(r"^(?:The|A|In|But)\s+", "", adopter.group()) if adopter else ""
            name = " ".join(filter(None, [by, "resolution", f"of {day}" if day else ""]))
            yield Mention(
                span=m.span(), name=name, kind="resolution", key=f"resolution:{by.lower()}:{day}", head="resolution"
            )


def _mention(page: Page, span: Span, kind: InstrumentKind, head: str) -> Mention:
    name = _ARTICLE.sub("", " ".join(page.text[slice(*span)].split())).replace("“", "").replace("”", "")
    country = _country_of(page, span)
    words = frozenset(_words(_without_countries(page, span, name)))
    return Mention(
        span=span, name=name, kind=kind, key=f"{kind}:{' '.join(sorted(words))}:{country}", head=head, words=words
    )


def _country_of(page: Page, span: Span) -> str:
    inside = page.mentions_in([span])
    main = page.document.countries[0].code if page.document.countries else ""
    codes = [m.code for m in inside]
    return codes[0] if codes and main not in codes else main


def _without_countries(page: Page, span: Span, name: str) -> str:
    for mention in page.mentions_in([span]):
        name = name.replace(page.text[slice(*mention.span)], " ")
    return re.sub(r"\b(?:EU|US|UN)-", " ", name)


def _words(name: str) -> list[str]:
    plain = name.lower().replace("co-operation", "cooperation").replace("’", "'")
    return [_singular(w) for w in re.findall(r"[^\W\d_]+(?:'(?!s\b)\w+)?", plain) if w not in _SMALL]


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 5:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 4 else word


def _joined(mentions: list[Mention]) -> list[Mention]:
    """Give a shorter name the key of the fuller one that holds all its words, if they are of one kind and head."""
    out: list[Mention] = []
    for mention in mentions:
        fuller = [m for m in mentions if _is_fuller(m, mention)]
        best = max(fuller, key=lambda m: len(m.words), default=None)
        out.append(replace(mention, key=best.key, name=best.name) if best else mention)
    return out


def _is_fuller(one: Mention, other: Mention) -> bool:
    same_kind = one.kind == other.kind and (one.head == other.head or one.key.startswith("known:"))
    return same_kind and len(other.words) > 1 and other.words < one.words and one.kind not in ("body", "resolution")


def _abbreviated(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Find again every abbreviation that stands in brackets behind a name."""
    shorts = {m.group(1): mention for mention in mentions if (m := _ACRONYM.match(text, mention.span[1]))}
    if shorts:
        pattern = re.compile(
            rf"(?<![\w-])(?:{'|'.join(re.escape(s) for s in sorted(shorts, key=len, reverse=True))})(?![\w-])"
        )
        for m in pattern.finditer(text):
            yield replace(shorts[m.group()], span=m.span())


_DEFINITE = re.compile(
    r"\b[Tt](?:he|his|hat)\s+((?:[a-z][\w-]*\s+|“[a-z]+”\s+){0,2}?)"
    r"(agreement|convention|treaty|covenant|protocol|charter|bill|code|codes|law|act|decree|council|commission|commissioner|committee|dialogue|index|resolution)\b"
)


def _again(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Find "the (enhanced) agreement" after a name with that head word and those adjectives."""
    for m in _DEFINITE.finditer(text):
        head = m.group(2).removesuffix("s")
        adjectives = {_singular(w) for w in re.findall(r"\w+", m.group(1))} - {"new", "same", "said", "latter"}
        for mention in reversed([x for x in mentions if x.span[1] <= m.start()]):
            heads = {mention.head, *(_words(mention.name)[-1:])}
            if head in heads and adjectives <= mention.words:
                yield replace(mention, span=(m.start(1), m.end()))
                break


def instruments_of(mentions: Sequence[Mention], spans: Sequence[Span]) -> tuple[Instrument, ...]:
    """Return the instruments mentioned inside *spans*, each once with all its places, in order of first mention."""
    places: dict[str, list[Mention]] = {}
    for mention in mentions:
        if any(s <= mention.span[0] and mention.span[1] <= e for s, e in spans):
            places.setdefault(mention.key, []).append(mention)
    return tuple(
        Instrument(
            id=content_id("instrument", key),
            name=max((m.name for m in found), key=len),
            kind=found[0].kind,
            spans=tuple(m.span for m in found),
        )
        for key, found in places.items()
    )
