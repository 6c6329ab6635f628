"""Who publishes a text: small print, masthead, letterhead, sign-off.

Precision comes first: a name is taken only from a place where publishers put theirs, and only if it is made like the
name of an outlet or an organisation. A wrong publisher misleads; none only leaves a gap.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from onrecord.documents.dates import read_date
from onrecord.documents.marks import Layout, Line
from onrecord.documents.people import is_person_name
from onrecord.documents.rules import disclosure_rules, line_rules

MAX_NAME_WORDS = 9
_MAX_CHARS = 1000
_NAME_WORD = r"(?-i:[A-Z0-9])(?:[\w&’'-]|\.(?=\w))*"
_NAME = rf"(?:the\s)?{_NAME_WORD}(?:\s(?:{_NAME_WORD}|of|for|and|&|the|de|du|la|in|on|without)){{0,7}}"
_COPYRIGHT = re.compile(
    rf"^(?:©|\(c\)|copyright(?:\s©|\s\(c\))?)\s*(?:by\s)?(?:\d{{4}}(?:\s?[-–]\s?\d{{4}})?,?\s)?(?:by\s)?(?P<name>{_NAME})",
    re.IGNORECASE,
)
_SMALL_PRINT = (
    *(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            rf"^(?P<name>{_NAME})\s(?:publishes|carries|hosts|runs|features|accepts|welcomes)\s(?:[\w-]+\s){{0,5}}"
            r"(?:articles|pieces|contributions|submissions|content|material|commentar(?:y|ies)|op-?eds?|opinions?|views|blogs?|posts)\b",
            rf"\bnot\s(?:necessarily|always)\s(?:those|the\s(?:views?|opinions?|positions?))\sof\s(?P<name>{_NAME})",
            r"\bnecessarily\s(?:reflect|represent)\s(?:(?:the|any)\s)?(?:(?:official|editorial|own)\s)?"
            r"(?:views?|opinions?|positions?|polic(?:y|ies)|stance)(?:\s(?:and|or)\s\w+)?\s(?:or\s\w+\s)?(?:of|held\sby)\s"
            rf"(?P<name>{_NAME})",
            rf"\bnecessarily\s(?:reflect|represent)\s(?P<name>{_NAME})[’']s?\s(?:editorial\s|official\s|own\s)?"
            r"(?:views?|opinions?|positions?|polic(?:y|ies)|stance)",
        )
    ),
    re.compile(rf"^publish(?:er|ed\sby)\s?:?\s(?P<name>{_NAME})$", re.IGNORECASE),
    re.compile(
        rf"^(?:sign\sup|subscribe)\s(?:to|for)\s(?:the\s)?(?P<name>{_NAME})(?:[’']s)?\s(?:\w+\s){{0,2}}newsletter",
        re.IGNORECASE,
    ),
)
_NO_PUBLISHER = re.compile(
    r"^(?:all|any|this|the|our|its|their|your|authors?|publishers?|editors?|the\s(?:authors?|publishers?|editors?|website|site|"
    r"organi[sz]ation|newspaper|writers?|company|donors?|european union|newsroom)|rights|january|\d+)$",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?:[’']s?)?(?:\s\d{4})?(?:\s(?:all\srights\sreserved|(?:or|and)\s(?:its|the|their|any)|in|on)\b.*)?[.,;:\s]*$",
    re.I,
)
_TRAILING = re.compile(r"(?:\s(?:or|and|in|on|of|for|the|de|du|la|without|&))+$", re.IGNORECASE)
_RIGHTS = re.compile(r"\b(?:19|20)\d\d\b|\brights\b", re.IGNORECASE)
_PICTURES = re.compile(
    r".*\b(?:images|photos?|pictures|pool|shutterstock|istock|flickr|wikimedia)\b.*|private", re.IGNORECASE
)
_PARTS = re.compile(r"\s+[–—|·•-]\s+|,\s+")
_ISSUE = re.compile(
    r"(?:(?:spring|summer|autumn|fall|winter|special|weekend|online|print|international|\w+day)"
    r"(?: \d{4})?(?: (?:issue|edition|number))?"
    r"|(?:issue|edition|no\.?|number|nr\.?|vol(?:ume|\.)?)\b.{0,30}|[^\W\d_]{3,9} \d{4})",
    re.IGNORECASE,
)
_SERIES = re.compile(
    r"(?P<name>(?-i:[A-Z]).{3,60}?)\s(?:policy\s|press\s|media\s)?(?:briefing|release|statement|report|newsletter|bulletin|"
    r"communiqué|communique|paper|dispatch)s?(?:\spaper)?,?\s(?=\S*\d|[A-Z])",
)
_IS = re.compile(
    rf"^(?P<name>{_NAME})(?:\s\([A-Z]{{2,10}}\))?\sis\san?\s(?:[\w-]+,?\s(?:and\s)?){{0,4}}?(?:independent|non-?profit|not-for-profit|"
    r"non-?governmental|non-?partisan|international|regional|membership)\s(?:[\w-]+,?\s(?:and\s)?){0,4}?"
    r"(?:organi[sz]ation|newspaper|magazine|agency|network|foundation|association|charity|outlet|website|institute|think[\s-]tank|"
    r"coalition|watchdog|platform)\b",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"(?:about(?: us)?|who we are|notes? (?:to|for) editors?)\b.{0,60}", re.IGNORECASE)
_DATED_WORDS = 14
_TAIL_LINES = 4
_CLOSES = re.compile(
    r"ends?|#+|(?:yours |with |kind |best )?(?:sincerely|faithfully|truly|regards|respectfully)(?: yours)?,?", re.I
)
_LETTER = re.compile(r"(?:dear|to:|your excellenc|honou?rable)\b.*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Masthead:
    """The name of a publisher above the text; *line* is the number of its line."""

    name: str
    line: int


def find_publisher(text: str, layout: Layout, masthead: Masthead | None) -> str | None:
    """Return who publishes the text by its own small print, masthead or sign-off; None if it does not say."""
    edge = [line.words for number, line in enumerate(layout.lines) if layout.is_at(number, "edge")]
    tail = [line.words for line in layout.lines[layout.body.stop :]]
    if name := _name_in_small_print(edge) or name_in_copyright(tail):
        return name
    return masthead.name if masthead else _self_description(text, layout) or _sign_off(layout)


def _name_in_small_print(lines: Sequence[str]) -> str | None:
    """Return the name that a disclaimer or an invitation to subscribe gives."""
    return next((name for pattern in _SMALL_PRINT for name in _named(pattern, lines)), None)


def name_in_copyright(lines: Sequence[str]) -> str | None:
    """Return the name in the last copyright line among *lines* that is no credit of a picture."""
    dated = [words for words in reversed(lines) if _RIGHTS.search(words[:_MAX_CHARS])]
    return next((name for name in _named(_COPYRIGHT, dated) if not is_person_name(name) and not _is_agency(name)), None)


def name_in_banner(lines: Sequence[str]) -> str | None:
    """Return the name of an outlet or organisation that is all of the first line above a page's headline."""
    return next((name for line in lines[:2] if (name := _lone_name(line))), None)


def name_after_title(title_tag: str, headings: Sequence[str]) -> str | None:
    """Return what follows a headline in a page's title: "The headline – The Lake Courier"."""
    for heading in headings:
        head, _, rest = title_tag.partition(heading) if heading else ("", "", "")
        bar, *parts = re.split(r"\s*[|–—·»]\s*|\s+-\s+", rest)
        if not head and not bar and parts and _is_site(parts[-1]):
            return parts[-1]
    return None


def find_masthead(layout: Layout) -> Masthead | None:
    """Return the masthead or letterhead: a name that stands alone above the text and is not its title."""
    top = [number for number in range(layout.body.start) if not layout.lines[number].candidates]
    first = next((n for n in top if not is_state_head(layout.lines[n].words)), None)
    for number in top:
        words = layout.lines[number].words
        name = _lone_name(words) or _series_name(words)
        if name is None:
            continue
        others = [n for n in top if n != number and not _is_note(layout.lines[n])]
        is_addressee = not _is_outlet(name) and any(_LETTER.match(layout.lines[n].words) for n in top)
        if (number == first and others and not is_addressee) or (
            others and _is_outlet(name) and _is_beside_note(layout, number)
        ):
            return Masthead(name=name, line=number)
        if others and _series_name(words):
            return Masthead(name=name, line=number)
    return None


def is_publisher_name(words: str) -> bool:
    """Tell whether *words* are made like the name of an outlet or an organisation, and like no headline."""
    tokens = words.split()
    if not 2 <= len(tokens) <= MAX_NAME_WORDS or re.search(r"[.?!:;“”\"„«»()\d]", words):
        return False
    low = [token.lower() for token in tokens]
    if not _are_capitalised(tokens) or any(token in _words("never") for token in low):
        return False
    if low[-1] in _words("outlets") and _is_section(words):
        return False
    start = low[1:] if low[0] == "the" else low
    is_of = len(start) > 2 and start[0] in _words("bodies") and start[1] in {"of", "for"}
    return len(start) > 0 and (is_of or (low[-1] in _words("outlets") | _words("bodies") and len(tokens) > 1))


def is_state_head(words: str) -> bool:
    """Tell whether a line is the name of a state above the name of its authority: "REPUBLIC OF EXEMPLA"."""
    low = words.lower().removeprefix("the ").split()
    return words.isupper() and 3 <= len(low) <= 6 and low[0] in _words("states") and low[1] == "of"


def _named(pattern: re.Pattern[str], lines: Sequence[str]) -> Iterator[str]:
    for words in lines:
        if match := pattern.search(words[:_MAX_CHARS]):
            name = _TRAILING.sub("", _TAIL.sub("", match["name"])).strip()
            if len(name) > 1 and not _NO_PUBLISHER.match(name):
                yield name


def _lone_name(words: str) -> str | None:
    """Return the name that is all of a line, but for an issue, a date or a department behind it."""
    name, *rest = _PARTS.split(words.strip())
    if not is_publisher_name(name):
        return None
    fits = all(_ISSUE.fullmatch(part) or read_date(part) or _is_short_name(part) for part in rest)
    return name if fits else None


def _is_site(words: str) -> bool:
    if is_publisher_name(words):
        return True
    return _is_short_name(words) and not is_person_name(words) and not _is_section(words)


def _is_section(words: str) -> bool:
    """Tell whether *words* name a part of a site, such as "World news"."""
    is_menu = any(rule.kind == "navigation" and rule.pattern.fullmatch(words) for rule in line_rules())
    return is_menu or all(token in _words("topics") for token in words.lower().split()[:-1])


def _series_name(words: str) -> str | None:
    """Return the name before the kind of text and its date: "Open Lake briefing, 8 October 2024"."""
    match = _SERIES.match(words)
    if match is None or read_date(words[match.end() :]) is None:
        return None
    tokens = match["name"].split()
    is_name = 2 <= len(tokens) <= 6 and _are_capitalised(tokens) and not {t.lower() for t in tokens} & _words("never")
    return match["name"] if is_name and not all(t.lower() in _words("topics") for t in tokens[-1:]) else None


def _is_short_name(words: str) -> bool:
    tokens = words.split()
    is_plain = not re.search(r"[.?!:;“”\"„«»()\d]", words)
    low = {token.lower() for token in tokens}
    return 1 <= len(tokens) <= 5 and is_plain and _are_capitalised(tokens) and not low & _words("never")


def _are_capitalised(tokens: Sequence[str]) -> bool:
    big = [token for token in tokens if token.lower() not in _words("small")]
    return bool(big) and all(token[0].isupper() for token in big) and tokens[-1].lower() not in _words("small")


def _is_outlet(name: str) -> bool:
    return name.split()[-1].lower() in _words("outlets")


def _is_note(line: Line) -> bool:
    """Tell whether a line is no title: a date, a byline, a salutation."""
    is_dated = line.n_words <= _DATED_WORDS and read_date(line.words) is not None
    return is_dated or re.match(r"(?:by|from|dear|to)\b", line.words, re.IGNORECASE) is not None


def _is_beside_note(layout: Layout, number: int) -> bool:
    beside = (layout.lines[n] for n in (number - 1, number + 1) if 0 <= n < len(layout.lines))
    return any(_is_note(line) or any(rule.kind == "byline" for rule in line.candidates) for line in beside)


def _self_description(text: str, layout: Layout) -> str | None:
    """Return who describes itself at the end; somebody described who is quoted in the text is not meant."""
    for number in range(max(1, len(layout.lines) - _TAIL_LINES), len(layout.lines)):
        line = layout.lines[number]
        match = _IS.match(line.words)
        has_heading = _ABOUT.fullmatch(layout.lines[number - 1].words) is not None
        if match and (has_heading or text.count(match["name"].removeprefix("The ")) == 1):
            return match["name"]
    return None


def _sign_off(layout: Layout) -> str | None:
    """Return the name that is the last line, right after the text; under another name it is where that person works."""
    if len(layout.lines) < 2:
        return None
    before, last = layout.lines[-2:]
    is_apart = before.is_prose or _CLOSES.fullmatch(before.words) is not None
    return last.words if is_apart and is_publisher_name(last.words) and not _is_agency(last.words) else None


def _is_agency(words: str) -> bool:
    """Tell whether *words* name an agency that sells texts or pictures to those who publish them."""
    if _PICTURES.fullmatch(words):
        return True
    rules = (rule for rule in disclosure_rules() if rule.kind == "syndicated" and rule.unit == "line")
    return any(rule.pattern.fullmatch(words) for rule in rules)


@cache
def _words(key: str) -> frozenset[str]:
    table = tomllib.loads(resources.files(__package__).joinpath("publishers.toml").read_text(encoding="utf-8"))
    return frozenset(str(table[key]).split())
