"""RSS and Atom with full text: one article an item, read as the items come by."""

from collections.abc import Iterator
from io import BufferedReader
from typing import TYPE_CHECKING

from pressmark.corpus.errors import InputError
from pressmark.corpus.model import Article
from pressmark.corpus.readers.records import NoTextError, article_from_record
from pressmark.corpus.readers.source import Source

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

FIELDS = {
    "title": "title",
    "link": "url",
    "id": "id",
    "guid": "id",
    "encoded": "text",  # content:encoded, the whole text where description is a summary
    "content": "text",
    "description": "summary",
    "summary": "summary",
    "pubDate": "date",
    "published": "date",
    "updated": "updated",
    "date": "date",
    "author": "author",
    "creator": "author",
    "language": "language",
}
"""What the elements of an item mean, whatever their namespace."""

Record = dict[str, str]

_ITEMS = ("item", "entry")
_FEEDS = ("channel", "feed")
_TAGS = tuple(f"{{*}}{name}" for name in (*_ITEMS, "title", "language"))


def read_feed(stream: BufferedReader, source: Source) -> Iterator[Article | InputError]:
    """The articles of a feed."""
    from lxml import etree

    try:
        number = 0
        for number, (record, about) in enumerate(_items(stream), 1):
            yield _article(record, about, number, source)
    except etree.XMLSyntaxError:
        raise source.error("is no XML that can be read to its end") from None
    if number == 0:
        raise source.error("is XML without any feed item, so no article")


def _items(stream: BufferedReader) -> Iterator[tuple[Record, Record]]:
    """The fields of each item, with those of the feed so far."""
    from lxml import etree

    about: Record = {}
    for _, element in etree.iterparse(
        stream, tag=_TAGS, recover=True, resolve_entities=False, no_network=True
    ):
        parent = element.getparent()
        if _local(element) in _ITEMS:
            yield _record(element), about
            element.clear()
            while parent is not None and element.getprevious() is not None:
                del parent[0]  # the emptied items before would grow into a long list
        elif parent is not None and _local(parent) in _FEEDS:
            about.setdefault(_local(element), _text(element))


def _article(record: Record, about: Record, number: int, source: Source) -> Article | InputError:
    record.setdefault("text", record.get("summary", ""))
    record.setdefault("date", record.get("updated", ""))
    record.setdefault("source", about.get("title", ""))
    record.setdefault("language", about.get("language", ""))
    try:
        return article_from_record(record, {}, record.get("id") or str(number))
    except NoTextError:
        return source.error(f"item {number} has neither text nor title")


def _record(item: "Element") -> Record:
    record: Record = {}
    for element in item:
        field = FIELDS.get(_local(element))
        if field == "url":
            _set_url(record, element)
        elif field:
            record.setdefault(field, _text(element))
    return record


def _set_url(record: Record, element: "Element") -> None:
    """RSS writes the address as text, Atom as an attribute, one of several links."""
    url = element.get("href") or _text(element)
    if element.get("rel", "alternate") == "alternate" and url:
        record["url"] = url


def _text(element: "Element") -> str:
    if len(element):
        from lxml import etree

        name = _local(element)
        if name == "author":
            return next((_text(part) for part in element if _local(part) == "name"), "")
        return "".join(etree.tostring(part, encoding="unicode") for part in element)
    return (element.text or "").strip()


def _local(element: "Element") -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
