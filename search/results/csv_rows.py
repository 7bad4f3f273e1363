"""Rows of CSV that a spreadsheet can open without computing anything."""

import csv
import io
from collections.abc import Iterable

from pressmark.search.escape import harmless


def row(cells: Iterable[str]) -> str:
    """One row, quoted so that line breaks stay inside their cell."""
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(cells)
    return line.getvalue()


def cell(text: str) -> str:
    """The text, with an apostrophe before what a spreadsheet would take for a formula.

    It knows a formula by its first sign, blanks before it or not.
    """
    text = harmless(text)
    return f"'{text}" if text.lstrip().startswith(("=", "+", "-", "@")) else text
