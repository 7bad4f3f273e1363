"""How hits spread over the names in their articles."""

from collections import Counter
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from pressmark.index.segment.evaluate.postings_list import Ints, Parts
from pressmark.index.segment.evaluate.segment_arrays import SegmentArrays
from pressmark.index.segment.int_codec import offsets, ranges
from pressmark.index.segment.term_dict import TermDictionary
from pressmark.search.local.collapse import CollapsedStories
from pressmark.search.query.exact_values import NAMES
from pressmark.search.ranking.index_arrays import NO_INTS
from pressmark.search.ranking.scorer import SegmentScorer
from pressmark.search.ranking.topk import Ranking
from pressmark.search.results.facet import Facet, facet_of

NAMES_LISTED = 500
"""Names counted of each segment, those in most hits: to list all of 40,000 takes 0.4 s."""


def count_names(ranking: Ranking, stories: CollapsedStories) -> Facet:
    """The facet of names; a story has those of all its articles.

    Names in equally many hits are in the order of their weights in these.
    """
    counts: Counter[str] = Counter()
    weights: Counter[str] = Counter()
    without = [NO_INTS]
    tables = [_Table.of(segment) for segment in ranking.segments]
    listed = {name: None for table in tables for name in table.most_frequent()}
    for segment, table in zip(ranking.segments, tables, strict=True):
        for name in listed:
            number = table.terms.find(name.encode())
            if number is not None and table.hits[number]:
                counts[name] += int(table.hits[number])
                weights[name] += int(table.weights[number])
        without.append(segment.found[table.sizes == 0] + segment.units.offset)
    again = _counted_again(ranking, stories)
    counts.subtract({name: count for name, count in again.items() if name in listed})
    missing = len(np.unique(stories.of(np.concatenate(without))))
    names = sorted(counts, key=lambda name: (-weights[name], name))
    facet = facet_of(NAMES, names, [counts[name] for name in names], missing)
    return replace(facet, complete=all(table.is_whole for table in tables))


class _Table(NamedTuple):
    """The names of the hits of a segment: by term the number of hits and the weights in them,
    int64[terms], and of each hit how many names it has."""

    terms: TermDictionary
    hits: Ints
    weights: Ints
    sizes: Ints

    @classmethod
    def of(cls, segment: SegmentScorer) -> "_Table":
        """That of a segment."""
        terms = segment.units.leaf.reader.field(NAMES).terms
        found = _names_of(segment, segment.found)
        hits = np.bincount(found.terms, minlength=len(terms))
        weights = np.bincount(found.terms, found.weights, minlength=len(terms))
        return cls(terms, hits, weights.astype(np.int64), found.sizes)

    @property
    def is_whole(self) -> bool:
        """Whether all names are listed."""
        return bool(np.count_nonzero(self.hits) <= NAMES_LISTED)

    def most_frequent(self) -> list[str]:
        """The names in most hits."""
        used = np.flatnonzero(self.hits)
        if not self.is_whole:
            keys = self.hits.take(used) * (self.weights.max() + 1) + self.weights.take(used)
            used = np.sort(used.take(np.argpartition(-keys, NAMES_LISTED)[:NAMES_LISTED]))
        return self.terms.texts(used)


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
