"""Chooses the segments to merge: bounds the segments per query and the work per commit."""

import math
from collections.abc import Sequence

from pressmark.index.segment.catalog import Entry
from pressmark.index.segment.thresholds import FREE_MERGE, SMALL_SEGMENT, TIER


def groups_to_merge(entries: Sequence[Entry], fresh: int, added: int) -> list[range]:
    """Runs of neighbouring `entries` to be rewritten as one each, ascending.

    `fresh` entries at the end were written by the present commit, of `added` paragraphs; they
    become one. Before them segments of a tier are merged when there are TIER, and a segment is
    rewritten when most of it was deleted, as far as that takes not much longer than what was added.
    """
    bound = max(FREE_MERGE, TIER * added)
    start = _start_of_tail(entries, fresh, bound)
    groups = [
        range(place, place + 1)
        for place, entry in enumerate(entries[:start])
        if entry.live * 2 < entry.count and entry.live <= bound
    ]
    tail = range(start, len(entries))
    if len(tail) > 1 or any(entries[place].live * 2 < entries[place].count for place in tail):
        groups.append(tail)
    return groups


def _start_of_tail(entries: Sequence[Entry], fresh: int, bound: int) -> int:
    start = max(0, len(entries) - max(fresh, 1))
    while True:
        total = sum(entry.live for entry in entries[start:])
        tier = _tier(total)
        reach = start
        while reach and _tier(entries[reach - 1].live) <= tier:
            total += entries[reach - 1].live
            if total > bound:
                break
            reach -= 1
        if start - reach + 1 < TIER:
            return start
        start = reach


def _tier(paragraphs: int) -> int:
    if paragraphs < SMALL_SEGMENT:
        return 0
    return 1 + int(math.log(paragraphs / SMALL_SEGMENT, TIER))
