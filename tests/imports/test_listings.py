"""Sitemaps and feeds: their addresses are fetched with courtesy, each once, and what is left out is counted."""

import gzip
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import httpx
import pytest
from tests.imports.taking import NEWS, NOW

from onrecord import pipeline
from onrecord.documents.fetch import Courteous, Web
from onrecord.dossier import Dossier
from onrecord.errors import NotFetched, Refusal
from onrecord.imports.listings import Listed, is_listing, read_day, read_listing
from onrecord.pipeline.containers import Choice, Passed, addresses, seen_addresses
from onrecord.records import Blob, Sighting

WHEN = datetime(2024, 5, 1, 10, 0, tzinfo=UTC)
SITEMAP = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
  <url><loc>https://watch.example/a</loc><lastmod>2024-03-01T10:00:00+01:00</lastmod></url>
  <url><loc>https://watch.example/b</loc><lastmod>2023-12-01</lastmod></url>
  <url><loc> https://watch.example/c#part </loc></url>
  <url><loc>https://watch.example/a</loc></url>
  <url><loc>javascript:alert(1)</loc></url><url/>
</urlset>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
  <sitemap><loc>https://watch.example/new.xml</loc><lastmod>2024-03-01</lastmod></sitemap>
  <sitemap><loc>https://watch.example/old.xml</loc><lastmod>2019-03-01</lastmod></sitemap>
  <sitemap><loc>https://watch.example/gone.xml</loc></sitemap>
</sitemapindex>"""
RSS = """<rss version="2.0"><channel><title>News</title><link>https://watch.example/</link>
  <item><title>A &amp; B</title><link>https://watch.example/a</link>
  <pubDate>Fri, 01 Mar 2024 10:00:00 GMT</pubDate></item>
  <item><guid>https://watch.example/b</guid></item><item><guid isPermaLink="false">7</guid></item>
</channel></rss>"""
RSS_1 = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><item rdf:about="x"><title>A &amp; B</title>
 <link>https://watch.example/a</link><dc:date>2024-03-01T10:00:00Z</dc:date></item></rdf:RDF>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><link href="https://watch.example/"/>
  <entry><title>A &amp; B</title><link rel="self" href="/self"/><link rel="alternate" href="/a"/>
  <published>2024-03-01T10:00:00Z</published><updated>2024-04-01T10:00:00Z</updated><id>tag:7</id></entry></feed>"""
JSON_FEED = """{"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [
  {"id": "7", "url": "https://watch.example/a", "title": "A & B", "date_published": "2024-03-01T10:00:00Z"}]}"""


def listed(text: str | bytes, base: str = "https://watch.example/feed") -> list[Listed]:
    data = text.encode() if isinstance(text, str) else text
    assert is_listing(data)
    return list(read_listing("feed", data, base).pages)


def test_a_sitemap_lists_each_address_once() -> None:
    assert [(one.address, one.day) for one in listed(SITEMAP)] == [
        ("https://watch.example/a", "2024-03-01"), ("https://watch.example/b", "2023-12-01"),
        ("https://watch.example/c", None),
    ]  # fmt: skip
    assert read_listing("x", SITEMAP.encode()).broken == 2


@pytest.mark.parametrize("text", [RSS, RSS_1, ATOM, JSON_FEED, gzip.compress(RSS.encode()), "\ufeff" + ATOM])
def test_feeds_of_all_kinds_say_the_same(text: str | bytes) -> None:
    assert listed(text)[0] == Listed(address="https://watch.example/a", day="2024-03-01", title="A & B")


@pytest.mark.parametrize("text", ["<html><body>rss</body></html>", "<p>feed</p>", "{}", "words", "<rdf:RDF/>", ""])
def test_what_is_no_list(text: str) -> None:
    assert not is_listing(text.encode())


@pytest.mark.parametrize(
    ("text", "day"),
    [("2024-03-01T10:00:00Z", "2024-03-01"), ("2024-03", "2024-03"), ("Fri, 01 Mar 2024 10:00:00 GMT", "2024-03-01"),
     ("tomorrow", None), ("", None)],
)  # fmt: skip
def test_days(text: str, day: str | None) -> None:
    assert read_day(text) == day


@pytest.mark.parametrize(
    "data",
    [
        SITEMAP[:300].encode(), gzip.compress(SITEMAP.encode())[:80], b"<rss><!ENTITY x 'y'></rss>",
        b'<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><item><link>&a;</link></item></rss>',
        b'{"version": "https://jsonfeed.org/version/1", "items": [', b'{"version": "https://jsonfeed.org/version/1"}',
    ],
)  # fmt: skip
def test_broken_lists_are_refused(data: bytes) -> None:
    with pytest.raises(Refusal) as caught:
        read_listing("feed.xml", data)
    assert "feed.xml" in caught.value.where and caught.value.do


def blob(text: str, where: str = "https://watch.example/sitemap.xml") -> Blob:
    return Blob(data=text.encode(), name=where, sighting=Sighting(where=where, seen_at=NOW))


def fetcher(pages: dict[str, str]) -> Callable[[str], Blob]:
    def fetch(url: str) -> Blob:
        if url not in pages:
            raise NotFetched("the server answered with status 404.", where=url, do="check the address")
        return blob(pages[url], url)

    return fetch


def test_an_index_is_followed_and_what_is_left_out_is_counted() -> None:
    pages = {"https://watch.example/new.xml": SITEMAP, "https://watch.example/old.xml": "never asked"}
    passed = Passed()
    choice = Choice(at_most=1, since="2024")
    found = addresses(blob(INDEX), fetcher(pages), choice, lambda url: url.endswith("/c"), passed)
    assert [one.address for one in found] == ["https://watch.example/a"]
    assert dict(passed.counts) == {
        "lists without anything new": 1, "listed, but older than 2024": 1, "listed, and taken in before": 1,
        "entries without an address": 2,
    }  # fmt: skip
    assert [(issue.kind, issue.where) for issue in passed.issues] == [("not-fetched", "https://watch.example/gone.xml")]


def test_at_most_so_many() -> None:
    passed = Passed()
    assert len(addresses(blob(SITEMAP), fetcher({}), Choice(at_most=2), lambda _: False, passed)) == 2
    assert passed.counts["listed, but over the first 2 (--at-most)"] == 1


def test_a_list_that_names_itself_ends() -> None:
    circle = INDEX.replace("new.xml", "sitemap.xml")
    addresses(blob(circle), fetcher({"https://watch.example/sitemap.xml": circle}), Choice(at_most=9), bool, Passed())


def test_what_was_taken_in_before_is_known_by_its_address(dossier: Dossier) -> None:
    known = seen_addresses(dossier)
    assert known(NEWS) and known("http://courier.example/2024/03/code/")
    assert not known("https://www.courier.example/2024/03/other")


# Courtesy


class Site:
    """A site in memory, its clock, and what it was asked."""

    def __init__(self, robots: str | None = None) -> None:
        self.now, self.asked, self.robots = 1000.0, list[tuple[float, str]](), robots

    def answer(self, request: httpx.Request) -> httpx.Response:
        self.asked.append((self.now, f"{request.headers['host']}{request.url.path}"))
        if request.url.path == "/robots.txt":
            return httpx.Response(200, text=self.robots) if self.robots is not None else httpx.Response(404)
        return httpx.Response(200, text="Words.", headers={"content-type": "text/plain"})

    def sleep(self, seconds: float) -> None:
        self.now += seconds

    def web(self) -> Web:
        return Web(
            resolver=lambda _host, _port: ["93.184.216.34"], transport=httpx.MockTransport(self.answer),
            clock=lambda: self.now, sleep=self.sleep,
        )  # fmt: skip


def test_a_host_is_asked_once_a_second_and_others_meanwhile() -> None:
    site = Site()
    web = Courteous(WHEN, site.web())
    for url in ("https://a.example/1", "https://a.example/2", "https://b.example/1", "https://a.example/3"):
        assert web.get(url).data == b"Words."
    of_a = [at for at, what in site.asked if what.startswith("a.example")]
    assert [what for _, what in site.asked].count("a.example/robots.txt") == 1
    assert all(later - earlier >= 1.0 for earlier, later in pairwise(of_a))
    assert site.now < 1000 + len(site.asked)


def test_what_a_site_asks_of_programs_is_done() -> None:
    site = Site("User-agent: *\nDisallow: /private\nCrawl-delay: 5\n")
    web = Courteous(WHEN, site.web())
    web.get("https://a.example/open")
    with pytest.raises(NotFetched, match=r"robots\.txt"):
        web.get("https://a.example/private/1")
    web.get("https://a.example/open/2")
    assert [what for _, what in site.asked] == ["a.example/robots.txt", "a.example/open", "a.example/open/2"]
    assert site.asked[2][0] - site.asked[1][0] >= 5


def test_a_feed_on_disk_is_taken_in_by_the_command(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run again, it goes on with what is new; a page of its own beside a folder with hidden files."""
    from onrecord.cli import intake
    from onrecord.cli.console import Console
    from onrecord.documents import fetch

    site = Site()
    monkeypatch.setattr(fetch, "THE_WEB", site.web())
    monkeypatch.setattr(fetch.Courteous.__init__, "__defaults__", (site.web(),))
    folder = tmp_path / "folder"
    (folder / ".git").mkdir(parents=True)
    (folder / ".git" / "a.txt").write_text("hidden")
    (folder / "feed.xml").write_text(RSS.replace("watch.example/a", "watch.example/page"), encoding="utf-8")
    (folder / "a.txt").write_text("The Court of Exempla said that the paper may print again.")
    report = intake.take_in([str(folder)], path, 1, Console(quiet=True), intake.Lists(at_most=1))
    assert (report.files_in, report.kept) == (2, 2)
    with Dossier.open(path, create=False) as dossier:
        places = {one.sightings[0].where for one in dossier.documents()}
        assert "https://watch.example/page" in places
        assert pipeline.add(dossier, [], now=NOW).files_in == 0
    again = intake.take_in([str(folder)], path, 1, Console(quiet=True), intake.Lists(at_most=1))
    assert (again.kept, again.duplicates) == (0, 2)
    assert [what for _, what in site.asked if "robots" not in what] == ["watch.example/page", "watch.example/b"]
