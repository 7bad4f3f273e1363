"""How hits spread over the values of a further column."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from pressmark.index.articles.extra_terms import FIELD, SEPARATOR, split_term
from pressmark.index.segment.evaluate.postings_list import Ints
from pressmark.index.segment.evaluate.segment_arrays import SegmentArrays
from pressmark.index.segment.int_codec import offsets, ranges
from pressmark.search.local.collapse import CollapsedStories
from pressmark.search.query.fields import COLUMN_PREFIX
from pressmark.search.ranking.index_arrays import NO_INTS
from pressmark.search.ranking.topk import Ranking
from pressmark.search.ranking.units import Units
from pressmark.search.results.facet import Facet, commonest, facet_of


def count_column(ranking: Ranking, stories: CollapsedStories, name: str) -> Facet:
    """The facet of the column with this name in queries, or of the names of all columns."""
    column = "" if name == "column" else name.removeprefix(COLUMN_PREFIX)
    found = [values_of(each.units, each.found, column) for each in ranking.segments]
    leaves = [each.units.leaf for each in ranking.segments]
    shown, hits = count_values(leaves, found, stories)
    without = np.concatenate([NO_INTS, *(each.without for each in found)])
    missing = len(np.unique(stories.of(without))) if column else 0
    return facet_of(name, shown, hits, missing)


class ColumnValues(NamedTuple):
    """The values of units of a segment: `units` int64[n], numbered as in the index, recur where
    they have several, and the number of the term of each in `terms` int64[n]; `without` int64 are
    the units that have none."""

    units: Ints
    terms: Ints
    without: Ints


def values_of(units: Units, found: Ints, column: str) -> ColumnValues:
    """The values of a column in the units `found` of a segment."""
    file = units.leaf.reader.field(FIELD)
    among = file.terms.with_prefix(f"{column}{SEPARATOR}".encode())
    if not among:
        return ColumnValues(NO_INTS, NO_INTS, found + units.offset)
    run = file.postings.run(among.start, among.stop)
    order = np.argsort(run.rows, kind="stable")
    terms = np.repeat(np.arange(among.start, among.stop), run.counts).take(order)
    sizes = np.bincount(run.rows, minlength=len(file.rows))
    rows = file.rows.rows(units.firsts(found))
    own = sizes.take(rows)
    numbers = found + units.offset
    return ColumnValues(
        numbers.repeat(own),
        terms.take(ranges(offsets(sizes).take(rows), own)),
        numbers[own == 0],
    )


def count_values(
    leaves: Sequence[SegmentArrays],
    found: Sequence[ColumnValues],
    stories: CollapsedStories | None = None,
) -> tuple[list[str], list[int]]:
    """The values found in each segment, and how many units, or stories, have each.

    Values that filter as one count as one, shown as most units have it written.
    """
    keys: dict[str, int] = {}
    spellings: dict[int, Counter[str]] = defaultdict(Counter)
    values = [NO_INTS]
    for leaf, own in zip(leaves, found, strict=True):
        used, places, counts = np.unique(own.terms, return_inverse=True, return_counts=True)
        terms = map(split_term, leaf.values(FIELD, used))
        numbers = []
        for term, count in zip(terms, counts.tolist(), strict=True):
            number = keys.setdefault(term.key, len(keys))
            spellings[number][term.written] += count
            numbers.append(number)
        values.append(np.array(numbers, dtype=np.int64).take(places))
    units = np.concatenate([NO_INTS, *(each.units for each in found)])
    units = stories.of(units) if stories else units
    shared = units * max(1, len(keys)) + np.concatenate(values)
    hits = np.bincount(np.unique(shared) % max(1, len(keys)), minlength=len(keys))
    return [commonest(spellings[number]) for number in range(len(keys))], hits.tolist()
