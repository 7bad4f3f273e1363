"""How many stories, articles or paragraphs match, counted by the values of one field."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

import numpy as np

from pressmark.index.articles.published import published_from
from pressmark.index.segment.evaluate.postings_list import Ints
from pressmark.search.engine import Asked, Tally
from pressmark.search.local.collapse import CollapsedStories
from pressmark.search.local.extra_facets import count_values, values_of
from pressmark.search.local.result_set import ResultSet
from pressmark.search.options import SearchOptions, Unit
from pressmark.search.query.exact_values import COLUMNS
from pressmark.search.query.fields import COLUMN_PREFIX
from pressmark.search.ranking.index_arrays import NO_INTS, Arrays
from pressmark.search.ranking.topk import Ranking
from pressmark.search.ranking.units import Units
from pressmark.search.results.facet import one_a_line

_DAY = 86_400_000_000
"""Microseconds."""
_DATED_LAST = np.iinfo(np.int64).max


class _Counted(NamedTuple):
    """Units of a segment, int64 ascending, by their numbers in it."""

    units: Units
    found: Ints


def tally(arrays: Arrays, asked: Asked, by: str, of: Unit) -> Tally:
    """What matches by the values of a field, as `Snapshot.tally` says."""
    options = SearchOptions(paragraphs=of == "paragraphs", copies=of != "stories")
    result = ResultSet(arrays, asked, options)
    counted = _without_copies(result.ranking, result.stories)
    total = sum(len(each.found) for each in counted)
    if by.startswith(COLUMN_PREFIX):
        found = [
            values_of(each.units, each.found, by.removeprefix(COLUMN_PREFIX)) for each in counted
        ]
        values, counts = count_values([each.units.leaf for each in counted], found)
        missing = sum(len(each.without) for each in found)
        return Tally(total, _with_missing(Counter(dict(zip(values, counts, strict=True))), missing))
    return Tally(total, _by_day(counted) if by == "day" else _by_column(counted, by))


def _without_copies(ranking: Ranking, stories: CollapsedStories) -> list[_Counted]:
    """What matches, each story by one article."""
    others = _other_members(ranking, stories)
    counted = []
    for segment in ranking.segments:
        units, found = segment.units, segment.found
        start, end = others.searchsorted((units.offset, units.offset + units.count)).tolist()
        if start < end:
            found = np.setdiff1d(found, others[start:end] - units.offset, assume_unique=True)
        counted.append(_Counted(units, found))
    return counted


def _other_members(ranking: Ranking, stories: CollapsedStories) -> Ints:
    """The articles, int64 ascending, in whose story another matches that was published first."""
    members, firsts = stories.shared
    order = np.argsort(members)
    members, firsts = members.take(order), firsts.take(order)
    times, ids = [NO_INTS], []
    for segment, local in ranking.parts(members):
        leaf, docnums = segment.units.leaf, segment.units.firsts(local)
        times.append(leaf.times.take(docnums))
        codes = leaf.codes("article").take(docnums).astype(np.int64)
        ids.extend(leaf.values("article", codes))
    published = np.concatenate(times)
    published[published < 0] = _DATED_LAST
    least = np.lexsort((np.array(ids, dtype=np.str_), published, firsts))
    again = np.zeros(len(least), dtype=bool)
    again[1:] = firsts.take(least)[1:] == firsts.take(least)[:-1]
    others: Ints = np.sort(members.take(least[again]))
    return others


def _span(start: int, end: int) -> str:
    """The year, month or week of which alone an article is known to be."""
    first, last = (datetime.min + timedelta(microseconds=each) for each in (start, end))
    published = published_from(first, last)
    return published.isoformat() if published else ""


def _by_day(counted: Sequence[_Counted]) -> Counter[str]:
    counts: Counter[str] = Counter()
    missing = 0
    for units, found in counted:
        firsts = units.firsts(found)
        times, ends = units.leaf.times.take(firsts), units.leaf.ends.take(firsts)
        missing += int(np.count_nonzero(times < 0))
        spans = np.stack([times, ends], axis=1)[ends >= 0].tolist()
        counts.update(_span(start, end) for start, end in spans)
        times = times[ends < 0]
        days, numbers = np.unique(times[times >= 0] // _DAY, return_counts=True)
        dates = np.datetime64("0001-01-01", "D") + days
        counts.update(dict(zip(dates.astype(str).tolist(), numbers.tolist(), strict=True)))
    return _with_missing(counts, missing)


def _by_column(counted: Sequence[_Counted], by: str) -> Counter[str]:
    field, counts, missing = COLUMNS.get(by, by), Counter[str](), 0
    for units, found in counted:
        codes = units.codes(field).take(found)
        missing += int(np.count_nonzero(codes < 0))
        used, numbers = np.unique(codes[codes >= 0], return_counts=True)
        texts = units.leaf.values(field, used.astype(np.int64))
        for text, number in zip(texts, numbers.tolist(), strict=True):
            for value in one_a_line(text) if by == "author" else (text,):
                counts[value] += number
    return _with_missing(counts, missing)


def _with_missing(counts: Counter[str], missing: int) -> Counter[str]:
    if missing:
        counts[""] += missing
    return counts
