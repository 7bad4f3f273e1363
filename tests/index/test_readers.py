"""Readers and one writer at the same time."""

import json
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from pressmark.corpus.model import Article, Block, Kind
from pressmark.index import Index

pytestmark = [pytest.mark.slow, pytest.mark.long]

READER = Path(__file__).with_name("reading.py")
READERS = 8
COMMITS = 200


def version(number: int) -> list[Article]:
    """Three articles that all say which commit they are of."""
    text = (Block(f"commit {number}", Kind.PARAGRAPH, 0),)
    return [Article(text, key=key) for key in "abc"]


def test_every_answer_to_eight_readers_is_one_whole_commits(index, tmp_path):
    stop = tmp_path / "stop"
    index.add_articles(version(0))
    command = [sys.executable, str(READER), str(index.path), str(stop)]
    outputs = [tmp_path / f"reader {number}" for number in range(READERS)]
    with ExitStack() as running:
        files = [running.enter_context(path.open("wb")) for path in outputs]
        readers = [running.enter_context(subprocess.Popen(command, stdout=f)) for f in files]
        writer = Index.open(index.path)
        for number in range(1, COMMITS + 1):
            writer.add_articles(version(number))
        stop.touch()
    assert [reader.returncode for reader in readers] == [0] * READERS
    for path in outputs:
        answers = [json.loads(line) for line in path.read_text().splitlines()]
        assert all(found == stored and count == 3 for found, stored, count in answers)
        assert all(len(found) == 3 and len(set(found)) == 1 for found, _, _ in answers)
        numbers = [int(found[0].split()[1]) for found, _, _ in answers]
        assert numbers == sorted(numbers)
        assert len(set(numbers)) > 2
    with index.searcher() as searcher:
        assert {row["text"] for row in searcher.documents()} == {f"commit {COMMITS}"}
