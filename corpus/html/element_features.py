"""The features of a run of text that its elements have: their tags, names and shares of text."""

import re
from functools import lru_cache
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from pressmark.corpus.html.rules import ROLES
from pressmark.corpus.html.text_runs import NAME_RULES, Opened, TextRuns

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
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

AROUND_NAMES = tuple(f"in {tag}" for tag in AROUND)
NEAR_NAMES = (*(f"role {role}" for role in ROLES), *(f"near {hint}" for hint in HINTS))
FLAGS = (
    *(f"named {rule}" for rule in NAME_RULES),
    *(f"is {rule}" for rule in TAG_RULES),
    *(f"below {tag}" for tag in HELD_IN),
    *(f"hint {hint}" for hint in HINTS),
    "hidden",
    "named body",
)
"""What an element hands on to all within it."""


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
    for names, has, reach in (
        (AROUND_NAMES, np.array([tags == tag for tag in AROUND]), REACH),
        (NEAR_NAMES, _near(page), ROLE_REACH),
    ):
        near = np.logical_or.reduce([has[:, level] for level in levels[:reach]])
        features |= zip(names, near.astype(np.float64), strict=True)
    return features


def _near(page: TextRuns) -> Bools:
    """bool[NEAR_NAMES, elements]: what the name of each element suggests."""
    has = np.zeros((len(NEAR_NAMES), len(page.elements)), dtype=np.bool_)
    rows, columns = [], []
    for number, element in enumerate(page.elements):
        found = _near_rows(element.role, element.name)
        rows += found
        columns += [number] * len(found)
    has[rows, columns] = True
    return has


@lru_cache(maxsize=4096)  # the pages of one site use the same few names
def _near_rows(role: str, name: str) -> list[int]:
    """The rows of NEAR_NAMES that a name fills."""
    found = [f"near {hint}" for hint in hints(name)]
    if role in ROLES:
        found.append(f"role {role}")
    return [NEAR_NAMES.index(each) for each in found]


def _of_shares(
    page: TextRuns, levels: list[NDArray[np.intp]], sums: tuple[Floats, Floats, Floats]
) -> Features:
    """How much text, prose, links, pictures and controls the elements around a run hold."""
    firsts = np.array([each.first for each in page.elements])
    lasts = np.array(page.lasts)
    opened = _table(page.opened) - _table([each.before for each in page.elements])
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
    table = np.array(list(of_elements.values()))
    features: Features = {}
    for number, level in enumerate(levels[:LEVELS]):
        names = (f"{number} {name}" for name in of_elements)
        features |= zip(names, table[:, level], strict=True)
    own = levels[0]
    return features | {name: flags[own] for name, flags in _inherited(page, prose / whole).items()}


def _table(counts: list[Opened]) -> Floats:
    """float64[elements, 3]."""
    flat = np.fromiter(chain.from_iterable(counts), np.float64, count=3 * len(counts))
    return flat.reshape(-1, 3)


def _inherited(page: TextRuns, shares: Floats) -> Features:
    """By element what any element around it is; and the share of the page's prose in the nearest
    one that a name, tag or style excludes, 0 for none."""
    count = len(page.elements)
    rows, starts, stops = [], [], []
    excluded = np.zeros(count)
    for number, (element, end) in enumerate(zip(page.elements, page.ends, strict=True)):
        rule, tag_rule, hidden = element.rule, element.tag_rule, element.hidden
        found = _flag_rows(element.tag, element.name, rule, tag_rule, hidden, element.is_named_body)
        if found:
            rows += found
            starts += [number] * len(found)
            stops += [end] * len(found)
        if rule or tag_rule or hidden:
            excluded[number:end] = shares[number]
    edges = np.zeros((len(FLAGS), count + 1), dtype=np.intp)
    np.add.at(edges, (rows, starts), 1)
    np.subtract.at(edges, (rows, stops), 1)
    inside = (edges.cumsum(axis=1)[:, :count] > 0).astype(np.float64)
    return dict(zip(FLAGS, inside, strict=True)) | {"excluded share": excluded}


@lru_cache(maxsize=4096)
def _flag_rows(
    tag: str, name: str, rule: str, tag_rule: str, hidden: bool, is_body: bool
) -> list[int]:
    """The rows of FLAGS that an element fills."""
    found = [f"hint {hint}" for hint in hints(name)]
    if rule in NAME_RULES:
        found.append(f"named {rule}")
    if tag_rule in TAG_RULES:
        found.append(f"is {tag_rule}")
    if tag in HELD_IN:
        found.append(f"below {tag}")
    if hidden:
        found.append("hidden")
    if is_body:
        found.append("named body")
    return [FLAGS.index(each) for each in found]


@lru_cache(maxsize=4096)  # the pages of one site use the same few names
def hints(name: str) -> frozenset[str]:
    """What a name suggests."""
    return frozenset(found.lastgroup or "" for found in _HINT.finditer(name.lower()))
