"""The brief in a real browser: layout, script under its policy, print, and nothing that leaves the machine."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from tests.briefs.exempla import material
from tests.briefs.test_brief_html import hostile_material
from tests.browser.chromium import needs_chromium, run

from onrecord import briefs

pytestmark = needs_chromium
WIDTHS = (1280, 390)
FOOT_PT = 50
PROBE = """
addEventListener("load", () => {
  const wide = document.documentElement.scrollWidth;
  const out = [...document.querySelectorAll("body *")].filter((e) => {
    const box = e.getBoundingClientRect();
    return box.width > 2 && box.right > innerWidth + 1 && !e.closest(".wide") && !e.closest("dialog");
  }).map((e) => e.tagName + "." + e.className).slice(0, 5);
  const opened = [...document.querySelectorAll(".counts a.k")].slice(0, 12).map((link) => {
    link.click();
    const shown = document.querySelectorAll("#peek .peeked").length;
    const is_open = document.getElementById("peek").open;
    document.getElementById("peek").close();
    return [Number(link.textContent), shown, is_open];
  });
  const skip = document.querySelector(".skip");
  skip.focus();
  const skip_top = skip.getBoundingClientRect().top;
  parent.postMessage({width: innerWidth, wide, out, opened, skip_top}, "*");
});
"""
FRAMES = """<body><pre id="out">[]</pre><script>
const found = [];
addEventListener("message", (event) => {
  found.push(event.data);
  document.getElementById("out").textContent = JSON.stringify(found);
});
for (const width of WIDTHS) {
  const frame = document.createElement("iframe");
  frame.src = "probed.html"; frame.width = width; frame.height = 900;
  document.body.append(frame);
}
</script>"""


@pytest.fixture(scope="module")
def brief(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("brief") / "brief.html"
    path.write_text(briefs.write(material(), "html"), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def probes(brief: Path) -> dict[int, dict[str, Any]]:
    """What the page tells of itself at each width; the probe needs the page without its policy."""
    open_page = re.sub(r"<meta http-equiv=[^>]*>", "", brief.read_text(encoding="utf-8"))
    (brief.parent / "probed.html").write_text(open_page.replace("</body>", f"<script>{PROBE}</script></body>"))
    frames = brief.parent / "frames.html"
    frames.write_text(FRAMES.replace("WIDTHS", json.dumps(WIDTHS)))
    dom = run(brief.parent / "profile", frames.as_uri(), "--dump-dom", "--virtual-time-budget=5000")
    (said,) = re.findall(r'<pre id="out">(.*?)</pre>', dom, re.S)
    return {probe["width"]: probe for probe in json.loads(html.unescape(said))}


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_runs_over_the_edge_of_the_page(probes: dict[int, dict[str, Any]], width: int) -> None:
    assert probes[width]["wide"] <= width, probes[width]
    assert probes[width]["out"] == []


def test_a_count_opens_as_many_statements_as_it_says(probes: dict[int, dict[str, Any]]) -> None:
    opened = probes[1280]["opened"]
    assert opened
    assert all(is_open and said == shown for said, shown, is_open in opened), opened


def test_the_skip_link_shows_itself_when_focused(probes: dict[int, dict[str, Any]]) -> None:
    assert probes[1280]["skip_top"] >= 0


def test_the_script_runs_under_its_policy_and_lights_the_whole_statement(brief: Path) -> None:
    """A statement's source, cue and content stand apart; the address names the first."""
    chosen = next(s for s in material().statements if s.source and s.cue and s.review != "rejected")
    dom = run(brief.parent / "profile", f"{brief.as_uri()}#t-{chosen.id[:8]}", "--dump-dom")
    lit = re.findall(r'<mark class="[^"]*\blit\b[^"]*"[^>]*>(.*?)</mark>', dom, re.S)
    texts = {d.id: d.text for d in material().documents}
    words = [texts[chosen.document][s:e] for s, e in (*chosen.source, *chosen.cue, *chosen.content)]
    assert "".join(map(html.unescape, lit)) == "".join(words)


def test_a_hostile_document_neither_runs_nor_calls_out(tmp_path: Path) -> None:
    page, log = tmp_path / "hostile.html", tmp_path / "net.json"
    page.write_text(briefs.write(hostile_material(), "html"), encoding="utf-8")
    dom = run(tmp_path / "profile", page.as_uri(), "--dump-dom", f"--log-net-log={log}")
    assert dom.count("<script") == 1
    asked = set(re.findall(r'"(?:url|host)":"([^"]*)"', log.read_text(encoding="utf-8", errors="replace")))
    assert not [address for address in asked if "example" in address], asked


def only_words(text: str) -> str:
    """Return letters and digits alone, without the numbers of statements that print puts between them."""
    return re.sub(r"\W|S\d+", "", text)


def test_printed_on_a4_with_its_sources_and_nothing_cut_off(brief: Path) -> None:
    made = brief.parent / "brief.pdf"
    run(brief.parent / "profile", brief.as_uri(), "--no-pdf-header-footer", f"--print-to-pdf={made}")
    pdf = pypdfium2.PdfDocument(made)
    try:
        pages = [page.get_textpage() for page in pdf]
        assert [round(x) for x in pdf[0].get_size()] == [595, 842]
        text = "".join(only_words(page.get_text_bounded(bottom=FOOT_PT)) for page in pages)
        for document in material().documents:
            for line in document.text.split("\n"):
                assert only_words(line) in text, line
            assert document.sha256 in text
        right = max(page.get_rect(n)[2] for page in pages for n in range(page.count_rects()))
        assert right <= 595 - 40
    finally:
        for page in pages:
            page.close()
        pdf.close()
