"""Error pages of web servers, walls and robot checks that were saved as if they were documents.

A page is refused only when it is short and says of itself that it is an error: an article about error pages, about
blocked sites or about censorship has more to say.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

from onrecord.documents.extracts import Extract
from onrecord.errors import ErrorPage

MAX_WORDS = 120
"""Error pages are shorter; the longest of the common ones (a firewall's block page) has about ninety words."""

_HEAD_LINES = 4


def refuse_error_page(extract: Extract, where: str) -> None:
    """Refuse *extract* if it is an error page.

    Raises:
        ErrorPage: it is one.
    """
    text = extract.text.strip()
    if len(text) > 12 * MAX_WORDS or len(text.split()) > MAX_WORDS:
        return
    lines = [line.strip() for line in (extract.hints.title or "", *text.splitlines()) if line.strip()]
    if any(_headings().fullmatch(line) for line in lines[:_HEAD_LINES]) or _phrases().search(text):
        shown = lines[0][:80]
        do = "open the address in a browser, save the page itself, and add that"
        raise ErrorPage(f"this is an error page, not a document (“{shown}”).", where=where, do=do)


@cache
def _headings() -> re.Pattern[str]:
    return _compiled("headings")


@cache
def _phrases() -> re.Pattern[str]:
    return _compiled("phrases")


def _compiled(key: str) -> re.Pattern[str]:
    table = tomllib.loads(resources.files(__package__).joinpath("errorpages.toml").read_text(encoding="utf-8"))
    return re.compile("|".join(f"(?:{pattern})" for pattern in table[key]), re.IGNORECASE)
