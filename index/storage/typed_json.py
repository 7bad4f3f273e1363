"""Validates the JSON in files of an index where it is read.

A shape is a function that checks the type and the range of a decoded value and returns it, perhaps
converted. It raises Misshapen with the place of the value in the file and what is wrong with it.
"""

import json
from collections.abc import Callable
from typing import Any, TypeVar

from pressmark.corpus.errors import IndexCorrupt

T = TypeVar("T")
Shape = Callable[[object], T]

MOST = (1 << 63) - 1
"""The largest number that an array of 64-bit integers holds."""


class Misshapen(Exception):  # noqa: N818  (it never leaves this module)
    """A value is not of its shape; `place` is the path of names to it, the last one first."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what
        self.place: list[str] = []

    def __str__(self) -> str:
        return f"{'.'.join(reversed(self.place)) or 'its content'} is {self.what}"


def whole(least: int = 0, most: int = MOST) -> Shape[int]:
    """A whole number from `least` to `most`; true and false are none."""

    def check(value: object) -> int:
        if type(value) is not int or not least <= value <= most:
            raise Misshapen(f"no whole number from {least} to {most}")
        return value

    return check


def text(value: object) -> str:
    """A string."""
    if type(value) is not str:
        raise Misshapen("no text")
    return value


def unicode(value: object) -> str:
    """A string without lone surrogates."""
    found = text(value)
    try:
        found.encode()
    except UnicodeEncodeError:
        raise Misshapen("no text in Unicode") from None
    return found


def matching(test: Callable[[str], object], what: str) -> Shape[str]:
    """A string for which `test` is true and does not raise ValueError."""

    def check(value: object) -> str:
        found = text(value)
        try:
            fits = bool(test(found))
        except ValueError:
            fits = False
        if not fits:
            raise Misshapen(f"not {what}")
        return found

    return check


def anything(value: object) -> Any:
    """Any value."""
    return value


def flag(value: object) -> bool:
    """True or false."""
    if type(value) is not bool:
        raise Misshapen("neither true nor false")
    return value


def optional(shape: Shape[T]) -> Shape[T | None]:
    """A value of the shape, or null."""
    return lambda value: None if value is None else shape(value)


def listed(shape: Shape[T]) -> Shape[list[T]]:
    """A list of values of one shape."""

    def check(value: object) -> list[T]:
        if type(value) is not list:
            raise Misshapen("no list")
        return [_at(str(place), shape, each) for place, each in enumerate(value)]

    return check


def row(*shapes: Shape[Any]) -> Shape[list[Any]]:
    """A list with one value for each shape."""

    def check(value: object) -> list[Any]:
        if type(value) is not list or len(value) != len(shapes):
            raise Misshapen(f"no list of {len(shapes)} values")
        pairs = enumerate(zip(shapes, value, strict=True))
        return [_at(str(place), shape, each) for place, (shape, each) in pairs]

    return check


def mapping(shape: Shape[T], name: Shape[str] = text) -> Shape[dict[str, T]]:
    """An object whose values have one shape, and whose names another."""

    def check(value: object) -> dict[str, T]:
        if type(value) is not dict:
            raise Misshapen("no object")
        return {_at(each, name, each): _at(each, shape, own) for each, own in value.items()}

    return check


def counts(value: object) -> dict[str, int]:
    """An object of whole numbers of any size; fast, since there may be thousands."""
    if type(value) is not dict or not set(map(type, value.values())) <= {int}:
        raise Misshapen("no object of whole numbers")
    return value


def record(**shapes: Shape[Any]) -> Shape[dict[str, Any]]:
    """An object with these names, each with a value of its shape; other names are dropped."""

    def check(value: object) -> dict[str, Any]:
        if type(value) is not dict:
            raise Misshapen("no object")
        missing = shapes.keys() - value.keys()
        if missing:
            raise Misshapen(f"without {min(missing)!r}")
        return {name: _at(name, shape, value[name]) for name, shape in shapes.items()}

    return check


_SCALARS = {str, int, float, bool}


def scalar_or_list(value: object) -> Any:
    """A text, a number, true or false, or a list of these."""
    each = value if type(value) is list else [value]
    if not set(map(type, each)) <= _SCALARS:
        raise Misshapen("neither a text nor a number nor a list of these")
    return value


def also(shape: Shape[dict[str, Any]], **optional: Shape[Any]) -> Shape[dict[str, Any]]:
    """An object of a shape, with further names that it may have."""

    def check(value: object) -> dict[str, Any]:
        found = shape(value)
        names = [name for name in optional if name in any_object(value)]
        return found | {name: _at(name, optional[name], any_object(value)[name]) for name in names}

    return check


def any_object(value: object) -> dict[str, Any]:
    """An object whose content is checked elsewhere."""
    if type(value) is not dict:
        raise Misshapen("no object")
    return value


def _at(name: str, shape: Shape[T], value: object) -> T:
    try:
        return shape(value)
    except Misshapen as error:
        error.place.append(name[:_SHOWN])
        raise


_SHOWN = 80
"""The longest part of a name that an error shows."""

Corrupt = Callable[[str], IndexCorrupt]
"""Makes the error that names the file from a description of what is wrong."""


def decoded(data: bytes | str, corrupt: Corrupt) -> object:
    """The value of some JSON; raises IndexCorrupt, also where it is nested too deep."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        raise corrupt("it is no JSON") from None


def checked(value: object, shape: Shape[T], corrupt: Corrupt) -> T:
    """A decoded value of that shape; raises IndexCorrupt."""
    try:
        return shape(value)
    except Misshapen as error:
        raise corrupt(str(error)) from None
