import pytest

from pressmark.search import search

TEXTS = ("the <b>old</b> ferry & bridge", "a ferry", "a road")


@pytest.fixture(scope="module")
def results(make_index):
    return search(make_index(*TEXTS), "ferry", limit=1)


def test_results_are_iterated_over_and_counted_by_their_hits(results):
    assert list(results) == list(results.hits)
    assert len(results) == 1


def test_results_are_shown_in_a_line(results):
    assert repr(results) == "<Results of 'ferry': 1 of 2 hits>"


def test_a_notebook_shows_a_table_that_escapes_the_text(make_index):
    html = search(make_index(*TEXTS), "ferry old")._repr_html_()
    assert "&lt;b&gt;<b>old</b>&lt;/b&gt; <b>ferry</b> &amp; bridge" in html
    assert html.count("<tr>") == 3


def test_hits_become_dictionaries_in_the_shape_of_json(results):
    (row,) = results.to_dicts()
    assert (row["rank"], row["text"]) == (1, results.hits[0].text)
