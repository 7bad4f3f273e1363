"""Finds near-copies of new articles: candidates by fingerprint, confirmed by comparing texts."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from pressmark.corpus.duplicates.article_sketch import BINS, ArticleText
from pressmark.corpus.model import BODY_KINDS
from pressmark.index.segment.int_codec import Ints
from pressmark.index.segment.merge import MergeInput
from pressmark.index.segment.segment import Segment
from pressmark.index.segment.thresholds import (
    CACHED_TEXTS,
    COMPARED_AT_ONCE,
    FEW_ARTICLES,
    LIKELY_BINS,
    NEIGHBOURS,
)

Marks = NDArray[np.uint16]
"""uint16[articles, bins]: fingerprints; all zeros where there is none."""

_VALUES = 1 << 16
"""Number of values of a bin."""
_NONE: Ints = np.zeros(0, dtype=np.int64)
_NO_PAIRS: Ints = np.zeros((0, 2), dtype=np.int64)


class Sketched(Protocol):
    """Fingerprints of articles of any engine, numbered from 0."""

    def __len__(self) -> int: ...

    def marks(self, numbers: Ints) -> Marks:
        """The fingerprints of articles, whose numbers ascend."""

    def like(self, marks: Marks) -> Ints:
        """The numbers of the articles that may be copies of one of those of `marks`, ascending."""


class Articles:
    """All articles of some segments, numbered through from 0."""

    def __init__(self, parts: Sequence[MergeInput]) -> None:
        self._parts = parts
        self._starts = [article_starts(part.segment) for part in parts]
        self._firsts = np.cumsum([0, *map(len, self._starts)])

    def __len__(self) -> int:
        return int(self._firsts[-1])

    def marks(self, numbers: Ints) -> Marks:
        """The fingerprints of articles, whose numbers ascend; zeros for deleted ones."""
        found = [np.zeros((0, BINS), dtype=np.uint16)]
        ends = numbers.searchsorted(self._firsts).tolist()
        live = map(live_articles, self._parts)
        parts = zip(pairwise(ends), self._firsts[:-1], live, self._prints(), strict=True)
        for (start, end), first, is_live, prints in parts:
            own = numbers[start:end] - first
            columns = [prints.column(number)[prints.rows[own]] for number in range(BINS)]
            found.append(np.stack(columns, axis=1) * is_live[own, None])
        return np.concatenate(found)

    def like(self, marks: Marks) -> Ints:
        """The numbers of the articles that may be copies of one of those of `marks`.

        Not deleted ones; all that have LIKELY_BINS in common with one of a few, all that agree with
        one of many in two neighbouring bins. Every column is read once.
        """
        find = _like_few if len(marks) <= FEW_ARTICLES else _like_many
        found = [_NONE]
        parts = zip(self._parts, self._starts, self._firsts[:-1], self._prints(), strict=True)
        for part, starts, first, prints in parts:
            alike = find(prints, marks)[prints.rows]
            if part.deleted is not None:
                alike &= ~part.deleted[starts]
            found.append(np.flatnonzero(alike) + first)
            part.segment.file.forget()
        return np.concatenate(found)

    def _prints(self) -> Iterator["_Prints"]:
        for part, starts in zip(self._parts, self._starts, strict=True):
            field = part.segment.fields["fingerprint"]
            yield _Prints(field.fixed.column, field.rows.rows(starts), len(field.rows))

    def article_text(self, number: int) -> ArticleText:
        """The text, source and date that are compared."""
        place = int(self._firsts.searchsorted(number, side="right")) - 1
        segment, starts = self._parts[place].segment, self._starts[place]
        at = number - int(self._firsts[place])
        first = int(starts[at])
        end = int(starts[at + 1]) if at + 1 < len(starts) else segment.count
        source, published = (
            segment.fields[name].value(first) if name in segment.fields else None
            for name in ("source", "published")
        )
        return ArticleText.of(_body(segment, range(first, end)), source or "", published)


def _body(segment: Segment, paragraphs: range) -> Iterator[str]:
    """Those paragraphs that are an article's own text."""
    for paragraph in paragraphs:
        if segment.fields["kind"].value(paragraph) in BODY_KINDS:
            yield segment.fields["text"].value(paragraph)


def article_starts(segment: Segment) -> Ints:
    """The first paragraph of each article."""
    field = segment.fields["article"]
    starts = np.arange(segment.count) if field.rows.starts is None else field.rows.starts[:-1]
    if len(field.terms) == len(starts):
        return starts
    # an article so long that it was written in two pieces, which a merge brought together again
    return starts[np.flatnonzero(np.diff(field.codes, prepend=-1))]


def live_articles(part: MergeInput) -> NDArray[np.bool_]:
    """bool[articles]: which articles of a segment are not deleted."""
    starts = article_starts(part.segment)
    return np.ones(len(starts), dtype=bool) if part.deleted is None else ~part.deleted[starts]


@dataclass(frozen=True, slots=True, eq=False)
class _Prints:
    """The fingerprints of a segment: bin by bin a `column` of `count` rows, and `rows`
    int64[articles], the row of each article."""

    column: Callable[[int], NDArray[np.uint16]]
    rows: Ints
    count: int


def _like_few(prints: _Prints, marks: Marks) -> NDArray[np.bool_]:
    """bool[rows]: which have LIKELY_BINS in common with one of `marks`."""
    equal = np.zeros((len(marks), prints.count), dtype=np.uint8)
    for number in range(BINS):
        column = prints.column(number)
        for own, value in zip(equal, marks[:, number], strict=True):
            own += column == value
    alike: NDArray[np.bool_] = np.logical_or.reduce(equal >= LIKELY_BINS, axis=0)
    return alike


def _like_many(prints: _Prints, marks: Marks) -> NDArray[np.bool_]:
    """bool[rows]: which perhaps agree with one of `marks` in two bins side by side."""
    alike = np.zeros(prints.count, dtype=bool)
    before = np.zeros(prints.count, dtype=bool)
    for number in range(BINS):
        known = np.zeros(_VALUES, dtype=bool)
        known[marks[:, number]] = True
        here = known[prints.column(number)]
        alike |= before & here
        before = here
    return alike


def copies(articles: Articles, fresh: int) -> Ints:
    """int64[n, 2]: the pairs of copies of which one is among the last `fresh` articles."""
    article_text = lru_cache(CACHED_TEXTS)(articles.article_text)
    found = [
        (a, b)
        for a, b in likely_pairs(articles, fresh).tolist()
        if article_text(a).is_copy_of(article_text(b))
    ]
    return np.array(found, dtype=np.int64).reshape(-1, 2)


def likely_pairs(articles: Sketched, fresh: int) -> Ints:
    """int64[n, 2]: the pairs whose fingerprints are alike, one among the last `fresh` articles."""
    first = len(articles) - fresh
    new = articles.marks(np.arange(first, len(articles)))
    old = articles.like(new[new.any(axis=1)])
    numbers = np.concatenate((old[old < first], np.arange(first, len(articles))))
    marks = articles.marks(numbers)
    pairs: Ints = numbers[_few(marks, fresh) if fresh <= FEW_ARTICLES else _many(marks, fresh)]
    return pairs


def _few(marks: Marks, fresh: int) -> Ints:
    """The likely pairs where each new article can be compared with all."""
    first = len(marks) - fresh
    pairs = [_NO_PAIRS]
    for number in range(first, len(marks)):
        if marks[number].any():
            equal = np.count_nonzero(marks[:number] == marks[number], axis=1)
            others = np.flatnonzero(equal >= LIKELY_BINS)
            pairs.append(np.stack([others, np.full(len(others), number)], axis=1))
    return np.concatenate(pairs)


def _many(marks: Marks, fresh: int) -> Ints:
    """The likely pairs among those that agree in two bins side by side."""
    numbers = np.flatnonzero(marks.any(axis=1))
    columns = marks[numbers].T.astype(np.uint32)
    first = len(marks) - fresh
    found = [_neighbours(left << 16 | right, numbers, first) for left, right in pairwise(columns)]
    coded = np.unique(np.concatenate([pair[:, 0] * len(marks) + pair[:, 1] for pair in found]))
    pairs = np.stack(np.divmod(coded, len(marks)), axis=1)
    return np.concatenate([_NO_PAIRS, *(_likely(marks, part) for part in _parts(pairs))])


def _neighbours(keys: NDArray[np.uint32], numbers: Ints, first: int) -> Ints:
    """int64[n, 2]: pairs of `numbers` with one key, the second of them `first` or later.

    A key that many articles have, as those on one form do, pairs each with the few before it.
    """
    order = np.argsort(keys, kind="stable")
    keys, ordered = keys[order], numbers[order]
    pairs = [_NO_PAIRS]
    for step in range(1, NEIGHBOURS + 1):
        same = np.flatnonzero((keys[step:] == keys[:-step]) & (ordered[step:] >= first))
        pairs.append(np.stack([ordered[same], ordered[same + step]], axis=1))
    return np.concatenate(pairs)


def _parts(pairs: Ints) -> Iterator[Ints]:
    for start in range(0, len(pairs), COMPARED_AT_ONCE):
        yield pairs[start : start + COMPARED_AT_ONCE]


def _likely(marks: Marks, pairs: Ints) -> Ints:
    equal = np.count_nonzero(marks[pairs[:, 0]] == marks[pairs[:, 1]], axis=1)
    likely: Ints = pairs[equal >= LIKELY_BINS]
    return likely
