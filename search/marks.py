"""Which words of a paragraph a query matched: the highlights, as character offsets.

The query tree is evaluated once more on the words of the one paragraph, so a branch that did not
hold leaves no mark: half of an `AND`, a `NOT`, the words of a phrase standing apart.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache, partial
from typing import Any, NamedTuple

from whoosh import query as q
from whoosh.fields import Schema

from pressmark.index.analysis import Place, places_of, words_in
from pressmark.search.near import Near, closest
from pressmark.search.nodes import SURFACE
from pressmark.search.results import Span


class Word(NamedTuple):
    """One word of a text as the analyzer sees it: its indexed form, place and characters."""

    form: str
    position: int
    span: Span


PARAGRAPH = frozenset({"text", SURFACE})
TITLE = frozenset({"title"})
"""The fields that index the text of a paragraph, and of a title."""

Found = list[Word] | None
"""The words a query matched; None where it did not match, empty where it matched elsewhere."""


def find_marks(tree: q.Query, text: str, schema: Schema) -> tuple[Span, ...]:
    """The spans of the paragraph `text` that `tree` matched: in order, none overlapping.

    Patterns must have been expanded to words.
    """
    return Marker(tree, schema).marks(text)


class Marker:
    """What one query marks, in as many texts as there are; its patterns are words by now.

    `alike(word)` is the same for all written forms of a word.
    """

    def __init__(self, tree: q.Query, schema: Schema) -> None:
        self._tree = tree
        self._anywhere = q.Or(list(_wanted_leaves(tree)))
        self._schema = schema
        self.alike = cache(partial(_stems, schema["text"].analyzer))  # the same words recur
        self._wanted: dict[str, set[str]] = defaultdict(set)
        for field, forms in map(_forms, tree.leaves()):
            self._wanted[field].update(forms)

    def marks(self, text: str, fields: Collection[str] = PARAGRAPH) -> tuple[Span, ...]:
        """The spans of `text` that the query matched in `fields`: in order, none overlapping."""
        return self._marks(self._tree, text, fields)

    def title_marks(self, title: str) -> tuple[Span, ...]:
        """The spans of an article's `title` that are words of the query, in whichever branch."""
        return self._marks(self._anywhere, title, PARAGRAPH | TITLE)

    def _marks(self, tree: q.Query, text: str, fields: Collection[str]) -> tuple[Span, ...]:
        found = _find(tree, _Paragraph(text, self._schema, fields, self._wanted)) or []
        return tuple(_merge(word.span for word in found))


def _stems(analyzer: Any, text: str) -> str:
    return " ".join(form for form, _ in words_in(analyzer, text))


def _forms(leaf: Any) -> tuple[str, Iterable[str]]:
    """The field of a part of a query and the forms of words that it may mark there."""
    if isinstance(leaf, q.Phrase):
        return leaf.fieldname, leaf.words
    return leaf.field() or "", [_form(leaf.text)] if isinstance(leaf, q.Term) else []


def _form(text: str | bytes) -> str:
    return text if isinstance(text, str) else text.decode()


def _wanted_leaves(query: Any) -> Iterator[Any]:
    if isinstance(query, (q.AndNot, q.Require)):
        yield from _wanted_leaves(query.a)
    elif query.is_leaf():
        yield query
    elif not isinstance(query, (q.Not, q.ConstantScoreQuery)):
        for part in query.children():
            yield from _wanted_leaves(part)


class _Paragraph:
    """Where the `wanted` words of one text stand, for each of the fields that index it."""

    def __init__(
        self,
        text: str,
        schema: Schema,
        fields: Collection[str],
        wanted: Mapping[str, Collection[str]],
    ) -> None:
        self.fields = fields
        self._text = text
        self._schema = schema
        self._wanted = wanted
        self._places: dict[str, dict[str, list[Place]]] = {}

    def having(self, field: str, form: str | bytes) -> list[Word]:
        """The words that `field` indexes as `form`."""
        places = self._places.get(field)
        if places is None:
            analyzer = self._schema[field].analyzer
            places = self._places[field] = places_of(analyzer, self._text, self._wanted[field])
        form = _form(form)
        return [Word(form, position, Span(*span)) for position, span in places[form]]


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
