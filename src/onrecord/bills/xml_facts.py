"""What a bill in XML says of itself: title, date and language."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from onrecord.records import UNKNOWN_TIME, When

_TITLES = (
    "dublinCore/title", "block/docTitle", "preface/docTitle", "coverPage/docTitle", "preface/longTitle",
    "form/official-title", "ACT/TITLE/TI", "TITLE/TI",
)  # fmt: skip
_DATES = (("dublinCore/date", ""), ("FRBRExpression/FRBRdate[published]", "date"), ("BIB.INSTANCE/DATE", "ISO"))
_LANGUAGES = (("dublinCore/language", ""), ("FRBRExpression/FRBRlanguage", "language"), ("BIB.INSTANCE/LG.DOC", ""))
_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")
_LONGEST = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What was found; nothing is guessed."""

    title: str | None = None
    published: When = UNKNOWN_TIME
    language: str = "und"


def find_facts(root: etree._Element) -> Facts:
    """Return what a bill says of itself."""
    title = next((words for path in _TITLES if (words := _words(_at(root, path)))), None)
    return Facts(title=title[:_LONGEST] if title else None, published=_published(root), language=_language(root))


def _published(root: etree._Element) -> When:
    for path, attribute in _DATES:
        match = _DAY.match(_value(_at(root, path), attribute))
        if match and match[1] != "9999":  # Lawmaker's date of a draft that is not printed yet
            day = "-".join(match.groups())
            return When(start=day, end=day, precision="day", basis="stated")
    return UNKNOWN_TIME


def _language(root: etree._Element) -> str:
    codes = (_value(_at(root, path), attribute).lower() for path, attribute in _LANGUAGES)
    code = next((c for c in codes if c), "")
    return {"eng": "en", "rus": "ru", "kaz": "kk"}.get(code, code[:2]) or "und"


def _at(root: etree._Element, path: str) -> etree._Element | None:
    """Return the first element that stands where *path* says, whatever lies above; `[published]` is its name."""
    *above, last = path.split("/")
    name, _, wanted = last.rstrip("]").partition("[")
    for node in root.iter(f"{{*}}{name}"):
        chain = [str(etree.QName(parent).localname) for parent in node.iterancestors()][: len(above)]
        if chain == above[::-1] and (not wanted or node.get("name") == wanted):
            return node
    return None


def _value(node: etree._Element | None, attribute: str) -> str:
    if node is None:
        return ""
    return str(node.get(attribute) or "") if attribute else _words(node)


def _words(node: etree._Element | None) -> str:
    return "" if node is None else " ".join(" ".join(str(part) for part in node.itertext()).split())
