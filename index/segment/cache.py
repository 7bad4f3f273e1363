"""Arrays kept in memory up to a number of bytes; those longest unused go first."""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Any

from numpy.typing import NDArray

from pressmark.index.segment.limits import ARRAY_BYTES

Arrays = tuple[NDArray[Any], ...]


class ArrayCache:
    """Safe to share between threads."""

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._bytes = 0
        self._kept: OrderedDict[Hashable, Arrays] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> Any:
        """The arrays put under `key`, or None."""
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def put(self, key: Hashable, arrays: Arrays) -> None:
        """Keep arrays that nobody will write to, unless they alone are more than may be kept."""
        size = _size(arrays)
        if size > self._most:
            return  # or all others would go to make room in vain
        with self._lock:
            if key not in self._kept:
                self._kept[key] = arrays
                self._bytes += size
            while self._bytes > self._most:
                self._bytes -= _size(self._kept.popitem(last=False)[1])


def _size(arrays: Arrays) -> int:
    return sum(values.nbytes + ARRAY_BYTES for values in arrays)
