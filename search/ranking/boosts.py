"""Query-independent boosts: kind and recency."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pressmark.corpus.kinds import Kind
from pressmark.index.segment.evaluate.postings_list import Floats, Ints
from pressmark.index.segment.evaluate.segment_arrays import SegmentArrays, microseconds
from pressmark.search.ranking import similarity
from pressmark.search.ranking.units import Units

_LESSER = frozenset({Kind.CAPTION, Kind.HEADING})
_DAY = 86_400 * 1_000_000
"""Microseconds."""


def kind_boost(kind: str) -> float:
    """What a paragraph counts for its kind."""
    return similarity.LESSER_KIND if kind in _LESSER else 1.0


def kind_boosts(leaf: SegmentArrays, paragraphs: NDArray[np.integer]) -> Floats:
    """float64[n]: the kind boost of each of `paragraphs`."""
    boosts = leaf.cached("kind", "boosts", lambda: _boosts_by_code(leaf))
    return boosts.take(leaf.codes("kind").take(paragraphs))


def _boosts_by_code(leaf: SegmentArrays) -> Floats:
    """The boost of each code, and last that of no kind, whose code is -1."""
    codes = np.arange(leaf.code_count("kind"))
    kinds = leaf.values("kind", codes)
    return np.array([*map(kind_boost, kinds), 1.0])


def newest_time(units: Sequence[Units], now: datetime) -> int:
    """The latest publication time up to `now`, in microseconds from year 1; 0 without any date."""
    limit = microseconds(now)
    times = map(_live_times, units)
    return max((int(each[each <= limit].max(initial=0)) for each in times), default=0)


def recency_boosts(units: Units, numbers: Ints, since: int) -> Floats:
    """float64[n]: the recency boosts of units `numbers`, from 1 for old or undated ones upwards.

    Age counts back from `since`, so that the last days of an old archive are recent, too.
    """
    times = _times(units, numbers)
    return 1 + np.where(times < 0, 0.0, _gain(np.maximum(since - times, 0)))


def recency_boost(time: int, since: int) -> float:
    """The recency boost of what was published at `time`, in microseconds from year 1, or -1."""
    return 1.0 if time < 0 else 1 + float(_gain(max(since - time, 0)))


def _gain(ages: Any) -> Any:
    return similarity.RECENCY / (1 + ages / _DAY / similarity.RECENT_DAYS)


def _times(units: Units, numbers: Ints) -> Ints:
    return units.leaf.times.take(units.firsts(numbers))


def _live_times(units: Units) -> Ints:
    times = _times(units, np.arange(units.count))
    return times if units.live is None else times[units.live]
