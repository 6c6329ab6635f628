# ruff: noqa: E501  (documents are shown with the lines that they have)
"""Bills in XML: one text, spans that hold, ids of the drafting tool."""

from __future__ import annotations

import pytest

from onrecord.bills.reading import freeze, is_markup, read_version
from onrecord.errors import Broken, IntegrityError, Unsupported
from onrecord.records import Blob, Document, Sighting

AKN = """<?xml version="1.0" encoding="UTF-8"?>
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><bill><meta><identification source="#x"/></meta>
<preface><p>A Bill about lamps</p></preface>
<body><hcontainer name="crossheading" GUID="_0"><heading>Lamps</heading>
<section GUID="_1"><num><?L 1-1?>1</num><heading>Duty</heading>
 <subsection GUID="_2"><num>(1)</num><intro><p>A lamp must—</p></intro>
  <level GUID="_3"><num>(a)</num><content><p>give light, and</p></content></level>
  <level GUID="_4"><num>(b)</num><content><p><mod>in section 2, after “(1)” insert—<quotedStructure startQuote="“" endQuote="”">
   <subsection GUID="_9"><num>(1A)</num><content><p>No lamp may smoke.</p></content></subsection></quotedStructure>
   <inline name="AppendText">;</inline></mod></p></content></level>
  <wrapUp><p>at all times.</p></wrapUp></subsection></section></hcontainer></body></bill></akomaNtoso>"""

AMERICAN = """<?xml version="1.0"?>
<bill bill-stage="Reported-in-Senate"><form><official-title>To light lamps.</official-title></form>
<legis-body><section id="H0" changed="deleted"><enum>1.</enum><header>Old</header><text>Struck out.</text></section></legis-body>
<legis-body><section id="H1" changed="added"><enum>1.</enum><header>Lamps</header>
<subsection id="H2"><enum>(a)</enum><text>The term <quote>lamp</quote> means a lamp.</text></subsection>
<subsection id="H3"><enum>(b)</enum><text>Section 5 is amended by adding:</text><quoted-block><paragraph id="H4"><enum>(3)</enum>
<text>Lamps are taxed.</text></paragraph><after-quoted-block>.</after-quoted-block></quoted-block></subsection></section></legis-body></bill>"""

FORMEX = """<?xml version="1.0" encoding="UTF-8"?>
<ACT><BIB.INSTANCE><YEAR>2030</YEAR></BIB.INSTANCE><PREAMBLE><PREAMBLE.INIT>WHEREAS</PREAMBLE.INIT></PREAMBLE>
<ENACTING.TERMS><DIVISION><TITLE><TI><P>CHAPTER I</P></TI><STI><P>LAMPS</P></STI></TITLE>
<ARTICLE><TI.ART>Article 1</TI.ART><STI.ART>Scope</STI.ART><PARAG><NO.PARAG>1.</NO.PARAG><ALINEA><P>It applies to:<NOTE><P>OJ</P></NOTE></P>
<LIST><ITEM><NP><NO.P>(a)</NO.P><TXT><QUOT.START CODE="2018"/>lamps<QUOT.END CODE="2019"/>;</TXT></NP></ITEM></LIST></ALINEA></PARAG>
</ARTICLE></DIVISION></ENACTING.TERMS></ACT>"""

EURLEX = """<html xmlns="http://www.w3.org/1999/xhtml"><head><title>COM</title></head><body>
<p class="li ManualConsidrant"><span class="num">(1)</span><span>Lamps matter.</span></p>
<p class="ChapterTitle"><span>CHAPTER I</span><br/><span>LAMPS</span></p>
<p class="Titrearticle"><span>Article 1</span><span><br/>Scope</span></p>
<p class="li ManualNumPar1"><span class="num"><span>1.</span></span><span>It applies to lamps<a class="footnoteRef">3</a>.</span></p></body></html>"""


def blob(text: str, name: str = "bill.xml") -> Blob:
    return Blob(data=text.encode(), name=name, sighting=Sighting(where=name))


def read(text: str) -> tuple[Document, dict[str, str]]:
    """Return the frozen text, and each provision's own words by citation."""
    given = blob(text)
    document = freeze(given)
    version = read_version(document, bill="Lamps", name="first", data=given.data).version
    return document, {p.cite: " | ".join(document.text[s:e] for s, e in p.own) for p in version.provisions}


DIALECTS = [
    pytest.param(
        AKN,
        {
            "Crossheading “Lamps”": "Lamps",
            "Section 1": "1 Duty",
            "Section 1(1)": "(1) A lamp must— | at all times.",
            "Section 1(1)(a)": "(a) give light, and",
            "Section 1(1)(b)": "(b) in section 2, after “(1)” insert—\n“(1A) No lamp may smoke.” ;",
        },
        id="Akoma Ntoso",
    ),
    pytest.param(
        AMERICAN,
        {
            "Section 1": "1. Lamps",
            "Section 1(a)": "(a) The term “lamp” means a lamp.",
            "Section 1(b)": "(b) Section 5 is amended by adding:\n“(3) Lamps are taxed.”.",
        },
        id="American",
    ),
    pytest.param(
        FORMEX,
        {
            "Chapter I": "CHAPTER I LAMPS",
            "Article 1": "Article 1 Scope",
            "Article 1(1)": "1. It applies to:",
            "Article 1(1)(a)": "(a) ‘lamps’;",
        },
        id="Formex",
    ),
    pytest.param(
        EURLEX,
        {"Chapter I": "CHAPTER I\nLAMPS", "Article 1": "Article 1\nScope", "Article 1(1)": "1. It applies to lamps."},
        id="EUR-Lex",
    ),
]


@pytest.mark.parametrize(("text", "expected"), DIALECTS)
def test_a_bill_is_read_with_its_own_words(text: str, expected: dict[str, str]) -> None:
    """Quotations stay with what quotes them; what is struck out, footnotes and metadata are no text."""
    assert is_markup(blob(text))
    assert read(text)[1] == expected


def test_drafting_ids_are_kept() -> None:
    given = blob(AKN)
    version = read_version(freeze(given), bill="Lamps", name="first", data=given.data).version
    assert [p.drafting_id for p in version.provisions] == ["_0", "_1", "_2", "_3", "_4"]


def test_the_same_bytes_give_the_same_text() -> None:
    assert freeze(blob(AKN)) == freeze(blob(AKN))


def test_other_bytes_than_the_stored_are_refused() -> None:
    document = freeze(blob(AKN))
    with pytest.raises(IntegrityError, match="another text"):
        read_version(document, bill="Lamps", name="first", data=AKN.replace("smoke", "burn").encode())


REFUSED = [
    pytest.param("<?xml version='1.0'?><bill><form>", Broken, id="cut off"),
    pytest.param("<?xml version='1.0'?><recipe><step/></recipe>", Unsupported, id="another kind"),
]


@pytest.mark.parametrize(("text", "error"), REFUSED)
def test_what_is_no_bill_is_refused(text: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        freeze(blob(text))


def test_entities_that_a_file_declares_are_not_replaced() -> None:
    """Neither files are read nor texts multiplied by them."""
    head = '<?xml version="1.0"?><!DOCTYPE bill [<!ENTITY a "lamps lamps"><!ENTITY b SYSTEM "file:///etc/hostname">]>'
    body = "<bill><legis-body><section><enum>1.</enum><text>Light&a;&b;&amp;s</text></section></legis-body></bill>"
    assert read(head + body)[1] == {"Section 1": "1. Light&s"}


FACTS = [
    pytest.param(
        '<bill><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dublinCore><dc:title>Lamp Act</dc:title><dc:date>2030-05-01</dc:date>'
        "<dc:language>EN</dc:language></dublinCore></metadata><legis-body><section><enum>1.</enum><text>Lamps.</text></section></legis-body></bill>",
        ("Lamp Act", "2030-05-01", "en"),
        id="American",
    ),
    pytest.param(
        '<ACT><BIB.INSTANCE><DATE ISO="20300501">20300501</DATE><LG.DOC>EN</LG.DOC></BIB.INSTANCE><TITLE><TI><P>Regulation</P><P>on lamps</P></TI></TITLE>'
        "<ENACTING.TERMS><ARTICLE><TI.ART>Article 1</TI.ART></ARTICLE></ENACTING.TERMS></ACT>",
        ("Regulation on lamps", "2030-05-01", "en"),
        id="Formex",
    ),
    pytest.param(AKN, (None, None, "und"), id="nothing said"),
]


@pytest.mark.parametrize(("text", "expected"), FACTS)
def test_title_date_and_language_are_taken_where_the_file_states_them(
    text: str, expected: tuple[str | None, ...]
) -> None:
    document = freeze(
        blob('<?xml version="1.0"?>' + text.removeprefix('<?xml version="1.0" encoding="UTF-8"?>').lstrip())
    )
    assert (document.title, document.published.start, document.language) == expected
