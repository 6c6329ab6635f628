"""What a request asks for, checked: filters, pages, forms."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any, get_args

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from onrecord.dossier import StatementFilter
from onrecord.errors import SettingsError
from onrecord.records import ACTS, CAMPS, RIGHTS, STANCES, ReviewState, Voice
from onrecord.web.rendering import reviewer_of

PAGE_SIZE = 50
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_CODES: dict[str, tuple[str, ...]] = {
    "right": RIGHTS, "act": ACTS, "stance": STANCES, "camp": CAMPS, "voice": get_args(Voice),
    "review": (*get_args(ReviewState), "standing"),
}  # fmt: skip
_TEXTS = ("country", "speaker", "document", "thread", "text")


def given(request: Request, name: str) -> str | None:
    """Return a parameter of the address; None where it is missing or empty."""
    return request.query_params.get(name, "").strip() or None


def asked_filter(request: Request, **fixed: Any) -> StatementFilter:
    """Return which statements the address asks for.

    Raises:
        SettingsError: a value is none that the filter knows.
    """
    wanted: dict[str, Any] = {name: given(request, name) for name in _TEXTS}
    wanted |= {name: one_of(name, given(request, name), codes) for name, codes in _CODES.items()}
    wanted |= {name: day(name, given(request, name)) for name in ("since", "until")}
    return StatementFilter(**{**wanted, **fixed})


def one_of(name: str, value: str | None, allowed: tuple[str, ...]) -> str | None:
    """Return *value* if it is allowed or missing.

    Raises:
        SettingsError: it is something else.
    """
    if value is not None and value not in allowed:
        raise SettingsError(f"this is no {name}: {value}", where="the address", do=f"one of {', '.join(allowed)}")
    return value


def day(name: str, value: str | None) -> str | None:
    """Return *value* if it is a day, month or year, or missing.

    Raises:
        SettingsError: it is something else.
    """
    if value is not None and not _DAY.fullmatch(value):
        raise SettingsError(f"this is no date: {value}", where=name, do="write it as YYYY, YYYY-MM or YYYY-MM-DD")
    return value


def text_of(form: FormData, name: str) -> str:
    """Return a text field of a form, stripped; empty where it is missing."""
    value = form.get(name, "")
    return value.strip() if isinstance(value, str) else ""


def with_form(handler: Callable[[Request, FormData], Response]) -> Callable[[Request], Awaitable[Response]]:
    """Return an endpoint that reads the form sent and then runs *handler* beside the event loop: it may wait."""

    async def endpoint(request: Request) -> Response:
        async with request.form() as form:
            return await run_in_threadpool(handler, request, form)

    return endpoint


class NameNeeded(Exception):
    """A decision came without the name of who makes it; *fields* are what was sent, to be sent again with a name."""

    def __init__(self, address: str, fields: list[tuple[str, str]]) -> None:
        super().__init__(address)
        self.address, self.fields = address, fields


def person(request: Request, form: FormData) -> str:
    """Return who decides: the name in the form, else the one given before.

    Raises:
        NameNeeded: there is none.
    """
    name = text_of(form, "by") or reviewer_of(request)
    if not name:
        raise NameNeeded(request.url.path, [(k, v) for k, v in form.multi_items() if isinstance(v, str) and k != "by"])
    return name
