"""Speakers across documents: found to be the same, put right by persons, and shown everywhere as what they are."""

import itertools
import sqlite3
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.dossier import samples

from onrecord.dossier import Dossier, StatementFilter, reviews, speaker_edits, speaker_rows, speakers, verify
from onrecord.dossier.reviews import Changes, Decision
from onrecord.errors import SettingsError
from onrecord.records import KnownSpeaker, Speaker, Statement

NOW = "2024-06-01T10:00:00Z"
TEXTS = (
    "Ilse Maru said the courts are free. Exempla Watch said the courts are not.",
    "I. Maru said prisons are full. Ilse Maru said nobody is beaten.",
    "Maru said the law will come. EXEMPLA WATCH said the law is late.",
)


def add(dossier: Dossier, text: str, *said: tuple[str, str, Speaker]) -> list[Statement]:
    blob, document = samples.make_document(text, f"{abs(hash(text))}.txt", published=samples.DAY)
    found = [
        samples.make_statement(document, content, name, "said", speakers=(who,), country="XEX", stance="regress")
        for name, content, who in said
    ]
    samples.add(dossier, (blob, document, found))
    return found


def named(name: str, **fields: object) -> Speaker:
    return Speaker(name=name, named=True, **fields)  # type: ignore[arg-type]


def watch(name: str) -> Speaker:
    return named(name, camp="NGO", collective=True)


@pytest.fixture
def full(dossier: Dossier) -> Dossier:
    add(
        dossier, TEXTS[0], ("Ilse Maru", "the courts are free", named("Ilse Maru", role="minister", camp="government")),
        ("Exempla Watch", "the courts are not", watch("Exempla Watch")),
    )  # fmt: skip
    add(
        dossier, TEXTS[1], ("I. Maru", "prisons are full", named("I. Maru", role="judge")),
        ("Ilse Maru", "nobody is beaten", named("Ilse Maru")),
    )  # fmt: skip
    add(
        dossier, TEXTS[2], ("Maru", "the law will come", named("Maru")),
        ("EXEMPLA WATCH", "the law is late", watch("EXEMPLA WATCH")),
    )  # fmt: skip
    return dossier


def listed(dossier: Dossier, **wanted: object) -> dict[str, int]:
    return {one.name: one.statements for one in speakers.speakers(dossier, **wanted).items}  # type: ignore[arg-type]


def known(dossier: Dossier, name: str) -> KnownSpeaker:
    (one,) = [one for one in speakers.speakers(dossier).items if one.name == name]
    return one


def said(dossier: Dossier, name: str) -> list[str]:
    wanted = StatementFilter(said_by=known(dossier, name).id)
    return [statement.quote for statement in dossier.statements(wanted)]


def test_the_same_speaker_is_one_across_documents(full: Dossier) -> None:
    assert listed(full) == {"Ilse Maru": 2, "Exempla Watch": 2, "I. Maru": 1, "Maru": 1}
    assert sorted(said(full, "Ilse Maru")) == ["nobody is beaten", "the courts are free"]
    assert known(full, "Exempla Watch").names == ("EXEMPLA WATCH", "Exempla Watch")
    assert known(full, "Ilse Maru").roles == ("minister",)


def test_lists_go_by_country_camp_words_and_pages(full: Dossier) -> None:
    assert listed(full, country="XNV") == {}
    assert listed(full, country="XEX", camp="NGO") == {"Exempla Watch": 2}
    assert listed(full, text="MARU") == {"Ilse Maru": 2, "I. Maru": 1, "Maru": 1}
    pages = [speakers.speakers(full, limit=3)]
    pages.append(speakers.speakers(full, limit=3, after=pages[0].after))
    assert [len(page.items) for page in pages] == [3, 1] and pages[1].after is None
    assert {one.id for page in pages for one in page.items} == {one.id for one in speakers.speakers(full).items}
    assert [page.total for page in pages] == [4, 4]
    with pytest.raises(SettingsError, match="no address"):
        speakers.speakers(full, after="!")


def test_merged_speakers_speak_under_one_name_and_part_again(full: Dossier) -> None:
    one, other = known(full, "Ilse Maru"), known(full, "I. Maru")
    merged = speaker_edits.merge(full, [other.id[:9]], one.id, by="Ana", now=NOW, why="the byline says so")
    assert (merged.statements, merged.merged, merged.edited) == (3, (other.id,), True)
    assert listed(full, country="XEX") == {"Ilse Maru": 3, "Exempla Watch": 2, "Maru": 1}
    (spoken,) = [s for s in full.statements() if s.quote == "prisons are full"]
    assert spoken.speakers == (Speaker(name="Ilse Maru", role="judge", camp="government", named=True),)
    assert full.statement(spoken.id, as_stored=True).speakers == (named("I. Maru", role="judge"),)
    assert full.count_statements(StatementFilter(speaker="ilse maru")) == 3
    assert speakers.speaker(full, other.id).into == one.id
    assert verify(full) == []
    speaker_edits.unmerge(full, other.id, by="Bek", now=NOW)
    assert listed(full) == {"Ilse Maru": 2, "Exempla Watch": 2, "I. Maru": 1, "Maru": 1}
    assert full.statement(spoken.id).speakers == (named("I. Maru", role="judge"),)
    assert [d.kind for d in speaker_edits.decisions(full, all_of_them=True)] == ["merge", "unmerge"]


def test_parts_of_a_speaker_can_be_somebody_else(full: Dossier) -> None:
    one = known(full, "Ilse Maru")
    bare = next(part for part in speakers.parts(full, one.id) if part.speaker.role is None)
    made = speaker_edits.unmerge(full, one.id, [bare.id[:8]], by="Ana", now=NOW)
    assert (made.name, made.statements, made.id != one.id) == ("Ilse Maru", 1, True)
    assert speakers.speaker(full, one.id).statements == 1
    speaker_edits.undo(full, by="Ana", now=NOW)
    assert speakers.speaker(full, one.id).statements == 2
    assert speakers.speaker(full, made.id).statements == 0
    with pytest.raises(SettingsError, match="all parts"):
        speaker_edits.unmerge(full, one.id, [part.id for part in speakers.parts(full, one.id)], by="Ana", now=NOW)


def test_a_person_says_what_a_speaker_is_called_and_where_it_belongs(full: Dossier) -> None:
    one = known(full, "Exempla Watch")
    speaker_edits.rename(full, one.id, "Watch of Exempla", by="Ana", now=NOW)
    speaker_edits.set_camp(full, one.id, "media", by="Ana", now=NOW)
    assert {s.speakers[0] for s in full.statements(StatementFilter(said_by=one.id))} == {
        Speaker(name="Watch of Exempla", camp="media", named=True, collective=True)
    }
    assert listed(full, camp="media", text="watch of") == {"Watch of Exempla": 2}
    assert listed(full, text="exempla watch") == {"Watch of Exempla": 2}


def test_reviews_keep_what_the_document_calls_a_speaker(full: Dossier) -> None:
    """A correction of the stance leaves the speaker as it is written, so that taking the merger back brings it back."""
    one, other = known(full, "Ilse Maru"), known(full, "I. Maru")
    speaker_edits.merge(full, [other.id], one.id, by="Ana", now=NOW)
    (spoken,) = [s for s in full.statements() if s.quote == "prisons are full"]
    asked = Decision(statement=spoken.id, decision="corrected", by="Ana", changes=Changes(stance="progress"))
    reviews.review(full, [asked], NOW)
    assert full.statement(spoken.id).speakers[0].name == "Ilse Maru"
    speaker_edits.undo(full, by="Ana", now=NOW)
    assert full.statement(spoken.id).speakers == (named("I. Maru", role="judge"),)


def test_counts_follow_reviews_and_newer_readings(full: Dossier) -> None:
    (spoken,) = [s for s in full.statements() if s.quote == "prisons are full"]
    reviews.review(full, [Decision(statement=spoken.id, decision="rejected", by="Ana")], NOW)
    assert "I. Maru" not in listed(full)
    reviews.review(full, [Decision(statement=spoken.id, decision="undone", by="Ana")], NOW)
    assert listed(full)["I. Maru"] == 1
    asked = Decision(
        statement=spoken.id, decision="corrected", by="Ana", changes=Changes(speakers=(named("Ilse Maru"),))
    )
    reviews.review(full, [asked], NOW)
    assert listed(full) == {"Ilse Maru": 3, "Exempla Watch": 2, "Maru": 1}
    document = full.document(spoken.document)
    blob, _ = samples.make_document(document.text, "again.txt")
    newer = [
        replace(s, made_by="reader 2", review="machine")
        for s in full.statements(StatementFilter(document=document.id))
        if s.id != spoken.id
    ]
    full.keep(blob, document, newer, samples.vectors_of(newer))
    assert listed(full) == {"Ilse Maru": 2, "Exempla Watch": 2, "Maru": 1}


def test_decisions_hold_for_what_is_read_later(full: Dossier) -> None:
    one, other = known(full, "Ilse Maru"), known(full, "I. Maru")
    speaker_edits.merge(full, [other.id], one.id, by="Ana", now=NOW)
    add(full, "I. Maru said it is late.", ("I. Maru", "it is late", named("I. Maru", role="judge")))
    assert listed(full)["Ilse Maru"] == 4
    assert known(full, "Ilse Maru").merged == (other.id,)


def test_what_was_said_over_the_years(full: Dossier) -> None:
    (year,) = speakers.years(full, known(full, "Ilse Maru").id)
    assert (year.year, year.stances, year.statements) == ("2021", {"regress": 2}, 2)
    assert speakers.changes_of_position(full, known(full, "Ilse Maru").id) == []
    (spoken,) = [s for s in full.statements() if s.quote == "nobody is beaten"]
    assert [k.name for k in speakers.speakers_of(full, spoken.id)] == ["Ilse Maru"]


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (lambda d, a, _b: speaker_edits.merge(d, [a], a, by="Ana", now=NOW), "into itself"),
        (lambda d, a, b: speaker_edits.merge(d, [a], b, by="Ana", now=NOW), "a person, the other an organisation"),
        (lambda d, _a, b: speaker_edits.merge(d, ["ffff"], b, by="Ana", now=NOW), "no such speaker"),
        (lambda d, a, _b: speaker_edits.rename(d, a, " ", by="Ana", now=NOW), "needs a name"),
        (lambda d, a, _b: speaker_edits.rename(d, a, "Maru", by=" ", now=NOW), "name of who"),
        (lambda d, a, _b: speaker_edits.set_camp(d, a, "choir", by="Ana", now=NOW), "no camp"),  # type: ignore[arg-type]
        (lambda d, a, _b: speaker_edits.unmerge(d, a, by="Ana", now=NOW), "nobody has merged"),
        (lambda d, a, _b: speaker_edits.unmerge(d, a, ["zz"], by="Ana", now=NOW), "no such part"),
        (lambda d, _a, _b: speaker_edits.undo(d, by="Ana", now=NOW), "no such decision"),
    ],
)
def test_nonsense_is_refused_and_nothing_is_written(full: Dossier, act: object, said: str) -> None:
    one, other = known(full, "Ilse Maru").id, known(full, "Exempla Watch").id
    with pytest.raises(SettingsError, match=said):
        act(full, one, other)  # type: ignore[operator]
    assert speaker_edits.decisions(full, all_of_them=True) == []


@pytest.mark.parametrize("sql", ["UPDATE speaker_decisions SET decider = 'Eve'", "DELETE FROM speaker_decisions"])
def test_the_log_cannot_be_changed(full: Dossier, sql: str) -> None:
    speaker_edits.rename(full, known(full, "Maru").id, "X. Maru", by="Ana", now=NOW)
    with pytest.raises(sqlite3.IntegrityError, match="never"):
        full.connection.execute(sql)


ACTS = st.lists(
    st.tuples(st.sampled_from(("merge", "unmerge", "apart", "rename", "camp", "undo")), *[st.integers(0, 5)] * 2),
    max_size=8,
)


def do(dossier: Dossier, what: str, first: int, second: int) -> None:
    ids = sorted(key for (key,) in dossier.connection.execute("SELECT key FROM known_speakers"))
    one, other = ids[first % len(ids)], ids[second % len(ids)]
    if what == "merge":
        speaker_edits.merge(dossier, [one], other, by="Ana", now=NOW)
    elif what == "unmerge":
        speaker_edits.unmerge(dossier, one, by="Ana", now=NOW)
    elif what == "apart":
        every = speakers.parts(dossier, one)
        speaker_edits.unmerge(dossier, one, [every[second % len(every)].id] if every else ["none"], by="Ana", now=NOW)
    elif what == "rename":
        speaker_edits.rename(dossier, one, f"Name {second}", by="Ana", now=NOW)
    elif what == "camp":
        speaker_edits.set_camp(dossier, one, "party", by="Ana", now=NOW)
    else:
        held = speaker_edits.decisions(dossier)
        speaker_edits.undo(dossier, held[first % len(held)].id if held else "none", by="Ana", now=NOW)


def state(dossier: Dossier) -> object:
    """All that a dossier says of speakers, but for the log."""
    return [one.speakers for one in dossier.statements()], set(speakers.speakers(dossier, limit=1000).items)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_the_state_is_what_replaying_the_log_gives(
    acts: list[tuple[str, int, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Any sequence of decisions: nothing is deleted, counts add up, and laying the log over again changes nothing."""
    with Dossier.open(tmp_path_factory.mktemp("d") / "x.dossier", create=True) as dossier:
        fill(dossier)
        before, written = state(dossier), 0
        for what, first, second in acts:
            try:
                do(dossier, what, first, second)
                written += 1
            except SettingsError:
                pass
        log = speaker_edits.decisions(dossier, all_of_them=True)
        assert len(log) == written
        now = state(dossier)
        total = sum(one.statements for one in speakers.speakers(dossier, limit=1000).items)
        assert total == dossier.count_statements()
        with dossier.transaction() as db:
            db.execute("UPDATE speaker_places SET final = made")
            db.execute("UPDATE known_speakers SET edited = 1")
            speaker_rows.lay_decisions(db)
        assert state(dossier) == now
        for one in reversed(speaker_edits.decisions(dossier)):
            speaker_edits.undo(dossier, one.id, by="Ana", now=NOW)
        assert state(dossier) == before


def fill(dossier: Dossier) -> None:
    for text, who in zip(TEXTS, itertools.cycle((named("Ilse Maru"), named("Ada Orn"), named("Maru"))), strict=False):
        name = text.split(" said")[0]
        add(dossier, text, (name, text.split("said ")[1].split(".")[0], who))
