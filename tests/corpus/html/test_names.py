import pytest

from pressmark.corpus.html.names import best_site, without_site


@pytest.mark.parametrize(
    ("names", "address", "site"),
    [
        (["U.S.", "Reuters"], "https://www.reuters.com/a", "Reuters"),
        (["The New York Times"], "https://www.nytimes.com/a", "The New York Times"),
        (["Racing | F1 | Indy"], "https://racing.example/a", "Racing"),
        (["A Paper"], "https://elsewhere.example/a", "A Paper"),
        (["A Paper"], "", "A Paper"),
        ([], "https://elsewhere.example/a", ""),
    ],
)
def test_the_name_that_the_host_bears_out_is_the_site(names, address, site):
    assert best_site([(name, "meta") for name in names], address)[0] == site


@pytest.mark.parametrize(
    ("title", "address", "site"),
    [
        ("The Valley Blog: River rises", "https://thevalley.example/a", "The Valley Blog"),
        ("River rises // Valley", "https://valley.example/a", "Valley"),
        ("Lark Pro Tool Kit: Saw, File", "https://lark.example/a", ""),
        ("Larks on the ledge", "https://lark.example/a", ""),
    ],
)
def test_a_part_of_a_title_is_the_site_and_a_whole_title_is_none(title, address, site):
    assert best_site([(title, "title")], address)[0] == site


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("River rises | The Valley Tribune", "River rises"),
        ("The Valley Tribune - River rises", "River rises"),
        ("River rises - again | Tribune", "River rises - again"),
        ("The Valley Tribune", "The Valley Tribune"),
        ("Half-built bridge", "Half-built bridge"),
        ("The Valley Tribune: River rises", "River rises"),
        ("River rises: again", "River rises: again"),
    ],
)
def test_a_title_loses_the_name_of_its_site(title, headline):
    assert without_site(title, "The Valley Tribune") == headline
