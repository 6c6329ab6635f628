"""What the markup of an HTML page says of its text: title, publisher, authors, date of publication.

Read in this order: JSON-LD, meta tags, microdata. A date in the markup is `stated`; one that a date finder picks from
the page is `inferred`; the day of the visit is never taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING, Any

import msgspec

from onrecord.documents.dates import read_date, read_iso
from onrecord.documents.extracts import Hints
from onrecord.documents.marks import PROSE_WORDS, lay_out
from onrecord.documents.metadata import date_in_lines
from onrecord.documents.people import is_person_name, read_names
from onrecord.documents.publishers import name_after_title, name_in_banner, name_in_copyright
from onrecord.records import UNKNOWN_TIME, Blob, When

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TITLES = ("og:title", "twitter:title", "dc.title", "citation_title", "headline")
_SITES = (
    "og:site_name",
    "dc.publisher",
    "citation_publisher",
    "publisher",
    "application-name",
    "twitter:app:name:iphone",
)
_AUTHORS = (
    "author",
    "article:author",
    "dc.creator",
    "citation_author",
    "parsely-author",
    "sailthru.author",
    "byl",
    "twitter:creator",
)
_DATES = """
    article:published_time og:published_time article:published datepublished dc.date.issued dc.date dc.date.created
    dcterms.issued dcterms.created dcterms.date citation_publication_date citation_date date pubdate publishdate
    publish-date publish_date parsely-pub-date sailthru.date article.published published_time publication_date
""".split()
_ARTICLES = re.compile(r"article|posting|report|webpage|creativework|analysis|opinion|review", re.IGNORECASE)
_MAX_JSON_CHARS = 400_000
_MAX_NOTES = 6
_SUFFIX = re.compile(r"\s+[|–—·»-]\s+[^|–—·»]{2,60}$")
_SPACE = re.compile(r"\s+")
_NO_SITE = re.compile(r"^(?:https?:|www\.|@)|^(?:home|website|wordpress|blog|index|news)$", re.IGNORECASE)


def read_hints(tree: HtmlElement, blob: Blob, shown: Sequence[str] = ()) -> Hints:
    """Read the metadata of the page *tree*; the address in *blob* is left to the caller.

    *shown* are the paragraphs that the page shows, furniture included: they serve where the markup is silent.
    """
    metas, things = _metas(tree), list(_things(tree))
    site = _first_of(metas, _SITES) or next((name for thing in things for name in _names(thing.get("publisher"))), None)
    above, below = _around_headline(tree, shown)
    site = None if site is None or _NO_SITE.search(site) else site
    site = site or _site_on_page(tree, above, shown)
    return Hints(
        title=_title(tree, metas, things, site),
        publisher=site,
        authors=_authors(tree, metas, things),
        published=_published(tree, metas, things, blob, below),
    )


def _around_headline(tree: HtmlElement, shown: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the paragraphs above the page's only headline, and those between it and the first prose below it."""
    headings = {_clean(heading.text_content()) for heading in tree.iter("h1")}
    places = [n for n, words in enumerate(shown) if words in headings]
    if len(headings) != 1 or not places:
        return [], []
    below = list(takewhile(lambda words: words.count(" ") + 1 < PROSE_WORDS, shown[places[-1] + 1 :]))
    return list(shown[: places[0]]), below[:_MAX_NOTES]


def _site_on_page(tree: HtmlElement, above: Sequence[str], shown: Sequence[str]) -> str | None:
    headings = [_clean(heading.text_content()) for heading in tree.iter("h1")]
    tag = _clean(tree.findtext(".//title"))
    return name_after_title(tag, headings) or name_in_copyright(shown) or name_in_banner(above)


def _metas(tree: HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        key = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        words = _clean(meta.get("content"))
        if key and words:
            found.setdefault(key.lower(), []).append(words)
    return found


def _things(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """Yield the articles and pages that the page's JSON-LD describes, articles first."""
    found = [
        thing for script in tree.xpath("//script[@type='application/ld+json']") for thing in _decode(script.text or "")
    ]
    yield from sorted(found, key=lambda thing: "webpage" in str(thing.get("@type")).lower())


def _decode(source: str) -> list[dict[str, Any]]:
    if len(source) > _MAX_JSON_CHARS:
        return []
    try:
        data = msgspec.json.decode(source.strip().encode("utf-8", "replace"))
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        return []
    roots = data if isinstance(data, list) else [data]
    graphs = [root.get("@graph") for root in roots if isinstance(root, dict)]
    nodes = [*roots, *(node for graph in graphs if isinstance(graph, list) for node in graph)]
    return [node for node in nodes if isinstance(node, dict) and _ARTICLES.search(str(node.get("@type", "")))]


def _title(
    tree: HtmlElement, metas: dict[str, list[str]], things: list[dict[str, Any]], site: str | None
) -> str | None:
    stated = [_clean(thing.get("headline")) for thing in things] + [_first_of(metas, _TITLES)]
    headings = [_clean(heading.text_content()) for heading in tree.iter("h1")]
    if len(set(headings)) == 1:
        stated.append(headings[0])
    tag = _clean(tree.findtext(".//title"))
    title = next((words for words in (*stated, tag, *headings) if words and words != site), None)
    return _without_site(title, site) if title else None


def _without_site(title: str, site: str | None) -> str:
    if site and title.casefold().endswith(site.casefold()):
        return title[: -len(site)].rstrip(" |–—·»-:") or title
    shorter = _SUFFIX.sub("", title)
    return shorter if len(shorter.split()) >= 4 and "|" in title[len(shorter) :] else title


def _authors(tree: HtmlElement, metas: dict[str, list[str]], things: list[dict[str, Any]]) -> tuple[str, ...]:
    for thing in things:
        names = tuple(name for name in _names(thing.get("author")) if is_person_name(name))
        if names:
            return tuple(dict.fromkeys(names))
    for key in _AUTHORS:
        names = tuple(
            name for words in metas.get(key, ()) for name in read_names(re.sub(r"^by\s+", "", words, flags=re.I))
        )
        if names:
            return tuple(dict.fromkeys(names))
    marked = tree.xpath("//*[@itemprop='author' or @rel='author']")
    found = [name for element in marked[:6] for name in read_names(_clean(element.text_content()))]
    return tuple(dict.fromkeys(found))


def _published(
    tree: HtmlElement, metas: dict[str, list[str]], things: list[dict[str, Any]], blob: Blob, below: Sequence[str]
) -> When:
    stated = [_clean(thing.get("datePublished")) for thing in things]
    stated += [words for key in _DATES for words in metas.get(key, ())]
    stated += [_clean(element.get("datetime") or element.get("content")) for element in _time_elements(tree)]
    for words in stated:
        when = read_iso(words, "stated")
        if when.start or ((hit := read_date(words)) and (when := hit[0]).start):
            return when
    shown = date_in_lines(lay_out("\n".join(below)).lines)
    return shown if shown.start else _picked(tree, blob)


def _time_elements(tree: HtmlElement) -> list[Any]:
    found: list[Any] = tree.xpath("//*[@itemprop='datePublished'] | //time[@pubdate] | //article//time[@datetime]")
    return found[:1]


def _picked(tree: HtmlElement, blob: Blob) -> When:
    """Let a date finder look for one in the page's markup."""
    from htmldate import find_date

    if len(blob.data) > 2_000_000:
        return UNKNOWN_TIME
    found = find_date(tree, extensive_search=False, original_date=True, max_date="2199-12-31", min_date="1990-01-01")
    return read_iso(found, "inferred") if found else UNKNOWN_TIME


def _names(value: object) -> list[str]:
    """Return the names in a JSON-LD value: a string, an object with a name, or a list of these."""
    if isinstance(value, list):
        return [name for item in value for name in _names(item)]
    words = _clean(value.get("name") if isinstance(value, dict) else value)
    return [words] if words else []


def _first_of(metas: dict[str, list[str]], keys: tuple[str, ...]) -> str | None:
    return next((metas[key][0] for key in keys if key in metas), None)


def _clean(value: object) -> str:
    return _SPACE.sub(" ", value).strip()[:1000] if isinstance(value, str) else ""
