"""Metadata of an article in JSON-LD, the vocabulary of schema.org."""

import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lxml import etree

from pressmark.corpus.html.near_json import values_in

ARTICLES = re.compile(r"(?:Article|Posting|Report|Recipe|Review|PressRelease|WebPage)$")

REFERRING = ("author", "publisher")
MOST_NAMES = 50
"""Entries of a list of names that are looked at."""

Node = Mapping[str, Any]


def articles(root: etree._Element) -> list[Node]:
    """The nodes that describe an article, those with a headline first."""
    nodes = [
        node
        for script in root.iter("script")
        if "ld+json" in (script.get("type") or "").lower()
        for node in _nodes(values_in(script.text or ""))
    ]
    known = {str(node["@id"]): node for node in nodes if node.get("@id") and node.get("name")}
    found = [
        {**node, **{key: _resolved(node[key], known) for key in REFERRING if key in node}}
        for node in nodes
        if ARTICLES.search(" ".join(texts(node.get("@type"))))
    ]
    return sorted(found, key=lambda node: not node.get("headline"))


def _resolved(value: object, known: Mapping[str, Node]) -> object:
    """The node that `{"@id": …}` refers to."""
    if isinstance(value, list):
        return [_resolved(item, known) for item in value[:MOST_NAMES]]
    if isinstance(value, Mapping) and not value.get("name"):
        return known.get(str(value.get("@id")), value)
    return value


def texts(value: object) -> list[str]:
    """The strings in a value that may be one string, a named thing, or a list of either."""
    if isinstance(value, str):
        return [value.strip()] if value.strip() else []
    if isinstance(value, Mapping):
        return texts(value.get("name") or value.get("@value") or "")
    if isinstance(value, Sequence):
        return [text for item in value if not isinstance(item, Sequence) or isinstance(item, str)
                for text in texts(item)]  # fmt: skip
    return []


def _nodes(value: object) -> Iterator[Node]:
    """Every object in lists and under the keys that lead to the article, the outer ones first."""
    ahead = deque([value])
    while ahead:
        node = ahead.popleft()
        if isinstance(node, Mapping):
            yield node
            ahead.extend(node.get(key) for key in ("@graph", "mainEntity", "mainEntityOfPage"))
        elif isinstance(node, Sequence) and not isinstance(node, str):
            ahead.extend(node)
