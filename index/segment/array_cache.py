"""LRU cache of arrays, bounded in bytes."""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Any

from numpy.typing import NDArray

from pressmark.index.segment.thresholds import ARRAY_BYTES

Arrays = tuple[NDArray[Any], ...]


class ArrayCache:
    """Safe to share between threads."""

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._bytes = 0
        self._cached: OrderedDict[Hashable, Arrays] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> Any:
        """The arrays put under `key`, or None."""
        with self._lock:
            found = self._cached.get(key)
            if found is not None:
                self._cached.move_to_end(key)
            return found

    def put(self, key: Hashable, arrays: Arrays) -> None:
        """Cache read-only arrays, unless they alone exceed the limit."""
        size = _size(arrays)
        if size > self._most:
            return  # caching them would evict all others in vain
        with self._lock:
            if key not in self._cached:
                self._cached[key] = arrays
                self._bytes += size
            while self._bytes > self._most:
                self._bytes -= _size(self._cached.popitem(last=False)[1])


def _size(arrays: Arrays) -> int:
    return sum(values.nbytes + ARRAY_BYTES for values in arrays)
