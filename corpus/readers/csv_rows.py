"""The rows of a table in CSV, with the line on which each begins.

The csv module reads what is proper CSV. A row that is not is read again with care: a quotation
mark within a text, or one that is never closed, must not take the rows behind it along.
"""

import csv
from collections import deque
from collections.abc import Iterator
from itertools import takewhile
from typing import NamedTuple

from pressmark.corpus.readers.limits import MAX_ARTICLE_BYTES

MAX_ROW_LINES = 10_000
"""Lines of one row; a text of more lines is of a quotation that is not closed."""

MAX_LINES_AHEAD = 1_000
"""Lines of the row behind one with a stray quotation mark."""

MAX_MENDED_CHARACTERS = 2**16
"""Of a row with stray quotation marks: it is tried at each line with a mark whether it ends there,
and a table may have any number of such rows."""

MAX_ENDS_TRIED = 20
"""Lines with a mark in one row."""


class Row(NamedTuple):
    """The cells of a row, the number of its first line, and whether a quotation mark in it is not
    closed."""

    cells: list[str]
    line: int
    is_unclosed: bool = False


class CsvRows:
    """Reads rows one by one; `width` is the number of cells that a row should have, `above` that of
    the lines before."""

    def __init__(self, lines: Iterator[str], delimiter: str, above: int = 0) -> None:
        csv.field_size_limit(MAX_ARTICLE_BYTES)  # the module's own is 128 KB, less than an article
        self.delimiter = delimiter
        self.width = 0
        self._lines = lines
        self._again: deque[str] = deque()
        self._of_row: list[str] = []
        self._line = above
        self._strict = csv.reader(self._next_lines(), delimiter=delimiter, strict=True)

    def __iter__(self) -> Iterator[Row]:
        while True:
            self._of_row = []
            line = self._line + 1
            try:
                cells = next(self._strict)
            except StopIteration:
                return
            except csv.Error:
                self._strict = csv.reader(self._next_lines(), delimiter=self.delimiter, strict=True)
                yield self._mended(line)
                continue
            if len(self._of_row) > 1 and self.width and len(cells) != self.width:
                yield self._mended(line)  # several rows that marks have made one
            elif cells:
                yield Row(cells, line)

    def _next_lines(self) -> Iterator[str]:
        while (text := self._take()) is not None:
            self._of_row.append(text)
            if len(self._of_row) > MAX_ROW_LINES:
                raise csv.Error
            yield text

    def _take(self) -> str | None:
        text = self._again.popleft() if self._again else next(self._lines, None)
        self._line += text is not None
        return text

    def _mended(self, line: int) -> Row:
        """The row that begins with the lines read so far, as far as it probably goes."""
        text = self._of_row[0]
        first = self._one_line(text)
        if first is None or not self._is_row_next():
            for end, cells in self._ends():
                if cells is not None and len(cells) == self.width:
                    self._give_back(end)
                    return Row(cells, line)
        self._give_back(1)
        is_unclosed = self.delimiter != "\t" and text.count('"') % 2 == 1
        cells = first or next(csv.reader([text], delimiter=self.delimiter), [])
        return Row(cells, line, is_unclosed)

    def _ends(self) -> Iterator[tuple[int, list[str] | None]]:
        """The lines with a quotation mark, and the cells of the row if it ends there."""
        row, end, tried = "", 0, 0
        while (text := self._line_of_row(end)) is not None:
            end += 1
            row += text
            if len(row) > MAX_MENDED_CHARACTERS or tried >= MAX_ENDS_TRIED:
                return
            if '"' in text:
                tried += 1
                yield end, tolerant_cells(row, self.delimiter)

    def _is_row_next(self) -> bool:
        """Whether a row, or the end, follows the first line."""
        following = self._line_of_row(1)
        if following is None or self._one_line(following) is not None:
            return True
        ahead = (self._line_of_row(at) for at in range(1, MAX_LINES_AHEAD))
        lines = takewhile(lambda line: line is not None, ahead)
        rows = csv.reader(map(str, lines), delimiter=self.delimiter, strict=True)
        try:
            return len(next(rows, [])) == self.width
        except csv.Error:
            return False

    def _line_of_row(self, at: int) -> str | None:
        """A line from the first of the row on; those behind the row are read ahead."""
        if at == len(self._of_row) and (text := self._take()) is not None:
            self._of_row.append(text)
        return self._of_row[at] if at < len(self._of_row) else None

    def _give_back(self, used: int) -> None:
        """The lines after the first so many belong to the next rows."""
        rest = self._of_row[used:]
        self._again.extendleft(reversed(rest))
        self._line -= len(rest)

    def _one_line(self, text: str) -> list[str] | None:
        """The cells of a line by itself, if they are as many as they should be."""
        text = text.rstrip("\r\n")
        bare = [_without_quotes(cell) for cell in text.split(self.delimiter)]
        lenient = next(csv.reader([text], delimiter=self.delimiter), [])
        readings = (tolerant_cells(text, self.delimiter), bare, lenient)
        return next((cells for cells in readings if cells and len(cells) == self.width), None)


def tolerant_cells(text: str, delimiter: str) -> list[str] | None:
    """The cells of a row where only a mark before a delimiter or the end closes a quotation.

    None where a quotation is not closed. Its time grows with the length of the text.
    """
    text = text.rstrip("\r\n")
    cells: list[str] = []
    at = 0
    while at <= len(text):
        if not text.startswith('"', at):
            end = text.find(delimiter, at)
            end = len(text) if end < 0 else end
            cells.append(text[at:end])
        else:
            end = _closing(text, at + 1, delimiter)
            if end < 0:
                return None
            cells.append(text[at + 1 : end].replace('""', '"').replace('\\"', '"'))
            end += 1
        at = end + len(delimiter)
    return cells


def _closing(text: str, at: int, delimiter: str) -> int:
    """The place of the mark that closes a quotation, -1 where there is none."""
    while (found := text.find('"', at)) >= 0:
        behind = text[found + 1 : found + 1 + len(delimiter)]
        if behind == '"' and not text.startswith(delimiter, found + 2) and found + 2 < len(text):
            at = found + 2
        elif behind in ("", delimiter) and not text.endswith("\\", 0, found):
            return found
        else:
            at = found + 1
    return -1


def _without_quotes(cell: str) -> str:
    """The cell without a mark that nothing closes, or that nothing opens."""
    if cell.count('"') % 2:
        cell = cell.removeprefix('"') if cell.startswith('"') else cell.removesuffix('"')
        cell = cell.replace('""', '"')
    return cell
