"""Collection statistics of a cluster: document frequencies and mean lengths.

Frequencies are counted by one small search for each term, which the cluster caches, and kept as
long as the commit is searched.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from whoosh.fields import Schema

from pressmark.search.opensearch.clauses import NESTED, Clause, all_of, any_value, in_paragraph
from pressmark.search.opensearch.leaves import BODY_FIELDS, PARAGRAPH_FIELDS, alternatives
from pressmark.search.query import query_word

Word = tuple[str, str]
"""A field of the schema and a term of it."""

_AVERAGED = ("text", "title", "source", "author", "coded")
"""Sums of lengths that each article has."""


class Frequency(NamedTuple):
    """How many paragraphs and articles have a term."""

    paragraphs: int
    articles: int


class Totals(NamedTuple):
    """Numbers of paragraphs and articles, and sums of lengths by field."""

    paragraphs: int
    articles: int
    lengths: Mapping[str, float]


def totals_request(visible: Clause) -> dict[str, Any]:
    """The search for the totals of the articles that are visible."""
    sums = {name: {"sum": {"field": f"lengths.{name}"}} for name in _AVERAGED}
    return {
        "size": 0,
        "track_total_hits": True,
        "query": visible,
        "aggs": {"size": {"sum": {"field": "size"}}, **sums},
    }


def totals_of(answer: Mapping[str, Any]) -> Totals:
    """What that search found."""
    found = answer["aggregations"]
    lengths = {name: found[name]["value"] for name in _AVERAGED}
    return Totals(int(found["size"]["value"]), answer["hits"]["total"]["value"], lengths)


def frequency_request(word: Word, visible: Clause) -> dict[str, Any]:
    """The search for the document frequencies of a term."""
    field, term = word
    of_paragraph = PARAGRAPH_FIELDS.get(field)
    clause = any_value(of_paragraph or field, alternatives(term))
    query: Clause = clause
    counted: dict[str, Any] = {"paragraphs": {"sum": {"field": "size"}}}
    if of_paragraph is not None:
        body = BODY_FIELDS.get(field)
        query = any_value(body, alternatives(term)) if body else in_paragraph(clause)
        having = {"filter": clause}
        counted = {"paragraphs": {"nested": {"path": NESTED}, "aggs": {"having": having}}}
    return {
        "size": 0,
        "track_total_hits": True,
        "query": all_of([query, visible]),
        "aggs": counted,
    }


def frequency_of(answer: Mapping[str, Any]) -> Frequency:
    """What that search found."""
    counted = answer["aggregations"]["paragraphs"]
    paragraphs = counted["having"]["doc_count"] if "having" in counted else counted["value"]
    return Frequency(int(paragraphs), answer["hits"]["total"]["value"])


class OverParagraphs:
    """The statistics of `ranking.scoring_terms`, over paragraphs."""

    def __init__(self, schema: Schema, totals: Totals, known: Mapping[Word, Frequency]) -> None:
        self._schema = schema
        self._totals = totals
        self._known = known

    @property
    def count(self) -> int:
        """The number of paragraphs."""
        return self._totals.paragraphs

    def frequency(self, field: str, text: str | bytes) -> int:
        """The document frequency of a term."""
        return self._known[field, _text(text)].paragraphs

    def average_length(self, field: str) -> float:
        """Words of `field` in a paragraph, on average over all."""
        words = self._totals.lengths.get("text" if field == "surface" else field, 0.0)
        return words / self.count if words and self.is_scored(field) else 1.0

    def is_scored(self, field: str) -> bool:
        """Whether words of `field` are scored by BM25."""
        return bool(self._schema[field].scorable)


class OverUnits:
    """The statistics of `ranking.features`, over articles or, where `flat`, over paragraphs."""

    def __init__(
        self,
        paragraphs: OverParagraphs,
        totals: Totals,
        frequency: Callable[[Word], Frequency],
        *,
        flat: bool,
    ) -> None:
        self._paragraphs = paragraphs
        self._totals = totals
        self._frequency = frequency
        self._flat = flat

    def average_length(self, field: str) -> float:
        """The mean number of words of a unit in its title, or for any other field in its text."""
        if field == "title":
            return self._paragraphs.average_length("title")
        words = self._totals.lengths["coded"]
        count = self._totals.paragraphs if self._flat else self._totals.articles
        return words / count if words else 1.0

    def idf(self, field: str, words: Sequence[str | bytes]) -> float:
        """The summed idf of words, over units."""
        count = self._totals.paragraphs if self._flat else self._totals.articles
        found = (self._frequency((field, _text(word))) for word in words)
        having = (each.paragraphs if self._flat else each.articles for each in found)
        return sum(query_word.idf(count, each) for each in having)


def _text(text: str | bytes) -> str:
    return text if isinstance(text, str) else text.decode("utf-8", "surrogatepass")


def scored_words(leaves: Iterable[Any]) -> Iterable[Word]:
    """The terms whose frequencies the scores of some words and phrases depend on."""
    for leaf in leaves:
        texts = leaf.words if hasattr(leaf, "words") and not hasattr(leaf, "text") else (leaf.text,)
        for text in texts:
            yield leaf.fieldname, _text(text)
