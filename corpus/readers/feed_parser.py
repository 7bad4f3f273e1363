"""feedparser within bounds: what it reads of a feed, in time that grows with the feed's size.

feedparser knows a hundred ways in which feeds are written and broken. Some of its steps take time
by the square of what a hostile feed holds; they are skipped or limited here. It opens no file and
no connection, as it is given the text.
"""

import re
import xml.sax
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any
from xml.sax.handler import feature_namespaces

from feedparser.api import LooseFeedParser, StrictFeedParser
from feedparser.mixin import _FeedParserMixin

MOST_NAMESPACES = 200
"""Real feeds declare up to 20; each is compared with every element."""

MOST_ATTRIBUTES = 200
"""Of one element. The strict parser looks each up among all others."""

MOST_TAGS = 200
"""Of one entry. A new one is compared with all others."""

LONGEST_PROLOG = 2**14
"""Characters before the root element in which entities are looked for."""

_ROOT = re.compile(r"<[A-Za-z_]")
_ENTITY = re.compile(r"<!ENTITY\s+([A-Za-z][\w.-]{0,63})\s+\"(&#\w{1,8};|[^\"&<>]{0,64})\"\s*>")
"""Entities for a character or a few words; a longer one could make a feed grow."""

Fields = dict[str, Any]
"""An entry, a feed or a part of one, by feedparser's names."""


@dataclass(frozen=True, slots=True)
class Feed:
    """What feedparser calls the entries and the feed; `broken` where it failed on a part."""

    entries: list[Fields]
    about: Fields
    broken: bool


class _Limited(_FeedParserMixin):
    """What both parsers of feedparser have in common, limited."""

    resolve_relative_uris = False
    sanitize_html = False

    def _start_itunes_author(self, _: object) -> None:
        self.push("itunes_author", 1)  # the publisher of a podcast, no writer

    def _end_itunes_author(self) -> None:
        self.pop("itunes_author")

    def _add_tag(self, *tag: object) -> None:
        if len(self._get_context().get("tags", ())) < MOST_TAGS:
            super()._add_tag(*tag)

    def _sync_author_detail(self, key: str = "author") -> None:
        """Whoever reads the entries parses the names."""

    def _end_author(self) -> None:
        text = self.pop("author")
        self.inauthor = 0
        authors = self._get_context().get("authors")
        if text and authors:
            authors[-1].setdefault("name", text)

    def track_namespace(self, prefix: str | None, uri: str) -> None:
        if len(self.namespaces_in_use) < MOST_NAMESPACES:
            super().track_namespace(prefix, uri)


class _Strict(_Limited, StrictFeedParser):
    def startElementNS(self, name: object, qname: object, attrs: Any) -> None:  # noqa: N802
        if len(attrs) > MOST_ATTRIBUTES:
            raise xml.sax.SAXException("too many attributes")
        super().startElementNS(name, qname, attrs)


class _Loose(_Limited, LooseFeedParser):
    pass


def parse_feed(document: str) -> Feed:
    """The entries of a feed, of a well-formed one by XML's rules, else as well as it goes."""
    root = _ROOT.search(document)
    if root is None:
        return Feed([], {}, broken=False)
    entities = dict(_ENTITY.findall(document[: min(root.start(), LONGEST_PROLOG)]))
    body = document[root.start() :]
    parser, broken = _strictly(body, entities)
    if broken:
        parser, broken = _loosely(body, entities)
    return Feed([dict(entry) for entry in parser.entries], dict(parser.feeddata), broken)


def _strictly(body: str, entities: Mapping[str, str]) -> tuple[Any, bool]:
    declared = "".join(f'<!ENTITY {name} "{value}">' for name, value in entities.items())
    doctype = f"<!DOCTYPE feed [{declared}]>" if declared else ""
    parser = _Strict("", None, "utf-8")
    reader: Any = xml.sax.make_parser()
    reader.setFeature(feature_namespaces, True)
    reader.setContentHandler(parser)
    reader.setErrorHandler(parser)

    def parse() -> None:
        reader.feed((doctype + body).encode("utf-8", "replace"))
        reader.close()

    return parser, _fails(parse)


def _loosely(body: str, entities: Mapping[str, str]) -> tuple[Any, bool]:
    known = {name: unescape(value) for name, value in entities.items()}
    parser = _Loose("", None, "utf-8", known)
    return parser, _fails(lambda: parser.feed(body))


def _fails(parse: Callable[[], None]) -> bool:
    try:
        parse()
    except Exception:  # there is no list of what feedparser raises for broken feeds
        return True
    return False
