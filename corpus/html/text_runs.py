"""A page as runs of text and the elements around them, whatever its rules would cut away.

The leaf model scores these; one pass over the lxml tree makes them.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from pressmark.corpus.html.rules import BODY_NAME, NAMES, ROLE_RULES, TAG_RULES, meaning
from pressmark.corpus.html.tree import HIDING, INVISIBLE
from pressmark.corpus.text.elements import BLOCKS

BREAK = "br"
CONTROLS = frozenset({"select", "option", "textarea", "input", "button"})
UNREAD = frozenset({*INVISIBLE, *CONTROLS, "svg"} - {"button"})
"""Elements without a text of the page."""

PICTURES = frozenset({"img", "picture", "svg", "video"})

BOLD = frozenset({"b", "strong"})
NAME_RULES = tuple(name for name in NAMES if name != "hidden")
"""Rules by name, in the order of their features."""

WORD = re.compile(r"\w+")
DIGITS = re.compile(r"\d+")
PATH_CLASSES = 2
"""Classes of an element that count for its path: templates add numbers and states behind."""


class Opened(NamedTuple):
    """Numbers of links, pictures and controls."""

    links: int = 0
    pictures: int = 0
    controls: int = 0


NOTHING = Opened()


class Element(NamedTuple):
    """A block of the page; `parent` is its number, 0 for the root. Elements with the same tags and
    classes around them have the same `path`. `name` is its class and id.

    Its runs are those from `first` on, up to `last`. `rule` is the one that its name suggests,
    `tag_rule` the one of its tag or role attribute, `role` that of its name. `before` counts what
    was opened before it.
    """

    tag: str
    name: str
    rule: str
    role: str
    tag_rule: str
    hidden: bool
    is_named_body: bool
    parent: int
    depth: int
    path: int
    first: int
    before: Opened


class TextRun(NamedTuple):
    """Text between two boundaries of blocks; `linked` and `bold` count its characters."""

    text: str
    element: int
    linked: int
    bold: int


@dataclass(slots=True)
class TextRuns:
    """All runs of a page in order, with their words, and its elements.

    `lasts` ends the runs of each element, `ends` the elements within it, `opened` counts what was
    opened up to its end.
    """

    runs: list[TextRun] = field(default_factory=list)
    words: list[list[str]] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)
    lasts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    opened: list[Opened] = field(default_factory=list)


def words_of(text: str) -> list[str]:
    """The words of a text as features and sizes count them."""
    return WORD.findall(text)


def text_runs(root: etree._Element) -> TextRuns:
    """The runs of a parsed page."""
    walk = _Walk()
    walk.through(root)
    return walk.page


@dataclass(slots=True)
class _Walk:
    page: TextRuns = field(default_factory=TextRuns)
    opened: list[int] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    linked: int = 0
    bold: int = 0
    links: int = 0
    bolds: int = 0
    seen: Opened = NOTHING
    paths: dict[tuple[int, str], int] = field(default_factory=dict)

    def through(self, root: etree._Element) -> None:
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            tag = element.tag
            if event == "end":
                self.close(tag)
                self.add(element.tail)
            elif tag in UNREAD:
                self.count(tag)
                walk.skip_subtree()
            else:
                self.open(element, tag)
                self.add(element.text)
        self.flush()

    def count(self, tag: str) -> None:
        links, pictures, controls = self.seen
        if tag == "a":
            self.seen = Opened(links + 1, pictures, controls)
        elif tag in PICTURES:
            self.seen = Opened(links, pictures + 1, controls)
        elif tag in CONTROLS:
            self.seen = Opened(links, pictures, controls + 1)

    def open(self, element: etree._Element, tag: str) -> None:
        if tag in BLOCKS:
            self.flush()
            page = self.page
            parent = self.opened[-1] if self.opened else 0
            self.opened.append(len(page.elements))
            outer = page.elements[parent].path if page.elements else -1
            classes = element.get("class") or ""
            path = self.paths.setdefault((outer, _shape(tag, classes)), len(self.paths))
            page.elements.append(
                Element(
                    tag,
                    *_suggested(element, classes),
                    parent,
                    len(self.opened),
                    path,
                    len(page.runs),
                    self.seen,
                )
            )
            page.lasts.append(0)
            page.ends.append(0)
            page.opened.append(self.seen)
        elif tag == BREAK:
            self.flush()
        else:
            self.count(tag)
            self.links += tag == "a"
            self.bolds += tag in BOLD

    def close(self, tag: str) -> None:
        if tag in UNREAD:
            return
        if tag in BLOCKS:
            self.flush()
            closed = self.opened.pop()
            self.page.lasts[closed] = len(self.page.runs)
            self.page.ends[closed] = len(self.page.elements)
            self.page.opened[closed] = self.seen
        else:
            self.links -= tag == "a"
            self.bolds -= tag in BOLD

    def add(self, text: str | None) -> None:
        if not text or (not self.parts and text.isspace()):
            return
        self.parts.append(text)
        if self.links or self.bolds:
            size = len(" ".join(text.split()))
            self.linked += size * (self.links > 0)
            self.bold += size * (self.bolds > 0)

    def flush(self) -> None:
        if not self.parts:
            return
        text = " ".join("".join(self.parts).split())
        if text and self.opened:
            size = len(text)
            run = TextRun(text, self.opened[-1], min(self.linked, size), min(self.bold, size))
            self.page.runs.append(run)
            self.page.words.append(words_of(text))
        self.parts, self.linked, self.bold = [], 0, 0


@lru_cache(maxsize=4096)  # the pages of one site use the same few names
def _shape(tag: str, names: str) -> str:
    """The tag and first classes of an element, without numbers."""
    return " ".join((tag, *(DIGITS.sub("0", each) for each in names.split()[:PATH_CLASSES])))


def _suggested(element: etree._Element, classes: str) -> tuple[str, str, str, str, bool, bool]:
    """Its name, and what this and other attributes suggest, in the order of an `Element`."""
    tag_rule = TAG_RULES.get(element.tag, "")
    if not element.attrib:
        return " ", "", "", tag_rule, False, False
    name = f"{classes} {element.get('id') or ''}"
    rule, role, is_body = _meaning(name)
    style = element.get("style") or ""
    is_hidden = element.get("hidden") is not None or ("none" in style and HIDING.search(style))
    return (
        name,
        rule,
        role,
        tag_rule or ROLE_RULES.get(element.get("role") or "", ""),
        rule == "hidden" or bool(is_hidden),
        is_body or element.get("itemprop") == "articleBody",
    )


@lru_cache(maxsize=4096)
def _meaning(name: str) -> tuple[str, str, bool]:
    """The rule and the role that a name suggests, and whether it is that of a body."""
    return *meaning(name), BODY_NAME.search(name) is not None
