"""The features of a run of text that its elements have: their tags, names and shares of text."""

import re
from collections.abc import Iterator
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from pressmark.corpus.html.rules import ROLES
from pressmark.corpus.html.text_runs import NAME_RULES, Element, TextRuns

Floats = NDArray[np.float64]
Features = dict[str, Floats]

TAGS = ("p", "li", "td", "dd", "blockquote", "div", "h1", "h2", "h3", "section")
AROUND = ("p", "li", "td", "blockquote", "figure", "table", "pre", "dl")
"""Tags looked for among the six elements around a run."""

HELD_IN = ("article", "main", "header")
TAG_RULES = ("navigation", "page-footer", "sidebar", "form", "overlay")
LEVELS = 5
REACH = 6
"""Elements around a run whose share of the page counts, and that are searched for tags."""

ROLE_REACH = 3
"""The elements of these in which the name of a role counts."""

HINTS = {
    "content": r"content|main|primary|central",
    "article": r"article|story|post|entry|blog|news",
    "text": r"text|body|copy|prose|rte|richtext|paragraph|markdown|wysiwyg",
    "description": r"desc|detail|summary|about|overview|intro|excerpt|lead|feature|spec",
    "product": r"product|price|cart|sku|shop|buy|offer",
    "item": r"item|card|tile|teaser|grid|list|row|result|feed",
    "title": r"title|heading|headline|caption",
    "person": r"user|author|avatar|profile|member|team",
    "message": r"message|reply|answer|question|topic|thread|discussion|review|comment",
    "top": r"header|hero|banner|masthead|logo|top",
    "bottom": r"foot|bottom|legal|copyright",
    "side": r"side|right|left|rail|aside",
    "control": r"tool|button|btn|action|control|filter|sort|search|form|login|signup|share",
    "fold": r"faq|accordion|tab|panel|collapse|toggle",
    "moment": r"date|time|meta|info|posted|byline",
    "section": r"section|block|module|container|wrapper|inner",
}
"""What parts of names suggest, by a word for it."""

_HINT = re.compile("|".join(f"(?P<{name}>{words})" for name, words in HINTS.items()))

INHERITED = (
    *(f"named {rule}" for rule in NAME_RULES),
    *(f"is {rule}" for rule in TAG_RULES),
    *(f"below {tag}" for tag in HELD_IN),
    *(f"hint {hint}" for hint in HINTS),
    "hidden",
    "named body",
    "excluded share",
)


def features_of_elements(page: TextRuns, sums: tuple[Floats, Floats, Floats]) -> Features:
    """Each feature by name, float64[runs]; `sums` are the running totals of the runs' characters,
    of those in links and of those of prose, each float64[runs + 1]."""
    own = np.array([run.element for run in page.runs])
    parents = np.array([each.parent for each in page.elements])
    levels = [own]
    for _ in range(REACH - 1):
        levels.append(parents[levels[-1]])
    features = _of_tags(page, levels)
    features |= _of_shares(page, levels, sums)
    features["depth"] = np.array([each.depth for each in page.elements], dtype=np.float64)[own]
    return features


def _of_tags(page: TextRuns, levels: list[NDArray[np.intp]]) -> Features:
    tags = np.array([each.tag for each in page.elements])
    features = {f"tag {tag}": (tags[levels[0]] == tag).astype(np.float64) for tag in TAGS}
    for tag in AROUND:
        has = tags == tag
        features[f"in {tag}"] = np.any([has[level] for level in levels], axis=0).astype(np.float64)
    for role in ROLES:
        has = np.array([each.role == role for each in page.elements])
        near = [has[level] for level in levels[:ROLE_REACH]]
        features[f"role {role}"] = np.any(near, axis=0).astype(np.float64)
    for hint in HINTS:
        has = np.array([hint in hints(each.name) for each in page.elements])
        near = [has[level] for level in levels[:ROLE_REACH]]
        features[f"near {hint}"] = np.any(near, axis=0).astype(np.float64)
    return features


def _of_shares(
    page: TextRuns, levels: list[NDArray[np.intp]], sums: tuple[Floats, Floats, Floats]
) -> Features:
    """How much text, prose, links, pictures and controls the elements around a run hold."""
    firsts = np.array([each.first for each in page.elements])
    lasts = np.array(page.lasts)
    opened = np.array(page.opened, dtype=np.float64)
    opened -= np.array([each.before for each in page.elements], dtype=np.float64)
    paths = np.array([each.path for each in page.elements])
    inner = np.array(page.ends) - np.arange(len(page.elements))
    size, linked, prose = (values[lasts] - values[firsts] for values in sums)
    counts = np.maximum(lasts - firsts, 1)
    whole = max(float(sums[2][-1]), 1.0)
    some = np.maximum(size, 1)
    of_elements = {
        "prose share": prose / whole,
        "link share": linked / some,
        "runs": np.log1p(counts),
        "prose density": prose / some,
        "mean size": np.log1p(size / counts),
        "links": opened[:, 0] / counts,
        "pictures": opened[:, 1] / counts,
        "controls": opened[:, 2] / counts,
        "inner": np.log1p(inner / counts),
        "alike": np.log1p(np.bincount(paths)[paths]),
    }
    features = {
        f"{number} {name}": values[level]
        for number, level in enumerate(levels[:LEVELS])
        for name, values in of_elements.items()
    }
    own = levels[0]
    return features | {name: flags[own] for name, flags in _inherited(page, prose / whole).items()}


def _inherited(page: TextRuns, shares: Floats) -> Features:
    """By element what any element around it is; and the share of the page's prose in the nearest
    one that a name, tag or style excludes, 0 for none."""
    found: Features = {name: np.zeros(len(page.elements)) for name in INHERITED}
    for number, (element, end) in enumerate(zip(page.elements, page.ends, strict=True)):
        for name in _flags(element):
            found[name][number:end] = 1
        if element.rule or element.tag_rule or element.hidden:
            found["excluded share"][number:end] = shares[number]
    return found


def _flags(element: Element) -> Iterator[str]:
    if element.rule in NAME_RULES:
        yield f"named {element.rule}"
    if element.tag_rule in TAG_RULES:
        yield f"is {element.tag_rule}"
    if element.tag in HELD_IN:
        yield f"below {element.tag}"
    if element.hidden:
        yield "hidden"
    if element.is_named_body:
        yield "named body"
    for hint in hints(element.name):
        yield f"hint {hint}"


@lru_cache(maxsize=4096)  # the pages of one site use the same few names
def hints(name: str) -> frozenset[str]:
    """What a name suggests."""
    return frozenset(found.lastgroup or "" for found in _HINT.finditer(name.lower()))
