"""Loose words in a query tree, which are alternatives unless all words are requested."""

from collections.abc import Sequence
from typing import Any

from whoosh import query as q

from pressmark.search.query.compound import join


class LooseWords(q.Or):
    """Alternatives; `required` says which must match if all words are requested: not what only adds
    to others, such as a phrase whose words are alternatives themselves."""

    def __init__(
        self, subqueries: Sequence[Any], required: Sequence[bool], boost: float = 1.0
    ) -> None:
        super().__init__(subqueries, boost=boost)
        self.required = tuple(required)

    def apply(self, fn: Any) -> "LooseWords":
        """The same of other parts."""
        return LooseWords([fn(part) for part in self.subqueries], self.required, self.boost)


def any_word(tree: Any) -> Any:
    """The tree with loose words as alternatives."""
    if isinstance(tree, LooseWords):
        return join(q.Or, [any_word(part) for part in tree.subqueries])
    return tree if tree.is_leaf() else tree.apply(any_word)


def all_words(tree: Any) -> Any:
    """The tree with all loose words required."""
    if isinstance(tree, LooseWords):
        parts = [all_words(part) for part in tree.subqueries]
        must = [part for part, required in zip(parts, tree.required, strict=True) if required]
        may = [part for part, required in zip(parts, tree.required, strict=True) if not required]
        found = join(q.And, must or may)
        return q.AndMaybe(found, join(q.Or, may)) if must and may else found
    if isinstance(tree, q.AndMaybe) and isinstance(tree.b, LooseWords):
        return q.And([all_words(tree.a), all_words(tree.b)])
    return tree if tree.is_leaf() else tree.apply(all_words)


def has_alternatives(tree: Any) -> bool:
    """Whether requesting all words makes a difference."""
    if isinstance(tree, LooseWords) and sum(tree.required) > 1:
        return True
    if isinstance(tree, q.AndMaybe) and isinstance(tree.b, LooseWords) and any(tree.b.required):
        return True
    return not tree.is_leaf() and any(map(has_alternatives, tree.children()))
