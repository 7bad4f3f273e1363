"""Duplicate groups in a result: how many articles are no hit of their own.

An article has a `family` only where it has copies. Families of which several articles match are
counted exactly, by their values; a cardinality would be an estimate.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import Any, NamedTuple

from pressmark.index.articles.extra_terms import SEPARATOR
from pressmark.search.opensearch.clauses import UNSCORED, Clause, all_of, any_value

FAMILIES_LISTED = 10_000
"""Families that one aggregation lists, some 0.5 MB; more are listed page by page."""

MEMBERS_AT_ONCE = 5_000
"""Articles of such families read by one search."""

NAME = "families"


def families_aggregation() -> dict[str, Any]:
    """The aggregation of the families of which several articles are in the result."""
    terms = {"field": "family", "size": FAMILIES_LISTED, "min_doc_count": 2}
    return {NAME: {"terms": terms}}


def families_page(after: Mapping[str, Any] | None) -> dict[str, Any]:
    """The aggregation of all families in the result, the next page of them."""
    sources = [{"family": {"terms": {"field": "family"}}}]
    page = {"size": FAMILIES_LISTED, "sources": sources, **({"after": after} if after else {})}
    return {NAME: {"composite": page}}


class Families(NamedTuple):
    """The families of which several articles match, with their numbers of these."""

    sizes: Mapping[str, int]

    @property
    def collapsed(self) -> int:
        """How many articles are not shown since another of their story is."""
        return sum(self.sizes.values()) - len(self.sizes)


def families_of(answer: Mapping[str, Any]) -> Families | None:
    """The families that an aggregation found; None where there may be more."""
    sizes = sizes_of(answer)
    return None if len(sizes) == FAMILIES_LISTED else Families(sizes)


def sizes_of(answer: Mapping[str, Any]) -> dict[str, int]:
    """The numbers of articles by family that an aggregation found."""
    buckets = answer["aggregations"][NAME]["buckets"]
    return {bucket["key"]: bucket["doc_count"] for bucket in buckets}


class Member(NamedTuple):
    """An article of a family, with its values by column and the kinds of its evidence."""

    family: str
    values: Mapping[str, Sequence[str]]
    kinds: frozenset[str]

    @classmethod
    def of(cls, hit: Mapping[str, Any]) -> "Member":
        """That of a hit with these columns, whose kinds are the names of matched queries."""
        fields = hit["fields"]
        return cls(fields["family"][0], fields, frozenset(hit.get("matched_queries", ())))

    def having(self, column: str, prefix: str = "") -> Set[str]:
        """The different values of a column, those that begin with `prefix`."""
        values = self.values.get(column, ())
        return {value for value in values if value.startswith(prefix)} if prefix else {*values}


def counted_again(members: Iterable[Member], values_of: Any) -> Counter[str]:
    """How often each value is in a further article of a family that has it."""
    again: Counter[str] = Counter()
    seen: set[tuple[str, str]] = set()
    for member in members:
        for value in values_of(member):
            again[value] += (member.family, value) in seen
            seen.add((member.family, value))
    return again


def members_request(
    query: Clause, families: Sequence[str], kinds: Sequence[Clause]
) -> dict[str, Any]:
    """The search for the articles of some families among those of a query."""
    columns = ("family", "paper", "byline", "language", "month", "names", "extra", "extra_keys")
    member: dict[str, Any] = {"filter": [query, {"terms": {"family": list(families)}}]}
    if kinds:
        member |= {"should": list(kinds), "minimum_should_match": 0}
    return {
        "size": MEMBERS_AT_ONCE,
        "query": {"bool": member},
        "sort": UNSCORED,
        "track_total_hits": False,
        "_source": False,
        "stored_fields": "_none_",  # columns are read without their blocks
        "docvalue_fields": list(columns),
    }


def sizes_request(query: Clause, families: Sequence[str]) -> dict[str, Any]:
    """The search for the numbers of articles of some families among those of a query."""
    terms = {"field": "family", "size": len(families), "min_doc_count": 2}
    member = all_of([query, any_value("family", families)])
    return {"size": 0, "query": member, "aggs": {NAME: {"terms": terms}}}


def in_pages(families: Mapping[str, int], most: int = MEMBERS_AT_ONCE) -> Iterator[list[str]]:
    """The families by so many that their articles are read by one search: at most `most`, if no
    family alone has more."""
    page: list[str] = []
    size = 0
    for family, count in families.items():
        if page and size + count > most:
            yield page
            page, size = [], 0
        page.append(family)
        size += count
    if page:
        yield page


def prefix_of(column: str) -> str:
    """What the terms of a further column begin with; those that name columns for ""."""
    return f"{column}{SEPARATOR}"
