import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.corpus.model import Article, Block, CleanArticle, Kind, Removal
from pressmark.index.articles.documents import (
    from_documents,
    storable,
    summary,
    to_documents,
)

texts = st.text(st.characters(codec="utf-8"))
blocks = st.builds(Block, texts, st.sampled_from(Kind), st.integers(0, 9))
bodies = blocks.filter(lambda block: block.kind is not Kind.TITLE)
removals = st.builds(Removal, blocks, texts, texts, st.none() | blocks)
articles = st.builds(
    Article,
    blocks=st.just(()),
    title=texts,
    url=texts,
    source=texts,
    published=st.none() | st.datetimes(),
    authors=st.lists(texts).map(tuple),
    language=texts,
)


def stored(document):
    """What Whoosh keeps of a document."""
    kept = {name: value for name, value in document.items() if not name.startswith("_stored_")}
    kept |= {name[8:]: value for name, value in document.items() if name.startswith("_stored_")}
    return kept


@given(articles, st.lists(bodies, min_size=1), st.lists(removals))
def test_an_article_comes_back_as_it_went_in(article, kept, removed):
    clean = CleanArticle(article, tuple(kept), tuple(removed))
    rows = [stored(row | {"article": "0123", "origin": "/a"}) for row in to_documents(clean)]
    back = from_documents(reversed(rows))
    assert back.paragraphs[1 if article.title else 0 :] == clean.paragraphs
    assert back.removals == clean.removals
    for name in ("title", "url", "source", "published", "authors", "language"):
        assert getattr(back, name) == getattr(article, name)
    assert summary(rows).paragraphs == len(rows)
    assert sum(summary(rows).removed_by_rule.values()) == len(removed)


def test_the_title_is_paragraph_0_wherever_it_stood():
    byline, title = Block("By Ann", Kind.BYLINE, 0), Block("Ferry", Kind.TITLE, 1)
    clean = CleanArticle(Article((byline, title)), (byline, title), ())
    rows = list(to_documents(clean))
    assert [(row["ordinal"], row["text"], row["title"]) for row in rows] == [
        (0, "Ferry", "Ferry"),
        (1, "By Ann", "Ferry"),
    ]


def test_a_title_that_is_only_metadata_becomes_a_paragraph():
    clean = CleanArticle(Article((), title="Ferry"), (Block("It sails.", Kind.PARAGRAPH, 0),), ())
    first, second = to_documents(clean)
    assert (first["kind"], first["text"], second["ordinal"]) == ("title", "Ferry", 1)


@given(st.lists(st.sampled_from(Kind), min_size=1, max_size=6), st.sampled_from(["", "Ferry"]))
def test_a_stored_article_has_the_numbers_that_it_was_indexed_under(kinds, title):
    blocks = tuple(Block(f"Line {at}.", kind, at) for at, kind in enumerate(kinds))
    documents = list(to_documents(CleanArticle(Article((), title=title), blocks, ())))
    own = {"article": "a", "origin": ""}
    stored = from_documents(
        {**document, **own, "extra": document.get("_stored_extra")} for document in documents
    )
    assert [(ordinal, block.text) for ordinal, block in stored.numbered] == [
        (document["ordinal"], document["text"]) for document in documents
    ]


def test_an_article_of_which_nothing_is_kept_has_no_documents():
    assert list(to_documents(CleanArticle(Article(()), (), ()))) == []


@given(st.text())
def test_whatever_was_scraped_can_be_stored(text):
    storable(text).encode()


@pytest.mark.parametrize("text", ["", "plain", "né", "\U0001f600"])
def test_what_is_whole_is_stored_as_it_is(text):
    assert storable(text) == text


def test_half_characters_are_marked_and_whole_pairs_mended():
    assert storable("a\ud800b") == "a\ufffdb"
    assert storable("\ud83d\ude00") == "\U0001f600"
