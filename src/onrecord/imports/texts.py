"""Letters of files that are no tables."""

from __future__ import annotations

import codecs

from onrecord.errors import Broken


def decode(name: str, data: bytes) -> str:
    """Return the text of a file: UTF-8, UTF-16 with a mark, or what older programs wrote.

    Raises:
        Broken: it is no text.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    else:
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            encoding = "cp1252"
    try:
        if b"\0" in data and encoding != "utf-16":
            raise Broken("this is no text.", where=name, do="export it again as text in UTF-8")
        return data.decode(encoding)
    except UnicodeDecodeError as exc:
        raise Broken("the letters of this file cannot be read.", where=name, do="save it again in UTF-8") from exc
