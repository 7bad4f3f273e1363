"""Facets as aggregations, and what they found, each story once."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pressmark.index.articles.extra_terms import split_term
from pressmark.search.opensearch.clauses import NESTED, Clause, all_of, any_of, in_paragraph
from pressmark.search.opensearch.counting import (
    MOST_PARTS_OF_VALUES,
    count_kinds,
    count_paragraphs,
    paragraph_counts,
)
from pressmark.search.opensearch.families import Member, counted_again, prefix_of
from pressmark.search.opensearch.matching import EVERY, Matching, paragraph_clause
from pressmark.search.opensearch.term_lists import prefix_pattern
from pressmark.search.options import FACETS
from pressmark.search.query.exact_values import COLUMNS, NAMES
from pressmark.search.query.fields import COLUMN_PREFIX
from pressmark.search.query.limits import NAMES_LISTED
from pressmark.search.results.facet import Facet, commonest, facet_of

VALUES_LISTED = 2_000
"""Values of a facet, those of most hits: to list all of 100,000 authors takes seconds."""

PAIRS_LISTED = 200
"""Pairs of a name and its weight, by which names of equally many hits are ordered: to look up one
value among very many takes 0.01 ms."""

_WEIGHTED = "weighted_names"
_VALUES, _WRITTEN, _WITHOUT, _WEIGHTS = "values", "written", "without", "weights"


class FacetCounter:
    """The named facets of a result; where `flat`, hits are paragraphs."""

    def __init__(self, names: Sequence[str], matching: Matching, *, flat: bool) -> None:
        self.names = names
        self._matching = matching
        self._flat = flat

    @property
    def by_kind(self) -> bool:
        """Whether hits are counted by the kinds of their paragraphs."""
        return "kind" in self.names

    def aggregations(self) -> dict[str, Any]:
        """Those of all facets but `kind`, whose counts come with those of paragraphs."""
        found: dict[str, Any] = {}
        for number, name in enumerate(self.names):
            if name != "kind":
                parts = self._of_name(name)
                found |= {f"facet{number}.{part}": each for part, each in parts.items()}
        return found

    def _of_name(self, name: str) -> dict[str, Any]:
        if name == NAMES:
            return {
                _VALUES: self._terms(NAMES, NAMES_LISTED + 1),
                _WEIGHTS: self._terms(_WEIGHTED, PAIRS_LISTED),
                _WITHOUT: self._counted({"missing": {"field": NAMES}}),
            }
        if name in FACETS and name != "column":
            column = COLUMNS.get(name, name)
            return {
                _VALUES: self._terms(column, VALUES_LISTED),
                _WITHOUT: self._counted({"missing": {"field": column}}),
            }
        prefix = prefix_of(_column(name))
        found = {
            _VALUES: self._terms("extra_keys", VALUES_LISTED, prefix),
            _WRITTEN: self._terms("extra", VALUES_LISTED, prefix),
        }
        if name != "column":
            lacking = {"bool": {"must_not": [{"prefix": {"extra": {"value": prefix}}}]}}
            found[_WITHOUT] = self._counted({"filter": lacking})
        return found

    def _terms(self, field: str, size: int, prefix: str = "") -> dict[str, Any]:
        terms = {"field": field, "size": size}
        if prefix:
            terms["include"] = prefix_pattern(prefix)
        return self._counted({"terms": terms})

    def _counted(self, aggregation: dict[str, Any]) -> dict[str, Any]:
        """The aggregation, where hits are paragraphs with the numbers of these."""
        if not self._flat:
            return aggregation
        counts = paragraph_counts(self._matching, most=MOST_PARTS_OF_VALUES)
        return {**aggregation, "aggs": counts}

    def kind_clauses(self, kinds: Iterable[str]) -> Iterator[Clause]:
        """For each kind, a clause of that name for the articles with evidence of it."""
        for kind in kinds:
            is_one = {"term": {f"{NESTED}.kind": kind}}
            having = any_of(
                [
                    all_of([article, in_paragraph(all_of([_clause(tree), is_one]))])
                    for article, tree in self._matching.evidence
                ]
            )
            yield {"bool": {"filter": [having], "_name": kind}}

    def facets(self, found: Mapping[str, Any], members: Sequence[Member]) -> tuple[Facet, ...]:
        """The facets, given what the aggregations found; `members` are the articles of families
        of which several match."""
        return tuple(
            self._kinds(found, members)
            if name == "kind"
            else self._facet(name, _Found(found, f"facet{number}.", self._flat), members)
            for number, name in enumerate(self.names)
        )

    def _kinds(self, found: Mapping[str, Any], members: Sequence[Member]) -> Facet:
        counts = Counter(count_kinds(found, flat=self._flat))
        counts.subtract(counted_again(members, lambda member: member.kinds))
        return facet_of("kind", list(counts), list(counts.values()))

    def _facet(self, name: str, found: "_Found", members: Sequence[Member]) -> Facet:
        if name in FACETS and name != "column":
            return self._of_column(name, found, members)
        prefix = prefix_of(_column(name))
        counts = found.counts(_VALUES)
        counts.subtract(counted_again(members, lambda each: each.having("extra_keys", prefix)))
        spellings: dict[str, Counter[str]] = defaultdict(Counter)
        for term, count in found.counts(_WRITTEN).items():
            parts = split_term(term)
            spellings[f"{parts.name}{prefix[-1]}{parts.key}"][parts.written] += count
        shown = [commonest(spellings[key]) for key in counts]
        missing = found.without(members, lambda each: not each.having("extra", prefix))
        facet = facet_of(name, shown, list(counts.values()), missing)
        return replace(facet, complete=found.is_whole(_VALUES))

    def _of_column(self, name: str, found: "_Found", members: Sequence[Member]) -> Facet:
        column = COLUMNS.get(name, name)
        counts = found.counts(_VALUES)
        order = list(counts)
        if name == NAMES:
            weights = found.weights()
            order.sort(key=lambda value: (-weights[value], value))
            order = sorted(order, key=lambda value: -counts[value])[:NAMES_LISTED]
            order.sort(key=lambda value: (-weights[value], value))
        counts.subtract(counted_again(members, lambda each: each.having(column) & counts.keys()))
        missing = found.without(members, lambda each: not each.having(column))
        facet = facet_of(name, order, [counts[value] for value in order], missing)
        is_whole = found.is_whole(_VALUES) and len(order) == len(counts)
        return replace(facet, complete=is_whole)


class _Found:
    """What the aggregations of one facet found."""

    def __init__(self, aggregations: Mapping[str, Any], start: str, flat: bool) -> None:
        self._parts = {
            name.removeprefix(start): part
            for name, part in aggregations.items()
            if name.startswith(start)
        }
        self._flat = flat

    def counts(self, part: str) -> Counter[str]:
        """Value → the number of articles or paragraphs."""
        return Counter({b["key"]: self._count(b) for b in self._parts[part]["buckets"]})

    def weights(self) -> Counter[str]:
        """Name → the sum of its weights."""
        weights: Counter[str] = Counter()
        for line, count in self.counts(_WEIGHTS).items():
            name, _, weight = line.rpartition("\t")
            weights[name] += int(weight) * count
        return weights

    def without(self, members: Sequence[Member], lacks: Callable[[Member], bool]) -> int:
        """How many hits have an article without a value."""
        if _WITHOUT not in self._parts:
            return 0
        again = counted_again(members, lambda member: [""] if lacks(member) else [])
        return self._count(self._parts[_WITHOUT]) - again[""]

    def is_whole(self, part: str) -> bool:
        """Whether all values are listed."""
        return not self._parts[part]["sum_other_doc_count"]

    def _count(self, bucket: Mapping[str, Any]) -> int:
        return count_paragraphs(bucket) if self._flat else int(bucket["doc_count"])


def _column(name: str) -> str:
    """The column of a facet that is no field; "" for the facet of the names of columns."""
    return "" if name == "column" else name.removeprefix(COLUMN_PREFIX)


def _clause(tree: Any) -> Clause:
    return {"match_all": {}} if tree is EVERY else paragraph_clause(tree)
