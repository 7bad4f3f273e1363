"""Which words of a paragraph a query matched: the highlights, as character offsets.

The query tree is evaluated once more on the words of the one paragraph, so a branch that did not
hold leaves no mark: half of an `AND`, a `NOT`, the words of a phrase that are not adjacent.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from typing import Any, NamedTuple

from whoosh import query as q
from whoosh.fields import Schema

from pressmark.index.analysis.analyzers import words_in
from pressmark.index.analysis.word_places import Place, WordFinder
from pressmark.index.near_query import Near, all_near
from pressmark.search.query.article_meaning import TEXTS
from pressmark.search.results.models import Span


class TextWord(NamedTuple):
    """One word of a text as the analyzer sees it: its indexed form, place and characters."""

    form: str
    position: int
    span: tuple[int, int]


PARAGRAPH = TEXTS
TITLE = frozenset({"title"})
"""The fields that index the text of a paragraph, and of a title."""

Found = list[TextWord] | None
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
        self._query_words = _QueryWords(tree, schema)
        self._anywhere = _QueryWords(q.Or(list(_wanted_leaves(tree))), schema)
        self.alike = cache(partial(_stems, schema["text"].analyzer))  # the same words recur

    def marks(
        self, text: str, fields: frozenset[str] = PARAGRAPH, language: str = ""
    ) -> tuple[Span, ...]:
        """The spans of `text` that the query matched in `fields`: in order, none overlapping.

        `language` is that of the article.
        """
        return self._marks(self._query_words, text, fields, language)

    def title_marks(self, title: str, language: str = "") -> tuple[Span, ...]:
        """The spans of an article's `title` that are words of the query, in whichever branch."""
        return self._marks(self._anywhere, title, PARAGRAPH | TITLE, language)

    def _marks(
        self, query_words: "_QueryWords", text: str, fields: frozenset[str], language: str
    ) -> tuple[Span, ...]:
        paragraph = _Paragraph(text, query_words, fields, language)
        if query_words.any_word:
            spans = set(paragraph.spans())
        else:
            spans = {word.span for word in _find(query_words.tree, paragraph) or ()}
        return tuple(Span(*span) for span in _merge(spans))


class _QueryWords:
    """The words of `tree` in each field; `any_word` says that any of them is found wherever it is,
    as of most queries."""

    def __init__(self, tree: Any, schema: Schema) -> None:
        self.tree = tree
        wanted: dict[str, set[str]] = defaultdict(set)
        for field, forms in map(_forms, tree.leaves()):
            wanted[field].update(forms)
        self.fields = wanted.keys()
        words = tree.subqueries if type(tree) is q.Or else [tree]
        self.any_word = all(type(word) is q.Term for word in words)

        def finder(field: str, language: str) -> WordFinder:
            return WordFinder(schema[field].analyzer, wanted[field], language)

        self.finder = cache(finder)


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
    """The places of the words of a query in one text, for each of the fields that index it."""

    def __init__(
        self, text: str, words: _QueryWords, fields: frozenset[str], language: str
    ) -> None:
        self.fields = fields
        self._text = text
        self._words = words
        self._language = language
        self._places: dict[str, dict[str, list[Place]]] = {}

    def having(self, field: str, form: str | bytes) -> list[TextWord]:
        """The words that `field` indexes as `form`."""
        form = _form(form)
        return [TextWord(form, position, span) for position, span in self._places_in(field)[form]]

    def spans(self) -> Iterator[tuple[int, int]]:
        """The characters of each word that is wanted in any of the fields."""
        for field in self.fields & self._words.fields:
            for places in self._places_in(field).values():
                yield from (span for _, span in places)

    def _places_in(self, field: str) -> dict[str, list[Place]]:
        places = self._places.get(field)
        if places is None:
            places = self._words.finder(field, self._language).places(self._text)
            self._places[field] = places
        return places


def _merge(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The same characters in order, what overlaps as one."""
    ordered = iter(sorted(spans))
    start, end = next(ordered, (0, 0))
    for following in ordered:
        if following[0] < end:
            end = max(end, following[1])
            continue
        yield start, end
        start, end = following
    if end:
        yield start, end


def _find(query: Any, paragraph: _Paragraph) -> Found:
    return _finder(query.__class__)(query, paragraph)


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
    starts = [
        start
        for start in sorted(words[0])
        if all(start + behind in at for behind, at in enumerate(words))
    ]
    return [at[start + i] for start in starts for i, at in enumerate(words)] or None


def _find_near(query: Any, paragraph: _Paragraph) -> Found:
    if query.fieldname not in paragraph.fields:
        return []
    words = [
        {word.position: word for word in paragraph.having(query.fieldname, form)}
        for form in query.words
    ]
    found = [
        at[place]
        for chosen in all_near([sorted(at) for at in words], query.width)
        for at, place in zip(words, chosen, strict=True)
    ]
    return found or None


def _find_nothing(query: Any, paragraph: _Paragraph) -> Found:  # noqa: ARG001
    return []


_Finder = Callable[[Any, _Paragraph], Found]


@cache
def _finder(kind: type) -> _Finder:
    """How a query of that kind is found."""
    return next((finder for each, finder in _FINDERS if issubclass(kind, each)), _find_nothing)


_FINDERS: tuple[tuple[Any, _Finder], ...] = (
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
