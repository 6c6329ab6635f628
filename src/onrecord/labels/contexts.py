"""What surroundings say of a statement: whether a law is its source, and which rights are named around it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from functools import lru_cache

from onrecord.labels.lexicon import Hit, lexicon, read_words
from onrecord.labels.provisions import Provision
from onrecord.labels.views import View, is_inside
from onrecord.records import RIGHTS, Right, Span

_ARTICLE = re.compile(r"^\W*(?:Articles?|Sections?|Clauses?|Paragraphs?|Chapters?)\s+\d", re.IGNORECASE)
_LAW = re.compile(
    r"^\W*(?:the|a|an|this|that|these|both|its|article\s+\d+\s+of\s+the)\s+(?:[\w’'-]+\s+){0,3}?"
    r"(?:laws?|bills?|acts?|codes?|decrees?|drafts?|amendments?|legislation|provisions?|"
    r"(?:first|second|third|new) versions?)"
    r"(?:\W*$|\s+(?:on|of|that|which|against|for|to|in)\b)",
    re.IGNORECASE,
)
_DRAFT = re.compile(r"\b(?:draft|bill|proposed|versions?|planned)\b", re.IGNORECASE)
_WOULD = re.compile(r"\b(?:would|could|proposes?|proposed)\b", re.IGNORECASE)


def provision_of(view: View) -> tuple[Provision, str] | None:
    """Return what kind of measure speaks, and its name, where the source is a law or a bill, not a person."""
    if not view.statement.source or not view.statement.cue:
        return None
    source = view.text[slice(*view.statement.source[0])]
    if not (_ARTICLE.match(source) or _LAW.match(source)):
        return None
    cue = " ".join(view.text[a:b] for a, b in view.statement.cue)
    is_draft = _DRAFT.search(source) or _WOULD.search(cue)
    return ("measure-proposed" if is_draft else "measure-adopted"), source.strip()


MOST = 2
"""No more rights than this are taken over from the surroundings."""
_BACK = re.compile(
    r"^\W*(?:that\s+|for\s+|on\s+|at\s+|to\s+|by\s+)?(?:(?:the\s+)?(?:articles?|sections?|clauses?)\s+\d|"
    r"(?:the|this|these|those|such|their|his|her|its)\s+(?:[\w’'-]+\s+){0,2}?"
    r"(?:laws?|bill|draft|decision|verdict|sentences?|ruling|convictions?|case|trial|charges?|arrests?|"
    r"detentions?|release|ban|closure|accusations?|allegations?|incident|attacks?|killings?|licen[cs]e|version|provisions?|"
    r"restrictions?|punishment|threats?|measures?|amendments?)\b|"
    r"(?P<pronoun>these|those|this|such|both|it|they|their|his|her|its)\b)",
    re.IGNORECASE,
)


def points_back(view: View) -> bool:
    """Tell whether the content says what it is about only by pointing back ("their release", "Article 12")."""
    match = _BACK.match(view.text[slice(*view.statement.content[0])])
    return bool(match and (not match["pronoun"] or any(view.reading.has(group) for group in _JUDGED)))


_JUDGED = ("stance.progress", "stance.regress", "act.demand", "act.event", "act.adopted", "act.proposed")
"""A mere pronoun counts only where something is judged, demanded or done."""


def rights_around(view: View) -> list[tuple[Right, str]]:
    """Return the rights that the sentence names, else the paragraph, else the title: each with its words."""
    for span in (view.sentence, view.paragraph):
        if found := _named(view.text, span):
            return found
    title = view.page.document.title
    return _named(title, (0, len(title))) if title else []


@lru_cache(maxsize=512)
def _named(text: str, span: Span) -> list[tuple[Right, str]]:
    """Return the rights that are named most often inside *span*, at most `MOST`; none if many are, as in a list."""
    words = read_words(text, [span])
    hits = lexicon().find(words.words)
    counts: Counter[Right] = Counter()
    shown: dict[Right, str] = {}
    for hit in hits:
        code = _code_of(hit)
        if code and code not in ("general", "institutions"):
            counts[code] += 1
            shown.setdefault(code, " ".join(words.words[hit.first : hit.last]))
    return [(code, shown[code]) for code, _ in counts.most_common(MOST)] if len(counts) <= MOST + 1 else []


def _code_of(hit: Hit) -> Right | None:
    prefix, _, code = hit.group.partition(".")
    return code if prefix in ("sure", "right") and code in RIGHTS else None


def rights_near(view: View) -> dict[Right, str]:
    """Return the rights that the sentence or one beside it names outside the content, each with its first words."""
    found: dict[Right, str] = {}
    for sentence in _beside(view):
        for code, span in _named_at(view.text, sentence):
            if code not in found and not is_inside(span, view.statement.content):
                found[code] = view.text[slice(*span)]
    return found


def _beside(view: View) -> list[Span]:
    """Return the sentences of the statement, and those of its paragraph right before and after them."""
    spans, (start, end) = view.page.sentences, view.sentence
    first, last = bisect_left(spans, (start, start)), bisect_left(spans, (end, end))
    start, end = view.paragraph
    return [span for span in spans[max(0, first - 1) : last + 1] if start <= span[0] < end]


@lru_cache(maxsize=2048)
def _named_at(text: str, sentence: Span) -> tuple[tuple[Right, Span], ...]:
    words = read_words(text, [sentence])
    named = ((code, hit) for hit in lexicon().find(words.words) if (code := _code_of(hit)))
    return tuple((code, (words.spans[hit.first][0], words.spans[hit.last - 1][1])) for code, hit in named)
