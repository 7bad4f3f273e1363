"""One search of a commit: candidates and totals in one round trip, the page in a second."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from whoosh.query import Query

from pressmark.search.engine import Asked, Found, Passage
from pressmark.search.opensearch.candidates import CANDIDATES_AT_ONCE, Candidates, Hit
from pressmark.search.opensearch.clauses import Clause
from pressmark.search.opensearch.commit import Commit, Request
from pressmark.search.opensearch.counting import count_kinds, count_paragraphs, paragraph_counts
from pressmark.search.opensearch.facets import FacetCounter
from pressmark.search.opensearch.families import (
    NAME,
    Families,
    Member,
    families_aggregation,
    families_of,
    families_page,
    in_pages,
    members_request,
    sizes_of,
    sizes_request,
)
from pressmark.search.opensearch.matching import Matching
from pressmark.search.opensearch.passages import sources_request
from pressmark.search.opensearch.row import Row
from pressmark.search.opensearch.shown_page import ShownPage
from pressmark.search.options import SearchOptions

FETCHED_AT_ONCE = 500
"""Articles of an export that are read together."""

COPIES_REQUESTS_AT_ONCE = 10
"""Searches for copies that are sent together: each brings up to CANDIDATES_AT_ONCE articles."""


class Search:
    """What a query matches in a commit, ranked as the local engine ranks it."""

    def __init__(self, commit: Commit, asked: Asked, options: SearchOptions) -> None:
        self._commit = commit
        self._asked = asked
        self._options = options
        self._candidates = Candidates(commit, asked, options)
        self._facets = FacetCounter(
            options.facet_names, self._candidates.matching, flat=options.paragraphs
        )

    # requests

    def _totals(self) -> dict[str, Any]:
        """The aggregations of the totals."""
        counts = paragraph_counts(self._candidates.matching, kinds=self._facets.by_kind)
        families = families_aggregation() if self._candidates.collapses else {}
        return {**counts, **families, **self._facets.aggregations()}

    def _other_request(self, other: Query) -> Request:
        matching = Matching.of(other, paragraphs=self._options.paragraphs)
        counts = paragraph_counts(matching) if self._options.paragraphs else {}
        return {
            "size": 0,
            "track_total_hits": True,
            "query": self._commit.seen(matching.articles),
            "aggs": {**counts, **(families_aggregation() if self._candidates.collapses else {})},
        }

    # answers

    def find(self) -> Found:
        """The page that the options request, with all totals."""
        options, candidates = self._options, self._candidates
        depth = options.offset + options.limit
        size = candidates.depth(depth) if options.limit else 0
        first = {
            **candidates.request(min(size, CANDIDATES_AT_ONCE)),
            "track_total_hits": True,
        }
        first["aggs"] = self._totals()
        others = [] if self._asked.other is None else [self._other_request(self._asked.other)]
        words = self._commit.unknown(candidates.words()) if size else []
        answers = self._commit.several([first, *others, *self._commit.frequency_requests(words)])
        self._commit.remember(words, answers[1 + len(others) :])
        answer = answers[0]
        found = answer["aggregations"]
        total = answer["hits"]["total"]["value"]
        families = self._families(answer, candidates.query)
        rows = candidates.more_rows(list(map(Row, answer["hits"]["hits"])), size, total)
        page = candidates.page(rows, depth, total)[options.offset : depth] if options.limit else []
        passages, members = self._second(page, families, count_kinds_of(found, self._facets))
        return Found(
            passages,
            total_paragraphs=count_paragraphs(found),
            total_articles=total,
            total_stories=total - families.collapsed,
            total_other=self._count_other(answers[1]) if others else None,
            facets=self._facets.facets(found, members) if options.facet_names else (),
        )

    def _count_other(self, answer: Mapping[str, Any]) -> int:
        if self._options.paragraphs:
            return count_paragraphs(answer["aggregations"])
        assert self._asked.other is not None
        query = self._commit.seen(Matching.of(self._asked.other).articles)
        total: int = answer["hits"]["total"]["value"]
        return total - self._families(answer, query).collapsed

    def _families(self, answer: Mapping[str, Any], query: Clause) -> Families:
        """The families of which several articles match a query."""
        if not self._candidates.collapses:
            return Families({})
        return families_of(answer) or self._all_families(query)

    def _all_families(self, query: Clause) -> Families:
        sizes: dict[str, int] = {}
        after = None
        while True:
            request = {"size": 0, "query": query, "aggs": families_page(after)}
            found = self._commit.one(request)["aggregations"][NAME]
            sizes |= {b["key"]["family"]: b["doc_count"] for b in found["buckets"]}
            after = found.get("after_key")
            if after is None:
                return Families({family: size for family, size in sizes.items() if size > 1})

    # the second round trip

    def _second(
        self, page: Sequence[Hit], families: Families, kinds: Sequence[str]
    ) -> tuple[tuple[Passage, ...], list[Member]]:
        """The passages of a page, and the articles that facets count too often."""
        shown = ShownPage(self._candidates, page, families.sizes)
        ids = [hit.unit.row.id for hit in page]
        sources = [sources_request(ids, self._commit.visible)] if page else []
        members = self._members_requests(families, kinds)
        copies = list(shown.copies_requests())
        at_once = COPIES_REQUESTS_AT_ONCE
        answers = self._commit.several([*sources, *members, *copies[:at_once]])
        for start in range(at_once, len(copies), at_once):
            answers += self._commit.several(copies[start : start + at_once])
        behind = len(sources) + len(members)
        return (
            shown.passages(_hits(answers[: len(sources)]), _hits(answers[behind:])),
            [Member.of(hit) for hit in _hits(answers[len(sources) : behind])],
        )

    def _members_requests(self, families: Families, kinds: Sequence[str]) -> list[Request]:
        if not self._options.facet_names:
            return []
        clauses = list(self._facets.kind_clauses(kinds)) if self._facets.by_kind else []
        pages = in_pages(families.sizes)
        return [members_request(self._candidates.query, some, clauses) for some in pages]

    # exports

    def find_all(self) -> Iterator[Sequence[Passage]]:
        """Every hit in order, some at a time."""
        seen: set[str] = set()
        after: Sequence[Any] = ()
        while True:
            request = self._candidates.request(FETCHED_AT_ONCE, after)
            hits = self._commit.one({**request, "track_total_hits": False})["hits"]["hits"]
            found = self._candidates.hits(list(map(Row, hits)))
            page = [hit for hit in found if hit.unit.row.family not in seen]
            if self._candidates.collapses:  # an article without a family is in no other page
                seen |= {hit.unit.row.family for hit in page if hit.unit.row.family}
            if page:
                yield self._second(page, self._sizes(page), ())[0]
            if len(hits) < FETCHED_AT_ONCE:
                return
            after = hits[-1]["sort"]

    def _sizes(self, page: Sequence[Hit]) -> Families:
        """The families on a page of which several articles match."""
        found = [hit.unit.row.family for hit in page]
        families = [each for each in found if each]
        if not self._candidates.collapses or not families:
            return Families({})
        answer = self._commit.one(sizes_request(self._candidates.query, families))
        return Families(sizes_of(answer))


def _hits(answers: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [hit for answer in answers for hit in answer["hits"]["hits"]]


def count_kinds_of(found: Mapping[str, Any], facets: FacetCounter) -> list[str]:
    """The kinds that hits are counted by."""
    return list(count_kinds(found, flat=False)) if facets.by_kind else []
