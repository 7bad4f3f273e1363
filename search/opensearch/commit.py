"""One commit of an index in a cluster, as searches read it: requests, and what was counted before.

A commit is shared by the searches of a process until there is a newer one, so that frequencies of
words, totals and the names of columns are asked for once.
"""

import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from whoosh.fields import Schema

from pressmark.corpus.errors import ClusterUnavailable, PressmarkError, QueryError
from pressmark.index.analysis.analyzers import default_of, language_of
from pressmark.index.articles.extra_terms import SEPARATOR
from pressmark.index.opensearch import failures
from pressmark.index.opensearch.view import KEEP_ALIVE, View
from pressmark.index.schema import make_schema
from pressmark.search.opensearch.clauses import UNSCORED, Clause, all_of, none_of
from pressmark.search.opensearch.statistics import (
    Frequency,
    Totals,
    Word,
    frequency_of,
    frequency_request,
    totals_of,
    totals_request,
)

FREQUENCIES_KEPT = 200_000
"""Words whose frequencies are remembered, some 30 MB; then all are forgotten."""

SEARCHES_AT_ONCE = 500
"""Searches sent in one request."""

RETRY_SECONDS = 4.0
"""Seconds in which a search is tried again that a lost node has stopped: so long takes a cluster to
do without it."""
_PAUSE = 0.2

LISTED = 10_000
"""Values that one aggregation lists."""

_TOO_LARGE = ("too_many_clauses", "too_many_nested_clauses", "maxClauseCount", "nested depth")
"""What the reasons say where a query has too many clauses for a cluster, or in too many layers."""

Request = dict[str, Any]

_VISIBLE: Clause = {"term": {"commit": "visible"}}
"""The placeholder in requests of the clause that hides other commits, which depends on the view."""


class Commit:
    """A commit, seen through a point in time that `view` opens, and what is known of it; used by
    several threads.

    Where the cluster has lost the point in time, as it does with a node, another one is opened. It
    may be of a later commit, and what was counted before is forgotten.
    """

    def __init__(self, view: Callable[[], View], stated: str) -> None:
        self._open = view
        self.view = view()
        self._stated = stated
        self.language = default_of(stated)
        self._lock = threading.Lock()
        self._known: dict[Word, Frequency] = {}
        self._columns: list[str] | None = None
        self._newest: datetime | None = None
        self.totals, self.schema = self._read()

    @property
    def visible(self) -> Clause:
        """The clause of the articles of the commit, whatever view it is seen through when a search
        is sent."""
        return _VISIBLE

    def _read(self) -> tuple[Totals, Schema]:
        requests = [totals_request(self.visible), _listing("language", self.visible)]
        totals, languages = self._send(requests)
        held = {language_of(each) for each in _values_of(languages)} - {"", self.language}
        is_by_article = self.language != self._stated
        schema = make_schema(self._stated, tuple(sorted(held)) if is_by_article else ())
        return totals_of(totals), schema

    def several(self, requests: Sequence[Request]) -> list[Any]:
        """The answers to some searches of the commit, in one round trip."""
        answers: list[Any] = []
        for start in range(0, len(requests), SEARCHES_AT_ONCE):
            answers += self._until_answered(requests[start : start + SEARCHES_AT_ONCE])
        return answers

    def _until_answered(self, requests: Sequence[Request]) -> list[Any]:
        until = time.monotonic() + RETRY_SECONDS
        while True:
            view = self.view
            try:
                return self._send(requests)
            except ClusterUnavailable:
                if time.monotonic() > until:
                    raise
            time.sleep(_PAUSE)
            self._reopen(view)

    def _reopen(self, lost: View) -> None:
        """Open another view, where no other thread has."""
        with self._lock:
            if self.view is not lost:
                return
            lost.close()
            self.view = self._open()
            self._known, self._columns, self._newest = {}, None, None
        self.totals, self.schema = self._read()

    def _send(self, requests: Sequence[Request]) -> list[Any]:
        view = self.view
        pit = {"id": view.pit, "keep_alive": KEEP_ALIVE}
        visible = none_of([dict(clause) for clause in view.hidden])
        filled = [{**_filled(request, visible), "pit": pit} for request in requests]
        lines = [line for request in filled for line in (_header(request), request)]
        answers: list[Any] = view.cluster.request("POST", "/_msearch", lines)["responses"]
        for answer in answers:
            if "error" in answer:
                raise _error(answer, view.names.articles)
        return answers

    def one(self, request: Request) -> Any:
        """The answer to one search."""
        return self.several([request])[0]

    def seen(self, query: Clause) -> Clause:
        """A query, of the articles of this commit."""
        return all_of([query, self.visible])

    # what is counted

    def unknown(self, words: Iterable[Word]) -> list[Word]:
        """The words whose frequencies have not been counted yet."""
        return [word for word in dict.fromkeys(words) if word not in self._known]

    def frequency_requests(self, words: Iterable[Word]) -> list[Request]:
        """The searches for the frequencies of words."""
        return [frequency_request(word, self.visible) for word in words]

    def remember(self, words: Sequence[Word], answers: Sequence[Any]) -> None:
        """Keep what these searches found."""
        self.keep(dict(zip(words, map(frequency_of, answers), strict=True)))

    def keep(self, found: Mapping[Word, Frequency]) -> None:
        """Keep frequencies that were counted on the way."""
        with self._lock:
            if len(self._known) + len(found) > FREQUENCIES_KEPT:
                self._known.clear()
            self._known |= found

    def frequencies(self, words: Iterable[Word]) -> dict[Word, Frequency]:
        """The document frequencies of words, counted where they are not known."""
        asked = list(dict.fromkeys(words))
        unknown = self.unknown(asked)
        found = {word: self._known[word] for word in asked if word in self._known}
        if unknown:
            answers = self.several(self.frequency_requests(unknown))
            counted = dict(zip(unknown, map(frequency_of, answers), strict=True))
            self.keep(counted)
            found |= counted
        return found

    def columns(self) -> list[str]:
        """The terms that name the further columns, in order."""
        if self._columns is None:
            request = _listing("extra", self.visible, include=f"{SEPARATOR}.*")
            self._columns = sorted(_values_of(self.one(request)))
        return self._columns

    def newest(self, now: datetime) -> datetime | None:
        """The latest time of publication up to `now`, when it was first asked for."""
        if self._newest is not None:
            return self._newest
        until = {"range": {"published": {"lte": now.isoformat()}}}
        newest = {"max": {"field": "published", "format": "strict_date_optional_time"}}
        request = {"size": 0, "query": self.seen(until), "aggs": {"newest": newest}}
        found = self.one(request)["aggregations"]["newest"]
        if found.get("value") is not None:
            self._newest = datetime.fromisoformat(found["value_as_string"].removesuffix("Z"))
        return self._newest


def _header(request: Request) -> Request:
    """How a search is made: where it scores, with the frequencies of all shards, which takes
    another round of requests to them; else without, and what only counts is cached by them."""
    is_scored = request["size"] and request.get("sort") != UNSCORED
    search_type = "dfs_query_then_fetch" if is_scored else "query_then_fetch"
    return {"search_type": search_type, "allow_partial_search_results": False}


def _filled(part: Any, visible: Clause) -> Any:
    """A part of a request with the clause of what is visible in its places."""
    if isinstance(part, dict):
        if part == _VISIBLE:
            return visible
        return {name: _filled(each, visible) for name, each in part.items()}
    return [_filled(each, visible) for each in part] if isinstance(part, list) else part


def _listing(field: str, visible: Clause, include: str = "") -> Request:
    terms: dict[str, Any] = {"field": field, "size": LISTED}
    if include:
        terms["include"] = include
    return {"size": 0, "query": visible, "aggs": {"values": {"terms": terms}}}


def _error(answer: Mapping[str, Any], index: str) -> PressmarkError:
    """The error for a search that the cluster did not answer."""
    reason = str(answer["error"])
    if any(sign in reason for sign in _TOO_LARGE):
        return QueryError(
            "The query has more words or groups than the OpenSearch cluster takes at once.",
            "Search for some of the words, or for a longer beginning of a word with *.",
            start=0,
            end=0,
        )
    return failures.error_of(answer.get("status", 0), answer, index)


def _values_of(answer: Mapping[str, Any]) -> list[str]:
    return [bucket["key"] for bucket in answer["aggregations"]["values"]["buckets"]]
