"""Whole values of a field, as facets count them: `source:="The Tribune"`, and no longer name."""

import re
from collections.abc import Mapping
from functools import lru_cache

from whoosh.query import Term

LINES = "byline"
"""The column whose values have several names, each on a line."""

COLUMNS: Mapping[str, str] = {
    "source": "paper",
    "author": LINES,
    "kind": "kind",
    "language": "language",
}
"""Field of a query → the column that holds its values whole."""

_CLAUSES = 1 << 10
"""Clauses at hand, some 0.2 MB: facets name the same papers and authors again and again."""
_BARE = re.compile(r"[\w.-]+")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


class ExactLine(Term):
    """The values of a column that have this line among theirs."""


@lru_cache(_CLAUSES)
def exact_clause(field: str, value: str) -> str:
    """The clause that finds what has exactly this value."""
    if _BARE.fullmatch(value):
        return f"{field}:={value}"
    escaped = re.sub(r'(["\\])', r"\\\1", value)
    return f'{field}:="{escaped}"'


def exact_value(clause: str) -> str:
    """The value that such a clause names, or what any other clause asks for."""
    value = clause.partition(":")[2]
    exact = value.startswith("=")
    value = value.removeprefix("=")
    if len(value) > 1 and value[0] == value[-1] == '"':
        value = value[1:-1]
    return unescape(value) if exact else value


def unescape(text: str) -> str:
    """The text without the backslashes that are before a quotation mark or a backslash."""
    return _ESCAPED.sub(r"\1", text)
