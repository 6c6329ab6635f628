"""The forms that can be written, without the code that writes them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any

from onrecord.errors import SettingsError

TABLES = (
    "documents", "statements", "threads", "thread_statements", "findings", "commitments", "commitment_evidence",
    "figures", "points", "bills", "versions", "changes", "concerns", "screens", "notes", "descriptions", "reviews",
    "speakers", "speaker-decisions", "rebuttals", "decisions", "issues", "countries",
)  # fmt: skip
"""The tables of `csv` and `xlsx`, in order."""

RECORDS = (
    "documents", "statements", "threads", "findings", "commitments", "figures", "series", "bills", "versions",
    "changes", "concerns", "screens", "notes", "descriptions", "reviews", "speakers", "speaker-decisions", "rebuttals",
    "decisions", "fits", "issues", "countries",
)  # fmt: skip
"""The tables of `parquet`: one for each type of record."""

_JSON_LD = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form: *suffix* and *media_type* of its files; *module* of this room writes it; *tables* can be asked for."""

    name: str
    suffix: str
    media_type: str
    what: str
    module: str
    is_text: bool = True
    tables: tuple[str, ...] = ()

    def load(self) -> Callable[[Any, Any, Any, str | None], None]:
        """Return the function that writes it."""
        writer: Callable[[Any, Any, Any, str | None], None] = import_module(f"{__package__}.{self.module}").write
        return writer


def _form(name: str, suffix: str, media_type: str, what: str, module: str, **options: Any) -> Form:
    return Form(name=name, suffix=suffix, media_type=media_type, what=what, module=module, **options)


FORMS: dict[str, Form] = {
    one.name: one
    for one in (
        _form("jsonl", ".jsonl", "application/x-ndjson", "every record, one JSON object a line", "lines"),
        _form("csv", ".zip", "application/zip", "tables (CSV)", "csvs", is_text=False, tables=TABLES),
        _form(
            "xlsx", ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "a workbook, one sheet for each table", "workbooks", is_text=False,
        ),
        _form(
            "parquet", ".parquet", "application/vnd.apache.parquet", "one table, lists kept", "parquets",
            is_text=False, tables=RECORDS,
        ),
        _form("ftm", ".ftm.json", "application/x-ndjson", "FollowTheMoney entities", "entities"),
        _form("annotations", ".jsonld", _JSON_LD, "W3C Web Annotations", "annotations"),
        _form("bibtex", ".bib", "application/x-bibtex", "the sources as references (BibTeX)", "bibtex"),
        _form("csl", ".json", "application/vnd.citationstyles.csl+json", "the sources as references (CSL-JSON)", "csl"),
        _form("qdpx", ".qdpx", "application/zip", "a REFI-QDA project", "projects", is_text=False),
        _form("claimreview", ".jsonld", "application/ld+json", "ClaimReview of figure checks", "claimreviews"),
        _form("wacz", ".wacz", "application/wacz", "a web archive of the kept originals", "archives", is_text=False),
    )
}  # fmt: skip


def form_of(name: str, table: str | None = None) -> Form:
    """Return the form called *name*, as it is when only one *table* is wanted.

    Raises:
        SettingsError: there is no such form, or it has no such table.
    """
    if name not in FORMS:
        raise SettingsError(f"There is no export to {name}.", where="--to", do=f"one of {', '.join(FORMS)}")
    form = FORMS[name]
    if table is None:
        return form
    if table not in form.tables:
        do = f"one of {', '.join(form.tables)}" if form.tables else "leave --table out"
        raise SettingsError(f"{name} has no table {table}.", where="--table", do=do)
    return replace(form, suffix=".csv", media_type="text/csv; charset=utf-8", is_text=True) if name == "csv" else form
