"""What a command loads before it answers: the slow libraries only where they are needed."""

import json
import subprocess
import sys

import pytest

from pressmark.search.cli.app import COMMANDS

FOR_PAGES = {"bs4", "lxml", "starlette", "uvicorn", "jinja2"}
FOR_CLEANING = {"pressmark.corpus.cleaner", "pressmark.corpus.readers"}
FOR_SEARCHING = {"whoosh", "numpy"}

PROBE = """
import json, sys
from pressmark.search.cli import main
sys.argv = ["pressmark", *sys.argv[1:]]
try:
    main()
except SystemExit:
    pass
print("\\n" + json.dumps(list(sys.modules)))
"""


def loaded(*arguments: object) -> set[str]:
    probe = subprocess.run(
        [sys.executable, "-c", PROBE, *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return set(json.loads(probe.stdout.splitlines()[-1]))


def test_searching_loads_neither_reader_nor_cleaner_nor_page(sample_index):
    assert not loaded("search", "ferry", "--index", sample_index) & (FOR_PAGES | FOR_CLEANING)


@pytest.mark.parametrize("command", ["show", "stats"])
def test_reading_the_index_loads_nothing_that_only_pages_need(sample_index, command):
    article = [] if command == "stats" else ["0"]
    assert not loaded(command, *article, "--index", sample_index) & FOR_PAGES


@pytest.mark.parametrize("command", COMMANDS)
def test_help_loads_neither_engine_nor_page(command):
    assert not loaded(command, "--help") & (FOR_PAGES | FOR_CLEANING | FOR_SEARCHING)


def test_cleaning_loads_no_engine(samples):
    plain = next(samples.rglob("*.txt"))
    assert not loaded("clean", plain) & FOR_SEARCHING
