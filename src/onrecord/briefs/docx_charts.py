"""Pictures of a brief in Word: charts that Word draws itself, sharp at any size, with their numbers in them.

A chart carries its own values, so that no picture file, no font and no drawing library is needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from onrecord.briefs.docx_styles import INK, RULE, SANS, SOFT
from onrecord.briefs.docx_xml import clean, node
from onrecord.records import FigureCheck

_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
EMU_PER_MM = 36_000
MOST = 12
"""So many editions are drawn at most; of more, those nearest to the one meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A row of values, None where there is none; *is_marker*: dots alone, without a line."""

    name: str
    values: tuple[float | None, ...]
    colour: str
    is_marker: bool = False


def columns(categories: Sequence[str], series: Sequence[Series]) -> etree._Element:
    """Return a chart of stacked columns with their numbers."""
    root, plot = _chart()
    bars = _c("barChart", plot)
    _c("barDir", bars, "col")
    _c("grouping", bars, "stacked")
    _c("varyColors", bars, "0")
    for n, one in enumerate(series):
        made = _series(bars, n, one)
        _c("invertIfNegative", made, "0")
        _labels(made, "ctr", colour="FFFFFF")
        _data(made, categories, one)
    _c("gapWidth", bars, "45")
    _c("overlap", bars, "100")
    _axes(plot, bars, is_reversed=False, is_count=True)
    return _finish(root, plot)


def lines(categories: Sequence[str], series: Sequence[Series], *, is_reversed: bool) -> etree._Element:
    """Return a chart of lines; *is_reversed*: the lower the better, as with ranks."""
    root, plot = _chart()
    drawn = _c("lineChart", plot)
    _c("grouping", drawn, "standard")
    _c("varyColors", drawn, "0")
    for n, one in enumerate(series):
        made = _series(drawn, n, one)
        marker = _c("marker", made)
        _c("symbol", marker, "diamond" if one.is_marker else "circle")
        _c("size", marker, "11" if one.is_marker else "6")
        _filled(_c("spPr", marker), None if one.is_marker else one.colour, one.colour)
        _labels(made, "r" if one.is_marker else "t", colour=one.colour)
        _data(made, categories, one)
        _c("smooth", made, "0")
    _c("marker", drawn, "1")
    _axes(plot, drawn, is_reversed=is_reversed, is_count=False)
    return _finish(root, plot)


def of_check(check: FigureCheck) -> tuple[list[str], list[Series], bool] | None:
    """Return the editions of a figure check, their values with what the text says, and whether these are ranks.

    None where no edition has a value.
    """
    by_rank = _is_by_rank(check)
    found = [(row, row.rank if by_rank else row.value) for row in check.editions]
    known = [(row, float(figure)) for row, figure in found if figure is not None]
    if not known or check.measure == "countries":
        return None
    at = next((n for n, (row, _) in enumerate(known) if row.edition == check.edition), len(known) - 1)
    first = max(0, min(at - MOST + 3, len(known) - MOST))
    shown = known[first : first + MOST]
    names = [f"{row.edition} (of {row.countries})" if by_rank and row.countries else row.edition for row, _ in shown]
    series = [Series(name=check.indicator, values=tuple(figure for _, figure in shown), colour="174F76")]
    is_point = check.measure in ("rank", "value") and check.claimed is not None
    if is_point and any(row.edition == check.edition for row, _ in shown):
        claimed = tuple(check.claimed if row.edition == check.edition else None for row, _ in shown)
        series.append(Series(name="what the text says", values=claimed, colour="8A2F0A", is_marker=True))
    return names, series, by_rank


def _is_by_rank(check: FigureCheck) -> bool:
    """Tell whether ranks are drawn: of a change only where it is one of ranks."""
    if check.measure == "value":
        return False
    ends = [row.rank for row in check.editions if row.edition == check.edition]
    if check.measure != "change" or not ends or ends[0] is None or check.true is None:
        return any(row.rank is not None for row in check.editions)
    return any(row.rank is not None and row.rank - ends[0] == check.true for row in check.editions)


def inline(above: etree._Element, relation: str, number: int, size_mm: tuple[int, int], alt: str) -> None:
    """Append to a run the place of a chart, with the words that stand for it."""
    drawing = node("drawing", above)
    made = etree.SubElement(drawing, f"{{{_WP}}}inline", nsmap={"wp": _WP, "a": _A})
    for side in ("distT", "distB", "distL", "distR"):
        made.set(side, "0")
    width, height = (str(mm * EMU_PER_MM) for mm in size_mm)
    etree.SubElement(made, f"{{{_WP}}}extent", cx=width, cy=height)
    etree.SubElement(made, f"{{{_WP}}}docPr", id=str(number), name=f"Chart {number}", descr=clean(alt))
    etree.SubElement(made, f"{{{_WP}}}cNvGraphicFramePr")
    data = etree.SubElement(etree.SubElement(made, f"{{{_A}}}graphic"), f"{{{_A}}}graphicData", uri=_C)
    chart = etree.SubElement(data, f"{{{_C}}}chart", nsmap={"c": _C})
    chart.set(f"{{{_R}}}id", relation)


def _c(name: str, above: etree._Element, val: str | None = None) -> etree._Element:
    return etree.SubElement(above, f"{{{_C}}}{name}", {} if val is None else {"val": val})


def _a(name: str, above: etree._Element, **values: str) -> etree._Element:
    return etree.SubElement(above, f"{{{_A}}}{name}", values)


def _chart() -> tuple[etree._Element, etree._Element]:
    root = etree.Element(f"{{{_C}}}chartSpace", nsmap={"c": _C, "a": _A, "r": _R})
    _c("roundedCorners", root, "0")
    chart = _c("chart", root)
    _c("autoTitleDeleted", chart, "1")
    plot = _c("plotArea", chart)
    _c("layout", plot)
    return root, plot


def _series(above: etree._Element, n: int, one: Series) -> etree._Element:
    made = _c("ser", above)
    _c("idx", made, str(n))
    _c("order", made, str(n))
    _c("v", _c("tx", made)).text = clean(one.name)
    look = _c("spPr", made)
    if one.is_marker:
        line = _a("ln", look, w="19050")
        _a("noFill", line)
    else:
        _filled(look, one.colour, one.colour)
    return made


def _filled(look: etree._Element, fill: str | None, line: str) -> None:
    if fill is None:
        _a("noFill", look)
    else:
        _a("srgbClr", _a("solidFill", look), val=fill)
    _a("srgbClr", _a("solidFill", _a("ln", look, w="19050")), val=line)


def _labels(above: etree._Element, place: str, *, colour: str) -> None:
    made = _c("dLbls", above)
    _c("spPr", made)
    _text(made, colour, 800)
    _c("dLblPos", made, place)
    for name, is_on in (
        ("showLegendKey", "0"), ("showVal", "1"), ("showCatName", "0"), ("showSerName", "0"), ("showPercent", "0"),
        ("showBubbleSize", "0"),
    ):  # fmt: skip
        _c(name, made, is_on)


def _text(above: etree._Element, colour: str, size: int) -> None:
    """Append how text looks; *size* in hundredths of a point."""
    made = _c("txPr", above)
    _a("bodyPr", made)
    _a("lstStyle", made)
    paragraph = _a("p", made)
    run = _a("defRPr", _a("pPr", paragraph), sz=str(size))
    _a("srgbClr", _a("solidFill", run), val=colour)
    _a("latin", run, typeface=SANS)
    _a("endParaRPr", paragraph, lang="en-GB")


def _data(above: etree._Element, categories: Sequence[str], one: Series) -> None:
    """Append names and values as they are: there is no sheet behind them."""
    _points(_c("strLit", _c("cat", above)), categories)
    numbers = _c("numLit", _c("val", above))
    _c("formatCode", numbers).text = "General"
    _points(numbers, [None if value is None else f"{value:.10g}" for value in one.values])


def _points(above: etree._Element, values: Sequence[str | None]) -> None:
    _c("ptCount", above, str(len(values)))
    for n, value in enumerate(values):
        if value is not None:
            point = etree.SubElement(above, f"{{{_C}}}pt", idx=str(n))
            _c("v", point).text = clean(value)


def _axes(plot: etree._Element, drawn: etree._Element, *, is_reversed: bool, is_count: bool) -> None:
    for number in ("111", "222"):
        _c("axId", drawn, number)
    names = _axis(plot, "catAx", "111", "b", "minMax")
    _c("numFmt", names).attrib.update({"formatCode": "General", "sourceLinked": "0"})
    _c("majorTickMark", names, "none")
    _c("minorTickMark", names, "none")
    _c("tickLblPos", names, "high" if is_reversed else "low")
    _edge(names, RULE)
    _text(names, INK, 800)
    _c("crossAx", names, "222")
    _c("crosses", names, "autoZero")
    _c("auto", names, "0")
    _c("lblAlgn", names, "ctr")
    _c("lblOffset", names, "100")
    _c("noMultiLvlLbl", names, "1")
    values = _axis(plot, "valAx", "222", "l", "maxMin" if is_reversed else "minMax")
    _edge(_c("majorGridlines", values), "E9E5DC")
    _c("numFmt", values).attrib.update({"formatCode": "0" if is_count else "General", "sourceLinked": "0"})
    _c("majorTickMark", values, "none")
    _c("minorTickMark", values, "none")
    _c("tickLblPos", values, "nextTo")
    _edge(values, "FFFFFF")
    _text(values, SOFT, 800)
    _c("crossAx", values, "111")
    _c("crosses", values, "autoZero")
    _c("crossBetween", values, "between")


def _axis(plot: etree._Element, kind: str, number: str, side: str, direction: str) -> etree._Element:
    made = _c(kind, plot)
    _c("axId", made, number)
    _c("orientation", _c("scaling", made), direction)
    _c("delete", made, "0")
    _c("axPos", made, side)
    return made


def _edge(above: etree._Element, colour: str) -> None:
    _a("srgbClr", _a("solidFill", _a("ln", _c("spPr", above), w="6350")), val=colour)


def _finish(root: etree._Element, plot: etree._Element) -> etree._Element:
    chart = plot.getparent()
    assert chart is not None
    legend = _c("legend", chart)
    _c("legendPos", legend, "b")
    _c("overlay", legend, "0")
    _text(legend, INK, 850)
    _c("plotVisOnly", chart, "1")
    _c("dispBlanksAs", chart, "gap")
    return root
