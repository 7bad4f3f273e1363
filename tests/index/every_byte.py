"""Flips each byte of a small index and truncates its files at each length, and reads it each time.

    python tests/index/every_byte.py

This makes some 60,000 damaged indexes. Each must raise an error that names the damaged file, or
give the right answers while `verify` names the file. Prints one JSON row for each file and kind of
damage with the number of each outcome.
"""

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from whoosh import query

from pressmark.corpus.errors import PressmarkError
from pressmark.index import Index

GOOD = {"IndexCorrupt", "right, and verify names it"}
Damage = Callable[[bytes], Iterator[bytes]]


def flipped(whole: bytes) -> Iterator[bytes]:
    """`whole` with each byte in turn changed in all its bits."""
    damaged = bytearray(whole)
    for place in range(len(whole)):
        damaged[place] ^= 0xFF
        yield bytes(damaged)
        damaged[place] ^= 0xFF


def cut(whole: bytes) -> Iterator[bytes]:
    """`whole` at each length that is shorter."""
    return (whole[:length] for length in range(len(whole)))


def answers(folder: Path) -> Any:
    """All that a search reads: texts, scores, dates, counts and files."""
    index = Index.open(folder, wait=0)
    with index.searcher() as searcher:
        found = searcher.search(query.Or([query.Every(), query.Term("text", "ferri")]), limit=None)
        hits = [(hit.docnum, hit.score, sorted(hit.fields().items(), key=str)) for hit in found]
        terms = [
            (term, searcher.reader().doc_frequency("text", term))
            for term in searcher.reader().lexicon("text")
        ]
    return hits, terms, index.stats().articles


def outcome(folder: Path, right: Any, name: str) -> str:
    """The outcome of reading the damaged index."""
    try:
        if answers(folder) != right:
            return "WRONG"
        messages = [error.message for error in Index.open(folder, wait=0).verify()]
        return "right, and verify names it" if any(name in m for m in messages) else "right"
    except PressmarkError as error:
        return type(error).__name__ if name in error.message else f"UNNAMED {error.message}"
    except Exception as error:
        return f"CRASHED {type(error).__name__}: {error}"


def small_index(folder: Path) -> Path:
    """An index with every kind of file: two commits, of which one deletes."""
    news = folder / "news"
    news.mkdir()
    (news / "ferry.txt").write_text("Ferry sinks\n\nThe ferry sank off Kherson on Monday.")
    (news / "bus.txt").write_text("Bus\n\nThe bus drives.")
    index = Index.create(folder / "index")
    index.add(news)
    (news / "bus.txt").unlink()
    index.add(news, prune=True)
    return index.path


def main() -> int:
    """Print the rows; 1 where an answer was wrong or a damage was not detected."""
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        damage_all(small_index(Path(folder)), wrong)
    return bool(wrong)


def damage_all(folder: Path, wrong: list[str]) -> None:
    """Print a row for each file and kind of damage; wrong outcomes are added to `wrong`."""
    right = answers(folder)
    for path in sorted(folder.iterdir()):
        whole = path.read_bytes()
        ways: tuple[Damage, ...] = flipped, cut
        for damage in ways:
            outcomes = Counter[str]()
            for damaged in damage(whole):
                path.write_bytes(damaged)
                outcomes[outcome(folder, right, path.name)] += 1
            print(json.dumps({"file": path.name, "damage": damage.__name__, "outcomes": outcomes}))
            wrong += outcomes.keys() - GOOD - ({"right"} if path.name == "writer.lock" else set())
        path.write_bytes(whole)


if __name__ == "__main__":
    sys.exit(main())
