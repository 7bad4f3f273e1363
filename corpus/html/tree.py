"""The page as a tree for rules: lxml parses, what cannot be article is cut, the rest is a soup.

Building Beautiful Soup's nodes is the dearest part of reading a page. So a part that its tag or
its name rules out becomes one node with its text and the rule's name, and inline tags that no
rule asks for become no node at all.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from bs4 import BeautifulSoup
from bs4.builder import TreeBuilder
from lxml import etree

from pressmark.corpus.html.rules import ITEM_ROLES, LINKED_RULES, ROLE_RULES, TAG_RULES, meaning

CUT = "CUT"
"""The tag of the node that stands for a part cut away; its attribute `rule` says why.

No page can have it, since the parser writes all names small.
"""

INVISIBLE = (
    "script", "style", "noscript", "template", "head", "svg", "math", "iframe", "object", "audio",
    "video", "canvas", "datalist", "img",
)  # fmt: skip

SPARE = ("noscript", "template")
"""What a page holds in reserve."""

PLAIN_INLINE = frozenset(
    {
        "abbr", "acronym", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "font", "ins",
        "kbd", "mark", "meter", "nobr", "output", "q", "rb", "rt", "ruby", "s", "samp", "small",
        "span", "strike", "sub", "sup", "tt", "u", "var", "wbr",
    }
)  # fmt: skip

INLINE_BOXES = frozenset({"a", "abbr", "small", "span", "sub", "sup"})
"""Where these are cut out of a line, as what appears over a name, the line goes on behind them."""

LINE_TAGS = frozenset({"a", "b", "em", "i", "strong", "time"})
"""Inline tags that rules ask for."""

INLINE = PLAIN_INLINE | LINE_TAGS | {"br"}
"""Where white space alone may part two words."""

KEPT = ("class", "href", "id", "itemprop")
ASKED = (*KEPT, "hidden", "role", "style")
"""The attributes that rules ask for, in the soup and before there is one."""

HIDING = re.compile(r"display\s*:\s*none", re.IGNORECASE)

NEVER_CUT = frozenset({"html", "body", "main", "article"})
"""Themes put words like `has-sidebar` on these."""

NEVER_NAMED = frozenset({"a", "b", "em", "i", "br", "strong", "table", "tbody", "tr"})
"""Tags whose names say nothing of what they hold."""

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
PROSE_TAGS = frozenset({"p", "div", "td", "section", "article", "blockquote", "li", "pre"})
PARAGRAPH_TAGS = frozenset({"p", "li", "blockquote", "pre"})
CAPTION = 400
FIGURE_TEXTS = 40
"""Characters, white space with them, and texts in the longest figure set as a table."""

LIST_WEIGHT = 0.3
"""What prose in a list counts for: lists of teasers are long, articles are seldom lists."""

READERS_WEIGHT = 0.05
"""What prose in a part named as comments counts for: readers may write more than the article has,
and a forum has nothing else."""

SHARES = (1.0, 0.5)
"""What a paragraph counts for the tag that holds it, and for the tag around that."""

PROSE = 40
"""Characters outside links from which a tag's own text counts as prose."""


def prune(root: etree._Element) -> BeautifulSoup:
    """The visible page as a soup; `root` loses what is invisible."""
    _show_hidden(root)
    _mark_pictures(root)
    etree.strip_elements(root, *INVISIBLE, with_tail=False)
    return BeautifulSoup(root, builder=_Pruning())  # type: ignore[arg-type]


def _show_hidden(root: etree._Element) -> None:
    """Where a page shows no prose, what it keeps for browsers without scripts is its text."""
    kept = [element for element in root.iter(*SPARE) if len(visible_text(element)) >= PROSE]
    if kept and not any(_own_text(element) >= PROSE for element in _shown(root)):
        for element in kept:
            element.tag = "div"


def _shown(root: etree._Element) -> Iterator[etree._Element]:
    """The tags of prose that stand in nothing invisible."""
    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        if element.tag in INVISIBLE:
            walk.skip_subtree()
        elif element.tag in PROSE_TAGS:
            yield element


def _mark_pictures(root: etree._Element) -> None:
    """A table that holds a picture and a line of text is how old pages set a figure."""
    for image in root.iter("img"):
        table = next(image.iterancestors("table"), None)
        if table is not None and sum(map(len, islice(table.itertext(), FIGURE_TEXTS))) < CAPTION:
            table.tag = "figure"


class _Pruning(TreeBuilder):
    """Feeds Beautiful Soup from an lxml tree."""

    NAME = "pressmark-pruning"
    features: Iterable[str] = ()
    is_xml = False

    def prepare_markup(self, markup: Any, *_: Any, **__: Any) -> Iterator[Any]:
        yield markup, None, None, False

    def feed(self, markup: Any) -> None:
        assert self.soup is not None
        start, end = self.soup.handle_starttag, self.soup.handle_endtag
        data = self.soup.handle_data
        never_cut = _with_ancestors(_heart(markup))
        never_named = _with_ancestors(markup.iter("h1"))
        walk = etree.iterwalk(markup, events=("start", "end"))
        for event, element in walk:
            if event == "end":
                tag = element.tag
                if tag not in PLAIN_INLINE and "-" not in tag:
                    end(tag)
                if (text := element.tail) and (tag in INLINE or not text.isspace()):
                    data(text)
                continue
            attributes = _attributes(element)
            rule, name = "", element.tag
            tag = name
            if element not in never_cut:
                rule, tag = _judge(element, attributes, element not in never_named)
                if tag != name:  # a broken page's tags may have names that lxml refuses
                    element.tag = tag
            if rule:
                within = {"within": ""} if name in INLINE_BOXES else {}
                start(CUT, None, None, {"rule": rule, **within})
                data(visible_text(element))
                walk.skip_subtree()
                continue
            if tag not in PLAIN_INLINE and "-" not in tag:
                start(tag, None, None, attributes)
            if (text := element.text) and (tag in INLINE or not text.isspace()):
                data(text)


def visible_text(element: etree._Element) -> str:
    """All text below the element, its white space collapsed."""
    return " ".join(" ".join(map(str, element.itertext())).split())


def _with_ancestors(elements: Iterable[etree._Element]) -> set[etree._Element]:
    found: set[etree._Element] = set()
    for element in elements:
        climber: etree._Element | None = element
        while climber is not None and climber not in found:
            found.add(climber)
            climber = climber.getparent()
    return found


def _heart(root: etree._Element) -> list[etree._Element]:
    """The tag that holds the most prose in or next below it, if any holds some."""
    shown: defaultdict[etree._Element, float] = defaultdict(float)
    hidden: defaultdict[etree._Element, float] = defaultdict(float)
    closed: dict[etree._Element, bool] = {}
    named: dict[etree._Element, bool] = {}
    for element in root.iter(*PROSE_TAGS):
        own = _own_text(element)
        if own < PROSE:
            continue
        prose = hidden if _is_closed(element, closed) else shown
        weight = own * LIST_WEIGHT if element.tag == "li" else float(own)
        if _is_of_readers(element, named):
            weight *= READERS_WEIGHT
        holder = element.getparent() if element.tag in PARAGRAPH_TAGS else element
        for share in SHARES:
            if holder is None:
                break
            prose[holder] += weight * share
            holder = holder.getparent() if holder.tag != "article" else None
    prose = shown or hidden  # some pages show their text only once a script has run
    return [max(prose, key=lambda element: prose[element])] if prose else []


def _is_of_readers(element: etree._Element, named: dict[etree._Element, bool]) -> bool:
    """Whether a part around the element is named as comments; `named` remembers the answers."""
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


def _own_text(element: etree._Element) -> int:
    """Characters that stand in the tag itself, not in a tag within it."""
    size = len((element.text or "").strip())
    for child in element:
        if tail := child.tail:
            size += len(tail.strip())
    return size


def _is_closed(element: etree._Element, closed: dict[etree._Element, bool]) -> bool:
    """Whether a tag around the element rules it out; `closed` remembers the answers."""
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
        ):  # pages stand in forms
            answer = True
            break
        climber = climber.getparent()
    closed.update(dict.fromkeys(path, answer))
    return answer


def _judge(element: etree._Element, attributes: dict[str, str], by_name: bool) -> tuple[str, str]:
    """The rule that cuts the element, if any, and the tag that tells what it is."""
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
    """The attributes that rules ask for; asking for all takes time by their number squared."""
    if not element.attrib:
        return {}
    return {name: value for name in ASKED if (value := element.get(name)) is not None}


def _is_text(element: etree._Element) -> bool:
    """Whether the element is a paragraph of prose, which no name makes anything else."""
    return element.tag == "p" and _own_text(element) >= PROSE


def _tag_rule(tag: str, attributes: dict[str, str]) -> str:
    """The rule that the tag or its attributes tell, whatever its name."""
    if rule := TAG_RULES.get(tag):
        return rule
    if not attributes:
        return ""
    style = attributes.get("style", "")
    if "hidden" in attributes or ("none" in style and HIDING.search(style)):
        return "hidden"
    return ROLE_RULES.get(attributes.get("role", ""), "")
