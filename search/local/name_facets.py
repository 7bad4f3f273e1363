"""How hits spread over the names in their articles."""

from collections import Counter
from typing import NamedTuple

import numpy as np

from pressmark.index.segment.evaluate.postings_list import Ints, Parts
from pressmark.index.segment.evaluate.segment_arrays import SegmentArrays
from pressmark.index.segment.int_codec import offsets, ranges
from pressmark.search.local.collapse import CollapsedStories
from pressmark.search.query.exact_values import NAMES
from pressmark.search.ranking.index_arrays import NO_INTS
from pressmark.search.ranking.scorer import SegmentScorer
from pressmark.search.ranking.topk import Ranking
from pressmark.search.results.facet import Facet, facet_of


def count_names(ranking: Ranking, stories: CollapsedStories) -> Facet:
    """The facet of all names; a story has those of all its articles.

    Names in equally many hits are in the order of their weights in these.
    """
    counts: Counter[str] = Counter()
    weights: Counter[str] = Counter()
    without = [NO_INTS]
    for segment in ranking.segments:
        found = _names_of(segment, segment.found)
        hits, weight = np.bincount(found.terms), np.bincount(found.terms, found.weights)
        used = np.flatnonzero(hits)
        texts = segment.units.leaf.values(NAMES, used)
        counts.update(dict(zip(texts, hits.take(used).tolist(), strict=True)))
        weights.update(dict(zip(texts, map(int, weight.take(used)), strict=True)))
        without.append(segment.found[found.sizes == 0] + segment.units.offset)
    counts.subtract(_counted_again(ranking, stories))
    missing = len(np.unique(stories.of(np.concatenate(without))))
    names = sorted(counts, key=lambda name: (-weights[name], name))
    return facet_of(NAMES, names, [counts[name] for name in names], missing)


def _counted_again(ranking: Ranking, stories: CollapsedStories) -> Counter[str]:
    """How often each name is in a further article of a story that has it."""
    members, firsts = stories.shared
    again: Counter[str] = Counter()
    seen: set[tuple[int, str]] = set()
    for segment in ranking.segments:
        units = segment.units
        own = np.flatnonzero((members >= units.offset) & (members < units.offset + units.count))
        found = _names_of(segment, members.take(own) - units.offset)
        texts = units.leaf.values(NAMES, found.terms)
        for pair in zip(np.repeat(firsts.take(own), found.sizes).tolist(), texts, strict=True):
            again[pair[1]] += pair in seen
            seen.add(pair)
    return again


class _Names(NamedTuple):
    """The names of some units: `sizes` int64[units] how many each has, and one unit after the
    other the numbers of their `terms` and their `weights`, int64."""

    sizes: Ints
    terms: Ints
    weights: Ints


def _names_of(segment: SegmentScorer, units: Ints) -> _Names:
    leaf = segment.units.leaf
    sizes, starts, terms, weights = leaf.cached_arrays(NAMES, "by row", lambda: _by_row(leaf))
    rows = leaf.reader.field(NAMES).rows.rows(segment.units.firsts(units))
    own = sizes.take(rows)
    places = ranges(starts.take(rows), own)
    return _Names(own, terms.take(places), weights.take(places))


def _by_row(leaf: SegmentArrays) -> Parts:
    """The terms and weights of each row of the field, one row after the other, with the `sizes` and
    `starts` of the rows."""
    file = leaf.reader.field(NAMES)
    run = file.postings.run(0, len(file.terms))
    order = np.argsort(run.rows, kind="stable")
    sizes = np.bincount(run.rows, minlength=len(file.rows))
    terms = np.repeat(np.arange(len(file.terms)), run.counts).take(order)
    return sizes, offsets(sizes)[:-1], terms, run.freqs.take(order)
