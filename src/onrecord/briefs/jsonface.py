"""The brief as one JSON object: every section as the ids of its records, and the records themselves.

type, format, onrecord, dossier, generated_at    what this is; `format` rises when a field changes or goes away
country {code, name}, filters {since, until, rights, camps, reviewed, thread, thread_id, as_of}
period {start, end, precision, basis}, digest      one SHA-256 of all that the brief holds
changes {since, brief, new, gone, otherwise} or null                         since an earlier brief, by kind of record
counts {documents, documents_of_unknown_date, statements, attributed, author, named_speakers, machine, reviewed,
        rejected}                                rejected statements are in no other count
rights, acts [{code, attributed {stance: [ids]}, author {stance: [ids]}}]    code "none": no right assigned
disputes [{right, years, progress [ids], against [ids]}]                     no years: the time is unknown; one about
        more than two calendar years counts in the last; the text of a law takes no side
courses [{right, years [{year, promised [ids], in_law [ids], in_practice [ids]}]}]      in_law has all provisions
camps [{camp, statements [ids]}], anonymous [ids], single [{right, stance, statements [ids]}], rejected [ids]
bands [{code, floor, error, statements [ids]}]      how sure the machine is; error: share of errors where measured
shared [[ids]]                                     statements in the same words, in several documents
intake {files_in, kept, duplicates, refused} or null, issues [issue records]
threads, findings, commitments, figures            their records; findings with both sides inside the limits, and the
        rebuttals held against them
rebutting [statement records]                      those among the rebuttals that the brief itself does not have
bills [{bill, versions [records without provisions], changes, concerns, screens [records]}]
references {style, list [{document, number, text, short}]}                   the sources in a citation style
documents [document records, each with its text]
statements [statement records, each with its number, its exceptions, the review that stands for it, or null, and the
        rebuttals held against it]
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from onrecord.briefs.billview import BillAccount
from onrecord.briefs.changes import Changes, Gone, Otherwise
from onrecord.briefs.citing import References, plain
from onrecord.briefs.counts import Count
from onrecord.briefs.earlier import ITEM_KINDS
from onrecord.briefs.glance import Line
from onrecord.briefs.rows import Rebutted, Row
from onrecord.briefs.sureness import BandLine
from onrecord.briefs.view import View
from onrecord.records import STANCES, to_json_object

FORMAT = 1
"""Raised when a field changes its meaning or goes away; new fields may appear at any time."""


Behind = Mapping[str, Sequence[Row]]


def render(view: View, references: References) -> str:
    """Return the object, indented by two, with a line end."""
    made = msgspec.json.encode(_object(view, references))
    return msgspec.json.format(made, indent=2).decode() + "\n"


def _object(view: View, references: References) -> dict[str, Any]:
    m, behind = view.material, view.behind
    return {
        "type": "brief",
        "format": FORMAT,
        "country": {"code": m.country, "name": m.country_name},
        "onrecord": m.version,
        "dossier": m.dossier or None,
        "generated_at": m.generated_at,
        "filters": m.filters,
        "period": view.head.period,
        "digest": view.digest,
        "changes": _changes(view.changes) if view.changes else None,
        "counts": _counts(view),
        "rights": [_line(line, behind) for line in view.matrix if line.code != "all"],
        "acts": [_line(line, behind) for line in view.acts],
        "disputes": [
            {"right": right.code, "years": d.years, "progress": _ids(d.progress), "against": _ids(d.against)}
            for right in view.disputed
            for d in right.disputes
        ],
        "courses": [
            {"right": course.code, "years": [{"year": y.title, **_cells(y.cells)} for y in course.years]}
            for course in view.courses
        ],
        "camps": [{"camp": camp.code, "statements": _behind(camp.tally.all, behind)} for camp in view.people.camps],
        "anonymous": _ids(view.footing.anonymous),
        "bands": [_band(line, behind) for line in view.sureness.lines],
        "shared": [_behind(x.rows, behind) for x in view.footing.shared],
        "single": [
            {"right": s.code, "stance": s.stance, "statements": _behind(s.rows, behind)} for s in view.footing.singles
        ],
        "standing": [to_json_object(line.source) for line in view.standings.lines],
        "rejected": _ids(view.head.rejected),
        "intake": _intake(view),
        "issues": [to_json_object(issue) for issue in m.issues],
        "threads": [to_json_object(line.thread) for line in view.matters.lines],
        "findings": [
            {**to_json_object(pair.finding), "rebuttals": _rebuttals(pair.rebuttals)} for pair in view.weighed.pairs
        ],
        "commitments": [to_json_object(one) for one in m.commitments],
        "figures": [to_json_object(line.check) for line in view.checks],
        "bills": [_bill(account) for account in m.bills],
        "rebutting": [to_json_object(one) for one in m.rebutting],
        "references": _references(references),
        "documents": [{**to_json_object(source.document), "text": source.document.text} for source in view.sources],
        "statements": [_statement(row) for row in (*view.rows, *view.head.rejected)],
    }


def _statement(row: Row) -> dict[str, Any]:
    stands = row.review
    reviewed = {"decision": stands.decision, "by": stands.by, "at": stands.at, "why": stands.why} if stands else None
    fields = to_json_object(row.statement)
    more = {"number": row.number, "exceptions": row.statement.exceptions, "reviewed": reviewed}
    return {**fields, **more, "rebuttals": _rebuttals(row.rebuttals)}


def _rebuttals(found: Sequence[Rebutted]) -> list[dict[str, Any]]:
    return [to_json_object(one.rebuttal) for one in found]


def _references(references: References) -> dict[str, Any]:
    listed = [
        {
            "document": one.source.document.id,
            "number": one.label or None,
            "text": plain(one.entry),
            "short": plain(one.short),
        }
        for one in references.ordered
    ]
    return {"style": references.style, "list": listed}


def _changes(changes: Changes) -> dict[str, Any]:
    new = {
        "document": [source.document.id for source in changes.sources],
        "statement": _ids(changes.rows),
        "finding": [pair.finding.id for pair in changes.findings],
        "commitment": [one.id for one in changes.commitments],
        "figure": [one.id for one in changes.figures],
    }
    gone = {kind: [_gone(one) for one in changes.gone[kind]] for kind in ITEM_KINDS}
    otherwise = {kind: [_otherwise(one) for one in changes.otherwise[kind]] for kind in ITEM_KINDS}
    return {"since": changes.since, "brief": changes.id, "new": new, "gone": gone, "otherwise": otherwise}


def _gone(one: Gone) -> dict[str, Any]:
    home = one.source.document.id if one.source else None
    return {"id": one.id, "was": one.was, "words": one.words or None, "document": home, "why": one.why or None}


def _otherwise(one: Otherwise) -> dict[str, str]:
    return {"id": one.id, "was": one.was, "now": one.now}


def _bill(account: BillAccount) -> dict[str, Any]:
    versions = [{k: v for k, v in to_json_object(one).items() if k != "provisions"} for one in account.versions]
    return {
        "bill": to_json_object(account.bill),
        "versions": versions,
        "changes": [to_json_object(one) for one in account.changes],
        "concerns": [to_json_object(one) for one in account.concerns],
        "screens": [to_json_object(one) for one in account.screens],
    }


def _counts(view: View) -> dict[str, int]:
    head = view.head
    return {
        "documents": head.documents.n,
        "documents_of_unknown_date": head.undated.n,
        "statements": head.statements.n,
        "attributed": head.others.n,
        "author": head.author.n,
        "named_speakers": view.people.named.n,
        "machine": sum(row.statement.review == "machine" for row in view.rows),
        "reviewed": sum(row.statement.review != "machine" for row in view.rows),
        "rejected": len(head.rejected),
    }


def _line(line: Line, behind: Behind) -> dict[str, Any]:
    others = {code: _behind(count, behind) for code, count in zip(STANCES, line.others, strict=False)}
    author = {code: _behind(count, behind) for code, count in zip(STANCES, line.author, strict=False)}
    return {"code": line.code, "attributed": others, "author": author}


def _band(line: BandLine, behind: Behind) -> dict[str, Any]:
    ids = [*_behind(line.others, behind), *_behind(line.author, behind)]
    return {"code": line.code, "floor": line.floor / 100, "error": line.error / 100, "statements": ids}


def _behind(count: Count, behind: Behind) -> list[str]:
    """Return the ids of the statements that *count* counts."""
    return _ids(behind.get(count.anchor or "", ()))


def _ids(rows: Iterable[Row]) -> list[str]:
    return [row.statement.id for row in rows]


def _cells(cells: Sequence[Sequence[Row]]) -> dict[str, list[str]]:
    return dict(zip(("promised", "in_law", "in_practice"), map(_ids, cells), strict=True))


def _intake(view: View) -> dict[str, int] | None:
    report = view.material.intake
    if report is None:
        return None
    counted = ("files_in", "kept", "duplicates", "refused")
    return {name: getattr(report, name) for name in counted}
