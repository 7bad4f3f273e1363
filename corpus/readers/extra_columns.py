"""The columns of a record that no field of an article takes, kept with the article."""

import math
from collections.abc import Iterator, Mapping

from pressmark.corpus.model import Extra, Scalar
from pressmark.corpus.readers.columns import Columns, is_empty

MAX_EXTRA = 64
"""Columns kept of one article; most of 60 dumps had fewer than 20 in all."""

MAX_CHARACTERS = 1_000
"""Characters of a value that is kept: a longer one is a text, or a page, and no property."""


def extra_of(columns: Columns) -> dict[str, Extra]:
    """The values of the unused columns by their paths, lists as tuples; long ones are left out."""
    found: dict[str, Extra] = {}
    for path, value in columns.unused():
        for name, kept in _kept(path, value):
            if len(found) < MAX_EXTRA and _size(kept) <= MAX_CHARACTERS:
                found[name] = kept
    return found


def _kept(path: str, value: object) -> Iterator[tuple[str, Extra]]:
    if is_scalar(value):
        yield path, value  # type: ignore[misc]
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _kept(f"{path}.{name}", inner)
    elif isinstance(value, list):
        scalars = tuple(item for item in value if is_scalar(item))
        if scalars:
            yield path, scalars
        parts: dict[str, list[Scalar]] = {}
        for item in value:
            if isinstance(item, Mapping):
                for name, inner in item.items():
                    if is_scalar(inner):
                        parts.setdefault(f"{path}.{name}", []).append(inner)
        yield from ((name, tuple(values)) for name, values in parts.items())


def is_scalar(value: object) -> bool:
    """Whether a value is a text, a number or a truth value that states something."""
    if isinstance(value, float) and not math.isfinite(value):
        return False
    return isinstance(value, str | int | float | bool) and not is_empty(value)


def _size(value: Extra) -> int:
    return sum(map(_size, value)) if isinstance(value, tuple) else len(str(value))
