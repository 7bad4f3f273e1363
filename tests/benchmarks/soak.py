"""Soak test: `pressmark serve` answers under load while others commit to its index and compact it.

    python tests/benchmarks/soak.py [--seconds N] [--commits N] [--articles N] [--connections N]

Serves an index of made-up articles from a process of its own. Connections search, complete, read
articles and ask for its health as fast as they are answered. Meanwhile this process commits: each
commit replaces a hundred articles, every fifth one also removes and adds some, and every tenth is
followed by a compaction. So the index stays of one size.

Prints a row every few seconds: answers, errors, the index's bytes on disk, the server's own memory,
what it has mapped of deleted files, and its descriptors. Exits with 1 if any answer was an error or
any figure of the last quarter is more than a fifth above that of the second.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from statistics import median
from urllib.parse import quote

from harness import arguments, save, serving, status_megabytes

from pressmark.corpus import Article, Block, Kind
from pressmark.index import Index

REPLACED = 100
GROWTH = 1.2
ROWS = 40
"""Rows printed in all."""
SLACK = {"disk": 1 << 20, "memory": 16 << 20, "deleted": 4 << 20, "descriptors": 8}
"""Growth below this is no leak: a buffer of the allocator, or a request more at that moment."""

_SYLLABLES = [a + b for a in "bdfgklmnprst" for b in ("a", "e", "i", "o", "u", "an", "er", "ol")]


def words(chance: random.Random, count: int) -> list[str]:
    """Made-up words, the short ones more often than the long ones."""
    sizes = chance.choices((1, 2, 3), (5, 4, 2), k=count)
    return ["".join(chance.choices(_SYLLABLES, k=size)) for size in sizes]


def article(key: int, version: int) -> Article:
    """An article of four paragraphs; another text for each version."""
    chance = random.Random(f"{key} {version}")
    texts = [" ".join(words(chance, 40)).capitalize() + "." for _ in range(4)]
    blocks = tuple(Block(text, Kind.PARAGRAPH, place) for place, text in enumerate(texts))
    return Article(blocks, title=f"Report {key}", key=str(key), source=f"Paper {key % 7}")


@dataclass
class Answers:
    """What visitors met, by status or by what went wrong."""

    met: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, what: str) -> None:
        """Count an answer."""
        with self.lock:
            self.met[what] += 1

    @property
    def errors(self) -> dict[str, int]:
        """Everything but answers as they should be; what was removed meanwhile is rightly gone."""
        return {what: count for what, count in self.met.items() if what not in ("200", "404")}


def questions(chance: random.Random) -> Iterator[str]:
    """Addresses to ask for, of all kinds."""
    while True:
        asked = quote(" ".join(words(chance, chance.randint(1, 3))))
        yield f"/api/search?q={asked}"
        yield f"/api/search?q=%22{asked}%22"
        yield f"/?q={asked}"
        yield f"/api/suggest?q={asked[:2]}"
        yield f"/api/search?q=report+{chance.randint(0, 500)}&facets=1"
        yield "/healthz"
        yield "/api/stats"


def visit(port: int, until: float, answers: Answers, seed: int) -> None:
    """Ask one question after the other."""
    visitor = HTTPConnection("127.0.0.1", port, timeout=60)
    addresses = questions(random.Random(seed))
    hits: list[dict[str, dict[str, str]]] = []
    while time.monotonic() < until:
        address = f"/articles/{hits[0]['article']['id']}" if hits else next(addresses)
        hits = []
        try:
            visitor.request("GET", address)
            answer = visitor.getresponse()
            body = answer.read()
        except (OSError, HTTPException) as error:
            visitor.close()
            answers.note(type(error).__name__)
            continue
        answers.note(str(answer.status))
        if address.startswith("/api/search") and answer.status == 200:
            hits = json.loads(body)["hits"]
    visitor.close()


def change(place: Path, until: float, options: argparse.Namespace, done: list[int]) -> None:
    """Commit and compact, evenly spread over the time."""
    index, chance = Index.open(place, wait=60), random.Random(0)
    started = time.monotonic()
    for number in range(1, options.commits + 1):
        keys = chance.sample(range(options.articles), REPLACED)
        index.add_articles((article(key, number) for key in keys), origin="wire", jobs=1)
        if number % 5 == 0:
            with index.searcher() as searcher:
                gone = {row["article"] for row in searcher.documents(source="Paper 3")}
            for id_ in sorted(gone)[:5]:
                index.delete(id_)
            index.add_articles((article(k, number) for k in range(3, 70, 7)), origin="wire", jobs=1)
        if number % 10 == 0:
            index.compact()
        done[0] = number
        next_one = started + number * (until - started) / options.commits
        time.sleep(max(0.0, next_one - time.monotonic()))
        if time.monotonic() > until:
            break


def figures(place: Path, process: int) -> dict[str, int]:
    """What index and server take now."""
    disk = 0
    for path in place.iterdir():
        with suppress(FileNotFoundError):
            disk += path.stat().st_size
    proc = Path(f"/proc/{process}")
    deleted = 0
    for line in (proc / "maps").read_text(encoding="utf-8").splitlines():
        if line.endswith("(deleted)") and str(place) in line:
            start, end = (int(part, 16) for part in line.split()[0].split("-"))
            deleted += end - start
    descriptors = len(list((proc / "fd").iterdir()))
    memory = int(status_megabytes(proc, "RssAnon") * 2**20)
    return {"disk": disk, "memory": memory, "deleted": deleted, "descriptors": descriptors}


def watch(
    place: Path, process: subprocess.Popen[str], until: float, answers: Answers, done: list[int]
) -> list[dict[str, int]]:
    """Print a row again and again; all of them."""
    rows, started = [], time.monotonic()
    step = (until - started) / ROWS
    print("seconds  commits  answers  errors   disk MB  memory MB  deleted MB  descriptors")
    while time.monotonic() < until and process.poll() is None:
        time.sleep(step)
        try:
            row = figures(place, process.pid)
        except FileNotFoundError:  # it has ended
            break
        rows.append(row)
        disk, memory, deleted = (row[name] / 1e6 for name in ("disk", "memory", "deleted"))
        print(
            f"{time.monotonic() - started:7.0f} {done[0]:8} {sum(answers.met.values()):8} "
            f"{sum(answers.errors.values()):7} {disk:9.1f} {memory:10.1f} {deleted:11.1f} "
            f"{row['descriptors']:12}",
            flush=True,
        )
    return rows


def grown(rows: Sequence[dict[str, int]]) -> list[str]:
    """The figures that grew from the second quarter to the last."""
    quarter = len(rows) // 4
    if not quarter:
        return []
    found = []
    for name, slack in SLACK.items():
        before = median(row[name] for row in rows[quarter : 2 * quarter])
        after = median(row[name] for row in rows[-quarter:])
        if after > GROWTH * before and after > before + slack:
            found.append(f"{name}: {before:,.0f} → {after:,.0f}")
    return found


def soak(
    place: Path, process: subprocess.Popen[str], port: int, options: argparse.Namespace
) -> bool:
    """Load the server for the time; whether all went well."""
    answers, done = Answers(), [0]
    until = time.monotonic() + options.seconds
    threads = [threading.Thread(target=change, args=(place, until, options, done))]
    threads += [
        threading.Thread(target=visit, args=(port, until, answers, seed))
        for seed in range(options.connections)
    ]
    for thread in threads:
        thread.start()
    rows = watch(place, process, until, answers, done)
    for thread in threads:
        thread.join()
    alive, growth = process.poll() is None, grown(rows)
    save(rows, options)
    print(f"{done[0]} commits, {dict(answers.met)}")
    print(f"errors: {answers.errors or 'none'}")
    print(f"grown: {', '.join(growth) or 'nothing'}")
    print("the server is alive" if alive else f"THE SERVER ENDED with {process.returncode}")
    return alive and not growth and not answers.errors


def main() -> int:
    """Make the index, serve it and load the server."""
    options = arguments(__doc__, seconds=600.0, commits=100, articles=20_000, connections=4)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "index"
        Index.create(place).add_articles(
            (article(key, 0) for key in range(options.articles)), origin="wire"
        )
        with serving(place) as (process, port):
            return 0 if soak(place, process, port, options) else 1


if __name__ == "__main__":
    sys.exit(main())
