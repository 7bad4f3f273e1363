"""Files that could not be read are counted in the index, until they are mended or gone."""

import gzip
import json
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark import corpus
from pressmark.index.ingest import worker_tasks
from pressmark.index.ingest.unread_files import MOST_REASONS, by_reason
from pressmark.index.storage import manifest


@pytest.fixture(autouse=True)
def real_readers(small_corpus, monkeypatch):
    monkeypatch.setattr(worker_tasks, "read", corpus.read)
    monkeypatch.setattr(worker_tasks, "clean", corpus.clean)


@pytest.fixture
def news(tmp_path):
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "good.txt").write_text("Pier\nIt is closed.")
    os.utime(tmp_path / "news" / "good.txt", (10**9, 10**9))
    return tmp_path / "news"


def unread(index):
    return {each.example.rpartition("/")[2]: each.reason for each in index.stats().unread}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.gz", b"\x1f\x8b\x08 cut off"),
        ("a.zip", b"PK\x03\x04 damaged"),
        ("a.txt", b""),
        ("a.txt", b"\x00\x01\x02\x03 binary"),
        ("a.jsonl", b"{]\n{]\n"),
        ("a.csv", b"id,count\n1,2\n"),
        ("a.html", b"<html><body><script>x</script></body></html>"),
        ("a.warc", b"WARC/1.0\r\n"),
    ],
)
def test_a_file_without_a_readable_article_is_counted_until_it_is_mended(
    index, news, name, content
):
    (news / name).write_bytes(content)
    first = index.add(news)
    assert {each.path for each in first.problems} == {str(news / name)}
    assert list(unread(index)) == [name]
    generation = manifest.read(index.path).generation
    index.add(news)
    assert list(unread(index)) == [name]
    assert manifest.read(index.path).generation == generation
    index.add(news, reclean=True)
    assert list(unread(index)) == [name]
    (news / name).unlink()
    (news / "a.jsonl").write_text(json.dumps({"title": "Ferry", "text": "It sails."}))
    assert index.add(news).added == 1
    assert unread(index) == {}


def test_a_mended_file_is_read_whatever_its_time(index, news):
    (news / "a.txt.gz").write_bytes(b"\x1f\x8b damaged")
    index.add(news)
    (news / "a.txt.gz").write_bytes(gzip.compress(b"Ferry\nIt sails."))
    assert index.add(news).added == 1
    assert unread(index) == {}


def test_a_file_that_became_unreadable_keeps_its_articles_and_is_read_when_restored(index, news):
    (news / "a.jsonl").write_text(json.dumps({"title": "Ferry", "text": "It sails."}))
    index.add(news)
    content = (news / "a.jsonl").read_bytes()
    (news / "a.jsonl").write_bytes(b"")
    assert len(index.add(news).problems) == 1
    assert (index.stats().articles, unread(index)) == (2, {"a.jsonl": "is empty"})
    (news / "a.jsonl").write_bytes(content)
    assert index.add(news).problems == ()
    assert (index.stats().articles, unread(index)) == (2, {})


def test_a_file_that_may_not_be_read_is_counted_until_it_may(index, news, monkeypatch):
    from pressmark.index.ingest import ingest

    real = ingest.status_of

    def refused(path):
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return real(path)

    (news / "a.txt").write_text("Ferry\nIt sails.")
    with monkeypatch.context() as patched:
        patched.setattr(ingest, "status_of", refused)
        index.add(news)
    assert unread(index) == {"a.txt": "cannot be read (Permission denied)"}
    assert index.add(news).added == 1
    assert unread(index) == {}


def test_reading_a_good_file_later_leaves_no_reason_of_another(index, news):
    (news / "a.txt").write_text("Ferry\nIt sails.")
    index.add(news)
    assert index.stats().unread == ()


paths = st.text("ab/", min_size=1, max_size=4)
reasons = st.sampled_from(["is empty", "line 1 is cut", "line 20 is cut", "holds 1,024 records"])


@given(st.dictionaries(paths, reasons))
def test_every_file_is_counted_once_with_an_example_of_its_reason(files):
    found = by_reason(files.items())
    assert sum(each.files for each in found) == len(files)
    for each in found:
        assert files[each.example][:4] == each.reason[:4]


def test_what_is_beyond_the_most_reasons_is_counted_together():
    letters = [f"{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(MOST_REASONS + 9)]
    found = by_reason((name, f"holds {name}") for name in letters)
    assert (len(found), found[-1].files) == (MOST_REASONS + 1, 9)
