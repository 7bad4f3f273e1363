"""Lines on standard output."""

from collections.abc import Iterable
from io import TextIOWrapper
from typing import TextIO

BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel takes CSV for text of a legacy encoding."""


def write_lines(out: TextIO, lines: Iterable[str], *, excel: bool) -> None:
    """Write lines; for Excel in UTF-8 with a byte order mark, whatever the terminal has."""
    if excel:
        if isinstance(out, TextIOWrapper):
            out.reconfigure(encoding="utf-8", newline="")
        out.write(BYTE_ORDER_MARK)
    end = "\r\n" if excel else "\n"
    for line in lines:
        out.write(f"{line}{end}")
