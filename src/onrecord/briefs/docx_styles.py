"""The styles of a brief in Word: what a heading, a statement, a table looks like."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from onrecord.briefs.docx_xml import node

SANS, SERIF = "Calibri", "Cambria"
STANCE_COLOURS = {"progress": "174F76", "regress": "8A2F0A", "mixed": "5A3A80", "neutral": "4B5054"}
STANCE_FILLS = {"progress": "DFECF5", "regress": "F9E4DA", "mixed": "ECE3F5", "neutral": "ECEDEE"}
SOFT, RULE, INK, LINK = "56534D", "BFBAB0", "1D1C1A", "1A4F80"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A paragraph or character style; sizes in half points, spaces in twentieths of a point."""

    id: str
    name: str
    based: str = ""
    next: str = ""
    font: str = ""
    size: int = 0
    bold: bool = False
    italic: bool = False
    colour: str = ""
    before: int | None = None
    after: int | None = None
    line: int = 0
    left: int = 0
    hanging: int = 0
    outline: int | None = None
    keep_next: bool = False
    keep_lines: bool = False
    new_page: bool = False
    border: str = ""
    align: str = ""
    underline: bool = False
    raised: bool = False
    is_character: bool = False


def _paragraphs() -> tuple[Look, ...]:
    heads = {"font": SERIF, "bold": True, "colour": INK, "keep_next": True, "next": "Normal", "keep_lines": True}
    return (
        Look(id="Normal", name="Normal", after=100, line=264),
        Look(id="Title", name="Title", based="Normal", font=SERIF, size=56, bold=True, after=60, keep_next=True),
        Look(id="Subtitle", name="Subtitle", based="Normal", size=20, colour=SOFT, after=200),
        Look(id="Heading1", name="heading 1", based="Normal", size=32, before=480, after=120, outline=0,
             border="top", **heads),  # type: ignore[arg-type]
        Look(id="Heading2", name="heading 2", based="Normal", size=25, before=320, after=80, outline=1, **heads),  # type: ignore[arg-type]
        Look(id="Heading3", name="heading 3", based="Normal", size=21, before=220, after=60, outline=2, **heads),  # type: ignore[arg-type]
        Look(id="TOCHeading", name="TOC Heading", based="Normal", size=22, bold=True, before=240, after=60,
             keep_next=True),
        Look(id="TOC1", name="toc 1", based="Normal", after=20, left=0),
        Look(id="TOC2", name="toc 2", based="Normal", size=18, after=0, left=284),
        Look(id="Legend", name="Legend", based="Normal", size=18, colour=SOFT, after=100, keep_lines=True),
        Look(id="Caption", name="caption", based="Normal", size=18, bold=True, colour=INK, before=160, after=60,
             keep_next=True),
        Look(id="ListItem", name="List Item", based="Normal", after=60, left=284, hanging=200),
        Look(id="Speaker", name="Statement Speaker", based="Normal", size=18, before=120, after=0, keep_next=True),
        Look(id="Quote", name="Quote", based="Normal", font=SERIF, size=20, after=20, line=252, left=170,
             keep_next=True),
        Look(id="Caveat", name="Statement Caveat", based="Normal", size=17, after=20, left=170, keep_next=True),
        Look(id="Labels", name="Statement Labels", based="Normal", size=16, colour=SOFT, after=80, left=170),
        Look(id="Again", name="Statement Again", based="Normal", size=17, before=60, after=60),
        Look(id="Why", name="Finding", based="Normal", bold=True, size=19, before=60, after=60, keep_next=True),
        Look(id="Cell", name="Cell", based="Normal", size=17, before=20, after=20, line=240),
        Look(id="SideSpeaker", name="Side Speaker", based="Cell", size=17, before=60, after=0),
        Look(id="SideQuote", name="Side Quote", based="Cell", font=SERIF, size=19, after=20, left=113),
        Look(id="SideCaveat", name="Side Caveat", based="Cell", size=16, after=20, left=113),
        Look(id="SideLabels", name="Side Labels", based="Cell", size=15, colour=SOFT, after=80, left=113),
        Look(id="SideAgain", name="Side Again", based="Cell", size=16, before=40, after=40),
        Look(id="CellHead", name="Cell Head", based="Cell", bold=True),
        Look(id="Band", name="Cell Band", based="Cell", bold=True, keep_next=True),
        Look(id="Number", name="Cell Number", based="Cell", align="right"),
        Look(id="NumberHead", name="Cell Number Head", based="CellHead", align="right"),
        Look(id="Reference", name="Bibliography", based="Normal", after=80, left=400, hanging=400),
        Look(id="FootnoteText", name="footnote text", based="Normal", size=16, after=20, line=240),
        Look(id="Footer", name="footer", based="Normal", size=14, colour=SOFT, after=0, line=240),
        Look(id="Small", name="Small", based="Normal", size=12, after=0, line=120),
    )  # fmt: skip


def _characters() -> tuple[Look, ...]:
    stances = (
        Look(id=f"Stance{code.capitalize()}", name=f"Stance {code}", bold=True, colour=colour, is_character=True)
        for code, colour in STANCE_COLOURS.items()
    )
    return (
        Look(id="Hyperlink", name="Hyperlink", colour=LINK, is_character=True, underline=True),
        Look(id="FootnoteReference", name="footnote reference", raised=True, is_character=True),
        Look(id="StatementNumber", name="Statement Number", bold=True, colour=LINK, is_character=True),
        Look(id="Name", name="Speaker Name", bold=True, is_character=True),
        Look(id="ContentsLink", name="Contents Link", is_character=True),
        Look(id="Soft", name="Soft", colour=SOFT, is_character=True),
        Look(id="Verbatim", name="Verbatim", font=SERIF, is_character=True),
        *stances,
    )


def styles() -> etree._Element:
    """Return the styles part."""
    root = node("styles")
    defaults = node("docDefaults", root)
    run = node("rPr", node("rPrDefault", defaults))
    node("rFonts", run, ascii=SANS, hAnsi=SANS, eastAsia=SANS, cs=SANS)
    node("sz", run, val="20")
    node("szCs", run, val="20")
    node("lang", run, val="en-GB", eastAsia="en-GB", bidi="ar-SA")
    node("pPrDefault", defaults)
    for look in _paragraphs():
        _paragraph_style(root, look)
    font = node("style", root, type="character", default="1", styleId="DefaultParagraphFont")
    node("name", font, val="Default Paragraph Font")
    node("uiPriority", font, val="1")
    for look in _characters():
        _character_style(root, look)
    _tables(root)
    return root


def _paragraph_style(root: etree._Element, look: Look) -> None:
    default = {"default": "1"} if look.id == "Normal" else {}
    style = node("style", root, type="paragraph", styleId=look.id, **default)
    node("name", style, val=look.name)
    if look.based:
        node("basedOn", style, val=look.based)
    if look.next:
        node("next", style, val=look.next)
    node("qFormat", style)
    _paragraph_look(style, look)
    _run_look(style, look)


def _paragraph_look(style: etree._Element, look: Look) -> None:
    properties = node("pPr", style)
    for name, is_on in (
        ("keepNext", look.keep_next),
        ("keepLines", look.keep_lines),
        ("pageBreakBefore", look.new_page),
    ):
        if is_on:
            node(name, properties)
    if look.border:
        node(look.border, node("pBdr", properties), val="single", sz="12", space="4", color=INK)
    spacing = {
        name: str(value) for name, value in (("before", look.before), ("after", look.after)) if value is not None
    }
    if look.line:
        spacing |= {"line": str(look.line), "lineRule": "auto"}
    if spacing:
        node("spacing", properties, **spacing)
    if look.left or look.hanging:
        node("ind", properties, left=str(look.left), hanging=str(look.hanging))
    if look.align:
        node("jc", properties, val=look.align)
    if look.outline is not None:
        node("outlineLvl", properties, val=str(look.outline))


def _run_look(style: etree._Element, look: Look) -> None:
    properties = node("rPr", style)
    if look.font:
        node("rFonts", properties, ascii=look.font, hAnsi=look.font, cs=look.font)
    for name, is_on in (("b", look.bold), ("i", look.italic)):
        if is_on:
            node(name, properties)
    if look.colour:
        node("color", properties, val=look.colour)
    if look.size:
        node("sz", properties, val=str(look.size))
        node("szCs", properties, val=str(look.size))
    if look.underline:
        node("u", properties, val="single")
    if look.raised:
        node("vertAlign", properties, val="superscript")


def _character_style(root: etree._Element, look: Look) -> None:
    style = node("style", root, type="character", styleId=look.id)
    node("name", style, val=look.name)
    node("basedOn", style, val="DefaultParagraphFont")
    node("qFormat", style)
    _run_look(style, look)


def _tables(root: etree._Element) -> None:
    plain = node("style", root, type="table", default="1", styleId="TableNormal")
    node("name", plain, val="Normal Table")
    node("uiPriority", plain, val="99")
    properties = node("tblPr", plain)
    node("tblInd", properties, w="0", type="dxa")
    margins = node("tblCellMar", properties)
    for side, width in (("top", "0"), ("left", "70"), ("bottom", "0"), ("right", "70")):
        node(side, margins, w=width, type="dxa")
    for id, has_lines in (("Counts", True), ("Sides", True), ("Facts", False)):
        style = node("style", root, type="table", styleId=id)
        node("name", style, val=id)
        node("basedOn", style, val="TableNormal")
        if has_lines:
            borders = node("tblBorders", node("tblPr", style))
            for side in ("top", "bottom", "insideH"):
                node(side, borders, val="single", sz="4", space="0", color=RULE)
            head = node("tblStylePr", style, type="firstRow")
            edge = node("tcBorders", node("tcPr", head))
            node("bottom", edge, val="single", sz="8", space="0", color=INK)


def font_table() -> etree._Element:
    """Return the fonts with what takes their place where they are not installed: of the same widths, and free."""
    root = node("fonts")
    for name, other, family in ((SANS, "Carlito", "swiss"), (SERIF, "Caladea", "roman")):
        font = node("font", root, name=name)
        node("altName", font, val=other)
        node("charset", font, val="00")
        node("family", font, val=family)
        node("pitch", font, val="variable")
    return root
