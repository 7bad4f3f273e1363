"""The JSON of every record that Pressmark prints or serves.

The keys of an object are the fields of its dataclass. Dates are ISO 8601 or null; highlights are
pairs of character offsets, counted from 0, the second exclusive.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any, Self

from pressmark.corpus.kinds import Kind
from pressmark.corpus.model import Removal
from pressmark.search.results.models import Snippet

_DIGITS = 6
"""Decimal places of numbers."""


@dataclass(frozen=True, slots=True)
class RemovedBlock:
    """A `Removal` in JSON: a block of the article that cleaning removed."""

    order: int
    kind: Kind
    text: str

    rule: str
    """The cleaning rule."""

    reason: str
    """The reason as a phrase for the user."""

    repeats: int | None
    """`order` of the block that it repeats."""

    @classmethod
    def of(cls, removal: Removal) -> Self:
        """That of a removal."""
        block, repeated = removal.block, removal.repeats
        order = repeated.order if repeated else None
        return cls(block.order, block.kind, block.text, removal.rule, removal.reason, order)


@dataclass(frozen=True, slots=True)
class SnippetText:
    """A `Snippet` in JSON: characters `start` to `end` of a paragraph."""

    text: str
    start: int
    end: int

    @classmethod
    def of(cls, snippet: Snippet) -> Self:
        """That of a snippet."""
        return cls(snippet.text, snippet.start, snippet.start + len(snippet.text))


def to_json(value: Any) -> Any:
    """A record, or a value of one, as JSON."""
    match value:
        case str() | int() | None:
            return value
        case tuple():
            return [to_json(each) for each in value]
        case float():
            return round(value, _DIGITS)
        case Removal():
            return to_json(RemovedBlock.of(value))
        case Snippet():
            return to_json(SnippetText.of(value))
        case date():
            return value.isoformat()
        case Path():
            return str(value)
        case Mapping():
            return dict(value)
    if is_dataclass(value):
        return {field.name: to_json(getattr(value, field.name)) for field in fields(value)}
    return value
