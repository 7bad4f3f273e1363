"""A whole result set written for other programs and for footnotes, one hit after the other.

Hits are fetched and written some at a time, so that memory does not grow with their number.
"""

import csv
import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from pressmark.search.cli.console import speaks_unicode
from pressmark.search.cli.safe import harmless, harmless_json
from pressmark.search.cli.words import day
from pressmark.search.json_shape import hit_to_json

if TYPE_CHECKING:
    from pressmark.search.results import Hit, Results

FETCHED_AT_ONCE = 500
"""Hits in memory at a time; a fetch evaluates the query again, which costs less than its hits."""

COLUMNS = ("rank", "score", "title", "source", "published", "authors", "url", "id", "kind", "text")

Lines = Iterator[str]


def all_hits(fetch: "Callable[[int, int], Results]") -> "Iterator[Hit]":
    """Every hit; `fetch` takes a limit and an offset."""
    offset = 0
    while hits := fetch(FETCHED_AT_ONCE, offset).hits:
        yield from hits
        offset += len(hits)


def as_jsonl(hits: "Iterable[Hit]") -> Lines:
    """One JSON object a line, in the shape of `--json`."""
    ascii_only = not speaks_unicode(sys.stdout)
    for hit in hits:
        yield harmless_json(json.dumps(hit_to_json(hit), ensure_ascii=ascii_only))


def as_csv(hits: "Iterable[Hit]") -> Lines:
    """A row a hit under a row of names, quoted so that line breaks stay inside their cell."""
    yield _row(COLUMNS)
    for hit in hits:
        article = hit.article
        published = article.published.isoformat() if article.published else ""
        known = (article.title, article.source, published, "; ".join(article.authors))
        texts = (*known, article.url, article.id, hit.kind, hit.text)
        yield _row((str(hit.rank), f"{hit.score:.4f}", *map(_cell, texts)))


def as_markdown(hits: "Iterable[Hit]") -> Lines:
    """A quotation a hit, with the citation of its article below."""
    for hit in hits:
        yield f"> {_escaped(hit.text)}\n>\n> — {_citation(hit)}\n"


FORMATS: "dict[str, Callable[[Iterable[Hit]], Lines]]" = {
    "jsonl": as_jsonl,
    "csv": as_csv,
    "markdown": as_markdown,
}


def _row(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(cells)
    return line.getvalue()


def _cell(text: str) -> str:
    """A spreadsheet takes a cell that begins like a formula for one; an apostrophe stops it."""
    text = harmless(text)
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text


def _citation(hit: "Hit") -> str:
    article = hit.article
    title = f"[{_escaped(article.title or article.id)}]({_address(article.url)})"
    if not article.url:
        title = _escaped(article.title or article.id)
    known = (", ".join(article.authors), title, article.source, day(article.published))
    return ", ".join(part if part is title else _escaped(part) for part in known if part)


def _escaped(text: str) -> str:
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>#|" else sign for sign in harmless(text))


def _address(url: str) -> str:
    return harmless(url).replace(" ", "%20").replace("(", "%28").replace(")", "%29")
