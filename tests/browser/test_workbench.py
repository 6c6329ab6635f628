"""The whole path of a user in a real Chromium, with nothing asked of anybody else."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Browser, Dialog, expect
from tests.browser.chromium import needs_chromium
from tests.browser.workbench import Workbench, workbench

from onrecord.settings import examples_folder

pytestmark = needs_chromium
DROP = """async (files) => {
  const transfer = new DataTransfer();
  for (const [name, base64] of files) {
    const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
    transfer.items.add(new File([bytes], name));
  }
  document.getElementById("drop").dispatchEvent(new DragEvent("drop", {dataTransfer: transfer, bubbles: true}));
}"""


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


def test_without_script_everything_can_still_be_done(bench: Workbench, tmp_path: Path) -> None:
    page = bench.page(java_script_enabled=False)
    page.goto("/reviews/me")
    page.get_by_label("Your name").fill("Chinara")
    page.get_by_role("button", name="Go on").click()
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

        def note(dialog: Dialog) -> None:
            dialogs.append(dialog.message)
            dialog.dismiss()

        page.on("dialog", note)
        for listing in ("/documents", "/statements", "/search?q=torture", "/issues", f"/intake/{job.id}"):
            page.goto(listing)
            link = page.locator("main a[data-open]")
            if link.count():
                link.first.click()
                page.wait_for_load_state()
        assert (dialogs, bench.strays, bench.errors) == ([], [], [])
