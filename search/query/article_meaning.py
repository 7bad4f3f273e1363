"""What a query tree means where a hit is an article instead of a paragraph.

Operators act on the hit, so `bridge AND ferry` matches an article that has the words in different
paragraphs. Its *evidence* are the paragraphs that have any of them: the best is shown, and words
are highlighted in them. `paragraph:(bridge ferry)` is the group that one paragraph must match.
"""

import operator
from collections.abc import Collection, Sequence
from typing import Any

from whoosh import query as q
from whoosh.query.wrappers import WrappingQuery

from pressmark.search.query.query_word import SURFACE

TEXTS = frozenset({"text", SURFACE})
"""The fields that differ between the paragraphs of an article and have words. `kind` differs too,
but restricts the paragraphs; all other fields are those of the article."""
_OF_PARAGRAPHS = TEXTS | {"kind", "ordinal"}


class InParagraph(WrappingQuery):
    """Matches the articles of which one paragraph matches the child."""


def has_text(query: Any) -> bool:
    """Whether any part of `query` is about words of paragraphs."""
    return _names(query, TEXTS)


def differs_within(query: Any) -> bool:
    """Whether some paragraphs of an article may match `query` and others not."""
    return _names(query, _OF_PARAGRAPHS)


def _names(query: Any, fields: Collection[str]) -> bool:
    if query.is_leaf():
        return getattr(query, "fieldname", None) in fields
    return any(_names(part, fields) for part in query.children())


def in_paragraph(tree: Any) -> Any:
    """The same query where a hit is a paragraph: `paragraph:` then restricts nothing."""
    if isinstance(tree, InParagraph):
        return in_paragraph(tree.child)
    return tree if tree.is_leaf() else tree.apply(in_paragraph)


def evidence(tree: Any, absent: Collection[Any] = ()) -> Any:
    """What paragraphs of a matching article are shown for, score by, and highlight.

    `absent` are those of its `branches` that the article does not match.
    """
    if type(tree) in (q.And, q.Or):
        kept = [part for part in tree.subqueries if not _is_in(part, absent)]
        return _any_of(tree, [evidence(part, absent) for part in kept])
    if isinstance(tree, q.AndMaybe):
        kept = [tree.a] if _is_in(tree.b, absent) else [tree.a, tree.b]
        return _any_of(tree, [evidence(part, absent) for part in kept])
    if isinstance(tree, (q.AndNot, q.Require)):
        return evidence(tree.a, absent)
    return in_paragraph(tree)


def branches(tree: Any) -> list[Any]:
    """The groups in `tree` that an article which it matches may not match, in order."""
    if isinstance(tree, (q.AndNot, q.Require)):
        return branches(tree.a)
    if not isinstance(tree, (q.And, q.Or, q.AndMaybe)):
        return []
    found = []
    for part in tree.subqueries:
        is_optional = type(tree) is q.Or or (type(tree) is q.AndMaybe and part is tree.b)
        found += [part] if is_optional and isinstance(part, _CAN_FAIL) else []
        found += branches(part)
    return found


_CAN_FAIL = (q.And, q.AndMaybe, q.AndNot, q.Require)
"""Groups that may not match although a paragraph has words of theirs."""


def _any_of(tree: Any, parts: Sequence[Any]) -> Any:
    same = type(tree) is q.Or and len(parts) == len(tree.subqueries)
    if same and all(map(operator.is_, parts, tree.subqueries)):
        return tree
    return q.Or(list(parts), boost=tree.boost)


def _is_in(query: Any, some: Collection[Any]) -> bool:
    return any(query is each for each in some)
