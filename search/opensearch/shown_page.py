"""The hits of a page as results show them, with the other articles of their stories.

`sizes` has the number of articles that match of each family that has several of them.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pressmark.search.engine import Passage
from pressmark.search.opensearch.candidates import CANDIDATES_AT_ONCE, SPARE, Candidates, Hit
from pressmark.search.opensearch.commit import Request
from pressmark.search.opensearch.families import in_pages
from pressmark.search.opensearch.passages import OF_ARTICLE, Shown, passages_of
from pressmark.search.opensearch.row import Row
from pressmark.search.opensearch.scorer import ScoredUnit
from pressmark.search.query.limits import COPIES_LISTED

FETCHED_OF_FAMILY = 1 + COPIES_LISTED + SPARE
"""Articles of a family that are read: the hit, those that are listed, and some to choose from."""


class ShownPage:
    """Some hits in order, and what is still to be read of them."""

    def __init__(
        self, candidates: Candidates, hits: Sequence[Hit], sizes: Mapping[str, int]
    ) -> None:
        self._candidates = candidates
        self._hits = hits
        families = [hit.unit.row.family or "" for hit in hits]
        self._sizes = {each: sizes[each] for each in families if each in sizes}

    def copies_requests(self) -> Iterator[Request]:
        """The searches for the articles of the families on the page: many families together, and
        each that has more articles than are listed by itself."""
        small = {k: size for k, size in self._sizes.items() if size <= FETCHED_OF_FAMILY}
        for families in in_pages(small, CANDIDATES_AT_ONCE):
            yield self._copies_request(families, sum(small[each] for each in families))
        for family in self._sizes.keys() - small.keys():
            yield self._copies_request([family], FETCHED_OF_FAMILY)

    def _copies_request(self, families: Sequence[str], size: int) -> Request:
        request = self._candidates.best_of(families, size)
        del request["stored_fields"]
        return {**request, "track_total_hits": False, "_source": list(OF_ARTICLE)}

    def passages(
        self, sources: Sequence[Mapping[str, Any]], copies: Sequence[Mapping[str, Any]]
    ) -> tuple[Passage, ...]:
        """The hits with these hits of `sources_request` and of the searches for copies.

        A hit whose article was removed meanwhile is left out: a view that was opened again may be
        of a later commit.
        """
        by_id = {hit["_source"]["article"]: hit["_source"] for hit in sources}
        families: dict[str, list[Mapping[str, Any]]] = {}
        for each in copies:
            families.setdefault(each["fields"]["family"][0], []).append(each)
        shown = [
            self._shown(hit, by_id[hit.unit.row.id], families.get(hit.unit.row.family or "", ()))
            for hit in self._hits
            if hit.unit.row.id in by_id
        ]
        options = self._candidates.options
        return passages_of(shown, flat=options.paragraphs, explained=options.explain)

    def _shown(
        self, hit: Hit, source: Mapping[str, Any], members: Sequence[Mapping[str, Any]]
    ) -> Shown:
        unit, ranked = hit
        branches = range(len(self._candidates.branches))
        return Shown(
            unit,
            ranked.score(unit),
            source,
            also=self._sizes.get(unit.row.family or "", 1) - 1,
            copies=self._copies(hit, members),
            absent=tuple(each for each in branches if f"branch{each}" not in unit.row.named),
            reranked=ranked.is_reranked(unit),
        )

    def _copies(self, hit: Hit, members: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        """The sources of the other articles of a story, best first."""
        plan, evidence = self._candidates.plan, self._candidates.evidence
        others = []
        for member in members:
            row = Row(member)
            if row.id != hit.unit.row.id:
                others.append((ScoredUnit(row, plan, evidence(row)), member["_source"]))
        others.sort(key=lambda each: (-hit.ranked.score(each[0]), each[0].order))
        return [source for _, source in others[:COPIES_LISTED]]
