"""The page as a tree for rules: lxml parses, what cannot be article is cut, the rest is a soup.

Building Beautiful Soup's nodes is the dearest part of reading a page. So a part that its tag or
its name rules out becomes one node with its text and the rule's name, and inline tags that no
rule asks for become no node at all.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from bs4 import BeautifulSoup
from bs4.builder import TreeBuilder
from lxml import etree

from pressmark.corpus.html.rules import ROLE_RULES, TAG_RULES, rule_of_name

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

LARGE_SHARE = 0.5
"""A part that holds more of the page's text than this is not cut for its tag or name alone."""


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
        large = LARGE_SHARE * len(visible_text(markup))
        walk = etree.iterwalk(markup, events=("start", "end"))
        for event, element in walk:
            tag = element.tag
            if event == "end":
                if tag not in PLAIN_INLINE:
                    end(tag)
                if element.tail:
                    data(element.tail)
            elif rule := _cutting_rule(element, large):
                start(CUT, None, None, {"rule": rule})
                data(visible_text(element))
                element.tag = CUT
                walk.skip_subtree()
            else:
                if tag not in PLAIN_INLINE:
                    start(tag, None, None, dict(element.attrib))
                if element.text:
                    data(element.text)


def visible_text(element: etree._Element) -> str:
    """All text below the element, its white space collapsed."""
    return " ".join(" ".join(map(str, element.itertext())).split())


def _cutting_rule(element: etree._Element, large: float) -> str | None:
    if element.tag in NEVER_CUT:
        return None
    rule = (
        _hidden(element)
        or TAG_RULES.get(element.tag)
        or ROLE_RULES.get(element.get("role", ""))
        or _named(element)
    )
    if rule is None or _is_main(element, large):
        return None
    return rule


def _hidden(element: etree._Element) -> str | None:
    style = element.get("style")
    if style and "display:none" in style.replace(" ", "").lower():
        return "hidden"
    return "hidden" if element.get("hidden") is not None else None


def _named(element: etree._Element) -> str | None:
    name = f"{element.get('class', '')} {element.get('id', '')}"
    return rule_of_name(name) if len(name) > 1 else None


def _is_main(element: etree._Element, large: float) -> bool:
    if (
        element.find(".//h1") is not None
        or element.find(".//*[@itemprop='articleBody']") is not None
    ):
        return True
    return sum(map(len, element.itertext())) > large
