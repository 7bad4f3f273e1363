"""Which leaves in and around the body are article, and what each of them is.

The rules look at structure: the place of a text, its share of links, its neighbours.
None of them reads words, so they work in every language.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from urllib.parse import urlsplit

from pressmark.corpus.html.cards import cards_in
from pressmark.corpus.html.leaves import Outline, TextLeaf
from pressmark.corpus.html.metadata import Metadata
from pressmark.corpus.model import Kind
from pressmark.corpus.text.addresses import site_of
from pressmark.corpus.text.keys import letters
from pressmark.corpus.text.timestamps import is_dateline

HEAD_KINDS = frozenset({Kind.STANDFIRST, Kind.BYLINE, Kind.CAPTION})
"""The kinds of an article's head, between headline and body."""

LIST_KINDS = frozenset({Kind.LIST_ITEM, Kind.TABLE_ROW})

SIGNED_KINDS = frozenset({Kind.EMBED, Kind.QUOTE})
"""Kinds whose last line names the speaker."""

ADDRESS = re.compile(r"https?://|www\.")

HEADLINE_LENGTH = 24
"""Characters from which a linked line is another article's headline, not a source's name."""

LABEL_LENGTH = 60
"""Characters of the longest line that can announce a list of links."""

LABEL_SHARE = 0.8
"""Share of a line in bold from which it is bold as a whole."""

LIST_REACH = 20
"""Neighbours that show whether a list is of links or has a link in it."""

TEASERS = 3
TEASER_LENGTH = 160
"""So many links, each with no more than so many characters after it, are teasers."""

BYLINE_LENGTH = 80
"""Characters of the longest byline."""

STANDFIRST_LENGTH = 30
"""Characters from which a heading under the headline is a sentence about the whole article."""

MARKED_SHARE = 0.8
"""Share of the prose in paragraphs from which bare text among them is suspect."""


@dataclass(slots=True)
class _Sorting:
    """One page's leaves, and what has been decided about them so far."""

    leaves: list[TextLeaf]
    body: range
    address: str
    site: str
    authors: tuple[str, ...]
    rules: dict[int, str] = field(default_factory=dict)
    kinds: dict[int, Kind] = field(default_factory=dict)

    def kept(self) -> list[int]:
        """The leaves of the body that no rule has taken so far."""
        return [order for order in self.body if order not in self.rules]

    def prose(self) -> list[int]:
        return [order for order in self.kept() if self.leaves[order].prose]

    def drop(self, order: int, rule: str) -> None:
        self.rules.setdefault(order, rule)


def sort_out(
    page: Outline, body: range, metadata: Metadata
) -> tuple[dict[int, str], dict[int, Kind]]:
    """By a leaf's order: the rule that discards it, and its kind where its tag is not enough."""
    sorting = _Sorting(page.leaves, body, metadata.url, site_of(metadata.url), metadata.authors)
    for order, leaf in enumerate(page.leaves):
        if leaf.rule:
            sorting.rules[order] = leaf.rule
    headline = _headline(sorting, metadata.title)
    for order in cards_in(page, body, lambda leaf: _leads_home(leaf, sorting.site)):
        sorting.drop(order, "related-links")
    for rule in BODY_RULES:
        rule(sorting)
    _head(sorting, headline)
    for order in range(len(page.leaves)):
        if order not in sorting.body and sorting.kinds.get(order) not in (Kind.TITLE, *HEAD_KINDS):
            sorting.drop(order, "outside-article")
    return sorting.rules, sorting.kinds


def _headline(sorting: _Sorting, title: str) -> int | None:
    """The first leaf that states the title, else the first `h1`; any other `h1` is a heading."""
    stated = letters(title)
    ones = [order for order, leaf in enumerate(sorting.leaves) if leaf.kind is Kind.TITLE]
    same = [
        order
        for order, leaf in enumerate(sorting.leaves)
        if len(stated) <= len(leaf.text) <= 2 * len(title) and letters(leaf.text) == stated
    ]
    titles = [order for order in same if stated and order not in sorting.rules] or ones[:1]
    sorting.kinds.update(dict.fromkeys(ones, Kind.HEADING))
    sorting.kinds.update(dict.fromkeys(titles, Kind.TITLE))
    return titles[0] if titles else None


def _head(sorting: _Sorting, headline: int | None) -> None:
    """Keeps standfirst, byline and captions between headline and body."""
    if headline is None or headline >= sorting.body.start:
        return
    for order in range(headline, sorting.body.start):
        if order not in sorting.rules and sorting.leaves[order].kind in HEAD_KINDS:
            sorting.kinds.setdefault(order, sorting.leaves[order].kind)


def _links(sorting: _Sorting) -> None:
    """Removes long links: they name other articles."""
    for order in sorting.kept():
        leaf = sorting.leaves[order]
        if leaf.is_link and not ADDRESS.search(leaf.text) and _is_pointer(sorting, order):
            sorting.drop(order, "related-links")


def _is_pointer(sorting: _Sorting, order: int) -> bool:
    leaf = sorting.leaves[order]
    long, home = len(leaf.text) >= HEADLINE_LENGTH, _leads_home(leaf, sorting.site)
    if leaf.kind is Kind.LIST_ITEM:
        return long and home and _is_list_of_links(sorting, order)
    if leaf.kind is Kind.HEADING:
        in_row = sorting.rules.get(order - 1) == "related-links"
        return long and home and (in_row or not _is_before_prose(sorting, order))
    if leaf.kind is not Kind.PARAGRAPH:
        return False
    return long if leaf.owner.name == "p" else home


def _is_list_of_links(sorting: _Sorting, order: int) -> bool:
    """Whether no item near this one is prose."""
    items = sorting.leaves[order].owner.parent
    return not any(
        leaf.prose
        for leaf in sorting.leaves[max(order - LIST_REACH, 0) : order + LIST_REACH]
        if leaf.owner.parent is items
    )


def _is_before_prose(sorting: _Sorting, order: int) -> bool:
    return order + 1 in sorting.body and bool(sorting.leaves[order + 1].prose)


def _leads_home(leaf: TextLeaf, site: str) -> bool:
    """Whether a leaf's link stays on the page's own site."""
    href = str(leaf.link.get("href", "")) if leaf.link is not None else ""
    try:
        host = urlsplit(href).hostname
    except ValueError:
        return False
    return host is None or (bool(site) and host.removeprefix("www.").endswith(site))


def _labelled(sorting: _Sorting) -> None:
    """A short label and then links to the end, as `Related: a headline`."""
    for order in sorting.kept():
        leaf = sorting.leaves[order]
        label, colon, rest = leaf.text.partition(":")
        if (
            colon
            and leaf.link is not None
            and leaf.kind is Kind.PARAGRAPH
            and len(label) < LABEL_LENGTH / 2
            and len(rest.strip(" |·•,")) <= leaf.linked + 1
            and _leads_home(leaf, sorting.site)
        ):
            sorting.drop(order, "related-links")


def _teasers(sorting: _Sorting) -> None:
    """Links to other articles, each with a line about it, in a row at the end."""
    kept = sorting.kept()
    pairs: list[int] = []
    for at in range(len(kept) - 2, -1, -2):
        link, line = (sorting.leaves[order] for order in kept[at : at + 2])
        leads = link.leads_away and _leads_home(link, sorting.site)
        if not leads or line.linked or len(line.text) > TEASER_LENGTH:
            break
        pairs += kept[at : at + 2]
    if len(pairs) >= 2 * TEASERS:
        for order in pairs:
            sorting.drop(order, "related-links")


def _own_address(sorting: _Sorting) -> None:
    """The page's own address, printed for the paper copy."""
    for order in sorting.kept():
        if sorting.leaves[order].text == sorting.address:
            sorting.drop(order, "share-bar")


def _bylines(sorting: _Sorting) -> None:
    """Short lines near the body's ends that are nothing but date, place, author and label."""
    prose = sorting.prose()
    if not prose:
        return
    near = [
        *range(sorting.body.start, prose[min(2, len(prose) - 1)]),
        *range(prose[-1], sorting.body.stop),
    ]
    for order in near:
        leaf = sorting.leaves[order]
        if (
            order in sorting.rules
            or len(leaf.text) > BYLINE_LENGTH
            or sorting.kinds.get(order) is Kind.TITLE
        ):
            continue
        kinds = (Kind.PARAGRAPH, Kind.LIST_ITEM, *((Kind.HEADING,) if order < prose[0] else ()))
        if leaf.kind in kinds and is_dateline(leaf.text, sorting.authors):
            sorting.kinds[order] = Kind.BYLINE


def _standfirst(sorting: _Sorting) -> None:
    """A sentence right under the headline, before the byline, set as a heading, or taken from the
    text below.

    Further down a part of that name is a sub-heading.
    """
    prose = sorting.prose()
    for order in range(prose[0] + 1 if prose else sorting.body.stop, sorting.body.stop):
        if sorting.leaves[order].kind is Kind.STANDFIRST:
            is_prose = sorting.leaves[order].prose
            sorting.kinds[order] = Kind.PARAGRAPH if is_prose else Kind.HEADING
    titles = [order for order, kind in sorting.kinds.items() if kind is Kind.TITLE]
    prose = sorting.prose()
    if not titles or not prose:
        return
    after = [
        order for order in range(titles[0] + 1, len(sorting.leaves)) if order not in sorting.rules
    ]
    for order, follower in pairwise(after):
        leaf = sorting.leaves[order]
        kind = sorting.kinds.get(order, leaf.kind)
        if kind in (Kind.CAPTION, Kind.TITLE):
            continue
        is_line = kind is Kind.HEADING and len(leaf.text) >= STANDFIRST_LENGTH
        before_byline = (
            kind is Kind.PARAGRAPH
            and leaf.prose
            and sorting.kinds.get(follower, sorting.leaves[follower].kind) is Kind.BYLINE
        )
        if is_line or before_byline or _is_taken_from_text(sorting, order, prose):
            sorting.kinds[order] = Kind.STANDFIRST
        return


def _is_taken_from_text(sorting: _Sorting, order: int, prose: list[int]) -> bool:
    """Whether a paragraph above the text is there again, among the others."""
    leaf = sorting.leaves[order]
    return leaf.kind is Kind.PARAGRAPH and any(
        other.text == leaf.text and other.owner.parent is not leaf.owner.parent
        for other in (sorting.leaves[at] for at in prose if at > order)
        if other.kind is Kind.PARAGRAPH
    )


def _edges(sorting: _Sorting) -> None:
    """The body begins and ends with prose; other lines beyond are dropped.

    A line with a colon announces the list below it.
    """
    prose = sorting.prose()
    if not prose:
        return
    for order in range(sorting.body.start, prose[0]):
        if not _belongs(sorting, order, prose[0]):
            sorting.drop(order, "outside-article")
    above = prose[-1]
    for order in range(prose[-1] + 1, sorting.body.stop):
        if _belongs(sorting, order, prose[-1]) or _is_announced(sorting, order, above):
            above = order
        else:
            sorting.drop(order, "outside-article")


def _is_announced(sorting: _Sorting, order: int, above: int) -> bool:
    """Whether it is the first entry below a line with a colon, or goes on below such an entry."""
    leaf, before = sorting.leaves[order], sorting.leaves[above]
    if leaf.kind not in LIST_KINDS or leaf.linked > leaf.plain or order != above + 1:
        return False
    return before.text.endswith((":", "：")) or before.kind is leaf.kind


def _belongs(sorting: _Sorting, order: int, nearest: int) -> bool:
    """Whether a short text at the edge is set like the nearest prose."""
    leaf, other = sorting.leaves[order], sorting.leaves[nearest]
    kind = sorting.kinds.get(order, leaf.kind)
    if kind in (Kind.TITLE, *HEAD_KINDS):
        return True
    if kind is Kind.HEADING:
        return order < nearest
    if kind in SIGNED_KINDS and kind is other.kind:
        return True
    return (
        leaf.linked <= leaf.plain
        and leaf.owner.parent is other.owner.parent
        and leaf.owner.name == other.owner.name
    )


def _last_of_other_kind(sorting: _Sorting) -> None:
    """Where the prose is in paragraphs, text at the end that is in bare boxes is not."""
    prose = sorting.prose()
    marked = sum(
        sorting.leaves[order].prose for order in prose if sorting.leaves[order].owner.name != "div"
    )
    if not prose or marked < MARKED_SHARE * sum(sorting.leaves[order].prose for order in prose):
        return
    for order in reversed(sorting.kept()):
        leaf = sorting.leaves[order]
        if leaf.prose and leaf.owner.name != "div":
            return
        if leaf.owner.name == "div" and leaf.kind is Kind.PARAGRAPH:
            sorting.drop(order, "outside-article")


def _labels(sorting: _Sorting) -> None:
    """A heading, a bold line or one without a sentence's end goes with the links it announces."""
    linked = 0
    for order in reversed(sorting.body):
        leaf = sorting.leaves[order]
        if sorting.rules.get(order) == "related-links":
            linked += len(leaf.text)
        elif order in sorting.rules:
            linked = 0
        elif linked >= HEADLINE_LENGTH and _is_label(leaf):
            sorting.drop(order, "related-links")
        elif leaf.kind not in HEAD_KINDS:
            linked = 0


def _is_label(leaf: TextLeaf) -> bool:
    if len(leaf.text) >= LABEL_LENGTH or ADDRESS.search(leaf.text):
        return False
    return (
        leaf.kind in (Kind.HEADING, Kind.STANDFIRST)
        or leaf.bold > LABEL_SHARE * len(leaf.text)
        or (leaf.kind is Kind.PARAGRAPH and leaf.text.endswith((":", "...", "…")))
    )


BODY_RULES: tuple[Callable[[_Sorting], None], ...] = (
    _teasers,
    _links,
    _labelled,
    _own_address,
    _labels,
    _last_of_other_kind,
    _bylines,
    _standfirst,
    _edges,
)
