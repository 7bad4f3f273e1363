"""The dates that a page shows for its article, the surest first.

A date counts in and around the article: in a header, a ticker, a comment, a teaser or a sentence
it belongs to something else, and the day of an update is not the day of publication.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import dropwhile, islice
from typing import NamedTuple

from lxml import etree

from pressmark.corpus.html.element_text import is_shorter, own_text, visible_text
from pressmark.corpus.html.rules import meaning
from pressmark.corpus.html.tree import PROSE, PROSE_TAGS, core_of, with_ancestors
from pressmark.corpus.text.elements import BLOCKS, HEADINGS
from pressmark.corpus.text.keys import letters
from pressmark.corpus.text.timestamps import is_dateline
from pressmark.corpus.text.update_labels import (
    ends_with_update_label,
    has_published_label,
    is_label,
    without_updates,
)

DATE_NAME = re.compile(
    r"(?<![a-z])(?:date\w*|time|timestamp|published?|posted|pubdate)(?![a-z])", re.IGNORECASE
)
_UPDATE_NAME = re.compile(r"updat|modif|revis", re.IGNORECASE)
_PUBLISHED_NAME = re.compile(r"publi|posted|created|pub-?date|(?:entry|post)-?date", re.IGNORECASE)
_CLOCK_NAME = re.compile(
    r"(?<![a-z])(?<!icon-)(?<!fa-)(?:ticker|clock|weather|breaking\w*|latest\w*|headlines|now"
    r"|today|current\w*|marquee)(?![a-z])",
    re.IGNORECASE,
)
"""Names of parts that show the present time or what happens elsewhere."""

_HEADER_NAME = re.compile(r"(?<!\S)(?:(?:page|site|main|top)-?)?(?:header|bar|top)(?!\S)", re.I)

_ELSEWHERE = frozenset(
    {"comments", "related-links", "navigation", "sidebar", "overlay", "newsletter", "advertisement"}
)
_OTHER_TAGS = frozenset({"nav", "article", "figure", "figcaption", "caption", "form"})
_INNER_TAGS = frozenset({"header", "footer"})
"""Tags that hold something else where they are not around the article; those of the second line
belong to it where they are in it."""

_LINES = frozenset({"p", "li", "dd", "blockquote", *HEADINGS})
"""Tags that hold sentences: a date in one counts if the whole line is a date line."""

_MOST_DATES = 200
"""Dates of one page that are looked at; a calendar has more."""

_LONGEST_LINE = 200
_LONGEST_LABEL = 40
"""Characters of a date line, and of the label above it."""

_MOST_PARTS = 20
"""Elements next to a date that are read as its line."""

_AROUND = 2
_BEYOND = 3
"""Distances from the article: right around its box, and elsewhere on the page."""

_SHORTEST_TITLE = 12
"""Letters of a heading that is part of the title, from which it is the headline."""

_MOST_IN_HEAD = 400
_MOST_LEVELS = 5
"""Elements between headline and prose, and boxes around an article, that are looked at."""

_FRAME_RULES = frozenset({"navigation", "sidebar"})
"""Rules of parts that are outside the box around one article."""

_SENTENCE_ENDS = tuple(".!?…。！？")

_TEASER_LEVELS = 3
_TEASER_LENGTH = 24
_TEASER_WORDS = 5
_MOST_LINKS = 50
"""A link of so many characters and words near a date, so many tags up, is a headline."""


class ShownDate(NamedTuple):
    """A text that holds a date, and the kind of place that it is in."""

    text: str
    place: str
    distance: int
    is_explicit: bool

    @property
    def is_near(self) -> bool:
        """Whether it is in the article or its head."""
        return self.distance < _AROUND

    @property
    def is_likely(self) -> bool:
        """Whether it is right around the article or labelled as the date of publication."""
        return self.distance == _AROUND or self.is_explicit


@dataclass(frozen=True, slots=True)
class ShownDates:
    """The dates of the article, the surest first, and the texts of dates of something else."""

    own: tuple[ShownDate, ...] = ()
    others: tuple[str, ...] = ()


def shown_dates(root: etree._Element, title: str) -> ShownDates:
    """The dates of the article: those in it, then those around it; the explicit ones first.

    Of those outside its box the last one above counts, as where a blog groups posts by day.
    """
    around = _Around(root, title)
    found = []
    others = []
    for order, element in enumerate(islice(_candidates(root), _MOST_DATES)):
        distance = around.distance(element)
        if not around.is_elsewhere(element, distance) and (text := _date_text(element)):
            is_explicit = _is_explicit(element, text)
            date = ShownDate(text, _place(element), distance, is_explicit)
            place = -order if distance == _AROUND else order
            found.append((distance, not is_explicit, place, date))
        elif is_shorter(element, _LONGEST_LINE):
            others += [element.get("datetime") or "", visible_text(element)]
    return ShownDates(tuple(date for *_, date in sorted(found)), tuple(others))


def _candidates(root: etree._Element) -> Iterator[etree._Element]:
    for element in root.iter(etree.Element):
        if element.tag not in ("html", "head", "body") and (
            element.tag == "time"
            or _item(element) == "datePublished"
            or DATE_NAME.search(element.get("class", ""))
        ):
            yield element


def _item(element: etree._Element) -> str:
    return str(element.get("itemprop") or "").strip()


def _place(element: etree._Element) -> str:
    if _item(element) == "datePublished":
        return "itemprop datePublished"
    return "time" if element.tag == "time" else "dateline"


class _Around:
    """The place of the article on a page: its prose, its headline and the parts around both."""

    def __init__(self, root: etree._Element, title: str) -> None:
        cores = core_of(root)
        headline = _headline(root, letters(title))
        self._title = letters(visible_text(headline)) if headline is not None else ""
        self._headline = with_ancestors([headline] if headline is not None else [])
        self._prose = with_ancestors(cores)
        self._head = _head(root, headline)
        chain = [] if not cores else [cores[0], *cores[0].iterancestors()]
        joint = next((tag for tag in chain if tag in self._headline), root)
        article = next((tag for tag in chain if tag.tag == "article"), None)
        if article is None and headline is not None:
            article = joint
        self._parts = (article, joint)
        self._above = _above(joint)

    def distance(self, element: etree._Element) -> int:
        """0 in the article, 1 in what holds headline and prose, 2 right around that, 3 beyond."""
        if element in self._head or self._is_of_item(element):
            return 0
        holders = {element, *element.iterancestors()}
        if self._above & holders:
            return _AROUND
        return next((at for at, part in enumerate(self._parts) if part in holders), _BEYOND)

    def _is_of_item(self, element: etree._Element) -> bool:
        """Whether microdata state it of what holds the prose or the headline."""
        if _item(element) != "datePublished":
            return False
        item = next(
            (tag for tag in element.iterancestors() if tag.get("itemscope") is not None), None
        )
        return item in self._prose or item in self._headline

    def is_elsewhere(self, element: etree._Element, distance: int) -> bool:
        """Whether it is in a part of something else, not around headline or prose."""
        for level, part in enumerate((element, *element.iterancestors())):
            if part in self._prose:
                return False
            if part in self._headline:
                continue
            in_head = element in self._head
            if _is_named_elsewhere(part, distance, level, in_head=in_head):
                return True
            if 0 < level <= _TEASER_LEVELS and not in_head and self._teases(part):
                return True
        return False

    def _teases(self, part: etree._Element) -> bool:
        """Whether it has a heading of its own or a link as long as another article's headline."""
        return next(part.iter(*HEADINGS), None) is not None or any(
            len(text) >= _TEASER_LENGTH
            and (len(text.split()) >= _TEASER_WORDS or " " not in text)
            and letters(text) != self._title
            for text in map(visible_text, islice(_links_away(part), _MOST_LINKS))
        )


def _headline(root: etree._Element, title: str) -> etree._Element | None:
    """The heading that states the title, or as much of it as there is."""
    headings = [(tag, letters(visible_text(tag))) for tag in root.iter("h1", "h2", "h3")]
    same = (tag for tag, text in headings if text == title)
    alike = (
        tag
        for tag, text in headings
        if min(len(text), len(title)) >= _SHORTEST_TITLE and (text in title or title in text)
    )
    return next(same, next(alike, None)) if title else None


def _head(root: etree._Element, headline: etree._Element | None) -> set[etree._Element]:
    """The elements between the headline and the first prose below it."""
    found: set[etree._Element] = set()
    if headline is None:
        return found
    for element in islice(dropwhile(lambda tag: tag is not headline, root.iter()), _MOST_IN_HEAD):
        if element.tag in PROSE_TAGS and own_text(element) >= PROSE:
            return found
        found.add(element)
    return set()


def _above(joint: etree._Element) -> set[etree._Element]:
    """The parts above the article's box, within what holds nothing of the page's frame."""
    found: set[etree._Element] = set()
    for _ in range(_MOST_LEVELS):
        parent = joint.getparent()
        if parent is None or parent.tag in ("body", "html") or _holds_frame(parent):
            break
        found.update(joint.itersiblings(preceding=True))
        joint = parent
    return found


def _holds_frame(part: etree._Element) -> bool:
    return any(
        meaning(f"{tag.get('class') or ''} {tag.get('id') or ''}")[0] in _FRAME_RULES
        or tag.tag in ("nav", "header", "aside")
        for tag in part.iter(etree.Element)
    )


def _is_named_elsewhere(part: etree._Element, distance: int, level: int, *, in_head: bool) -> bool:
    name = f"{part.get('class') or ''} {part.get('id') or ''}"
    rule = meaning(name)[0]
    if rule == "comments" and in_head:
        rule = ""  # as in `byline-date-comments`
    if part.tag == "aside" and not in_head:
        return True
    if part.tag in _OTHER_TAGS or rule in _ELSEWHERE or _CLOCK_NAME.search(name):
        return True
    if level and _HEADER_NAME.search(name):
        return True
    return distance > 0 and (part.tag in _INNER_TAGS or rule == "page-footer")


def _links_away(part: etree._Element) -> Iterator[etree._Element]:
    for link in part.iter("a"):
        address = str(link.get("href") or "#")
        if not address.startswith(("#", "javascript:", "mailto:")) and link.get("rel") != "author":
            yield link


def _date_text(element: etree._Element) -> str:
    """The text that states the date; nothing where it is that of an update or of an event."""
    if not is_shorter(element, _LONGEST_LINE) or _is_named_update(element):
        return ""
    shown = visible_text(element)
    before, line = _line_around(element)
    if ends_with_update_label(before) or _is_sentence(line, shown):
        return ""
    within = [element, *islice(element.iter("time"), 2)]
    if len(within) > 2:
        within = [element]
    stated = (tag.get("datetime") or tag.get("content") for tag in within)
    return next(filter(None, stated), "") or without_updates(shown)


def _is_named_update(element: etree._Element) -> bool:
    """Whether a class names the day of an update, and none the date."""
    names = [*str(element.get("class") or "").split(), _item(element)]
    updates = [name for name in names if _UPDATE_NAME.search(name)]
    others = [name for name in names if name not in updates and DATE_NAME.search(name)]
    parent = element.getparent()
    if updates or others or parent is None:
        return bool(updates) and not others
    return is_shorter(parent, len(visible_text(element)) + 1) and _is_named_update(parent)


def _is_named_published(element: etree._Element) -> bool:
    return _PUBLISHED_NAME.search(str(element.get("class") or "")) is not None


def _line_around(element: etree._Element) -> tuple[str, str]:
    """The text before the element in its line, or the line above, and the whole line."""
    block = element
    while block.tag not in BLOCKS and (parent := block.getparent()) is not None:
        block = parent
    before = behind = ""
    if block is not element:
        before, behind = _line_text(element, back=True), _line_text(element, back=False)
    above = block.getprevious()
    label = visible_text(above) if above is not None and is_shorter(above, _LONGEST_LABEL) else ""
    if not before and is_label(label):
        before = label
    line = " ".join(f"{before} {visible_text(element)} {behind}".split())
    return before, line if block.tag in _LINES else ""


def _line_text(element: etree._Element, *, back: bool) -> str:
    """The text before or behind the element in its line, up to the line's ends or a few parts."""
    pieces: list[str] = []
    node = element
    for _ in range(_MOST_PARTS):
        neighbour = node.getprevious() if back else node.getnext()
        gap = (neighbour.tail if neighbour is not None else None) if back else node.tail
        pieces.append(gap or "")
        if neighbour is None:
            parent = node.getparent()
            if parent is None:
                break
            pieces.append((parent.text or "") if back else "")
            if parent.tag in BLOCKS:
                break
            node = parent
            continue
        if (
            neighbour.tag == "br"
            or neighbour.tag in BLOCKS
            or not is_shorter(neighbour, _LONGEST_LINE)
        ):
            break
        pieces.append(visible_text(neighbour))
        node = neighbour
    return " ".join(" ".join(reversed(pieces) if back else pieces).split())


def _is_sentence(line: str, shown: str) -> bool:
    """Whether the date is one among other words."""
    if not line or line == shown or is_dateline(line) or has_published_label(line):
        return False
    return not line.startswith(shown) or line.endswith(_SENTENCE_ENDS)


def _is_explicit(element: etree._Element, text: str) -> bool:
    """Whether it is labelled as the date of publication."""
    return (
        _item(element) == "datePublished"
        or element.get("pubdate") is not None
        or _is_named_published(element)
        or has_published_label(text)
        or has_published_label(_line_around(element)[0])
    )
