"""The page as a tree for rules: lxml parses, what cannot be article is cut, the rest is a soup.

Building Beautiful Soup's nodes is the dearest part of reading a page. So a part that its tag or
its name rules out becomes one node with its text and the rule's name, and inline tags that no
rule asks for become no node at all.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from bs4 import BeautifulSoup
from bs4.builder import TreeBuilder
from lxml import etree

from pressmark.corpus.html.rules import ITEM_ROLES, ROLE_RULES, TAG_RULES, meaning

CUT = "cut"
"""The tag of the node that stands for a part cut away; its attribute `rule` says why."""

INVISIBLE = (
    "script", "style", "noscript", "template", "head", "svg", "math", "iframe", "object", "audio",
    "video", "canvas", "datalist",
)  # fmt: skip

PLAIN_INLINE = frozenset(
    {
        "abbr", "acronym", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "font", "ins",
        "kbd", "mark", "meter", "nobr", "output", "q", "rb", "rt", "ruby", "s", "samp", "small",
        "span", "strike", "sub", "sup", "tt", "u", "var", "wbr",
    }
)  # fmt: skip

NEVER_CUT = frozenset({"html", "body", "main", "article"})
"""Themes put words like `has-sidebar` on these."""

NEVER_NAMED = frozenset({"a", "b", "em", "i", "img", "br", "strong", "table", "tbody", "tr"})
"""Tags whose names say nothing of what they hold."""

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
PROSE_TAGS = frozenset({"p", "div", "td", "section", "article", "blockquote", "li", "pre"})
PARAGRAPH_TAGS = frozenset({"p", "li", "blockquote", "pre"})
LIST_WEIGHT = 0.3
"""What prose in a list counts for: lists of teasers are long, articles are seldom lists."""

SHARES = (1.0, 0.5)
"""What a paragraph counts for the tag that holds it, and for the tag around that."""

PROSE = 40
"""Characters outside links from which a tag's own text counts as prose."""


def parse(text: str) -> etree._Element | None:
    """The page's root as lxml reads it; None where there is nothing to read."""
    parser = etree.HTMLParser(
        remove_comments=True, remove_pis=True, huge_tree=True, encoding="utf-8"
    )
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None


def prune(root: etree._Element) -> BeautifulSoup:
    """The visible page as a soup; `root` loses what is invisible."""
    etree.strip_elements(root, *INVISIBLE, with_tail=False)
    return BeautifulSoup(root, builder=_Pruning())  # type: ignore[arg-type]


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
        spared = _around_heart(markup)
        walk = etree.iterwalk(markup, events=("start", "end"))
        for event, element in walk:
            if event == "end":
                if not _is_plain(element.tag):
                    end(element.tag)
                if element.tail:
                    data(element.tail)
                continue
            rule, element.tag = _judge(element, element in spared)
            if rule:
                start(CUT, None, None, {"rule": rule})
                data(visible_text(element))
                walk.skip_subtree()
            else:
                if not _is_plain(element.tag):
                    start(element.tag, None, None, dict(element.attrib))
                if element.text:
                    data(element.text)


def visible_text(element: etree._Element) -> str:
    """All text below the element, its white space collapsed."""
    return " ".join(" ".join(map(str, element.itertext())).split())


def _is_plain(tag: str) -> bool:
    return tag in PLAIN_INLINE or "-" in tag


def _around_heart(root: etree._Element) -> set[etree._Element]:
    """The tag that holds the most prose in or next below it, and all that hold that tag."""
    prose: defaultdict[etree._Element, float] = defaultdict(float)
    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        if _tag_rule(element) not in ("", "form"):  # whole pages stand in a form
            walk.skip_subtree()
        elif element.tag in PROSE_TAGS and (own := _own_text(element)) >= PROSE:
            weight = own * LIST_WEIGHT if element.tag == "li" else own
            holder = element.getparent() if element.tag in PARAGRAPH_TAGS else element
            for share in SHARES:
                if holder is None:
                    break
                prose[holder] += weight * share
                holder = holder.getparent() if holder.tag != "article" else None
    if not prose:
        return set()
    heart = max(prose, key=lambda element: prose[element])
    return {heart, *heart.iterancestors()}


def _own_text(element: etree._Element) -> int:
    """Characters that stand in the tag itself, not in a tag within it."""
    return len((element.text or "").strip()) + sum(
        len((child.tail or "").strip()) for child in element
    )


def _judge(element: etree._Element, spared: bool) -> tuple[str, str]:
    """The rule that cuts the element, if any, and the tag that tells what it is."""
    tag = element.tag
    if spared or tag in NEVER_CUT:
        return "", tag
    if rule := _tag_rule(element):
        return rule, CUT
    name = f"{element.get('class', '')} {element.get('id', '')}"
    if tag in NEVER_NAMED or (name == " " and "itemprop" not in element.attrib):
        return "", tag
    rule, role = meaning(name)
    role = role or ITEM_ROLES.get(element.get("itemprop", ""), "")
    if rule and role != "post" and not _is_text(element) and element.find(".//h1") is None:
        return rule, CUT
    return "", role if role and tag not in HEADINGS else tag


def _is_text(element: etree._Element) -> bool:
    """Whether the element is a paragraph of prose, which no name makes anything else."""
    return element.tag == "p" and _own_text(element) >= PROSE


def _tag_rule(element: etree._Element) -> str:
    """The rule that the tag or its attributes tell, whatever its name."""
    return (
        _hidden(element)
        or TAG_RULES.get(element.tag)
        or ROLE_RULES.get(element.get("role", ""), "")
    )


def _hidden(element: etree._Element) -> str:
    style = element.get("style")
    if style and "display:none" in style.replace(" ", "").lower():
        return "hidden"
    return "hidden" if element.get("hidden") is not None else ""
