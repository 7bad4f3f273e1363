"""Parses a query: from what a user types to the query tree that all engines evaluate."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from whoosh import qparser
from whoosh.fields import Schema
from whoosh.qparser import syntax
from whoosh.query import Query

from pressmark.corpus.errors import QueryError
from pressmark.index.analysis.analyzers import held_by, words_in
from pressmark.index.analysis.folding import fold, plain_form, written_form
from pressmark.index.spellings import NO_SPELLINGS, Group, Spellings
from pressmark.search.query import limits
from pressmark.search.query.amounts import amounts_in
from pressmark.search.query.clause import NAME
from pressmark.search.query.fields import ALIASES, FIELDS, Field, column_named
from pressmark.search.query.grammar import plugins
from pressmark.search.query.joined_forms import joined_runs
from pressmark.search.query.query_word import SURFACE, QueryWord, count_repeated
from pressmark.search.query.spelling_groups import (
    Run,
    Word,
    groups_of,
    sequences,
    texts,
    without_overlaps,
    words_of,
)
from pressmark.search.query.word_splitting import likely_language
from pressmark.search.suggestions.spelling import Spelled

Columns = Callable[[], Collection[str]]


class Parsed(NamedTuple):
    """A parsed query: its tree, its plain words, and notes for the user.

    `words` are the different words that score, in order; `spelled` all words with their positions.
    `other_spellings` has other spellings of words and phrases of the query, by groups of spellings;
    `named` the words of which all spellings are requested.
    """

    tree: Query
    words: tuple[QueryWord, ...] = ()
    spelled: tuple[Spelled, ...] = ()
    notes: tuple[str, ...] = ()
    other_spellings: Mapping[str, Group] = MappingProxyType({})
    named: tuple[str, ...] = ()


STEMMED = frozenset({"text", "title"})
"""The fields whose words have other forms."""

_SPELLED = STEMMED | {NAME}
"""The fields whose words are searched in other spellings too; `surface` has exact words."""


class _Parser(qparser.QueryParser):
    """Whoosh's parser with Pressmark's grammar, for one query."""

    def __init__(
        self,
        schema: Schema,
        language: str,
        now: datetime,
        length: int,
        columns: Columns,
        spellings: Spellings,
    ) -> None:
        super().__init__("text", schema, plugins=plugins(), group=syntax.OrGroup)
        self.columns = cache(columns)
        self.language = language
        self.now = now
        self.length = length
        self.notes: list[str] = []
        self.plain: list[QueryWord] = []
        self.spelled: list[Spelled] = []
        self.named: list[str] = []
        self.other_spellings: dict[str, Group] = {}
        self._groups = groups_of(spellings)

    def note(self, sentence: str) -> None:
        """Add a note, once."""
        if sentence not in self.notes:
            self.notes.append(sentence)

    def field(self, name: str) -> Field | None:
        """The field or the further column of that name."""
        known = FIELDS.get(name.lower()) or column_named(name, self.columns())
        return known or ALIASES.get(name.lower())

    def words(self, indexed: str, text: str) -> list[str]:
        """The terms of `text` in the field."""
        return [term for term, _ in words_in(self.schema[indexed].analyzer, text)]

    def sequences(self, indexed: str, text: str, *, joined: bool = False) -> list[list[str]]:
        """The alternative sequences of terms of `text` in the field, its own first.

        With `joined`, words in their joined and split forms too.
        """
        analyzer = self.schema[indexed].analyzer
        words = words_of(text, analyzer)
        runs = self.runs(words, indexed, text)
        if joined and indexed in STEMMED:
            runs = without_overlaps([*runs, *joined_runs(words, text)])
        return sequences(words, runs, analyzer)

    def texts(self, text: str) -> list[str]:
        """The spellings of a name, its own first."""
        words = words_of(text, self.schema[NAME].analyzer)
        runs = self.runs(words, NAME, text)
        return texts(words, runs) if runs else [text]

    def runs(self, words: Sequence[Word], indexed: str, text: str) -> list[Run]:
        """The runs of the words of `text` that have other spellings."""
        if indexed not in _SPELLED:
            return []
        found = list(self._groups.found_in(words, self.schema[indexed].analyzer))
        for run in found:
            typed = " ".join(word.typed for word in words[run.start : run.end])
            self.other_spellings[typed] = run.others
        if indexed in STEMMED and not text.isalpha():
            found = without_overlaps([*found, *amounts_in(words, text)])
        return found

    @contextmanager
    def as_typed(self) -> Iterator[None]:
        """Words have no other spellings."""
        before, self._groups = self._groups, groups_of(NO_SPELLINGS)
        try:
            yield
        finally:
            self._groups = before

    def plain_form(self, word: str, indexed: str) -> str:
        """A word or pattern normalized like the words of a field, without stemming."""
        return fold(written_form(word) if indexed == SURFACE else plain_form(word))


def _language(text: str, schema: Schema, default: str) -> str:
    """The language whose stop words a long query is without."""
    held = held_by(schema["text"].analyzer)
    return likely_language(text, (default, *held)) if held else default


def parse(
    text: str,
    schema: Schema,
    *,
    language: str = "en",
    now: datetime | None = None,
    columns: Columns = tuple,
    spellings: Spellings = NO_SPELLINGS,
) -> Parsed:
    """Parse `text`; dates such as `last month` are relative to `now`, by default the current time.

    `columns` returns the names of the further columns, and is called for a name that is no field.
    A word or phrase of a group of `spellings` finds the others of the group too.
    Raises QueryError with the position and a hint.
    """
    if len(text) > limits.QUERY_CHARACTERS:
        raise QueryError(
            f"The query is longer than {limits.QUERY_CHARACTERS:,} characters.",
            "Shorten it to the words that matter.",
            start=limits.QUERY_CHARACTERS,
            end=len(text),
        )
    parser = _Parser(
        schema,
        _language(text, schema, language),
        now or datetime.now(),
        len(text),
        columns,
        spellings,
    )
    tree = parser.process(text).query(parser)
    if tree is None:
        raise QueryError(
            "The query has no word." if text.strip() else "The query is empty.",
            "Type a word, for example bridge.",
            end=len(text),
        )
    return Parsed(
        tree=tree,
        words=tuple(count_repeated(parser.plain)),
        spelled=tuple(sorted(parser.spelled, key=lambda word: word.start)),
        notes=tuple(parser.notes),
        other_spellings=parser.other_spellings,
        named=tuple(parser.named),
    )
