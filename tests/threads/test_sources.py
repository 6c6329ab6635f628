"""Who says so, in facts and counts, with the statements behind each count."""

from __future__ import annotations

from dataclasses import replace

from tests.threads.woven import document, item

from onrecord.records import Finding, Marked, Side, Speaker, Statement
from onrecord.threads.findings_sources import find_sources

MINISTER = Speaker(name="Ilse Maru", role="minister", camp="government", named=True)
WATCH = Speaker(name="Exempla Watch", camp="NGO", named=True)
UNNAMED = Speaker(name=None, camp="unknown", named=False)
SAFE = "every sailor is protected"
OFFICIAL = document(f"The minister said {SAFE}. Unions are free.", publisher="Exempla Bureau")
COPY = replace(
    document(f"It is known that {SAFE}. An official said more.", "2031-06-01", publisher="Port Post"),
    disclosures=(Marked(start=0, end=2, kind="opinion"),),
)
REPORT = document("No sailor is protected. Unions are free.", "2031-07-01", publisher="Exempla Watch")


def said(made: object, words: str, speaker: Speaker | None) -> Statement:
    return item(made, words, speaker=speaker).statement  # type: ignore[arg-type]


PROMISE = said(OFFICIAL, SAFE, MINISTER)
FREE = said(OFFICIAL, "Unions are free", MINISTER)
TAKEN = said(COPY, SAFE, None)
MORE = said(COPY, "An official said more", UNNAMED)
DENIED = said(REPORT, "No sailor is protected", WATCH)
BORNE_OUT = said(REPORT, "Unions are free", WATCH)
STATEMENTS = [PROMISE, FREE, TAKEN, MORE, DENIED, BORNE_OUT]
DOCUMENTS = {one.id: one for one in (OFFICIAL, COPY, REPORT)}


def finding(kind: str, a: Statement, b: Statement) -> Finding:
    sides = [Side(document=one.document, spans=one.content, statement=one.id) for one in (a, b)]
    return Finding(id=f"{kind} {a.id} {b.id}", kind=kind, why="", a=sides[0], b=sides[1], rule="r")  # type: ignore[arg-type]


FINDINGS = [
    finding("dependent-sources", PROMISE, TAKEN),
    finding("contradiction", PROMISE, DENIED),
    finding("agreement", FREE, BORNE_OUT),
]


def test_each_count_is_the_ids_behind_it() -> None:
    found = {(one.role, one.name): one for one in find_sources(STATEMENTS, DOCUMENTS, FINDINGS, "XEX")}
    bureau, post, watch = (found["publisher", name] for name in ("Exempla Bureau", "Port Post", "Exempla Watch"))
    assert (bureau.statements, bureau.official) == ((PROMISE.id, FREE.id), (PROMISE.id, FREE.id))
    assert (bureau.reused, bureau.reused_by) == ((), (TAKEN.id,))
    assert (post.reused, post.anonymous) == ((TAKEN.id,), (MORE.id,))
    assert [(one.kind, one.documents) for one in post.disclosures] == [("opinion", 1)]
    assert (watch.agrees, watch.contradicts) == ((BORNE_OUT.id,), (DENIED.id,))
    assert [(one.camp, one.count) for one in watch.camps] == [("NGO", 2)]
    assert found["speaker", "Ilse Maru"].statements == bureau.statements
    assert not any(one.name is None for one in found.values())


def test_what_a_person_rejected_counts_for_nothing() -> None:
    rejected = [replace(one, review="rejected") for one in FINDINGS]
    assert all(not one.agrees and not one.reused for one in find_sources(STATEMENTS, DOCUMENTS, rejected))
    assert find_sources([replace(one, review="rejected") for one in STATEMENTS], DOCUMENTS, FINDINGS) == []
