"""Small documents and statements for the tests of this room: «content» and ‹cue› marked in the text."""

import re

from onrecord.labels.views import View, make_page, make_view
from onrecord.records import CountryShare, Document, Span, Speaker, Statement, When, sha256_hex, statement_id
from onrecord.reference.countries import Gazetteer

GAZETTEER = Gazetteer()


def make_document(text: str, published: str | None = None) -> Document:
    when = When(start=published, end=published, precision="day", basis="stated") if published else When()
    digest = sha256_hex(text.encode())
    shares: tuple[CountryShare, ...] = GAZETTEER.shares(text)
    return Document(
        id=digest[:20],
        sha256=digest,
        text_sha256=digest,
        media_type="text/plain",
        text=text,
        published=when,
        countries=shares,
    )


def make_statement(
    marked: str, published: str | None = None, speaker: Speaker | None = None
) -> tuple[Document, Statement]:
    """Read a text in which «…» marks the content, ‹…› the cue and ⟦…⟧ the source."""
    spans: dict[str, list[Span]] = {"«": [], "‹": [], "⟦": []}
    plain = ""
    for piece in re.split(r"([«»‹›⟦⟧])", marked):
        if piece in spans:
            spans[piece].append((len(plain), -1))
        elif piece in ("»", "›", "⟧"):
            opener = {"»": "«", "›": "‹", "⟧": "⟦"}[piece]
            spans[opener][-1] = (spans[opener][-1][0], len(plain))
        else:
            plain += piece
    document = make_document(plain, published)
    source, cue, content = tuple(spans["⟦"]), tuple(spans["‹"]), tuple(spans["«"])
    statement = Statement(
        id=statement_id(document, "author", source, cue, content),
        document=document.id,
        voice="attributed" if cue else "author",
        source=source,
        cue=cue,
        content=content,
        quote=" […] ".join(plain[a:b] for a, b in content),
        speakers=(speaker,) if speaker else (),
    )
    return document, statement


def make_test_view(marked: str, published: str | None = None) -> View:
    document, statement = make_statement(marked, published)
    return make_view(make_page(document, GAZETTEER), statement)
