"""RSS and Atom as feedparser reads them: one article an entry."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from io import BufferedReader
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from pressmark.corpus.errors import InputError
from pressmark.corpus.model import Article
from pressmark.corpus.readers import read_counts
from pressmark.corpus.readers.feed_parts import feed_parts
from pressmark.corpus.readers.markup import has_blocks, once_unescaped, one_line, plain
from pressmark.corpus.readers.records import titled
from pressmark.corpus.readers.source import Source
from pressmark.corpus.readers.text import text_blocks
from pressmark.corpus.readers.wordpress_markup import as_shown, is_article
from pressmark.corpus.text.author_names import stated_authors
from pressmark.corpus.text.partial_dates import any_date

if TYPE_CHECKING:
    from pressmark.corpus.readers.feed_parser import Fields

END_CHARACTERS = 4_096
"""Of a feed in which its last tag is looked for; comments may follow it."""

_END = re.compile(r"</(?:[\w.-]+:)?(?:rss|feed|rdf|channel)\s*>", re.IGNORECASE)
_STATED = {
    "title": "title",
    "url": "url",
    "source": "source",
    "date": "published",
    "author": "authors",
    "language": "language",
}
"""What origins are noted for, and the field of an article that holds it."""

_DATES = ("published", "created", "updated")
_HTML = ("text/html", "application/xhtml+xml")


def read_feed(stream: BufferedReader, source: Source) -> Iterator[Article | InputError]:
    """The articles of a feed."""
    from pressmark.corpus.readers.feed_parser import parse_feed

    number = 0
    part = ""
    for part in feed_parts(stream, source):
        feed = parse_feed(part)
        for entry in feed.entries:
            number += 1
            if not is_article(entry.get("wp_post_type"), entry.get("wp_status")):
                source.counts.leave_out(read_counts.NO_POST, f"item {number}")
                continue
            yield _article(entry, feed.about, number, source)
        if feed.broken:
            raise source.error(f"is broken after item {number}; what came before was read")
    if number == 0:
        raise source.error("is XML without any feed item, so no article")
    if not _END.search(part[-END_CHARACTERS:]):
        raise source.error(f"is cut off in or after item {number}; what came before was read")


def _article(entry: "Fields", about: "Fields", number: int, source: Source) -> Article | InputError:
    title = _title(entry)
    body = _body(entry)
    if not body.blocks and not title:
        return source.error(f"item {number} has neither text nor title")
    url = _url(entry, about)
    article = replace(
        titled(body, title),
        title=title,
        url=url,
        source=_title(entry.get("source", {})) or _title(about),
        published=_published(entry),
        authors=_authors(entry),
        language=_language(entry, about),
        key=url or _string(entry, "id") or str(number),
        place={"record": str(number)},
    )
    found = (name for name, field in _STATED.items() if getattr(article, field))
    return replace(article, origins=dict.fromkeys(found, "feed"))


def _title(fields: "Fields") -> str:
    """The title as one line; Atom's plain text is no markup, whatever it looks like."""
    title = _string(fields, "title")
    media_type = fields.get("title_detail", {}).get("type", "text/html")
    return " ".join(title.split()) if media_type == "text/plain" else one_line(title)


def _body(entry: "Fields") -> Article:
    """The longest of an entry's texts: content may be empty, or shorter than the summary."""
    summary = {**entry.get("summary_detail", {}), "value": _string(entry, "summary")}
    bodies = [
        _text(_string(text, "value"), text.get("type", "text/html"))
        for text in (*entry.get("content", ()), summary)
    ]
    return max(bodies, key=_length, default=Article(()))


def _text(value: str, media_type: str) -> Article:
    if media_type not in _HTML:
        return Article(text_blocks(value) if media_type.startswith("text/") else ())
    value = as_shown(once_unescaped(value.replace("<![CDATA[", "").replace("]]>", "")))
    if not has_blocks(value):
        return Article(text_blocks(plain(value)))
    from pressmark.corpus.html import parse_fragment

    return parse_fragment(value)


def _length(body: Article) -> int:
    return sum(len(block.text) for block in body.blocks)


def _url(entry: "Fields", about: "Fields") -> str:
    """The entry's link, made whole by the feed's where it is relative."""
    links = (
        _string(link, "href") for link in entry.get("links", ()) if link.get("rel") == "alternate"
    )
    link = _string(entry, "link") or next(filter(None, links), "")
    try:
        return urljoin(_string(about, "link"), link)
    except ValueError:  # no address at all
        return link


def _published(entry: "Fields") -> datetime | None:
    """The first date that can be read, as stated, else as feedparser reads it."""
    stated = (any_date(_string(entry, name)) for name in _DATES)
    read = (_moment(entry.get(f"{name}_parsed")) for name in _DATES)
    return next(filter(None, (*stated, *read)), None)


def _moment(parsed: Any) -> datetime | None:
    try:
        return datetime(*parsed[:6]) if parsed else None
    except ValueError:
        return None


def _authors(entry: "Fields") -> tuple[str, ...]:
    """The names of the writers, else of a podcast's publisher."""
    names = [_string(author, "name") for author in entry.get("authors", ())]
    return stated_authors(names) or stated_authors([_string(entry, "itunes_author")])


def _language(entry: "Fields", about: "Fields") -> str:
    texts = (*entry.get("content", ()), entry.get("summary_detail", {}))
    stated = (_string(text, "language") for text in texts)
    return next(filter(None, (*stated, _string(about, "language"))), "")


def _string(fields: "Fields", name: str) -> str:
    """A field's text; of an element that it does not know feedparser gives the attributes."""
    value = fields.get(name)
    return value if isinstance(value, str) else ""
