"""Run-length encoding of fields: one row for neighbouring paragraphs of the same value.

A field is stored once per row, not once per paragraph. Where each paragraph is a row, nothing
is written and nothing translated.
"""

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pressmark.index.segment.array_file import SectionFile, SectionWriter
from pressmark.index.segment.int_codec import Ints, ranges

_NAME = "rows"


def write_rows(target: SectionWriter, prefix: str, sizes: Iterable[Ints], count: int) -> None:
    """Write the first paragraph of each row, of fewer rows than `count` paragraphs; `sizes` are
    those of the rows, some at a time."""
    starts, end = target.spool(np.min_scalar_type(count)), 0
    starts.append(np.zeros(1, dtype=np.int64))
    for some in sizes:
        starts.append(end + np.cumsum(some))
        end += int(some.sum())
    target.add(prefix + _NAME, starts)


def row_count(file: SectionFile, prefix: str, count: int) -> int:
    """The number of rows of a field, by the header."""
    return file.length(prefix + _NAME) - 1 if prefix + _NAME in file else count


class Rows:
    """Translates between the rows of a field and the paragraphs of its segment.

    `starts` [rows + 1] is the first paragraph of each row, or None where they are the same.
    """

    __slots__ = ("count", "starts")

    def __init__(self, count: int, starts: NDArray[Any] | None) -> None:
        self.count = count
        self.starts = starts

    @classmethod
    def of(cls, file: SectionFile, prefix: str, count: int) -> "Rows":
        """The rows of a field in a segment of `count` paragraphs; raises IndexCorrupt."""
        name = prefix + _NAME
        if name not in file:
            return cls(count, None)
        starts = file[name].all().astype(np.int64)
        # each has a paragraph at least, so that there are no more rows than paragraphs
        if starts[:1] != 0 or starts[-1] != count or (starts[1:] <= starts[:-1]).any():
            raise file.corrupt(f"its section {name!r} is out of order")
        return cls(count, starts)

    def __len__(self) -> int:
        return self.count if self.starts is None else len(self.starts) - 1

    def sizes_of(self, rows: Ints) -> Ints:
        """How many paragraphs each of `rows` has, int64[n]."""
        if self.starts is None:
            return np.ones(len(rows), dtype=np.int64)
        sizes: Ints = self.starts.take(rows + 1) - self.starts.take(rows)
        return sizes

    def paragraphs(self, rows: Ints) -> Ints:
        """The paragraphs of ascending `rows`, ascending; int64."""
        if self.starts is None:
            return rows
        return ranges(self.starts[rows], self.sizes_of(rows))

    def spread(self, rows: Ints, values: NDArray[Any]) -> NDArray[Any]:
        """`values` of `rows` once for each of their paragraphs, parallel to `paragraphs(rows)`."""
        if self.starts is None:
            return values
        return np.repeat(values, self.sizes_of(rows))

    def over_all(self, values: NDArray[Any]) -> NDArray[Any]:
        """`values` [rows] once for each paragraph, [count]."""
        return values if self.starts is None else np.repeat(values, np.diff(self.starts))

    def rows(self, paragraphs: Ints) -> Ints:
        """int64[n]: the row of each of `paragraphs`."""
        if self.starts is None:
            return paragraphs
        return self.starts.searchsorted(paragraphs, side="right") - 1

    def row(self, paragraph: int) -> int:
        """The row of a paragraph."""
        if self.starts is None:
            return paragraph
        return int(self.starts.searchsorted(paragraph, side="right")) - 1
