"""However often a run is stopped, it leaves in the end what one without a stop leaves."""

import bz2
import csv
import gzip
import io
import json
import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from pressmark import corpus
from pressmark.corpus.readers import formats
from pressmark.index import Index, IngestReport
from pressmark.index.ingest import checkpoints, worker_tasks
from pressmark.index.ingest.checkpoints import LEAST_WORK, Checkpoints
from pressmark.index.storage import manifest

ARTICLES = 60


@pytest.fixture(autouse=True)
def small_parts(small_corpus, monkeypatch):
    """The real readers and cleaner, with marks after every few articles."""
    monkeypatch.setattr(worker_tasks, "read", corpus.read)
    monkeypatch.setattr(worker_tasks, "clean", corpus.clean)
    monkeypatch.setattr(worker_tasks, "PART_LETTERS", 3000)
    monkeypatch.setattr(checkpoints, "LEAST_WORK", 0)


def record(number: int) -> dict[str, str]:
    """Articles of two papers with lines that recur from some article on, copies, and equal keys."""
    chance = random.Random(number if number % 7 else 7)
    words = [chance.choice(WORDS) for _ in range(60)]
    recurring = f"Subscribe to the paper of the year {number // 25} at our office."
    return {
        "title": f"Ferry number {number % 40}",
        "text": f"{' '.join(words)}.\n\n{recurring}\n\nThe ferry {number} sails on.",
        "source": "Courier" if number % 3 else "Herald",
        "url": f"https://a.example/{number % 50 if number < 100 else number}",
        "party": "red",
    }


WORDS = [f"{first}{last}" for first in "bcdfgh" for last in ("arge", "oat", "ridge", "ike", "uoy")]


def json_lines(start: int = 0, end: int = ARTICLES) -> bytes:
    return b"".join(json.dumps(record(n)).encode() + b"\n" for n in range(start, end))


def table() -> bytes:
    rows = io.StringIO()
    writer = csv.DictWriter(rows, list(record(0)))
    writer.writeheader()
    writer.writerows(map(record, range(ARTICLES)))
    return rows.getvalue().encode()


def warc() -> bytes:
    found = []
    for number in range(ARTICLES):
        fields = record(number)
        text = fields["text"].replace("\n\n", "</p><p>")
        page = f"<html><body><h1>{fields['title']}</h1><p>{text}</p></body></html>".encode()
        answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {fields['url']}\r\n"
            f"Content-Type: application/http;msgtype=response\r\nContent-Length: {len(answer)}\r\n"
        )
        found.append(gzip.compress(head.encode() + b"\r\n" + answer + b"\r\n\r\n"))
    return b"".join(found)


def packed() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(0, ARTICLES, 20):
            archive.writestr(f"{number}.jsonl", json_lines(number, number + 20))
    return file.getvalue()


FILES = {
    "dump.jsonl.gz": gzip.compress(json_lines()),
    "dump.csv.bz2": bz2.compress(table()),
    "crawl.warc.gz": warc(),
    "all.zip": packed(),
}


def fill(news: Path, kind: str) -> None:
    """A folder of small files, one file of a kind, or all of these."""
    for name, content in FILES.items():
        if kind in (name, "all"):
            (news / name).write_bytes(content)
    for number in range(30) if kind in ("folder", "all") else ():
        (news / f"m{number}.json").write_text(json.dumps(record(number)))
    for path in news.iterdir():
        os.utime(path, ns=(10**18, 10**18))


def content(index: Index) -> object:
    """Everything that a run leaves but times: documents in order, lines, copies, counts, files.

    The index is compacted: which documents are deleted but still there depends on the segments.
    """
    assert not index.verify()
    index.compact()
    with index.reader() as reader:
        documents = [fields | {"added": None} for _, fields in reader.iter_docs()]
        groups = [leaf.duplicate_groups.links.tolist() for leaf, _ in reader.leaf_readers()][:1]
    present = manifest.read(index.path)
    log = (index.path / present.sources["file"]).read_text().splitlines()
    files = dict(json.loads(line) for line in log)
    learned = json.loads((index.path / present.lines["known"]["name"]).read_bytes())
    return documents, groups, files, learned, present.tally, list(index.boilerplate().lines())


class Stop(BaseException):
    """What ends a run, as an interrupt does."""


def run_stopped(index: Index, news: Path, chance: random.Random, **options) -> int:
    """Add the folder, again and again, each time stopped somewhere, until it ends; the stops."""
    stops = 0
    while True:
        left = chance.randint(1, 8)

        def stop(_progress) -> None:
            nonlocal left
            left -= 1
            if left == 0:
                raise Stop

        try:
            index.add(news, checkpoint=0, progress=stop if stops < 40 else None, **options)
        except Stop:
            stops += 1
        else:
            return stops


@pytest.mark.long
@pytest.mark.parametrize("kind", [*FILES, "folder", "all"])
def test_a_run_that_is_stopped_leaves_in_the_end_what_one_run_leaves(tmp_path, news, kind):
    fill(news, kind)
    whole = Index.create(tmp_path / "whole")
    whole.add(news, checkpoint=None)
    assert whole.stats().articles >= 30
    assert list(whole.boilerplate().lines())
    assert content(whole)[1][0]
    steady = Index.create(tmp_path / "steady")
    steady.add(news, checkpoint=0)
    assert content(steady) == content(whole)
    stopped = Index.create(tmp_path / "stopped")
    assert run_stopped(stopped, news, random.Random(1)) >= 2
    assert content(stopped) == content(whole)


def test_a_run_that_changes_an_index_goes_on_too(tmp_path, news):
    """Files that were there before are replaced, one of them was read to its middle."""
    fill(news, "dump.jsonl.gz")
    for number in range(200, 230):
        (news / f"m{number}.json").write_text(json.dumps(record(number)))
    indexes = [Index.create(tmp_path / name) for name in ("whole", "stopped")]
    for index in indexes:
        index.add(news, checkpoint=None)
    (news / "m201.json").write_text(json.dumps(record(291)))
    (news / "m202.json").unlink()
    (news / "dump.jsonl.gz").write_bytes(gzip.compress(json_lines(30, 95)))
    for path in news.iterdir():
        os.utime(path, ns=(10**18, 10**18))
    indexes[0].add(news, prune=True, checkpoint=None)
    assert run_stopped(indexes[1], news, random.Random(2), prune=True) >= 2
    assert content(indexes[0]) == content(indexes[1])


@pytest.mark.long
def test_of_files_that_share_addresses_the_same_articles_stay(tmp_path, news):
    """Which lines were learned when a file was read a second time depends on the stops."""
    fill(news, "all")
    indexes = [Index.create(tmp_path / name) for name in ("whole", "stopped")]
    for index in indexes:
        index.add(news, checkpoint=None)
    (news / "m1.json").write_text(json.dumps(record(91)))
    (news / "m2.json").unlink()
    (news / "dump.jsonl.gz").write_bytes(gzip.compress(json_lines(30, 95)))
    for path in news.iterdir():
        os.utime(path, ns=(10**18, 10**18))
    indexes[0].add(news, prune=True, checkpoint=None)
    assert run_stopped(indexes[1], news, random.Random(2), prune=True) >= 2
    whole, stopped = map(places, indexes)
    assert stopped == whole
    fresh = Index.create(tmp_path / "fresh")
    fresh.add(news)
    assert places(fresh) == whole


def places(index: Index) -> set[tuple[str, ...]]:
    """Each article with its file and its place there."""
    with index.reader() as reader:
        rows = [row for _, row in reader.iter_docs()]
    return {(row["article"], row["origin"], row.get("place", "")) for row in rows}


def add_until_third_progress(index, news) -> None:
    """Index with a checkpoint after each part, and stop at the third report of progress."""
    seen = []

    def stop(progress) -> None:
        seen.append(progress)
        if len(seen) == 3:
            raise Stop

    with pytest.raises(Stop):
        index.add(news, checkpoint=0, progress=stop)


def test_what_was_read_is_searchable_after_a_stop_and_not_read_again(index, news):
    fill(news, "dump.jsonl.gz")
    add_until_third_progress(index, news)
    there = index.stats().articles
    assert 0 < there < ARTICLES
    report = index.add(news)
    assert (report.unchanged, report.added) == (there, ARTICLES - there)
    assert index.add(news).unchanged == ARTICLES


@pytest.mark.parametrize("change", ["content", "options"])
def test_a_file_that_changed_since_a_checkpoint_is_read_from_its_start(index, news, change):
    fill(news, "dump.jsonl.gz")
    add_until_third_progress(index, news)
    options = corpus.ReadOptions(source="Wire") if change == "options" else None
    if change == "content":
        (news / "dump.jsonl.gz").write_bytes(gzip.compress(json_lines(1)))
    report = index.add(news, options=options)
    assert report.unchanged == 0
    expected = ARTICLES - (change == "content")
    assert index.stats().articles == report.added + report.replaced == expected


def gaps(number: int) -> dict[str, object]:
    """A record that lacks one thing or another, or that is no article."""
    row: dict[str, object] = {**record(number), "date": "04/05/2019", f"mark{number % 4}": number}
    del row[("title", "text", "source", "party", "url")[number % 5]]
    return {"url": "https://a.example/none"} if number % 9 == 4 else row


def with_gaps(kind: str) -> bytes:
    """A file of such records, or with other files between the articles."""
    lines = b"".join(json.dumps(gaps(number)).encode() + b"\n" for number in range(ARTICLES))
    if kind == "dump.jsonl.gz":
        return gzip.compress(lines)
    if kind == "dump.json":
        rows = list(map(gaps, range(ARTICLES)))
        return json.dumps({"pages": [rows[at : at + 7] for at in range(0, ARTICLES, 7)]}).encode()
    if kind == "crawl.warc.gz":
        page, picture = FILES[kind], b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nPNG"
        head = (
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/p\r\n"
            f"Content-Type: application/http;msgtype=response\r\nContent-Length: {len(picture)}"
        )
        part = gzip.compress(f"{head}\r\n\r\n".encode() + picture + b"\r\n\r\n")
        return part + page + part
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number, line in enumerate(lines.splitlines()):
            archive.writestr(f"{number}.json", line)
            archive.writestr(f"{number}.png", b"PNG")
    return file.getvalue()


@pytest.mark.parametrize("kind", ["dump.jsonl.gz", "dump.json", "crawl.warc.gz", "all.zip"])
@pytest.mark.parametrize("seed", [1, 2])
def test_the_report_of_a_file_counts_what_was_read_before_the_stops(tmp_path, news, kind, seed):
    (news / kind).write_bytes(with_gaps(kind))
    whole = Index.create(tmp_path / "whole").add(news, checkpoint=None)
    assert whole.files[0].counts.missing
    index, chance, stops = Index.create(tmp_path / "stopped"), random.Random(seed), 0
    while not (report := run_once(index, news, chance.randint(2, 4), stops < 20)):
        stops += 1
    assert stops
    assert report.unchanged
    assert report.files == whole.files
    assert report.passed_over == whole.passed_over
    assert {each.reason for each in report.problems} == {each.reason for each in whole.problems}


def run_once(index: Index, news: Path, parts: int, is_stopped: bool) -> IngestReport | None:
    """The report of a run; None if it is stopped after so many parts."""
    seen = []

    def stop(progress) -> None:
        seen.append(progress)
        if is_stopped and len(seen) == parts:
            raise Stop

    try:
        return index.add(news, checkpoint=0, progress=stop)
    except Stop:
        return None


def test_a_removed_article_of_a_file_read_in_part_stays_out_when_it_is_read_on(index, news):
    fill(news, "dump.jsonl.gz")
    add_until_third_progress(index, news)
    index.delete(record(0)["url"])
    index.add(news)
    same_address = [n for n in range(ARTICLES) if record(n)["url"] == record(0)["url"]]
    assert index.stats().articles == ARTICLES - len(same_address)
    index.add(news, restore=True)
    assert index.stats().articles == ARTICLES


def test_the_order_of_dates_is_known_after_a_stop_without_reading_the_file_again(
    index, news, monkeypatch
):
    """Only the first date of each paper shows the order: what is read after the stop does not."""
    dates = ["25/03/2019" if number < 2 else "03/04/2019" for number in range(ARTICLES)]
    rows = [record(number) | {"date": date} for number, date in enumerate(dates)]
    (news / "dump.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    add_until_third_progress(index, news)
    gathered = []
    monkeypatch.setattr(formats, "GatheredDates", lambda evidence: gathered.append(evidence))
    index.add(news)
    assert not gathered
    with index.reader() as reader:
        found = {row["published"].isoformat()[:10] for _, row in reader.iter_docs()}
    assert found == {"2019-03-25", "2019-04-03"}


def test_a_checkpoint_is_due_after_its_time_and_after_enough_work(monkeypatch):
    now = 0.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    monkeypatch.setattr(checkpoints, "LEAST_WORK", LEAST_WORK)
    never, often = Checkpoints(None), Checkpoints(10)
    now = 9.9
    assert not often.is_due()
    now = 10.0
    assert often.is_due() and not never.is_due()

    def commit() -> None:
        nonlocal now
        now += 3

    often.commit(commit)
    now = 13 + 3 * LEAST_WORK - 0.1
    assert not often.is_due()
    now += 0.1
    assert often.is_due()


SCRIPT = """
import sys
from pressmark.index import Index, IngestReport
from pressmark.index.ingest import checkpoints, ingest, parallel_reading, worker_tasks
checkpoints.LEAST_WORK = 0
ingest.PROCESSES_FROM_BYTES = -1
parallel_reading.LARGE_BYTES = 1000
Index.open(sys.argv[1]).add(sys.argv[2], jobs=2, memory=2000, checkpoint=0.0)
"""


@pytest.mark.slow
@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_a_run_that_is_killed_at_any_moment_goes_on(tmp_path, news):
    fill(news, "all")
    (news / "long.jsonl").write_bytes(json_lines(0, 1500))
    whole = Index.create(tmp_path / "whole")
    whole.add(news, checkpoint=None)
    killed = Index.create(tmp_path / "killed")
    chance = random.Random(3)
    command = [sys.executable, "-c", SCRIPT, str(killed.path), str(news)]
    kills = 0
    while True:
        process = subprocess.Popen(command)
        try:
            process.wait(chance.uniform(1.0, 4.0) if kills < 20 else None)
            break
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            kills += 1
            assert not killed.verify()
    assert process.returncode == 0 and kills >= 2
    assert without_times(content(killed)) == without_times(content(whole))


def without_times(found):
    """The content without the times of files, which are not trusted just after they changed."""
    documents, groups, files, *rest = found
    return documents, groups, {path: {**s, "mtime_ns": 0} for path, s in files.items()}, *rest
