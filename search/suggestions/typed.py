"""Reads the text that is typed: its complete words, and the prefix of the last one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from whoosh.fields import Schema

from pressmark.corpus.errors import QueryError
from pressmark.index.analysis.folding import fold, written_form
from pressmark.index.analysis.word_pattern import WordPattern
from pressmark.search.query import limits
from pressmark.search.query.parser import parse
from pressmark.search.query.query_word import QueryWord
from pressmark.search.query.word_splitting import stop_words

_FIELD = re.compile(r"""(?<!\S)(?P<field>source|author):(?P<text>[^\s:"]*|"[^"]*)$""")
_JOINERS = frozenset({"", "'", "’", "&"})


@dataclass(frozen=True, slots=True)
class Typed:
    """`head` is kept as it is, `prefix` is the prefix of a word of the field `surface`.

    `context` are the words of `head` without stop words; `field` is the field of names that is
    typed, or empty, and then `head` ends before the name of the field.
    """

    head: str
    prefix: str
    context: tuple[QueryWord, ...] = ()
    field: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """All words, the last one a prefix."""
        return (*(word.surface for word in self.context), self.prefix)


def read_typed(typed: str, schema: Schema, language: str) -> Typed | None:
    """The parts of `typed`; None if it cannot be completed."""
    if len(typed) > limits.TYPED_CHARACTERS:
        return None
    fielded = _FIELD.search(typed)
    last = _last_word(fielded["text"].lstrip('"') if fielded else typed.rstrip())
    if last is None:
        return None
    before, prefix = last
    if not fielded:
        return Typed(before, prefix, _context(before, schema, language))
    context = tuple(_words(before, schema))
    return Typed(typed[: fielded.start()], prefix, context, fielded["field"])


def _last_word(text: str) -> tuple[str, str] | None:
    """The text before the last word, and the word; None if the text does not end in a word."""
    *_, last = (None, *WordPattern().finditer(text))
    if last is None or text[last.end() :] not in _JOINERS:
        return None
    return text[: last.start()], fold(written_form(text[last.start() :]))


def _context(head: str, schema: Schema, language: str) -> tuple[QueryWord, ...]:
    """The plain words of `head` without stop words."""
    if not head.strip():
        return ()
    try:
        words: Sequence[QueryWord] = parse(head, schema, language=language).words
    except QueryError:
        return ()
    stops = stop_words(language)
    return tuple(word for word in words if word.surface not in stops)


def _words(text: str, schema: Schema) -> list[QueryWord]:
    return [
        QueryWord(token.text, token.text, 1.0)
        for token in schema["author"].analyzer(text, mode="query")
    ]
