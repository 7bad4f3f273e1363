"""What the form of a dump costs: further columns, and one file in place of many.

The records of a dump are indexed twice, by turns in slices, so that other load on the machine falls
on both. `columns`: as they are, and with eight further columns of numbers, dates and words.
`files`: as one JSONL.gz a slice, and as many files of the same records. Printed are processor time
of all processes, time by the clock, and bytes on disk, each as a ratio.

    python tests/benchmarks/dump_forms.py DUMP.jsonl.gz columns --records 100000
    python tests/benchmarks/dump_forms.py DUMP.jsonl.gz files
"""

import argparse
import gzip
import itertools
import json
import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

from pressmark.index import Index

SLICES = 5
FILES = 2_000
PARTIES = ("Republican", "Democrat", "Independent", "Green")


class Cost(NamedTuple):
    """Seconds of processors and of the clock, and bytes on disk."""

    processor: float = 0.0
    clock: float = 0.0
    disk: int = 0


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("dump", type=Path)
    parser.add_argument("form", choices=("columns", "files"))
    parser.add_argument("--records", type=int, default=None)
    options = parser.parse_args()
    with gzip.open(options.dump, "rt", encoding="utf-8") as lines:
        records = list(map(json.loads, itertools.islice(lines, options.records)))
    size = -(-len(records) // SLICES)
    slices = [records[at : at + size] for at in range(0, len(records), size)]
    write = write_columns if options.form == "columns" else write_files
    with tempfile.TemporaryDirectory() as folder:
        plain, other = compare(Path(folder), slices, write)
    print(f"{len(records):,} articles, {options.form}: first, second, ratio")
    for name in Cost._fields:
        one, two = getattr(plain, name), getattr(other, name)
        print(f"{name}: {one:,.1f} {two:,.1f} {two / one:.3f}")


def compare(
    folder: Path, slices: list[list[Any]], write: Callable[[Path, Path, list[Any]], None]
) -> tuple[Cost, Cost]:
    """Index the slices in two forms, which `write` writes into two folders."""
    indexes = [Index.create(folder / f"index-{form}") for form in range(2)]
    costs = [Cost(), Cost()]
    for number, records in enumerate(slices):
        places = [folder / f"slice-{form}-{number}" for form in range(2)]
        for place in places:
            place.mkdir()
        write(places[0], places[1], records)
        for form in (0, 1) if number % 2 else (1, 0):
            costs[form] = _sum(costs[form], indexed(indexes[form], places[form]))
    plain, other = (
        cost._replace(disk=bytes_of(index.path)) for cost, index in zip(costs, indexes, strict=True)
    )
    return plain, other


def indexed(index: Index, place: Path) -> Cost:
    """What adding a folder costs."""
    before, started = processor_time(), time.monotonic()
    index.add(place)
    return Cost(processor_time() - before, time.monotonic() - started)


def processor_time() -> float:
    """Seconds of this process and of the ended ones that it started."""
    usages = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def bytes_of(place: Path) -> int:
    """Bytes of all files under a folder."""
    return sum(path.stat().st_size for path in place.rglob("*") if path.is_file())


def write_columns(plain: Path, other: Path, records: list[Any]) -> None:
    """The records, and the same with eight further columns."""
    chance = random.Random(len(records))
    write_lines(plain / "dump.jsonl.gz", records)
    write_lines(other / "dump.jsonl.gz", (record | further(chance) for record in records))


def further(chance: random.Random) -> dict[str, Any]:
    """Eight columns as scrapers and services add them."""
    number = chance.randrange(10**9)
    return {
        "party": chance.choice(PARTIES),
        "words": number % 2_000,
        "collected": f"20{number % 20 + 4:02}-{number % 12 + 1:02}-{number % 28 + 1:02}",
        "sentiment": round(chance.uniform(-1, 1), 4),
        "is_opinion": number % 2 == 0,
        "reporter_id": f"r{number % 5_000}",
        "tags": [f"tag {number % 300}", f"tag {number % 17}"],
        "record_id": f"{number:x}",
    }


def write_files(one: Path, many: Path, records: list[Any]) -> None:
    """The records as one file, and as a part of the many."""
    write_lines(one / "dump.jsonl.gz", records)
    size = -(-len(records) * SLICES // FILES)
    for number, at in enumerate(range(0, len(records), size)):
        write_lines(many / f"{number:05}.jsonl.gz", records[at : at + size])


def write_lines(path: Path, records: Iterable[Any]) -> None:
    """Write JSON Lines, compressed."""
    with gzip.open(path, "wt", compresslevel=6, encoding="utf-8") as file:
        file.writelines(json.dumps(record) + "\n" for record in records)


def _sum(one: Cost, two: Cost) -> Cost:
    return Cost(one.processor + two.processor, one.clock + two.clock)


if __name__ == "__main__":
    main()
