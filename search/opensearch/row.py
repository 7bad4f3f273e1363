"""The words of one article of the cluster, as they were analyzed: where terms and phrases are.

Candidates come with their terms, so that they are scored exactly as the local engine scores them.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

import numpy as np
from whoosh import query as q

from pressmark.index.analysis.analyzers import ALTERNATIVES
from pressmark.index.near_query import Near, closest
from pressmark.index.opensearch.packed_terms import PackedTerms
from pressmark.index.segment.int_codec import LENGTHS, length_bytes
from pressmark.search.opensearch.leaves import alternatives
from pressmark.search.ranking.boosts import kind_boost

COLUMNS = ("article", "sequence", "family", "published", "added", "terms")
"""Fields of a candidate, all read from columns."""

_OF_PARAGRAPHS = frozenset({"text", "surface"})
_KNOWN = frozenset({"text", "surface", "title", "source", "author", "kind"})
"""Fields of the schema whose terms a candidate has."""
Places = dict[int, list[int]]
"""Paragraph, counted from 0 → ascending positions in it."""


class Row:
    """An article of the cluster as the hit of a search that asked for COLUMNS."""

    def __init__(self, hit: Mapping[str, Any]) -> None:
        fields = hit["fields"]
        self.id: str = fields["article"][0]
        self.server_order: Sequence[Any] = hit.get("sort", ())
        self.named = frozenset(hit.get("matched_queries", ()))
        self._terms = PackedTerms.of(fields["terms"][0])
        self.kinds = self._terms.kinds
        self.size = len(self.kinds)
        self.sequence = int(fields["sequence"][0])
        self.family: str | None = next(iter(fields.get("family", ())), None)
        self.published = _time(fields, "published")
        self.added = _time(fields, "added")
        self._places: dict[tuple[str, str], Places] = {}
        self._frequencies: dict[int, tuple[Any, dict[int, int]]] = {}
        """By the identity of a query, which is kept so that no other one has it."""
        self._lengths: dict[str, list[int]] = {}

    @property
    def story(self) -> tuple[str, str]:
        """Equal for the articles of one duplicate group."""
        return ("family", self.family) if self.family else ("article", self.id)

    def texts(self, field: str) -> Sequence[str]:
        """The terms of a field in each paragraph; of a field of the article once."""
        found: str | Sequence[str] = getattr(self._terms, field, "")
        return found if field in _OF_PARAGRAPHS else [str(found)]

    def lengths(self, field: str) -> list[int]:
        """The number of words of a field in each paragraph, rounded as the local engine does."""
        if field not in self._lengths:
            texts = self.texts("text" if field == "surface" else field)
            lengths = [_rounded(text.count(" ") + 1 if text else 0) for text in texts]
            self._lengths[field] = lengths if field in _OF_PARAGRAPHS else lengths * self.size
        return self._lengths[field]

    def places(self, field: str, term: str) -> Places:
        """Where a term is; a term of the article is in each of its paragraphs."""
        key = field, term
        if key not in self._places:
            forms = frozenset(alternatives(term))
            found = {
                place: at
                for place, text in enumerate(self.texts(field))
                if any(form in text for form in forms) and (at := _positions(text, forms))
            }
            if field not in _OF_PARAGRAPHS and found:
                found = dict.fromkeys(range(self.size), found[0])
            self._places[key] = found
        return self._places[key]

    def frequencies(self, query: Any) -> dict[int, int]:
        """How often a term or phrase is in each paragraph that has it."""
        if id(query) not in self._frequencies:
            self._frequencies[id(query)] = query, self._count(query)
        return self._frequencies[id(query)][1]

    def _count(self, query: Any) -> dict[int, int]:
        if isinstance(query, q.Phrase):
            return self._of_phrase(query)
        if query.fieldname == "kind":
            return {place: 1 for place, kind in enumerate(self.kinds) if kind == query.text}
        return {
            place: len(at) for place, at in self.places(query.fieldname, str(query.text)).items()
        }

    def _of_phrase(self, query: Any) -> dict[int, int]:
        words = [self.places(query.fieldname, word) for word in query.words]
        found = {}
        for place in set.intersection(*(set(word) for word in words)) if words else ():
            at = [word[place] for word in words]
            if isinstance(query, Near):
                count = int(closest(at, query.width) is not None)
            else:
                later = [frozenset(each) for each in at[1:]]
                count = sum(
                    all(start + step in each for step, each in enumerate(later, 1))
                    for start in at[0]
                )
            if count:
                found[place] = count
        return found

    def kind_boost(self, place: int) -> float:
        """What a paragraph counts for its kind."""
        return kind_boost(self.kinds[place])

    def matching(self, tree: Any, *, surely: bool = False) -> frozenset[int]:
        """The paragraphs that match a tree; of what only the cluster can evaluate those that may
        match, or that `surely` do."""
        every = frozenset(range(self.size))
        if isinstance(tree, (q.And, q.Require)):
            parts = tree.subqueries if isinstance(tree, q.And) else (tree.a, tree.b)
            found = [self.matching(part, surely=surely) for part in parts]
            return frozenset.intersection(*found) if found else frozenset()
        if isinstance(tree, q.Or):
            parts = tree.subqueries
            return frozenset().union(*(self.matching(part, surely=surely) for part in parts))
        if isinstance(tree, q.AndNot):
            return self.matching(tree.a, surely=surely) - self.matching(tree.b, surely=not surely)
        if isinstance(tree, q.AndMaybe):
            return self.matching(tree.a, surely=surely)
        if isinstance(tree, q.Not):
            return every - self.matching(tree.query, surely=not surely)
        is_word = isinstance(tree, q.Phrase) or type(tree) is q.Term
        if is_word and tree.fieldname in _KNOWN:
            return frozenset(self.frequencies(tree))
        if tree == q.NullQuery:
            return frozenset()
        is_every = type(tree) is q.Every and not tree.fieldname
        return every if is_every or not surely else frozenset()


@cache
def _rounded(length: int) -> int:
    """A length as the byte of the local index keeps it."""
    return int(LENGTHS[length_bytes(np.array([length]))][0])


def _positions(text: str, forms: frozenset[str]) -> list[int]:
    words = text.split(" ")
    if ALTERNATIVES not in text:
        return [at for at, word in enumerate(words) if word in forms]
    return [at for at, word in enumerate(words) if not forms.isdisjoint(word.split(ALTERNATIVES))]


def _time(fields: Mapping[str, Any], name: str) -> datetime | None:
    """A time, to the millisecond."""
    value = next(iter(fields.get(name, ())), None)
    return datetime.fromisoformat(value.removesuffix("Z")) if value else None
