"""Which words of a paragraph a query matched: the highlights, as character offsets.

The query tree is evaluated once more on the words of the one paragraph, so a branch that did not
hold leaves no mark: half of an `AND`, a `NOT`, the words of a phrase standing apart.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from whoosh import query as q
from whoosh.fields import Schema

from pressmark.index.analysis import words_in
from pressmark.search.near import Near, closest
from pressmark.search.nodes import SURFACE
from pressmark.search.results import Span


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text as the analyzer sees it: its indexed form, place and characters."""

    form: str
    position: int
    span: Span


PARAGRAPH = frozenset({"text", SURFACE})
TITLE = frozenset({"title"})
"""The fields that index the text of a paragraph, and of a title."""

Found = list[Word] | None
"""The words a query matched; None where it did not match, empty where it matched elsewhere."""


def stemmed(word: str, schema: Schema) -> str:
    """The same for all written forms of a word."""
    return " ".join(form for form, _ in words_in(schema["text"].analyzer, word))


def find_marks(
    tree: q.Query, text: str, schema: Schema, fields: Collection[str] = PARAGRAPH
) -> tuple[Span, ...]:
    """The spans of `text` that `tree` matched in `fields`: in order, none overlapping.

    Patterns must have been expanded to words.
    """
    found = _find(tree, _Paragraph(text, schema, fields)) or []
    return tuple(_merge(word.span for word in found))


def find_title_marks(tree: q.Query, title: str, schema: Schema) -> tuple[Span, ...]:
    """The spans of an article's `title` that are words of `tree`, in whichever branch."""
    return find_marks(q.Or(list(_wanted_leaves(tree))), title, schema, PARAGRAPH | TITLE)


def _wanted_leaves(query: Any) -> Iterator[Any]:
    if isinstance(query, (q.AndNot, q.Require)):
        yield from _wanted_leaves(query.a)
    elif query.is_leaf():
        yield query
    elif not isinstance(query, (q.Not, q.ConstantScoreQuery)):
        for part in query.children():
            yield from _wanted_leaves(part)


_Place = tuple[int, tuple[int, int]]
"""A word's position, and its first character and the one after its last."""


class _Paragraph:
    """The words of one text by their forms, for each of the fields that index it."""

    def __init__(self, text: str, schema: Schema, fields: Collection[str]) -> None:
        self.fields = fields
        self._words = cache(lambda name: self._by_form(text, schema, name))

    def having(self, field: str, form: Any) -> list[Word]:
        """The words that `field` indexes as `form`."""
        form = form if isinstance(form, str) else form.decode()
        words = self._words(field).get(form, [])
        return [Word(form, position, Span(*span)) for position, span in words]

    @staticmethod
    def _by_form(text: str, schema: Schema, field: str) -> dict[str, list[_Place]]:
        forms: dict[str, list[_Place]] = {}
        for position, (form, span) in enumerate(words_in(schema[field].analyzer, text)):
            forms.setdefault(form, []).append((position, span))
        return forms


def _merge(spans: Iterable[Span]) -> Iterator[Span]:
    last: Span | None = None
    for span in sorted(set(spans), key=lambda each: (each.start, each.end)):
        if last is not None and span.start < last.end:
            last = Span(last.start, max(last.end, span.end))
            continue
        if last is not None:
            yield last
        last = span
    if last is not None:
        yield last


def _find(query: Any, paragraph: _Paragraph) -> Found:
    for kind, finder in _FINDERS:
        if isinstance(query, kind):
            return finder(query, paragraph)
    return []


def _find_all(query: Any, paragraph: _Paragraph) -> Found:
    parts = [_find(part, paragraph) for part in query.children()]
    if any(part is None for part in parts):
        return None
    return [word for part in parts for word in part or ()]


def _find_any(query: Any, paragraph: _Paragraph) -> Found:
    parts = [_find(part, paragraph) for part in query.children()]
    matched = [part for part in parts if part is not None]
    return [word for part in matched for word in part] if matched else None


def _find_kept(query: Any, paragraph: _Paragraph) -> Found:
    return _find(query.a, paragraph)


def _find_unless(query: Any, paragraph: _Paragraph) -> Found:
    return None if _find(query.b, paragraph) else _find(query.a, paragraph)


def _find_maybe(query: Any, paragraph: _Paragraph) -> Found:
    found = _find(query.a, paragraph)
    return None if found is None else found + (_find(query.b, paragraph) or [])


def _find_term(query: Any, paragraph: _Paragraph) -> Found:
    if query.fieldname not in paragraph.fields:
        return []
    return paragraph.having(query.fieldname, query.text) or None


def _find_phrase(query: Any, paragraph: _Paragraph) -> Found:
    if query.fieldname not in paragraph.fields:
        return []
    words = [
        {word.position: word for word in paragraph.having(query.fieldname, form)}
        for form in query.words
    ]
    runs = ([at.get(start + i) for i, at in enumerate(words)] for start in sorted(words[0]))
    return [word for run in runs if all(run) for word in run if word] or None


def _find_near(query: Any, paragraph: _Paragraph) -> Found:
    if query.fieldname not in paragraph.fields:
        return []
    words = [
        {word.position: word for word in paragraph.having(query.fieldname, form)}
        for form in query.words
    ]
    found: list[Word] = []
    after = -1
    while chosen := closest([[p for p in sorted(at) if p > after] for at in words], query.width):
        found += [at[place] for at, place in zip(words, chosen, strict=True)]
        after = max(chosen)
    return found or None


def _find_nothing(query: Any, paragraph: _Paragraph) -> Found:  # noqa: ARG001
    return []


_FINDERS: tuple[tuple[Any, Callable[[Any, _Paragraph], Found]], ...] = (
    (q.Term, _find_term),
    (Near, _find_near),
    (q.Phrase, _find_phrase),
    (q.AndNot, _find_unless),
    (q.Require, _find_kept),
    (q.AndMaybe, _find_maybe),
    (q.Not, _find_nothing),
    (q.And, _find_all),
    (q.Or, _find_any),
)
