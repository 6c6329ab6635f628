"""HTML pages: the main text, one paragraph a line, and what the page's markup says of it.

The main text is trafilatura's; where that fails, its simple baseline; where that fails too, the whole visible text.
Two things that main-text extraction leaves out are put back, because the record needs them: the headline before the
text, and sentences that disclose where the text comes from (after it).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from itertools import islice
from typing import TYPE_CHECKING, Any

from onrecord.documents.extracts import Extract, Note
from onrecord.documents.htmlmeta import read_hints
from onrecord.documents.plain import decode_as
from onrecord.documents.rules import disclosure_rules
from onrecord.errors import Broken, ErrorPage, NoText
from onrecord.records import Blob, Marked

if TYPE_CHECKING:
    from lxml.html import HtmlElement

Block = tuple[str, str]
"""The text of one paragraph, and the tag it came in."""

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{3,20})", re.IGNORECASE)
_CHARSET_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w-]{3,20})", re.IGNORECASE)
_SPACE = re.compile(r"[\s\u00a0\u200b\ufeff]+")
_BLOCKS = frozenset(
    {"p", "head", "item", "row", "quote", "list", "table", "code", "body", "main", "div", "fw", "ab", "figure"}
)
_RAW_BLOCKS = frozenset(
    "p div section article main aside header footer nav ul ol li dl dt dd table tr td th h1 h2 h3 h4 h5 h6 blockquote "
    "figure figcaption form fieldset address pre br hr body".split()
)
_HIDDEN = ("script", "style", "noscript", "template", "iframe", "svg", "select", "button", "head")
_CUT_SHORT = "ERR_RESOURCE_LIMIT"
"""What the parser notes when it stops before the end of a page; what follows would be lost without a word."""
MAX_ELEMENTS = 60_000
"""Main-text extraction takes time by the square of the list items: 4 s for 50,000 elements, minutes beyond."""
_ENOUGH_WORDS = 25
_MAX_DISCLOSURE_CHARS = 700
_MIN_DISCLOSURE_WORDS = 6

_HUGE = Note(
    kind="layout",
    what="this page is too large to tell its main text from its furniture: all of its visible text is kept",
    do="save the part that matters as a text file, and add that",
)


_NEVER_SHOWN = re.compile(
    r"[\x01-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]|&#(?:x0*(?:[1-8bef]|1[0-9a-f]|7f)|0*(?:[1-8]|1[14-9]|2\d|3[01]|127));",
    re.I,
)
"""Control characters, also as references: no browser shows them, and what changes a tree stumbles over them."""


def extract_html(blob: Blob) -> Extract:
    """Read an HTML page.

    Raises:
        Broken: no HTML can be made of it.
        ErrorPage: it is a wall that asks for a login or a browser, without a text.
        NoText: it shows no text.
    """
    source, note = _decode(blob)
    tree = _parse(source, blob)
    _refuse_wall(tree, blob)
    hints = read_hints(tree, blob, list(_visible(tree)))
    blocks = _with_headline(_main_blocks(tree), tree, hints.title)
    blocks += [(words, "disclosure") for words in _disclosures(tree, {words for words, _ in blocks})]
    if not blocks:
        do = "open it in a browser, copy its text into a .txt file, and add that"
        raise NoText("this page shows no text.", where=blob.name, do=do)
    text, marks = _join(blocks, _captions(tree))
    notes = tuple(found for found in (note, _HUGE if _is_huge(tree) else None) if found)
    return Extract(text=text, media_type="text/html", made_by=made_by(), hints=hints, marks=marks, notes=notes)


def made_by() -> str:
    """Return the name and version of what reads pages."""
    import trafilatura

    return f"onrecord.documents.html/1 (trafilatura {trafilatura.__version__})"


def _decode(blob: Blob) -> tuple[str, Note | None]:
    header, meta = _CHARSET_HEADER.search(blob.media_type or ""), _CHARSET.search(blob.data[:4096])
    inside = meta.group(1).decode("ascii") if meta else None
    decoded = decode_as(blob, header.group(1) if header else inside)
    return decoded.text.replace("\x00", ""), decoded.note


def _parse(source: str, blob: Blob) -> HtmlElement:
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(remove_comments=True, remove_pis=True, encoding="utf-8", no_network=True)
    try:
        shown = _NEVER_SHOWN.sub("", source)
        tree = document_fromstring(shown.encode("utf-8", "replace"), parser=parser, ensure_head_body=True)
    except (etree.LxmlError, ValueError, AssertionError) as exc:
        what = "this page is damaged: no HTML can be made of it."
        raise Broken(what, where=blob.name, do="save it again from the browser") from exc
    if any(entry.type_name == _CUT_SHORT for entry in parser.error_log):
        what = "this page is damaged: its elements are nested too deep, or one is too long, to be read to the end."
        do = "open it in a browser, copy its text into a .txt file, and add that"
        raise Broken(what, where=blob.name, do=do)
    return tree


def _refuse_wall(tree: HtmlElement, blob: Blob) -> None:
    """Refuse pages that show next to nothing and ask for a password or for JavaScript."""
    shown = list(_visible(tree))
    if sum(len(words.split()) for words in shown) > 2 * _ENOUGH_WORDS:
        return
    asks = tree.xpath("//input[@type='password']")
    unseen = " ".join(" ".join(element.itertext()) for element in tree.iter("noscript"))
    if asks or "javascript" in unseen.lower():
        what = (
            "this page asks for a login and shows no text."
            if asks
            else "this page shows its text to a running browser only."
        )
        raise ErrorPage(what, where=blob.name, do="open it in a browser, save the page it shows, and add that")


def _main_blocks(tree: HtmlElement) -> list[Block]:
    """Return the paragraphs of the main text, by the first of three methods that yields enough."""
    if _is_huge(tree):
        return _all_visible(tree)
    best: list[Block] = []
    for method in (_by_trafilatura, _by_baseline, _all_visible):
        blocks = method(tree)
        if _count(blocks) >= _ENOUGH_WORDS:
            return blocks
        best = max(best, blocks, key=_count)
    return best


def _is_huge(tree: HtmlElement) -> bool:
    return next(islice(tree.iter(), MAX_ELEMENTS, None), None) is not None


def _all_visible(tree: HtmlElement) -> list[Block]:
    return [(words, "p") for words in _visible(tree)]


def _by_trafilatura(tree: HtmlElement) -> list[Block]:
    from trafilatura import bare_extraction

    found = bare_extraction(deepcopy(tree), include_comments=False, include_tables=True, with_metadata=False)
    body = getattr(found, "body", None)
    return list(_blocks(body)) if body is not None else []


def _by_baseline(tree: HtmlElement) -> list[Block]:
    from trafilatura import baseline

    body, _text, _length = baseline(deepcopy(tree))
    return list(_blocks(body))


def _count(blocks: list[Block]) -> int:
    return sum(len(words.split()) for words, _ in blocks)


def _blocks(body: Any) -> Iterator[Block]:
    """Walk trafilatura's tree; a block is a paragraph, heading, list item or table row; a line break ends one."""
    pending: list[str] = []
    tag = "p"

    def flush() -> Iterator[Block]:
        words = _SPACE.sub(" ", "".join(pending)).strip(" |")
        pending.clear()
        if words:
            yield words, tag

    for event, element in _events(body):
        name = str(element.tag)
        if event == "start":
            if name in _BLOCKS or name == "lb":
                yield from flush()
                tag = name
            pending.append(element.text or "")
        else:
            if name == "cell":
                pending.append(" | ")
            elif name in _BLOCKS:
                yield from flush()
            pending.append(element.tail or "")
    yield from flush()


def _events(body: Any) -> Iterator[tuple[str, Any]]:
    from lxml.etree import iterwalk

    yield from iterwalk(body, events=("start", "end"))


def _visible(tree: HtmlElement) -> Iterator[str]:
    """Yield the paragraphs that the page shows, furniture included."""
    pending: list[str] = []
    hidden = 0
    for event, element in _events(tree.body if tree.body is not None else tree):
        name = element.tag if isinstance(element.tag, str) else ""
        hidden += (name in _HIDDEN) * (1 if event == "start" else -1)
        if name in _RAW_BLOCKS and (words := _SPACE.sub(" ", "".join(pending)).strip()):
            yield words
        if name in _RAW_BLOCKS:
            pending.clear()
        here = element.text if event == "start" else element.tail
        pending.append(here or "" if not hidden else "")
    if words := _SPACE.sub(" ", "".join(pending)).strip():
        yield words


def _with_headline(blocks: list[Block], tree: HtmlElement, title: str | None) -> list[Block]:
    """Put the headline first if the main text was cut below it."""
    headings = [_SPACE.sub(" ", heading.text_content()).strip() for heading in tree.iter("h1")]
    headline = next((words for words in headings if words and title and _same(words, title)), title)
    if not blocks or not headline or any(_same(words, headline) for words, _ in blocks[:6]):
        return blocks
    return [(headline, "head"), *blocks]


def _same(a: str, b: str) -> bool:
    a, b = a.casefold(), b.casefold()
    return a == b or (min(len(a), len(b)) > 20 and (a.startswith(b) or b.startswith(a)))


def _disclosures(tree: HtmlElement, have: set[str]) -> Iterator[str]:
    """Yield whole sentences outside the main text that disclose where it comes from, each once."""
    rules = [rule for rule in disclosure_rules() if rule.unit == "sentence"]
    seen = "\n".join(have)
    for words in dict.fromkeys(_visible(tree)):
        is_sentence = len(words) <= _MAX_DISCLOSURE_CHARS and words.count(" ") + 1 >= _MIN_DISCLOSURE_WORDS
        if not is_sentence or words in have:
            continue
        # The search in all of the text comes last: for every paragraph of a long page it would take minutes.
        if any(rule.trigger.search(words) and rule.pattern.search(words) for rule in rules) and words not in seen:
            yield words


def _captions(tree: HtmlElement) -> set[str]:
    return {_SPACE.sub(" ", element.text_content()).strip() for element in tree.iter("figcaption")}


def _join(blocks: list[Block], captions: set[str]) -> tuple[str, tuple[Marked, ...]]:
    """Join *blocks*, one a line, and mark captions."""
    marks: list[Marked] = []
    at = 0
    for words, tag in blocks:
        if words in captions:
            marks.append(Marked(start=at, end=at + len(words), kind="caption"))
        elif tag == "disclosure":
            marks.append(Marked(start=at, end=at + len(words), kind="legal"))
        at += len(words) + 1
    return "\n".join(words for words, _ in blocks), tuple(marks)
