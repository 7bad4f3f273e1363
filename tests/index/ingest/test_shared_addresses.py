"""One address in several files is one article; one that records of a file share identifies none."""

import json
import os
import random

import pytest

from pressmark.corpus import Article
from pressmark.index import Index

TEXT = "The ferry number {} had left the harbour before anybody noticed the fog of that day."


@pytest.fixture(autouse=True)
def small_corpus():
    """Files are read as they are: this hides the fixture of the folder above."""


def write(folder, name, records, age=0):
    """A dump of (address, number, time of capture), written `age` seconds ago."""
    rows = []
    for url, number, captured in records:
        row = {"title": f"Ferry {number}", "text": TEXT.format(number), "url": url}
        rows.append(row | ({"scraped_at": captured} if captured else {}))
    path = folder / name
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    os.utime(path, (1_700_000_000 - age, 1_700_000_000 - age))


def held(index):
    """Title and file of each article, sorted."""
    with index.reader() as reader:
        rows = [row for _, row in reader.iter_docs() if row["ordinal"] == 0]
    return sorted((row["title"], row["origin"].rpartition("/")[2]) for row in rows)


def ids(index):
    with index.reader() as reader:
        return sorted({row["article"] for _, row in reader.iter_docs()})


U = "https://gazette.example/ferry"


@pytest.mark.parametrize(
    ("first", "second", "age", "stays"),
    [
        ("", "", 60, "b.jsonl"),
        ("", "", -60, "a.jsonl"),
        ("2023-01-01", "2023-02-01", -60, "b.jsonl"),
        ("2023-02-01", "2023-01-01", 60, "a.jsonl"),
    ],
)
@pytest.mark.parametrize("together", [True, False])
def test_the_later_capture_of_an_address_stays(tmp_path, first, second, age, stays, together):
    write(tmp_path, "a.jsonl", [(U, 1, first), (U + "/2", 2, "")], age)
    write(tmp_path, "b.jsonl", [(U + "?utm_source=x", 3, second)])
    index = Index.create(tmp_path / "index")
    names = ["a.jsonl", "b.jsonl"]
    runs = [[tmp_path / name for name in names]] if together else [[tmp_path / n] for n in names]
    reports = [index.add(paths) for paths in runs]
    article = ("Ferry 1", "a.jsonl") if stays == "a.jsonl" else ("Ferry 3", "b.jsonl")
    assert held(index) == sorted([article, ("Ferry 2", "a.jsonl")])
    assert sum(report.superseded for report in reports) == 1
    assert sum(report.added for report in reports) == index.stats().articles == 2
    again = index.add(tmp_path)
    assert (again.unchanged, again.added, again.replaced) == (2, 0, 0)


def test_an_earlier_capture_comes_back_when_the_later_one_is_gone(tmp_path):
    news = tmp_path / "news"
    news.mkdir()
    write(news, "a.jsonl", [(U, 1, ""), (U + "/2", 2, "")], age=60)
    write(news, "b.jsonl", [(U, 3, "")])
    index = Index.create(tmp_path / "index")
    index.add(news)
    write(news, "b.jsonl", [("https://gazette.example/other", 4, "")], age=-1)
    index.add(news)
    assert held(index) == [("Ferry 1", "a.jsonl"), ("Ferry 2", "a.jsonl"), ("Ferry 4", "b.jsonl")]
    write(news, "b.jsonl", [(U, 5, "")], age=-2)
    index.add(news)
    assert held(index) == [("Ferry 2", "a.jsonl"), ("Ferry 5", "b.jsonl")]
    (news / "b.jsonl").unlink()
    index.add(news, prune=True)
    assert held(index) == [("Ferry 1", "a.jsonl"), ("Ferry 2", "a.jsonl")]
    assert index.add(news).unchanged == 2


def test_a_later_capture_without_text_does_not_replace_one_with_text(tmp_path):
    write(tmp_path, "a.jsonl", [(U, 1, "")], age=60)
    (tmp_path / "b.jsonl").write_text(json.dumps({"title": "Ferry 2", "url": U}))
    index = Index.create(tmp_path / "index")
    assert index.add([tmp_path / "a.jsonl", tmp_path / "b.jsonl"]).superseded == 1
    assert held(index) == [("Ferry 1", "a.jsonl")]


PAGE = (
    "<html><head><title>{}</title><link rel=canonical href='{}'></head>"
    "<body><article><h1>{}</h1><p>{}</p></article></body></html>"
)


def test_pages_are_captures_of_one_article_only_with_the_same_title_in_other_folders(tmp_path):
    index = Index.create(tmp_path / "index")
    for number, (folder, title) in enumerate(
        [("one", "Ferry"), ("one", "Bridge"), ("two", "Ferry"), ("three", "Harbour")]
    ):
        (tmp_path / folder).mkdir(exist_ok=True)
        page = PAGE.format(title, U, title, TEXT.format(number))
        (tmp_path / folder / f"{number}.html").write_text(page)
    report = index.add([tmp_path / name for name in ("one", "two", "three")])
    assert (report.added, report.superseded) == (3, 1)
    assert {title for title, _ in held(index)} == {"Ferry", "Bridge", "Harbour"}


def expected(files):
    """By brute force: what stays of files of (address, number), the later file last."""
    stays = {}
    apart = []
    for name, records in files:
        for url in {url for url, _, _ in records}:
            numbers = [number for own, number, _ in records if own == url]
            titles = [(f"Ferry {number}", name) for number in numbers]
            if len(set(numbers)) > 1:
                apart += titles
            else:
                stays[url] = titles[0]
                apart += titles[1:]
    return sorted([*stays.values(), *apart])


@pytest.mark.parametrize("seed", range(12))
def test_what_stays_is_what_brute_force_finds(tmp_path, seed):
    """Whatever the order of reading, in one run or several; ids too are the same."""
    chance = random.Random(seed)
    news = tmp_path / "news"
    news.mkdir()
    files = []
    for age in range(4, 0, -1):
        urls = [f"{U}/{chance.randrange(6)}" for _ in range(chance.randint(1, 5))]
        name = f"{chance.choice('abcdef')}{age}.jsonl"
        files.append((name, [(url, chance.randrange(40), "") for url in urls]))
        write(news, *files[-1], age=age)
    whole = Index.create(tmp_path / "whole")
    report = whole.add(news)
    assert held(whole) == expected(files)
    assert report.added == len(expected(files)) == whole.stats().articles
    records = sum(len(records) for _, records in files)
    assert report.superseded == records - report.added
    single = Index.create(tmp_path / "single")
    for name, _ in chance.sample(files, len(files)):
        single.add(news / name)
    assert held(single) == expected(files)
    assert ids(single) == ids(whole)
    gone, _ = files.pop(chance.randrange(4))
    (news / gone).unlink()
    for index in (whole, single):
        index.add(news, prune=True)
        assert held(index) == expected(files)
        again = index.add(news, prune=True)
        assert (again.unchanged, again.added, again.replaced) == (len(expected(files)), 0, 0)
        index.add(news, reclean=True)
        assert held(index) == expected(files)


def test_of_articles_from_no_file_the_one_added_later_stays(tmp_path):
    index = Index.create(tmp_path / "index")
    for number, origin in enumerate(["one", "two"]):
        text = TEXT.format(number)
        article = Article.from_text(text, title="Ferry", url=U)
        report = index.add_articles([article], origin=origin)
    assert (report.replaced, report.superseded) == (1, 1)
    assert held(index) == [("Ferry", "two")]
