"""What a user removed stays out, whichever file it comes back in, until it is restored."""

import json

import pytest

from pressmark import corpus
from pressmark.corpus import Article
from pressmark.index.ingest import worker_tasks

PIER = {"title": "Pier", "text": "The pier is closed.", "url": "https://a.example/pier"}
FERRY = {"title": "Ferry", "text": "The ferry sails.", "url": "https://a.example/ferry"}


@pytest.fixture(autouse=True)
def real_readers(small_corpus, monkeypatch):
    monkeypatch.setattr(worker_tasks, "read", corpus.read)
    monkeypatch.setattr(worker_tasks, "clean", corpus.clean)


@pytest.fixture
def news(tmp_path):
    (tmp_path / "news").mkdir()
    return tmp_path / "news"


def dump(path, *records):
    path.write_text("".join(json.dumps(record) + "\n" for record in records))


def titles(index):
    with index.searcher() as searcher:
        return sorted(row["text"] for row in searcher.documents(kind="title"))


def test_a_removed_article_stays_out_of_a_dump_that_has_grown(index, news):
    dump(news / "a.jsonl", PIER)
    index.add(news)
    index.delete(PIER["url"])
    assert index.add(news).kept_out == 1
    dump(news / "a.jsonl", PIER, FERRY)
    report = index.add(news)
    assert (report.added, report.kept_out) == (1, 1)
    assert titles(index) == ["Ferry"]
    assert index.add(news).unchanged == 1


def test_an_article_removed_by_its_address_stays_out_of_every_file(index, news):
    dump(news / "a.jsonl", PIER)
    index.add(news)
    index.delete(PIER["url"])
    dump(news / "b.jsonl", PIER | {"text": "The pier is closed today."})
    assert index.add(news / "b.jsonl").kept_out == 1
    (news / "a.jsonl").unlink()
    index.add(news, prune=True)
    dump(news / "c.jsonl", PIER)
    assert index.add(news).kept_out == 1
    assert titles(index) == []


def test_a_removed_text_stays_in_another_file_that_has_it_too(index, news):
    for name in "ab":
        (news / f"{name}.txt").write_text("Pier\nIt is closed.")
        index.add(news)
    index.delete(str(news / "a.txt"))
    assert index.add(news, reclean=True).kept_out == 1
    assert titles(index) == ["Pier"]


def test_a_removed_text_stays_out_where_its_file_is_moved(index, news):
    (news / "a.txt").write_text("Pier\nIt is closed.")
    index.add(news)
    index.delete(str(news / "a.txt"))
    (news / "a.txt").rename(news / "b.txt")
    assert index.add(news).kept_out == 1
    index.add(news, prune=True)
    (news / "b.txt").rename(news / "c.txt")
    assert index.add(news).kept_out == 1
    assert index.add(news, restore=True).added == 1
    assert index.add(news).kept_out == 0
    assert titles(index) == ["Pier"]


def test_restoring_some_leaves_others_out(index, news):
    dump(news / "a.jsonl", PIER)
    dump(news / "b.jsonl", FERRY)
    index.add(news)
    index.delete(str(news))
    report = index.add(news / "a.jsonl", restore=True)
    assert (report.added, report.kept_out) == (1, 0)
    assert index.add(news, reclean=True).kept_out == 1
    assert titles(index) == ["Pier"]


def test_an_article_that_a_program_adds_is_put_in_though_it_was_removed(index, news):
    article = Article.from_text(PIER["text"], title="Pier", url=PIER["url"])
    index.add_articles([article])
    index.delete(PIER["url"])
    assert index.add_articles([article]).added == 1
    dump(news / "a.jsonl", PIER)
    assert index.add(news).kept_out == 0
