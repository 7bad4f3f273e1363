"""How hits spread over the values of a further column."""

from collections import Counter, defaultdict
from typing import NamedTuple

import numpy as np

from pressmark.index.articles.extra_terms import FIELD, SEPARATOR, split_term
from pressmark.index.segment.evaluate.postings_list import Ints
from pressmark.index.segment.int_codec import offsets, ranges
from pressmark.search.local.collapse import CollapsedStories
from pressmark.search.query.fields import COLUMN_PREFIX
from pressmark.search.ranking.index_arrays import NO_INTS
from pressmark.search.ranking.scorer import SegmentScorer
from pressmark.search.ranking.topk import Ranking
from pressmark.search.results.facet import Facet, commonest, facet_of


def count_column(ranking: Ranking, stories: CollapsedStories, name: str) -> Facet:
    """The facet of the column with this name in queries, or of the names of all columns.

    Values that filter as one count as one, shown as most hits have it written.
    """
    column = "" if name == "column" else name.removeprefix(COLUMN_PREFIX)
    keys: dict[str, int] = {}
    spellings: dict[int, Counter[str]] = defaultdict(Counter)
    units, values, without = [NO_INTS], [NO_INTS], [NO_INTS]
    for segment in ranking.segments:
        found = _values_of(segment, column)
        used, places, counts = np.unique(found.terms, return_inverse=True, return_counts=True)
        terms = map(split_term, segment.units.leaf.values(FIELD, used))
        numbers = []
        for term, count in zip(terms, counts.tolist(), strict=True):
            number = keys.setdefault(term.key, len(keys))
            spellings[number][term.written] += count
            numbers.append(number)
        units.append(found.units)
        values.append(np.array(numbers, dtype=np.int64).take(places))
        without.append(found.without)
    shared = stories.of(np.concatenate(units)) * max(1, len(keys)) + np.concatenate(values)
    hits = np.bincount(np.unique(shared) % max(1, len(keys)), minlength=len(keys))
    shown = [commonest(spellings[number]) for number in range(len(keys))]
    missing = len(np.unique(stories.of(np.concatenate(without)))) if column else 0
    return facet_of(name, shown, hits.tolist(), missing)


class _Found(NamedTuple):
    """The values of units that match: `units` int64[n] recur where they have several, and the
    number of the term of each in `terms` int64[n]; `without` int64 are the units that have none."""

    units: Ints
    terms: Ints
    without: Ints


def _values_of(segment: SegmentScorer, column: str) -> _Found:
    """The values of a column in the units of a segment that match."""
    file = segment.units.leaf.reader.field(FIELD)
    found = segment.found
    among = file.terms.with_prefix(f"{column}{SEPARATOR}".encode())
    run = file.postings.run(among.start, among.stop)
    order = np.argsort(run.rows, kind="stable")
    terms = np.repeat(np.arange(among.start, among.stop), run.counts).take(order)
    sizes = np.bincount(run.rows, minlength=len(file.rows))
    rows = file.rows.rows(segment.units.firsts(found))
    own = sizes.take(rows)
    units = found + segment.units.offset
    return _Found(
        units.repeat(own),
        terms.take(ranges(offsets(sizes).take(rows), own)),
        units[own == 0],
    )
