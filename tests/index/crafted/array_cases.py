"""Cases that change arrays: their values, their types, their lengths, alone and together."""

import random
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from json_cases import UNTOUCHED, Case
from sealing import Decoded

Values = np.ndarray[Any, Any]


def _set(place: float, value: float) -> Callable[[Values], Values]:
    def change(values: Values) -> Values:
        changed = values.copy()
        if len(changed):
            info = np.iinfo(changed.dtype)
            at = int(place * (len(changed) - 1))
            changed[at] = (
                info.max
                if value == 2
                else max(info.min, min(info.max, int(changed[at]) + int(value)))
                if value
                else 0
            )
        return changed

    return change


def _shuffled(values: Values) -> Values:
    return np.random.default_rng(7).permutation(values)


def _noise(values: Values) -> Values:
    octets = np.random.default_rng(8).integers(0, 256, values.nbytes, dtype=np.uint8)
    return octets.view(values.dtype)


ARRAY_WAYS: dict[str, Callable[[Values], Values]] = {
    **{
        f"{value} at {place}": _set(place, value)
        for place in (0, 0.5, 1)
        for value in (0, 1, -1, 2)
    },
    "all 0": np.zeros_like,
    "all 1": np.ones_like,
    "all largest": lambda values: np.full_like(values, np.iinfo(values.dtype).max),
    "backwards": lambda values: values[::-1].copy(),
    "shuffled": _shuffled,
    "noise": _noise,
    "one shorter": lambda values: values[:-1],
    "one longer": lambda values: np.append(values, values[-1:]),
    "empty": lambda values: values[:0],
    "half": lambda values: values[: len(values) // 2],
    "twice": lambda values: np.concatenate((values, values)),
    "as uint64": lambda values: values.astype(np.uint64),
    "as uint8": lambda values: values.astype(np.uint8),
    "as floats, none of them a number": lambda values: np.full(len(values), np.nan),
    "as negative": lambda values: -values.astype(np.int64) - 1,
    "as int32": lambda values: values.astype(np.int32),
    "as text": lambda values: values.astype("<U3"),
    "most of a width of 200": lambda values: np.full_like(values, 200),
}


ALIKE = frozenset({"title", "source", "url", "language", "origin", "paper", "surface"})
"""Fields read as others are."""


def array_cases(decoded: Decoded) -> Iterator[Case]:
    """Every array changed in every way."""
    for file, arrays in decoded.arrays.items():
        if file in UNTOUCHED:
            continue
        for name in arrays.arrays:
            if name.partition("/")[0] in ALIKE:
                continue
            for way, change in ARRAY_WAYS.items():
                yield _array_case(file, name, way, change)


def _array_case(file: str, name: str, way: str, make: Callable[[Values], Values]) -> Case:
    def change(decoded: Decoded) -> None:
        arrays = decoded.arrays[file].arrays
        if arrays[name].dtype.kind in "iu":  # else another change came before
            arrays[name] = make(arrays[name])

    return Case("array", f"{file} {name} {way}", file, change)


def several_cases(decoded: Decoded, count: int) -> Iterator[Case]:
    """Several arrays of a file changed together, at random."""
    draw = random.Random(11)
    for number in range(count):
        file = draw.choice([*decoded.arrays])
        names = draw.choices([*decoded.arrays[file].arrays], k=3)
        ways = draw.choices([*ARRAY_WAYS], k=3)
        changes = [
            _array_case(file, name, way, ARRAY_WAYS[way]).change
            for name, way in zip(names, ways, strict=True)
        ]

        def change(d: Decoded, changes: Any = changes) -> None:
            for each in changes:
                each(d)

        yield Case(
            "arrays", f"{file} {number}: {list(zip(names, ways, strict=True))}", file, change
        )
