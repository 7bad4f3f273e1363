"""XML that is neither a page nor a feed: the records in it, as objects.

Scrapers, databases and search engines write one element a record, papers one document an article:
`<items><item><title>…`, `<doc><str name="title">…`, `<newsitem date="…"><headline>…`. An element
becomes an object of its attributes and children; one whose children are those of a text is markup.
"""

import codecs
import re
from collections.abc import Iterator
from html import escape, unescape
from io import BufferedReader
from typing import cast
from xml.etree.ElementTree import Element, ParseError, XMLPullParser, tostring

from pressmark.corpus.errors import InputError
from pressmark.corpus.model import Article
from pressmark.corpus.readers.feed_parts import declared_encoding
from pressmark.corpus.readers.limits import CHUNK_BYTES, MAX_ARTICLE_BYTES
from pressmark.corpus.readers.record_shapes import (
    Record,
    holds_records,
    is_record,
    records_in,
)
from pressmark.corpus.readers.records import read_record
from pressmark.corpus.readers.source import Source
from pressmark.corpus.readers.streams import too_long
from pressmark.corpus.text.elements import HTML_BLOCKS, LINE_TAGS, PLAIN_INLINE
from pressmark.corpus.text.encoding import encoding_of

Events = Iterator[tuple[str, Element]]
"""The elements that begin and end."""

_OF_TEXT = (HTML_BLOCKS | LINE_TAGS | PLAIN_INLINE | {"lb", "hi", "emph", "quote", "block"}) - {
    *("article", "body", "head", "header", "main", "section", "summary", "data", "label"),
    *("html", "caption", "table", "tr", "td", "th", "time", "source"),
}
"""Elements that a text has and a record has not as names of its columns."""

_NAMED = ("name", "key")
_NAMED_ELEMENTS = frozenset(
    {"field", "str", "arr", "date", "int", "long", "bool", "float", "double", "column", "property"}
    | {"value", "attribute", "element", "meta", "lst"}
)
"""Elements that say by an attribute which column they are: `<field name="title">`."""

_ONE_ARTICLE = frozenset(
    {"nitf", "newsitem", "article", "doc", "document", "story", "tei", "record", "entry", "post"}
    | {"reuters"}
)
"""Roots of a document that is one article."""

_LISTS = frozenset(
    {"articles", "items", "entries", "docs", "documents", "posts", "stories", "records", "rows"}
    | {"results", "noticias", "articulos"}
)
"""Elements within a root that hold the records; no record is called so."""

_ENTITY_CHARACTERS = 32
_REFERENCE = re.compile(r"&(?:#(\d{1,7}|x[0-9a-fA-F]{1,6});|([A-Za-z][\w.-]{1,30});)?")
_BASIC = frozenset({"amp", "lt", "gt", "quot", "apos"})
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_BARE = re.compile(r"<(?![^\W\d]|[/!?])")
_PROLOG = re.compile(
    r"(?:\s++|<\?(?!xml-)[^>]*+>|<!--.*?-->|<\?xml-[^>]*+>|<!DOCTYPE[^>\[]*+(?:\[.*?\]\s*+)?>)*+",
    re.DOTALL,
)
_WRAPPER = "records"
"""An element around the whole, so that any number of roots may follow each other."""


def read_xml(stream: BufferedReader, source: Source) -> Iterator[Article | InputError]:
    """The articles of the records in XML; a broken document is read as far as it goes."""
    for number, record in enumerate(_records(stream, source), 1):
        if isinstance(record, InputError):
            yield record
        elif source.begins(number):
            for each in records_in(record):
                yield from read_record(each, source)


def _records(stream: BufferedReader, source: Source) -> Iterator[Record | InputError]:
    """The values that are records or hold them, in order."""
    parser: XMLPullParser[Element] = XMLPullParser(events=("start", "end"))
    reading = _Reading()
    count = held = 0
    for text in _text(stream):
        parser.feed(text)
        held += len(text)
        try:
            for value, name in reading.values(cast(Events, parser.read_events())):
                count += 1
                held = 0
                yield Record(value, f"record {count}, “{name}”", str(count))
        except ParseError:
            yield source.error(f"is broken after record {count}; what came before was read")
            return
        if held > MAX_ARTICLE_BYTES:
            yield too_long(source, f"record {count + 1} is")
            return
    if reading.is_open:
        yield source.error(f"is cut off after record {count}; what came before was read")


class _Reading:
    """Follows the elements as they begin and end; a root whose children turn out to be records is
    not one itself."""

    def __init__(self) -> None:
        self._open: list[str] = []
        self._parents: list[Element] = []
        self._columns: dict[str, object] = {}
        self._root_has_records = False

    @property
    def is_open(self) -> bool:
        """Whether a root has not ended."""
        return len(self._open) > 1

    def values(self, events: Events) -> Iterator[tuple[object, str]]:
        """The records that end with these events, and the names of their elements."""
        for event, element in events:
            if event == "start":
                self._open.append(_name(element))
                self._parents.append(element)
                continue
            name = self._open.pop()
            self._parents.pop()
            depth = len(self._open)
            if depth == 0 or depth > self._level():
                continue
            if depth == 1:
                yield from self._root(element, name)
            elif depth == self._level():
                yield from self._child(element, name)
                self._discard(element)

    def _level(self) -> int:
        """How deep elements are that may be records: children of the root, or of a list in it."""
        is_list = len(self._open) > 2 and self._open[2] in _LISTS
        return 3 if is_list and self._open[1] not in _ONE_ARTICLE else 2

    def _child(self, element: Element, name: str) -> Iterator[tuple[object, str]]:
        value = _value(element)
        if isinstance(value, dict) and self._open[1] not in _ONE_ARTICLE:
            is_or_holds = is_record(value) or holds_records(value)
            is_beside = self._root_has_records and any(value.values())  # to be counted at least
            if is_or_holds or is_beside:
                self._root_has_records = True
                yield value, name
                return
        _add(self._columns, _column(element, name), value)

    def _root(self, element: Element, name: str) -> Iterator[tuple[object, str]]:
        columns = {**_attributes(element), **self._columns}
        text = (element.text or "").strip()
        if not self._root_has_records and (columns or text):
            yield ({**columns, "text": text} if text and not self._columns else columns), name
        self._columns, self._root_has_records = {}, False
        self._discard(element)

    def _discard(self, element: Element) -> None:
        """Free an element; those behind it may have been read already."""
        element.clear()
        self._parents[-1].remove(element)


def _value(element: Element) -> object:
    """The object, the markup or the text in an element."""
    children = list(element)
    attributes = _attributes(element)
    if not children:
        text = (element.text or "").strip()
        return {**attributes, "#text": text} if attributes and text else attributes or text
    if all(_name(child) in _OF_TEXT for child in children):
        return _markup(element)
    columns: dict[str, object] = dict(attributes)
    for child in children:
        _add(columns, _column(child, _name(child)), _value(child))
    return columns


def _markup(element: Element) -> str:
    """The content of an element as HTML."""
    for child in element.iter():
        child.tag = _name(child)
    parts = [escape(element.text or "")]
    parts += (tostring(child, encoding="unicode", method="html") for child in element)
    return "".join(parts).strip()


def _column(element: Element, name: str) -> str:
    """The name of the column that an element is."""
    if name in _NAMED_ELEMENTS:
        return next((value for key in _NAMED if (value := element.get(key))), name)
    return name


def _add(columns: dict[str, object], name: str, value: object) -> None:
    """Add a value; several of one name are a list."""
    if name not in columns:
        columns[name] = value
    elif isinstance(columns[name], list):
        columns[name].append(value)  # type: ignore[attr-defined]
    else:
        columns[name] = [columns[name], value]


def _attributes(element: Element) -> dict[str, object]:
    return {
        name.rpartition("}")[2]: value
        for name, value in element.attrib.items()
        if not (name in _NAMED and _name(element) in _NAMED_ELEMENTS)
    }


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2].lower()


def _text(stream: BufferedReader) -> Iterator[str]:
    """The text in chunks, within one more element, without what XML forbids or does not know."""
    data = stream.read(CHUNK_BYTES)
    encoding = encoding_of(data, declared_encoding(data))
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    text = decoder.decode(data).lstrip("\ufeff")
    prolog = _PROLOG.match(text)
    text = text[prolog.end() :] if prolog else text
    yield f"<{_WRAPPER}>"
    while data:
        data = stream.read(CHUNK_BYTES)
        start = max(text.rfind(mark, max(0, len(text) - _ENTITY_CHARACTERS)) for mark in "&<")
        ready, rest = (text[:start], text[start:]) if data and start >= 0 else (text, "")
        yield _well_formed(ready)
        text = rest + decoder.decode(data, not data)
    yield _well_formed(text)


def _well_formed(text: str) -> str:
    """The text with marks and references that XML does not know as letters."""
    return _REFERENCE.sub(_known, _BARE.sub("&lt;", _CONTROLS.sub("", text)))


def _known(reference: re.Match[str]) -> str:
    """A reference that XML knows; any other mark is a letter."""
    number, name = reference.groups()
    if name in _BASIC:
        return reference[0]
    if name:
        letter = unescape(reference[0])
        return letter if letter != reference[0] and letter not in "<&" else f"&amp;{name};"
    if number:
        letter = _CONTROLS.sub("", unescape(reference[0]))
        return reference[0] if letter in ("<", "&") else letter
    return "&amp;"
