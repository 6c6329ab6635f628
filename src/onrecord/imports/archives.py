"""Packed archives: the files in a .zip, within bounds, none written anywhere."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import IO

from onrecord.errors import Broken, Encrypted, Refusal, TooLarge
from onrecord.records import Blob, Sighting

MAX_UNPACKED_BYTES = 2_000_000_000
"""All files of an archive together, those of archives inside it too."""
MAX_FILE_BYTES = 100_000_000
MAX_FILES = 20_000
MAX_DEPTH = 2
"""An archive in an archive is unpacked; one in that is not."""
_OFFICE = frozenset({"word/document.xml", "xl/workbook.xml", "ppt/presentation.xml", "mimetype", "[Content_Types].xml"})
_OTHER = frozenset({"project.qde", "datapackage.json"})
_TEMPORARY = (".tmp", ".crdownload", ".part", ".lock")


@dataclass(slots=True)
class Budget:
    """How much may still be unpacked, and what was left out, by reason."""

    bytes_left: int = MAX_UNPACKED_BYTES
    files_left: int = MAX_FILES
    left_out: Counter[str] = field(default_factory=Counter)


def is_archive(head: IO[bytes]) -> bool:
    """Tell whether an open file is a .zip of files, not a document that is packed so."""
    try:
        with zipfile.ZipFile(head) as package:
            names = set(package.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError):
        return False
    return not names & (_OFFICE | _OTHER)


def is_hidden(path: str) -> bool:
    """Tell hidden files, and those that programs and systems leave lying about."""
    parts = PurePosixPath(path.replace("\\", "/")).parts
    last = parts[-1] if parts else ""
    if any((part.startswith(".") and part not in (".", "..")) or part == "__MACOSX" for part in parts):
        return True
    is_leftover = last.startswith("~$") or last.endswith("~") or last.lower() in {"thumbs.db", "desktop.ini"}
    return is_leftover or last.lower().endswith(_TEMPORARY)


def unpack(file: IO[bytes], place: str, seen_at: str, budget: Budget, depth: int = 1) -> Iterator[Blob | Refusal]:
    """Yield the files of an archive, or why one is refused, in order of name.

    Args:
        file: the archive, open.
        place: where it was seen; a file in it is seen at `place!/name`.
        seen_at: ISO 8601 moment.
        budget: what may still be unpacked; what was left out is counted in it.
        depth: how deep this archive lies.
    """
    try:
        package = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError):
        yield Broken("this archive is damaged.", where=place, do="download or save it again")
        return
    with package:
        for info in sorted(package.infolist(), key=lambda one: one.filename):
            if info.is_dir():
                continue
            if is_hidden(info.filename):
                budget.left_out["hidden or temporary"] += 1
                continue
            yield from _file(package, info, place, seen_at, budget, depth)


def _file(
    package: zipfile.ZipFile, info: zipfile.ZipInfo, place: str, seen_at: str, budget: Budget, depth: int
) -> Iterator[Blob | Refusal]:
    where = f"{place}!/{info.filename}"
    try:
        data = _bytes(package, info, where, budget)
    except Refusal as refusal:
        yield refusal
        return
    if data.startswith(b"PK") and is_archive(io.BytesIO(data)):
        if depth >= MAX_DEPTH:
            yield TooLarge("this archive lies too deep in others.", where=where, do="unpack it, and add the folder")
        else:
            yield from unpack(io.BytesIO(data), where, seen_at, budget, depth + 1)
        return
    name = PurePosixPath(info.filename.replace("\\", "/")).name
    yield Blob(data=data, name=name, sighting=Sighting(where=where, seen_at=seen_at))


def _bytes(package: zipfile.ZipFile, info: zipfile.ZipInfo, where: str, budget: Budget) -> bytes:
    path = info.filename.replace("\\", "/")
    if path.startswith("/") or ".." in PurePosixPath(path).parts or ":" in path.split("/")[0]:
        do = "look at the archive: it may be made to do harm; unpack it with care, and add the file"
        raise Broken("this name leads out of the archive.", where=where, do=do)
    if info.flag_bits & 1:
        do = "unpack it with its password, and add the folder"
        raise Encrypted("this file is protected by a password.", where=where, do=do)
    if info.file_size > MAX_FILE_BYTES or info.file_size > budget.bytes_left or not budget.files_left:
        do = "unpack it, and add the files that matter"
        raise TooLarge("this file, or the archive, unpacks to too much.", where=where, do=do)
    try:
        with package.open(info) as stream:
            data = stream.read(info.file_size + 1)
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, EOFError, OSError, RuntimeError) as exc:
        raise Broken("this file is damaged inside the archive.", where=where, do="pack it again") from exc
    if len(data) > info.file_size:
        raise Broken("this file is larger than the archive says.", where=where, do="pack it again")
    budget.bytes_left -= len(data)
    budget.files_left -= 1
    return data
