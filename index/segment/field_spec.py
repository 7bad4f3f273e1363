"""How each field of a Whoosh schema is written to a segment."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from whoosh.fields import NUMERIC, TEXT, FieldType, Schema

from pressmark.index.segment.fixed_width_column import DTYPE, FIXED
from pressmark.index.storage.typed_json import Shape, anything, listed, optional, text

_SHAPES: Mapping[str, Shape[Any]] = {
    "text": optional(text),
    "texts": optional(listed(text)),
    "anything": anything,
}
"""Shapes of stored values by `stored_as` of a field; a row may have no value."""

Document = Mapping[str, Any]
"""Field name → value, as Whoosh's `add_document` takes it."""


class FieldSpec(NamedTuple):
    """One field: `words` are cut and analyzed in batches, other indexed values one by one.

    `width` is the number of bytes of each value of a FIXED field, 0 for any other; `separator` is
    what is between the parts of a value that are terms, empty where an analyzer finds them.
    """

    name: str
    field: FieldType
    words: bool
    indexed: bool
    positions: bool
    numbers: bool
    stored: bool
    width: int
    stored_as: str
    separator: str

    @property
    def stored_shape(self) -> Shape[Any]:
        """What each stored value must be."""
        return _SHAPES[self.stored_as]

    @property
    def row_sections(self) -> list[tuple[str, int]]:
        """The sections that have a value, or several, for each row of the field."""
        columns = {
            "lengths": int(self.indexed),
            "numbers": int(self.numbers),
            "sizes": int(self.stored),
            "fixed": self.width // DTYPE.itemsize,
        }
        return [(name, values) for name, values in columns.items() if values]

    @property
    def prefix(self) -> str:
        """What the names of the field's sections start with."""
        return self.name + "/"

    @property
    def scored(self) -> bool:
        """Whether the length of the field counts."""
        return bool(self.field.scorable)

    def weighted(self, part: str) -> tuple[str, int]:
        """The term that a part of a value is, where a separator is between parts, and its frequency
        there; 0 for nothing."""
        weighted: Callable[[str], tuple[str, int]] | None = getattr(self.field, "weighted", None)
        return weighted(part) if weighted else (part, int(bool(part)))

    def terms(self, value: Any) -> list[bytes]:
        """The terms of a value of a field without words and separator, repeated ones included."""
        found = self.field.index(value)
        return [bytes(term) for term, freq, *_ in found for _ in range(int(freq))]

    def term(self, text: str | bytes) -> bytes:
        """A term as the dictionary holds it. Texts may hold lone surrogates, which Whoosh's own
        encoder refuses. Raises ValueError for what is no value of the field."""
        try:
            return bytes(self.field.to_bytes(text))
        except UnicodeEncodeError:
            return str(text).encode("utf-8", "surrogatepass")

    def number(self, value: Any) -> int:
        """The number that encodes a value in the column."""
        return int(self.field.to_column_value(value))

    def value(self, number: int) -> Any:
        """The value that `number` encodes."""
        return self.field.from_column_value(number)

    def holds(self, number: int) -> bool:
        """Whether `number` encodes a value."""
        try:
            self.value(number)
        except (ValueError, OverflowError):
            return False
        return True


def field_specs(schema: Schema) -> tuple[FieldSpec, ...]:
    """The plan of each field of `schema`."""
    return tuple(_plan(name, field) for name, field in schema.items())


def _plan(name: str, field: FieldType) -> FieldSpec:
    indexed = bool(field.indexed and field.format)
    numbers = isinstance(field, NUMERIC)
    width = field.width if isinstance(field, FIXED) else 0
    return FieldSpec(
        name=name,
        field=field,
        words=indexed and isinstance(field, TEXT),
        indexed=indexed,
        positions=bool(indexed and field.format.supports("positions")),
        numbers=numbers,
        stored=bool(field.stored) and not numbers and not width,
        width=width,
        stored_as=getattr(field, "stored_as", "anything"),
        separator=getattr(field, "separator", ""),
    )
