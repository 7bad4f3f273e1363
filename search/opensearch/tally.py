"""How many stories, articles or paragraphs match, counted by the values of one field."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from pressmark.index.articles.extra_terms import SEPARATOR, split_term
from pressmark.index.articles.published import published_from
from pressmark.search.engine import Asked, Tally
from pressmark.search.opensearch.clauses import Clause
from pressmark.search.opensearch.commit import Commit
from pressmark.search.opensearch.counting import count_paragraphs, paragraph_counts
from pressmark.search.opensearch.families import prefix_of
from pressmark.search.opensearch.matching import Matching
from pressmark.search.options import Unit
from pressmark.search.query.exact_values import COLUMNS
from pressmark.search.query.fields import COLUMN_PREFIX
from pressmark.search.results.facet import commonest

DAY = "day"
_START, _END = "published", "published_end"
_FIELDS = {**COLUMNS, DAY: _START, "article": "article"}
_AT_ONCE = 5_000
"""Values counted, and articles of families read, by one search."""
_VALUES, _WITHOUT = "values", "without"


def tally(commit: Commit, asked: Asked, by: str, of: Unit) -> Tally:
    """What matches by the values of a field, as `Snapshot.tally` says."""
    return _Counter(commit, asked, by, of).tally()


class _Counter:
    def __init__(self, commit: Commit, asked: Asked, by: str, of: Unit) -> None:
        self._commit = commit
        self._flat = of == "paragraphs"
        self._stories = of == "stories"
        self._matching = Matching.of(asked.tree, paragraphs=self._flat)
        self._query = commit.seen(self._matching.articles)
        self._by = by
        is_column = by.startswith(COLUMN_PREFIX)
        self._prefix = prefix_of(by.removeprefix(COLUMN_PREFIX)) if is_column else ""
        self._field = "extra_keys" if is_column else _FIELDS[by]

    def tally(self) -> Tally:
        """The counts of all articles, without those of articles that are no story of their own."""
        counts, written = self._all()
        total = counts.pop(None)
        for again in self._again():
            total -= 1
            for value in again or [""]:
                counts[value] -= 1
        shown: Counter[str] = Counter()
        for key, count in counts.items():
            if count:
                shown[written.get(key or "", key or "")] += count
        return Tally(total, shown)

    def _all(self) -> tuple[Counter[str | None], Mapping[str, str]]:
        """Value → number of units, with that of all below None; and key → value as written."""
        counts: Counter[str | None] = Counter()
        spellings: dict[str, Counter[str]] = defaultdict(Counter)
        for bucket in self._buckets(self._field):
            key = bucket["key"]
            value = _known_date(key["value"], key["end"]) if self._by == DAY else _value(key)
            if value.startswith(self._prefix):
                counts[value] += self._count(bucket)
        if self._prefix:
            for bucket in self._buckets("extra"):
                term = split_term(_value(bucket["key"]))
                if f"{term.name}{SEPARATOR}" == self._prefix:
                    spellings[f"{self._prefix}{term.key}"][term.written] += self._count(bucket)
        aggregations = {**self._counted(), _WITHOUT: self._without()}
        request = {"size": 0, "track_total_hits": True, "query": self._query, "aggs": aggregations}
        answer = self._commit.one(request)
        found = answer["aggregations"]
        without = self._count(found[_WITHOUT])
        if without:
            counts[""] = without
        all_ = answer["hits"]["total"]["value"]
        counts[None] = count_paragraphs(found) if self._flat else all_
        return counts, {key: commonest(each) for key, each in spellings.items()}

    def _without(self) -> dict[str, Any]:
        if not self._prefix:
            return {"missing": {"field": self._field}, "aggs": self._counted()}
        lacking = {"bool": {"must_not": [{"prefix": {"extra": {"value": self._prefix}}}]}}
        return {"filter": lacking, "aggs": self._counted()}

    def _counted(self) -> dict[str, Any]:
        return paragraph_counts(self._matching) if self._flat else {}

    def _count(self, bucket: Mapping[str, Any]) -> int:
        return count_paragraphs(bucket) if self._flat else int(bucket["doc_count"])

    def _buckets(self, field: str) -> Iterator[Mapping[str, Any]]:
        """All values of a field in the result, page by page."""
        sources: list[dict[str, Any]] = [{"value": {"terms": {"field": field}}}]
        if self._by == DAY:
            sources = [{"value": _by_day(_START)}, {"end": _by_day(_END, missing_bucket=True)}]
        page: dict[str, Any] = {"size": _AT_ONCE, "sources": sources}
        if self._prefix:
            page["after"] = {"value": self._prefix}
        while True:
            aggregation: dict[str, Any] = {"composite": page}
            if self._flat:
                aggregation["aggs"] = self._counted()
            request = {"size": 0, "query": self._query, "aggs": {_VALUES: aggregation}}
            found = self._commit.one(request)["aggregations"][_VALUES]
            yield from found["buckets"]
            last = found.get("after_key")
            is_past = last is None or not str(last["value"]).startswith(self._prefix)
            if is_past or len(found["buckets"]) < _AT_ONCE:
                return
            page = {**page, "after": last}

    def _again(self) -> Iterator[Sequence[str]]:
        """The values of each article in whose story another matches that was published first, of
        several that of the least id."""
        if not self._stories:
            return
        stories: dict[str, list[tuple[str, str, Sequence[str]]]] = defaultdict(list)
        for hit in self._members():
            fields = hit["fields"]
            time = next(iter(fields.get(_START, ())), "~")  # undated last
            values = [each for each in fields.get(self._field, ()) if each.startswith(self._prefix)]
            if self._by == DAY and values:
                values = [_known_date(time, next(iter(fields.get(_END, ())), None))]
            own = time, fields["article"][0], list(dict.fromkeys(values))
            stories[fields["family"][0]].append(own)
        for articles in stories.values():
            articles.sort(key=lambda article: article[:2])
            yield from (values for _, _, values in articles[1:])

    def _members(self) -> Iterator[Mapping[str, Any]]:
        """All articles of the result that have copies, in or out of it."""
        query: Clause = {"bool": {"filter": [self._query, {"exists": {"field": "family"}}]}}
        columns = {"article", "family", _START, _END, self._field}
        after: dict[str, Any] = {}
        while True:
            request = {
                "size": _AT_ONCE,
                "query": query,
                "sort": [{"sequence": "asc"}],
                "_source": False,
                "docvalue_fields": sorted(columns),
                "track_total_hits": False,
                **after,
            }
            hits = self._commit.one(request)["hits"]["hits"]
            yield from hits
            if len(hits) < _AT_ONCE:
                return
            after = {"search_after": hits[-1]["sort"]}


def _value(key: Mapping[str, Any]) -> str:
    return str(key["value"])


def _by_day(field: str, *, missing_bucket: bool = False) -> dict[str, Any]:
    days = {"field": field, "calendar_interval": "day", "format": "yyyy-MM-dd"}
    return {"date_histogram": {**days, "missing_bucket": missing_bucket}}


def _known_date(start: str, end: str | None) -> str:
    """The day, or the year, month or week of which alone an article is known to be."""
    if end is None:
        return start[:10]
    known = published_from(datetime.fromisoformat(start[:10]), datetime.fromisoformat(end[:10]))
    return known.isoformat() if known else ""
