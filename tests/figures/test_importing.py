"""Publishers' files in small: every layout that is read, with invented figures of an invented country."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.figures.exempla import FILE, GAZETTEER

from onrecord.errors import Broken, Unsupported
from onrecord.figures.importing import parse, recognise
from onrecord.figures.layouts import layouts
from onrecord.records import Edition, Point, Series

FILES = {
    "wjp": "country,iso3,edition_year,edition,score,rank_computed,n_countries,f1,f1_rank\n"
    "Exempla,XEX,2017,2017-2018,0.51,64,113,0.4,70\n",
    "wjp-publisher": "Country,Year,Country Code,Region,WJP Rule of Law Index: Overall Score,"
    "Factor 1: Constraints on Government Powers\n"
    "Exempla,2017-2018,XEX,East,0.51,0.4\nNorvania,2017-2018,XNV,East,0.70,0.6\n",
    "wjp-package": "country,year,code,region,roli,f1\nExempla,2017-2018,XEX,East,0.51,0.4\n",
    "vdem": "country_name,country_text_id,country_id,year,v2x_polyarchy,v2x_libdem\nExempla,XEX,1,2023,0.28,0.14\n",
    "fiw": "Country/Territory,Region,C/T,Edition,Status,PR rating,CL rating,PR,CL,Total\n"
    "Exempla,East,c,2024,NF,7,5,5,18,23\nHarbour Island,East,t,2024,F,1,1,38,58,96\n",
    "rsf": "edition_year,edition,iso3,country,rank,n_countries,score,score_as_published\n"
    "2020,2020,XEX,Exempla,157,180,45.89,54.11\n",
    "rsf-publisher": "ISO;Score;Rank;Political Context;Rank_Pol;Country_EN;Year (N)\n"
    "XEX;48,28;122;40,1;130;Exempla;2022\n",
    "rsf-publisher-old": "Year (N);ISO;Rank N;Score N;EN_country\n2020;XEX;157;45,89;Exempla\n",
    "pts": "country,iso3,year,pts_amnesty,pts_hrw,pts_state\nExempla,XEX,2022,4,,3\n",
    "pts-publisher": "Country,Year,WordBank_Code_A,PTS_A,PTS_H,PTS_S\nExempla,2022,XEX,4,NA,3\n",
    "cpi": "country,iso3,year,score,scale,rank_published,rank_computed,n_countries\n"
    "Exempla,XEX,2015,28,0-100,,123,168\n",
    "cpi-publisher": "Country / Territory,ISO3,Region,CPI score 2022,Rank 2022,CPI score 2021,Rank 2021\n"
    "Exempla,XEX,E,36,101,37,102\n",
    "cirights": "country,iso3,year,physint_sum,tort,speech\nExempla,XEX,2019,4,0,0\n",
    "plain": "index,edition,code,rank,n_countries,score\nHarbour Index,2019,XEX,74,112,0.48\n",
}


def read(form: str, text: str, name: str = "file.csv") -> tuple[dict[str, Series], list[str], int]:
    """The series of a file by id, what was left out, and how many lines it has."""
    series, issues, rows_in = parse(name, text.encode(), form, gazetteer=GAZETTEER)
    return {one.id: one for one in series}, [issue.what for issue in issues], rows_in


def test_every_layout_has_an_example() -> None:
    assert set(FILES) == set(layouts())


@pytest.mark.parametrize("form", FILES)
def test_layouts_are_recognised_and_read(form: str) -> None:
    assert recognise("file.csv", FILES[form].encode()) == form
    series, _, rows_in = read(form, FILES[form])
    assert series and all(p.country in ("XEX", "XNV") for one in series.values() for p in one.points)
    assert rows_in == FILES[form].count("\n") - 1 + (form == "cpi-publisher")


@pytest.mark.parametrize("form", FILES)
def test_columns_may_stand_in_any_order(form: str) -> None:
    delimiter = ";" if ";" in FILES[form] else ","
    lines = [line.split(delimiter)[::-1] for line in FILES[form].splitlines()]
    turned = "\n".join(delimiter.join(line) for line in lines)
    assert recognise("file.csv", turned.encode()) == form
    assert read(form, turned) == read(form, FILES[form])


FIGURES = [  # layout, series, the point
    ("wjp", "WJP/overall", Point(country="XEX", edition="2017-2018", value=0.51, rank=64, computed_rank=True)),
    ("wjp-publisher", "WJP/overall", Point(country="XEX", edition="2017-2018", value=0.51, rank=2, computed_rank=True)),
    ("vdem", "VDEM/v2x_libdem@v14", Point(country="XEX", edition="2023", value=0.14, rank=1, computed_rank=True)),
    ("fiw", "FIW/status", Point(country="XEX", edition="2024", value=1)),
    ("fiw", "FIW/pr_score", Point(country="XEX", edition="2024", value=5)),
    ("rsf", "RSF/overall", Point(country="XEX", edition="2020", value=45.89, rank=157)),
    ("rsf", "RSF/overall@as printed then", Point(country="XEX", edition="2020", value=54.11, rank=157)),
    ("rsf-publisher", "RSF/political", Point(country="XEX", edition="2022", value=40.1, rank=130)),
    ("pts", "PTS/amnesty", Point(country="XEX", edition="2022", value=4)),
    ("cpi", "CPI/overall", Point(country="XEX", edition="2015", value=28, rank=123, computed_rank=True)),
    ("cpi-publisher", "CPI/overall", Point(country="XEX", edition="2021", value=37, rank=102)),
    ("plain", "harbour-index/overall", Point(country="XEX", edition="2019", value=0.48, rank=74)),
]


@pytest.mark.parametrize(("form", "key", "point"), FIGURES)
def test_figures_keep_edition_value_and_rank(form: str, key: str, point: Point) -> None:
    assert point in read(form, FILES[form])[0][key].points


def test_editions_know_their_data_year_method_and_number_of_countries() -> None:
    rsf = read("rsf", FILES["rsf"])[0]["RSF/overall"]
    assert rsf.editions == (Edition(name="2020", year=2020, data_year=2019, countries=180, method="2013"),)
    cpi = read("cpi", FILES["cpi"])[0]["CPI/overall"]
    assert (cpi.editions[0].year, cpi.editions[0].data_year) == (2016, 2015)


@pytest.mark.parametrize(
    ("name", "release"),
    [("V-Dem-CY-Core-v13.csv", "v13"), ("vdem_v15_levels.csv", "v15"), ("democracy.csv", "v14")],
)
def test_the_release_is_told_by_the_name_else_by_the_newest_year(name: str, release: str) -> None:
    assert {one.release for one in read("vdem", FILES["vdem"], name)[0].values()} == {release}


def test_equal_scores_share_the_better_rank() -> None:
    text = "country,year,code,roli,f1\nExempla,2019,XEX,0.5,0\nNorvania,2019,XNV,0.5,0\nKenya,2019,KEN,0.4,0\n"
    points = read("wjp-package", text)[0]["WJP/overall"].points
    assert {p.country: p.rank for p in points} == {"XEX": 1, "XNV": 1, "KEN": 3}


def test_lines_that_are_left_out_are_counted_by_reason() -> None:
    text = FILES["pts"] + "Atlantis,,2022,1,1,1\nExempla,XEX,2021,,,\nExempla,XEX,2022,4,,3\n"
    series, issues, rows_in = read("pts", text)
    assert rows_in == 4
    assert issues == [
        "1 line left out, of no country that is known under this name: Atlantis",
        "1 line left out, without a figure: Exempla",
        "1 line left out, there a second time: Exempla",
    ]
    assert len(series["PTS/state"].points) == 1


def test_a_workbook_is_read_below_its_title() -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in [
        ["Corruption Perceptions Index"],
        [],
        *(row.split(",") for row in FILES["cpi-publisher"].splitlines()),
    ]:
        sheet.append([int(cell) if cell.isdigit() else cell for cell in line])
    data = io.BytesIO()
    book.save(data)
    assert recognise("cpi.xlsx", data.getvalue()) == "cpi-publisher"
    series, _, rows_in = parse("cpi.xlsx", data.getvalue(), "cpi-publisher", gazetteer=GAZETTEER)
    assert rows_in == 2 and len(series[0].points) == 2


def test_other_files_are_not_recognised() -> None:
    assert recognise("names.csv", b"name,born\nIlse,1970\n") is None
    assert recognise("vdem.parquet", b"PAR1....") is None
    assert recognise("empty.csv", b"") is None
    with pytest.raises(Unsupported, match="layout"):
        parse("names.csv", b"name,born\nIlse,1970\n", "pts")
    with pytest.raises(Broken, match="workbook"):
        parse("half.xlsx", b"PK\x03\x04 half a file", "pts")


def test_the_example_is_a_plain_table() -> None:
    series, issues, rows_in = parse(FILE.name, FILE.read_bytes(), "plain", gazetteer=GAZETTEER)
    assert (len(series), issues, rows_in) == (1, [], 16)
    assert series[0].scale == (0, 1)
    assert [e.countries for e in series[0].editions] == [98, 105, 112, 112, 112, 118, 118, 124]


@given(
    st.dictionaries(
        st.tuples(st.sampled_from(["XEX", "XNV"]), st.integers(1990, 2030)),
        st.tuples(st.integers(1, 200), st.floats(0, 100).map(lambda x: round(x, 2))),
        min_size=1,
    )
)
def test_a_plain_table_gives_back_what_was_written(figures: dict[tuple[str, int], tuple[int, float]]) -> None:
    lines = [f"Harbour Index,{year},{code},{rank},{value}" for (code, year), (rank, value) in figures.items()]
    series, issues, rows_in = read("plain", "\n".join(["index,edition,code,rank,score", *lines]))
    assert (issues, rows_in) == ([], len(figures))
    found = {(p.country, int(p.edition)): (p.rank, p.value) for p in series["harbour-index/overall"].points}
    assert found == figures
