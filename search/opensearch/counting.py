"""Aggregations that count paragraphs of a result: those that are evidence, by kind or alone.

Which paragraphs of an article are evidence depends on the article clauses that it matches, so
articles are divided by these, and of each part the paragraphs are counted.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from whoosh import query as q

from pressmark.corpus.errors import QueryError
from pressmark.search.opensearch.clauses import ALL, NESTED, Clause, all_of, none_of
from pressmark.search.opensearch.matching import EVERY, Evidence, Matching, paragraph_clause

MOST_PARTS = 8
"""Groups that an article may match or not: 256 parts of the result, each with an aggregation."""

KINDS = 50
"""More than there are kinds of paragraphs."""

MOST_PARTS_OF_VALUES = 4
"""The same where the paragraphs of each value of a facet are counted: with eight groups the
aggregations of all facets took a gigabyte of memory."""

_PARAGRAPHS, _HAVING, _BY_KIND, _ARTICLES = "paragraphs", "having", "kind", "articles"
Aggregations = dict[str, Any]


def paragraph_counts(
    matching: Matching, *, kinds: bool = False, most: int = MOST_PARTS
) -> Aggregations:
    """Aggregations of articles that match: their paragraphs that are evidence, with `kinds` by
    kind, with the number of articles of each. Raises QueryError for more than `most` groups."""
    parts = dict(enumerate(_parts(matching.evidence, most)))
    counted: dict[str, Any] = {}
    if kinds:
        by_kind = {"terms": {"field": f"{NESTED}.kind", "size": KINDS}}
        counted = {_BY_KIND: {**by_kind, "aggs": {_ARTICLES: {"reverse_nested": {}}}}}
    return {
        f"{_PARAGRAPHS}{number}": _of_part(article, trees, counted)
        for number, (article, trees) in parts.items()
    }


def _of_part(article: Clause, trees: Sequence[Any], counted: Aggregations) -> Aggregations:
    tree = EVERY if any(each is EVERY for each in trees) else q.Or(list(trees))
    clause = ALL if tree is EVERY else paragraph_clause(tree)
    having: dict[str, Any] = {"filter": clause}
    if counted:
        having["aggs"] = counted
    nested = {"nested": {"path": NESTED}, "aggs": {_HAVING: having}}
    if article == ALL:
        return nested
    return {"filter": article, "aggs": {_PARAGRAPHS: nested}}


def _parts(evidence: Sequence[Evidence], most: int) -> Iterator[tuple[Clause, list[Any]]]:
    """The articles that match some of the clauses and no other, with their trees."""
    always = [each.paragraph for each in evidence if each.article == ALL]
    others = [each for each in evidence if each.article != ALL]
    if not others or (len(others) == 1 and not always):
        # all articles of the result match the one clause
        yield ALL, [each.paragraph for each in evidence]
        return
    if len(others) > most:
        raise QueryError(
            f"The query has more than {most} groups of which an article may match some.",
            "Search for some of the groups at a time.",
            start=0,
            end=0,
        )
    for matched in product((True, False), repeat=len(others)):
        yes = [each for each, has in zip(others, matched, strict=True) if has]
        no = [each.article for each, has in zip(others, matched, strict=True) if not has]
        if yes or always:
            article = all_of([*(each.article for each in yes), none_of(no)])
            yield article, [*always, *(each.paragraph for each in yes)]


def count_paragraphs(bucket: Mapping[str, Any]) -> int:
    """How many paragraphs of a bucket, or of the whole result, are evidence."""
    return sum(part["doc_count"] for part in _counted(bucket))


def count_kinds(bucket: Mapping[str, Any], *, flat: bool) -> dict[str, int]:
    """The articles, or where `flat` paragraphs, by kind of the paragraphs that are evidence."""
    counts: dict[str, int] = {}
    for part in _counted(bucket):
        for kind in part[_BY_KIND]["buckets"]:
            own = kind["doc_count"] if flat else kind[_ARTICLES]["doc_count"]
            counts[kind["key"]] = counts.get(kind["key"], 0) + own
    return counts


def _counted(bucket: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for name, part in bucket.items():
        if name.startswith(_PARAGRAPHS):
            nested = part if _HAVING in part else part[_PARAGRAPHS]
            yield nested[_HAVING]
