"""The choice of a format to write, by its name or a common synonym."""

from collections.abc import Sequence
from typing import Any

import click

SYNONYMS = {
    "md": "markdown",
    "txt": "text",
    "bib": "bibtex",
    "biblatex": "bibtex",
    "csl-json": "csl",
    "ndjson": "jsonl",
}
_HINTS = {
    ("json", "jsonl"): "jsonl has a JSON object on each line.",
    ("jsonl", "json"): "json is one JSON object.",
    ("excel", "csv"): "csv with --excel opens in a spreadsheet.",
    ("xlsx", "csv"): "csv with --excel opens in a spreadsheet.",
}
"""What to write in place of a name that is none of the choices, by name and choice."""


class FormatChoice(click.Choice[str]):
    """A choice of formats that says which one is meant by the name of another."""

    def __init__(self, formats: Sequence[str]) -> None:
        super().__init__(formats)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The format; fails with a hint where another name is known."""
        name = SYNONYMS.get(str(value).lower(), str(value))
        for (other, choice), hint in _HINTS.items():
            if name.lower() == other and other not in self.choices and choice in self.choices:
                self.fail(f"{value!r} is no format here. {hint}", param, ctx)
        return super().convert(name, param, ctx)
