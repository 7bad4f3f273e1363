"""Ids come from addresses, own ids and contents: they stay where files are moved or reordered."""

import json
import random
import shutil

import pytest

from pressmark.corpus.model import Article, Block, CleanArticle, Kind
from pressmark.index import Index
from pressmark.index.articles.identity import canonical_address, content_of, identity_of


@pytest.fixture(autouse=True)
def small_corpus():
    """Files are read as they are: this hides the fixture of the folder above."""


def text_of(number):
    return f"The ferry number {number} had left the harbour before anybody noticed the fog."


def fill(folder):
    """Records with and without addresses, pages of the same text, and a text twice in one dump."""
    (folder / "sub").mkdir(parents=True)
    with_url = [
        {
            "title": f"Web {n}",
            "text": text_of(n),
            "url": f"https://gazette.example/{n}?utm_source=x",
        }
        for n in range(4)
    ]
    without = [{"title": f"Plain {n}", "text": text_of(10 + n), "party": "green"} for n in range(4)]
    (folder / "web.jsonl").write_text("\n".join(map(json.dumps, with_url)))
    (folder / "sub" / "plain.json").write_text(json.dumps([*without, without[0]]))
    (folder / "a.txt").write_text(f"Alone\n\n{text_of(20)}\n")
    (folder / "b.txt").write_text(f"Another\n\n{text_of(21)}\n")
    return folder


def held(index):
    """The articles by id: title, and how many paragraphs there are."""
    with index.searcher() as searcher:
        rows = list(searcher.documents())
    return {
        row["article"]: (row["title"], sum(each["article"] == row["article"] for each in rows))
        for row in rows
    }


def indexed(tmp_path, name, folder, **options):
    index = Index.create(tmp_path / name)
    index.add(folder, **options)
    return index


def test_ids_are_equal_in_another_folder_and_order_and_for_any_number_of_jobs(tmp_path):
    first = fill(tmp_path / "news")
    expected = held(indexed(tmp_path, "one", first, jobs=1))
    assert len(expected) == 11
    moved = tmp_path / "elsewhere" / "deep"
    moved.parent.mkdir()
    shutil.copytree(first, moved)
    (moved / "web.jsonl").rename(moved / "0-web.jsonl")
    assert held(indexed(tmp_path, "two", moved, jobs=2)) == expected
    files = [path for path in moved.rglob("*") if path.is_file()]
    random.Random(3).shuffle(files)
    index = Index.create(tmp_path / "three")
    for file in files:
        index.add(file)
    assert held(index) == expected


@pytest.mark.parametrize("prune", [True, False])
def test_a_moved_folder_is_not_doubled(tmp_path, prune):
    news = fill(tmp_path / "news")
    index = indexed(tmp_path, "index", news)
    before = held(index)
    news.rename(tmp_path / "archive")
    report = index.add(tmp_path / "archive", prune=prune)
    assert (report.added, report.replaced, report.pruned) == (0, len(before), 0)
    assert held(index) == before
    assert {row["origin"].split("/")[-2] for row in stored(index)} == {"archive", "sub"}
    again = index.add(tmp_path / "archive", prune=True)
    assert (again.unchanged, again.replaced, again.pruned) == (len(before), 0, 0)
    assert index.add(news, prune=True).pruned == 0  # the old files are forgotten


def test_some_files_of_a_moved_folder_leave_the_others_where_they_are(tmp_path):
    news = fill(tmp_path / "news")
    index = indexed(tmp_path, "index", news)
    before = held(index)
    (tmp_path / "new").mkdir()
    (news / "a.txt").rename(tmp_path / "new" / "c.txt")
    report = index.add(tmp_path / "new")
    assert (report.added, report.replaced) == (0, 1)
    assert held(index) == before
    assert index.add(news, prune=True).pruned == 0


def test_a_copy_beside_its_original_is_kept_apart_until_that_is_gone(tmp_path):
    news = tmp_path / "news"
    news.mkdir()
    (news / "a.txt").write_text(f"Alone\n\n{text_of(1)}\n")
    index = indexed(tmp_path, "index", news)
    [id_] = held(index)
    shutil.copy(news / "a.txt", news / "b.txt")
    index.add(news)
    assert len(held(index)) == 2
    (news / "a.txt").unlink()
    index.add(news, prune=True)
    assert len(held(index)) == 1
    index.add(news, reclean=True)
    assert list(held(index)) == [id_]


def test_an_edited_file_counts_as_replaced(tmp_path):
    news = tmp_path / "news"
    news.mkdir()
    (news / "a.txt").write_text(f"Alone\n\n{text_of(1)}\n")
    index = indexed(tmp_path, "index", news)
    (news / "a.txt").write_text(f"Alone\n\n{text_of(2)}\n")
    report = index.add(news)
    assert (report.added, report.replaced, report.pruned) == (0, 1, 0)


def test_records_that_share_an_address_stay_apart(tmp_path):
    news = tmp_path / "news"
    news.mkdir()
    for url in ("https://gazette.example/", "https://gazette.example/feed"):
        records = [{"title": f"No {n}", "text": text_of(n), "url": url} for n in range(3)]
        (news / f"{len(url)}.json").write_text(json.dumps(records))
    assert len(held(indexed(tmp_path, "index", news))) == 6


def stored(index):
    with index.searcher() as searcher:
        return list(searcher.documents())


@pytest.mark.parametrize(
    "url",
    [
        "http://www.gazette.example/a",
        "https://gazette.example:443/a/",
        "https://GAZETTE.example/a#comments",
        "https://gazette.example/a?utm_source=feed&fbclid=1",
    ],
)
def test_an_address_identifies_however_it_is_written(url):
    assert canonical_address(url) == canonical_address("https://gazette.example/a")


@pytest.mark.parametrize(
    "url", ["https://gazette.example/b", "https://gazette.example/a?id=2", "https://x.example/a"]
)
def test_another_address_is_another(url):
    assert canonical_address(url) != canonical_address("https://gazette.example/a")


@pytest.mark.parametrize(
    "url", ["", "gazette", "https://gazette.example/", "http://[::1", "mailto:a"]
)
def test_the_front_page_of_a_site_identifies_no_article(url):
    assert canonical_address(url) == ""


def identity(text="one", **more):
    block = Block(text, Kind.PARAGRAPH, 0)
    article = Article((block,), **more)
    return identity_of(article, content_of(CleanArticle(article, (block,), ())))


def test_an_own_id_counts_within_its_source_and_a_number_is_none():
    same = {"key": "g2", "source": "A", "title": "T"}
    assert identity("one", **same) == identity("two", **same)
    assert identity(**same) != identity(**{**same, "source": "B"})
    assert identity("one", key="2") != identity("two", key="2")
    assert identity("one", key="2") == identity("one", key="x.zip!7")


def test_records_that_differ_in_a_column_alone_are_two():
    assert identity(extra={"state": "Ohio"}) != identity()
