"""CSV and TSV: one article a row, the first row names the columns."""

import csv
from collections.abc import Iterator, Sequence
from io import BufferedReader
from itertools import chain, islice

from pressmark.corpus.errors import InputError
from pressmark.corpus.model import Article
from pressmark.corpus.readers.csv_rows import CsvRows, Row
from pressmark.corpus.readers.qualified_names import roles_of_column
from pressmark.corpus.readers.record_shapes import LONGEST_NAME, Record, as_row
from pressmark.corpus.readers.records import read_record
from pressmark.corpus.readers.source import Source
from pressmark.corpus.readers.streams import text_lines
from pressmark.corpus.text.dates import parse_date

_DELIMITERS = (",", ";", "\t", "|")
_SEPARATOR_LINE = "sep="
"""The line above the header that states the delimiter to Excel."""

LINES_ABOVE = 10
"""Lines above the header, in which services state the search and the date of an export."""

WORDS_OF_A_NAME = 4
"""Words of a column's name, such as "Fecha de la publicación"; a line of prose has longer parts."""

MUST_BE_KNOWN = 2
"""Columns of a text file whose names are known, for it to be a table."""


def read_table(stream: BufferedReader, source: Source) -> Iterator[Article | InputError]:
    """The articles of a table, its delimiter known from the first row."""
    lines = text_lines(stream, source)
    top = list(islice(lines, LINES_ABOVE + 1))
    if top:
        top[0] = top[0].lstrip("\ufeff")
    at, stated = _header_line(top)
    if any(map(str.strip, top[: at - bool(stated)])):
        source.counts.remark("with lines above the header that are not read", "line 1")
    header = top[at] if at < len(top) else ""
    rows = CsvRows(chain(top[at:], lines), stated or delimiter_of(header), at)
    yield from _articles(rows, source)


def _header_line(top: Sequence[str]) -> tuple[int, str]:
    """The place of the header among the first lines, and the delimiter if one is stated."""
    first = next((at for at, line in enumerate(top) if line.strip()), len(top))
    if first < len(top) and top[first].lower().startswith(_SEPARATOR_LINE):
        return first + 1, top[first].rstrip("\r\n")[len(_SEPARATOR_LINE) :]
    if first < len(top) and not _names_columns(top[first], 1):
        at = (at for at, line in enumerate(top) if _names_columns(line, MUST_BE_KNOWN))
        return next(at, first), ""
    return first, ""


def _names_columns(line: str, known: int) -> bool:
    """Whether a line is of names of columns, so many of which are known."""
    cells = _cells(line, delimiter_of(line))
    return _known(cells) >= known and len(cells) > 1 and is_header(cells)


def delimiter_of(header: str) -> str:
    """The delimiter that makes the most known names of a row, else the most frequent one."""
    return max(_DELIMITERS, key=lambda mark: (_known(_cells(header, mark)), header.count(mark)))


def is_table(start: str) -> bool:
    """Whether a text begins with a row of names of columns, and rows of as many cells follow."""
    lines = [line for line in start.splitlines() if line.strip()]
    if lines and lines[0].lower().startswith(_SEPARATOR_LINE):
        lines = lines[1:]
    if len(lines) < 2:
        return False
    delimiter = delimiter_of(lines[0])
    header = _cells(lines[0], delimiter)
    return (
        len(header) >= MUST_BE_KNOWN
        and _known(header) >= MUST_BE_KNOWN
        and is_header(header)
        and all(len(cell.split()) <= WORDS_OF_A_NAME for cell in header)
        and (len(_cells(lines[1], delimiter)) == len(header) or '"' in lines[1])
    )


def is_header(cells: Sequence[str]) -> bool:
    """Whether a row names columns: no name is an address or a text, nor a number or a date unless
    others are known."""
    if any(len(cell) > LONGEST_NAME or "://" in cell for cell in cells):
        return False
    if len(_fields(cells) & {"title", "text", "summary", "html"}) >= MUST_BE_KNOWN:
        return True
    is_empty = not any(map(str.strip, cells))
    return not is_empty and not any(_is_number(cell) or _is_date(cell) for cell in cells)


def _is_number(cell: str) -> bool:
    cell = cell.strip()
    return cell.replace(".", "", 1).isdecimal() and len(cell) > 1


def _is_date(cell: str) -> bool:
    return any(map(str.isdigit, cell)) and parse_date(cell) is not None


def _known(cells: Sequence[str]) -> int:
    return sum(bool(roles_of_column(cell)) for cell in cells if len(cell) <= LONGEST_NAME)


def _cells(line: str, delimiter: str) -> list[str]:
    return next(csv.reader([line.rstrip("\r\n")], delimiter=delimiter), [])


def _articles(rows: CsvRows, source: Source) -> Iterator[Article | InputError]:
    header: list[str] = []
    number, longer = 0, ""
    more_cells = 0
    for number, row in enumerate(rows, 1):
        if number == 1:
            header = _header(row.cells, source)
            rows.width = len(header)
            if is_header(row.cells):
                continue
        elif _is_header_again(row.cells, header):
            header = _names(row.cells)
            rows.width = len(header)
            continue
        if not source.begins(number):
            continue
        if row.is_unclosed:
            yield source.error(f"line {row.line} has a quotation mark that is never closed")
        if any(row.cells[len(header) :]):
            more_cells += 1
            longer = longer or f"row {number}"
        yield from _article(row, header, number, source)
    if more_cells:
        where = "1 row" if more_cells == 1 else f"{more_cells:,} rows"
        yield source.error(
            f"more cells than columns in {where} (first: {longer}); the last cells are not read",
            "a text with the delimiter in it must be in quotation marks",
        )


def _header(cells: Sequence[str], source: Source) -> list[str]:
    """The names of the columns. Raises InputError where neither the file nor the user has them."""
    if is_header(cells):
        return _names(cells)
    if source.options.columns:
        return list(source.options.columns)
    raise no_header(cells, source)


def no_header(cells: Sequence[str], source: Source) -> InputError:
    """The error for a table whose first row is one of values."""
    return source.error(
        "its first row does not name the columns",
        f"name all {len(cells)} of them: --columns {','.join(_likely_names(cells))}",
    )


def _names(cells: Sequence[str]) -> list[str]:
    return [cell.strip() for cell in cells]


def _likely_names(cells: Sequence[str]) -> list[str]:
    """What the columns may be, for an example: a cell's form shows a date, an address, a text."""
    longest = max(cells, key=len)
    names: list[str] = []
    for cell in cells:
        if "://" in cell:
            name = "url"
        elif cell is longest:
            name = "text"
        elif _is_date(cell):
            name = "date"
        else:
            name = "title" if "title" not in names else f"column{len(names) + 1}"
        names.append(name if name not in names else f"column{len(names) + 1}")
    return names


def _is_header_again(cells: Sequence[str], header: Sequence[str]) -> bool:
    """Whether a row is a header, the same or another one, as in tables that were joined."""
    if cells[0].strip() in header and sorted(_names(cells)) == sorted(header):
        return True
    if len(cells) < MUST_BE_KNOWN or any(len(cell) > LONGEST_NAME for cell in cells):
        return False
    return _known(cells) == len(cells) and {"title", "text"} <= _fields(cells)


def _fields(cells: Sequence[str]) -> set[str]:
    return {field for cell in cells for field, _ in roles_of_column(cell)}


def _article(row: Row, header: list[str], number: int, source: Source) -> Iterator[Article]:
    place = f"row {number}"
    if not any(map(str.strip, row.cells)):
        return
    yield from read_record(Record(as_row(header, row.cells), place, str(number)), source)
