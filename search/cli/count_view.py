"""A table of counts with bars, in the terminal."""

import sys
from itertools import groupby

from pressmark.search.cli.console import PLAIN, QUIET, STRONG, Console, can_write_unicode
from pressmark.search.cli.wrap import columns
from pressmark.search.escape import harmless
from pressmark.search.results.counts import Bucket, Counts

LONGEST_BAR = 40
"""Columns of the longest bar: two queries fit on a wide terminal."""

LONGEST_NAME = 40
"""Columns of a value or a query; the rest is cut off."""

FOLDED = 5
"""Empty rows one after the other from which they are one line; CSV and JSON have all."""

UNLIMITED = 100
"""The width where output is not a terminal."""

_EIGHTHS = " ▏▎▍▌▋▊▉"
_GAP = "  "


def show_counts(out: Console, counts: Counts) -> None:
    """Print a row for each bucket: for each query a number and a bar, all on one scale.

    Of many periods in a row without a hit only the number is printed.
    """
    names = [_cut(row.value or counts.missing_label, LONGEST_NAME) for row in counts.rows]
    numbers = [_numbers(row, counts) for row in counts.rows]
    totals = [f"{total:,}" for total in counts.totals]
    queries = [_cut(query, LONGEST_NAME) for query in counts.queries]
    first = max(columns(name) for name in (counts.by, "total", *names))
    widths = [
        max(len(total), *(len(row[at]) for row in numbers)) for at, total in enumerate(totals)
    ]
    bar = _bar_width(out, first, widths)
    most = max((value for row in counts.rows for value in _values(row)), default=0)
    fields = [
        max(width + 1 + bar if bar else width, columns(query))
        for width, query in zip(widths, queries, strict=True)
    ]
    out.print(out.styled(_line(counts.by, queries, first, fields), STRONG))
    lines = zip(counts.rows, names, numbers, strict=True)
    for has_hits, group in groupby(lines, key=lambda line: any(line[0].counts)):
        run = list(group)
        if not has_hits and len(run) >= FOLDED:
            out.print(out.styled(f"… {len(run):,} {counts.by}s without a hit", QUIET))
            continue
        for row, name, texts in run:
            cells = [
                f"{text:>{width}} {_bar(value, most, bar)}"
                for text, value, width in zip(texts, _values(row), widths, strict=True)
            ]
            out.print(out.styled(_line(name, cells, first, fields), PLAIN if row.value else QUIET))
    cells = [f"{total:>{width}}" for total, width in zip(totals, widths, strict=True)]
    out.print(out.styled(_line("total", cells, first, fields), QUIET))
    out.print(out.styled(_meaning(counts), QUIET))


def _meaning(counts: Counts) -> str:
    if counts.missing.articles is None:
        return counts.of
    if counts.of == "paragraphs":
        return "paragraphs, divided by all articles of the row"
    return f"{counts.of}, in percent of all articles of the row"


def _values(row: Bucket) -> tuple[float, ...]:
    return row.shares or row.counts


def _numbers(row: Bucket, counts: Counts) -> list[str]:
    if row.articles is None:
        return [f"{count:,}" for count in row.counts]
    if counts.of == "paragraphs":
        return [f"{share:.2f}" for share in row.shares]
    return [f"{share:.1%}" for share in row.shares]


def _bar_width(out: Console, first: int, widths: list[int]) -> int:
    """Columns of the longest bar, as the terminal has room; 0 for none."""
    used = first + sum(len(_GAP) + width + 1 for width in widths)
    return max(0, min(LONGEST_BAR, ((out.width or UNLIMITED) - used) // len(widths)))


def _bar(value: float, most: float, width: int) -> str:
    """A bar of as many eighths of a column as the value has of the largest; never empty for one
    above 0."""
    if not value or not width:
        return ""
    eighths = max(1, round(value / most * width * 8))
    if not can_write_unicode(sys.stdout):
        return "#" * -(-eighths // 8)
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()


def _line(name: str, cells: list[str], first: int, widths: list[int]) -> str:
    padded = [name + " " * (first - columns(name))]
    padded += [
        cell + " " * (width - columns(cell)) for cell, width in zip(cells, widths, strict=True)
    ]
    return _GAP.join(padded).rstrip()


def _cut(text: str, width: int) -> str:
    text = " ".join(harmless(text).split())
    if columns(text) <= width:
        return text
    while columns(text) >= width:
        text = text[:-1]
    return f"{text}…"
