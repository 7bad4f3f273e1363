"""What is kept in memory between queries, and what goes first."""

import numpy as np

from pressmark.index.segment.array_cache import ArrayCache, Arrays


def _bytes(count: int) -> Arrays:
    return (np.zeros(count, dtype=np.uint8),)


def test_those_longest_unused_go_first() -> None:
    cache = ArrayCache(100_000)
    cache.put("old", _bytes(40_000))
    cache.put("older", _bytes(40_000))
    assert cache.get("old") is not None
    cache.put("new", _bytes(40_000))
    assert cache.get("older") is None
    assert cache.get("old") is not None
    assert cache.get("new") is not None


def test_what_is_larger_than_the_cache_drives_nothing_out() -> None:
    cache = ArrayCache(100_000)
    cache.put("small", _bytes(10_000))
    cache.put("huge", _bytes(101_000))
    assert cache.get("huge") is None
    assert cache.get("small") is not None


def test_what_is_put_twice_counts_once() -> None:
    cache = ArrayCache(100_000)
    for _ in range(3):
        cache.put("same", _bytes(40_000))
    cache.put("other", _bytes(59_000))
    assert cache.get("same") is not None
    assert cache.get("other") is not None


def test_small_arrays_count_with_what_surrounds_them() -> None:
    cache = ArrayCache(100_000)
    for number in range(10_000):
        cache.put(number, _bytes(1))
    assert sum(cache.get(number) is not None for number in range(10_000)) < 1000
