"""Where nothing is found, the beginning of an own word is offered if it finds something."""

import pytest

from pressmark.search import search


@pytest.fixture(scope="module")
def index(make_index, paragraph):
    return make_index(
        paragraph("The ferries of the strait", article="a", source="Lamp"),
        paragraph("A timetable", article="b", source="Wire"),
        *(f"zephyr{number}" for number in range(100, 160)),
    )


@pytest.mark.parametrize(
    ("query", "broader"),
    [
        ("ferrymen", "ferr*"),
        ("FERRYMEN", "FERR*"),
        ("xyzzy ferrymen", "xyzzy ferr*"),
        ("(timetabling AND xyzzy) OR straitjacket", "(timetabling AND xyzzy) OR strait*"),
        ("timetables.html", ""),  # no plain word
        ("xylophonist", ""),  # nothing begins so
        ("source:lamp timetabling", ""),  # the beginning finds nothing in that paper
        ("fer", ""),  # nothing is left to leave out
        ("zephyrs", ""),  # too many words begin so
        ("ferry", ""),  # finds something
    ],
)
def test_the_longest_beginning_of_an_own_word_that_finds_something(index, query, broader):
    results = search(index, query)
    assert results.broader == broader
    assert not broader or search(index, broader).total
