from hypothesis import given
from hypothesis import strategies as st

from pressmark.search.cli.console import Console
from pressmark.search.cli.facets import show_facets, sparkline, squeezed
from pressmark.search.results.facet import Facet, FacetValue
from pressmark.search.results.models import Results

counts = st.lists(st.integers(0, 1000), max_size=60)


def results(*facets: Facet) -> Results:
    return Results(
        query="ferry",
        hits=(),
        total_paragraphs=9,
        total_articles=4,
        total_stories=4,
        offset=0,
        limit=10,
        seconds=0.004,
        facets=facets,
    )


def shown(capsys, *facets: Facet) -> list[str]:
    show_facets(Console(80, color=False), results(*facets))
    return capsys.readouterr().out.splitlines()


def values(*pairs: tuple[str, int]) -> tuple[FacetValue, ...]:
    return tuple(FacetValue(value, count, f"source:{value}") for value, count in pairs)


def test_a_facet_shows_counts_and_how_to_narrow(capsys):
    assert shown(capsys, Facet("source", values(("tribune", 12), ("herald", 3)))) == [
        "",
        "Source",
        "  12  tribune  source:tribune",
        "   3  herald  source:herald",
    ]


def test_a_facet_without_a_choice_is_left_out(capsys):
    assert shown(capsys, Facet("source", values(("tribune", 12)))) == []


def test_of_a_long_facet_the_rest_is_counted(capsys):
    many = values(*((f"paper{n}", 1) for n in range(11)))
    assert shown(capsys, Facet("source", many))[-1] == "     … and 3 others"


def test_months_become_a_line_that_shows_the_gaps(capsys):
    months = Facet("month", values(("2022-11", 1), ("2023-01", 4)))
    assert shown(capsys, months)[2] == "  2022-11 ▂ █ 2023-01"


def test_a_year_or_a_week_alone_is_listed_below_the_months(capsys):
    known = values(("2020", 2), ("2021-W05", 1), ("2022-11", 1), ("2023-01", 4), ("2024", 3))
    lines = shown(capsys, Facet("month", (*known, FacetValue("", 5, "missing:date"))))
    assert lines[2] == "  2022-11 ▂ █ 2023-01"
    listed = [line.split("  ")[1] for line in lines[4:]]
    assert listed == ["2020: 2", "2021-W05: 1", "2024: 3", "no date: 5"]
    years = Facet("month", values(("2020", 2), ("2024", 1)))
    assert shown(capsys, years)[2:] == ["  2  2020  source:2020", "  1  2024  source:2024"]


@given(counts)
def test_higher_counts_never_have_lower_bars(numbers):
    bars = sparkline(numbers)
    assert len(bars) == len(numbers)
    assert [bar == " " for bar in bars] == [number == 0 for number in numbers]
    ranked = sorted(zip(numbers, bars, strict=True))
    assert [ord(bar) for number, bar in ranked if number] == sorted(
        ord(bar) for number, bar in ranked if number
    )


@given(counts, st.integers(1, 40))
def test_squeezing_keeps_the_sum_and_the_width(numbers, width):
    fewer = squeezed(numbers, width)
    assert sum(fewer) == sum(numbers)
    assert len(fewer) <= width
