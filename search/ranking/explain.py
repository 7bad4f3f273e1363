"""Why a hit scores what it does: the parts that add up to its score, each with a sentence."""

from collections.abc import Iterator, Sequence

import numpy as np

from pressmark.index.segment.evaluate.postings_list import Ints
from pressmark.search.ranking import similarity
from pressmark.search.ranking.features import Feature
from pressmark.search.ranking.scorer import SegmentScorer
from pressmark.search.ranking.topk import Ranking
from pressmark.search.results.explanation import Explanation, ScorePart

_BEST = "best-paragraph"
_PLACES = {"text": "in the text", "title": "in the title", "surface": "as it is written"}


def explain(found: Ranking, unit: int) -> Explanation:
    """The parts of a unit's score, in the order of the query; what is worth nothing is left out."""
    [(segment, local)] = found.parts(np.array([unit]))
    parts = [*_of_words(segment, local), _of_paragraph(segment, local)]
    if found.is_close(unit):
        parts += [*_of_pairs(segment, local), *_of_opening(segment, local)]
    parts += _of_priors(segment, local, parts)
    worthy = tuple(part for part in parts if part.worth)
    return Explanation(sum(part.worth for part in worthy), worthy)


def _of_words(segment: SegmentScorer, local: Ints) -> Iterator[ScorePart]:
    for signal, worth in zip(segment.plan.signals, segment.parts(local), strict=False):
        evidence = signal.evidence
        name = "words" if signal.in_paragraphs else evidence.field
        words = " ".join(map(str, evidence.words))
        sentence = _sentence(signal, words, int(segment.times(signal, local)[0]))
        yield ScorePart(name, evidence.field, words, float(worth[0]), sentence)


def _sentence(signal: Feature, words: str, times: int) -> str:
    place = _PLACES.get(signal.evidence.field, f"in the field {signal.evidence.field}")
    often = "once" if times == 1 else f"{times} times"
    rare = f"it is worth up to {signal.most:.2f} for being as rare as it is"
    return f"“{words}” stands {often} {place}; {rare}."


def _of_paragraph(segment: SegmentScorer, local: Ints) -> ScorePart:
    found = segment.matching(local)
    which = "one matching paragraph" if len(found.numbers) == 1 else "best matching paragraph"
    return ScorePart(
        _BEST,
        "text",
        "",
        float(segment.parts(local)[-1][0]),
        f"{similarity.BEST_PARAGRAPH} of what its {which} would score alone.",
    )


def _of_pairs(segment: SegmentScorer, local: Ints) -> Iterator[ScorePart]:
    for pair, worth in zip(segment.plan.pairs, segment.nearness(local), strict=True):
        words = f"{pair.first} {pair.second}"
        near = f"stand less than {similarity.WINDOW} words apart, and count the more the nearer"
        yield ScorePart(
            "near", "text", words, float(worth[0]), f"“{pair.first}” and “{pair.second}” {near}."
        )


def _of_opening(segment: SegmentScorer, local: Ints) -> Iterator[ScorePart]:
    for opener, worth in zip(segment.plan.openers, segment.opening(local), strict=True):
        sentence = f"“{opener.stem}” stands in the first paragraph, and there is no title."
        yield ScorePart("opening", "text", opener.stem, float(worth[0]), sentence)


def _of_priors(
    segment: SegmentScorer, local: Ints, parts: Sequence[ScorePart]
) -> Iterator[ScorePart]:
    """What the kind of a paragraph takes from the other parts, and its age adds to them."""
    total = sum(part.worth for part in parts)
    lost = (float(segment.kind(local)[0]) - 1) * sum(
        part.worth for part in parts if part.name != _BEST
    )
    kind = f"Captions and headings score {similarity.LESSER_KIND} of what a paragraph does."
    yield ScorePart("kind", "kind", "", lost, kind)
    fresh = float(segment.freshness(local)[0])
    age = f"It counts {fresh:.2f} times as much for being as new as it is."
    yield ScorePart("recency", "published", "", (fresh - 1) * (total + lost), age)
