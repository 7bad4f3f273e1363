"""What speaks for a paragraph or an article before its words are looked at: its kind, its age."""

from collections.abc import Sequence
from datetime import datetime

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


def kind_weights(leaf: SegmentArrays, paragraphs: NDArray[np.integer]) -> Floats:
    """float64[n]: what each of `paragraphs` counts for being of its kind."""
    weights = leaf.kept("kind", "weights", lambda: _weights(leaf))
    return weights.take(leaf.codes("kind").take(paragraphs))


def _weights(leaf: SegmentArrays) -> Floats:
    """The weight of each code, and last that of no kind, whose code is -1."""
    codes = np.arange(leaf.code_count("kind"))
    kinds = leaf.values("kind", codes)
    return np.array([*(similarity.LESSER_KIND if kind in _LESSER else 1.0 for kind in kinds), 1.0])


def latest(units: Sequence[Units], now: datetime) -> int:
    """When the newest article there is was published that is not dated later than `now`, in
    microseconds from year 1; 0 where none has a date."""
    limit = microseconds(now)
    times = map(_live_times, units)
    return max((int(each[each <= limit].max(initial=0)) for each in times), default=0)


def freshness(units: Units, numbers: Ints, since: int) -> Floats:
    """float64[n]: by how much each of units `numbers` counts more, the newer it is.

    Age is counted from `since`, so that the last days of an archive are its fresh ones.
    """
    times = _times(units, numbers)
    ages = np.maximum(since - times, 0) / _DAY
    gain = similarity.RECENCY / (1 + ages / similarity.RECENT_DAYS)
    return 1 + np.where(times < 0, 0.0, gain)


def _times(units: Units, numbers: Ints) -> Ints:
    return units.leaf.times.take(units.starts.take(numbers))


def _live_times(units: Units) -> Ints:
    times = _times(units, np.arange(units.count))
    return times if units.live is None else times[units.live]
