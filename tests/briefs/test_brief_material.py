"""What a brief refuses to print, and what it counts."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.briefs.exempla import DISPATCH, DOCUMENTS, GAZETTE, material
from tests.briefs.marked import day, document, statement

from onrecord import briefs
from onrecord.briefs import Filters, Material
from onrecord.briefs.view import look
from onrecord.errors import IntegrityError
from onrecord.records import ACTS, RIGHTS, STANCES, IntakeReport, Statement


def with_first(**changes: object) -> Material:
    whole = material()
    first, *rest = whole.statements
    return material(statements=(replace(first, **changes), *rest))  # type: ignore[arg-type]


TAMPERED = {
    "a word of the text": lambda: material(
        documents=(replace(DOCUMENTS[0], text=DOCUMENTS[0].text.replace("twenty", "thirty")), *DOCUMENTS[1:])
    ),
    "a word of the quotation": lambda: with_first(quote="Exempla, long praised for its prisons"),
    "the place of the quotation": lambda: with_first(content=((0, 25),)),
    "a source outside the text": lambda: with_first(source=((5, 10**6),)),
    "a statement without words": lambda: with_first(content=(), quote=""),
    "a statement of another document": lambda: with_first(document="elsewhere"),
    "the same statement twice": lambda: material(statements=(material().statements[0],) * 2),
    "an intake that does not add up": lambda: material(
        intake=IntakeReport(files_in=9, kept=9, duplicates=1, refused=0)
    ),
}


@pytest.mark.parametrize("case", TAMPERED)
def test_what_no_longer_is_what_was_stored_is_not_printed(case: str) -> None:
    for kind in ("html", "md", "json"):
        with pytest.raises(IntegrityError):
            briefs.write(TAMPERED[case](), kind)


def test_a_look_alike_sentence_elsewhere_is_never_quoted_instead() -> None:
    """The text holds the words twice; a span that has slipped by one still fails."""
    statement = material().statements[0]
    slipped = tuple((start + 1, end + 1) for start, end in statement.content)
    with pytest.raises(IntegrityError, match="no longer"):
        briefs.write(with_first(content=slipped), "html")


statements = st.lists(st.sampled_from(material().statements), unique_by=lambda s: s.id)


@st.composite
def relabelled(draw: st.DrawFn) -> list[Statement]:
    return [
        replace(
            statement,
            stance=draw(st.sampled_from(STANCES)),
            act=draw(st.sampled_from(ACTS)),
            rights=tuple(draw(st.lists(st.sampled_from(RIGHTS[:4]), unique=True))),
            hedged=draw(st.booleans()),
            review=draw(st.sampled_from(["machine", "confirmed", "rejected"])),
        )
        for statement in draw(statements)
    ]


@given(relabelled())
@settings(max_examples=40, deadline=None)
def test_every_number_is_the_number_of_rows_behind_it(chosen: list[Statement]) -> None:
    view = look(material(statements=tuple(chosen)))
    kept = [s for s in chosen if s.review != "rejected"]
    cells = Counter((r, s.stance, s.voice) for s in kept for r in (s.rights or ("none",)))
    shown: Counter[tuple[str, str, str]] = Counter()
    for line in view.matrix[:-1]:
        for n, stance in enumerate(STANCES):
            shown[line.code, stance, "attributed"] = line.others[n].n
            shown[line.code, stance, "author"] = line.author[n].n
    assert +shown == cells
    total = view.matrix[-1]
    assert total.others[-1].n + total.author[-1].n == len(kept)
    assert sum(bin_.others[-1].n + bin_.author[-1].n for bin_ in view.timeline) == len(kept)
    assert sum(line.others[-1].n + line.author[-1].n for line in view.acts) == len(kept)
    assert view.people.total.hedged.n == sum(s.hedged and s.voice == "attributed" for s in kept)
    for entry in view.index:
        assert len(entry) > 0


@given(st.permutations(material().statements), st.permutations(DOCUMENTS))
@settings(max_examples=5, deadline=None)
def test_the_order_of_the_material_changes_nothing(shuffled: list[Statement], documents: list[object]) -> None:
    again = material(statements=tuple(shuffled), documents=tuple(documents))
    assert briefs.write(again, "md") == briefs.write(material(), "md")


def test_rejected_statements_are_named_apart_and_counted_nowhere() -> None:
    view = look(material())
    (rejected,) = view.head.rejected
    assert rejected.statement.review == "rejected"
    assert view.head.statements.n == len(material().statements) - 1
    assert all(rejected not in entry.rows for entry in view.index)


DISPUTES = [  # right, year: opposed speakers
    ("assembly", (2021,), True),
    ("expression", (2022,), True),
    ("torture", (2023,), True),
    ("life", (2021,), False),  # everyone says progress
    ("labour", (2023,), False),
]


@pytest.mark.parametrize(("right", "years", "is_disputed"), DISPUTES)
def test_opposite_stances_at_one_time_are_a_dispute(right: str, years: tuple[int, ...], is_disputed: bool) -> None:
    found = {d.code: d for d in look(material()).disputed}
    assert (right in found and years in [dispute.years for dispute in found[right].disputes]) == is_disputed


def test_opposite_stances_at_different_times_are_then_and_now() -> None:
    """The Minister of 2021 and the Committee of 2021 dispute; moved to 2023, the Committee is an update."""
    whole = material()
    early = next(s for s in whole.statements if s.document == GAZETTE[0].id and "puts Exempla" in s.quote)
    late = next(s for s in whole.statements if s.document == DISPATCH[0].id and s.act == "figure")
    in_2023 = replace(late.time, start="2023-01-01", end="2023-12-31")
    same = look(material(statements=(early, late)))
    moved = look(material(statements=(early, replace(late, time=in_2023))))
    assert [d.years for right in same.disputed for d in right.disputes] == [(2021,)]
    assert [right.disputes for right in moved.disputed] == [()]
    assert [year.year for right in moved.disputed for year in right.over_time] == ["2021", "2023"]


STRETCHES = [  # time of the statement, years in which it counts
    ("2021", (2021, 2021)),
    ("2020/2021", (2020, 2021)),
    ("2019/2021", (2021, 2021)),
    ("1998/2022", (2022, 2022)),
]


@pytest.mark.parametrize(("time", "years"), STRETCHES)
def test_a_long_time_counts_in_its_last_year_only(time: str, years: tuple[int, int]) -> None:
    only = with_first(time=day(time)).statements[:1]
    (row,) = look(material(statements=only)).rows
    assert row.years == years


BILL = """Bill on Kites
Article 1
[a1 (1) Kites shall be flown by day.]
[a2 (2) No kite shall be flown near a court.]
Article 2
[a3 Whoever flies a kite by night is liable to a fine.]
[a4 This Act enters into force in May.]"""
LETTER = """Letter on kites
[a1 1. Delete Article 2.]
[a2 Article 1 shall be read in favour of kites.]
[a3 The bill does harm.]
[a4 We fly kites.]"""


@pytest.mark.parametrize(("marked", "is_law"), [(BILL, True), (LETTER, False)])
def test_the_own_voice_of_a_bill_is_the_text_of_a_law(marked: str, is_law: bool) -> None:
    """It stands under law whatever act is read in it, takes no side in a dispute, and is folded up."""
    pair = document(marked, title="Kites")
    found = [statement(pair, n, (), "assembly", "event", "progress" if n % 2 else "regress") for n in (1, 2, 3, 4)]
    only = material(documents=(pair[0],), statements=tuple(found))
    view = look(only)
    assert {row.is_provision for row in view.rows} == {is_law}
    assert view.gist.total.columns[1].n == (4 if is_law else 0)
    assert not [right for right in view.disputed if right.disputes or right.over_time]
    assert briefs.write(only, "html").count('<details class="law') == (2 if is_law else 0)


def test_the_gist_counts_what_its_sections_hold() -> None:
    view = look(material())
    disputed = {row.number for r in view.disputed for d in r.disputes for row in (*d.progress, *d.against)}
    assert view.gist.total.disputed.n == len(disputed)
    lines = {line.code: line for line in view.gist.lines}
    for course in view.courses:
        assert [c.n for c in lines[course.code].columns] == [c.n for c in course.counts]
        assert [c.anchor for c in lines[course.code].columns] == [c.anchor for c in course.counts]


def test_one_speaker_does_not_dispute_with_herself() -> None:
    hers = [s for s in material().statements if any(p.name == "Amal Kess" for p in s.speakers)]
    moved = [replace(s, rights=("expression",), time=hers[0].time) for s in hers]
    assert not [right for right in look(material(statements=tuple(moved))).disputed if right.disputes]


def test_a_joint_statement_counts_once_in_its_camp() -> None:
    view = look(material())
    ngo = next(camp for camp in view.people.camps if camp.code == "NGO")
    joint = [s for s in material().statements if len(s.speakers) > 1]
    assert view.people.joint.n == len(joint) == 2
    assert ngo.tally.all.n == sum(any(p.camp == "NGO" for p in s.speakers) for s in material().statements)
    assert sum(p.tally.all.n for p in ngo.people) == ngo.tally.all.n + len(joint)


def test_filters_are_named() -> None:
    chosen = Filters(since="2021-01-01", until="2021-12-31", rights=("religion",))
    page = briefs.write(material(filters=chosen, statements=()), "html")
    for words in ("Since: 1 January 2021", "Until: 31 December 2021", "Right: Freedom of religion or belief"):
        assert words in page.replace("\u00a0", " ")


def test_an_empty_dossier_makes_a_brief() -> None:
    empty = Material(country="XEX", country_name="Exempla", documents=(), statements=())
    for kind in ("html", "md", "json"):
        assert "Exempla" in briefs.write(empty, kind)


def test_json_holds_every_record_and_every_count_as_ids() -> None:
    brief = json.loads(briefs.write(material(), "json"))
    assert brief["type"] == "brief"
    texts = {d["id"]: d["text"] for d in brief["documents"]}
    for s in brief["statements"]:
        cut = " […] ".join(texts[s["document"]][start:end] for start, end in s["content"])
        assert cut == s["quote"]
    ids = {statement["id"] for statement in brief["statements"]}
    matrix = [
        i for line in brief["rights"] for side in ("attributed", "author") for v in line[side].values() for i in v
    ]
    assert set(matrix) <= ids
    assert brief["counts"]["statements"] == len(ids) - brief["counts"]["rejected"]


def test_markdown_notes_lead_to_the_characters() -> None:
    text = briefs.write(material(), "md")
    notes = dict(re.findall(r"^\[\^(s\d+)\]: (.*)$", text, re.M))
    assert set(re.findall(r"\[\^(s\d+)\](?!:)", text)) == set(notes)
    assert all("SHA-256" in note and re.search(r"content \d+–\d+", note) for note in notes.values())
    anchors = set(re.findall(r"\{#([\w-]+)\}", text))
    assert set(re.findall(r"\]\(#([\w-]+)\)", text)) <= anchors
