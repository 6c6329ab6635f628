"""One table in Parquet: the fields of the records as they are, lists kept as lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from importlib import import_module
from itertools import islice
from types import NoneType, UnionType
from typing import IO, Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from onrecord import records
from onrecord.errors import SettingsError
from onrecord.exports.material import Material, Tally
from onrecord.exports.names import file_name, plural, web_address
from onrecord.records import Document, Record, Span

SCHEMA = "urn:onrecord:records:1"
"""The `$id` of docs/records.schema.json, which says what the fields mean."""
DEFAULT = "statements"
_ROWS = 4096
_CLASSES: dict[str, type] = {
    "documents": records.Document, "statements": records.Statement, "threads": records.Thread,
    "findings": records.Finding, "commitments": records.Commitment, "figures": records.FigureCheck,
    "series": records.Series, "bills": records.Bill, "versions": records.BillVersion, "changes": records.Change,
    "concerns": records.Concern, "screens": records.ScreenHit, "notes": records.Note,
    "descriptions": records.Description, "reviews": records.Review, "speakers": records.KnownSpeaker,
    "speaker-decisions": records.SpeakerDecision, "rebuttals": records.Rebuttal, "fits": records.Fit,
    "decisions": records.Decision,
    "issues": records.Issue, "countries": records.DeclaredCountry,
}  # fmt: skip
_OF_DOCUMENT = ("title", "publisher", "published", "url", "file", "text_sha256")
"""What a row of `statements` has of its document, as `document_title` and so on."""


def write(material: Material, out: IO[bytes], tally: Tally, table: str | None = None) -> None:
    """Write one table, the statements if none is named, in groups of rows so that it never lies in memory whole.

    Raises:
        SettingsError: pyarrow is not installed.
    """
    pa, parquet = _pyarrow()
    name = table or DEFAULT
    schema = _schema(pa, name).with_metadata(_notes(material))
    fitters = {field.name: _fitter(field.type, pa) or _same for field in schema}
    with parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        rows = iter(_rows(name, material))
        while group := list(islice(rows, _ROWS)):
            fitting = [{key: fit(row.get(key)) for key, fit in fitters.items()} for row in group]
            writer.write_table(pa.Table.from_pylist(fitting, schema))
            tally.wrote(name, len(group))


def _pyarrow() -> tuple[Any, Any]:
    try:
        return import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError as exc:
        do = 'install it: pip install "onrecord[parquet]"; or take --to jsonl, which needs nothing'
        raise SettingsError("Parquet needs the package pyarrow, which is not installed.", where="--to", do=do) from exc


def _notes(material: Material) -> dict[str, str]:
    return {
        "onrecord.schema": SCHEMA,
        "onrecord.version": material.version,
        "onrecord.dossier": material.title,
        "onrecord.generated_at": material.generated_at,
    }


# Rows


def _rows(name: str, material: Material) -> Iterator[dict[str, Any]]:
    if name == "statements":
        for source in material.sources():
            about = _about(source.document)
            yield from ({**msgspec.to_builtins(one), **about} for one in source.statements)
        return
    found: Iterable[Record] = (source.document for source in material.sources())
    if name != "documents":
        found = next((material.records(kind) for kind in material.others if plural(kind) == name), ())
    yield from map(msgspec.to_builtins, found)


def _about(document: Document) -> dict[str, Any]:
    values = {**msgspec.to_builtins(document), "url": web_address(document), "file": file_name(document)}
    return {f"document_{key}": values[key] for key in _OF_DOCUMENT}


def _same(value: Any) -> Any:
    return value


def _fitter(kind: Any, pa: Any) -> Callable[[Any], Any] | None:
    """Return what makes a plain value one that a column of this kind takes; None where it takes it as it is."""
    if pa.types.is_map(kind):
        inner = _fitter(kind.item_type, pa) or _same
        return lambda value: value and [(key, inner(one)) for key, one in value.items()]
    if pa.types.is_list(kind):
        each = _fitter(kind.value_type, pa)
        return (lambda value: value and list(map(each, value))) if each else None
    if not pa.types.is_struct(kind):
        return None
    parts = [(field.name, _fitter(field.type, pa) or _same) for field in kind]
    return lambda value: value and _struct(value, parts)


def _struct(value: Any, parts: Sequence[tuple[str, Callable[[Any], Any]]]) -> dict[str, Any]:
    """Return a record, or a pair, as a table of its parts."""
    if isinstance(value, dict):
        return {name: fit(value.get(name)) for name, fit in parts}
    return {name: fit(one) for (name, fit), one in zip(parts, value, strict=True)}


# Columns


def _schema(pa: Any, name: str) -> Any:
    columns = [(key, _arrow(pa, kind)) for key, kind in _fields_of(_CLASSES[name])]
    if name == "statements":
        of_document = dict(_fields_of(Document)) | {"url": str, "file": str}
        columns += [(f"document_{key}", _arrow(pa, of_document[key])) for key in _OF_DOCUMENT]
    return pa.schema(columns)


def _fields_of(kind: type) -> Iterator[tuple[str, Any]]:
    """Return the fields of a record and their types; the text of a document is left to its original."""
    hints = get_type_hints(kind)
    return ((field.name, hints[field.name]) for field in fields(kind) if (kind, field.name) != (Document, "text"))


def _arrow(pa: Any, kind: Any) -> Any:
    """Return the type of the column for a type of the records."""
    simple = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
    if kind in simple:
        return simple[kind]
    if kind == Span:
        return pa.struct([("start", pa.int64()), ("end", pa.int64())])
    if is_dataclass(kind):
        return pa.struct([(name, _arrow(pa, inner)) for name, inner in get_type_hints(kind).items()])
    origin, inside = get_origin(kind), get_args(kind)
    if origin is Literal:
        return _arrow(pa, type(inside[0]))
    if origin is dict:
        return pa.map_(_arrow(pa, inside[0]), _arrow(pa, inside[1]))
    if origin in (Union, UnionType):
        return _arrow(pa, next(one for one in inside if one is not NoneType))
    if Ellipsis in inside:
        return pa.list_(_arrow(pa, inside[0]))
    return pa.struct([(name, _arrow(pa, one)) for name, one in zip(("low", "high"), inside, strict=True)])
