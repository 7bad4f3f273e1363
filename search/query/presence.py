"""Clauses for articles that have a value, or lack it: `has:author`, `missing:date`, `source:*`."""

from collections.abc import Mapping
from typing import Any

from whoosh import query as q

from pressmark.index.articles.extra_terms import FIELD, NO_TITLE
from pressmark.search.query.extra_clauses import has_query
from pressmark.search.query.fields import Field, Form

_INDEXED: Mapping[str, str] = {
    "source": "paper",
    "author": "byline",
    "published": "published",
    "language": "language",
    "names": "names",
    "url": "url",
}
"""Field of the schema → the one that has a term for each of its values."""


def has_value(field: Field) -> Any:
    """The query for articles that have a value in a field; all have a text and a kind."""
    if field.form is Form.COLUMN:
        return has_query(field.name)
    if field.indexed == "title":
        return q.Not(q.Term(FIELD, NO_TITLE))
    indexed = _INDEXED.get(field.indexed)
    return q.Every(indexed) if indexed else q.Every()


def lacks_value(field: Field) -> Any:
    """The query for articles that have none."""
    if field.indexed == "title":
        return q.Term(FIELD, NO_TITLE)
    return q.Not(has_value(field))
