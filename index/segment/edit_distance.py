"""Edit distance of one word to many at once, up to a few edits."""

from collections.abc import Sequence
from functools import reduce

import numpy as np
from numpy.typing import NDArray

_Distances = NDArray[np.uint8]


def within(
    words: Sequence[str], text: str, edits: int, *, swaps: bool = False
) -> NDArray[np.bool_]:
    """bool[words]: whether so many insertions, deletions and changes of a letter make it `text`.

    With `swaps`, two neighbours in the wrong order are one edit too, and are not edited otherwise:
    the optimal string alignment distance. Of the table of distances between beginnings only the
    diagonals that can lead to the end are worked out. E. Ukkonen, Algorithms for approximate string
    matching, 1985.
    """
    sizes = np.fromiter(map(len, words), dtype=np.int64, count=len(words))
    near: NDArray[np.bool_] = np.abs(sizes - len(text)) <= edits
    if not near.any():
        return near
    width = len(text) + edits
    table = np.array(words, dtype=f"<U{width}").view(np.uint32).reshape(len(words), width)
    letters = np.ascontiguousarray(table.T)
    far = np.full(len(words), edits + 1, dtype=np.uint8)
    # of each diagonal the distance between what was read of `text` and as much, or so many letters
    # more or fewer, of each word
    row = [
        np.full_like(far, max(0, more)) if more >= 0 else far for more in range(-edits, edits + 1)
    ]
    last, earlier = -1, row
    for read, letter in enumerate(map(ord, text), 1):
        after = _next(row, letters, letter, read - edits, far)
        if swaps and read > 1:
            _swap(after, earlier, letters, (last, letter), read - edits)
        last, earlier, row = letter, row, after
    ends = np.where(near, sizes - width + 2 * edits, 0)
    distances: _Distances = np.stack(row)[ends, np.arange(len(words))]
    return near & (distances <= edits)


def _next(
    row: list[_Distances], letters: NDArray[np.uint32], letter: int, shortest: int, far: _Distances
) -> list[_Distances]:
    """The row after one more letter; on its first diagonal `shortest` of each word are read."""
    after: list[_Distances] = []
    for diagonal, before in enumerate(row):
        ways = [far]
        if shortest + diagonal > 0:
            ways.append(before + (letters[shortest + diagonal - 1] != letter))
        if diagonal + 1 < len(row):
            ways.append(row[diagonal + 1] + np.uint8(1))
        if after and shortest + diagonal > 0:
            ways.append(after[-1] + np.uint8(1))
        after.append(reduce(np.minimum, ways))
    return after


def _swap(
    after: list[_Distances],
    earlier: list[_Distances],
    letters: NDArray[np.uint32],
    pair: tuple[int, int],
    shortest: int,
) -> None:
    """Lower the distances `after` two letters of the text where a word has them the other way
    round; `earlier` are those before the two."""
    for diagonal, before in enumerate(earlier):
        read = shortest + diagonal
        if read > 1:
            swapped = (letters[read - 1] == pair[0]) & (letters[read - 2] == pair[1])
            near = np.where(swapped, before + np.uint8(1), after[diagonal])
            after[diagonal] = np.minimum(after[diagonal], near)
