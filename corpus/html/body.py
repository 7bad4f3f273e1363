"""Where the article's body is: the smallest part of the page that holds most of its prose."""

from collections import defaultdict
from collections.abc import Sequence

from bs4 import Tag

from pressmark.corpus.html.leaves import Leaf
from pressmark.corpus.html.tree import CUT

MOST = 0.6
"""Share of the prose a child must hold for the search to go down into it."""


def find_body(leaves: Sequence[Leaf]) -> Tag | None:
    """The element that holds the article; None where the page has no prose."""
    prose: defaultdict[int, float] = defaultdict(float)
    tags: dict[int, Tag] = {}
    for leaf in leaves:
        weight = _weight(leaf)
        if not weight:
            continue
        tag: Tag | None = leaf.owner
        while tag is not None:
            prose[id(tag)] += weight
            tags[id(tag)] = tag
            tag = tag.parent
    if not prose:
        return None
    body = max(tags.values(), key=lambda tag: prose[id(tag)])
    while True:
        children = [
            child for child in body.children if isinstance(child, Tag) and id(child) in prose
        ]
        best = max(children, key=lambda child: prose[id(child)], default=None)
        if best is None or prose[id(best)] < MOST * prose[id(body)] or best.name in ("p",):
            return body
        body = best


def _weight(leaf: Leaf) -> float:
    if leaf.owner.name == CUT or leaf.plain < 40 or leaf.linked > leaf.plain:
        return 0.0
    return leaf.plain
