"""The terms of a cluster: by prefix, by similarity, by frequency, and to complete words."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from whoosh.fields import Schema

from pressmark.index.articles.extra_terms import FIELD, SEPARATOR
from pressmark.index.spellings import Spellings
from pressmark.search.engine import Completion, TitleFound
from pressmark.search.opensearch.clauses import ALL, NESTED
from pressmark.search.opensearch.commit import Commit, Request
from pressmark.search.opensearch.leaves import PARAGRAPH_FIELDS, phrase_clause
from pressmark.search.opensearch.statistics import Word
from pressmark.search.opensearch.term_lists import listed, partitions, terms_request
from pressmark.search.query.exact_values import NAMES, spaced_name

VALUES_LISTED = 2_000
"""Values of a column, those of most articles: as many as the local engine lists of a segment."""

NAMES_LISTED = 50_000
"""Names looked through for some words, those of most of the articles that name them."""

ALIKE = 1_000
"""Most terms that are compared with a misspelt one."""

_WORDS = frozenset({"text", "surface", "title", "source", "author"})


class ClusterDictionary:
    """The terms of one commit."""

    def __init__(self, commit: Commit, spellings: Spellings) -> None:
        self.commit = commit
        self.spellings = spellings
        self._counts: dict[Word, int] = {}

    @property
    def schema(self) -> Schema:
        """The fields and how each is analysed."""
        return self.commit.schema

    @property
    def language(self) -> str:
        """The language whose words are stemmed."""
        return self.commit.language

    @property
    def paragraphs(self) -> int:
        """The number of paragraphs."""
        return self.commit.totals.paragraphs

    def frequencies(self, field: str, terms: Sequence[str]) -> list[int]:
        """The document frequency of each term."""
        unknown = [(field, each) for each in terms if (field, each) not in self._counts]
        for word, found in self.commit.frequencies(unknown).items():
            self._counts[word] = found.paragraphs
        return [self._counts[field, term] for term in terms]

    def beginning(self, field: str, prefix: str) -> Iterator[str]:
        """The terms that begin with `prefix`, in order."""
        if field == FIELD and prefix == SEPARATOR:
            return iter(self.commit.columns())
        if field not in _WORDS:
            return self.commit.view.values(field, prefix)
        return iter(self._words(field, prefix))

    def _words(self, field: str, prefix: str) -> list[str]:
        """The words of a field that begin so, whose frequencies are remembered."""
        of_cluster = PARAGRAPH_FIELDS.get(field, field)
        first = self.commit.one(terms_request(of_cluster, prefix, self.commit.visible))
        found = listed(first)
        if found is None:
            requests = partitions(first, of_cluster, self.commit.visible)
            found = [
                each for answer in self.commit.several(requests) for each in listed(answer) or ()
            ]
        kept = {term: count for term, count in found if term.startswith(prefix)}
        self._counts |= {(field, term): count for term, count in kept.items()}
        return sorted(kept)

    def alike(self, field: str, term: str, edits: int) -> set[str]:
        """The terms within so many edits; Levenshtein's, and transpositions of neighbours."""
        suggester = {
            "field": PARAGRAPH_FIELDS.get(field, field),
            "analyzer": "keyword",
            "suggest_mode": "always",
            "max_edits": edits,
            "prefix_length": 0,
            "min_word_length": 1,
            "size": ALIKE,
            "max_inspections": ALIKE,
            "max_term_freq": 2**31 - 1,
            "string_distance": "damerau_levenshtein",
            "accuracy": 0.0,
        }
        request = {"size": 0, "suggest": {"alike": {"text": term, "term": suggester}}}
        [entry] = self.commit.one(request)["suggest"]["alike"] or [{"options": []}]
        own = {term} if self.frequencies(field, [term])[0] else set()
        return own | {option["text"] for option in entry["options"]}

    def values(self, column: str) -> list[tuple[str, int]]:
        """The values of a column, the most frequent first."""
        is_kind = column == "kind"
        terms = {"terms": {"field": PARAGRAPH_FIELDS.get(column, column), "size": VALUES_LISTED}}
        nested = {"nested": {"path": NESTED}, "aggs": {"values": terms}}
        request: Request = {
            "size": 0,
            "query": self.commit.visible,
            "aggs": {"paragraphs": nested} if is_kind else {"values": terms},
        }
        found = self.commit.one(request)["aggregations"]
        values = (found["paragraphs"] if is_kind else found)["values"]
        return [(bucket["key"], bucket["doc_count"]) for bucket in values["buckets"]]

    def having_line(self, column: str, line: str) -> Iterable[str]:
        """The values of a column that have a line: here each line is a value of its own."""
        found = self.commit.frequencies([(column, line)])[column, line]
        return [line] if found.articles else []

    def names_with(self, words: str) -> list[str]:
        """The names of articles that have these words together."""
        query = phrase_clause("name_words", words.split()) if words.strip() else ALL
        terms = {"terms": {"field": NAMES, "size": NAMES_LISTED}}
        request = {"size": 0, "query": self.commit.seen(query), "aggs": {"values": terms}}
        buckets = self.commit.one(request)["aggregations"]["values"]["buckets"]
        return [bucket["key"] for bucket in buckets if words in spaced_name(bucket["key"])]

    # few processes complete what is typed

    def complete_word(
        self, prefix: str, context: Sequence[str], wanted: Callable[[str], bool]
    ) -> Iterator[Completion]:
        """The commonest words with that beginning, next to `context`."""
        from pressmark.search.opensearch.completion import Completer

        return Completer(self.commit, context).words(prefix, wanted)

    def complete_name(self, field: str, words: Sequence[str]) -> Iterator[tuple[str, int]]:
        """The values of a column of names that have these words."""
        from pressmark.search.opensearch.completion import Completer

        return Completer(self.commit, ()).names(field, words)

    def complete_title(self, prefix: str, context: Sequence[str]) -> Sequence[TitleFound]:
        """The newest titles with that beginning of a word."""
        from pressmark.search.opensearch.completion import Completer

        return Completer(self.commit, context).titles(prefix)
