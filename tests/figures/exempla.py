"""The Harbour Index of the examples, and dated texts about it."""

from pathlib import Path

from onrecord.figures.checking import Checker
from onrecord.figures.importing import parse
from onrecord.records import DeclaredCountry, Document, FigureCheck, Series, Statement, When, sha256_hex
from onrecord.reference.countries import Gazetteer
from onrecord.text.sentences import find_sentences

GAZETTEER = Gazetteer(
    (
        DeclaredCountry(code="XEX", name="Exempla", demonym="Exemplan"),
        DeclaredCountry(code="XNV", name="Norvania", demonym="Norvanian"),
    )
)
FILE = Path(__file__).parents[2] / "examples" / "series" / "harbour-index.csv"


def harbour() -> list[Series]:
    """The series of the example file."""
    return parse(FILE.name, FILE.read_bytes(), "plain", gazetteer=GAZETTEER)[0]


def make_document(text: str, date: str = "") -> Document:
    """Make a document of a text, with its day of publication."""
    digest = sha256_hex(text.encode())
    published = When(start=date, end=date, precision="day", basis="stated") if date else When()
    return Document(
        id=digest[:20],
        sha256=digest,
        text_sha256=digest,
        media_type="text/plain",
        text=text,
        published=published,
        countries=GAZETTEER.shares(text),
    )


def statements_of(document: Document) -> list[Statement]:
    """Take every sentence for a statement of the author's."""
    return [
        Statement(
            id=f"{document.id}-{n}",
            document=document.id,
            voice="author",
            content=(span,),
            quote=document.text[slice(*span)],
        )
        for n, span in enumerate(find_sentences(document.text))
    ]


def check_text(text: str, date: str = "", series: list[Series] | None = None) -> list[tuple[str, FigureCheck]]:
    """Return the checks of a text, each with its words."""
    document = make_document(text, date)
    checker = Checker(harbour() if series is None else series, GAZETTEER)
    return [(text[slice(*c.span)], c) for c in checker.check(document, statements_of(document))]
