"""Cards within the body: parts of one template, each a linked headline with little text below."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from bs4 import Tag

from pressmark.corpus.html.leaves import Outline, TextLeaf
from pressmark.corpus.model import Kind

LEAST_CARDS = 3
HEADLINE_LENGTH = 24
"""Characters of the shortest headline; a section of the article's own may be a short link."""

TEASER_LENGTH = 400
"""Characters of the longest text below a card's headline."""


HEADLINE_KINDS = frozenset({Kind.HEADING, Kind.TITLE})

MOST_OF_BODY = 0.5
"""Share of the body's prose from which cards are not beside the text but the text itself."""


def cards_in(page: Outline, body: range, leads_home: Callable[[TextLeaf], bool]) -> list[int]:
    """The leaves of cards for other pages of the site, where three or more are side by side."""
    rows: defaultdict[int, list[range]] = defaultdict(list)
    for order in body:
        leaf = page.leaves[order]
        is_headline = leaf.kind in HEADLINE_KINDS and len(leaf.text) >= HEADLINE_LENGTH
        if is_headline and leaf.leads_away and leads_home(leaf):
            card = _card(page, order)
            if card is not None:
                rows[id(card.parent)].append(range(*page.spans[id(card)]))
    found = sorted({at for row in rows.values() if len(row) >= LEAST_CARDS for at in _all(row)})
    prose = sum(page.leaves[order].prose for order in body)
    return found if sum(page.leaves[at].prose for at in found) < MOST_OF_BODY * prose else []


def _card(page: Outline, order: int) -> Tag | None:
    """The largest part that begins with this headline and has no other and little text."""
    found = None
    tag: Tag | None = page.leaves[order].owner.parent
    while tag is not None and id(tag) in page.spans:
        first, last = page.spans[id(tag)]
        if first != order or not _is_teaser(page.leaves[first + 1 : last]):
            break
        found, tag = tag, tag.parent
    return found


def _is_teaser(below: Sequence[TextLeaf]) -> bool:
    """Whether a headline with that below it is a card, and not a section of the article."""
    return 0 < sum(len(leaf.text) for leaf in below) <= TEASER_LENGTH and not any(
        leaf.kind in HEADLINE_KINDS for leaf in below
    )


def _all(row: Sequence[range]) -> Iterator[int]:
    for card in row:
        yield from card
