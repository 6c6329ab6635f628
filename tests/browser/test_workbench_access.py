"""Every page in a real Chromium: WCAG 2.2 A and AA by axe, light and dark, and no sideways scrolling."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

import pytest
from playwright.sync_api import Page
from tests.browser.chromium import needs_chromium
from tests.browser.workbench import SIZES, Workbench

pytestmark = needs_chromium
PAGES = (
    "/", "/countries/XEX", "/countries/XEX?sides=camps", "/statements", "/threads", "/findings", "/commitments",
    "/figures", "/bills", "/bills/assemblies", "/bills/assemblies/redline", "/bills/assemblies/screen", "/speakers",
    "/documents", "/sources", "/reviews", "/reviews/awaiting", "/reviews/conflicts", "/reviews/agreement",
    "/reviews/log", "/reviews/me", "/intake", "/issues", "/briefs", "/search?q=torture", "/search?q=xyzzy", "/nowhere",
)  # fmt: skip
FIRST_OF = (
    "/statements?stance=regress", "/threads", "/findings?kind=against", "/commitments", "/speakers", "/documents",
    "/bills/assemblies", "/sources", "/documents?text=Resolution",
)  # fmt: skip
"""Lists whose first item is looked at too."""
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ALL = {"runOnly": TAGS, "resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
NARROW = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "target-size", "scrollable-region-focusable"]},
    "resultTypes": ["violations"],
}
"""What may differ on a narrow page in the dark: colours go by the scheme alone, places by the width alone."""
AXE = "async (options) => (await axe.run(options)).violations.map((v) => v.id + ': ' + v.nodes[0].html.slice(0, 120))"
OVERFLOW = """() => {
  const page = document.documentElement;
  if (page.scrollWidth <= innerWidth) return [];
  return ["overflow", ...[...document.querySelectorAll("main *, header *")].filter((e) => {
    const box = e.getBoundingClientRect();
    return box.width > 2 && box.right > innerWidth + 1 && !e.closest(".wide, .rail");
  }).slice(0, 4).map((e) => e.tagName + "." + e.className)];
}"""
HEADINGS = """() => {
  const levels = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
    .filter((e) => !e.closest("dialog")).map((e) => Number(e.tagName[1]));
  const leaps = levels.filter((level, i) => level > (i ? levels[i - 1] : 0) + 1);
  const ones = levels.filter((level) => level === 1).length;
  return [...(ones === 1 ? [] : [`${ones} headings h1`]), ...(leaps.length ? [`headings leap: ${levels}`] : [])];
}"""


@cache
def axe() -> str:
    return (resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def page(bench: Workbench) -> Page:
    """One page for all addresses, with axe in it from the start."""
    opened = bench.page()
    opened.add_init_script(axe())
    return opened


def wrongs(page: Page, address: str) -> list[str]:
    """Return what is wrong with a page, wide and light, then narrow and dark."""
    page.set_viewport_size(SIZES["wide"])  # type: ignore[arg-type]
    page.emulate_media(color_scheme="light")
    page.goto(address)
    found = [*page.evaluate(AXE, ALL), *page.evaluate(OVERFLOW), *page.evaluate(HEADINGS)]
    page.set_viewport_size(SIZES["narrow"])  # type: ignore[arg-type]
    page.emulate_media(color_scheme="dark")
    return found + [f"narrow, dark: {one}" for one in page.evaluate(OVERFLOW) + page.evaluate(AXE, NARROW)]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_accessible_and_fits(page: Page, address: str) -> None:
    assert wrongs(page, address) == []


@pytest.mark.parametrize("listing", FIRST_OF)
def test_the_page_of_one_thing_is_accessible_and_fits(page: Page, listing: str) -> None:
    page.goto(listing)
    selector: Any = "main table tbody th a" if listing == "/sources" else "main a[data-open]"
    address = page.locator(selector).first.get_attribute("href")
    assert address
    assert wrongs(page, address.split("#")[0]) == []
