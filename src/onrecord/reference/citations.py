"""A document as a reference in CSL-JSON, which citation styles and reference managers read.

Nothing is put in that the document does not say: an unknown author, date or title is left out, and the style prints
its own words for that.

Source: https://docs.citationstyles.org/en/stable/specification.html, version 1.0.2.
"""

from __future__ import annotations

import re
from typing import Any

from onrecord.records import Document, Sighting, When
from onrecord.reference import organisations

_WEB = re.compile(r"https?://[\w.:\[\]-]+(?:[/?#][\w.~!$&'()*+,;=:@%/?#\[\]-]*)?", re.ASCII)
_PARTICLES = re.compile(
    r"(?P<given>\S+) (?P<particle>(?:v[ao]n|de[nr]?|d[aeiou]s?|del|della|la|le|al|el|bin|ben|ter|ten|zu[mr]?)"
    r"(?: (?:de[nr]?|la|l[eo]s?))?) (?P<family>\S+)"
)
_FAMILY_FIRST = frozenset({"hu", "ja", "ko", "vi", "zh", "km", "kk", "ky", "mn"})
"""Languages whose texts often print the family name first."""
_DIGIT = re.compile(r"\d")


def reference_of(document: Document) -> dict[str, Any]:
    """Return *document* as one CSL-JSON item; its `id` is the document's.

    A web page has its publisher as the container (the site), anything else as the publisher.
    """
    page = web_sighting(document)
    where = "container-title" if page else "publisher"
    fields: dict[str, Any] = {
        "id": document.id,
        "type": "webpage" if page else "document",
        "title": document.title or _file_name(document),
        "author": [name_of(author, document) for author in document.authors if author.strip()],
        where: document.publisher,
        "issued": date_of(document.published),
        "accessed": _day_of(page.seen_at) if page else None,
        "URL": page.where if page else None,
        "language": None if document.language == "und" else document.language,
    }
    return {key: value for key, value in fields.items() if value}


def web_sighting(document: Document) -> Sighting | None:
    """Return where on the web a document was seen last; None if it never was."""
    pages = [one for one in document.sightings if _WEB.fullmatch(one.where)]
    return max(pages, key=lambda one: one.seen_at or "", default=None)


def name_of(author: str, document: Document) -> dict[str, str]:
    """Return an author as CSL names them.

    Only what is plain is parted into given and family name: "Family, Given"; two words of a text whose language puts
    the family name last. Organisations, and names of three words and more, stay as they are written.
    """
    name = " ".join(author.split())
    family, comma, given = (part.strip() for part in name.partition(","))
    if comma and family and given and "," not in given:
        return {"family": family, "given": given}
    if _is_organisation(name, document) or document.language.split("-")[0] in _FAMILY_FIRST:
        return {"literal": name}
    if found := _PARTICLES.fullmatch(name):
        return {"given": found["given"], "family": found["family"], "non-dropping-particle": found["particle"]}
    words = name.split(" ")
    initials = words[1:-1]
    if len(words) >= 2 and all(re.fullmatch(r"(?:\w\.-?)+|[^\W\d_]", word) for word in initials):
        return {"given": " ".join(words[:-1]), "family": words[-1]}
    return {"literal": name}


def date_of(when: When) -> dict[str, Any] | None:
    """Return a date as CSL has it, as exact as it is known; None where it is not. What is inferred is `circa`."""
    start, end = when.start or when.end, when.end or when.start
    if start is None or end is None:
        return None
    size = {"year": 1, "month": 2}.get(when.precision, 3)
    if when.precision == "interval" and start[5:] == "01-01" and end[5:] == "12-31":
        size = 1
    first, last = _parts(start)[:size], _parts(end)[:size]
    about = {"circa": True} if when.basis == "inferred" else {}
    return {"date-parts": [first] if first == last else [first, last], **about}


def _day_of(moment: str | None) -> dict[str, Any] | None:
    return {"date-parts": [_parts(moment[:10])]} if moment else None


def _parts(iso: str) -> list[int]:
    return [int(part) for part in iso[:10].split("-") if part.isdigit()]


def _is_organisation(name: str, document: Document) -> bool:
    words = [word.strip(".,").casefold() for word in name.split()]
    is_publisher = bool(document.publisher) and name.casefold() == (document.publisher or "").casefold()
    is_known = organisations.find(name) is not None or any(map(organisations.has_organisation_word, words))
    return is_publisher or is_known or bool(_DIGIT.search(name)) or words[:1] == ["the"]


def _file_name(document: Document) -> str | None:
    """Return the name of the file as a title of last resort: it is what the source is known by."""
    seen = (sighting.where.rstrip("/").rsplit("/", 1)[-1] for sighting in document.sightings)
    return next((name for name in seen if name), None)
