"""Load on `pressmark serve` over loopback: honest visitors alone, then hostile ones among them.

    python tests/benchmarks/load.py [--paragraphs N] [--connections N] [--seconds N]

Indexes press releases of ../shared up to N paragraphs, serves them from a process of its own and
asks from this one, each connection as fast as it is answered. Honest visitors ask 1 to 3 words of
a paragraph; a tenth of the visits of the second run are wildcards, 8 KB queries, foreign hosts,
broken UTF-8 and senders that stall. Prints what was answered, the times in ms, the server's
memory before and after, and the processor time that an answer took and the server got: on a machine
with other work, times say how little it got, and only the processor time what an answer costs.

Before that, one visitor asks alone, each question of the server and of `search` in this process in
turn, for what the way through the server adds.
"""

import argparse
import asyncio
import os
import random
import re
import statistics
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from http.client import HTTPConnection
from itertools import takewhile
from pathlib import Path
from urllib.parse import quote_plus

from harness import arguments, milliseconds, percentile, save, serving, status_megabytes
from releases import articles

from pressmark.corpus import Article
from pressmark.corpus.errors import QueryError
from pressmark.index import Index
from pressmark.search import search

HOSTILE_SHARE = 0.1
QUESTIONS = 200
WARMING_UP = 400
"""Questions before any figure: about as many fill the bounded cache of postings, after which the
server's memory stays flat (155 MB of its own from 400 to 1,600 questions)."""


@dataclass
class Visits:
    """What visitors met: seconds of each honest answer, seconds of processor time that the server
    took for all, and every status by its number."""

    seconds: list[float] = field(default_factory=list)
    processor: float = 0.0
    honest: Counter[int] = field(default_factory=Counter)
    hostile: Counter[str] = field(default_factory=Counter)


def build(place: Path, paragraphs: int) -> list[str]:
    """Index about that many paragraphs; their texts."""
    texts: list[str] = []

    def added() -> Iterator[Article]:
        for clean in takewhile(lambda _: len(texts) < paragraphs, articles()):
            texts.extend(block.text for block in clean.paragraphs)
            yield clean.article

    Index.create(place).add_articles(added())
    return texts


def question(texts: list[str], chance: random.Random) -> str:
    words = re.findall(r"\w+", chance.choice(texts)) or ["news"]
    return " ".join(chance.choices(words, k=chance.randint(1, 3)))


def request(query: str, host: str = "127.0.0.1") -> bytes:
    return f"GET /api/search?q={query} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode("latin-1")


HOSTILE = {
    "wildcard": lambda chance: request(
        quote_plus(f"{chance.choice('aest')}* *{chance.choice('en')}?*")
    ),
    "8 KB": lambda chance: request(quote_plus(" ".join(["word"] * 1600))),
    "foreign host": lambda chance: request("flood", "evil.example"),
    "broken UTF-8": lambda chance: request("%ff%fe%80 %c3"),
    "stalling": lambda chance: request("flood")[: chance.randint(1, 20)],
}


async def answer(reader: asyncio.StreamReader) -> int:
    """Read one whole answer; its status. One without a length ends with its connection."""
    head = await reader.readuntil(b"\r\n\r\n")
    length = re.search(rb"(?i)content-length: *(\d+)", head)
    await (reader.readexactly(int(length[1])) if length else reader.read())
    return int(head.split(b" ", 2)[1])


async def visit(
    port: int, texts: list[str], until: float, hostile: float, visits: Visits, seed: int
) -> None:
    chance = random.Random(seed)
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while time.perf_counter() < until:
        if chance.random() < hostile:
            await attack(port, chance, visits)
            writer.close()  # a connection is not kept for somebody who has been silent for so long
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            continue
        started = time.perf_counter()
        writer.write(request(quote_plus(question(texts, chance))))
        visits.honest[await answer(reader)] += 1
        visits.seconds.append(time.perf_counter() - started)
    writer.close()


async def attack(port: int, chance: random.Random, visits: Visits) -> None:
    kind = chance.choice(list(HOSTILE))
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(HOSTILE[kind](chance))
    if kind == "stalling":
        asyncio.get_running_loop().call_later(30, writer.close)
        visits.hostile["stalling"] += 1
        return
    visits.hostile[f"{kind}: {await answer(reader)}"] += 1
    writer.close()


async def run(
    process: subprocess.Popen[str],
    port: int,
    texts: list[str],
    options: argparse.Namespace,
    hostile: float,
) -> Visits:
    visits = Visits(processor=-processor_seconds(process))
    until = time.perf_counter() + options.seconds
    await asyncio.gather(
        *(visit(port, texts, until, hostile, visits, seed) for seed in range(options.connections))
    )
    visits.processor += processor_seconds(process)
    return visits


def processor_seconds(process: subprocess.Popen[str]) -> float:
    """What the server has computed so far, in user and kernel mode."""
    stat = Path(f"/proc/{process.pid}/stat").read_text(encoding="ascii")
    user, kernel = stat.rpartition(")")[2].split()[11:13]
    return (int(user) + int(kernel)) / os.sysconf("SC_CLK_TCK")


def compare(port: int, texts: list[str], index: Index) -> str:
    """What `/api/search` takes, as a multiple of the Python call of the same question."""
    chance = random.Random(0)
    visitor = HTTPConnection("127.0.0.1", port)
    times: list[tuple[float, float]] = []

    def fetch(query: str) -> None:
        visitor.request("GET", f"/api/search?q={quote_plus(query)}")
        visitor.getresponse().read()

    while len(times) < QUESTIONS + WARMING_UP:
        query = question(texts, chance)
        try:
            called = milliseconds(partial(search, index, query))
        except QueryError:  # a question of nothing but signs
            continue
        times.append((called, milliseconds(partial(fetch, query))))
    calls, answers = zip(*times[WARMING_UP:], strict=True)
    ratio = statistics.median(answer / call for call, answer in times[WARMING_UP:])
    return (
        f"/api/search {statistics.median(answers):.1f} ms, "
        f"the call {statistics.median(calls):.1f} ms at the median; "
        f"{ratio:.2f} times at the median, {sum(answers) / sum(calls):.2f} in all"
    )


def memory(process: subprocess.Popen[str]) -> str:
    """The server's own memory and the pages of files that it has mapped."""
    status = Path(f"/proc/{process.pid}")
    own, mapped = (status_megabytes(status, name) for name in ("RssAnon", "RssFile"))
    return f"{own:.0f} MB and {mapped:.0f} MB of files"


def report(name: str, visits: Visits, options: argparse.Namespace) -> dict[str, float]:
    """Print a run's figures; its percentiles in milliseconds."""
    times = visits.seconds
    at = {f"p{share * 100:.0f}": 1000 * percentile(times, share) for share in (0.5, 0.95, 0.99)}
    marks = "  ".join(f"{share} {value:.0f}" for share, value in at.items())
    print(
        f"{name}: {len(times) / options.seconds:.0f} answers/s  {marks} ms  {dict(visits.honest)}\n"
        f"    {1000 * visits.processor / len(times):.1f} ms of processor an answer, "
        f"{visits.processor / options.seconds:.2f} processors"
    )
    for kind, count in sorted(visits.hostile.items()):
        print(f"    {kind} x {count}")
    return at


def main() -> None:
    """Visit the server twice, alone and among hostile visitors."""
    options = arguments(__doc__, paragraphs=100_000, connections=50, seconds=30.0)
    figures = {}
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "index"
        texts = build(place, options.paragraphs)
        with serving(place) as (process, port):
            print(compare(port, texts, Index.open(place)))
            print(
                f"{len(texts):,} paragraphs, {options.connections} connections; {memory(process)}"
            )
            for name, share in (("honest", 0.0), ("hostile", HOSTILE_SHARE)):
                visits = asyncio.run(run(process, port, texts, options, share))
                figures[name] = report(name, visits, options)
                print(f"    memory {memory(process)}")
    ratio = figures["hostile"]["p95"] / figures["honest"]["p95"]
    print(f"p95 among hostile visitors {ratio:.2f} times that alone")
    save(figures, options)


if __name__ == "__main__":
    main()
