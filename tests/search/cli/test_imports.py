"""What a command loads before it answers: the slow libraries only where they are needed."""

import json
import subprocess
import sys

from pressmark.search.cli.app import COMMANDS

FOR_PAGES = {"bs4", "lxml", "starlette", "uvicorn", "jinja2"}
FOR_CLEANING = {"pressmark.corpus.cleaner", "pressmark.corpus.readers", "pressmark.corpus.rules"}
FOR_WRITING = {"pressmark.index.commit", "pressmark.index.changes"}
FOR_SEARCHING = {"whoosh", "numpy"}

PROBE = """
import json, sys
from pressmark.search.cli import main
for arguments in json.loads(sys.argv.pop()):
    sys.argv[1:] = arguments
    try:
        main()
    except SystemExit:
        pass
print("\\n" + json.dumps(list(sys.modules)))
"""


def loaded(*commands: list[object]) -> set[str]:
    """The modules that a process has loaded after running these commands."""
    probe = subprocess.run(
        [sys.executable, "-c", PROBE, json.dumps(commands, default=str)],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return set(json.loads(probe.stdout.splitlines()[-1]))


def test_searching_loads_neither_reader_nor_cleaner_nor_writer_nor_page(sample_index):
    idle = FOR_PAGES | FOR_CLEANING | FOR_WRITING
    assert not loaded(["search", "ferry", "--index", sample_index]) & idle


def test_reading_the_index_loads_nothing_that_only_pages_need(sample_index):
    index = ["--index", sample_index]
    assert not loaded(["show", "0", *index], ["stats", *index]) & FOR_PAGES


def test_no_help_loads_engine_cleaner_or_page():
    every_help = [["help", command] for command in COMMANDS]
    assert not loaded(*every_help) & (FOR_PAGES | FOR_CLEANING | FOR_SEARCHING)


def test_cleaning_loads_no_engine(samples):
    plain = next(samples.rglob("*.txt"))
    assert not loaded(["clean", plain]) & FOR_SEARCHING
