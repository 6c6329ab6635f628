"""WACZ: valid to its own package, read back by the WARC library to the very bytes."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from tests.exports.samples import exported, sources

from onrecord.exports.archives import surt

pytest.importorskip("warcio")


def parts() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(exported("wacz")[0])) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def records() -> list[tuple[Any, bytes]]:
    from warcio.archiveiterator import ArchiveIterator

    found = ArchiveIterator(io.BytesIO(parts()["archive/data.warc.gz"]), check_digests=True)
    return [(record.rec_headers, record.content_stream().read()) for record in found]


def test_every_original_comes_back_byte_for_byte() -> None:
    kept = {
        headers.get_header("WARC-Target-URI"): (body, headers.get_header("Content-Type"))
        for headers, body in records()
        if headers.get_header("WARC-Type") == "resource"
    }
    page, bill, letter = sources()
    assert kept == {
        "https://example.org/news?id=1&x=%7B": (page.original(), "text/html"),
        f"urn:sha256:{bill.document.sha256}": (bill.original(), "text/plain"),
        f"urn:sha256:{letter.document.sha256}": (letter.original(), "text/plain"),
    }


def test_records_say_what_is_known_and_no_folder_of_anybody() -> None:
    kinds = [headers.get_header("WARC-Type") for headers, _ in records()]
    assert kinds == ["warcinfo", *["resource", "metadata"] * 3]
    told = [json.loads(body) for headers, body in records() if headers.get_header("WARC-Type") == "metadata"]
    assert [one["file"] for one in told] == [None, "-bill.txt", "letter.txt"]
    assert told[0]["headers"] == {"etag": "x"}
    assert b"/home/ada" not in b"".join(body for _, body in records()[:1]) + json.dumps(told).encode()


def test_the_index_leads_to_the_records() -> None:
    from warcio.archiveiterator import ArchiveIterator

    found = parts()
    lines = gzip.decompress(found["indexes/index.cdx.gz"]).decode().splitlines()
    assert lines == sorted(lines)
    assert len(lines) == 3
    for line in lines:
        told = json.loads(line.split(" ", 2)[2])
        start, length = int(told["offset"]), int(told["length"])
        piece = io.BytesIO(found["archive/data.warc.gz"][start : start + length])
        read = [(one.rec_headers, one.content_stream().read()) for one in ArchiveIterator(piece)]
        ((headers, body),) = read
        assert headers.get_header("WARC-Target-URI") == told["url"]
        assert told["digest"] == f"sha256:{hashlib.sha256(body).hexdigest()}"
    blocks = [line for line in found["indexes/index.idx"].decode().splitlines() if not line.startswith("!meta")]
    told = json.loads(blocks[0].split(" ", 2)[2])
    block = found["indexes/index.cdx.gz"][told["offset"] : told["offset"] + told["length"]]
    assert told["digest"] == f"sha256:{hashlib.sha256(block).hexdigest()}"


def test_pages_are_the_documents() -> None:
    head, *pages = (json.loads(line) for line in parts()["pages/pages.jsonl"].splitlines())
    assert head["format"] == "json-pages-1.0"
    assert {page["title"] for page in pages} == {"Papers & pens: 100 % {free}?", "Bill No. 3 on fines", "letter.txt"}
    assert next(page for page in pages if page["url"].startswith("https"))["ts"] == "2024-05-01T10:00:00Z"


def test_every_part_is_listed_with_its_hash() -> None:
    found = parts()
    package = json.loads(found["datapackage.json"])
    assert package["wacz_version"] == "1.1.1"
    listed = {one["path"]: one for one in package["resources"]}
    assert set(listed) == set(found) - {"datapackage.json", "datapackage-digest.json"}
    for path, one in listed.items():
        assert one["hash"] == f"sha256:{hashlib.sha256(found[path]).hexdigest()}"
        assert one["bytes"] == len(found[path])
    digest = json.loads(found["datapackage-digest.json"])
    assert digest["hash"] == f"sha256:{hashlib.sha256(found['datapackage.json']).hexdigest()}"


def test_what_is_packed_already_is_only_stored() -> None:
    with zipfile.ZipFile(io.BytesIO(exported("wacz")[0])) as archive:
        stored = {info.filename for info in archive.infolist() if info.compress_type == zipfile.ZIP_STORED}
    assert stored == {"archive/data.warc.gz", "indexes/index.cdx.gz"}


def test_an_unknown_time_is_said() -> None:
    assert [(one.what, one.count) for one in exported("wacz")[1].left_out] == [("dates", 1)]


@pytest.mark.filterwarnings("ignore")
def test_its_own_package_finds_it_valid(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main = pytest.importorskip("wacz.main")
    file = tmp_path / "x.wacz"
    file.write_bytes(exported("wacz")[0])
    assert main.main(["validate", "-f", str(file)]) == 0
    assert "valid" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.Example.org/A?b=2&a=1", "org,example)/a?a=1&b=2"),
        ("http://example.org", "org,example)/"),
        ("http://news.example.org:8080/x", "org,example,news:8080)/x"),
        ("urn:sha256:AB", "urn:sha256:ab"),
    ],
)
def test_addresses_are_sorted_by_their_host(url: str, key: str) -> None:
    assert surt(url) == key
