"""Scores candidates of a cluster in the client, by the features and formulas of `search.ranking`.

The cluster proposes candidates by its own BM25, which rounds lengths to a byte; their order is that
of the scores made here, which are those of the local engine.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any

import numpy as np
from whoosh import query as q

from pressmark.search.opensearch.row import Places, Row
from pressmark.search.ranking import similarity
from pressmark.search.ranking.boosts import recency_boost
from pressmark.search.ranking.features import Feature
from pressmark.search.ranking.index_arrays import Ints
from pressmark.search.ranking.scorer import Paragraphs, QueryPlan
from pressmark.search.ranking.scoring_terms import ScoringTerm

_OF_ARTICLE = frozenset({"title", "source", "author"})


class ScoredUnit:
    """An article, or with `place` one paragraph of it, under one query.

    `evidence` are its paragraphs that match, by their places in the article. Its methods are those
    of `ranking.explain.Scored`, for this one unit.
    """

    def __init__(
        self, row: Row, plan: QueryPlan, evidence: frozenset[int], place: int | None = None
    ) -> None:
        self.row = row
        self.plan = plan
        self.evidence = evidence if place is None else frozenset({place})
        self._flat = place is not None
        self._unit = range(row.size) if place is None else range(place, place + 1)

    @property
    def order(self) -> tuple[int, int]:
        """Its place in the index."""
        return self.row.sequence, self._unit.start

    @cached_property
    def base(self) -> float:
        """The score without positional bonuses."""
        whole = sum(self._feature(each) for each in self.plan.features)
        return (whole * self.kind()[0] + self._best) * self.recency()[0]

    @cached_property
    def positional(self) -> float:
        """The positional bonuses: proximity and opening."""
        total = sum(points for (points,) in (*self.proximity(), *self.opening()))
        return total * self.kind()[0] * self.recency()[0]

    @cached_property
    def best_first(self) -> list[int]:
        """The places of the matching paragraphs, best first."""
        return sorted(self._scores, key=lambda place: (-self._scores[place], place))

    @cached_property
    def _scores(self) -> Mapping[int, float]:
        """The scores of matching paragraphs, with their kind boosts applied."""
        return {
            place: self._score(self.plan.evidence, place) * self.row.kind_boost(place)
            for place in self.evidence
        }

    @property
    def _best(self) -> float:
        return similarity.BEST_PARAGRAPH * max(self._scores.values(), default=0.0)

    # what `ranking.explain` asks for

    def parts(self, units: Ints | None = None) -> Sequence[Sequence[float]]:  # noqa: ARG002
        """The score of each feature, and last that of the best paragraph."""
        return [*([self._feature(each)] for each in self.plan.features), [self._best]]

    def frequencies(self, feature: Feature, units: Ints | None = None) -> Sequence[int]:  # noqa: ARG002
        """The term frequency of a feature."""
        counts = self.row.frequencies(feature.term.query)
        if feature.term.field == "title":
            return [max(counts.values(), default=0)]
        return [sum(counts.get(place, 0) for place in self._unit)]

    def matching(self, units: Ints | None = None) -> Paragraphs:  # noqa: ARG002
        """The matching paragraphs and their scores."""
        places = sorted(self._scores)
        return Paragraphs(np.array(places), np.array([self._scores[place] for place in places]))

    def proximity(self, units: Ints | None = None) -> Sequence[Sequence[float]]:  # noqa: ARG002
        """The score of each pair of words."""
        return [[self._near(pair.first, pair.second, pair.idf)] for pair in self.plan.pairs]

    def opening(self, units: Ints | None = None) -> Sequence[Sequence[float]]:  # noqa: ARG002
        """The score of each plain word in the first paragraph of an article without a title."""
        untitled = len(self._unit) > 1 and not any(self.row.lengths("title"))
        return [
            [self._opening(term.stem, term.idf) if untitled else 0.0]
            for term in self.plan.opening_terms
        ]

    def kind(self, units: Ints | None = None) -> Sequence[float]:  # noqa: ARG002
        """The kind boost; 1 for articles, which have no kind."""
        return [self.row.kind_boost(self._unit.start) if self._flat else 1.0]

    def recency(self, units: Ints | None = None) -> Sequence[float]:  # noqa: ARG002
        """The recency boost."""
        if self.plan.since is None:
            return [1.0]
        return [recency_boost(_microseconds(self.row.published), self.plan.since)]

    # formulas

    def _feature(self, feature: Feature) -> float:
        (frequency,) = self.frequencies(feature)
        if not frequency:
            return 0.0
        length = self._length("title" if feature.term.field == "title" else "text")
        found = _saturation(frequency, length, feature.average_length)
        return feature.term.weight * feature.idf * found

    def _length(self, field: str) -> int:
        lengths = self.row.lengths(field)
        if field == "title":
            return max(lengths, default=0)
        return sum(lengths[place] for place in self._unit)

    def _score(self, tree: Any, place: int) -> float:
        """The score of a paragraph; of groups that it does not match 0."""
        if isinstance(tree, (q.AndNot, q.Require)):
            return self._score(tree.a, place) if place in self.row.matching(tree) else 0.0
        if isinstance(tree, (q.And, q.Or, q.AndMaybe)):
            if not isinstance(tree, q.Or) and place not in self.row.matching(tree):
                return 0.0
            boost = 1.0 if isinstance(tree, q.AndMaybe) else float(tree.boost)
            return boost * sum(self._score(part, place) for part in tree.children())
        term = self._terms.get(id(tree))
        return self._word(term, place) if term else 0.0

    @cached_property
    def _terms(self) -> Mapping[int, ScoringTerm]:
        return {id(term.query): term for term in self.plan.terms}

    def _word(self, term: ScoringTerm, place: int) -> float:
        frequency = self.row.frequencies(term.query).get(place, 0)
        if not frequency:
            return 0.0
        length = self.row.lengths(term.field)[place]
        return term.weight * term.idf * _saturation(frequency, length, term.average_length)

    def _near(self, first: str, second: str, idf: float) -> float:
        places, others = self.row.places("text", first), self.row.places("text", second)
        closeness = sum(_closeness(places, others, place) for place in self._unit)
        length, average = self._length("text"), self.plan.average_length
        return similarity.NEAR * idf * _saturation(closeness, length, average)

    def _opening(self, stem: str, idf: float) -> float:
        frequency = len(self.row.places("text", stem).get(0, ()))
        length, average = self.row.lengths("text")[0], self.plan.average_paragraph_length
        return similarity.OPENING * idf * _saturation(frequency, length, average)


def _saturation(frequency: float, length: float, average: float) -> float:
    norm = similarity.K1 * (1 - similarity.B + similarity.B * length / average)
    return frequency * (similarity.K1 + 1) / (frequency + norm) if frequency else 0.0


def _closeness(places: Places, others: Places, place: int) -> float:
    """How often two words are near each other in a paragraph, each time by one over the distance
    of the first to the nearest of the second."""
    near = others.get(place, ())
    if not near:
        return 0.0
    distances = (min(abs(at - other) for other in near) for at in places.get(place, ()))
    return sum(1 / max(each, 1) for each in distances if each < similarity.WINDOW)


def _microseconds(time: datetime | None) -> int:
    return -1 if time is None else round((time - datetime.min).total_seconds() * 1_000_000)


def in_order(units: Sequence[ScoredUnit], score: Callable[[ScoredUnit], float]) -> list[ScoredUnit]:
    """Units best first, ties in the order of the index."""
    return sorted(units, key=lambda unit: (-score(unit), unit.order))


class Ranked:
    """Candidates best first; those reranked with positional bonuses are known."""

    def __init__(self, candidates: Sequence[ScoredUnit]) -> None:
        contenders = in_order(candidates, lambda unit: unit.base)
        self._close = {unit.order for unit in contenders[: similarity.RERANKED]}
        self.units = in_order(contenders, self.score)

    def is_reranked(self, unit: ScoredUnit) -> bool:
        """Whether a unit has positional bonuses."""
        return unit.order in self._close

    def score(self, unit: ScoredUnit) -> float:
        """The score of a unit."""
        return unit.base + (unit.positional if self.is_reranked(unit) else 0.0)
