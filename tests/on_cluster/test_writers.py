"""Several writers of one index, alive, ended and killed."""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from pressmark.corpus import Article
from pressmark.corpus.errors import IndexBusy, IndexWriteFailed
from pressmark.index import Index
from pressmark.index.copying import copy_index
from pressmark.index.opensearch import state
from pressmark.index.opensearch.index import ClusterIndex
from pressmark.index.saved.saved_searches import SavedSearch


def write_stories(folder, count, text="Text"):
    for number in range(count):
        row = {"title": f"Title {number}", "text": f"{text} of story {number}, and no other."}
        (folder / f"{number:03}.jsonl").write_text(json.dumps(row) + "\n")


def titles(index):
    with index.view() as view:
        return sorted(hit["_source"]["stored"]["title"] for hit in view.hits())


def articles(index):
    with index._articles() as found:
        stored = [index.get(rows[0]["article"]) for rows in found.everything()]
    return {each.id: replace(each, added=None) for each in stored}


def check(index):
    """The counts and the list of files agree with the articles."""
    assert index.verify() == ()
    found = Counter(each.origin for each in articles(index).values())
    listed = {path: stamp["articles"] for path, stamp in index._file_lines() if "size" in stamp}
    assert listed == {path: found[path] for path in listed}


def present(index):
    return state.read(index.cluster, index.names).state


def begun(index, *articles, origin="first"):
    """A transaction that has put articles in, to be ended by the test."""
    entered = index._changing()
    changes = entered.__enter__()
    ingest = index._ingest(changes, None, None, 1, None)
    ingest.add_articles(iter(articles), origin)
    return entered


def article(text, **more):
    return replace(Article.from_text(text, title=text), **more)


def test_nothing_of_a_run_is_seen_before_its_commit_and_then_all(index):
    writer = begun(index, article("One"), article("Two"))
    index.add_articles([article("Three")], origin="second")
    assert titles(index) == ["Three"]
    writer.__exit__(None, None, None)
    assert titles(index) == ["One", "Three", "Two"]
    assert index.stats().articles == 3
    check(index)
    assert present(index).pending == {}


def test_a_reader_stays_on_its_commit(index):
    index.add_articles([article("Old", key="1")])
    with index.view() as view:
        index.add_articles([article("New", key="1")])
        assert [hit["_source"]["stored"]["title"] for hit in view.hits()] == ["Old"]
    assert titles(index) == ["New"]


def test_a_run_that_fails_leaves_nothing_and_the_next_deletes_what_it_wrote(index):
    writer = begun(index, article("One"))
    writer.__exit__(RuntimeError, RuntimeError(), None)
    assert titles(index) == []
    index.add_articles([article("Two")], origin="second")
    assert titles(index) == ["Two"]
    assert present(index).pending == {}


def test_two_writers_of_one_article_leave_it_once(index):
    own = article("Same text", url="https://news.example/1")
    first, second = begun(index, own, origin="a"), begun(index, own, origin="b")
    first.__exit__(None, None, None)
    second.__exit__(None, None, None)
    assert titles(index) == ["Same text"]
    assert index.stats().articles == 1
    assert index.verify() == ()


def test_two_writers_of_one_file_leave_its_later_state(index, news):
    write_stories(news, 3)
    entered = index._changing()
    changes = entered.__enter__()
    index._ingest(changes, None, None, 1, None).add_files([news], None, None)
    time.sleep(0.01)
    write_stories(news, 2, text="Later text")
    os.utime(news / "000.jsonl", ns=(1, 2_000_000_000_000_000_000))
    os.utime(news / "001.jsonl", ns=(1, 2_000_000_000_000_000_000))
    index.add([news])
    entered.__exit__(None, None, None)
    found = articles(index).values()
    assert sorted(each.paragraphs[1].text[:5] for each in found) == ["Later", "Later", "Text "]
    assert index.stats().articles == 3
    assert index.verify() == ()
    check(index)
    assert index.add([news]).unchanged == 3


def test_parts_at_once_with_one_killed_and_run_again_are_the_same_as_one_run(
    index, make_address, news
):
    write_stories(news, 24)
    whole = ClusterIndex.create(make_address(), language="en", replicas=0)
    whole.add([news])
    main = "from pressmark.search.cli import main; main()"
    command = [sys.executable, "-c", main, "index", str(news)]

    def start(number):
        part = ["--index", index.path, "--part", f"{number}/4", "--quiet"]
        return subprocess.Popen([*command, *part], stdout=subprocess.DEVNULL)

    runs = [start(number) for number in (1, 2, 3, 4)]
    time.sleep(1.5)
    runs[1].kill()
    runs[1].wait(60)
    runs[1] = start(2)
    assert [run.wait(120) for run in runs] == [0] * 4
    assert articles(index) == articles(whole)
    assert index.stats().paragraphs == whole.stats().paragraphs
    assert sorted(line[0] for line in index._file_lines()) == sorted(map(str, news.iterdir()))
    check(index)


KILLED = """
import sys, time
from pressmark.index import open_index
def stop(progress):
    print(progress.files, flush=True)
    time.sleep(0.05)
open_index(sys.argv[1]).add([sys.argv[2]], jobs=1, checkpoint=0.2, progress=stop)
"""


def test_a_run_killed_twice_beside_another_on_the_same_folder_leaves_each_article_once(
    index, news, tmp_path
):
    other, shared = tmp_path / "other", news / "shared"
    other.mkdir()
    shared.mkdir()
    write_stories(news, 25)
    write_stories(shared, 5, text="Shared text")
    write_stories(other, 5, text="Other text")
    for files in (8, 18):
        run = subprocess.Popen(
            [sys.executable, "-c", KILLED, index.path, str(news)], stdout=subprocess.PIPE, text=True
        )
        for line in run.stdout:
            if int(line) >= files:
                break
        write_stories(shared, 5, text=f"Later text {files}")
        index.add([other, shared])
        assert index.verify() == ()
        run.send_signal(signal.SIGKILL)
        run.wait(60)
        run.stdout.close()
    index.add([news])
    assert index.stats().articles == 35
    texts = [each.paragraphs[1].text for each in articles(index).values()]
    assert len(texts) == 35
    assert sum(text.startswith("Later text 18") for text in texts) == 5
    assert len(index._file_lines()) == 35
    assert present(index).pending == {}
    check(index)


def test_a_full_disk_stops_a_run_with_a_sentence_and_loses_nothing(index, news):
    write_stories(news, 3)
    index.add([news])
    write_stories(news, 5, text="New text")

    def block(value):
        body = {"index.blocks.read_only_allow_delete": value}
        index.cluster.request("PUT", f"/{index.names.articles}/_settings", body)

    block(True)
    with pytest.raises(IndexWriteFailed, match="read-only"):
        index.add([news])
    assert len(articles(index)) == 3
    block(None)
    index.add([news])
    assert [each.paragraphs[1].text[:3] for each in articles(index).values()] == ["New"] * 5
    assert index.verify() == ()


def test_a_copy_there_and_back_has_the_same_articles(index, news, tmp_path):
    write_stories(news, 20)
    local = Index.create(tmp_path / "local", language="en")
    local.add([news])
    search = SavedSearch("stories", "story", datetime(2024, 5, 1, tzinfo=UTC))
    local.saved_searches.save(search, ["shown"])
    back = Index.create(tmp_path / "back", language="en")
    assert copy_index(local, index) == (20, 0)
    assert copy_index(index, back) == (20, 0)
    assert copy_index(local, index) == (0, 20)
    assert articles(local) == articles(index) == articles(back)
    assert local._file_lines() == index._file_lines() == back._file_lines()
    assert back.saved_searches.with_shown() == {search: {"shown"}}
    assert index.add([news]).unchanged == back.add([news]).unchanged == 20


def test_a_writer_that_was_taken_for_ended_commits_nothing(index):
    writer = begun(index, article("One"))

    def fence(now):
        return replace(now, pending={}, fenced=dict.fromkeys(now.pending, now.committed))

    state.replace_state(index.cluster, index.names, fence, 5.0)
    index.add_articles([article("Two")], origin="second")
    with pytest.raises(IndexBusy):
        writer.__exit__(None, None, None)
    assert titles(index) == ["Two"]
    assert index.verify() == ()


@pytest.mark.parametrize("step", [1, -1])
def test_one_address_in_two_folders_of_two_writers_stays_in_its_later_capture(
    index, tmp_path, step
):
    folders = [tmp_path / "first", tmp_path / "second"]
    for number, folder in enumerate(folders):
        folder.mkdir()
        rows = [
            {"url": f"https://news.example/{n}", "title": f"Title {n}", "text": f"Text {number}."}
            for n in range(3)
        ]
        path = folder / "dump.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows))
        os.utime(path, (number, 1_700_000_000 + number))
    first, second = folders[::step]
    entered = index._changing()
    changes = entered.__enter__()
    index._ingest(changes, None, None, 1, None).add_files([first], None, None)
    index.add([second])
    entered.__exit__(None, None, None)
    assert [each.paragraphs[1].text for each in articles(index).values()] == ["Text 1."] * 3
    assert index.verify() == ()


def test_a_writer_goes_on_where_the_node_of_its_view_is_lost(index):
    index.add_articles([article("Old", key="1")], origin="wire")
    entered = index._changing()
    changes = entered.__enter__()
    changes._articles.view.close()
    ingest = index._ingest(changes, None, None, 1, None)
    ingest.add_articles([article("New", key="1")], "wire")
    entered.__exit__(None, None, None)
    assert titles(index) == ["New"]
    check(index)
