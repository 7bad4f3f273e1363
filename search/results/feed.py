"""Hits as an Atom feed (RFC 4287), the articles indexed last first."""

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from html import escape
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, tostring

from pressmark.corpus.text.addresses import is_link
from pressmark.search.formatting import day
from pressmark.search.results.models import Hit, with_highlights

NAMESPACE = "http://www.w3.org/2005/Atom"

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML may have."""

_IN_ADDRESSES = "%:/?#[]@!$&'()*+,;=~"
"""Signs that an address may have, besides letters and digits."""


def as_atom(
    hits: Iterable[Hit],
    query: str,
    *,
    address: str,
    page: str,
    article_address: Callable[[Hit], str],
    updated: datetime,
) -> bytes:
    """The feed of a query.

    `address` is that of the feed, `page` that of the results; `updated` is the time of the feed
    where no hit has one. The id of an entry is that of the article, so that a reader shows it once.
    """
    hits = list(hits)
    times = [hit.article.added for hit in hits if hit.article.added]
    feed = Element("feed", {"xmlns": NAMESPACE})
    _text(feed, "id", f"urn:pressmark:search:{quote(_legal(query), safe='')}")
    _text(feed, "title", f"{query} – Pressmark")
    _text(feed, "updated", max(times, default=updated).isoformat())
    SubElement(feed, "link", {"rel": "self", "href": address, "type": "application/atom+xml"})
    SubElement(feed, "link", {"rel": "alternate", "href": page, "type": "text/html"})
    _text(SubElement(feed, "author"), "name", "Pressmark")
    for hit in hits:
        _add_entry(feed, hit, article_address(hit), updated)
    content: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
    return content


def _add_entry(feed: Element, hit: Hit, address: str, updated: datetime) -> None:
    article = hit.article
    entry = SubElement(feed, "entry")
    _text(entry, "id", f"urn:pressmark:article:{article.id}")
    _text(entry, "title", article.label or article.id)
    _text(entry, "updated", (article.added or updated).isoformat())
    SubElement(entry, "link", {"rel": "alternate", "href": address, "type": "text/html"})
    if is_link(article.url):
        SubElement(
            entry, "link", {"rel": "via", "href": quote(_legal(article.url), safe=_IN_ADDRESSES)}
        )
    for name in article.authors or filter(None, (article.source,)):
        _text(SubElement(entry, "author"), "name", name)
    # the date of an article has no zone, which Atom's `published` requires
    known = escape(", ".join(filter(None, (article.source, day(article.published)))))
    text = with_highlights(hit.snippet)
    _text(entry, "summary", f"<p>{known}</p><p>{text}</p>" if known else f"<p>{text}</p>", "html")


def _text(parent: Element, name: str, text: str, kind: str = "") -> None:
    SubElement(parent, name, {"type": kind} if kind else {}).text = _legal(text)


def _legal(text: str) -> str:
    """The text as XML may have it."""
    return _NO_XML.sub("\ufffd", text)
