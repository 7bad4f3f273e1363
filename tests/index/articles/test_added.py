"""The time of indexing is that of the first article of an id, whatever replaces it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from pressmark.corpus.model import Article, Block, Kind
from pressmark.index.articles import added


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """One day passes between any two commits."""
    days = count()
    first = datetime(2024, 1, 1)
    monkeypatch.setattr(added, "now", lambda: first + timedelta(days=next(days)))


def times(index):
    with index.reader() as reader:
        return {row["title"]: row["added"].day for _, row in reader.iter_docs()}


def test_an_article_keeps_the_time_when_it_is_replaced(index):
    first = Article.from_text("The ferry sails.", title="Ferry", url="https://pier.example/1")
    index.add_articles([first])
    later = replace(first, blocks=(*first.blocks, Block("It is late.", Kind.PARAGRAPH, 9)))
    assert index.add_articles([later]).replaced == 1
    assert times(index) == {"Ferry": 1}


def test_an_article_keeps_the_time_when_its_file_changes_or_moves(index, news):
    (news / "ferry.txt").write_text("Ferry\nThe ferry sails.")
    index.add(news)
    (news / "ferry.txt").write_text("Ferry\nThe ferry sails.\n\nTram\nThe tram drives.")
    index.add(news)
    assert times(index) == {"Ferry": 1, "Tram": 2}
    (news / "ferry.txt").rename(news / "moved.txt")
    index.add(news)
    assert times(index) == {"Ferry": 1, "Tram": 2}


def test_cleaning_again_and_compacting_keep_it(index, news):
    for number in range(3):
        (news / f"{number}.txt").write_text(f"Pier {number}\nIt is closed.")
        index.add(news)
    before = times(index)
    assert before == {"Pier 0": 1, "Pier 1": 2, "Pier 2": 3}
    index.add(reclean=True)
    assert times(index) == before
    index.delete(str(news / "1.txt"))
    assert index.compact()
    assert times(index) == {"Pier 0": 1, "Pier 2": 3}


def test_what_was_removed_and_restored_is_new(index, news):
    (news / "ferry.txt").write_text("Ferry\nThe ferry sails.")
    index.add(news)
    index.delete(str(news / "ferry.txt"))
    index.add(news, restore=True)
    assert times(index) == {"Ferry": 3}


def test_an_article_has_the_time_with_its_zone(index, news):
    (news / "ferry.txt").write_text("Ferry\nThe ferry sails.")
    index.add(news)
    assert index.get(str(news / "ferry.txt")).added == datetime(2024, 1, 1, tzinfo=UTC)
