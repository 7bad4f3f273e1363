"""How what was found spreads over papers, authors, kinds, languages and months."""

from collections.abc import Sequence
from functools import lru_cache, partial
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pressmark.index.articles.published import span_text
from pressmark.index.segment.bitset import count_bits
from pressmark.index.segment.evaluate.postings_list import Flags, Ints, Parts, run_starts
from pressmark.index.segment.evaluate.segment_arrays import SPAN
from pressmark.index.segment.int_codec import offsets, ranges
from pressmark.search.local.collapse import CollapsedStories
from pressmark.search.local.extra_facets import count_column
from pressmark.search.local.name_facets import count_names
from pressmark.search.options import FACETS
from pressmark.search.query.exact_values import COLUMNS
from pressmark.search.ranking.index_arrays import NO_INTS
from pressmark.search.ranking.scorer import SegmentScorer
from pressmark.search.ranking.topk import Ranking
from pressmark.search.ranking.units import Units
from pressmark.search.results.facet import Facet, facet_of, one_a_line

_MONTHS = 12
_MONTHS_KNOWN = 1 << 10
"""Months at hand, some 0.1 MB: facets name the same ones again and again."""
_FEW = 4
"""Where more than one unit in four matches, all are gone through in the order of a column's values,
which of 100,000 takes 0.1 ms, and half of it to count the values of a tenth."""


def count_facets(
    ranking: Ranking, stories: CollapsedStories, names: Sequence[str]
) -> tuple[Facet, ...]:
    """The named facets of all hits; each hit counts once for each of its values.

    A story has the values of all of its articles, so that a clause narrows to its count.
    """
    collapsed = _Collapsed.of(ranking, stories)
    facets = []
    for name in names:
        if name == "column" or name not in FACETS:
            facets.append(count_column(ranking, stories, name))
        elif name == "names":
            facets.append(count_names(ranking, stories))
        elif name == "kind":
            values, counts = _of_kinds(ranking, collapsed)
            facets.append(facet_of(name, values, counts.tolist()))
        else:
            values, counts = _of_column(ranking, collapsed, name)
            without = _without(ranking, stories, name)
            facets.append(facet_of(name, values, counts.tolist(), without))
    return tuple(facets)


class _Collapsed(NamedTuple):
    """Articles that are not alone in their story, n of them in the order of their stories.

    `stories` int64[n] are equal for those of one story; of each segment `places` int64[k] are where
    its own are among them, ascending, and beside these `local` int64[k] their numbers there.
    `pairs` bool[n - 1] marks those that are a story together with the next and nobody else, as most
    are; `longer` int64 are the places of all others.
    """

    stories: Ints
    places: Sequence[Ints]
    local: Sequence[Ints]
    pairs: Flags
    longer: Ints

    @classmethod
    def of(cls, ranking: Ranking, stories: CollapsedStories) -> "_Collapsed":
        """The articles of which each story counts once."""
        members, firsts = stories.shared
        places, local = [], []
        for units in (segment.units for segment in ranking.segments):
            own = np.flatnonzero((members >= units.offset) & (members < units.offset + units.count))
            places.append(own)
            local.append(members.take(own) - units.offset)
        same = firsts[1:] == firsts[:-1]
        longer = np.zeros(len(firsts), dtype=bool)
        threes = same[1:] & same[:-1]
        for place in range(3):
            longer[place : place + len(threes)] |= threes
        return cls(firsts, places, local, same & ~longer[1:], np.flatnonzero(longer))

    def again(self, values: Ints) -> Ints:
        """Of the one value of each article, int64[n] and -1 for none, those that another of its
        story has too, each as many times as it is found too often."""
        same = values[1:] == values[:-1]
        same &= self.pairs
        again = values[1:][same]
        rest = self.again_of_some(self.longer, values.take(self.longer))
        return np.concatenate([again[again >= 0], rest[rest >= 0]])

    def again_of_some(self, places: Ints, values: Ints) -> Ints:
        """The same of articles at `places`, in any order, which have several values or none."""
        count = int(values.max(initial=0)) + 2
        ordered = np.sort(self.stories.take(places) * count + (values + 1))
        again: Ints = ordered[1:][ordered[1:] == ordered[:-1]] % count - 1
        return again

    def often_again(self, places: Ints) -> int:
        """How many of some articles are of the story of another of them."""
        stories = self.stories.take(np.sort(places))
        return int(np.count_nonzero(stories[1:] == stories[:-1]))


def _of_kinds(ranking: Ranking, collapsed: _Collapsed) -> tuple[list[str], Ints]:
    """The kinds of paragraphs that match, and how many hits have one."""
    counts: dict[str, int] = {}
    places: dict[str, list[Ints]] = {}
    for segment, own, local in zip(
        ranking.segments, collapsed.places, collapsed.local, strict=True
    ):
        kinds = segment.units.leaf.values("kind", np.arange(len(segment.kinds)))
        for kind, having in zip(kinds, segment.kinds, strict=True):
            counts[kind] = counts.get(kind, 0) + count_bits(having)
            at = segment.units.among_lasts(having, local)
            places.setdefault(kind, []).append(own[at])
    found = [kind for kind, count in counts.items() if count]
    return found, np.array(
        [counts[kind] - collapsed.often_again(np.concatenate(places[kind])) for kind in found],
        dtype=np.int64,
    )


def _of_column(ranking: Ranking, collapsed: _Collapsed, name: str) -> tuple[list[str], Ints]:
    """The values of a column, and how many hits have each."""
    columns = [_Column.of(segment.units, name) for segment in ranking.segments]
    if not any(len(column.codes) for column in columns):
        return [], NO_INTS
    numbers: dict[str, int] = {}
    held, hits, known_of_collapsed = [NO_INTS], [NO_INTS], []
    for segment, column, local in zip(ranking.segments, columns, collapsed.local, strict=True):
        counts = column.counts(segment)
        having = np.flatnonzero(counts)
        texts = _texts(segment, column.codes.take(having), name)
        known = _numbered(texts, numbers, lines=name == "author")
        held.append(known.numbers)
        hits.append(known.spread(counts.take(having)))
        place_of = np.full(len(counts) + 1, -1)
        place_of[having] = np.arange(len(having))
        known_of_collapsed.append((known, place_of.take(column.rows.take(local))))
    totals = _counts(np.concatenate(held), len(numbers), np.concatenate(hits))
    return list(numbers), totals - _counts(_again(collapsed, known_of_collapsed), len(numbers))


def _without(ranking: Ranking, stories: CollapsedStories, name: str) -> int:
    """How many hits have an article without a value."""
    found = [NO_INTS]
    for segment in ranking.segments:
        column = _Column.of(segment.units, name)
        if len(column.order) == len(column.rows):  # each unit has a value
            continue
        none = column.rows.take(segment.found) == len(column.codes)
        found.append(segment.found[none] + segment.units.offset)
    return len(np.unique(stories.of(np.concatenate(found))))


def _again(collapsed: _Collapsed, known_of_collapsed: "Sequence[tuple[_Numbered, Ints]]") -> Ints:
    """What is found too often: for each segment its values, and the places among them of those of
    its articles that are collapsed, -1 for none."""
    if all(known.sizes is None for known, _ in known_of_collapsed):
        values = np.full(len(collapsed.stories), -1)
        for own, (known, at) in zip(collapsed.places, known_of_collapsed, strict=True):
            values[own] = np.append(known.numbers, -1).take(at)
        return collapsed.again(values)
    places, several = [NO_INTS], [NO_INTS]
    for own, (known, at) in zip(collapsed.places, known_of_collapsed, strict=True):
        there = np.flatnonzero(at >= 0)
        places.append(known.spread(own.take(there), at.take(there)))
        several.append(known.of(at.take(there)))
    return collapsed.again_of_some(np.concatenate(places), np.concatenate(several))


class _Numbered(NamedTuple):
    """The values of some codes, one after the other, as `numbers` int64[n]; of each code `sizes`
    int64[codes] are how many it has, None for one each."""

    numbers: Ints
    sizes: Ints | None

    def of(self, rows: Ints) -> Ints:
        """The values of the codes at `rows`, one after the other."""
        if self.sizes is None:
            return self.numbers.take(rows)
        return self.numbers.take(ranges(offsets(self.sizes).take(rows), self.sizes.take(rows)))

    def spread(self, values: Ints, rows: Ints | None = None) -> Ints:
        """What is beside codes, or those at `rows`, beside each of their values."""
        if self.sizes is None:
            return values
        return values.repeat(self.sizes if rows is None else self.sizes.take(rows))


def _numbered(texts: Sequence[str], numbers: dict[str, int], *, lines: bool) -> _Numbered:
    """The values that `texts` are, or of which each line is one, numbered as they are met."""
    if not lines or not any("\n" in text for text in texts):
        known = [numbers.setdefault(text, len(numbers)) for text in texts]
        return _Numbered(np.array(known, dtype=np.int64), None)
    names = [one_a_line(text) for text in texts]
    sizes = np.fromiter(map(len, names), dtype=np.int64, count=len(names))
    known = [numbers.setdefault(name, len(numbers)) for name in chain.from_iterable(names)]
    return _Numbered(np.array(known, dtype=np.int64), sizes)


def _counts(values: Ints, count: int, weights: Ints | None = None) -> Ints:
    return np.bincount(values, weights, minlength=count).astype(np.int64)


class _Column(NamedTuple):
    """The values of a column in a segment, by their ascending `codes` int64[m].

    `order` int64[n] are the units with a value, those of the i-th from place `starts[i]` on; `rows`
    int32[units] say which it is of each unit, m for none.
    """

    codes: Ints
    starts: Ints
    order: Ints
    rows: NDArray[np.int32]

    @classmethod
    def of(cls, units: Units, name: str) -> "_Column":
        """That of a facet; it is kept for the next query."""
        key = "column", units.of is None
        make = partial(_sorted, units, name)
        return cls(*units.leaf.cached_arrays(COLUMNS.get(name, "published"), key, make))

    def counts(self, segment: SegmentScorer) -> Ints:
        """How many units that match have each value."""
        matched = segment.matched
        if matched.unit_count * _FEW < len(self.rows):
            return np.bincount(self.rows.take(segment.found), minlength=len(self.codes) + 1)[:-1]
        if not len(self.codes):
            return self.codes
        flags = matched.units.view(np.uint8).take(self.order)
        # in four bytes, which takes half as long as in eight
        return np.add.reduceat(flags, self.starts, dtype=np.uint32).astype(np.int64)


def _sorted(units: Units, name: str) -> Parts:
    column = units.months if name == "month" else units.codes(COLUMNS[name])
    order = np.argsort(column, kind="stable")[np.count_nonzero(column < 0) :]
    starts = run_starts(column.take(order))
    rows = np.full(len(column), len(starts), dtype=np.int32)
    rows[order] = np.repeat(np.arange(len(starts)), np.diff(starts, append=len(order)))
    return column.take(order.take(starts)).astype(np.int64), starts, order, rows


def _texts(segment: SegmentScorer, codes: Ints, name: str) -> list[str]:
    """The value of each code."""
    if name == "month":
        return list(map(_month, codes.tolist()))
    return segment.units.leaf.values(COLUMNS[name], codes)


@lru_cache(_MONTHS_KNOWN)
def _month(code: int) -> str:
    if code >= SPAN:
        days, is_week = divmod(code - SPAN, 2)
        return span_text(days, is_week=bool(is_week))
    return f"{code // _MONTHS + 1:04}-{code % _MONTHS + 1:02}"
