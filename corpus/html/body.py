"""The article's body: the part with the most paragraphs, and the parts that continue it.

The search starts at the core, the tag with the most prose of its own, and goes up as long as
the tags around it add more of the same.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import accumulate, pairwise

from bs4 import Tag

from pressmark.corpus.html.leaves import Outline, TextLeaf
from pressmark.corpus.html.rules import BODY_NAME, meaning
from pressmark.corpus.html.tree import LIST_WEIGHT, SHARES
from pressmark.corpus.model import Kind
from pressmark.corpus.text.elements import HEADINGS

PARAGRAPHS = frozenset(
    {"p", "li", "ul", "ol", "blockquote", "pre", "dd", "dt", "post", "standfirst"}
)


COLUMNS = frozenset({"td", "tr", "table"})
"""Tags that old pages lay their columns out with, all alike whatever is in them."""

NUMBERED = re.compile(r"\d|^(?:odd|even|alt|first|last)$")
"""Classes that number the parts of a row."""

EARLY_WEIGHT = 0.2
"""The weight of prose above the first `h1`: cookie notices are long and are first."""

INTRO_NAME = re.compile(r"(?<![a-z])(?:intro|introduction|lead|lede)(?![a-z])", re.IGNORECASE)

HEADLINE_LENGTH = 24
"""Characters from which a linked line is another article's headline, not a source's name."""

STATED_WEIGHT = 10
"""The weight of prose in the only part that is named as the body: a short story may be above a long
imprint or readers' talk."""

TEASER_WEIGHT = 0.02
"""The weight of prose below linked headlines: a page may show the beginnings of sixty others.
Measured, any weight up to 0.1 is as good."""

TEASER_SHARE = 0.25
"""Share of a part's text in links from which it lists other articles with their first lines."""


def find_body(page: Outline) -> range:
    """The leaves from the body's first to its last; empty where nothing can be one."""
    core = _core(page)
    if core is None:
        return _without_prose(page)
    prose = [0, *accumulate(leaf.prose for leaf in page.leaves)]
    headline = _headline(page)
    start, stop = page.spans[id(core)]
    child, parent = core, core.parent
    while parent is not None:
        more = []
        for sibling in parent.children:
            if isinstance(sibling, Tag) and sibling is not child and id(sibling) in page.spans:
                first, last = page.spans[id(sibling)]
                leaves = page.leaves[first:last]
                if prose[last] > prose[first] and (
                    _continues(child, sibling, leaves)
                    or (headline < first < start and _is_summary(leaves))
                ):
                    more.append((first, last))
        if more:  # then the whole child is one of a row, with the heading above its prose
            more.append(page.spans.get(id(child), (start, stop)))
            start = min(start, *(first for first, _ in more))
            stop = max(stop, *(last for _, last in more))
        child, parent = parent, parent.parent
    return range(start, stop)


def is_named_body(page: Outline, body: range) -> bool:
    """Whether these leaves hold the whole of the only part that the page names as its body."""
    stated = _stated_body(page)
    return stated is not None and body.start <= stated[0] and stated[1] <= body.stop


def _continues(body: Tag, sibling: Tag, leaves: Sequence[TextLeaf]) -> bool:
    """Whether a neighbour of the body, with these leaves, looks like more of it."""
    if any(leaf.owner.name in HEADINGS and leaf.leads_away for leaf in leaves):
        return False  # a heading that leads elsewhere announces another article
    away = sum(leaf.linked for leaf in leaves if not leaf.stays_on_page)
    if away > TEASER_SHARE * sum(len(leaf.text) for leaf in leaves):
        return False
    if sibling.name == body.name == "article" and _has_headline(body) and _has_headline(sibling):
        return False  # the next article, which scrolling brings
    if sibling.name in PARAGRAPHS or _is_named_body(body.parent):
        return True
    if INTRO_NAME.search(str(sibling.get("class") or "")):
        return True
    if sibling.name in COLUMNS and not sibling.get("class"):
        return False
    return sibling.name == body.name and _are_named_alike(body, sibling)


def _is_summary(leaves: Sequence[TextLeaf]) -> bool:
    """Whether they are the key points of an article: sentences in a list, without links."""
    return all(leaf.kind is Kind.LIST_ITEM and leaf.prose and not leaf.linked for leaf in leaves)


def _headline(page: Outline) -> int:
    """The first `h1`, -1 for none."""
    titles = (order for order, leaf in enumerate(page.leaves) if leaf.kind is Kind.TITLE)
    return next(titles, -1)


def _has_headline(tag: Tag) -> bool:
    return tag.find("h1") is not None


def _are_named_alike(body: Tag, sibling: Tag) -> bool:
    """Whether one template made both."""
    ours, theirs = (str(tag.get("class") or "") for tag in (body, sibling))
    return ours == theirs or _without_numbers(ours) == _without_numbers(theirs) != []


def _without_numbers(classes: str) -> list[str]:
    return [name for name in classes.split() if not NUMBERED.search(name)]


def _is_named_body(tag: Tag | None) -> bool:
    if tag is None:
        return False
    if tag.get("itemprop") == "articleBody":
        return True
    return bool(BODY_NAME.search(_name(tag)))


def _name(tag: Tag) -> str:
    return f"{tag.get('class', '')} {tag.get('id', '')}"


def _without_prose(page: Outline) -> range:
    """The body of a page without sentences: what is no link, from the headline on if there is one.

    A gallery holds nothing but captions, a flash nothing but a few words.
    """
    ones = [order for order, leaf in enumerate(page.leaves) if leaf.kind is Kind.TITLE]
    plain = [
        order
        for order, leaf in enumerate(page.leaves)
        if order >= (ones[0] if ones else 0)
        and not (leaf.rule or leaf.is_link)
        and any(map(str.isalnum, leaf.text))
    ]
    return range(plain[0], plain[-1] + 1) if plain else range(0)


def _core(page: Outline) -> Tag | None:
    prose: defaultdict[int, float] = defaultdict(float)
    tags: dict[int, Tag] = {}
    teasers: dict[int, bool] = {}
    headline = _headline(page)
    stated = _stated_body(page)
    for order, leaf in enumerate(page.leaves):
        if not leaf.prose:
            continue
        weight = leaf.prose * (LIST_WEIGHT if leaf.kind is Kind.LIST_ITEM else 1.0)
        if order < headline:
            weight *= EARLY_WEIGHT
        if stated is not None and stated[0] <= order < stated[1]:
            weight *= STATED_WEIGHT
        tag = _holder(leaf)
        if tag is not None:
            if id(tag) not in teasers:
                teasers[id(tag)] = _is_teaser(tag, page)
            weight *= TEASER_WEIGHT if teasers[id(tag)] else 1.0
        for share in SHARES:
            while tag is not None and id(tag) not in page.spans:  # a link may hold paragraphs
                tag = tag.parent
            if tag is None:
                break
            prose[id(tag)] += weight * share
            tags[id(tag)] = tag
            tag = tag.parent if tag.name != "article" else None
    return max(tags.values(), key=lambda tag: prose[id(tag)], default=None)


def _stated_body(page: Outline) -> tuple[int, int] | None:
    """The leaves of the only part with the name of a body that holds prose, if there is one."""
    found: tuple[int, int] | None = None
    seen: set[int] = set()
    for leaf in page.leaves:
        tag: Tag | None = leaf.owner if leaf.prose else None
        while tag is not None and id(tag) not in seen:
            seen.add(id(tag))
            if id(tag) in page.spans and _is_named_body(tag):
                span = page.spans[id(tag)]
                if found and not (found[0] <= span[0] < found[1] or span[0] <= found[0] < span[1]):
                    return None
                found = span if found is None or span[0] <= found[0] else found
            tag = tag.parent
    return found


def _is_teaser(tag: Tag, page: Outline) -> bool:
    """Whether a part shows linked headlines, each with a paragraph below and no more.

    An article may have a linked headline after every second paragraph.
    """
    first, last = page.spans.get(id(tag), (0, 0))
    leaves = page.leaves[first:last]
    headlines = sum(
        below.prose > 0 and len(leaf.text) >= HEADLINE_LENGTH and leaf.leads_away
        for leaf, below in pairwise(leaves)
    )
    return headlines >= sum(leaf.prose > 0 for leaf in leaves)


def _holder(leaf: TextLeaf) -> Tag | None:
    """The part that a leaf's prose counts for; the posts of a thread count for the whole list."""
    tag: Tag | None = leaf.owner
    if leaf.kind is Kind.LIST_ITEM and tag is not None and tag.name not in ("li", "dt", "dd"):
        around = tag.find_parent(["ul", "ol", "dl"])
        if around is not None and meaning(_name(around))[0] == "comments":
            return around
    while tag is not None and tag.name in PARAGRAPHS:
        tag = tag.parent
    return tag
