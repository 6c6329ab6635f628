"""Sources: what can be counted of each outlet and speaker in a country, each count with its statements."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.dossier import Dossier, StatementFilter, pages
from onrecord.dossier.findings import FindingFilter, findings
from onrecord.errors import SettingsError
from onrecord.records import FindingKind, Source
from onrecord.threads.findings_sources import find_sources
from onrecord.web.asked import PAGE_SIZE, given, one_of
from onrecord.web.cards import rows_by_id
from onrecord.web.rendering import page
from onrecord.web.statements import country_choices

MOST_STATEMENTS = 2000
"""The sources of so many of the newest statements of a country are counted."""
MOST_FINDINGS = 20_000
_TIES: tuple[FindingKind, ...] = ("agreement", "contradiction", "dependent-sources")
"""The kinds of findings that counts of sources rest on."""
COUNTS = {
    "statements": "statements",
    "official": "by government or judiciary",
    "anonymous": "nobody named",
    "reused": "take over words",
    "reused_by": "taken over by others",
    "agrees": "agree with the government",
    "contradicts": "contradict it",
}
ROLES = {"publisher": "outlets", "speaker": "speakers"}
_Stamp = tuple[str, str, tuple[int, ...]]


class Counted:
    """The sources of the countries asked for last; counted anew when the dossier has changed."""

    def __init__(self, most: int = 8) -> None:
        self._most = most
        self._found: OrderedDict[_Stamp, tuple[Source, ...]] = OrderedDict()
        self._lock = Lock()

    def sources(self, dossier: Dossier, country: str) -> tuple[Source, ...]:
        """Return the sources of a country, the one with most statements first."""
        stamp = (str(dossier.path), country, _stamp_of(dossier))
        with self._lock:
            found = self._found.get(stamp)
        if found is None:
            found = _count(dossier, country)
        with self._lock:
            self._found[stamp] = found
            self._found.move_to_end(stamp)
            while len(self._found) > self._most:
                self._found.popitem(last=False)
        return found


_counted = Counted()


def _stamp_of(dossier: Dossier) -> tuple[int, ...]:
    """Return what changes with the statements and findings of a dossier."""
    sql = (
        "SELECT (SELECT max(stamp) FROM facts), (SELECT max(id) FROM findings),"
        " (SELECT max(id) FROM finding_decisions), (SELECT max(id) FROM readings)"
    )
    return tuple(int(n or 0) for n in dossier.connection.execute(sql).fetchone())


def _count(dossier: Dossier, country: str) -> tuple[Source, ...]:
    wanted = StatementFilter(country=country, review="standing")
    said = pages.statement_page(dossier, wanted, order="newest", limit=MOST_STATEMENTS).items
    documents = {key: dossier.document(key) for key in dict.fromkeys(one.document for one in said)}
    told = findings(dossier, FindingFilter(kinds=_TIES, country=country), limit=MOST_FINDINGS)
    return tuple(find_sources(said, documents, told, country))


def show_list(request: Request) -> Response:
    """Show the sources of a country, or of the first one."""
    role = one_of("role", given(request, "role"), tuple(ROLES)) or "publisher"
    with request.app.state.access.reading() as dossier:
        choices = country_choices(dossier)
        country = given(request, "country") or (choices[0][0] if choices else None)
        found = [one for one in _counted.sources(dossier, country) if one.role == role] if country else []
        total = pages.statement_page(dossier, StatementFilter(country=country, review="standing"), limit=1).total
        first = _first(request)
        return page(
            request,
            "sources.html.j2",
            country=country,
            countries=choices,
            role=role,
            roles=ROLES,
            counts={code: title for code, title in COUNTS.items() if role == "publisher" or code != "anonymous"},
            shown=found[first : first + PAGE_SIZE],
            total=len(found),
            first=first,
            size=PAGE_SIZE,
            is_bounded=total > MOST_STATEMENTS,
            most=MOST_STATEMENTS,
        )


def show(request: Request) -> Response:
    """Show one source with the statements behind one of its counts."""
    what = one_of("count", given(request, "what"), tuple(COUNTS)) or "statements"
    with request.app.state.access.reading() as dossier:
        source = _find(dossier, request.path_params["id"], given(request, "country") or "")
        ids: tuple[str, ...] = getattr(source, what)
        first = _first(request)
        rows = rows_by_id(dossier, ids[first : first + PAGE_SIZE])
        return page(
            request,
            "source.html.j2",
            source=source,
            what=what,
            counts=COUNTS,
            rows=list(rows.values()),
            first=first,
            size=PAGE_SIZE,
            total=len(ids),
        )


def _first(request: Request) -> int:
    asked = given(request, "first") or "0"
    return int(asked) if asked.isdecimal() else 0


def _find(dossier: Dossier, id: str, country: str) -> Source:
    for one in _counted.sources(dossier, country):
        if one.id == id:
            return one
    raise SettingsError("there is no such source.", where=id, do="the list of sources names those of each country")


ROUTES = [
    Route("/sources", show_list),
    Route("/sources/{id}", show),
]
