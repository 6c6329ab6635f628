"""Threads: the list, one over time with what is disputed in it, and what a person puts right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.briefs.counts import Count
from onrecord.briefs.held import held_meta
from onrecord.briefs.rows import Row
from onrecord.briefs.weighed import DEPENDENT, Pair, Place
from onrecord.briefs.words import word
from onrecord.dossier import Dossier, thread_pages, threads
from onrecord.dossier.commitments import commitment
from onrecord.dossier.finding_pages import FindingQuery, count_kinds, finding_page
from onrecord.dossier.thread_pages import AGAINST, Who
from onrecord.errors import SettingsError
from onrecord.records import CAMPS, FINDING_KINDS, RIGHTS, STANCES, Commitment, Span, Thread
from onrecord.settings import iso, utc_now
from onrecord.web.asked import PAGE_SIZE, given, one_of, person, text_of, with_form
from onrecord.web.cards import rows_of
from onrecord.web.linked import Base
from onrecord.web.rendering import go, page
from onrecord.web.statements import country_choices
from onrecord.web.weighed import pairs_of, weightiest

LIST_SIZE = 40
MOST_COPIES = 40
MOST_PAIRS, MOST_OTHERS, MOST_COMMITMENTS, MOST_CHECKS, MOST_CHOICES = 6, 12, 6, 6, 12


def show_list(request: Request) -> Response:
    """Show the threads that the address asks for."""
    least = 1 if given(request, "least") == "1" else 2
    with request.app.state.access.reading() as dossier:
        shown = thread_pages.thread_page(
            dossier,
            country=given(request, "country"),
            right=one_of("right", given(request, "right"), RIGHTS),  # type: ignore[arg-type]  # checked
            text=given(request, "text"),
            least=least,
            after=given(request, "after"),
            before=given(request, "before"),
            limit=LIST_SIZE,
        )
        return page(request, "threads.html.j2", shown=shown, countries=country_choices(dossier), least=least)


def show(request: Request) -> Response:
    """Show a thread; the address of one that was merged leads to what it became part of."""
    id = request.path_params["id"]
    with request.app.state.access.reading() as dossier:
        try:
            found = threads.thread(dossier, id)
        except SettingsError:
            final = thread_pages.merged_into(dossier, id)
            if final is None:
                raise
            return go(f"/threads/{final}")
        shown = thread_pages.thread_statements(
            dossier, found.id, after=given(request, "after"), before=given(request, "before"), limit=PAGE_SIZE
        )
        return page(
            request,
            "thread.html.j2",
            thread=found,
            parent=_parent(dossier, found),
            under=thread_pages.threads_under(dossier, found.id),
            shown=shown,
            years=by_year(rows_of(dossier, shown.items)),
            course=_course(dossier, found.id),
            **_findings(dossier, found.id),
            commitments=_commitments(dossier, found.id),
            held_meta=held_meta,
            checks=thread_pages.checks_in(dossier, found.id, MOST_CHECKS),
            choices=_choices(dossier, found, given(request, "with")),
            decisions=thread_pages.decisions_on(dossier, found.id),
        )


def by_year(rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    """Group rows that are in the order of time by the year in which what they are about begins."""
    found = groupby(rows, key=lambda row: (row.moment.start or row.moment.end or "time unknown")[:12])
    years: dict[str, list[Row]] = {}
    for day, some in found:
        years.setdefault(day[:4] if day[:4].isdigit() else day, []).extend(some)
    return list(years.items())


def _parent(dossier: Dossier, thread: Thread) -> Thread | None:
    return threads.thread(dossier, thread.part_of) if thread.part_of else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """Who says what over time: for each of *years* the counts by stance of each line, a camp or the authors."""

    years: tuple[str, ...]
    lines: tuple[tuple[str, tuple[tuple[tuple[str, Count], ...], ...]], ...]


_WHO: tuple[Who, ...] = (*CAMPS, "author", "nobody")
_TITLES: dict[Who, str] = {"author": "Authors’ own", "nobody": "Nobody named"}


def _course(dossier: Dossier, thread: str) -> Course:
    found = thread_pages.thread_course(dossier, thread)
    cells = {(one.who, (one.first, one.last), one.stance): one.count for one in found}
    years = sorted({stretch for _, stretch, _ in cells})
    base = Base(params={"thread": thread})
    lines = []
    for who in (one for one in _WHO if any(key[0] == one for key in cells)):
        title = _TITLES.get(who) or word("camps", who)
        line = tuple(
            tuple(
                (stance, _count(base, who, stretch, stance, n, title))
                for stance in STANCES
                if (n := cells.get((who, stretch, stance), 0))
            )
            for stretch in years
        )
        lines.append((title, line))
    return Course(years=tuple(map(_say, years)), lines=tuple(lines))


def _say(stretch: tuple[int, int]) -> str:
    first, last = stretch
    return str(first) if first == last else f"{first}–{last}"


def _count(base: Base, who: Who, stretch: tuple[int, int], stance: str, n: int, title: str) -> Count:
    label = f"{title} · {_say(stretch)} · {word('stances', stance)}"
    if who == "nobody":  # no filter finds statements of no camp at all
        return Count(n=n, label=label)
    whose = {"voice": "author"} if who == "author" else {"voice": "attributed", "camp": who}
    return base.count(n, label, since=stretch[0], until=stretch[1], stance=stance, **whose)


def _findings(dossier: Dossier, thread: str) -> dict[str, Any]:
    others = tuple(kind for kind in FINDING_KINDS if kind not in (*AGAINST, *DEPENDENT))
    copied = finding_page(dossier, FindingQuery(thread=thread, kinds=DEPENDENT), limit=MOST_COPIES)
    against = finding_page(dossier, FindingQuery(thread=thread, kinds=AGAINST), limit=MOST_PAIRS)
    return {
        "kinds": count_kinds(dossier, FindingQuery(thread=thread)),
        "against": weightiest(pairs_of(dossier, against.items)),
        "against_total": against.total,
        "wordings": _wordings(pairs_of(dossier, copied.items)),
        "others": finding_page(dossier, FindingQuery(thread=thread, kinds=others), limit=MOST_OTHERS),
    }


def _wordings(pairs: Sequence[Pair]) -> list[tuple[Place, list[Place]]]:
    """Return wordings that several documents have: where it stood first, and where then; in most documents first."""
    found: dict[tuple[str, tuple[Span, ...]], tuple[Place, list[Place]]] = {}
    for pair in pairs:
        if pair.b:
            key = (pair.a.source.document.id, pair.a.row.statement.content if pair.a.row else pair.a.spans)
            found.setdefault(key, (pair.a, []))[1].append(pair.b)
    return sorted(found.values(), key=lambda one: -len(one[1]))


def _commitments(dossier: Dossier, thread: str) -> list[Commitment]:
    as_of = iso(utc_now())[:10]
    return [
        commitment(dossier, key, as_of)[0] for key in thread_pages.commitments_in(dossier, thread, MOST_COMMITMENTS)
    ]


def _choices(dossier: Dossier, thread: Thread, text: str | None) -> list[thread_pages.ThreadHead] | None:
    """Return the other threads of the country whose name has *text* in it; None where nobody asked."""
    if text is None:
        return None
    found = thread_pages.thread_page(dossier, country=thread.country or "", text=text, least=1, limit=MOST_CHOICES + 1)
    return [one for one in found.items if one.id != thread.id][:MOST_CHOICES]


# What a person puts right

_Edit = Callable[[Dossier, str, FormData, dict[str, Any]], str]
"""Does what a form asks for to a thread; returns the id of the thread to show then."""


def _rename(dossier: Dossier, id: str, form: FormData, who: dict[str, Any]) -> str:
    threads.rename(dossier, id, text_of(form, "name"), **who)
    return id


def _merge(dossier: Dossier, id: str, form: FormData, who: dict[str, Any]) -> str:
    into = text_of(form, "into")
    threads.merge(dossier, [id], into, **who)
    return into


def _under(dossier: Dossier, id: str, form: FormData, who: dict[str, Any]) -> str:
    threads.put_under(dossier, id, text_of(form, "into") or None, **who)
    return id


def _split(dossier: Dossier, id: str, form: FormData, who: dict[str, Any]) -> str:
    ticked = _ticked(form)
    made = threads.split(dossier, ticked, name=text_of(form, "name") or None, **who)
    return made.into.thread if made.into else id


def _move(dossier: Dossier, _: str, form: FormData, who: dict[str, Any]) -> str:
    into = text_of(form, "into")
    threads.move(dossier, _ticked(form), into, **who)
    return into  # the decision stands there, to be undone


def _pin(dossier: Dossier, id: str, form: FormData, who: dict[str, Any]) -> str:
    threads.pin(dossier, _ticked(form), **who)
    return id


def _undo(dossier: Dossier, id: str, form: FormData, who: dict[str, Any]) -> str:
    made = threads.undo(dossier, text_of(form, "decision"), **who)
    undone = next(one for one in threads.thread_decisions(dossier) if one.id == made.undoes)
    return undone.thread.thread if undone.kind == "split" and undone.thread else id


def _ticked(form: FormData) -> list[str]:
    found = [str(one) for one in form.getlist("statements")]
    if not found:
        raise SettingsError("no statement is ticked.", where="the thread", do="go back and tick the statements")
    return found


EDITS: dict[str, _Edit] = {
    "rename": _rename, "merge": _merge, "under": _under, "split": _split, "move": _move, "pin": _pin, "undo": _undo,
}  # fmt: skip


def edit(request: Request, form: FormData) -> Response:
    """Write down what a person puts right, and show the thread that it comes to."""
    by = person(request, form)
    do = EDITS[one_of("decision on threads", request.path_params["edit"], tuple(EDITS)) or ""]
    who = {"by": by, "now": iso(utc_now()), "why": text_of(form, "why") or None}
    with request.app.state.access.writing() as dossier:
        shown = do(dossier, request.path_params["id"], form, who)
        is_there = any(one.id == shown for one in _of(dossier, shown))
    return go(f"/threads/{shown}" if is_there else "/threads", reviewer=by)


def _of(dossier: Dossier, id: str) -> list[Thread]:
    """Return the thread of this id, or nothing: an undone split leaves none."""
    try:
        return [threads.thread(dossier, id)]
    except SettingsError:
        return []


ROUTES = [
    Route("/threads", show_list),
    Route("/threads/{id}", show),
    Route("/threads/{id}/{edit}", with_form(edit), methods=["POST"]),
]
