"""Zip files that are the same whenever they are written."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

_FIXED = (1980, 1, 1, 0, 0, 0)
_PLAIN_FILE = 0o100644 << 16


class Archive:
    """A zip file in the making, with the same date on every entry.

    Args:
        out: where it goes; seekable.
    """

    def __init__(self, out: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(out, "w", allowZip64=True)

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    @contextmanager
    def entry(self, name: str, *, is_packed: bool = True, is_large: bool = False) -> Iterator[IO[bytes]]:
        """Open the next entry for writing, one at a time; *is_large*: it may be over 2 GB."""
        with self._zip.open(_info(name, is_packed=is_packed), "w", force_zip64=is_large) as entry:
            yield entry

    def put(self, name: str, data: bytes, *, is_packed: bool = True) -> None:
        """Write a whole entry."""
        self._zip.writestr(_info(name, is_packed=is_packed), data)


def _info(name: str, *, is_packed: bool) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _FIXED)
    info.compress_type = zipfile.ZIP_DEFLATED if is_packed else zipfile.ZIP_STORED
    info.external_attr = _PLAIN_FILE
    info.create_system = 3
    return info
