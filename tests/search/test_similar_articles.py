"""More like this: what shares the words that set a text apart, and never the text itself."""

import pytest

from pressmark.corpus import samples_path
from pressmark.corpus.errors import ArticleNotFound, AskError
from pressmark.corpus.model import Article, Block, Kind
from pressmark.search import more_like_this, search, similar_articles
from pressmark.search.pipeline import answer

TEXTS = {
    "ferry": ("Ferry late", "The ferry lost its gearbox off Skerrin.", "Snow closed the school."),
    "boat": ("Old boats", "A trawler that lost its gearbox off Skerrin is late."),
    "school": ("School", "The snow closed the school a second time."),
    "market": ("Market day", "Damsons were dear on Tuesday."),
    "fair": (
        "Autumn fair",
        "Acrobats, jugglers and a ferry full of brass bands came to the harbour.",
    ),
}


def article(key: str) -> Article:
    title, *texts = TEXTS[key]
    body = (Block(text, Kind.PARAGRAPH, at) for at, text in enumerate(texts, 1))
    return Article((Block(title, Kind.TITLE, 0), *body), title=title, key=key, url=f"https://{key}")


@pytest.fixture(scope="module")
def index(new_index):
    index = new_index()
    index.add_articles(map(article, TEXTS))
    return index


def titles(results):
    return [hit.article.title for hit in results.hits]


def test_articles_that_share_rare_words_are_found_and_the_article_itself_is_not(index):
    assert set(titles(more_like_this(index, "https://ferry"))) == {"Old boats", "School"}


@pytest.mark.parametrize(("ordinal", "expected"), [(1, ["Old boats"]), (2, ["School"])])
def test_a_paragraph_is_resembled_by_itself(index, ordinal, expected):
    assert titles(more_like_this(index, "https://ferry", ordinal)) == expected


def test_what_is_like_nothing_has_no_hits(index):
    assert more_like_this(index, "https://market").hits == ()


def test_a_few_words_in_common_do_not_make_articles_alike(index):
    results = more_like_this(index, "https://fair")
    assert "ferry" in results.query
    assert (results.hits, results.total_articles, results.total_paragraphs) == ((), 0, 0)


def test_the_totals_count_what_is_alike(index):
    results = more_like_this(index, "https://ferry")
    assert results.total == results.total_articles == len(results.hits) == 2


def test_another_report_of_the_same_affair_is_alike_and_a_recipe_is_like_nothing(new_index):
    index = new_index()
    index.add(samples_path())
    ids = {hit.article.title: hit.article.id for hit in search(index, "*", limit=100).hits}
    late = next(title for title in ids if "delayed again" in title)
    inquiry = next(title for title in ids if "Inquiry opens" in title)
    recipe = next(title for title in ids if "pilchard tart" in title)
    assert inquiry in titles(more_like_this(index, ids[late]))
    assert more_like_this(index, ids[recipe]).hits == ()


def test_the_query_shows_which_words_were_requested_and_can_be_repeated(index):
    results = more_like_this(index, "https://ferry", 1, limit=5)
    assert "gearbox" in results.query
    assert "skerrin" in results.query
    assert " the^" not in results.query


def test_words_that_a_query_would_read_as_signs_are_words(new_index):
    index = new_index()
    texts = ["AND AND OR's AT&T don't U.S. covid-19 3.5% x:y", "AT&T, OR's and 3.5% don't U.S."]
    index.add_articles(
        Article((Block(text, Kind.PARAGRAPH, 0),), key=text, url=f"https://{number}")
        for number, text in enumerate(texts)
    )
    assert more_like_this(index, "https://0").total_articles == 1


def test_no_more_are_found_than_requested(index):
    assert len(more_like_this(index, "https://ferry", limit=1).hits) == 1


def test_what_is_not_there_is_reported(index):
    with pytest.raises(ArticleNotFound):
        more_like_this(index, "https://none")
    with pytest.raises(AskError, match="no paragraph 7"):
        more_like_this(index, "https://ferry", 7)


def test_copies_of_the_article_are_left_out(new_index):
    index = new_index()
    index.add(samples_path())
    (story,) = [hit for hit in search(index, "*", limit=100).hits if hit.also]
    ids = {story.article.id, *(copy.id for copy in story.copies)}
    assert len(ids) == 1 + story.also
    for id_ in ids:
        assert ids.isdisjoint(hit.article.id for hit in more_like_this(index, id_).hits)


def test_copies_of_a_similar_article_are_one_hit_or_each_is_one(new_index):
    index = new_index()
    index.add(samples_path())
    late = search(index, "title:gearbox").hits[0].article.id
    (story,) = [hit for hit in more_like_this(index, late).hits if hit.also]
    each = [hit.article.id for hit in more_like_this(index, late, copies=True).hits]
    assert {story.article.id, *(copy.id for copy in story.copies)} <= set(each)


def test_an_article_that_is_removed_meanwhile_is_compared_as_it_was(new_index, monkeypatch):
    index = new_index()
    index.add_articles(map(article, TEXTS))

    def answer_later(*given):
        if index.stats().articles == len(TEXTS):
            index.delete("https://ferry")
        return answer(*given)

    monkeypatch.setattr(similar_articles, "answer", answer_later)
    hits = more_like_this(index, "https://ferry").hits
    assert [hit.article.title for hit in hits] == ["Old boats", "School"]
    with pytest.raises(ArticleNotFound):
        more_like_this(index, "https://ferry")
