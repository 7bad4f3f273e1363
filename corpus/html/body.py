"""Where the article's body is: the part that holds the most paragraphs, and what continues it.

The search starts at the heart, the tag with the most prose of its own, and goes up as long as
the tags around it add more of the same.
"""

from collections import defaultdict
from collections.abc import Sequence
from itertools import accumulate

from bs4 import Tag

from pressmark.corpus.html.leaves import Leaf, Outline
from pressmark.corpus.html.rules import BODY_NAME
from pressmark.corpus.html.tree import HEADINGS, LIST_WEIGHT, SHARES
from pressmark.corpus.model import Kind

PARAGRAPHS = frozenset(
    {"p", "li", "ul", "ol", "blockquote", "pre", "dd", "dt", "post", "standfirst"}
)


COLUMNS = frozenset({"td", "tr", "table"})
"""Tags that old pages lay their columns out with, all alike whatever stands in them."""

TEASER_SHARE = 0.25
"""Share of a part's text in links from which it lists other articles with their first lines."""


def find_body(page: Outline) -> range:
    """The leaves from the body's first to its last; empty where the page has no prose."""
    heart = _heart(page)
    if heart is None:
        return range(0)
    prose = [0, *accumulate(leaf.prose for leaf in page.leaves)]
    start, stop = page.spans[id(heart)]
    child, parent = heart, heart.parent
    while parent is not None:
        for sibling in parent.children:
            if isinstance(sibling, Tag) and sibling is not child and id(sibling) in page.spans:
                first, last = page.spans[id(sibling)]
                if prose[last] > prose[first] and _continues(
                    child, sibling, page.leaves[first:last]
                ):
                    start, stop = min(start, first), max(stop, last)
        child, parent = parent, parent.parent
    return range(start, stop)


def _continues(body: Tag, sibling: Tag, leaves: Sequence[Leaf]) -> bool:
    """Whether a neighbour of the body, with these leaves, looks like more of it."""
    if any(leaf.owner.name in HEADINGS and leaf.is_link for leaf in leaves):
        return False  # a heading that leads elsewhere announces another article
    if sum(leaf.linked for leaf in leaves) > TEASER_SHARE * sum(len(leaf.text) for leaf in leaves):
        return False
    if sibling.name in PARAGRAPHS or _is_named_body(body.parent):
        return True
    if sibling.name in COLUMNS and not sibling.get("class"):
        return False
    return sibling.name == body.name and sibling.get("class") == body.get("class")


def _is_named_body(tag: Tag | None) -> bool:
    if tag is None:
        return False
    if tag.get("itemprop") == "articleBody":
        return True
    return bool(BODY_NAME.search(f"{tag.get('class', '')} {tag.get('id', '')}"))


def _heart(page: Outline) -> Tag | None:
    prose: defaultdict[int, float] = defaultdict(float)
    tags: dict[int, Tag] = {}
    for leaf in page.leaves:
        if not leaf.prose:
            continue
        weight = leaf.prose * (LIST_WEIGHT if leaf.kind is Kind.LIST_ITEM else 1.0)
        tag = _holder(leaf)
        for share in SHARES:
            if tag is None:
                break
            prose[id(tag)] += weight * share
            tags[id(tag)] = tag
            tag = tag.parent if tag.name != "article" else None
    return max(tags.values(), key=lambda tag: prose[id(tag)], default=None)


def _holder(leaf: Leaf) -> Tag | None:
    tag: Tag | None = leaf.owner
    while tag is not None and tag.name in PARAGRAPHS:
        tag = tag.parent
    return tag
