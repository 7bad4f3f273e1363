"""Queries of filters alone, which score every hit the same."""

from dataclasses import replace
from typing import Any

from whoosh import query as q

from pressmark.search.options import SearchOptions


def is_unscored(tree: Any) -> bool:
    """Whether all that matches has one score."""
    if isinstance(tree, q.AndNot):
        return is_unscored(tree.a)
    if isinstance(tree, q.And):
        return all(map(is_unscored, tree.subqueries))
    return isinstance(tree, (q.ConstantScoreQuery, q.Every, q.Not))


def in_order(options: SearchOptions, tree: Any) -> SearchOptions:
    """The options of a search: favouring recent articles among equal scores is an order of time."""
    if options.sort == "recent" and is_unscored(tree):
        return replace(options, sort="newest")
    return options
