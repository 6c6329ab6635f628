"""Pages are parts of one list: nothing is missing, nothing twice, in either direction, whatever is added meanwhile."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.dossier import samples

from onrecord.dossier import Dossier, StatementFilter, verify
from onrecord.dossier.cursors import Page
from onrecord.dossier.facts import Order
from onrecord.dossier.facts_kept import facts_of
from onrecord.dossier.pages import document_head, document_page, statement_page
from onrecord.dossier.reviews import Changes, Decision, review
from onrecord.errors import SettingsError
from onrecord.records import CountryShare, When

NOW = "2024-05-01T10:00:00Z"
ORDERS: tuple[Order, ...] = ("document", "newest", "confidence")


def day(number: int) -> When:
    return When(start=f"2020-01-{number:02}", end=f"2020-01-{number:02}", precision="day", basis="stated")


def add(dossier: Dossier, number: int, published: When, **fields: Any) -> str:
    """Keep a document of three statements, the second of which is on Exempla."""
    text = f"No {number}: the courts are slow. The prisons of {number} are full. Papers of {number} close."
    blob, document = samples.make_document(text, f"{number}.txt", published=published, title=f"Tïtle {number}")
    document = replace(document, **fields)
    said = [samples.make_statement(document, f"{part}") for part in ("the courts are slow", "The prisons", "Papers")]
    said[1] = replace(said[1], country="XEX", rights=("liberty",), confidence={"statement": number / 100})
    samples.add(dossier, (blob, document, said))
    return document.id


@pytest.fixture
def filled(dossier: Dossier) -> Dossier:
    for number in range(1, 8):
        add(dossier, number, day(10 - number) if number != 4 else When())
    return dossier


def every(page: Callable[..., Page[Any]], limit: int) -> tuple[list[Any], list[Any]]:
    """Return all items by going on from page to page, and by going back."""
    found, one = list[Any](), page(limit=limit)
    found += one.items
    while one.after:
        one = page(limit=limit, after=one.after)
        found += one.items
    back = list(one.items)
    while one.before:
        one = page(limit=limit, before=one.before)
        back = [*one.items, *back]
    return found, back


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("limit", [1, 2, 5, 100])
def test_pages_of_statements_make_up_the_list(filled: Dossier, order: Order, limit: int) -> None:
    def page(**given: Any) -> Page[Any]:
        return statement_page(filled, order=order, **given)

    found, back = every(page, limit)
    assert found == back
    assert sorted(s.id for s in found) == sorted(s.id for s in filled.statements())
    assert page().total == len(found) == 21


def test_orders_are_what_they_say(filled: Dossier) -> None:
    listed = {order: statement_page(filled, order=order).items for order in ORDERS}
    assert list(listed["document"]) == list(filled.statements())
    days = [filled.document(s.document).published.start for s in listed["newest"]]
    assert days == [*sorted((d for d in days if d), reverse=True), None, None, None]
    sure = [s.confidence.get("statement") for s in listed["confidence"]]
    assert sure == [0.07, 0.06, 0.05, 0.04, 0.03, 0.02, 0.01, *[None] * 14]


@pytest.mark.parametrize("order", ORDERS)
def test_a_page_goes_on_where_it_was_when_documents_are_added(filled: Dossier, order: Order) -> None:
    first = statement_page(filled, order=order, limit=6)
    rest = statement_page(filled, order=order, after=first.after, limit=100)
    add(filled, 20, day(20))
    add(filled, 21, day(1))
    again = statement_page(filled, order=order, after=first.after, limit=100)
    assert {s.id for s in rest.items} <= {s.id for s in again.items}
    assert not {s.id for s in first.items} & {s.id for s in again.items}


def test_a_page_goes_on_behind_statements_that_were_read_anew(filled: Dossier) -> None:
    first = statement_page(filled, limit=4)
    shown = filled.document(first.items[-1].document)
    blob, document = samples.make_document(shown.text, "1.txt", published=shown.published, title=shown.title)
    samples.add(filled, (blob, document, [samples.make_statement(document, "slow")]), reader="reader 2")
    rest = statement_page(filled, after=first.after, limit=100)
    assert all(s.document != document.id for s in rest.items)
    assert len(rest.items) == 21 - 6


WANTED = st.builds(
    StatementFilter,
    country=st.none() | st.sampled_from(("XEX", "XAA")),
    since=st.none() | st.sampled_from(("2020", "2020-01", "2020-01-05", "2021")),
    until=st.none() | st.sampled_from(("2019", "2020", "2020-01-05")),
    right=st.none() | st.just("torture"),
    act=st.none() | st.sampled_from(("event", "measure-adopted")),
    stance=st.none() | st.sampled_from(("regress", "progress")),
    camp=st.none() | st.sampled_from(("NGO", "government")),
    speaker=st.none() | st.sampled_from(("maru", "watch")),
    text=st.none() | st.sampled_from(("prisons", '"in the"', "c*")),
    voice=st.none() | st.just("author"),
    review=st.none() | st.sampled_from(("standing", "rejected", "confirmed", "machine")),
)


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dossier]:
    with Dossier.open(tmp_path_factory.mktemp("d") / "exempla.dossier", create=True) as dossier:
        samples.add(dossier, samples.press())
        samples.add(dossier, samples.law())
        add(dossier, 1, day(5))
        keys = [s.id for s in dossier.statements()]
        review(dossier, [Decision(statement=keys[0], decision="rejected", by="Ada")], NOW)
        review(dossier, [Decision(statement=keys[1], decision="confirmed", by="Ada")], NOW)
        yield dossier


@given(wanted=WANTED)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_pages_hold_what_the_filter_says_in_sql(mixed: Dossier, wanted: StatementFilter) -> None:
    page = statement_page(mixed, wanted)
    assert list(page.items) == list(mixed.statements(wanted))
    assert page.total == mixed.count_statements(wanted)


def test_what_is_no_address_is_refused(filled: Dossier) -> None:
    for address in ("nothing", "!", "WzFd", "W10"):
        with pytest.raises(SettingsError, match="no address of a page"):
            statement_page(filled, after=address)


# What is kept in the process


def test_what_another_program_writes_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "a.dossier"
    with Dossier.open(path, create=True) as writer, Dossier.open(path, create=False, read_only=True) as reader:
        assert statement_page(reader).total == 0
        add(writer, 1, day(1))
        assert statement_page(reader).total == 3
        with reader.snapshot():
            assert statement_page(reader).total == 3
            add(writer, 2, day(2))
            assert statement_page(reader).total == 3
            assert statement_page(writer).total == 6
        assert statement_page(reader).total == 6


def test_what_is_undone_is_not_remembered(filled: Dossier) -> None:
    before = facts_of(filled).rows.tobytes()
    with pytest.raises(RuntimeError), filled.bulk():
        add(filled, 30, day(1))
        assert statement_page(filled).total == 24
        raise RuntimeError
    assert statement_page(filled).total == 21
    assert facts_of(filled).rows.tobytes() == before
    add(filled, 31, day(2))
    assert [s.quote for s in statement_page(filled).items] == [s.quote for s in filled.statements()]


def test_a_review_moves_a_statement_to_where_it_belongs(filled: Dossier) -> None:
    (chosen,) = statement_page(filled, StatementFilter(right="liberty"), limit=1).items
    changes = Changes(rights=("torture",), stance="regress")
    review(filled, [Decision(statement=chosen.id, decision="corrected", by="Ada", changes=changes)], NOW)
    assert statement_page(filled, StatementFilter(right="liberty")).total == 6
    wanted = StatementFilter(right="torture", stance="regress", review="corrected")
    assert [s.id for s in statement_page(filled, wanted).items] == [chosen.id]
    assert verify(filled) == []


def test_counts_that_do_not_agree_are_named(filled: Dossier) -> None:
    changed = "UPDATE facts SET body = CAST(x'01' || zeroblob(length(body) - 1) AS BLOB) WHERE reading = 2"
    assert filled.connection.execute(changed).rowcount == 1
    assert {issue.kind for issue in verify(filled)} == {"counts-changed"}


# Documents


@pytest.mark.parametrize("order", ["newest", "document"])
@pytest.mark.parametrize("limit", [1, 3, 100])
def test_pages_of_documents_make_up_the_list(filled: Dossier, order: Any, limit: int) -> None:
    found, back = every(lambda **given: document_page(filled, order=order, **given), limit)
    assert found == back
    days = [head.published.start for head in found]
    assert days == [*sorted((d for d in days if d), reverse=order == "newest"), None]
    assert {head.id for head in found} == {document.id for document in filled.documents()}


def test_documents_are_chosen_by_what_their_heads_say(filled: Dossier) -> None:
    about = (CountryShare(code="XEY", share=0.3), CountryShare(code="XEZ", share=0.1))
    last = add(filled, 9, day(9), countries=about, publisher="Café Öst", media_type="application/pdf")
    assert document_page(filled, country="XEX").total == 8
    wants: tuple[dict[str, Any], ...] = (
        {"country": "XEY"},
        {"publisher": "Café Öst"},
        {"media_type": "application/pdf"},
        {"text": "cafe"},
    )
    for wanted in wants:
        assert [head.id for head in document_page(filled, **wanted).items] == [last], wanted
    assert document_page(filled, country="XEZ").total == 0
    assert [head.title for head in document_page(filled, text="title 7").items] == ["Tïtle 7"]


def test_a_head_says_what_its_document_does(filled: Dossier) -> None:
    key = add(filled, 9, day(9), authors=("Ilse Maru",), language="en")
    document, head = filled.document(key), document_head(filled, key)
    for name in ("id", "title", "publisher", "authors", "language", "media_type", "published", "countries"):
        assert getattr(head, name) == getattr(document, name)
    assert (head.statements, head.issues) == (3, 0)
    with pytest.raises(SettingsError, match="no such document"):
        document_head(filled, "0" * 20)
