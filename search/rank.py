"""Rank what a query matched, as articles or as single paragraphs.

An article is judged as a whole: its words counted over all its paragraphs, then its title, its
words as written, words of the query that stand together, and its best paragraphs.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from pressmark.search import ranking
from pressmark.search.arrays import Arrays, Floats, Ints, intersect, is_in, run_starts
from pressmark.search.evaluate import Evaluation, Evidence

STRIDE = 1 << 24
"""More than the positions of any paragraph, so that paragraph and position make one number."""


@dataclass(frozen=True, slots=True)
class QueryWord:
    """A plain word of the query: as `text` holds it, as `surface` does, and how heavy it is."""

    stem: str
    surface: str
    weight: float


def count_repeated(words: Iterable[QueryWord]) -> list[QueryWord]:
    """Each different word once, in order, weighed by how often it stands there."""
    counts = Counter(words)
    return [
        QueryWord(word.stem, word.surface, word.weight * ranking.repeated(count))
        for word, count in counts.items()
    ]


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """What is ranked: `of` int64[paragraphs] the unit of each paragraph, ascending from 0;
    `lengths` float64[units] how many words each has."""

    of: Ints
    lengths: Floats

    @property
    def average(self) -> float:
        """Words of a unit, on average."""
        return float(self.lengths.mean()) if len(self.lengths) else 1.0


def articles(arrays: Arrays) -> Units:
    """All articles of the index."""
    of = arrays.articles
    lengths = arrays.lengths("text", np.arange(arrays.count))
    return Units(of, np.bincount(of, weights=lengths).astype(np.float64))


def paragraphs(arrays: Arrays) -> Units:
    """All paragraphs of the index, each for itself."""
    numbers = np.arange(arrays.count)
    return Units(numbers, arrays.lengths("text", numbers))


def unit_scores(
    arrays: Arrays, units: Units, evaluation: Evaluation, words: Sequence[QueryWord]
) -> Floats:
    """float64[units]: the score of each, 0 where nothing of the query is in it."""
    scores = np.zeros(len(units.lengths))
    for evidence in (*evaluation.evidence, *_bonuses(arrays, words)):
        _add(arrays, units, evidence, scores)
    _add_best_paragraphs(units, evaluation, scores)
    of = units.of[evaluation.matches.docnums]
    matched = of[run_starts(of)]
    best = matched[np.argsort(-scores[matched], kind="stable")[: ranking.PROXIMITY_DEPTH]]
    for first, second in pairwise(words):
        _add_proximity(arrays, units, first, second, np.sort(best), scores)
    return scores


def _bonuses(arrays: Arrays, words: Sequence[QueryWord]) -> Iterable[Evidence]:
    """What plain words are worth in the title, and as they are written."""
    for word in words:
        for field, text, weight in (
            ("title", word.stem, ranking.TITLE),
            ("surface", word.surface, ranking.SURFACE),
        ):
            found = arrays.postings(field, text)
            yield Evidence(field, found.docnums, found.freqs, [found.docnums], weight * word.weight)


def _add(arrays: Arrays, units: Units, evidence: Evidence, scores: Floats) -> None:
    """Add to `scores` what the evidence is worth in each unit."""
    if not len(evidence.docnums):
        return
    of = units.of[evidence.docnums]
    firsts = run_starts(of)
    having = of[firsts]
    if evidence.field == "title":  # every paragraph carries the title of its article
        freqs = evidence.freqs[firsts]
        lengths = arrays.lengths("title", evidence.docnums[firsts])
        average = arrays.average_length("title")
    else:
        freqs = np.add.reduceat(evidence.freqs, firsts)
        lengths, average = units.lengths[having], units.average
    rare = sum(
        ranking.rarity(len(units.lengths), len(run_starts(units.of[word])))
        for word in evidence.words
    )
    scores[having] += evidence.weight * rare * ranking.saturation(freqs, lengths, average)


def _add_best_paragraphs(units: Units, evaluation: Evaluation, scores: Floats) -> None:
    of, worth = units.of[evaluation.matches.docnums], evaluation.matches.scores
    many = np.bincount(of, minlength=len(scores))[of] > ranking.BEST_PARAGRAPHS
    if many.any():  # sorting is dear: only where there are paragraphs to leave out
        best = np.flatnonzero(many)[_are_best(of[many], worth[many])]
        kept = np.concatenate([np.flatnonzero(~many), best])
        of, worth = of[kept], worth[kept]
    scores += ranking.PARAGRAPHS * np.bincount(of, weights=worth, minlength=len(scores))


def _are_best(of: Ints, worth: Floats) -> NDArray[np.bool_]:
    """bool[n]: whether each paragraph is among the best few of its unit; `of` ascends."""
    order = np.lexsort((-worth, of))
    starts = run_starts(of)
    place = np.arange(len(of)) - np.repeat(starts, np.diff(np.append(starts, len(of))))
    best = np.zeros(len(of), dtype=bool)
    best[order[place < ranking.BEST_PARAGRAPHS]] = True
    return best


def _add_proximity(
    arrays: Arrays, units: Units, first: QueryWord, second: QueryWord, best: Ints, scores: Floats
) -> None:
    """Add to the `best` units what two neighbouring words standing together are worth."""
    postings = [arrays.postings("text", word.stem).docnums for word in (first, second)]
    common = intersect(postings[0], postings[1])
    among = common[is_in(units.of[common], best)]
    if first.stem == second.stem or not len(among):
        return
    places = [
        docnums * STRIDE + positions
        for docnums, positions in (
            arrays.positions("text", word.stem, among) for word in (first, second)
        )
    ]
    rare = sum(
        ranking.rarity(len(units.lengths), len(run_starts(units.of[found]))) for found in postings
    )
    weight = rare * (first.weight + second.weight) / 2
    after = places[0][is_in(places[0] + 1, places[1])]
    near = places[0][_distance(places[0], places[1]) < ranking.WINDOW]
    for part, found in ((ranking.ORDERED, after), (ranking.UNORDERED, near)):
        having, freqs = np.unique(units.of[found // STRIDE], return_counts=True)
        much = ranking.saturation(freqs.astype(np.float64), units.lengths[having], units.average)
        scores[having] += part * weight * much


def _distance(places: Ints, others: Ints) -> Ints:
    """int64[n]: how far each of `places` is from the nearest of `others`; both ascending."""
    behind = np.searchsorted(others, places)
    before: Ints = np.abs(places - others[np.maximum(behind - 1, 0)])
    after: Ints = np.abs(places - others[np.minimum(behind, len(others) - 1)])
    return np.minimum(before, after)
