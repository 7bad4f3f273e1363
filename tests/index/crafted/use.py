"""Runs all operations of an index within limits of time, memory and place."""

import json
import os
import resource
import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from small import made_article
from whoosh import query

from pressmark.corpus.errors import ArticleNotFound, IndexCorrupt, IndexVersion
from pressmark.index import Index
from pressmark.search import export, more_like_this, search, suggest
from pressmark.search.results.json import to_json

SECONDS = 2
"""Processor time for all operations on one index."""
MEGABYTES = 300
"""Additional address space."""

QUERIES = (
    "ferry bridge",
    '"ferry and the bridge"',
    '"ferry bridge"~5',
    "ferr* -bridge",
    "fery~ OR kherson",
    "published:2022-10 ferry",
    "published:[2022-10-05 TO 2022-10]",
    'source:"Valley Tribune" ferry',
    "author:lee kind:caption",
    "title:ferry the",
    "f?rry",
    "language:en",
    "*",
)
ADDRESS = "https://example.org/5"
"""Of an article in the first segment."""

OPTIONS: tuple[dict[str, Any], ...] = (
    {"facets": True},
    {"paragraphs": True, "explain": True},
    {"sort": "newest", "facets": True},
    {"sort": "recent", "copies": True},
)


Action = Callable[[Index], Any]


def _searching(text: str, options: dict[str, Any]) -> Action:
    def act(index: Index) -> None:
        found = search(index, text, limit=5, **options)
        json.dumps(to_json(found), allow_nan=False)

    return act


def _searching_as_whoosh(tree: query.Query) -> Action:
    def act(index: Index) -> None:
        with index.searcher() as searcher:
            for hit in searcher.search(tree, limit=3):
                hit.fields()

    return act


def _walk_terms(index: Index) -> None:
    with index.reader() as reader:
        list(reader.lexicon("text"))


def _show(index: Index) -> None:
    json.dumps(to_json(index.get(ADDRESS)), allow_nan=False)


def _add(index: Index) -> None:
    index.add_articles([made_article(20), made_article(40)], origin="other", jobs=1)


ACTIONS: tuple[Action, ...] = (
    lambda index: json.dumps(to_json(index.stats())),
    *(_searching(text, OPTIONS[n % len(OPTIONS)]) for n, text in enumerate(QUERIES)),
    lambda index: list(export(index, "ferry", copies=True)),
    _searching_as_whoosh(query.Term("text", "ferri")),
    _searching_as_whoosh(query.Every()),
    _searching_as_whoosh(query.Prefix("text", "fe")),
    _searching_as_whoosh(query.Phrase("text", ["ferri", "number"])),
    _walk_terms,
    _show,
    lambda index: more_like_this(index, ADDRESS),
    *(partial(suggest, typed=typed) for typed in ("fer", "ferry b", "an", "valley", "f")),
    lambda index: list(index.boilerplate().lines()),
    Index.verify,
    _add,
    lambda index: index.delete(ADDRESS),
    Index.compact,
    _searching("ferry", {"facets": True}),
)


def use(folder: Path) -> str:
    """Run all operations on an index; "answered", or "refused" where any raised an error."""
    outcome = "answered"
    try:
        index = Index.open(folder, wait=0)
    except (IndexCorrupt, IndexVersion):
        return "refused"
    for act in ACTIONS:
        try:
            act(index)
        except (IndexCorrupt, IndexVersion):
            outcome = "refused"
        except ArticleNotFound:
            pass  # its address may have been changed
    return outcome


def _watch(folder: Path) -> None:
    """End the process where it writes outside `folder`."""

    def hook(event: str, args: tuple[Any, ...]) -> None:
        writes = {
            "open": lambda: args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT),
            "os.rename": lambda: True,
            "os.remove": lambda: True,
            "os.mkdir": lambda: True,
            "os.truncate": lambda: True,
            "os.link": lambda: True,
            "os.symlink": lambda: True,
        }.get(event)
        if writes is None or not writes() or not isinstance(args[0], str | os.PathLike):
            return
        path = os.path.realpath(os.fspath(args[0]))
        if not path.startswith(str(folder)) and not path.startswith("/dev/"):
            raise AssertionError(f"{event} outside the index: {path}")

    sys.addaudithook(hook)


def _limit() -> None:
    """Bound the memory of the process and its time on a processor."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    most = pages * resource.getpagesize() + (MEGABYTES << 20)
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)


def confine(folder: Path) -> None:
    """Have this process end where it writes outside `folder`, or takes too much of anything."""
    os.chdir(folder)  # where names are looked up that are given without a folder
    _watch(folder)
    _limit()
    np.seterr(divide="raise", invalid="raise")  # else there would be scores that are no number
