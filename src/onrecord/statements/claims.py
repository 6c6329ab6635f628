"""Find what the author claims in the document's own voice.

A candidate is what is left of a sentence once everything is taken out that others are quoted as saying. Small
classifiers (`claim_scores.py`) say how likely it is to claim something about a country's record; what counts as such is
written down in docs/annotating-author-claims.md.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.models.reader import Glance
from onrecord.records import Document, Span, Statement, cut, statement_id
from onrecord.statements.claim_scores import Features, Parts, describe, load_head, probabilities
from onrecord.statements.standings import names_index, tells_standing
from onrecord.text.quotes import Quotation
from onrecord.text.spans import covered, find_containing, merge, overlap, subtract, trim, words

MADE_BY = "onrecord.claims/2"
MIN_WORDS = 6
"""Shorter sentences are headings and asides (on the tuning sentences none of them is a claim that stands alone)."""
MIN_REST_WORDS = 7
"""What is left beside a statement by somebody else has to be at least this long to be a claim of its own."""
MIN_PART_WORDS = 4
"""Shorter stretches of what is left are dropped: they are joints, not claims."""
_FINISHED = re.compile(r"[.!…;:][\"”’'»)\]]*$")
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|does|did|do|cannot|\w+ed|\w+n't)\b"
)
_PARTICIPLE_FIRST = re.compile(r"\w+ing\b|includ|such as\b", re.IGNORECASE)
_SUBORDINATE = re.compile(
    r"(?:if|since|when|while|although|though|after|before|because|as|where|whereas|unless|until|once|that|which|who|whose)\b"
    r"|\w+ed by\b",
    re.IGNORECASE,
)
_HEADLESS = re.compile(r"(?:have|has|had|is|are|was|were|do|does|did|will|would|can|could)\b")
_LEAD_OVER = re.compile(
    r"\s+(?:with|and|that|of|to|but|as|while|which|who|by|for|in|on|at|the|a|an|even|because|or|from|if|when|whereas)$",
    re.IGNORECASE,
)
_LOOSE = " \t\n,;:–—-…"


def find_claims(
    document: Document,
    glances: Sequence[Glance],
    attributed: Sequence[Statement],
    skip: Sequence[Span],
    sentences: Sequence[Span],
) -> list[Statement]:
    """Find the author's claims, in reading order.

    Args:
        document: whose author.
        glances: the windows that hold the sentences, encoded.
        attributed: what others say there.
        skip: stretches that were not read.
        sentences: where to look.
    """
    found = candidates(document.text, attributed, skip, sentences)
    if not found:
        return []
    likely = probabilities(features_of(document.text, found, glances, sentences))
    threshold = float(load_head()["threshold"])
    is_ranked = names_index(document.text)
    return [
        _statement(document, parts, float(p))
        for parts, p in zip(found, likely, strict=True)
        if p >= threshold or (is_ranked and tells_standing(document.text, parts))
    ]


def features_of(text: str, found: Sequence[Parts], glances: Sequence[Glance], sentences: Sequence[Span]) -> Features:
    """Describe candidates for the classifiers."""
    all_of_it = set(sentences)
    return describe(text, found, glances, [parts[0] in all_of_it for parts in found])


def outside_quotations(sentences: Sequence[Span], quotations: Sequence[Quotation]) -> list[Span]:
    """Return the sentences that do not stand in quotation marks: whoever speaks there, it is not the author.

    A mark that is never closed, in its paragraph or a later one, holds nothing.
    """
    following = [*quotations[1:], None]
    sure = [
        q.span for q, after in zip(quotations, following, strict=False) if q.closed or q.continues or _continues(after)
    ]
    return [
        s
        for s in sentences
        if (i := find_containing(sure, sum(s) // 2)) is None or 2 * overlap(s, sure[i]) < _length(s)
    ]


def _continues(quotation: Quotation | None) -> bool:
    return quotation is not None and quotation.continues


def candidates(
    text: str, attributed: Sequence[Statement], skip: Sequence[Span], sentences: Sequence[Span]
) -> list[Parts]:
    """Return sentences, and what is left of sentences, in the author's voice: one tuple of spans each."""
    taken = merge(span for s in attributed for span in (*s.source, *s.cue, *s.content))
    out = []
    at = 0
    for sentence in sentences:
        while at < len(taken) and taken[at][1] <= sentence[0]:
            at += 1
        near = _starting_before(taken, at, sentence[1])
        if _is_prose(text, sentence) and not covered(sentence, skip):
            out.append(_own_parts(text, sentence, near))
    return [parts for parts in out if parts]


def _starting_before(spans: Sequence[Span], at: int, end: int) -> list[Span]:
    out = []
    while at < len(spans) and spans[at][0] < end:
        out.append(spans[at])
        at += 1
    return out


def _is_prose(text: str, sentence: Span) -> bool:
    """Tell a sentence from a heading, a list entry or a menu: it is finished by a sign and holds small letters."""
    words_ = [text[a:b] for a, b in words(text, sentence)]
    small = sum(w[0].islower() for w in words_)
    return len(words_) >= MIN_WORDS and bool(_FINISHED.search(text[slice(*sentence)])) and 3 * small >= len(words_)


def _own_parts(text: str, sentence: Span, taken: Sequence[Span]) -> Parts:
    """Return the sentence if nobody else speaks in it, else the stretches left, if they can stand alone."""
    if not any(overlap(sentence, t) for t in taken):
        return (sentence,)
    parts = [_without_loose_ends(text, part) for part in subtract(sentence, taken)]
    parts = [p for p in parts if len(words(text, p)) >= MIN_PART_WORDS and not _leans_on_others(text, p)]
    parts = [p for p in parts if not _HEADLESS.match(text, *p)] if len(parts) > 1 else parts
    is_claim = sum(len(words(text, p)) for p in parts) >= MIN_REST_WORDS and any(
        _FINITE.search(text, *p) for p in parts
    )
    return tuple(parts) if is_claim else ()


def _leans_on_others(text: str, part: Span) -> bool:
    return bool(_PARTICIPLE_FIRST.match(text, *part) or _SUBORDINATE.match(text, *part))


def _length(span: Span) -> int:
    return span[1] - span[0]


def _without_loose_ends(text: str, span: Span) -> Span:
    """Drop signs at both ends, and little words that lead over to what was taken out."""
    start, end = trim(text, span)
    while start < end and text[start] in _LOOSE:
        start += 1
    while end > start:
        lead = _LEAD_OVER.search(text, start, end)
        if lead is None and text[end - 1] not in _LOOSE:
            break
        end = lead.start() if lead else end - 1
    return start, end


def _statement(document: Document, content: Parts, probability: float) -> Statement:
    return Statement(
        id=statement_id(document, "author", (), (), content),
        document=document.id,
        voice="author",
        content=content,
        quote=cut(document.text, content),
        confidence={"statement": round(probability, 4)},
        made_by=MADE_BY,
    )
