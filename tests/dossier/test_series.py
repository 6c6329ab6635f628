"""Series in a dossier: imports add up, the same file twice changes nothing, checks follow the series."""

from dataclasses import replace

import pytest
from tests.dossier.samples import add, law
from tests.figures.exempla import harbour

from onrecord.dossier import Dossier
from onrecord.dossier.series import (
    checks,
    count_points,
    import_series,
    list_series,
    load_series,
    put_checks,
    stamp_of,
    unchecked,
)
from onrecord.records import FigureCheck, ImportReport, Point, Series, make_issue


def take(dossier: Dossier, series: list[Series], rows_in: int = 16) -> ImportReport:
    return import_series(dossier, series, [], rows_in, origin="harbour-index.csv", format="plain")


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    return report.added, report.updated, report.unchanged, report.refused


def test_a_file_is_kept_and_given_back(dossier: Dossier) -> None:
    assert counts(take(dossier, harbour())) == (16, 0, 0, 0)
    assert load_series(dossier) == harbour()
    assert load_series(dossier, ["harbour-index"]) == harbour()
    assert load_series(dossier, ["RSF"]) == []
    assert list_series(dossier) == [replace(one, points=()) for one in harbour()]
    assert count_points(dossier) == {"harbour-index/overall": 16}


def test_the_same_file_again_changes_nothing(dossier: Dossier) -> None:
    take(dossier, harbour())
    stamp = stamp_of(dossier, "figures 1")
    assert counts(take(dossier, harbour())) == (0, 0, 16, 0)
    assert stamp_of(dossier, "figures 1") == stamp


def test_a_newer_file_adds_and_updates(dossier: Dossier) -> None:
    (series,) = harbour()
    take(dossier, [series])
    first, *rest = series.points
    newer = replace(series, points=(replace(first, rank=80), *rest[:-1], Point(country="XNV", edition="2016", rank=99)))
    added = Point(country="XZZ", edition="2016", rank=98)
    report = take(dossier, [replace(newer, points=(*newer.points, added))], rows_in=18)
    assert counts(report) == (1, 2, 13, 2)
    assert report.rows_in == report.added + report.updated + report.unchanged + report.refused
    assert count_points(dossier) == {"harbour-index/overall": 17}


def test_two_releases_stand_side_by_side(dossier: Dossier) -> None:
    (series,) = harbour()
    other = replace(series, id=series.id + "@v2", release="v2")
    take(dossier, [series])
    assert counts(take(dossier, [other])) == (16, 0, 0, 0)
    assert [one.release for one in load_series(dossier)] == [None, "v2"]


def test_what_was_left_out_is_an_issue_of_the_dossier(dossier: Dossier) -> None:
    issue = make_issue("rows-refused", "figures", "1 line left out, without a figure: Exempla", "harbour-index.csv")
    report = import_series(dossier, harbour(), [issue], 17, origin="harbour-index.csv", format="plain")
    assert report.refused == 1 and report.issues == (issue,)
    assert dossier.issues() == [issue]


def some_check(statement: str, verdict: str = "differs") -> FigureCheck:
    return FigureCheck(
        id=f"check-{verdict}", statement=statement, span=(0, 4), indicator="Harbour Index", country="XEX",
        measure="rank", claimed=60.0, true=66.0, verdict=verdict, why="So it is.",  # type: ignore[arg-type]
    )  # fmt: skip


def test_checks_are_kept_and_found_by_country_and_verdict(dossier: Dossier) -> None:
    document = add_law(dossier)
    statement = next(dossier.statements()).id
    found = [some_check(statement), some_check(statement, "matches")]
    stamp = stamp_of(dossier, "figures 1")
    assert unchecked(dossier, stamp) == [document]
    assert put_checks(dossier, [(document, found)], stamp) == 2
    assert unchecked(dossier, stamp) == []
    assert checks(dossier) == found
    assert checks(dossier, country="XEX", verdict="differs") == found[:1]
    assert checks(dossier, country="XNV") == []
    assert checks(dossier, document=document) == found and checks(dossier, document="none") == []


@pytest.mark.parametrize("change", ["series", "version"])
def test_other_series_or_another_checker_make_checks_stale(dossier: Dossier, change: str) -> None:
    document = add_law(dossier)
    put_checks(dossier, [(document, [])], stamp_of(dossier, "figures 1"))
    if change == "series":
        take(dossier, harbour())
    stamp = stamp_of(dossier, "figures 1" if change == "series" else "figures 2")
    assert unchecked(dossier, stamp) == [document]


def test_checking_again_replaces(dossier: Dossier) -> None:
    document = add_law(dossier)
    statement = next(dossier.statements()).id
    put_checks(dossier, [(document, [some_check(statement)])], "one")
    put_checks(dossier, [(document, [some_check(statement, "matches")])], "two")
    assert [check.verdict for check in checks(dossier)] == ["matches"]


def add_law(dossier: Dossier) -> str:
    add(dossier, law())
    return dossier.documents()[0].id
