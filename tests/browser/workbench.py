"""The workbench in a real Chromium: a server of its own, and a browser that may ask nobody else."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright
from tests.browser.chromium import OPTIONS, PROGRAM

from onrecord.dossier import Dossier
from onrecord.web.app import make_app
from onrecord.web.rendering import REVIEWER
from onrecord.web.serving import bind

WAIT_MS = 60_000
"""So long a page may take on a machine that is busy with other things."""
SIZES = {"wide": {"width": 1280, "height": 900}, "narrow": {"width": 390, "height": 844}}


@dataclass
class Workbench:
    """A served dossier and a browser on it; *strays* are requests to anybody else, *errors* what pages said."""

    address: str
    app: Any
    browser: Browser
    strays: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def page(self, *, size: str = "wide", **options: Any) -> Page:
        """Open a page in a context of its own."""
        context: BrowserContext = self.browser.new_context(
            viewport=SIZES[size], accept_downloads=True, base_url=self.address, **options  # type: ignore[arg-type]
        )  # fmt: skip
        context.route("**/*", self._watch)
        context.set_default_timeout(WAIT_MS)
        page = context.new_page()
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda line: self.errors.append(line.text) if line.type == "error" else None)
        return page

    def page_of(self, name: str, **options: Any) -> Page:
        """Open a page where a person has given the name to review under."""
        page = self.page(**options)
        page.context.add_cookies([{"name": REVIEWER, "value": quote(name), "url": self.address}])
        return page

    def read(self) -> Dossier:
        """Open the dossier to look what pages wrote into it."""
        return Dossier.open(self.app.state.access.path, create=False, read_only=True)

    def _watch(self, route: Route) -> None:
        if route.request.url.startswith(self.address):
            route.continue_()
        else:
            self.strays.append(route.request.url)
            route.abort()


@contextmanager
def serving(dossier: Path) -> Iterator[tuple[str, Any]]:
    """Serve a dossier on a free port of this machine."""
    with bind(0) as socket:
        number = socket.getsockname()[1]
        app = make_app(dossier, {f"127.0.0.1:{number}"})
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [socket]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{number}", app
        server.should_exit = True
        thread.join(10)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Open the browser that is installed on this machine; one at a time in a process."""
    options = [option for option in OPTIONS if option != "--headless"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PROGRAM, headless=True, args=options)
        yield browser
        browser.close()


@contextmanager
def workbench(dossier: Path, browser: Browser) -> Iterator[Workbench]:
    """Serve a dossier to a browser."""
    with serving(dossier) as (address, app):
        yield Workbench(address=address, app=app, browser=browser)
