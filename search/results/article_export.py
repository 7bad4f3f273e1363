"""An article as a file: its text, its paragraphs with their offsets, or its citation."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from pressmark.index import StoredArticle
from pressmark.search.escape import harmless, harmless_json
from pressmark.search.results.citation import Citation, citation_of
from pressmark.search.results.citation_formats import as_bibtex, as_csl_json, as_ris
from pressmark.search.results.csv_rows import cell, row
from pressmark.search.results.markdown import article_as_markdown

Lines = Iterator[str]

BETWEEN = "\n\n"
"""Between the paragraphs of an article as text."""


class NumberedText(NamedTuple):
    """A paragraph: its number, and its place in the text, characters `start` to `end`."""

    article: str
    number: int
    kind: str
    text: str
    start: int
    end: int


def paragraphs_of(article: StoredArticle) -> Iterator[NumberedText]:
    """The paragraphs in order; their offsets are those of `as_text`."""
    start = 0
    for number, block in article.numbered:
        text = harmless(block.text)
        end = start + len(text)
        yield NumberedText(article.id, number, str(block.kind), text, start, end)
        start = end + len(BETWEEN)


def as_text(article: StoredArticle) -> Lines:
    """The paragraphs with blank lines between them."""
    yield BETWEEN.join(each.text for each in paragraphs_of(article))


def as_markdown(article: StoredArticle) -> Lines:
    """The paragraphs, below the metadata."""
    yield article_as_markdown(article.as_cleaned()).rstrip("\n")


def as_jsonl(article: StoredArticle) -> Lines:
    """A line a paragraph, with its offsets."""
    for each in paragraphs_of(article):
        yield harmless_json(json.dumps(each._asdict(), ensure_ascii=False))


def as_csv(article: StoredArticle) -> Lines:
    """A row a paragraph, with its offsets."""
    yield row(NumberedText._fields)
    for each in paragraphs_of(article):
        yield row(cell(value) if isinstance(value, str) else str(value) for value in each)


def _cited(write: Callable[[Iterable[Citation]], Lines]) -> Callable[[StoredArticle], Lines]:
    return lambda article: write([citation_of(article)])


FORMATS: Mapping[str, Callable[[StoredArticle], Lines]] = {
    "text": as_text,
    "markdown": as_markdown,
    "jsonl": as_jsonl,
    "csv": as_csv,
    "bibtex": _cited(as_bibtex),
    "ris": _cited(as_ris),
    "csl": _cited(as_csl_json),
}
"""The lines of a file, by the name of its format."""
