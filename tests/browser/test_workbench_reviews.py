"""Every kind of decision that a person can take in the workbench, by its page in a real Chromium, and taken back."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.browser.chromium import needs_chromium
from tests.browser.workbench import Workbench
from tests.conftest import NOW
from tests.dossier import samples

from onrecord.dossier import Dossier, bills, finding_pages, review_conflicts, reviews, speakers, threads
from onrecord.dossier.finding_pages import FindingQuery
from onrecord.dossier.reviews import Changes, Decision
from onrecord.records import Blob, Review, Statement, cut, statement_id

pytestmark = needs_chromium
WHO = "Aigul"
UNREVIEWED = re.compile("machine")


@pytest.fixture
def page(bench: Workbench) -> Page:
    return bench.page_of(WHO)


@pytest.fixture
def log(bench: Workbench) -> Callable[[], list[Review]]:
    """What was decided on statements since the test began."""

    def read() -> list[Review]:
        with bench.read() as dossier:
            return reviews.log(dossier)

    before = len(read())
    return lambda: read()[before:]


def pointed_at(page: Page) -> Locator:
    return page.locator("[data-item].now")


def press(page: Page, *keys: str) -> None:
    """Press keys, once the page has its script."""
    page.wait_for_load_state()
    for key in keys:
        page.keyboard.press(key)


def is_said_of_it(page: Page, said: str | re.Pattern[str]) -> None:
    expect(pointed_at(page).locator(".rev").first).to_have_text(said)


def undo_the_last(page: Page) -> None:
    page.get_by_role("button", name="Undo the last").click()


def test_statements_are_judged_with_the_keyboard_alone(page: Page, log: Callable[[], list[Review]]) -> None:
    page.goto("/statements")
    press(page, "c")  # nothing is pointed at yet: this points, and decides nothing
    expect(pointed_at(page)).to_have_count(1)
    is_said_of_it(page, UNREVIEWED)
    press(page, "j")
    press(page, "c")
    is_said_of_it(page, "confirmed")
    press(page, "u")
    is_said_of_it(page, UNREVIEWED)
    press(page, "k")
    press(page, "r")
    is_said_of_it(page, "rejected")
    press(page, "u")
    is_said_of_it(page, UNREVIEWED)
    assert [(one.decision, one.by) for one in log()] == [
        (decision, WHO) for decision in ("confirmed", "undone", "rejected", "undone")
    ]


def test_the_keyboard_leads_through_the_pages(page: Page) -> None:
    page.goto("/statements")
    press(page, "n")
    page.wait_for_url("**/statements?after=*")
    press(page, "p")
    page.wait_for_url("**/statements?before=*")
    press(page, "j")
    press(page, "Enter")
    page.wait_for_url("**/statements/*")
    press(page, "e")
    page.wait_for_url("**/statements/*#correct")
    press(page, "/")
    page.keyboard.type("torture")
    press(page, "Enter")
    page.wait_for_url("**/search?q=torture")
    press(page, "?")
    expect(page.locator("#keys")).to_be_visible()
    press(page, "Escape")
    expect(page.locator("#keys")).to_be_hidden()
    press(page, "Tab")
    press(page, "Tab")
    assert page.evaluate("document.activeElement !== document.body")


def test_the_name_is_asked_for_once(bench: Workbench) -> None:
    page = bench.page()
    page.goto("/statements")
    fifth = page.locator("[data-item]").nth(4)
    fifth.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("heading", name="Who decides?")).to_be_visible()
    page.get_by_label("Your name").fill("Bolat")
    page.get_by_role("button", name="Go on").click()
    expect(fifth.locator(".rev")).to_have_text("confirmed")
    expect(page.locator(".who-am-i")).to_contain_text("Bolat")
    fifth.get_by_role("button", name="Undo").click()
    expect(fifth.locator(".rev")).to_have_text(UNREVIEWED)


def test_what_was_decided_leaves_the_queue_and_can_still_be_undone(page: Page) -> None:
    page.goto("/reviews")
    first = page.locator("[data-item]").first
    id = first.get_attribute("id")
    press(page, "j")
    press(page, "c")
    expect(page.locator(f"#{id} .gone")).to_be_visible()
    assert page.request.get("/reviews").text().count(f'id="{id}"') == 0
    press(page, "u")
    expect(page.locator(f"#{id} .gone")).to_have_count(0)
    expect(page.locator(f"#{id} .rev").first).to_have_text(UNREVIEWED)


def test_a_statement_is_corrected_in_words_labels_and_speaker(bench: Workbench, page: Page) -> None:
    page.goto("/statements?stance=regress&voice=attributed")
    page.locator("[data-open]").first.click()
    id = page.url.rsplit("/", 1)[-1].split("#")[0]
    with bench.read() as dossier:
        text = dossier.document(dossier.statement(id).document).text
    mark = page.locator("#excerpt mark.c, #excerpt mark.a").first
    mark.select_text()
    page.get_by_role("button", name="What is said", exact=True).click()
    start, end = map(int, page.locator("[data-span=content]").input_value().split("-"))
    assert text[start:end].strip() == mark.inner_text().strip()
    form = page.locator("form.correct")
    form.get_by_label("Freedom from torture and ill-treatment").check()
    form.get_by_label("Stance").select_option("mixed")
    form.get_by_label("Speaker", exact=True).fill("Marta Velt")
    form.get_by_label("Camp").select_option("NGO")
    form.get_by_label("Why").fill("only these words")
    form.get_by_role("button", name="Correct").click()
    expect(page.locator(".history")).to_contain_text("only these words")
    with bench.read() as dossier:
        one = dossier.statement(id)
    assert (one.quote.strip(), one.stance, one.review) == (text[start:end].strip(), "mixed", "corrected")
    assert (one.speakers[0].name, one.speakers[0].camp) == ("Marta Velt", "NGO")
    assert "torture" in one.rights
    press(page, "u")
    expect(page.locator("[data-item] .rev").first).to_have_text(UNREVIEWED)


def test_a_rebuttal_is_attached_and_taken_back(page: Page) -> None:
    page.goto("/statements?act=assessment")
    page.locator("[data-open]").first.click()
    page.get_by_text("Attach a rebuttal").click()
    page.get_by_label("Or in your own words").fill("The ministry has answered this.")
    page.get_by_role("button", name="Attach").click()
    expect(page.locator(".rebuttal")).to_contain_text("The ministry has answered this.")
    page.get_by_role("button", name="Take it back").click()
    expect(page.locator(".rebuttal")).to_have_count(0)


def test_findings_are_judged_with_the_keyboard_alone(bench: Workbench, page: Page) -> None:
    page.goto("/findings?kind=against")
    press(page, "j")
    id = (pointed_at(page).get_attribute("id") or "").removeprefix("f-")
    press(page, "c")
    is_said_of_it(page, "confirmed")
    press(page, "u")
    is_said_of_it(page, UNREVIEWED)
    press(page, "r")
    expect(pointed_at(page).locator(".gone")).to_be_visible()
    with bench.read() as dossier:
        shown = finding_pages.finding_page(dossier, FindingQuery(), limit=500).items
        assert id not in {one.id for one in shown}
        assert finding_pages.finding(dossier, id).review == "rejected"
    press(page, "u")
    is_said_of_it(page, UNREVIEWED)
    press(page, "Enter")
    page.wait_for_url(f"**/findings/{id}")
    page.get_by_label("Why").fill("another year is meant")
    page.get_by_role("button", name="Not against each other").click()
    expect(page.locator(".history")).to_contain_text("another year is meant")
    press(page, "u")
    expect(page.locator("[data-item] .rev").first).to_have_text(UNREVIEWED)


def test_concerns_are_accepted_rejected_and_given_a_verdict(bench: Workbench, page: Page) -> None:
    page.goto("/bills/assemblies")
    press(page, "j")
    id = (pointed_at(page).get_attribute("id") or "").removeprefix("c-")
    for key, said in (("c", "confirmed"), ("u", UNREVIEWED)):
        press(page, key)
        is_said_of_it(page, said)
    press(page, "r")
    expect(pointed_at(page).locator(".gone")).to_be_visible()
    press(page, "u")
    is_said_of_it(page, UNREVIEWED)
    press(page, "Enter")
    page.wait_for_url(f"**/concerns/{id}")
    page.get_by_label("What became of it").select_option("not")
    page.get_by_label("Why").first.fill("the same in other words")
    page.get_by_role("button", name="Give the verdict").click()
    expect(page.locator(".lead .status.not").last).to_have_text(f"{WHO}: not fixed")
    undo_the_last(page)
    expect(page.locator(".lead")).to_contain_text("no verdict of a person yet")
    with bench.read() as dossier:
        (one,) = (one for one in bills.concerns(dossier, "assemblies") if one.id == id)
    assert (one.verdict, one.review) == (None, "machine")


def test_commitments_are_given_verdicts_and_evidence(bench: Workbench, page: Page) -> None:
    page.goto("/commitments")
    page.locator("main a[data-open]").first.click()
    page.get_by_label("Status").select_option("partly")
    page.get_by_label("Why").first.fill("half of it")
    page.get_by_role("button", name="Give the verdict").click()
    expect(page.locator(".lead")).to_contain_text("person: partly fulfilled")
    undo_the_last(page)
    expect(page.locator(".lead")).not_to_contain_text("person:")
    with bench.read() as dossier:
        other = next(iter(dossier.statements())).id
    page.get_by_text("Put a statement to it as evidence").click()
    page.get_by_label("Id of the statement").fill(other)
    page.get_by_label("Its date, where that is not known").fill("2030-05")
    page.locator("details.how").get_by_role("button", name="Put it there").click()
    card = page.locator(f"#s-{other} + form")
    expect(card).to_contain_text("put there by a person")
    card.get_by_role("button", name="Does not bear on it").click()
    expect(page.locator(f"#s-{other} + form")).to_have_count(0)
    undo_the_last(page)
    expect(page.locator(f"#s-{other} + form")).to_contain_text("put there by a person")
    undo_the_last(page)
    expect(page.locator(f"#s-{other} + form")).to_have_count(0)


def test_speakers_are_renamed_moved_merged_and_taken_apart(bench: Workbench, page: Page) -> None:
    with bench.read() as dossier:
        one, other = [s for s in speakers.speakers(dossier, limit=100).items if not s.collective][:2]
    page.goto(f"/speakers/{one.id}")
    page.get_by_label("Name", exact=True).fill("Another Name")
    page.get_by_role("button", name="Call it so").click()
    expect(page.locator("h1")).to_have_text("Another Name")
    undo_the_last(page)
    expect(page.locator("h1")).to_have_text(one.name)
    page.get_by_label("Camp").select_option("media")
    page.get_by_role("button", name="It belongs there").click()
    with bench.read() as dossier:
        assert speakers.speaker(dossier, one.id).camp == "media"
    undo_the_last(page)
    page.get_by_label("Look for").fill(other.name)
    page.get_by_role("button", name="Look", exact=True).click()
    page.get_by_role("radio", name=re.compile(re.escape(other.name))).check()
    page.get_by_role("button", name="They are the same").click()
    expect(page.get_by_role("heading", name="Found to be the same")).to_be_visible()
    with bench.read() as dossier:
        assert speakers.speaker(dossier, other.id).statements == one.statements + other.statements
    page.get_by_role("button", name="Take out again").click()
    with bench.read() as dossier:
        assert speakers.speaker(dossier, other.id).statements == other.statements
        assert speakers.speaker(dossier, one.id).camp == one.camp


def test_threads_are_renamed_split_moved_pinned_and_merged(bench: Workbench, page: Page) -> None:
    with bench.read() as dossier:
        one, other = threads.threads(dossier, country="XEX", limit=2)
    address = f"/threads/{one.id}"

    def tick(*ids: str) -> None:
        for id in ids:
            page.locator(f'input[name="statements"][value="{id}"]').check()

    def look_for_the_other() -> None:
        page.get_by_label("Its name has in it").fill(other.name)
        page.get_by_role("button", name="Look for it").click()

    page.goto(address)
    page.get_by_label("Name", exact=True).fill("What was forbidden")
    page.get_by_role("button", name="Rename").click()
    expect(page.locator("h1")).to_have_text("What was forbidden")
    page.locator(".history").get_by_role("button", name="Undo").click()
    expect(page.locator("h1")).to_have_text(one.name)
    tick(*one.statements[:2])
    page.get_by_label("Name of a new thread for them").fill("Fines")
    page.get_by_role("button", name="Split them off").click()
    expect(page.locator("h1")).to_have_text("Fines")
    page.locator(".history").get_by_role("button", name="Undo").click()
    page.wait_for_url(f"**{address}")
    tick(one.statements[2])
    page.get_by_role("button", name="Pin them here").click()
    expect(page.locator(".history li").last).to_contain_text("1 statement")
    look_for_the_other()
    tick(one.statements[3])
    page.get_by_role("button", name=f"Move the ticked statements to {other.name}").first.click()
    with bench.read() as dossier:
        assert one.statements[3] in threads.thread(dossier, other.id).statements
        assert set(one.statements[:3]) <= set(threads.thread(dossier, one.id).statements)
    expect(page.locator("h1")).to_have_text(other.name)
    page.locator(".history").get_by_role("button", name="Undo").last.click()
    with bench.read() as dossier:
        assert set(threads.thread(dossier, one.id).statements) == set(one.statements)
    page.goto(address)
    look_for_the_other()
    page.get_by_role("button", name=f"Merge this thread into {other.name}").first.click()
    expect(page.locator("h1")).to_have_text(other.name)
    page.locator(".history").get_by_role("button", name="Undo").last.click()
    with bench.read() as dossier:
        assert set(threads.thread(dossier, one.id).statements) == set(one.statements)


@pytest.fixture
def conflict(bench: Workbench) -> tuple[Review, Statement]:
    """A review whose statement a later reading of the document no longer has, and a statement that it has instead."""
    with Dossier.open(bench.app.state.access.path, create=False) as dossier:
        gone = next(s for s in dossier.statements() if s.voice == "attributed" and len(s.quote) > 40)
        asked = Decision(statement=gone.id, decision="corrected", by="Bek", changes=Changes(stance="mixed"))
        (made,) = reviews.review(dossier, [asked], NOW)
        document = dossier.document(gone.document)
        (start, end), *rest = gone.content
        content = ((start + 4, end), *rest)
        id = statement_id(document, gone.voice, gone.source, gone.cue, content)
        instead = replace(gone, id=id, content=content, quote=cut(document.text, content))
        found = [s for s in dossier.statements() if s.document == gone.document and s.id != gone.id]
        blob = Blob(data=dossier.original(document.id), name="again", sighting=document.sightings[0])
        later = [replace(s, made_by="a later reader") for s in (*found, instead)]
        dossier.keep(blob, document, later, samples.vectors_of(later))
    return made, instead


def test_a_review_without_its_statement_is_put_right(bench: Workbench, page: Page, conflict) -> None:  # type: ignore[no-untyped-def]
    made, instead = conflict
    page.goto("/reviews/conflicts")
    expect(page.locator("article")).to_contain_text("Bek")
    page.get_by_role("button", name="That one is meant").click()
    expect(page.get_by_text("There is none")).to_be_visible()
    with bench.read() as dossier:
        assert dossier.statement(instead.id).stance == "mixed"
        assert review_conflicts.conflicts(dossier) == []
    page.goto(f"/statements/{instead.id}")
    press(page, "u")
    expect(page.locator("[data-item] .rev").first).to_have_text(UNREVIEWED)
    page.goto("/reviews/conflicts")
    page.get_by_role("button", name="Keep the words as a statement of one’s own").click()
    expect(page.get_by_text("There is none")).to_be_visible()
    with bench.read() as dossier:
        assert dossier.statement(made.statement).review == "corrected"
