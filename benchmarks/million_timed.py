"""Time what pages ask of a large dossier, and the pages themselves over HTTP, each many times with other arguments."""

from __future__ import annotations

import http.client
import os
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import numpy as np
from numpy.typing import NDArray

from onrecord.dossier import Dossier, StatementFilter, find, overview, pages
from onrecord.dossier.expansion import expanded
from onrecord.dossier.findings import FindingFilter, findings
from onrecord.models import load_embedder
from onrecord.records import RIGHTS, STANCES

TIMES = 40
QUESTIONS = (
    "torture in police custody", "freedom of assembly", "the government", "journalists' union", "death penalty",
    "independent inquiry into the death", '"rubber bullets"', "licence of the newspaper", "wom* network", "detained",
    "libel law reform", "commissioner report", "fair trial observers", "copper workers strike", "ministry denies",
)  # fmt: skip


class Subjects:
    """Draws what is asked about: countries by how much is written about them, and ids.

    Args:
        dossier: where from.
        seed: the same draws the same.
    """

    def __init__(self, dossier: Dossier, seed: int = 5) -> None:
        self.chance = random.Random(seed)
        found = [one for one in overview.country_list(dossier) if one.code]
        self._codes, self._weights = [one.code or "" for one in found], [one.statements for one in found]
        self._db = dossier.connection

    def country(self) -> str:
        """Return the code of a country."""
        return self.chance.choices(self._codes, self._weights)[0]

    def filter(self) -> StatementFilter:
        """Return a filter as a page of the matrix sets it."""
        right, stance = self.chance.choice(RIGHTS), self.chance.choice((*STANCES, None))
        return StatementFilter(country=self.country(), right=right, stance=stance, review="standing")

    def question(self) -> str:
        """Return what a person might search for."""
        return self.chance.choice(QUESTIONS)

    def key(self, table: str, condition: str = "1") -> str:
        """Return the id of a row of a table."""
        (last,) = self._db.execute(f"SELECT max(id) FROM {table}").fetchone()
        sql = f"SELECT key FROM {table} WHERE id >= ? AND {condition} LIMIT 1"
        found = self._db.execute(sql, (self.chance.randint(1, last),)).fetchone()
        return str(found[0]) if found else self.key(table, condition)


def time_queries(path: Path) -> None:
    """Print how long queries take, in this process."""
    embedder = load_embedder()
    with Dossier.open(path, create=False, read_only=True) as dossier:
        began = time.perf_counter()
        subjects = Subjects(dossier)
        print(f"{dossier.count_statements()} statements; first page of a new process: {_ms(began):.0f} ms")
        _head()
        for name, run in _queries(dossier, subjects, embedder.embed).items():
            _print(name, *_measured(run, time.process_time))


Embed = Callable[[list[str]], NDArray[np.float32]]


def _queries(dossier: Dossier, by: Subjects, embed: Embed) -> dict[str, Callable[[], object]]:
    def searched(wanted: StatementFilter) -> object:
        question = by.question()
        return find(dossier, question, embed([question])[0], wanted, 60), expanded(dossier, question)

    def gone_on() -> object:
        wanted = StatementFilter(country=by.country())
        return pages.statement_page(dossier, wanted, after=pages.statement_page(dossier, wanted).after)

    return {
        "statements, of a cell of the matrix": lambda: pages.statement_page(dossier, by.filter(), order="newest"),
        "statements, two pages": gone_on,
        "statements, with words": lambda: pages.statement_page(dossier, StatementFilter(text=by.question())),
        "statements, the surest": lambda: pages.statement_page(dossier, by.filter(), order="confidence"),
        "documents of a country": lambda: pages.document_page(dossier, country=by.country()),
        "documents with words": lambda: pages.document_page(dossier, text="review"),
        "countries": lambda: overview.country_list(dossier),
        "matrix": lambda: overview.matrix(dossier, StatementFilter(country=by.country())),
        "timeline": lambda: overview.timeline(dossier, StatementFilter(country=by.country())),
        "newest of a country": lambda: overview.newest(dossier, by.country(), 10),
        "findings of a country, 50": lambda: findings(dossier, FindingFilter(country=by.country()), 50),
        "search, words and meaning": lambda: searched(StatementFilter()),
        "search, in a cell": lambda: searched(by.filter()),
    }


def time_pages(path: Path, base: str, pid: int | None) -> None:
    """Print how long the pages of a running web app take; with its process id, also the processor time it takes."""
    clock = (lambda: _cpu(pid)) if pid else time.process_time
    with Dossier.open(path, create=False, read_only=True) as dossier:
        subjects = Subjects(dossier)
        server = http.client.HTTPConnection(urlsplit(base).netloc, timeout=120)
        _head()
        for name, address in _addresses(subjects):
            _print(name, *_measured(lambda ask=address: _get(server, ask()), clock))  # type: ignore[misc]


def _addresses(by: Subjects) -> Iterator[tuple[str, Callable[[], str]]]:
    yield "overview", lambda: "/"
    yield "country", lambda: f"/countries/{by.country()}"
    yield "statements", lambda: f"/statements?country={by.country()}&right={by.chance.choice(RIGHTS)}"
    yield "statement", lambda: f"/statements/{by.key('statements')}"
    yield "documents", lambda: f"/documents?country={by.country()}"
    yield "document", lambda: f"/documents/{by.key('documents')}"
    yield "threads", lambda: f"/threads?country={by.country()}"
    yield "thread", lambda: f"/threads/{by.key('threads', 'size > 0')}"
    yield "findings", lambda: f"/findings?country={by.country()}"
    yield "finding", lambda: f"/findings/{by.key('findings')}"
    yield "speakers", lambda: f"/speakers?country={by.country()}"
    yield "speaker", lambda: f"/speakers/{by.key('known_speakers')}"
    yield "commitments", lambda: f"/commitments?country={by.country()}"
    yield "commitment", lambda: f"/commitments/{by.key('commitments')}"
    yield "figures", lambda: f"/figures?country={by.country()}"
    yield "issues", lambda: "/issues"
    yield "reviews", lambda: "/reviews"
    yield "intake", lambda: "/intake"
    yield "briefs", lambda: "/briefs"
    yield "search", lambda: f"/search?q={quote(by.question())}"
    yield "search, in a country", lambda: f"/search?q={quote(by.question())}&country={by.country()}"


def _get(server: http.client.HTTPConnection, address: str) -> int:
    server.request("GET", address)
    answer = server.getresponse()
    answer.read()
    if answer.status >= 400:
        print(f"  {answer.status} {address}")
    return answer.status


def _measured(run: Callable[[], object], clock: Callable[[], float]) -> tuple[float, list[float], list[float]]:
    """Return the milliseconds of the first run, and those of `TIMES` more by the wall and by the processor."""
    began = time.perf_counter()
    run()
    first, wall, cpu = _ms(began), list[float](), list[float]()
    for _ in range(TIMES):
        began, busy = time.perf_counter(), clock()
        run()
        wall.append(_ms(began))
        cpu.append(1000 * (clock() - busy))
    return first, wall, cpu


def _ms(began: float) -> float:
    return 1000 * (time.perf_counter() - began)


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _head() -> None:
    print(f"{'ms':38}{'first':>8}{'p50':>8}{'p95':>8}{'cpu p50':>9}{'p95':>8}")


def _print(name: str, first: float, wall: list[float], cpu: list[float]) -> None:
    found = (*np.percentile(wall, (50, 95)), *np.percentile(cpu, (50, 95)))
    print(f"{name:38}{first:8.0f}{found[0]:8.0f}{found[1]:8.0f}{found[2]:9.0f}{found[3]:8.0f}", flush=True)
