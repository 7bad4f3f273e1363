"""Explains a score: the parts that add up to it, each with a sentence."""

from collections.abc import Iterator, Sequence
from typing import Any, Protocol

import numpy as np

from pressmark.index.analysis.analyzers import readable_term
from pressmark.index.segment.evaluate.postings_list import Ints
from pressmark.search.ranking import similarity
from pressmark.search.ranking.features import Feature
from pressmark.search.ranking.scorer import Paragraphs, QueryPlan
from pressmark.search.ranking.topk import Ranking
from pressmark.search.results.explanation import Explanation, ScorePart

_BEST = "best-paragraph"
_PLACES = {"text": "in the text", "title": "in the title", "surface": "as written"}


class Points(Protocol):
    """A number for each of some units."""

    def __getitem__(self, place: int, /) -> Any:
        """That of one of them."""


class Scored(Protocol):
    """The parts of the scores of some units, of whatever engine."""

    plan: QueryPlan

    def parts(self, units: Ints) -> Sequence[Points]:
        """The score of each feature in each of `units`, and last that of the best paragraph."""

    def frequencies(self, feature: Feature, units: Ints) -> Points:
        """The term frequency of a feature in each of `units`."""

    def matching(self, units: Ints) -> Paragraphs:
        """The matching paragraphs of `units`."""

    def proximity(self, units: Ints) -> Sequence[Points]:
        """The score of each pair of words in each of `units`."""

    def opening(self, units: Ints) -> Sequence[Points]:
        """The score of each plain word in the first paragraph of each of `units`."""

    def kind(self, units: Ints) -> Points:
        """The kind boost of each of `units`."""

    def recency(self, units: Ints) -> Points:
        """The recency boost of each of `units`."""


def explain(found: Ranking, unit: int) -> Explanation:
    """The parts of a unit's score, in the order of the query; parts of 0 are left out."""
    [(segment, local)] = found.parts(np.array([unit]))
    return explanation_of(segment, local, reranked=found.is_reranked(unit))


def explanation_of(segment: Scored, local: Ints, *, reranked: bool) -> Explanation:
    """The same of the one unit `local`; `reranked` says whether it has positional bonuses."""
    parts = [*_of_words(segment, local), _of_paragraph(segment, local)]
    if reranked:
        parts += [*_of_pairs(segment, local), *_of_opening(segment, local)]
    parts += _of_boosts(segment, local, parts)
    nonzero = tuple(part for part in parts if part.score)
    return Explanation(sum(part.score for part in nonzero), nonzero)


def _of_words(segment: Scored, local: Ints) -> Iterator[ScorePart]:
    for feature, points in zip(segment.plan.features, segment.parts(local), strict=False):
        term = feature.term
        name = "words" if feature.in_paragraphs else term.field
        words = " ".join(map(readable_term, map(str, term.words)))
        sentence = _sentence(feature, words, int(segment.frequencies(feature, local)[0]))
        yield ScorePart(name, term.field, words, float(points[0]), sentence)


def _sentence(feature: Feature, words: str, frequency: int) -> str:
    place = _PLACES.get(feature.term.field, f"in the field {feature.term.field}")
    occurrences = "1 occurrence" if frequency == 1 else f"{frequency} occurrences"
    return f"“{words}”: {occurrences} {place}, up to {feature.max_score:.2f} points for its rarity."


def _of_paragraph(segment: Scored, local: Ints) -> ScorePart:
    found = segment.matching(local)
    which = "one matching paragraph" if len(found.numbers) == 1 else "best matching paragraph"
    return ScorePart(
        _BEST,
        "text",
        "",
        float(segment.parts(local)[-1][0]),
        f"{similarity.BEST_PARAGRAPH} of the score of its {which} alone.",
    )


def _of_pairs(segment: Scored, local: Ints) -> Iterator[ScorePart]:
    for pair, points in zip(segment.plan.pairs, segment.proximity(local), strict=True):
        first, second = readable_term(pair.first), readable_term(pair.second)
        words = f"{first} {second}"
        near = f"less than {similarity.WINDOW} words apart; closer words score more"
        yield ScorePart(
            "near", "text", words, float(points[0]), f"“{first}” and “{second}”: {near}."
        )


def _of_opening(segment: Scored, local: Ints) -> Iterator[ScorePart]:
    for term, points in zip(segment.plan.opening_terms, segment.opening(local), strict=True):
        stem = readable_term(term.stem)
        sentence = f"“{stem}” is in the first paragraph of an article without a title."
        yield ScorePart("opening", "text", stem, float(points[0]), sentence)


def _of_boosts(segment: Scored, local: Ints, parts: Sequence[ScorePart]) -> Iterator[ScorePart]:
    """What the kind boost takes from the other parts, and the recency boost adds to them."""
    total = sum(part.score for part in parts)
    lost = (float(segment.kind(local)[0]) - 1) * sum(
        part.score for part in parts if part.name != _BEST
    )
    kind = f"Captions and headings score {similarity.LESSER_KIND} times as much as a paragraph."
    yield ScorePart("kind", "kind", "", lost, kind)
    recency = float(segment.recency(local)[0])
    age = f"Recent article: {recency:.2f} times the score."
    yield ScorePart("recency", "published", "", (recency - 1) * (total + lost), age)
