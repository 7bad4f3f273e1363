"""How records go from process to process: as calls of their classes."""

from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import Any, Self


class PickledAsCall:
    """A dataclass with slots that is pickled as a call with the values of its fields.

    The state that dataclasses give takes a third longer to write and read, and articles with their
    blocks are sent twice on their way into an index.
    """

    __slots__ = ()

    def __reduce__(self) -> tuple[type[Self], tuple[Any, ...]]:
        own: Any = type(self)
        return own, _values_of(own)(self)


@cache
def _values_of(dataclass: Any) -> "attrgetter[tuple[Any, ...]]":
    """From an instance to the values of its fields, of which there are several."""
    return attrgetter(*(field.name for field in fields(dataclass)))
