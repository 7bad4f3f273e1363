"""CSV and TSV: one article a row, the first row names the columns."""

import csv
from collections.abc import Iterator
from io import BufferedReader
from itertools import chain

from pressmark.corpus.errors import InputError
from pressmark.corpus.model import Article
from pressmark.corpus.readers.limits import MAX_ARTICLE_BYTES
from pressmark.corpus.readers.records import NoTextError, article_from_record
from pressmark.corpus.readers.source import Source
from pressmark.corpus.readers.streams import text_lines

_DELIMITERS = (",", ";", "\t", "|")


def read_table(stream: BufferedReader, source: Source) -> Iterator[Article | InputError]:
    """The articles of a table, its delimiter known from the first row."""
    csv.field_size_limit(MAX_ARTICLE_BYTES)  # the module's own is 128 KB, less than some articles
    lines = text_lines(stream, source)
    first = next(lines, "")
    rows = csv.DictReader(chain([first], lines), delimiter=_delimiter(first), strict=False)
    number = 1
    try:
        for row in rows:
            number += 1
            yield _article(row, number, source)
    except csv.Error as error:
        raise source.error(f"row {number + 1} is no proper table row ({error})") from None


def _delimiter(header: str) -> str:
    return max(_DELIMITERS, key=header.count)


def _article(row: dict[str, str], number: int, source: Source) -> Article | InputError:
    named = {name: value for name, value in row.items() if name}
    try:
        return article_from_record(named, source, str(number))
    except NoTextError as error:
        return error.about(f"row {number}", "column", source)
