"""Exceptions and caveats: the words that limit what a statement grants, and the words that they limit."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from onrecord.labels.views import View
from onrecord.records import Span
from onrecord.text.spans import find_containing, trim


@dataclass(frozen=True, slots=True, kw_only=True)
class Caveat:
    """A *limit* ("though it is still permitted in wartime") and what it *limits* ("the penalty has been abolished")."""

    limit: Span
    limits: Span


_EXCEPTION = (
    r"albeit\b|even (?:if|though)\b|(?:al)?though\b(?!,)|except(?:ing)?\b(?! to\b)|with the (?:sole "
    r"|only )?exceptions? of\b|"
    r"apart from\b(?! th(?:at|is)\b)|save (?:for|in|where|when)\b|other than (?:in|for|those|where"
    r"|when)\b|excluding\b|unless\b|"
    r"provided that\b|as long as\b|only (?:if|when|where)\b|not (?:including|covering)\b|"
    r"while (?:still|keeping|retaining|leaving)\b|without (?:prejudice|any (?:funding|guarantee))\b"
)
_START = re.compile(
    rf"(?P<rule>(?:(?<=\s)|(?<=[(—–]))(?:{_EXCEPTION})|(?<=,\s)subject to\b)"
    r"|(?P<turn>(?<=[\s—–])(?:but|yet)\b(?! also\b| rather\b))"
    r"|(?P<break>;\s+(?:however|yet|nevertheless|but|in practice|none of)\b|;\s+(?=[^;.]{3,60},\s(?:however|though),))"
    r"|(?P<new>(?<=[a-z)\]\d])[.](?=(?:However|But|Yet|Nevertheless|Nonetheless|In practice|In reality)\b))",
    re.IGNORECASE,
)
_FRONT = re.compile(
    r"(?:[^,.;:]{0,60}\bthat,?\s+)?(?P<c>(?:Al)?though|Even though|While|Whereas|Despite the fact that)\s",
    re.IGNORECASE,
)
_FRONT_EXCEPT = re.compile(r"(?:Except|Apart from|With the exception of|Unless)\b", re.IGNORECASE)
_END = re.compile(r"(?:,\s+(?:and|while)\s|\s+while\s+(?:the\s+)?[A-Z]|;|\.(?=\s|$|[A-Z][a-z])|[!?](?=\s|$)|\s[–—]\s)")
"""A caveat runs to the end of its clause."""
_CLAUSE = re.compile(
    r"[;!?]\s|[.](?:\s|(?=[A-Z][a-z]))|:\s|,\s(?:and|while|whereas)\s(?=(?:the|its|it|they|women|an?)\b)"
)
_NEXT = re.compile(
    r"(?:However|But|Yet|Nevertheless|Nonetheless|Still,|Even so|Exceptions?|In practice|In reality|"
    r"(?:This|That|The) (?:guarantee|rule|right|limit|provision|law|ban|protection|exemption)s? (?:does|do|did) not)\b"
    r"|(?:[^,.;]{1,60}),\s(?:however|though|nevertheless),\s"
)
_LEAD = re.compile(r"(?:However|But|And|Yet|Also|Instead|Nevertheless),?\s+")


@cache
def _stems(name: str) -> re.Pattern[str]:
    raw = tomllib.loads(files("onrecord.labels").joinpath("caveats.toml").read_text(encoding="utf-8"))
    short = "|".join(w for w in raw[name] if len(w) <= 4)
    long = "|".join(w for w in raw[name] if len(w) > 4)
    return re.compile(rf"\b(?:(?:{short})\b|(?:{long})\w*)", re.IGNORECASE)


def find_caveats(view: View) -> tuple[Caveat, ...]:
    """Return the caveats inside the content, and a next sentence that takes part of the content back.

    A caveat begins with its conjunction and runs to the end of its clause; it limits the clause before. In
    "Although the law allows it, they are fined" the second half limits the first.
    """
    text = view.text
    inside = [c for content in view.statement.content for c in _inside(text, content)]
    following = _following(view)
    return (*inside, *([following] if following else []))


def _inside(text: str, content: Span) -> Iterator[Caveat]:
    at = content[0]
    front = _fronted(text, content)
    if front:
        yield front
        at = front.limit[1]
    while match := _START.search(text, at, content[1]):
        start, kind = _begin(text, match), match.lastgroup
        end = _end_of_clause(text, match.end(), content[1])
        limits = _clause_before(text, max(content[0], at if at > content[0] else content[0]), match.start())
        at = max(end, match.end())
        if (
            limits[1] - limits[0] > 8
            and (kind == "rule" or _takes_back(text, limits, (start, end)))
            and _is_clause(text, match)
        ):
            yield Caveat(limit=(start, end), limits=limits)


def _begin(text: str, match: re.Match[str]) -> int:
    return match.start() + next(i for i, c in enumerate(text[match.start() :]) if c not in ";.,( \n")


def _is_clause(text: str, match: re.Match[str]) -> bool:
    """Tell a conjunction from other uses: "criticised for excluding them", "all but one", "as long as two years"."""
    before = text[max(0, match.start() - 10) : match.start()].rstrip().rsplit(" ", 1)[-1].lower()
    is_other = before in ("for", "of", "by", "all", "anything", "nothing", "none", "not", "no", "as", "slowly", "if")
    return not (is_other or re.match(r"\s(?:\d|\w+ (?:year|month|week|day)s\b)", text[match.end() : match.end() + 16]))


def _fronted(text: str, content: Span) -> Caveat | None:
    """Read "Although A, B": B limits A. "Except in wartime, A": the front limits A."""
    start, stop = trim(text, content)
    if _FRONT_EXCEPT.match(text, start, stop):
        comma = text.find(", ", start, stop)
        end = _end_of_clause(text, comma + 2, stop) if comma > 0 else 0
        return Caveat(limit=(start, comma), limits=(comma + 2, end)) if comma > 0 else None
    match = _FRONT.match(text, start, stop)
    comma = _main_comma(text, match.end(), stop) if match else -1
    if match is None or comma < 0:
        return None
    given, limit = (match.end(), comma), (comma + 2, _end_of_clause(text, comma + 2, stop))
    return Caveat(limit=limit, limits=given) if _takes_back(text, given, limit) else None


_MAIN = re.compile(r",\s(?!(?:and|or|which|who|whose|where|including|such as|as well as|especially|particularly)\b)")


def _main_comma(text: str, start: int, stop: int) -> int:
    """Return where the main clause begins: at the first comma with a verb or an article behind it."""
    end = _end_of_clause(text, start, stop)
    found = [m.start() for m in _MAIN.finditer(text, start, end) if m.start() > start + 8]
    return next(iter(found), -1)


def _takes_back(text: str, given: Span, limit: Span) -> bool:
    return bool(_stems("grants").search(text, *given) and _stems("limits").search(text, *limit)) or bool(
        len(_stems("limits").findall(text, *limit)) > 1 or _stems("grants").search(text, *given)
    )


def _clause_before(text: str, start: int, end: int) -> Span:
    cuts = [m.end() for m in _CLAUSE.finditer(text, start, end) if end - m.end() > 12]
    begin, stop = trim(text, (cuts[-1] if cuts else start, end))
    while stop > begin and text[stop - 1] in ",;( —–":
        stop -= 1
    lead = _LEAD.match(text, begin, stop)
    return (lead.end() if lead else begin, stop)


def _end_of_clause(text: str, start: int, stop: int) -> int:
    depth = 0
    for position in range(start, stop):
        depth += {"(": 1, ")": -1}.get(text[position], 0)
        if depth <= 0 and text[position] in ",;.!?– \n" and (m := _END.match(text, position, stop)):
            return trim(text, (start, m.start()))[1]
    return trim(text, (start, stop))[1]


_STOP = re.compile(r"[;]|[.!?](?=\s|$|[A-Z][a-z])")


def _end_of_sentence(text: str, start: int, end: int) -> int:
    stop = _STOP.search(text, start, end)
    return trim(text, (start, stop.start() if stop else end))[1]


def _following(view: View) -> Caveat | None:
    """Return the next sentence of the paragraph if it takes back part of what this one grants."""
    at = find_containing(view.page.sentences, view.sentence[1] - 1)
    if at is None or at + 1 >= len(view.page.sentences):
        return None
    text, (start, end) = view.text, view.page.sentences[at + 1]
    if end > view.paragraph[1] or not _NEXT.match(text, start, end):
        return None
    content = view.statement.content
    whole = (content[0][0], content[-1][1])
    cuts = [m.end() for m in _STOP.finditer(text, whole[0], whole[1] - 2)]
    limits = trim(text, (cuts[-1] if cuts else whole[0], len(text[: whole[1]].rstrip(' .\n”"'))))
    limit = (start, _end_of_sentence(text, start, end))
    return Caveat(limit=limit, limits=limits) if limits[1] > limits[0] and _takes_back(text, limits, limit) else None
