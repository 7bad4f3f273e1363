"""Kills runs of indexing at random moments, and compares what they leave with one whole run.

A folder of files, a JSONL.gz and a WARC.gz are made of the first records of a dump. Each is indexed
by a process that is killed (SIGKILL) and started again until it ends. Printed are the longest work
that a kill undid, in seconds since the last commit, the time until a run that goes on has its first
new articles in, and whether the articles, counts, files and learned lines are those of a run that
was not killed, and of one file also what the last run reports of it.

    python tests/benchmarks/killed_runs.py DUMP.jsonl.gz --records 20000 --kills 20
"""

import argparse
import gzip
import itertools
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from html import escape
from pathlib import Path
from typing import Any

from pressmark.index import Index
from pressmark.index.storage import manifest

KINDS = ("folder", "jsonl", "warc")

NOTHING_READ = "done ()"

RUN = """
import sys, time
from pressmark.index import Index
started = time.monotonic()
def note(progress):
    print(f"{time.monotonic() - started:.3f}", progress.paragraphs, flush=True)
report = Index.open(sys.argv[1]).add(sys.argv[2], checkpoint=float(sys.argv[3]), progress=note)
print("done", report.files, flush=True)
"""


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("dump", type=Path)
    parser.add_argument("--records", type=int, default=20_000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--checkpoint", type=float, default=5.0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with gzip.open(options.dump, "rt", encoding="utf-8") as lines:
        records = list(itertools.islice(map(json.loads, lines), options.records))
    chance = random.Random(options.seed)
    for place, kind in enumerate(KINDS):
        kills = len(range(place, options.kills, len(KINDS)))
        with tempfile.TemporaryDirectory() as folder:
            compare(Path(folder), kind, records, kills, options.checkpoint, chance)


def compare(
    folder: Path,
    kind: str,
    records: list[Any],
    kills: int,
    checkpoint: float,
    chance: random.Random,
) -> None:
    """Index one kind of input without and with kills."""
    news = folder / "news"
    news.mkdir()
    write(news, kind, records)
    for path in news.iterdir():
        os.utime(path, (1_700_000_000, 1_700_000_000))  # times of new files are not trusted
    started = time.monotonic()
    whole = Index.create(folder / "whole")
    fresh, of_whole = run(whole, news, checkpoint, None)
    took = time.monotonic() - started
    killed, waits, undone = Index.create(folder / "killed"), [], [0.0]
    for _ in range(kills):
        began, is_resumed = time.time(), killed.stats().articles > 0
        wait, _ = run(killed, news, checkpoint, chance.uniform(0, took))
        waits.append(wait if is_resumed else None)
        undone.append(time.time() - max(began, (killed.path / manifest.NAME).stat().st_mtime))
    wait, of_last = run(killed, news, checkpoint, None)
    waits.append(wait)
    # of files, or of a file, that the last run did not read it reports nothing
    is_reported = kind == "folder" or of_last in (of_whole, NOTHING_READ)
    is_equal = state(whole) == state(killed) and is_reported
    known = [wait for wait in waits if wait is not None]
    print(
        f"{kind}: {took:.1f} s whole; {kills} kills; at most {max(undone):.1f} s undone; first new"
        f" articles after {max(known, default=0):.2f} s at most, {fresh or 0:.2f} s where none were"
        f" before; {'equal' if is_equal else 'DIFFERENT'}",
        flush=True,
    )


def write(news: Path, kind: str, records: list[Any]) -> None:
    """The records as files of a kind."""
    if kind == "folder":
        for number, record in enumerate(records):
            (news / f"{number:06}.json").write_text(json.dumps(record))
    elif kind == "jsonl":
        with gzip.open(news / "dump.jsonl.gz", "wt", compresslevel=1) as file:
            file.writelines(json.dumps(record) + "\n" for record in records)
    else:
        with (news / "crawl.warc.gz").open("wb") as file:
            for number, record in enumerate(records):
                file.write(gzip.compress(response(number, record), 1))


def response(number: int, record: Any) -> bytes:
    """A page of a web archive."""
    title = str(record.get("title", ""))
    text = str(record.get("text", "")).split("\n")
    body = "".join(f"<p>{escape(line)}</p>" for line in text)
    page = f"<html><body><article><h1>{escape(title)}</h1>{body}</article></body></html>".encode()
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/{number}\r\n"
        f"WARC-Record-ID: <urn:x:{number}>\r\nWARC-Date: 2023-01-01T00:00:00Z\r\n"
        f"Content-Type: application/http;msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def run(
    index: Index, news: Path, checkpoint: float, seconds: float | None
) -> tuple[float | None, str]:
    """Index in a process, killed after so many seconds; when its first articles were in, and what
    it reported of the files, if it came so far."""
    command = [sys.executable, "-c", RUN, str(index.path), str(news), str(checkpoint)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        out, _ = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        out, _ = process.communicate()
    whole = out[: out.rfind("\n") + 1].splitlines()  # the last line may be cut off
    progress = [line.split() for line in whole if not line.startswith("done")]
    first = [float(moment) for moment, paragraphs in progress if int(paragraphs) > 0]
    report = next((line for line in whole if line.startswith("done")), "")
    return first[0] if first else None, report


def state(index: Index) -> object:
    """What a run leaves but times and the order of segments."""
    index.compact()
    present = manifest.read(index.path)
    log = (index.path / present.sources["file"]).read_text().splitlines()
    with index.reader() as reader:
        rows = sorted(
            json.dumps({name: value for name, value in row.items() if name != "added"}, default=str)
            for _, row in reader.iter_docs()
        )
    return rows, dict(map(json.loads, log)), present.tally, list(index.boilerplate().lines())


if __name__ == "__main__":
    main()
