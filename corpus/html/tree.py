"""The page as a tree for rules: lxml parses, what cannot be article is cut, the rest is a soup.

Nodes of Beautiful Soup cost more than the parser. So a part that its tag or its name excludes
becomes one node with its text and the rule's name, and inline tags that no rule looks at become no
node at all. The nodes are linked here: Beautiful Soup's own tree builder, which mends broken
nesting, takes twice as long, and lxml has mended it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice

from bs4 import Tag
from bs4.element import NavigableString, PageElement
from lxml import etree

from pressmark.corpus.html.element_text import own_text, visible_text
from pressmark.corpus.html.pictures import mark_pictures
from pressmark.corpus.html.rules import ITEM_ROLES, LINKED_RULES, ROLE_RULES, TAG_RULES, meaning
from pressmark.corpus.html.typography import spell_out
from pressmark.corpus.text.elements import BLOCKS, HEADINGS, LINE_TAGS, PLAIN_INLINE

CUT = "CUT"
"""The tag of the node in place of a part cut away; its attribute `rule` is the reason.

No page can have it, since the parser writes all names small.
"""

INVISIBLE = (
    "script", "style", "noscript", "template", "head", "iframe", "object", "audio", "video",
    "canvas", "datalist", "img", "rp", "annotation", "annotation-xml",
)  # fmt: skip

UNDRAWN = ("title", "desc", "defs", "metadata", "symbol")
"""Parts of a drawing that are not shown."""

SPARE = ("noscript", "template")
"""Parts shown only by browsers without scripts, or by a script."""

CONTROLS = ("button", "label")
TITLED = HEADINGS | {"summary", "dt"}
"""Elements whose text may be a control that unfolds what is below."""

GLUED = frozenset({"rt", "rtc"})
"""The text before and behind these is one word once they are cut."""

KEPT = ("class", "href", "id", "itemprop")
ATTRIBUTES = (*KEPT, "hidden", "role", "style")
"""The attributes that rules look at, in the soup and before there is one."""

FEW_ATTRIBUTES = 16
"""Up to so many are read at once, which takes less time than to look for each."""

HIDING = re.compile(r"display\s*:\s*none", re.IGNORECASE)

NEVER_CUT = frozenset({"html", "body", "main", "article"})
"""Themes put words like `has-sidebar` on these."""

NEVER_NAMED = frozenset({"a", "b", "em", "i", "br", "strong", "table", "tbody", "tr"})
"""Tags whose class and id are ignored."""

PROSE_TAGS = frozenset({"p", "div", "td", "section", "article", "blockquote", "li", "pre"})
PARAGRAPH_TAGS = frozenset({"p", "li", "blockquote", "pre"})
LIST_WEIGHT = 0.6
"""The weight of prose in a list, since lists of teasers are long. With 0.3 six pages of
850 are read worse, with 0.8 the body of one of the 91 is a list of teasers."""

READERS_WEIGHT = 0.05
"""The weight of prose in a part named as comments: readers may write more than the article has. A
thread of a forum is named so too, but has no prose between the headline and the first post."""

SHARES = (1.0, 0.5)
"""The share of a paragraph that its parent gets, and the next tag up."""

PROSE = 40
"""Characters outside links from which a tag's own text counts as prose."""


def prepare(root: etree._Element) -> None:
    """Makes the page's text what a person reads: shown and spelled out."""
    _show_hidden(root)
    spell_out(root)


def prune(root: etree._Element) -> Tag:
    """The visible page as a soup; `root`, a prepared page, loses what is invisible."""
    mark_pictures(root)
    etree.strip_elements(root, *INVISIBLE, with_tail=False)
    for drawing in root.iter("svg"):
        etree.strip_elements(drawing, *UNDRAWN, with_tail=False)
    soup = _Soup()
    _feed(soup, root)
    return soup.root


def _show_hidden(root: etree._Element) -> None:
    """Shows the text for browsers without scripts on a page that has no other prose."""
    kept = [element for element in root.iter(*SPARE) if len(visible_text(element)) >= PROSE]
    if kept and not any(own_text(element) >= PROSE for element in _shown(root)):
        for element in kept:
            element.tag = "div"


def _shown(root: etree._Element) -> Iterator[etree._Element]:
    """The tags of prose that are in nothing invisible."""
    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        if element.tag in INVISIBLE:
            walk.skip_subtree()
        elif element.tag in PROSE_TAGS:
            yield element


class _Soup:
    """A tree of Beautiful Soup's nodes that grows in the order of the page."""

    def __init__(self) -> None:
        self.root = Tag(name="[document]")
        self._opened = [self.root]
        self._last: PageElement = self.root
        self._texts: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Opens a node within the one that is open."""
        self._flush()
        parent = self._opened[-1]
        tag = Tag(name=name, parent=parent, previous=self._last)
        tag.attrs = attributes  # type: ignore[assignment]
        parent.contents.append(tag)
        self._opened.append(tag)
        self._last = tag

    def end(self) -> None:
        """Closes the node that is open."""
        self._flush()
        self._opened.pop()

    def text(self, text: str) -> None:
        """Adds text to the node that is open."""
        self._texts.append(text)

    def _flush(self) -> None:
        """Makes one string of the texts up to here; one without words is a blank or a new line."""
        if not self._texts:
            return
        text = "".join(self._texts)
        if text.isascii() and text.isspace():
            text = "\n" if "\n" in text else " "
        parent, string = self._opened[-1], NavigableString(text)
        string.setup(parent, self._last)
        parent.contents.append(string)
        self._last = string
        self._texts = []


def _feed(soup: _Soup, root: etree._Element) -> None:
    never_cut = with_ancestors(core_of(root))
    never_named = with_ancestors(root.iter("h1"))
    blocks_are_in: set[etree._Element] | None = None
    containers: set[etree._Element] = set()
    read = set(_read_controls(root))
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if event == "end":
            if _is_node(tag) or element in containers:
                soup.end()
            if (text := element.tail) and (tag not in BLOCKS or not text.isspace()):
                soup.text(text)
            continue
        if not _is_known(tag):  # an element that HTML does not know may hold blocks
            if blocks_are_in is None:
                blocks_are_in = with_ancestors(root.iter(*BLOCKS))
            if element in blocks_are_in:
                containers.add(element)
        attributes = _attributes(element)
        rule, name = "", tag
        if element not in never_cut and element not in read:
            rule, tag = _rule_and_tag(element, attributes, element not in never_named)
            if tag != name:  # a broken page's tags may have names that lxml refuses
                element.tag = tag
        if rule:
            soup.start(CUT, {"rule": rule, **_gap(name, element in containers)})
            soup.text(visible_text(element))
            walk.skip_subtree()
            continue
        if _is_node(tag) or element in containers:
            soup.start(tag, attributes)
        if (text := element.text) and (tag not in BLOCKS or not text.isspace()):
            soup.text(text)


def _is_node(tag: str) -> bool:
    return tag in BLOCKS or tag in LINE_TAGS or tag in ("br", CUT)


def _gap(name: str, is_container: bool) -> dict[str, str]:
    """For what is cut out of a line, what is left in its place: the line goes on behind it."""
    if name in BLOCKS or is_container:
        return {}
    return {"within": "" if name in GLUED else " "}


def _is_known(tag: str) -> bool:
    return tag in BLOCKS or tag in LINE_TAGS or tag in PLAIN_INLINE


def _read_controls(root: etree._Element) -> Iterator[etree._Element]:
    """The buttons and labels that are a heading's whole text, or a word in a sentence."""
    alone: dict[etree._Element, bool] = {}
    for control in root.iter(*CONTROLS):
        holder = control.getparent()
        while holder is not None and holder.tag in PLAIN_INLINE:
            holder = holder.getparent()
        if holder is None:
            continue
        if holder.tag in TITLED:
            if holder not in alone:
                words = sum(len(visible_text(one)) for one in holder.iter(*CONTROLS))
                alone[holder] = words == len(visible_text(holder))
            is_read = alone[holder]
        else:
            goes_on = bool((control.tail or "").strip())
            is_read = goes_on and holder.tag in PARAGRAPH_TAGS and own_text(holder) >= PROSE
        if is_read:
            yield control


def with_ancestors(elements: Iterable[etree._Element]) -> set[etree._Element]:
    """The elements and all that they are in."""
    found: set[etree._Element] = set()
    for element in elements:
        climber: etree._Element | None = element
        while climber is not None and climber not in found:
            found.add(climber)
            climber = climber.getparent()
    return found


def core_of(root: etree._Element) -> list[etree._Element]:
    """The tag that holds the most prose in or next below it, if any holds some."""
    shown: defaultdict[etree._Element, float] = defaultdict(float)
    hidden: defaultdict[etree._Element, float] = defaultdict(float)
    closed: dict[etree._Element, bool] = {}
    named: dict[etree._Element, bool] = {}
    is_thread: bool | None = None
    for element in root.iter(*PROSE_TAGS):
        own = own_text(element)
        if own < PROSE:
            continue
        prose = hidden if _is_closed(element, closed) else shown
        weight = own * LIST_WEIGHT if element.tag == "li" else float(own)
        if _is_of_readers(element, named):
            is_thread = _is_thread(root, named) if is_thread is None else is_thread
            weight *= 1 if is_thread else READERS_WEIGHT
        holder = element.getparent() if element.tag in PARAGRAPH_TAGS else element
        for share in SHARES:
            if holder is None:
                break
            prose[holder] += weight * share
            holder = holder.getparent() if holder.tag != "article" else None
    prose = shown or hidden  # some pages show their text only once a script has run
    return [max(prose, key=lambda element: prose[element])] if prose else []


def _is_thread(root: etree._Element, named: dict[etree._Element, bool]) -> bool:
    """Whether the first prose below the first headline is of readers."""
    elements = root.iter("h1", *PROSE_TAGS)
    if all(element.tag != "h1" for element in elements):
        return False
    opening = (element for element in elements if own_text(element) >= PROSE)
    return any(_is_of_readers(element, named) for element in islice(opening, 1))


def _is_of_readers(element: etree._Element, named: dict[etree._Element, bool]) -> bool:
    """Whether a part around the element is named as comments; `named` caches the answers."""
    path = []
    answer = False
    climber: etree._Element | None = element
    while climber is not None and climber.tag not in NEVER_CUT:
        if climber in named:
            answer = named[climber]
            break
        path.append(climber)
        name = f"{climber.get('class') or ''} {climber.get('id') or ''}"
        if name != " " and meaning(name)[0] == "comments":
            answer = True
            break
        climber = climber.getparent()
    named.update(dict.fromkeys(path, answer))
    return answer


def _is_closed(element: etree._Element, closed: dict[etree._Element, bool]) -> bool:
    """Whether a tag around the element excludes it; `closed` caches the answers."""
    path = []
    answer = False
    climber: etree._Element | None = element
    while climber is not None:
        if climber in closed:
            answer = closed[climber]
            break
        path.append(climber)
        if _tag_rule(climber.tag, _attributes(climber)) not in (
            "",
            "form",
        ):  # some pages are one form
            answer = True
            break
        climber = climber.getparent()
    closed.update(dict.fromkeys(path, answer))
    return answer


def _rule_and_tag(
    element: etree._Element, attributes: dict[str, str], by_name: bool
) -> tuple[str, str]:
    """The rule that cuts the element, "" for none, and the tag of its role."""
    tag = element.tag
    if tag in NEVER_CUT:
        return "", tag
    if rule := _tag_rule(tag, attributes):
        return rule, CUT
    name = f"{attributes.get('class', '')} {attributes.get('id', '')}" if attributes else " "
    if tag in NEVER_NAMED or (name == " " and "itemprop" not in attributes):
        return "", tag
    rule, role = meaning(name)
    role = role or ITEM_ROLES.get(attributes.get("itemprop", ""), "")
    cuts = rule and by_name and role != "post" and not _is_text(element)
    if cuts and (rule not in LINKED_RULES or tag == "a" or element.find(".//a") is not None):
        return rule, CUT
    return "", role if role and tag not in HEADINGS else tag


def _attributes(element: etree._Element) -> dict[str, str]:
    """The attributes that rules look at; reading all takes time by their number squared."""
    count = len(element.attrib)
    if not count:
        return {}
    if count <= FEW_ATTRIBUTES:
        return {name: str(value) for name, value in element.items() if name in ATTRIBUTES}
    return {name: value for name in ATTRIBUTES if (value := element.get(name)) is not None}


def _is_text(element: etree._Element) -> bool:
    """Whether the element is a paragraph of prose, whatever its name."""
    return element.tag == "p" and own_text(element) >= PROSE


def _tag_rule(tag: str, attributes: dict[str, str]) -> str:
    """The rule by the tag or its attributes, whatever its name."""
    if rule := TAG_RULES.get(tag):
        return rule
    if not attributes:
        return ""
    style = attributes.get("style", "")
    if "hidden" in attributes or ("none" in style and HIDING.search(style)):
        return "hidden"
    return ROLE_RULES.get(attributes.get("role", ""), "")
