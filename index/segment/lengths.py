"""How many words a field has, in the one byte that Whoosh keeps of it."""

import numpy as np
from numpy.typing import NDArray
from whoosh.util.numeric import byte_to_length

from pressmark.index.segment.int_codec import Ints

LENGTHS = np.array([byte_to_length(code) for code in range(256)], dtype=np.int64)
"""The field length that each of Whoosh's length bytes encodes."""


def length_bytes(lengths: Ints) -> NDArray[np.uint8]:
    """Whoosh's length byte of each field length, uint8[n]."""
    return np.minimum(np.searchsorted(LENGTHS, lengths), 255).astype(np.uint8)
