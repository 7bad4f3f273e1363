"""One search of a commit: candidates and totals in one round trip, the page in a second."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

from whoosh.query import Query

from pressmark.index.segment.evaluate.segment_arrays import microseconds
from pressmark.search.engine import Asked, Found, Passage
from pressmark.search.opensearch.clauses import Clause, all_of
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
)
from pressmark.search.opensearch.matching import EVERY, Evidence, Matching
from pressmark.search.opensearch.passages import OF_ARTICLE, Shown, passages_of, sources_request
from pressmark.search.opensearch.row import COLUMNS, Row
from pressmark.search.opensearch.scorer import Ranked, ScoredUnit
from pressmark.search.opensearch.scoring_clauses import favouring_recent, scoring_clauses
from pressmark.search.opensearch.statistics import OverParagraphs, OverUnits, Word, scored_words
from pressmark.search.options import SearchOptions
from pressmark.search.query.article_meaning import branches, evidence, in_paragraph
from pressmark.search.query.limits import COPIES_LISTED
from pressmark.search.ranking import similarity
from pressmark.search.ranking.features import word_features
from pressmark.search.ranking.opening import opening_terms
from pressmark.search.ranking.proximity import pairs
from pressmark.search.ranking.scorer import QueryPlan
from pressmark.search.ranking.scoring_terms import scoring_leaves, scoring_terms

SPARE = 30
"""Candidates beyond those that are ranked: scores of the cluster, whose lengths are rounded to a
byte, are off by some percent, so the last of the best may be a little lower there."""

CANDIDATES_AT_ONCE = 1_000
"""Most candidates that one search brings: of a usual article some 4 kB of terms."""

FETCHED_AT_ONCE = 500
"""Articles of an export that are read together."""


_BY_TIME = {
    "newest": ("published", "desc"),
    "oldest": ("published", "asc"),
    "added": ("added", "desc"),
}
"""Order of time → the field of the cluster, and the direction."""


class Search:
    """What a query matches in a commit, ranked as the local engine ranks it."""

    def __init__(self, commit: Commit, asked: Asked, options: SearchOptions) -> None:
        self._commit = commit
        self._asked = asked
        self._options = options
        self._flat = options.paragraphs
        self._collapses = not (options.paragraphs or options.copies)
        tree = asked.tree
        self._proof = in_paragraph(tree) if self._flat else evidence(tree)
        self._matching = Matching.of(tree, paragraphs=self._flat)
        self._facets = FacetCounter(options.facet_names, self._matching, flat=self._flat)
        self._branches = [] if self._flat else branches(tree)
        self._leaves = list(scoring_leaves(self._is_scored, self._proof))
        self._since = commit.newest(datetime.now()) if options.sort == "recent" else None

    def _is_scored(self, field: str) -> bool:
        return bool(self._commit.schema[field].scorable)

    # requests

    @cached_property
    def _query(self) -> Clause:
        return self._commit.seen(self._matching.articles)

    def _words(self) -> Iterator[Word]:
        """The words whose frequencies scores depend on."""
        yield from scored_words(self._leaves)
        for word in self._asked.words:
            yield from (("text", word.stem), ("title", word.stem), ("surface", word.surface))

    def _candidates_request(self, size: int, after: Sequence[Any] = ()) -> Request:
        scored: dict[str, Any] = {"filter": [self._query]}
        should = [*self._named()]
        if size:
            should += scoring_clauses(self._leaves, self._asked.words, flat=self._flat)
        if should:
            scored |= {"should": should, "minimum_should_match": 0}
        query: Clause = {"bool": scored}
        if self._since is not None:
            query = favouring_recent(query, self._since)
        request: Request = {"size": size, "query": query, "_source": False}
        if size:
            request |= {
                "sort": [*self._by_time(), {"_score": "desc"}, {"sequence": "asc"}],
                "stored_fields": "_none_",  # columns are read without their blocks
                "docvalue_fields": list(COLUMNS),
            }
        return {**request, **({"search_after": list(after)} if after else {})}

    def _by_time(self) -> list[Clause]:
        if self._options.sort not in _BY_TIME:
            return []
        field, order = _BY_TIME[self._options.sort]
        return [{field: {"order": order, "missing": "_last"}}]

    def _named(self) -> Iterator[Clause]:
        """Clauses that add no score; their names say which evidence and branches an article has."""
        if len(self._matching.evidence) > 1:
            for number, each in enumerate(self._matching.evidence):
                yield _named(each.article, f"evidence{number}")
        for number, branch in enumerate(self._branches):
            yield _named(Matching.of(branch).articles, f"branch{number}")

    def _totals(self) -> dict[str, Any]:
        """The aggregations of the totals."""
        counts = paragraph_counts(self._matching, kinds=self._facets.by_kind)
        families = families_aggregation() if self._collapses else {}
        return {**counts, **families, **self._facets.aggregations()}

    def _other_request(self, other: Query) -> Request:
        matching = Matching.of(other, paragraphs=self._flat)
        counts = paragraph_counts(matching) if self._flat else {}
        return {
            "size": 0,
            "track_total_hits": True,
            "query": self._commit.seen(matching.articles),
            "aggs": {**counts, **(families_aggregation() if self._collapses else {})},
        }

    # answers

    def find(self) -> Found:
        """The page that the options request, with all totals."""
        options = self._options
        depth = options.offset + options.limit
        size = self._depth(depth) if options.limit else 0
        first = {
            **self._candidates_request(min(size, CANDIDATES_AT_ONCE)),
            "track_total_hits": True,
        }
        first["aggs"] = self._totals()
        others = [] if self._asked.other is None else [self._other_request(self._asked.other)]
        words = self._commit.unknown(self._words()) if size else []
        answers = self._commit.several([first, *others, *self._commit.frequency_requests(words)])
        self._commit.remember(words, answers[1 + len(others) :])
        answer = answers[0]
        found = answer["aggregations"]
        total = answer["hits"]["total"]["value"]
        families = self._families(answer, self._query)
        rows = self._more_rows(list(map(Row, answer["hits"]["hits"])), size, total)
        page = self._page(rows, depth, total)[options.offset : depth] if options.limit else []
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
        if self._flat:
            return count_paragraphs(answer["aggregations"])
        assert self._asked.other is not None
        query = self._commit.seen(Matching.of(self._asked.other).articles)
        total: int = answer["hits"]["total"]["value"]
        return total - self._families(answer, query).collapsed

    def _families(self, answer: Mapping[str, Any], query: Clause) -> Families:
        """The families of which several articles match a query."""
        if not self._collapses:
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

    @staticmethod
    def _depth(shown: int) -> int:
        """How many candidates are ranked for so many hits."""
        return max(shown, similarity.RERANKED) + SPARE

    def _more_rows(self, rows: list[Row], size: int, total: int) -> list[Row]:
        """The rows, continued until there are `size` or all."""
        while len(rows) < min(size, total):
            more = min(size - len(rows), CANDIDATES_AT_ONCE)
            request = self._candidates_request(more, rows[-1].server_order)
            hits = self._commit.one({**request, "track_total_hits": False})["hits"]["hits"]
            rows += map(Row, hits)
            if not hits:
                break
        return rows

    def _page(self, rows: list[Row], shown: int, total: int) -> "list[_Hit]":
        """The first `shown` hits, in order."""
        size = self._depth(shown)
        while True:
            hits = self._hits(rows)
            # of many copies among the candidates there are few stories to choose from
            if len(hits) >= shown + SPARE // 2 or len(rows) >= total:
                return hits[:shown]
            size *= 2
            known = len(rows)
            rows = self._more_rows(rows, size, total)
            if len(rows) == known:
                return hits[:shown]

    def _hits(self, rows: Sequence[Row]) -> "list[_Hit]":
        ranked = Ranked([unit for row in rows for unit in self._units(row)])
        units = ranked.units
        if self._options.sort in _BY_TIME:
            units = sorted(units, key=_time_order(self._options.sort, ranked))
        if not self._collapses:
            return [_Hit(unit, ranked) for unit in units]
        firsts: dict[tuple[str, str], ScoredUnit] = {}
        for unit in units:
            firsts.setdefault(unit.row.story, unit)
        return [_Hit(unit, ranked) for unit in firsts.values()]

    def _units(self, row: Row) -> list[ScoredUnit]:
        """The article, or its paragraphs that match."""
        found = self._evidence(row)
        if not self._flat:
            return [ScoredUnit(row, self._plan, found)]
        return [ScoredUnit(row, self._plan, found, place) for place in sorted(found)]

    def _evidence(self, row: Row) -> frozenset[int]:
        """The paragraphs of an article that match."""
        parts = self._matching.evidence
        if len(parts) > 1:
            parts = tuple(
                each for number, each in enumerate(parts) if f"evidence{number}" in row.named
            )
        return frozenset().union(*(_places(row, each) for each in parts))

    @cached_property
    def _plan(self) -> QueryPlan:
        commit, words = self._commit, self._asked.words
        known = commit.frequencies(self._words())
        totals = commit.totals
        paragraphs = OverParagraphs(commit.schema, totals, known)
        units = OverUnits(paragraphs, totals, known.__getitem__, flat=self._flat)
        terms = scoring_terms(paragraphs, self._proof)
        return QueryPlan(
            tree=self._asked.tree,
            evidence=self._proof,
            terms=terms,
            words=word_features(paragraphs, units, terms, words),
            pairs=pairs(units, words),
            opening_terms=opening_terms(units, words),
            average_length=units.average_length("text"),
            average_paragraph_length=paragraphs.average_length("text"),
            since=None if self._options.sort != "recent" else _since(self._since),
        )

    # the second round trip

    def _second(
        self, page: "Sequence[_Hit]", families: Families, kinds: Sequence[str]
    ) -> tuple[tuple[Passage, ...], list[Member]]:
        """The passages of a page, and the articles that facets count too often."""
        shown = {hit.unit.row.family: hit for hit in page if hit.unit.row.family}
        requests: list[Request] = []
        if page:
            ids = [hit.unit.row.id for hit in page]
            requests.append(sources_request(ids, self._commit.visible))
        if shown and self._collapses:
            requests.append(self._copies_request(list(shown)))
        clauses = list(self._facets.kind_clauses(kinds)) if self._facets.by_kind else []
        pages = list(in_pages(families.sizes)) if self._options.facet_names else []
        requests += [members_request(self._query, some, clauses) for some in pages]
        answers = self._commit.several(requests) if requests else []
        taken = len(requests) - len(pages)
        members = [Member.of(hit) for each in answers[taken:] for hit in each["hits"]["hits"]]
        sources = answers[0]["hits"]["hits"] if page else []
        copies = answers[1]["hits"]["hits"] if taken > 1 else []
        return self._passages(page, sources, copies), members

    def _copies_request(self, families: Sequence[str]) -> Request:
        """The search for the articles of the families of a page, with what shows them."""
        member = {"terms": {"family": list(families)}}
        request = self._candidates_request(CANDIDATES_AT_ONCE)
        request["query"] = {
            "bool": {
                "filter": [all_of([self._query, member])],
                "should": [*self._named()],
                "minimum_should_match": 0,
            }
        }
        del request["stored_fields"]
        return {**request, "sort": [{"sequence": "asc"}], "_source": list(OF_ARTICLE)}

    def _passages(
        self, page: "Sequence[_Hit]", sources: Sequence[Any], copies: Sequence[Any]
    ) -> tuple[Passage, ...]:
        others: dict[str | None, list[Any]] = {}
        for hit in copies:
            row = Row(hit)
            others.setdefault(row.family, []).append((row, hit["_source"]))
        by_id = {hit["_source"]["article"]: hit["_source"] for hit in sources}
        shown = []
        for hit in page:
            unit, ranked = hit
            own = [each for each in others.get(unit.row.family, ()) if each[0].id != unit.row.id]
            if not unit.row.family:
                own = []
            scored = [(ScoredUnit(row, self._plan, self._evidence(row)), s) for row, s in own]
            scored.sort(key=lambda each: (-ranked.score(each[0]), each[0].order))
            absent = tuple(
                number
                for number in range(len(self._branches))
                if f"branch{number}" not in unit.row.named
            )
            shown.append(
                Shown(
                    unit,
                    ranked.score(unit),
                    by_id[unit.row.id],
                    also=len(scored),
                    copies=[source for _, source in scored[:COPIES_LISTED]],
                    absent=absent,
                    reranked=ranked.is_reranked(unit),
                )
            )
        return passages_of(shown, flat=self._flat, explained=self._options.explain)

    # exports

    def find_all(self) -> Iterator[Sequence[Passage]]:
        """Every hit in order, some at a time."""
        seen: set[tuple[str, str]] = set()
        after: Sequence[Any] = ()
        while True:
            request = self._candidates_request(FETCHED_AT_ONCE, after)
            hits = self._commit.one({**request, "track_total_hits": False})["hits"]["hits"]
            rows = list(map(Row, hits))
            page = [hit for hit in self._hits(rows) if not self._is_seen(hit, seen)]
            seen |= {hit.unit.row.story for hit in page if self._collapses}
            if page:
                yield self._second(page, Families({}), ())[0]
            if len(hits) < FETCHED_AT_ONCE:
                return
            after = hits[-1]["sort"]

    def _is_seen(self, hit: "_Hit", seen: set[tuple[str, str]]) -> bool:
        return self._collapses and hit.unit.row.story in seen


class _Hit(NamedTuple):
    """A hit among the candidates that were ranked together."""

    unit: ScoredUnit
    ranked: Ranked


def count_kinds_of(found: Mapping[str, Any], facets: FacetCounter) -> list[str]:
    """The kinds that hits are counted by."""
    return list(count_kinds(found, flat=False)) if facets.by_kind else []


def _named(clause: Clause, name: str) -> Clause:
    return {"constant_score": {"filter": clause, "boost": 0.0, "_name": name}}


def _places(row: Row, part: Evidence) -> frozenset[int]:
    return frozenset(range(row.size)) if part.paragraph is EVERY else row.matching(part.paragraph)


def _since(newest: datetime | None) -> int:
    return microseconds(newest) if newest else 0


def _time_order(sort: str, ranked: Ranked) -> Callable[[ScoredUnit], Any]:
    def key(unit: ScoredUnit) -> Any:
        time = unit.row.added if sort == "added" else unit.row.published
        if time is None:
            return 1, 0.0, -ranked.score(unit), unit.order
        age = (time - datetime.min).total_seconds()
        return 0, age if sort == "oldest" else -age, -ranked.score(unit), unit.order

    return key
