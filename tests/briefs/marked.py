"""Documents and statements written down with their spans in place, for tests.

`[s1 …]` is the source of statement 1, `[u1 …]` its cue, `[c1 …]` content, `[a1 …]` an author's claim; `[x1 …]` an
exception, `[f1 …]` a figure, `[i1 …]` an instrument; `[b:share …]` boilerplate, `[d:opinion …]` a disclosure. All nest.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

from onrecord.records import (
    CountryShare,
    Document,
    Instrument,
    Marked,
    Quantity,
    Sighting,
    Span,
    Speaker,
    Statement,
    When,
    cut,
    sha256_hex,
    statement_id,
)

TOKEN = re.compile(r"\[([sucaxfi])(\d+) |\[([bd]):([\w-]+) |\]")


def strip(marked: str) -> tuple[str, dict[tuple[str, str], list[Span]]]:
    """Return the text without its marks, and the spans of each mark."""
    out = ""
    open_: list[tuple[tuple[str, str], int]] = []
    spans: dict[tuple[str, str], list[Span]] = defaultdict(list)
    at = 0
    for match in TOKEN.finditer(marked):
        out += marked[at : match.start()]
        at = match.end()
        if match.group() == "]":
            key, start = open_.pop()
            spans[key].append((start, len(out)))
        else:
            open_.append(((match[1] or match[3], match[2] or match[4]), len(out)))
    assert not open_, open_
    return out + marked[at:], spans


def day(iso: str | None, basis: str = "stated") -> When:
    """Return a date from "2021", "2021-03", "2021-03-04" or "2019/2021"; None is unknown."""
    if iso is None:
        return When()
    if "/" in iso:
        start, end = iso.split("/")
        return When(start=f"{start}-01-01", end=f"{end}-12-31", precision="interval", basis=basis)  # type: ignore[arg-type]
    kind = {4: "year", 7: "month", 10: "day"}[len(iso)]
    start = (iso + "-01-01")[:10]
    end = {"year": f"{iso}-12-31", "month": f"{iso}-28", "day": iso}[kind]
    return When(start=start, end=end, precision=kind, basis=basis)  # type: ignore[arg-type]


def document(marked: str, **fields: Any) -> tuple[Document, dict[tuple[str, str], list[Span]]]:
    """Make a document from marked text."""
    text, spans = strip(marked)
    digest = sha256_hex(text.encode())
    where = fields.pop("where", "invented.txt")
    made = Document(
        id=digest,
        sha256=sha256_hex(b"original of " + text.encode()),
        text_sha256=digest,
        media_type=fields.pop("media_type", "text/plain"),
        text=text,
        language="en",
        countries=(CountryShare(code="XEX", share=1.0),),
        boilerplate=_marked(spans, "b"),
        disclosures=_marked(spans, "d"),
        sightings=(Sighting(where=where, seen_at="2024-02-01T09:00:00Z"),),
        made_by="documents 0.1.0",
        **fields,
    )
    return made, spans


def _marked(spans: dict[tuple[str, str], list[Span]], kind: str) -> tuple[Marked, ...]:
    found = [Marked(start=s, end=e, kind=key[1]) for key, all_ in spans.items() if key[0] == kind for s, e in all_]
    return tuple(sorted(found, key=lambda mark: mark.start))


def statement(
    of: tuple[Document, dict[tuple[str, str], list[Span]]],
    number: int,
    speakers: tuple[Speaker, ...] = (),
    rights: str = "",
    act: str = "assessment",
    stance: str = "neutral",
    **fields: Any,
) -> Statement:
    """Make the statement that *number* marks in a document."""
    doc, spans = of
    at = {kind: tuple(spans.get((kind, str(number)), ())) for kind in "sucaxfi"}
    voice = "author" if at["a"] else "attributed"
    content = at["a"] or at["c"]
    measures, unit, value, year = fields.pop("figure", (None, None, 0.0, None))
    name, kind = fields.pop("instrument", (None, "law"))
    return Statement(
        id=statement_id(doc, voice, at["s"], at["u"], content),  # type: ignore[arg-type]
        document=doc.id,
        voice=voice,  # type: ignore[arg-type]
        mode=None if voice == "author" else fields.pop("mode", "indirect"),
        source=at["s"],
        cue=at["u"],
        content=content,
        quote=cut(doc.text, content),
        speakers=speakers,
        rights=tuple(rights.split()),  # type: ignore[arg-type]
        act=act,  # type: ignore[arg-type]
        stance=stance,  # type: ignore[arg-type]
        exceptions=at["x"],
        figures=tuple(Quantity(span=s, value=value, unit=unit, measures=measures, year=year) for s in at["f"]),
        instruments=(Instrument(id=f"i:{name}", name=name, kind=kind, spans=at["i"]),) if name else (),
        country="XEX",
        target="XEX",
        made_by="statements 0.1.0",
        **fields,
    )
