"""Which words of a paragraph a query matched: the highlights, as character offsets.

The query tree is evaluated once more on the words of the one paragraph, so a branch that did not
hold leaves no mark: half of an `AND`, a `NOT`, the words of a phrase standing apart.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from whoosh import query as q
from whoosh.fields import Schema

from pressmark.search.results import Span


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text as the analyzer sees it: its indexed form, place and characters."""

    form: str
    position: int
    span: Span


Found = list[Word] | None
"""The words a query matched; None where it did not match, empty where it matched elsewhere."""


def words_of(text: str, schema: Schema, field: str) -> list[Word]:
    """The words of `text` as `field` indexes them, in order."""
    tokens = schema[field].analyzer(text, positions=True, chars=True, mode="index")
    return [Word(t.text, t.pos, Span(t.startchar, t.endchar)) for t in tokens]


def find_marks(query: q.Query, text: str, schema: Schema, field: str = "text") -> tuple[Span, ...]:
    """The spans of `text` that `query` matched in `field`: in order, none overlapping."""
    found = _find(query, words_of(text, schema, field), field) or []
    return tuple(_merge(word.span for word in found))


def _merge(spans: Iterable[Span]) -> Iterator[Span]:
    last: Span | None = None
    for span in sorted(set(spans), key=lambda each: (each.start, each.end)):
        if last is None or span.start >= last.end:
            if last is not None:
                yield last
            last = span
        else:
            last = Span(last.start, max(last.end, span.end))
    if last is not None:
        yield last


def _find(query: q.Query, words: Sequence[Word], field: str) -> Found:
    for kind, finder in _FINDERS:
        if isinstance(query, kind):
            return finder(query, words, field)
    return []


def _find_all(query: Any, words: Sequence[Word], field: str) -> Found:
    parts = [_find(part, words, field) for part in query.children()]
    if any(part is None for part in parts):
        return None
    return [word for part in parts for word in part or ()]


def _find_any(query: Any, words: Sequence[Word], field: str) -> Found:
    parts = [_find(part, words, field) for part in query.children()]
    matched = [part for part in parts if part is not None]
    return [word for part in matched for word in part] if matched else None


def _find_kept(query: Any, words: Sequence[Word], field: str) -> Found:
    return _find(query.a, words, field)


def _find_maybe(query: Any, words: Sequence[Word], field: str) -> Found:
    found = _find(query.a, words, field)
    return None if found is None else found + (_find(query.b, words, field) or [])


def _find_nothing(query: Any, words: Sequence[Word], field: str) -> Found:  # noqa: ARG001
    return []


def _find_wrapped(query: Any, words: Sequence[Word], field: str) -> Found:
    return _find(query.child, words, field)


def _find_words(query: Any, words: Sequence[Word], field: str) -> Found:
    if query.fieldname != field:
        return []
    accepts = _acceptor(query)
    return [word for word in words if accepts(word.form)] or None


def _acceptor(query: Any) -> Callable[[str], bool]:
    if isinstance(query, q.Prefix):
        return lambda form: form.startswith(query.text)
    if isinstance(query, q.PatternQuery):
        expression = re.compile(query._get_pattern())
        return lambda form: expression.match(form) is not None
    text = query.text if isinstance(query.text, str) else query.text.decode()
    return lambda form: form == text


def _find_phrase(query: Any, words: Sequence[Word], field: str) -> Found:
    if query.fieldname != field:
        return []
    found: list[Word] = []
    for start in (word for word in words if word.form == query.words[0]):
        found += _follow(query, words, [start])
    return found or None


def _follow(query: Any, words: Sequence[Word], so_far: list[Word]) -> list[Word]:
    """The shortest continuation of a phrase begun with `so_far`, or nothing."""
    for form in query.words[len(so_far) :]:
        last = so_far[-1].position
        nearest = [w for w in words if w.form == form and 0 < w.position - last <= query.slop]
        if not nearest:
            return []
        so_far.append(min(nearest, key=lambda word: word.position))
    return so_far


_FINDERS: tuple[tuple[Any, Callable[[Any, Sequence[Word], str], Found]], ...] = (
    (q.AndNot, _find_kept),
    (q.AndMaybe, _find_maybe),
    (q.Require, _find_kept),
    (q.Not, _find_nothing),
    (q.And, _find_all),
    ((q.Or, q.DisjunctionMax), _find_any),
    (q.Phrase, _find_phrase),
    ((q.Term, q.MultiTerm), _find_words),
    (q.ConstantScoreQuery, _find_wrapped),
)
