"""Parquet: read back by its own library, with lists as lists and no field lost."""

from __future__ import annotations

import io
import sys
from typing import Any

import msgspec
import pytest
from tests.exports.samples import MARU, ROOT, exported, news, sources

from onrecord.errors import SettingsError
from onrecord.exports.forms import RECORDS
from onrecord.exports.parquets import SCHEMA

pytest.importorskip("pyarrow", reason="pyarrow is an extra")


def read(data: bytes) -> Any:
    from pyarrow import parquet

    return parquet.read_table(io.BytesIO(data))


def plain(value: Any) -> Any:
    """What was read, as JSON has it: places as pairs, and pairs of names and values as tables."""
    if isinstance(value, dict):
        is_place = list(value) == ["start", "end"] and isinstance(value["start"], int)
        return list(value.values()) if is_place else {key: plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return (
            {key: plain(one) for key, one in value}
            if value and isinstance(value[0], tuple)
            else list(map(plain, value))
        )
    return value


def test_statements_come_back_as_they_were() -> None:
    rows = read(exported("parquet")[0]).to_pylist()
    statements = [one for source in sources() for one in source.statements]
    for row, statement in zip(rows, statements, strict=True):
        expected = msgspec.json.decode(msgspec.json.encode(statement))
        found = {name: plain(row[name]) or ({} if value == {} else row[name]) for name, value in expected.items()}
        assert found == expected


def test_lists_are_lists_and_the_document_stands_beside() -> None:
    table = read(exported("parquet")[0])
    first = table.to_pylist()[0]
    assert first["rights"] == ["expression"]
    assert [place["end"] - place["start"] for place in first["content"]] == [24, 24]
    assert first["speakers"][0]["name"] == MARU.name
    assert dict(first["confidence"]) == {"statement": 0.91}
    assert first["document_title"] == news().document.title
    assert first["document_published"] == {
        "start": "2021-03-04",
        "end": "2021-03-04",
        "precision": "day",
        "basis": "stated",
    }
    assert first["document_url"] == "https://example.org/news?id=1&x=%7B"


def test_the_file_says_what_its_fields_mean() -> None:
    notes = {key.decode(): value.decode() for key, value in read(exported("parquet")[0]).schema.metadata.items()}
    assert notes["onrecord.schema"] == SCHEMA
    assert SCHEMA in (ROOT / "docs" / "records.schema.json").read_text(encoding="utf-8")
    assert notes["onrecord.version"] == "1.0"


@pytest.mark.parametrize("table", RECORDS)
def test_every_type_of_record_has_its_table(table: str) -> None:
    data, account = exported("parquet", table)
    assert read(data).num_rows == account.written.get(table, 0)


def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(SettingsError, match="pyarrow") as caught:
        exported("parquet")
    assert "onrecord[parquet]" in caught.value.do
