"""Notes of other programs stand on the very words that they quote, or are kept as unplaced."""

import io
import json
from typing import Any

import pytest
from tests.imports.taking import LAW, NEWS, NOW, PRESS, blob, law_id, sums, take

from onrecord import pipeline
from onrecord.dossier import Dossier, notes, verify
from onrecord.errors import IntegrityError, Refusal
from onrecord.imports import recognise
from onrecord.records import Note

QUOTE = "abolishes torture in police custody"


def row(number: int = 1, exact: str = QUOTE, uri: str = NEWS, **more: Any) -> dict[str, Any]:
    """A note as the service of Hypothesis gives it."""
    selectors = [
        {"type": "RangeSelector", "startContainer": "/p[1]", "endContainer": "/p[1]", "startOffset": 0, "endOffset": 9},
        {"type": "TextPositionSelector", "start": 900, "end": 935},
        {
            "type": "TextQuoteSelector",
            "exact": exact,
            "prefix": more.pop("prefix", ""),
            "suffix": more.pop("suffix", ""),
        },
    ]
    return {
        "id": f"hyp{number}", "created": "2024-04-02T08:00:00+00:00", "updated": "2024-04-03T08:00:00+00:00",
        "user": "acct:ana@hypothes.is", "user_info": {"display_name": "Ana Beren"}, "uri": uri, "text": "In law only?",
        "tags": ["torture", "check"], "group": "__world__", "permissions": {"read": ["group:__world__"]},
        "target": [{"source": uri, "selector": selectors}], "document": {"title": ["A new code"]}, **more,
    }  # fmt: skip


def asked(*rows: dict[str, Any]) -> str:
    return json.dumps({"total": len(rows), "rows": list(rows)})


def test_notes_of_hypothesis_stand_where_their_words_stand(dossier: Dossier) -> None:
    data = asked(row(), row(2, exact="it closed no\n newspaper", uri="http://courier.example/2024/03/code#top"))
    assert recognise("notes.json", data.encode()) == "hypothesis"
    assert sums(take(dossier, "notes.json", data)) == (2, 0, 0, 0)
    first, second = notes.notes(dossier, document=law_id(dossier))
    assert (first.quote, first.by, first.at[:10], first.tags) == (
        QUOTE,
        "Ana Beren",
        "2024-04-03",
        ("torture", "check"),
    )
    assert LAW[slice(*second.spans[0])] == second.quote == "it closed no newspaper"
    assert sums(take(dossier, "another name.json", data)) == (0, 0, 2, 0)


def test_a_note_that_was_changed_there_is_changed_here_and_keeps_what_it_was(dossier: Dossier) -> None:
    take(dossier, "notes.json", asked(row()))
    assert sums(take(dossier, "notes.json", asked(row(text="In practice?")))) == (0, 1, 0, 0)
    (note,) = notes.notes(dossier)
    assert [one.text for one in notes.history(dossier, note.id)] == ["In law only?", "In practice?"]


@pytest.mark.parametrize(
    ("change", "why", "has_document"),
    [
        ({"exact": "abolished torture in police custody"}, "its words do not stand in the text", True),
        ({"exact": "Abolishes torture in police custody"}, "its words do not stand in the text", True),
        ({"exact": "beatings go on in the prisons"}, "its words stand in 2 places", True),
        ({"uri": "https://other.example/a"}, "the dossier has no document at this address", False),
    ],
)
def test_a_note_that_stands_nowhere_is_kept_with_an_issue(
    dossier: Dossier, change: dict[str, str], why: str, has_document: bool
) -> None:
    report = take(dossier, "notes.json", asked(row(**change)))  # type: ignore[arg-type]
    assert sums(report) == (1, 0, 0, 0)
    assert [(one.kind, one.where) for one in report.issues] == [("unplaced", "notes.json, entry 1")]
    (note,) = notes.notes(dossier)
    assert (note.spans, note.unplaced, note.document is not None) == ((), why, has_document)
    assert note in notes.unplaced(dossier)
    assert sums(take(dossier, "notes.json", asked(row(**change)))) == (0, 0, 1, 0)  # type: ignore[arg-type]


def test_the_words_around_choose_among_places(dossier: Dossier) -> None:
    quote = "beatings go on in the prisons of Exempla"
    take(dossier, "notes.json", asked(row(exact=quote, prefix="force in May. Exempla Watch said that ")))
    (note,) = notes.notes(dossier)
    assert note.spans[0][0] == LAW.rindex("beatings")


def test_a_note_finds_its_place_when_its_page_comes_in(dossier: Dossier) -> None:
    take(dossier, "notes.json", asked(row(exact="the harbour stays open", uri="https://port.example/a")))
    page = blob("a.txt", "The mayor of Exempla said that the harbour stays open.", "https://port.example/a/")
    pipeline.add(dossier, [page], now=NOW)
    (note,) = notes.notes(dossier)
    assert note.unplaced is None and note.document is not None
    assert dossier.document(note.document).text[slice(*note.spans[0])] == "the harbour stays open"
    assert len(notes.history(dossier, note.id)) == 2


def test_a_note_on_the_whole_page_stands_on_the_document(dossier: Dossier) -> None:
    whole = row() | {"target": [{"source": NEWS}]}
    take(dossier, "notes.json", asked(whole))
    (note,) = notes.notes(dossier)
    assert (note.document, note.spans, note.unplaced) == (law_id(dossier), (), None)


W3C = {
    "@context": "http://www.w3.org/ns/anno.jsonld", "id": "https://notes.example/7", "type": "Annotation",
    "creator": {"type": "Person", "name": "Ana"}, "created": "2024-04-02T08:00:00Z",
    "body": [
        {"type": "TextualBody", "purpose": "commenting", "value": "In law only?"},
        {"type": "TextualBody", "purpose": "tagging", "value": "torture"},
    ],
    "target": {"source": NEWS, "selector": {"type": "TextQuoteSelector", "exact": QUOTE}},
}  # fmt: skip


@pytest.mark.parametrize(
    "data",
    [
        json.dumps(W3C),
        json.dumps([W3C]),
        json.dumps({"type": "AnnotationPage", "items": [W3C]}),
        json.dumps({"type": "AnnotationCollection", "first": {"type": "AnnotationPage", "items": [W3C]}}),
        "\n".join([json.dumps(W3C), json.dumps(W3C | {"id": "x8"})]),
    ],
)
def test_web_annotations_come_in_all_their_wrappings(dossier: Dossier, data: str) -> None:
    assert recognise("notes.jsonld", data.encode()) == "w3c-annotations"
    assert take(dossier, "notes.jsonld", data).refused == 0
    note = notes.notes(dossier)[0]
    assert (note.quote, note.text, note.tags, note.by) == (QUOTE, "In law only?", ("torture",), "Ana")


def test_our_own_annotations_come_back_as_they_went(dossier: Dossier) -> None:
    """Statements are no notes; a note on several stretches stays one."""
    key = law_id(dossier)
    spans = ((LAW.index("abolishes"), LAW.index("abolishes") + 9), (LAW.index("in police"), LAW.index("custody") + 7))
    quote = " […] ".join(LAW[start:end] for start, end in spans)
    mine = Note(id="0" * 19 + "a", document=key, spans=spans, quote=quote, text="how?", tags=("x",), by="Ana", at=NOW)
    press = next(one for one in dossier.documents() if one.id != key)
    at = PRESS.index("Journalists")
    other = Note(id="0" * 19 + "b", document=press.id, spans=((at, at + 11),), quote="Journalists", by="Ana", at=NOW)
    assert notes.put_notes(dossier, [mine, other]).added == 2
    out = io.BytesIO()
    pipeline.export(dossier, "annotations", out, generated_at=NOW)
    report = take(dossier, "own.jsonld", out.getvalue())
    assert (report.format, sums(report)[:2], report.refused) == ("w3c-annotations", (0, 0), 0)
    assert report.unchanged == 2 + dossier.count_statements()
    changed = out.getvalue().decode().replace('"how?"', '"how so?"')
    assert sums(take(dossier, "own.jsonld", changed))[1] == 1
    assert {one.text for one in notes.notes(dossier)} == {"how so?", ""}
    assert verify(dossier) == []


def test_a_note_whose_words_are_no_longer_there_is_found(dossier: Dossier) -> None:
    take(dossier, "notes.json", asked(row()))
    with dossier.transaction() as db:
        db.execute("DROP TRIGGER notes_stay_as_written")
        db.execute("UPDATE notes SET record = replace(record, ?, 'abolishes nothing')", (QUOTE,))
    assert [one.kind for one in verify(dossier)] == ["note-changed"]


def test_a_note_that_misquotes_is_not_stored(dossier: Dossier) -> None:
    with pytest.raises(IntegrityError):
        notes.put_notes(dossier, [Note(id="n", document=law_id(dossier), spans=((0, 5),), quote="other", by="Ana")])


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (asked(row())[:-40], "breaks off or is wrong here"),
        ('{"rows": [{"id": "a", "uri": "x", "target": []}, 7]}', "entry 2"),
        ('[{"type": "Annotation"}]', "no file that can be imported"),
    ],
)
def test_broken_notes_say_where(dossier: Dossier, data: str, message: str) -> None:
    try:
        told = str(take(dossier, "notes.json", data).issues)
    except Refusal as refusal:
        told = str(refusal)
    assert message in told
