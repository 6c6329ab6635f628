"""Pages from templates: nothing of a document becomes markup, and every link is made here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import Any
from urllib.parse import quote, unquote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from onrecord import __version__
from onrecord.briefs import marks
from onrecord.briefs.glance import title_of
from onrecord.briefs.people import describe
from onrecord.briefs.rows import trim_marks
from onrecord.briefs.words import say_date, sign, word
from onrecord.records import ACTS, CAMPS, RIGHTS, STANCES, When

REVIEWER = "reviewer"
"""The cookie that keeps the name under which a person reviews."""
_YEAR_S = 365 * 24 * 3600
NAVIGATION = (
    ("/", "Overview", "overview"),
    ("/statements", "Statements", "statements"),
    ("/threads", "Threads", "threads"),
    ("/findings", "Findings", "findings"),
    ("/commitments", "Commitments", "commitments"),
    ("/figures", "Figures", "figures"),
    ("/bills", "Bills", "bills"),
    ("/speakers", "Speakers", "speakers"),
    ("/documents", "Documents", "documents"),
    ("/sources", "Sources", "sources"),
    ("/reviews", "Reviews", "reviews"),
    ("/intake", "Intake", "intake"),
    ("/issues", "Issues", "issues"),
    ("/briefs", "Briefs and exports", "briefs"),
)


def page(request: Request, template: str, *, status_code: int = 200, **values: Any) -> Response:
    """Return the page made of *template* and *values*."""
    text = (
        environment()
        .get_template(template)
        .render(
            request=request,
            path=request.url.path,
            params=defaultdict(str, request.query_params),
            here=lambda **changes: here(request, **changes),
            back=back_to(request),
            reviewer=reviewer_of(request),
            dossier_name=request.app.state.access.path.name,
            **values,
        )
    )
    return HTMLResponse(text, status_code=status_code)


def link(path: str, params: Mapping[str, object] | None = None, *, anchor: str = "", **more: object) -> str:
    """Return an address of ours; parameters that are None or empty are left out."""
    given = {name: str(value) for name, value in {**(params or {}), **more}.items() if value not in (None, "", False)}
    query = f"?{urlencode(given)}" if given else ""
    return f"{quote(path)}{query}{f'#{quote(anchor)}' if anchor else ''}"


def here(request: Request, **changes: object) -> str:
    """Return the address of the page asked for with some parameters changed; one set to None is left out."""
    return link(request.url.path, {**dict(request.query_params), **changes})


def back_to(request: Request) -> str:
    """Return the page asked for as a local address, to come back to."""
    return link(request.url.path, dict(request.query_params))


def is_local(address: str) -> bool:
    """Tell whether *address* is a path of ours, not one that leads a browser elsewhere."""
    is_path = address.startswith("/") and not address.startswith(("//", "/\\"))
    return is_path and "\\" not in address and address.isprintable()


def go(address: str, *, reviewer: str | None = None) -> Response:
    """Send the browser on after something was done; an address that is not ours leads to the overview.

    Args:
        address: a local address.
        reviewer: the name to remember the person by.
    """
    answer = RedirectResponse(address if is_local(address) else "/", status_code=303)
    if reviewer:
        remember(answer, reviewer)
    return answer


def remember(answer: Response, reviewer: str) -> None:
    """Have the browser keep the name of the person who reviews."""
    answer.set_cookie(REVIEWER, quote(reviewer), max_age=_YEAR_S, httponly=True, samesite="strict")


def reviewer_of(request: Request) -> str:
    """Return the name under which the person reviews; empty if none was given yet."""
    return unquote(request.cookies.get(REVIEWER, ""))


@cache
def environment() -> Environment:
    """Return what renders templates."""
    env = Environment(
        loader=PackageLoader("onrecord.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )
    env.filters |= {
        "words": marks.words,
        "date": _date,
        "describe": describe,
        "quotable": trim_marks,
        "sign": sign,
        "word": lambda code, table: word(table, code),
        "title": title_of,
        "number": lambda value: f"{value:,}",
        "picture": Markup,
    }
    env.globals |= {
        "link": link, "version": __version__, "NAVIGATION": NAVIGATION,
        "titled": lambda codes: [(code, title_of(code)) for code in codes],
        "worded": lambda codes, table: [(code, word(table, code)) for code in codes],
        "RIGHTS": RIGHTS, "ACTS": ACTS, "STANCES": STANCES, "CAMPS": CAMPS,
    }  # fmt: skip
    return env


def _finalize(value: Any) -> Any:
    return marks.plain(value) if type(value) is str else value


def _date(when: When | str | None) -> str:
    if isinstance(when, str):
        precision = {4: "year", 7: "month"}.get(len(when), "day")
        when = When(start=when[:10], end=when[:10], precision=precision)  # type: ignore[arg-type]
    return say_date(when or When()).replace(" ", "\u00a0").replace("\u00a0–\u00a0", " – ")
