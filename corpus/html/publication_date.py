"""The date of publication that a page shows: the article's own, not the site's or a teaser's.

A candidate is a `<time>`, microdata or an element named as a date. It has to belong to the
headline, by the element that holds both or by its distance in characters of text. What a page says
of its last update is not the publication.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from lxml import etree

from pressmark.corpus.html.elements import HEADINGS
from pressmark.corpus.html.rules import BODY_NAME, meaning
from pressmark.corpus.html.tree import INVISIBLE, NEVER_CUT, visible_text
from pressmark.corpus.text.dates import find_date
from pressmark.corpus.text.update_labels import UPDATED, without_updates

MOST_CANDIDATES = 200
"""Dates of one page that are looked at; a calendar has more."""

LONGEST_LINE = 200
"""Characters of a date line; a longer one is a paragraph about something."""

LONGEST_LABEL = 20
"""Characters of the label beside a date."""

NEAR_BELOW = 600
"""Characters of text between the headline and a date below it: a standfirst and the authors."""

NEAR_ABOVE = 400
"""Characters in the element that holds the headline and a date above it."""

DATE_NAME = re.compile(
    r"(?<![a-z])(?:date\w*|time|timestamp|published?|posted|pubdate)(?![a-z])", re.IGNORECASE
)
UPDATE_NAME = re.compile(r"modif|updat|edited|revis", re.IGNORECASE)
"""Names of what a page says of its last change."""

CLOCK_NAME = re.compile(
    r"(?<![a-z])(?:clock|ticker|weather|today|current|live-?(?:bar|feed)|now|countdown)(?![a-z])",
    re.IGNORECASE,
)
"""Names of what changes by itself."""

OTHER_PLACES = frozenset({"nav", "aside", "form", "a", "address"})
OTHER_RULES = frozenset(
    {
        "advertisement",
        "author-note",
        "comments",
        "navigation",
        "newsletter",
        "overlay",
        "page-footer",
        "related-links",
        "sidebar",
    }
)
"""Rules for parts of a page whose dates are of something else."""

NAMES = ("class", "id", "itemprop", "property", "rel", "title")


@dataclass(frozen=True, slots=True)
class _Place:
    """An element with the characters of text before it and inside it."""

    before: int
    inside: int


@dataclass(frozen=True, slots=True)
class ShownDates:
    """`published` is the article's own date and the kind of place, or None. `others` are the days
    of updates and of other parts of the page."""

    published: tuple[datetime, str] | None
    others: frozenset[date]


def shown_dates(root: etree._Element, headline: etree._Element | None) -> ShownDates:
    """The dates that the page shows, with the one that belongs to the article under `headline`.

    Without a headline it is the first that is in no place for something else.
    """
    places = _places(root)
    known = set() if headline is None else {headline, *headline.iterancestors()}
    holder = next((tag for tag in (headline, *_above(headline)) if _is_article(tag)), None)
    best: tuple[tuple[int, int], datetime, str] | None = None
    others: set[date] = set()
    for order, (element, kind) in enumerate(islice(_candidates(root), MOST_CANDIDATES)):
        moment = find_date(_shown(element))
        if moment is None or element not in places:
            continue
        rank: int | None = None
        if not (_is_update(element) or _is_elsewhere(element, known)):
            rank = 0 if headline is None else _rank(element, headline, holder, known, places)
        if rank is None:
            others.add(moment.date())
        elif best is None or (rank, order) < best[0]:
            best = (rank, order), moment, kind
    return ShownDates(best[1:] if best else None, frozenset(others))


def _places(root: etree._Element) -> dict[etree._Element, _Place]:
    """Where each element begins in the visible text of the page, and how long it is."""
    places: dict[etree._Element, _Place] = {}
    starts: list[int] = []
    total = 0
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            starts.append(total)
            if element.tag in INVISIBLE:
                walk.skip_subtree()
            elif element.text:
                total += len(element.text.strip())
        else:
            begun = starts.pop()
            places[element] = _Place(begun, total - begun)
            if element.tail:
                total += len(element.tail.strip())
    return places


def _candidates(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    for element in root.iter(etree.Element):
        if element.get("itemprop") == "datePublished":
            yield element, "itemprop datePublished"
        elif element.tag == "time":
            yield element, "time"
        elif element.tag != "body" and DATE_NAME.search(element.get("class") or ""):
            yield element, "dateline"


def _shown(element: etree._Element) -> str:
    """What an element states as a date, without what its line says of an update."""
    if stated := element.get("datetime") or element.get("content"):
        return stated
    text = visible_text(element)
    return "" if len(text) > LONGEST_LINE else without_updates(text) or text


def _is_update(element: etree._Element) -> bool:
    """Whether an element gives the date of a change, by a name or by the words before it."""
    line = element
    while True:
        if any(UPDATE_NAME.search(line.get(name) or "") for name in NAMES):
            return True
        parent = line.getparent()
        if parent is None or len(visible_text(parent)) > len(visible_text(element)) + LONGEST_LABEL:
            break
        line = parent
    text = visible_text(element)
    if UPDATED.search(text):
        return not without_updates(text)
    return UPDATED.search(_text_before(element)) is not None


def _text_before(element: etree._Element) -> str:
    """What the line says between the date before, or its beginning, and the element."""
    pieces: list[str] = []
    parent = element.getparent()
    while parent is not None and element.tag not in ("p", "div", "li", "td", "header"):
        for other in element.itersiblings(preceding=True):
            pieces.insert(0, other.tail or "")
            if other.tag in ("time", "br", "p", "div"):
                return "".join(pieces)[-LONGEST_LINE:]
            pieces.insert(0, visible_text(other)[-LONGEST_LINE:])
        pieces.insert(0, parent.text or "")
        element, parent = parent, parent.getparent()
    return "".join(pieces)[-LONGEST_LINE:]


def _is_elsewhere(element: etree._Element, known: set[etree._Element]) -> bool:
    """Whether the element is in a part of the page that is about something else."""
    for tag in (element, *element.iterancestors()):
        if tag in known or tag.tag in ("body", "html"):
            return False
        if tag.tag in OTHER_PLACES or CLOCK_NAME.search(_names(tag)):
            return True
        if tag.tag in ("header", "footer") and known and not _is_in_article(tag, known):
            return True
        rule = "" if tag.tag in NEVER_CUT else meaning(_names(tag))[0]
        if rule in OTHER_RULES and not (rule == "page-footer" and _is_in_article(tag, known)):
            return True
        if known and tag is not element and (_is_article(tag) or _has_heading(tag)):
            return True
    return False


def _is_in_article(tag: etree._Element, known: set[etree._Element]) -> bool:
    above = (each for each in tag.iterancestors() if each in known)
    return any(_is_article(each) or _is_post(each) for each in above)


def _rank(
    element: etree._Element,
    headline: etree._Element,
    holder: etree._Element | None,
    known: set[etree._Element],
    places: dict[etree._Element, _Place],
) -> int | None:
    """How well a date belongs to the headline, lower is better; None where it does not."""
    below = places[element].before - places[headline].before - places[headline].inside
    shared = next(tag for tag in element.iterancestors() if tag in known)
    is_own = holder is not None and (shared is holder or holder in shared.iterancestors())
    if holder is not None and not is_own and places[holder].inside > NEAR_ABOVE:
        return None  # the article holds its text, and the date is outside
    if below >= 0:
        if below <= NEAR_BELOW:
            return below
        return NEAR_BELOW + 2 if is_own or _is_post(shared) else None
    if is_own:
        return NEAR_BELOW
    return NEAR_BELOW + 1 if places[shared].inside <= NEAR_ABOVE else None


def _above(element: etree._Element | None) -> Iterator[etree._Element]:
    return iter(()) if element is None else element.iterancestors()


def _is_article(tag: etree._Element | None) -> bool:
    if tag is None:
        return False
    return tag.tag == "article" or (tag.get("itemtype") or "").endswith(("Article", "BlogPosting"))


def _is_post(tag: etree._Element) -> bool:
    """Whether an element is named as one article is, and does not hold the whole page."""
    return tag.tag != "body" and bool(
        BODY_NAME.search(_names(tag))
        or re.search(r"(?<![a-z])(?:h?entry|post|article|story)(?![a-z])", _names(tag))
    )


def _has_heading(tag: etree._Element) -> bool:
    """Whether a part has a heading of its own, as a teaser has."""
    return any(child.tag in HEADINGS for child in tag.iter(*HEADINGS))


def _names(tag: etree._Element) -> str:
    return f"{tag.get('class') or ''} {tag.get('id') or ''}".lower()
