"""Which country a statement is about, and whom: the state, another state, or a body like the EU."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from onrecord.labels.lexicon import load_lists
from onrecord.labels.views import Page, View, is_inside
from onrecord.records import Span
from onrecord.reference.countries import CountryMention
from onrecord.text.spans import find_containing

_VERB = re.compile(
    r"(?:[’']s)?(?:\s+(?:officials?|leaders?|authorities|governments?|diplomats?|member states|institutions|"
    r"administration|itself|now|also|too|still))*(?:,\s+(?:for example|too|however|by contrast|in turn|meanwhile),?)?"
    r"(?:\s+(?:which|who|also|now|still|only|again|often|never))?\s+"
    r"(?:has|have|had|is|are|was|were|will|would|should|must|can|could|may|might|does|do|did|seems?|appears?|claims?|needs?|ought|"
    r"cannot|fails?|failed|remains?|continues?|says|said|wants|put|puts|turned|turns|refused|refuses|ignored|ignores|\w+ed|\w+(?<!s)s)\b"
)
_NOT_SUBJECT = re.compile(
    r"(?:\b(?:of|in|to|with|for|from|by|against|between|and|on|at|into|within|towards?|than|via|through|under|\w+ing)\s+"
    r"(?:the\s+|an?\s+)?|-)$",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\s+(?:freelance\s+|young\s+|former\s+|national\s+|[a-z]+-born\s+)?(?:MEPs?|MPs?|senators?|diplomats?|foreign|"
    r"journalists?|reporters?|correspondents?|photographers?|couples?|man|men|woman|family|families|tourists?|firms?|compan(?:y|ies)|"
    r"brands?|owners?|lawyers?|experts?|analysts?|researchers?|ambassadors?|"
    r"professors?|politicians?|lawmakers?|activists?|writers?|scholars?|think[- ]tank|NGO|newspaper|women|students|"
    r"refugees|nationals|citizens)\b"
)
_MAIN_SHARE = 0.34
_ONE_COUNTRY = 0.7
"""From this share of the mentions on, a document is about one country, and others count only where they lead."""


@cache
def _bodies() -> tuple[dict[str, str], re.Pattern[str]]:
    """Return code by form, and the pattern of all forms."""
    forms = {
        form.strip(): code
        for table in load_lists("targets.toml").values()
        for code, row in table.items()
        for form in row.split(",")
    }
    longest = sorted(forms, key=len, reverse=True)
    return forms, re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest))})(?![\w]|-[A-Z])")


def country_of(view: View) -> tuple[str | None, str]:
    """Return the code of the country that the statement is about, and why; None if the document names none.

    A country inside the content decides, the document's main country before others; then the words between speaker and
    content, the paragraph, and last the document. Where a speaker comes from does not count.
    """
    page, content = view.page, view.statement.content
    main, share = _main_of(page)
    inside = _about(view, page.mentions_in(content))
    if main and share >= _ONE_COUNTRY:
        inside = [m for m in inside if m.code == main or _leads(view, m)]
    if inside:
        return _pick(inside, main), "named in the content"
    around = [m for m in page.mentions_in(view.around()) if not _ROLE.match(view.text, m.span[1])]
    if around:
        return _pick(around, main), "named in the sentence"
    if main and share >= _MAIN_SHARE:
        near = {m.code for m in _about(view, page.mentions_in([view.paragraph]))}
        if not near or main in near or share > 2 * _MAIN_SHARE:
            return main, "the document's main country"
    return _nearest(view) or main, "named before it"


def _main_of(page: Page) -> tuple[str | None, float]:
    """Return the country that most mentions name, and its share; its travellers abroad do not count."""
    shares = page.document.countries
    for country in shares:
        own = (m for m in page.mentions if m.code == country.code)
        if any(m.kind == "name" or not _ROLE.match(page.text, m.span[1]) for m in own):
            return country.code, country.share
    return (shares[0].code, shares[0].share) if shares else (None, 0.0)


def _leads(view: View, mention: CountryMention) -> bool:
    """Tell whether a country is the subject of a claim, or opens the sentence ("In Norvia, …")."""
    text, (start, end) = view.text, mention.span
    opens = start - view.sentence[0] < 16
    return opens or (not _NOT_SUBJECT.search(text, max(0, start - 24), start) and bool(_VERB.match(text, end)))


def _about(view: View, mentions: Iterable[CountryMention]) -> list[CountryMention]:
    """Drop mentions that only say where a speaker comes from."""
    kept = [m for m in mentions if not is_inside(m.span, view.statement.source)]
    return [m for m in kept if m.kind == "name" or not _ROLE.match(view.text, m.span[1])]


def _pick(mentions: list[CountryMention], main: str | None) -> str:
    if main and any(m.code == main for m in mentions):
        return main
    named = [m for m in mentions if m.kind == "name"]
    return (named or mentions)[0].code


def _nearest(view: View) -> str | None:
    start = view.statement.content[0][0]
    for mention in view.page.mentions_before(start):
        if start - mention.span[0] > 600:
            return None
        if mention.kind == "name" and not is_inside(mention.span, view.statement.source):
            return mention.code
    return None


def target_of(view: View, country: str | None) -> tuple[str | None, str]:
    """Return whom the statement is about, and why: a country's code, a body's ("EU"), or None if nothing is known.

    A body or another state must be the subject of the content, or be addressed by the cue ("urged the EU to …");
    otherwise the statement is about *country*.
    """
    if (subject := _subject(view, _first_sentence(view), country)) is not None:
        return subject
    addressed = _addressee(view)
    return addressed if addressed else (country, "the country")


def _first_sentence(view: View) -> Span:
    """Return the first stretch of the content up to the end of its sentence: what follows may be about others."""
    start, end = view.statement.content[0]
    at = find_containing(view.page.sentences, start)
    return start, end if at is None else max(start, min(end, view.page.sentences[at][1]))


def _subject(view: View, span: Span, country: str | None) -> tuple[str, str] | None:
    """Return the first actor of the content that a verb follows and no preposition precedes."""
    text = view.text
    forms, pattern = _bodies()
    actors = [(m.span(), forms[m.group()]) for m in pattern.finditer(text, *span)]
    actors += [(m.span, m.code) for m in view.page.mentions_in([span]) if m.kind == "name"]
    for (start, end), code in sorted(actors):
        if code == country and not _NOT_SUBJECT.search(text, max(span[0], start - 24), start):
            return None
        if not _NOT_SUBJECT.search(text, max(span[0], start - 24), start) and _VERB.match(text, end, span[1]):
            return code, text[start:end]
    return None


def _addressee(view: View) -> tuple[str, str] | None:
    """Return the body between a demanding cue and the content, or at the end of the cue."""
    if not view.reading.cue_has("cue.demand"):
        return None
    text, forms = view.text, _bodies()
    cue_end = view.statement.cue[-1][1]
    first = min((s for s, _ in view.statement.content if s >= cue_end), default=None)
    begin = view.statement.cue[0][0]
    stop = max(cue_end, first if first is not None and first - cue_end < 120 else cue_end)
    match = forms[1].search(text, begin, stop)
    if match:
        return forms[0][match.group()], match.group()
    if (
        first is not None
        and (opening := forms[1].match(text, _skip_article(text, first)))
        and _TO.match(text, opening.end())
    ):
        return forms[0][opening.group()], opening.group()
    return None


_TO = re.compile(r"(?:\s+and\s+[\w ]{1,40}?)?(?:\s+(?:officials|institutions|leaders|member states))?\s+to\s")


def _skip_article(text: str, at: int) -> int:
    match = re.compile(r"(?:on\s+|upon\s+)?(?:the\s+)?").match(text, at)
    return match.end() if match else at
