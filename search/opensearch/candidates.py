"""Candidates of a search: what the cluster proposes by its own scores, ranked as Pressmark does."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

from pressmark.index.segment.evaluate.segment_arrays import microseconds
from pressmark.search.engine import Asked
from pressmark.search.opensearch.clauses import ALL, Clause, all_of, any_value
from pressmark.search.opensearch.commit import Commit, Request
from pressmark.search.opensearch.matching import EVERY, Evidence, Matching
from pressmark.search.opensearch.row import COLUMNS, Row
from pressmark.search.opensearch.scorer import Ranked, ScoredUnit
from pressmark.search.opensearch.scoring_clauses import favouring_recent, scoring_clauses
from pressmark.search.opensearch.statistics import OverParagraphs, OverUnits, Word, scored_words
from pressmark.search.options import SearchOptions
from pressmark.search.query.article_meaning import branches, evidence, in_paragraph
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

_BY_TIME = {
    "newest": ("published", "desc"),
    "oldest": ("published", "asc"),
    "added": ("added", "desc"),
}
"""Order of time → the field of the cluster, and the direction."""


_BEST_FIRST: Sequence[Clause] = ({"_score": "desc"}, {"sequence": "asc"})


class Hit(NamedTuple):
    """A hit among the candidates that were ranked together."""

    unit: ScoredUnit
    ranked: Ranked


class Candidates:
    """Articles that a query matches in a commit, ranked as the local engine ranks them."""

    def __init__(self, commit: Commit, asked: Asked, options: SearchOptions) -> None:
        self._commit = commit
        self._asked = asked
        self.options = options
        self.flat = options.paragraphs
        self.collapses = not (options.paragraphs or options.copies)
        tree = asked.tree
        self._proof = in_paragraph(tree) if self.flat else evidence(tree)
        self.matching = Matching.of(tree, paragraphs=self.flat)
        self.branches = [] if self.flat else branches(tree)
        self._leaves = list(scoring_leaves(self._is_scored, self._proof))
        self._since = commit.newest(datetime.now()) if options.sort == "recent" else None

    def _is_scored(self, field: str) -> bool:
        return bool(self._commit.schema[field].scorable)

    # requests

    @cached_property
    def query(self) -> Clause:
        """The clause of the articles that match."""
        return self._commit.seen(self.matching.articles)

    def words(self) -> Iterator[Word]:
        """The words whose frequencies scores depend on."""
        yield from scored_words(self._leaves)
        for word in self._asked.words:
            yield from (("text", word.stem), ("title", word.stem), ("surface", word.surface))

    def request(self, size: int, after: Sequence[Any] = ()) -> Request:
        """The search for the first `size` candidates, or for those behind `after`."""
        request = self._request(size, [*self._by_time(), *_BEST_FIRST])
        return {**request, **({"search_after": list(after)} if after else {})}

    def best_of(self, families: Sequence[str], size: int) -> Request:
        """The search for the best articles of some families, whatever the order of hits."""
        return self._request(size, _BEST_FIRST, any_value("family", families))

    def _request(self, size: int, sort: Sequence[Clause], among: Clause = ALL) -> Request:
        scored: dict[str, Any] = {"filter": [all_of([self.query, among])]}
        should = [*self._named()]
        if size:
            should += scoring_clauses(self._leaves, self._asked.words, flat=self.flat)
        if should:
            scored |= {"should": should, "minimum_should_match": 0}
        query: Clause = {"bool": scored}
        if self._since is not None:
            query = favouring_recent(query, self._since)
        request: Request = {"size": size, "query": query, "_source": False}
        if size:
            request |= {
                "sort": list(sort),
                "stored_fields": "_none_",  # columns are read without their blocks
                "docvalue_fields": list(COLUMNS),
            }
        return request

    def _by_time(self) -> list[Clause]:
        if self.options.sort not in _BY_TIME:
            return []
        field, order = _BY_TIME[self.options.sort]
        return [{field: {"order": order, "missing": "_last"}}]

    def _named(self) -> Iterator[Clause]:
        """Clauses that add no score; their names say which evidence and branches an article has."""
        if len(self.matching.evidence) > 1:
            for number, each in enumerate(self.matching.evidence):
                yield _named(each.article, f"evidence{number}")
        for number, branch in enumerate(self.branches):
            yield _named(Matching.of(branch).articles, f"branch{number}")

    # answers

    @staticmethod
    def depth(shown: int) -> int:
        """How many candidates are ranked for so many hits."""
        return max(shown, similarity.RERANKED) + SPARE

    def more_rows(self, rows: list[Row], size: int, total: int) -> list[Row]:
        """The rows, continued until there are `size` or all."""
        while len(rows) < min(size, total):
            more = min(size - len(rows), CANDIDATES_AT_ONCE)
            request = self.request(more, rows[-1].server_order)
            hits = self._commit.one({**request, "track_total_hits": False})["hits"]["hits"]
            rows += map(Row, hits)
            if not hits:
                break
        return rows

    def page(self, rows: list[Row], shown: int, total: int) -> list[Hit]:
        """The first `shown` hits, in order."""
        size = self.depth(shown)
        while True:
            hits = self.hits(rows)
            # of many copies among the candidates there are few stories to choose from
            if len(hits) >= shown + SPARE // 2 or len(rows) >= total:
                return hits[:shown]
            size *= 2
            known = len(rows)
            rows = self.more_rows(rows, size, total)
            if len(rows) == known:
                return hits[:shown]

    def hits(self, rows: Sequence[Row]) -> list[Hit]:
        """The hits among some candidates, in order; of a story the first alone."""
        ranked = Ranked([unit for row in rows for unit in self._units(row)])
        units = ranked.units
        if self.options.sort in _BY_TIME:
            units = sorted(units, key=_time_order(self.options.sort, ranked))
        if not self.collapses:
            return [Hit(unit, ranked) for unit in units]
        firsts: dict[tuple[str, str], ScoredUnit] = {}
        for unit in units:
            firsts.setdefault(unit.row.story, unit)
        return [Hit(unit, ranked) for unit in firsts.values()]

    def _units(self, row: Row) -> list[ScoredUnit]:
        """The article, or its paragraphs that match."""
        found = self.evidence(row)
        if not self.flat:
            return [ScoredUnit(row, self.plan, found)]
        return [ScoredUnit(row, self.plan, found, place) for place in sorted(found)]

    def evidence(self, row: Row) -> frozenset[int]:
        """The paragraphs of an article that match."""
        parts = self.matching.evidence
        if len(parts) > 1:
            parts = tuple(
                each for number, each in enumerate(parts) if f"evidence{number}" in row.named
            )
        return frozenset().union(*(_places(row, each) for each in parts))

    @cached_property
    def plan(self) -> QueryPlan:
        """What scores depend on."""
        commit, words = self._commit, self._asked.words
        known = commit.frequencies(self.words())
        totals = commit.totals
        paragraphs = OverParagraphs(commit.schema, totals, known)
        units = OverUnits(paragraphs, totals, known.__getitem__, flat=self.flat)
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
            since=None if self.options.sort != "recent" else _since(self._since),
        )


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
