"""Which words, names and titles of a cluster complete what is being typed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from pressmark.corpus.kinds import Kind
from pressmark.search.engine import Completion, TitleFound
from pressmark.search.opensearch.clauses import NESTED, Clause, all_of, any_value, in_paragraph
from pressmark.search.opensearch.commit import Commit, Request
from pressmark.search.opensearch.leaves import BODY_FIELDS, PARAGRAPH_FIELDS, alternatives
from pressmark.search.opensearch.term_lists import prefix_pattern
from pressmark.search.query import limits
from pressmark.search.query.exact_values import COLUMNS

NAMES_LISTED = 1_000
"""Names counted of those that articles with the words have."""

_AT_ONCE = 8
"""Words whose articles are counted and whose texts are read together: as many as are shown."""


class Completer:
    """One commit as a word after others is being typed; `context` are terms of `text`."""

    def __init__(self, commit: Commit, context: Sequence[str]) -> None:
        self._commit = commit
        self._context = context

    def words(self, prefix: str, wanted: Callable[[str], bool]) -> Iterator[Completion]:
        """The commonest terms of `surface`, first those next to the context in a paragraph."""
        counts = self._commit.frequencies(("text", word) for word in self._context)
        # others may be slips, and narrow nothing
        known = [word for _, word in (each for each, count in counts.items() if count.articles)]
        terms = [_having(PARAGRAPH_FIELDS["text"], word) for word in known]
        close = all_of(terms)
        wide = all_of([_having(BODY_FIELDS["text"], word) for word in known])
        found = self._commit.one(self._commonest(prefix, close, wide))["aggregations"]
        narrow = _buckets(found["nested"]["close"])
        terms_found = narrow or _buckets(found["nested"]["wide"])
        chosen = filter(wanted, terms_found)
        among = close if narrow else None
        while some := list(islice(chosen, _AT_ONCE)):
            answers = self._commit.several([self._texts(term, wide, among) for term in some])
            for term, answer in zip(some, answers, strict=True):
                count = answer["hits"]["total"]["value"]
                if count:
                    yield Completion(term, count, _texts_of(answer))

    def _commonest(self, prefix: str, close: Clause, wide: Clause) -> Request:
        terms = {
            "field": PARAGRAPH_FIELDS["surface"],
            "size": limits.COMPLETIONS,
            "shard_size": 10 * limits.COMPLETIONS,
            "include": prefix_pattern(prefix),
            "order": [{"_count": "desc"}, {"_key": "asc"}],
        }
        counted = {"terms": {"terms": terms}}
        found = {
            "close": {"filter": close, "aggs": counted},
            "wide": {"filter": {"match_all": {}}, "aggs": counted},
        }
        aggregations = {"nested": {"nested": {"path": NESTED}, "aggs": found}}
        beginning = {"prefix": {BODY_FIELDS["surface"]: {"value": prefix}}}
        query = self._commit.seen(all_of([wide, beginning]))
        return {"size": 0, "query": query, "aggs": aggregations}

    def _texts(self, term: str, wide: Clause, close: Clause | None) -> Request:
        """The search for the articles with a term, and the first few texts that have it."""
        having = {"term": {PARAGRAPH_FIELDS["surface"]: term}}
        near = all_of([having, *([close] if close else [])])
        inner = {
            "size": limits.TEXTS_READ,
            "sort": [{f"{NESTED}.ordinal": "asc"}],
            "_source": [f"{NESTED}.text"],
        }
        texts = {"nested": {"path": NESTED, "query": near, "inner_hits": inner, "boost": 1.0}}
        return {
            "size": limits.TEXTS_READ,
            "track_total_hits": True,
            "query": {
                "bool": {
                    "filter": [
                        self._commit.seen(wide),
                        {"term": {BODY_FIELDS["surface"]: term}},
                    ],
                    "should": [{"constant_score": {"filter": texts}}],
                }
            },
            "sort": [{"_score": "desc"}, {"sequence": "asc"}],
            "_source": False,
        }

    def names(self, field: str, words: Sequence[str]) -> Iterator[tuple[str, int]]:
        """Names with all the words, and the articles of each."""
        clauses: list[Clause] = [_having(field, word) for word in words[:-1]]
        clauses.append({"prefix": {field: {"value": words[-1]}}})
        terms = {"terms": {"field": COLUMNS[field], "size": NAMES_LISTED}}
        query = self._commit.seen(all_of(clauses))
        found = self._commit.one({"size": 0, "query": query, "aggs": {"names": terms}})
        for bucket in found["aggregations"]["names"]["buckets"]:
            yield bucket["key"], bucket["doc_count"]

    def titles(self, prefix: str) -> Sequence[TitleFound]:
        """The titles added last that have all the words, the last first."""
        words = [_having(PARAGRAPH_FIELDS["text"], word) for word in self._context]
        beginning = {"prefix": {PARAGRAPH_FIELDS["surface"]: {"value": prefix}}}
        is_title = {"term": {PARAGRAPH_FIELDS["kind"]: str(Kind.TITLE)}}
        nested = in_paragraph(all_of([is_title, beginning, *words]))
        inner = {
            "size": limits.COMPLETIONS,
            "sort": [{f"{NESTED}.ordinal": "desc"}],
            "_source": [f"{NESTED}.text"],
        }
        nested["nested"]["inner_hits"] = inner
        request = {
            "size": limits.COMPLETIONS,
            "query": self._commit.seen(nested),
            "sort": [{"sequence": "desc"}],
            "_source": ["article", "stored.title"],
        }
        found: list[TitleFound] = []
        for hit in self._commit.one(request)["hits"]["hits"]:
            source = hit["_source"]
            for text in _inner_texts(hit):
                title = source.get("stored", {}).get("title") or text
                found.append(TitleFound(title, text, source["article"]))
        return found[: limits.COMPLETIONS]


def _having(field: str, word: str) -> Clause:
    return any_value(field, alternatives(word))


def _buckets(found: Mapping[str, Any]) -> list[str]:
    return [bucket["key"] for bucket in found["terms"]["buckets"]]


def _texts_of(answer: Mapping[str, Any]) -> list[str]:
    texts = [text for hit in answer["hits"]["hits"] for text in _inner_texts(hit)]
    return texts[: limits.TEXTS_READ]


def _inner_texts(hit: Mapping[str, Any]) -> list[str]:
    inner = hit["inner_hits"][NESTED]["hits"]["hits"]
    return [each["_source"]["text"] for each in inner]
