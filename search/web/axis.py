"""Round numbers for the axis of a chart."""

from collections.abc import Sequence
from math import floor, log10

LINES = 4
"""Most lines above the zero line: each then has room for its label."""

ROUNDING = 1e-9
"""By how much a share that was divided may exceed a round number."""


def ticks(highest: float, *, whole: bool) -> Sequence[float]:
    """Multiples of a round step from it to `highest` or the first above, LINES at most.

    A step is 1, 2 or 5 times a power of ten, with `whole` at least 1.
    """
    step = _step(highest / LINES)
    if whole:
        step = max(step, 1.0)
    count = max(1, -int(-highest // step))
    return [number * step for number in range(1, count + 1)]


def _step(least: float) -> float:
    """The smallest round number that is not below `least`; 1 for 0."""
    if least <= 0:
        return 1.0
    power = 10.0 ** floor(log10(least))
    fits = (each * power for each in (1, 2, 5) if each * power >= least * (1 - ROUNDING))
    return next(fits, 10 * power)
