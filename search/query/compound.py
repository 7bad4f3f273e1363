"""Whoosh queries made of several parts: phrases, groups, and groups with a weight."""

from collections.abc import Sequence
from typing import Any

from whoosh import query as q

from pressmark.search.query.article_meaning import InParagraph


def phrase(indexed: str, words: Sequence[str]) -> Any:
    """A phrase; for one word a term, for none None."""
    if not words:
        return None
    return q.Term(indexed, words[0]) if len(words) == 1 else q.Phrase(indexed, list(words))


def spelled_phrases(indexed: str, count: int, several: Sequence[Sequence[str]]) -> list[Any]:
    """Other spellings of `count` words, weighted to score about as much as these: a phrase
    scores with the idf of all its words."""
    return [with_weight(phrase(indexed, words), count / len(words)) for words in several if words]


def join(kind: Any, parts: Sequence[Any]) -> Any:
    """`kind` of all parts; for one part the part, for none None."""
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else kind(list(parts))


def all_in_one(parts: Sequence[Any]) -> Any:
    """All parts in one paragraph; for one part the part, for none None."""
    return InParagraph(q.And(list(parts))) if len(parts) > 1 else join(q.And, parts)


def with_weight(query: Any, weight: float) -> Any:
    """The query with its scores multiplied by `weight`."""
    if weight == 1.0:
        return query
    for leaf in query.leaves():
        leaf.boost = getattr(leaf, "boost", 1.0) * weight
    return query
