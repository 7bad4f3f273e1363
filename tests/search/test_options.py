import pytest

from pressmark.corpus import Article
from pressmark.corpus.errors import AskError
from pressmark.index import Index
from pressmark.search import SearchOptions, search


@pytest.mark.parametrize("given", [{"sort": "date"}, {"limit": -1}, {"offset": 1.5}])
def test_a_value_that_cannot_be_is_refused_by_name(given):
    (name,) = given
    with pytest.raises(AskError, match=f"{name}|order"):
        SearchOptions(**given)


def test_an_unknown_order_is_answered_with_the_orders_there_are(make_index):
    with pytest.raises(AskError) as refused:
        search(make_index("ferry"), "ferry", sort="date")
    assert refused.value.hint == "Choose relevance, recent, newest, oldest, added."


@pytest.mark.parametrize("wrong", [["a text"], [{"text": "a"}], "a text", {"text": "a"}])
def test_articles_of_a_wrong_type_are_refused_and_nothing_is_changed(tmp_path, wrong):
    index = Index.create(tmp_path / "index")
    with pytest.raises(TypeError, match="add_articles takes"):
        index.add_articles(wrong)
    assert index.stats().articles == 0


def test_an_article_of_text_is_found_with_its_facts(tmp_path):
    index = Index.create(tmp_path / "index")
    text = "The old bridge is closed.\n\nThe ferry sails."
    article = Article.from_text(text, title="News", source="Tribune", authors=["Ann Lee"])
    assert index.add_articles([article]).added == 1
    (hit,) = search(index, "ferry")
    known = hit.article.title, hit.article.source, hit.article.authors, hit.text
    assert known == ("News", "Tribune", ("Ann Lee",), "The ferry sails.")
