"""The whole path of a user in a real Chromium, with nothing asked of anybody else."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.chromium import needs_chromium
from tests.browser.workbench import Workbench, chromium, workbench

from onrecord.dossier import Dossier, reviews
from onrecord.settings import examples_folder

pytestmark = needs_chromium
PAGES = (
    "/", "/countries/XEX", "/statements", "/threads", "/findings", "/commitments", "/figures", "/bills", "/speakers",
    "/documents", "/sources", "/reviews", "/reviews/awaiting", "/reviews/conflicts", "/reviews/agreement",
    "/reviews/log", "/reviews/me", "/intake", "/issues", "/briefs", "/search?q=torture",
)  # fmt: skip
FIRST_OF = {
    "/statements": "a[data-open]", "/threads": "a[data-open]", "/findings": "a[data-open]",
    "/commitments": "a[data-open]", "/speakers": "a[data-open]", "/documents": "a[data-open]",
}  # fmt: skip
DROP = """async (files) => {
  const transfer = new DataTransfer();
  for (const [name, base64] of files) {
    const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
    transfer.items.add(new File([bytes], name));
  }
  document.getElementById("drop").dispatchEvent(new DragEvent("drop", {dataTransfer: transfer, bubbles: true}));
}"""
OVERFLOW = """() => {
  const page = document.documentElement;
  if (page.scrollWidth <= innerWidth) return [];
  return [...document.querySelectorAll("main *, header *")].filter((e) => {
    const box = e.getBoundingClientRect();
    return box.width > 2 && box.right > innerWidth + 1 && !e.closest(".wide, .rail");
  }).slice(0, 4).map((e) => e.tagName + "." + e.className);
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def bench(read_examples: Path, tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Workbench]:
    path = tmp_path_factory.mktemp("bench") / "exempla.dossier"
    shutil.copy(read_examples, path)
    with workbench(path, browser) as opened:
        yield opened


def addresses(bench: Workbench) -> list[str]:
    """All pages that are the same in every dossier, and the first of each thing that has a page of its own."""
    page = bench.page()
    found = list(PAGES)
    page.set_default_timeout(8000)
    for listing, selector in FIRST_OF.items():
        page.goto(listing)
        address = page.locator(f"main {selector}").first.get_attribute("href")
        assert address, listing
        found.append(address.split("#")[0])
    page.context.close()
    return found


def judged(path: Path) -> list[tuple[str, str]]:
    with Dossier.open(path, create=False, read_only=True) as dossier:
        return [(r.decision, r.by) for r in reviews.log(dossier)]


def files() -> list[tuple[str, str]]:
    import base64

    ten = sorted(p for p in examples_folder().iterdir() if p.is_file())[:10]
    return [(p.name, base64.b64encode(p.read_bytes()).decode()) for p in ten]


def test_from_ten_dropped_files_to_the_brief(tmp_path: Path, browser: Browser) -> None:
    path = tmp_path / "new.dossier"
    with workbench(path, browser) as bench:
        page = bench.page()
        page.goto("/")
        page.get_by_label("Code").fill("XEX")
        page.get_by_label("Short name").fill("Exempla")
        page.get_by_label("What its people").fill("Exemplan")
        page.get_by_role("button", name="Declare").click()
        page.get_by_role("link", name="Take documents in").click()
        expect(page.locator("[data-folder]")).to_be_visible()  # the script is there
        page.evaluate(DROP, files())
        expect(page.locator("[data-chosen]")).to_contain_text("10 chosen")
        page.get_by_role("button", name="Take in").click()
        page.wait_for_url("**/intake/1")
        expect(page.locator("progress")).to_be_visible()
        page.goto("/documents")  # pages are read while it goes on
        expect(page.get_by_role("heading", name="Documents", level=1)).to_be_visible()
        page.goto("/intake/1")
        expect(page.locator("h1")).to_contain_text("finished", timeout=180_000)
        expect(page.locator(".sumline")).to_have_text("10 in = 10 kept + 0 duplicates + 0 refused")
        page.goto("/")
        page.locator("table a[data-open]").first.click()
        expect(page.get_by_role("heading", name="At a glance")).to_be_visible()
        page.get_by_role("link", name="Make the brief").first.click()
        for button, suffix in (("Save as a page", "html"), ("Save as Word (DOCX)", "docx")):
            with page.expect_download() as download:
                page.get_by_role("button", name=button).click()
            assert download.value.suggested_filename.endswith(suffix)
            assert download.value.path().stat().st_size > 5000
        page.goto("/briefs")
        expect(page.get_by_role("heading", name="Briefs that were written")).to_be_visible()
        assert bench.strays == []
        assert bench.errors == []


def name_me(page: Page, name: str) -> None:
    page.goto("/reviews/me")
    page.get_by_label("Your name").fill(name)
    page.get_by_role("button", name="Go on").click()


def test_reviewing_with_the_keyboard_alone(bench: Workbench) -> None:
    path = bench.app.state.access.path
    before = judged(path)
    page = bench.page()
    name_me(page, "Aigul")
    page.goto("/statements")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator("[data-item].now")).to_have_count(1)
    page.keyboard.press("c")
    expect(page.locator("#told")).to_have_text("Written down.")
    expect(page.locator("[data-item].now .rev")).to_have_text(re.compile("confirmed"))
    page.keyboard.press("u")
    expect(page.locator("[data-item].now .rev")).to_have_text(re.compile("machine"))
    page.keyboard.press("j")
    page.keyboard.press("r")
    expect(page.locator("[data-item].now .rev")).to_have_text(re.compile("rejected"))
    page.keyboard.press("u")
    expect(page.locator("[data-item].now .rev")).to_have_text(re.compile("machine"))
    page.keyboard.press("e")
    page.wait_for_url("**/statements/*#correct")
    page.keyboard.press("/")
    page.keyboard.type("torture")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=torture")
    page.keyboard.press("Escape")
    page.locator("h1").click()
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    assert judged(path)[len(before) :] == [(d, "Aigul") for d in ("confirmed", "undone", "rejected", "undone")]


def test_the_name_is_asked_for_once(bench: Workbench) -> None:
    page = bench.page()
    page.goto("/statements")
    page.locator("[data-item]").nth(4).get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("heading", name="Who decides?")).to_be_visible()
    page.get_by_label("Your name").fill("Bolat")
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/statements**")
    expect(page.locator("[data-item]").nth(4).locator(".rev")).to_have_text(re.compile("confirmed"))
    expect(page.locator(".who-am-i")).to_contain_text("Bolat")
    page.locator("[data-item]").nth(4).get_by_role("button", name="Undo").click()
    expect(page.locator("[data-item]").nth(4).locator(".rev")).to_have_text(re.compile("machine"))


def test_spans_are_corrected_by_selecting_words(bench: Workbench) -> None:
    page = bench.page()
    name_me(page, "Aigul")
    page.goto("/statements?stance=regress")
    page.locator("[data-open]").first.click()
    id = page.url.rsplit("/", 1)[-1].split("#")[0]
    with Dossier.open(bench.app.state.access.path, create=False, read_only=True) as dossier:
        statement = dossier.statement(id)
        text = dossier.document(statement.document).text
    mark = page.locator("#excerpt mark.c, #excerpt mark.a").first
    mark.select_text()
    page.get_by_role("button", name="What is said", exact=True).click()
    start, end = map(int, page.locator("[data-span=content]").input_value().split("-"))
    assert text[start:end].strip() == mark.inner_text().strip()
    page.locator("form.correct select[name=stance]").select_option("mixed")
    page.locator("form.correct textarea[name=why]").fill("only these words")
    page.locator("form.correct button[value=corrected]").click()
    expect(page.locator(".history")).to_contain_text("only these words")
    with Dossier.open(bench.app.state.access.path, create=False, read_only=True) as dossier:
        assert dossier.statement(id).quote.strip() == text[start:end].strip()


def test_without_script_everything_can_still_be_done(bench: Workbench, tmp_path: Path) -> None:
    page = bench.page(java_script_enabled=False)
    name_me(page, "Chinara")
    page.goto("/statements")
    first = page.locator("[data-item]").nth(6)
    id = (first.get_attribute("id") or "").removeprefix("s-")
    first.get_by_role("button", name="Confirm").click()
    assert page.url.endswith(f"#s-{id}")
    expect(page.locator(f"#s-{id} .rev")).to_have_text(re.compile("confirmed"))
    note = tmp_path / "note.txt"
    note.write_text("Carron, 3 May 2021. The Ministry of Justice of Exempla said that torture was abolished.\n")
    page.goto("/intake")
    page.get_by_label("Files", exact=True).first.set_input_files(note)
    page.get_by_role("button", name="Take in").click()
    page.wait_for_url("**/intake/1")
    assert bench.app.state.jobs.wait(1, 120)
    page.goto("/intake/1")
    expect(page.locator(".sumline")).to_have_text("1 in = 1 kept + 0 duplicates + 0 refused")
    page.goto("/countries/XEX")
    with page.expect_download() as download:
        page.goto("/briefs?country=XEX")
        page.get_by_role("button", name="Save as Markdown").click()
    assert download.value.path().read_text().startswith("# Exempla")


@pytest.mark.parametrize("size", ["wide", "narrow"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_accessible_and_fit(bench: Workbench, size: str, scheme: Any) -> None:
    """WCAG 2.2 A and AA by axe, and no sideways scrolling, in light and dark, wide and at 390 pixels."""
    from axe_playwright_python.sync_playwright import Axe

    page = bench.page(size=size, color_scheme=scheme, bypass_csp=True)
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    wrong = {}
    for address in addresses(bench):
        page.goto(address)
        found = Axe().run(page, options={"runOnly": tags}).response["violations"]
        named = [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found]
        named += [f"overflow: {where}" for where in page.evaluate(OVERFLOW)]
        if named:
            wrong[address] = named
    assert wrong == {}
    assert bench.strays == []


def test_every_view_has_an_address_that_gives_it_again(bench: Workbench) -> None:
    page = bench.page()
    page.goto("/statements")
    expect(page.get_by_role("heading", level=1)).to_have_text("Statements")
    page.get_by_label("Stance").select_option("regress")
    page.get_by_role("button", name="Show").click()
    address, shown = page.url, page.locator("[data-item]").count()
    other = bench.page()
    other.goto(address)
    assert other.locator("[data-item]").count() == shown
    expect(other.get_by_label("Stance")).to_have_value("regress")


def test_a_hostile_document_can_neither_run_nor_phone_home(tmp_path: Path, browser: Browser) -> None:
    path = tmp_path / "hostile.dossier"
    source = tmp_path / "<img src=x onerror=alert(1)>.txt"
    source.write_text(
        "<script>fetch('https://evil.example/')</script>\n\n"
        "The Minister of Justice of Exempla, <img src=https://evil.example/x.png onerror=alert(1)> Rusk, said: "
        "“</mark><script>alert(1)</script> torture has ended <style>*{background:url(//evil.example)}</style>”.\n"
    )
    with workbench(path, browser) as bench:
        job = bench.app.state.jobs.start("add", [str(source)])
        assert bench.app.state.jobs.wait(job.id, 120)
        page = bench.page()
        dialogs: list[str] = []
        page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        for listing in ("/documents", "/statements", "/search?q=torture", "/issues", f"/intake/{job.id}"):
            page.goto(listing)
            link = page.locator("main a[data-open]")
            if link.count():
                link.first.click()
                page.wait_for_load_state()
        assert (dialogs, bench.strays, bench.errors) == ([], [], [])
