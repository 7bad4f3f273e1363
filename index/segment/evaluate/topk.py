"""The first few of many by a key, without sorting them all."""

from math import isqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pressmark.index.segment.evaluate.postings_list import Ints

_FEW = 256
"""So few keys are sorted faster than the lowest are selected, which takes ten calls."""


def lowest(keys: NDArray[Any], limit: int) -> Ints:
    """int64[at most limit]: the places of the lowest of `keys`, lowest first, ties in order."""
    step = isqrt(len(keys) // limit)
    if step < 2 or len(keys) <= _FEW:
        return _lowest(keys, limit)
    # at least `limit` keys are up to the last of as many of a sample; about step times as many
    among = _up_to(keys[::step], keys, limit)
    return among.take(_lowest(keys.take(among), limit))


def _lowest(keys: NDArray[Any], limit: int) -> Ints:
    if len(keys) <= max(limit, _FEW):
        return keys.argsort(kind="stable")[:limit]
    among = _up_to(keys, keys, limit)
    return among.take(keys.take(among).argsort(kind="stable")[:limit])


def _up_to(sample: NDArray[Any], keys: NDArray[Any], limit: int) -> Ints:
    """int64[n]: the places of `keys` up to the last of the `limit` lowest of a sample."""
    among: Ints = (keys <= np.partition(sample, limit - 1)[limit - 1]).nonzero()[0]
    return among
