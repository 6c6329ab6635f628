"""What a reference says is what the document says."""

import pytest

from onrecord.records import Document, Sighting, When, sha256_hex
from onrecord.reference.citations import date_of, name_of, reference_of


def document(**given: object) -> Document:
    text = "Words."
    values = {"id": "d1", "sha256": "0" * 64, "text_sha256": sha256_hex(text.encode()), "media_type": "text/plain"}
    return Document(**{**values, "text": text, "language": "en", **given})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("author", "language", "expected"),
    [
        ("Corin Vale", "en", {"given": "Corin", "family": "Vale"}),
        ("J. P. Arden", "en", {"given": "J. P.", "family": "Arden"}),
        ("Vale, Corin", "en", {"given": "Corin", "family": "Vale"}),
        ("Ilse van den Berk", "nl", {"given": "Ilse", "family": "Berk", "non-dropping-particle": "van den"}),
        ("Maria Sol Renta", "es", {"literal": "Maria Sol Renta"}),
        ("Varo Ilan", "hu", {"literal": "Varo Ilan"}),
        ("Exempla Rights Watch Committee", "en", {"literal": "Exempla Rights Watch Committee"}),
        ("Harbour News", "en", {"literal": "Harbour News"}),
        ("Sele", "en", {"literal": "Sele"}),
    ],
)
def test_names_are_parted_only_where_it_is_plain(author: str, language: str, expected: dict[str, str]) -> None:
    assert name_of(author, document(language=language, publisher="Harbour News")) == expected


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (When(), None),
        (When(start="2021-04-12", end="2021-04-12", precision="day", basis="stated"), {"date-parts": [[2021, 4, 12]]}),
        (When(start="2021-04-01", end="2021-04-30", precision="month"), {"date-parts": [[2021, 4]]}),
        (When(start="2021-01-01", end="2021-12-31", precision="year"), {"date-parts": [[2021]]}),
        (When(start="2019-01-01", end="2021-12-31", precision="interval"), {"date-parts": [[2019], [2021]]}),
        (
            When(start="2021-04-12", end="2021-04-12", precision="day", basis="inferred"),
            {"date-parts": [[2021, 4, 12]], "circa": True},
        ),
    ],
)
def test_a_date_is_as_exact_as_it_is_known(when: When, expected: dict[str, object] | None) -> None:
    assert date_of(when) == expected


def test_what_is_unknown_is_left_out() -> None:
    assert reference_of(document(language="und")) == {"id": "d1", "type": "document"}


def test_a_page_of_the_web_has_its_site_and_the_day_on_which_it_was_seen_last() -> None:
    seen = tuple(Sighting(where="https://harbour.example/a", seen_at=f"202{n}-05-02T08:00:00Z") for n in (1, 3, 2))
    page = reference_of(document(title="A day", publisher="Harbour News", sightings=(*seen, Sighting(where="a.html"))))
    assert page == {
        "id": "d1",
        "type": "webpage",
        "title": "A day",
        "container-title": "Harbour News",
        "accessed": {"date-parts": [[2023, 5, 2]]},
        "URL": "https://harbour.example/a",
        "language": "en",
    }


def test_a_file_without_a_title_is_known_by_its_name() -> None:
    held = reference_of(document(publisher="Ministry", sightings=(Sighting(where="in/2022-17.pdf"),)))
    assert (held["type"], held["title"], held["publisher"]) == ("document", "2022-17.pdf", "Ministry")
