"""Completes queries while they are typed: with words, names of authors and sources, and titles.

Suggestions occur in one article with all words typed before, so that each of them has hits.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Literal

from pressmark.corpus.errors import AskError
from pressmark.index.analysis.analyzers import words_in
from pressmark.index.analysis.folding import fold
from pressmark.search.engine import Dictionary, Searchable, open_snapshot
from pressmark.search.query.word_splitting import stop_words
from pressmark.search.suggestions.typed import Typed, read_typed
from pressmark.search.suggestions.written_form import written

NAMES = ("author", "source")
"""The fields of names."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A completion of a query that is being typed."""

    text: str
    """The query with its last word completed, the name of an author or source, or a title."""

    kind: Literal["word", "name", "title"]

    query: str
    """The query to run for it."""

    articles: int | None = None
    """Articles with the word or name; null for a title."""

    article: str | None = None
    """Id of the article with the title; null for a word or name."""


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The completions of what is typed so far."""

    typed: str
    suggestions: tuple[Suggestion, ...]


def suggest(index: Searchable, typed: str, *, limit: int = 8) -> tuple[Suggestion, ...]:
    """Completions of `typed`, at most `limit`: words, then names, then titles.

    A quarter of the places is reserved for names and a quarter for titles, if there are any. Text
    that does not end in a word has no completions. Raises `AskError` for a negative `limit`.

    >>> [each.text for each in suggest(index, "light at gull h", limit=2)]
    ['light at gull Hollane', 'light at gull Holm']
    """
    if limit < 0:
        raise AskError(f"limit must not be negative, and is {limit}.", "Give 0 or more.")
    with open_snapshot(index) as snapshot:
        typed_query = read_typed(typed, snapshot.schema, snapshot.language)
        if typed_query is None or not snapshot.paragraphs:
            return ()
        completer = _Completer(snapshot, typed_query)
        names = list(islice(completer.names(), limit))
        if typed_query.field:
            return tuple(names)
        titles = list(islice(completer.titles(), limit))
        names = names[: max(limit // 4, limit - limit // 2 - len(titles))]
        words = list(islice(completer.words(), limit - len(names) - min(len(titles), limit // 4)))
        return tuple(chain(words, names, titles))[:limit]


class _Completer:
    def __init__(self, dictionary: Dictionary, typed_query: Typed) -> None:
        self.dictionary = dictionary
        self.typed = typed_query
        self.context = [word.stem for word in typed_query.context]

    def words(self) -> Iterator[Suggestion]:
        """Completions of the last word, the most frequent first."""
        dictionary, prefix = self.dictionary, self.typed.prefix
        analyzer = dictionary.schema["surface"].analyzer
        for found in dictionary.complete_word(prefix, self.context, self._different()):
            text = self.typed.head + written(found.texts, found.term, analyzer)
            yield Suggestion(text, "word", text, articles=found.articles)

    def _different(self) -> Callable[[str], bool]:
        """Whether each term is the first form of its stem, and no stop word."""
        stops, seen = stop_words(self.dictionary.language), set()

        def is_new(term: str) -> bool:
            stem = self._plain(term, "text").replace(" ", "")
            if term in stops or stem in seen or term != fold(term):
                return False
            seen.add(stem)
            return True

        return is_new

    def names(self) -> Iterator[Suggestion]:
        """Authors and sources with all typed words, those with most articles first."""
        fields = (self.typed.field,) if self.typed.field else NAMES
        counts: Counter[tuple[str, str]] = Counter()
        for field in fields:
            for name, count in self.dictionary.complete_name(field, self.typed.words):
                counts[field, name] += count
        for (field, name), count in counts.most_common():
            if self._fits(name, field):
                query = (self.typed.head if self.typed.field else "") + _clause(field, name)
                text = query if self.typed.field else name
                yield Suggestion(text, "name", query, articles=count)

    def _fits(self, text: str, field: str) -> bool:
        """Whether a name has all typed words, the last one as a prefix."""
        *whole, beginning = self.typed.words
        words = self._plain(text, field).split(" ")
        return set(whole) <= set(words) and any(word.startswith(beginning) for word in words)

    def titles(self) -> Iterator[Suggestion]:
        """The latest titles with all typed words, those that begin with them first."""
        found = self.dictionary.complete_title(self.typed.prefix, self.context)
        shown = {each.title: each for each in found}
        for title in sorted(shown, key=self._begins_so, reverse=True):
            _, text, article = shown[title]
            query = '"' + text.replace('"', " ") + '"'
            yield Suggestion(text, "title", query, article=article)

    def _begins_so(self, title: str) -> bool:
        """Whether a title begins with the typed words, the last one as a prefix."""
        words = words_in(self.dictionary.schema["surface"].analyzer, title)
        first = (term for term, _ in islice(words, len(self.typed.words)))
        return " ".join(first).startswith(" ".join(self.typed.words))

    def _plain(self, text: str, field: str) -> str:
        analyzer = self.dictionary.schema[field].analyzer
        return " ".join(term for term, _ in words_in(analyzer, text))


def _clause(field: str, name: str) -> str:
    """A clause with the words of a name."""
    quoted = name.replace('"', " ")
    return f'{field}:"{quoted}"' if " " in quoted else f"{field}:{quoted}"
