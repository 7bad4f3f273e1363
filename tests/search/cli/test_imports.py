"""What a command loads before it answers: the slow libraries only where they are needed."""

import json
import subprocess
import sys

import pytest

from pressmark.search.cli.app import COMMANDS

pytestmark = pytest.mark.slow

FOR_PAGES = {"bs4", "lxml", "starlette", "uvicorn", "jinja2"}
FOR_CLEANING = {"pressmark.corpus.cleaner", "pressmark.corpus.readers", "pressmark.corpus.rules"}
FOR_INDEXES = {"errors", "duplicates", "duplicates.article_sketch", "text", "text.keys", "kinds"}
FOR_WRITING = {"pressmark.index.commit", "pressmark.index.ingest.transaction"}
FOR_SEARCHING = {"whoosh", "numpy"}
FOR_SUGGESTIONS = {"pressmark.search.local.completion", "whoosh.lang.stopwords"}
FOR_FEW_SEARCHES = {
    *FOR_SUGGESTIONS,
    "pressmark.search.query.dates",
    "pressmark.search.ranking.explain",
    "pressmark.search.local.facets",
    "pressmark.search.results.facet",
    "pressmark.search.results.json",
    *(f"pressmark.index.segment.evaluate.{name}" for name in ("multi_term", "phrase")),
    "whoosh.searching",
}
SLOW_TO_LOAD = {
    *("asyncio", "concurrent.futures", "difflib", "email", "importlib.metadata", "logging"),
    *("multiprocessing", "shutil", "tempfile", "tomllib", "zoneinfo"),
}
"""Modules of Python's own that finding words has no use for."""

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

OTHERS = """
import json, sys
import click, numpy, whoosh.index, whoosh.qparser
print(json.dumps(list(sys.modules)))
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


def loaded_by_others() -> set[str]:
    """The modules that come with what no search can do without; they differ between Whooshes."""
    probe = subprocess.run([sys.executable, "-c", OTHERS], capture_output=True, check=True)
    return set(json.loads(probe.stdout))


def test_searching_loads_neither_reader_nor_cleaner_nor_writer_nor_page(sample_index):
    idle = FOR_PAGES | FOR_CLEANING | FOR_WRITING
    assert not loaded(["search", "ferry", "--index", sample_index]) & idle


def test_a_search_for_words_loads_only_what_finds_and_shows_them(sample_index):
    found = loaded(["search", "ferry", "bridge", "--index", sample_index]) - loaded_by_others()
    assert found & (FOR_FEW_SEARCHES | SLOW_TO_LOAD) == set()
    of_corpus = {name for name in found if name.startswith("pressmark.corpus.")}
    assert of_corpus <= {f"pressmark.corpus.{name}" for name in FOR_INDEXES}


def test_what_few_searches_ask_for_is_loaded_by_those(sample_index):
    index = ["--index", sample_index]
    asked = ['"the ferry"', "after:2001", "--facets", "--explain", "--json"]
    assert loaded(["search", *asked, *index]) >= FOR_FEW_SEARCHES - FOR_SUGGESTIONS


def test_reading_the_index_loads_nothing_that_only_pages_need(sample_index):
    index = ["--index", sample_index]
    assert not loaded(["show", "0", *index], ["stats", *index]) & FOR_PAGES


def test_no_help_loads_engine_cleaner_or_page():
    every_help = [["help", command] for command in COMMANDS]
    assert not loaded(*every_help) & (FOR_PAGES | FOR_CLEANING | FOR_SEARCHING)


def test_cleaning_loads_no_engine(samples):
    plain = next(samples.rglob("*.txt"))
    assert not loaded(["clean", plain]) & FOR_SEARCHING
