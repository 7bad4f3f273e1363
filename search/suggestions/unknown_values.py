"""Notes on sources, authors, kinds, languages and texts of further columns of a query that no
article has."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from whoosh import query as q
from whoosh.query import Query

from pressmark.index.articles.extra_terms import FIELD, SEPARATOR, TEXT, split_term
from pressmark.search.engine import Snapshot
from pressmark.search.query.exact_values import COLUMNS
from pressmark.search.query.fields import COLUMN_PREFIX
from pressmark.search.query.rewrite import expand

NAMES_COMPARED = 2_000
"""Values that a name is compared with, the most frequent ones: each takes 10 µs."""

NAMES_LISTED = 3
"""Values in a note: similar ones, else the most frequent ones."""

_CLOSE = 0.6
"""Least similarity of a name in a note: the default of `difflib`."""


class _Field(NamedTuple):
    """A field with a closed set of values: its column, and the text of its note."""

    column: str
    missing: str


_FIELDS = {
    name: _Field(COLUMNS[name], missing)
    for name, missing in (
        ("source", "No source is named “{}”."),
        ("author", "No author is named “{}”."),
        ("kind", "No paragraph has the kind “{}”."),
        ("language", "No article has the language “{}”."),
    )
}
_BY_INDEXED = {**_FIELDS, **{field.column: field for field in _FIELDS.values()}}


def unknown_values(snapshot: Snapshot, tree: Query) -> tuple[str, ...]:
    """A note for each clause of a closed field in `tree` that matches nothing.

    The patterns of `tree` have not been expanded.
    """
    if not snapshot.paragraphs:
        return ()
    unknown = [
        (field, written)
        for field, written, clause in _clauses(tree)
        if not _matches(snapshot, clause)
    ]
    return tuple(_sentence(snapshot, field, written) for field, written in dict.fromkeys(unknown))


def _clauses(tree: Any) -> Iterator[tuple[_Field, str, Query]]:
    """The clauses of closed fields, each with its text."""
    if isinstance(tree, q.Every):  # any value, as of `source:*`
        return
    children = () if tree.is_leaf() else tuple(tree.children())
    # a language includes its varieties, as `pt-…` of `pt`; a site is a source or a host
    fields = {getattr(child, "fieldname", "") for child in children}
    is_one = isinstance(tree, q.Or) and fields in ({"language"}, {"source", "url"})
    if children and not is_one:
        for child in children:
            yield from _clauses(child)
        return
    leaf = children[0] if children else tree
    name = getattr(leaf, "fieldname", "") or ""
    field = _column_of(leaf) if name == FIELD else _BY_INDEXED.get(name)
    if field:
        yield field, _written(leaf), tree


def _column_of(leaf: Any) -> _Field | None:
    """The further column of which a text is asked; None for numbers, patterns and presence."""
    if not isinstance(leaf, q.Prefix) or not leaf.text.endswith(SEPARATOR):
        return None
    column, _, key = leaf.text.removesuffix(SEPARATOR).partition(SEPARATOR)
    if not column or not key.startswith(TEXT):
        return None
    return _Field(f"{COLUMN_PREFIX}{column}", f"No article has “{{}}” in the column {column}.")


def _written(leaf: Any) -> str:
    if getattr(leaf, "fieldname", "") == FIELD:
        _, _, key = leaf.text.removesuffix(SEPARATOR).partition(SEPARATOR)
        return str(key.removeprefix(TEXT))
    if isinstance(leaf, q.Phrase):
        return " ".join(leaf.words)
    return f"{leaf.text}*" if isinstance(leaf, q.Prefix) else str(leaf.text)


def _matches(snapshot: Snapshot, clause: Query) -> bool:
    """Whether any paragraph that is not deleted matches."""
    expanded, _ = expand(clause, snapshot)
    return snapshot.matches(expanded)


def _sentence(snapshot: Snapshot, field: _Field, written: str) -> str:
    known = list(islice(_known(snapshot, field.column), NAMES_COMPARED))
    missing = field.missing.format(written)
    close = _close_to(written, known)
    if close:
        return f"{missing} Similar: {', '.join(close)}."
    return f"{missing} The index has {_listed(known) if known else 'none'}."


def _known(snapshot: Snapshot, column: str) -> Iterator[str]:
    """The values of a column, the most frequent first, those of a further one by letter."""
    if not column.startswith(COLUMN_PREFIX):
        return (value for value, _ in snapshot.values(column))
    start = f"{column.removeprefix(COLUMN_PREFIX)}{SEPARATOR}"
    return (split_term(term).written for term in snapshot.beginning(FIELD, start))


def _listed(values: Sequence[str]) -> str:
    """`A, B, C and 12 others`."""
    named, others = values[:NAMES_LISTED], len(values) - NAMES_LISTED
    if others > 1:
        return f"{', '.join(named)} and {others:,} others"
    *first, last = values
    return f"{', '.join(first)} and {last}" if first else last


def _close_to(written: str, known: Sequence[str]) -> list[str]:
    """The known values that are similar to the text, or have a similar word."""
    from difflib import get_close_matches  # few queries need it

    text = written.rstrip("*").casefold()
    whole: dict[str, list[str]] = {}
    for value in known:
        folded = value.casefold()
        for part in dict.fromkeys((folded, *folded.split())):
            whole.setdefault(part, []).append(value)
    alike = get_close_matches(text, whole, NAMES_LISTED, _CLOSE)
    return list(dict.fromkeys(value for part in alike for value in whole[part]))[:NAMES_LISTED]
