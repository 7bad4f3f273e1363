"""What browsers and programs that save a page note in it: its address, and when they saved it."""

import re
from dataclasses import replace
from typing import NamedTuple

from pressmark.corpus.model import Article
from pressmark.corpus.text.dates import parse_date

_READ = 1 << 13
"""Bytes in which the note is looked for: it is the first thing in the page, or follows `<html>`."""

_NOTES = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rb"<!--\s*Page saved with SingleFile\s+url:\s*(\S{1,2000})\s+saved date:\s*([^\n(>]{1,99})",
        rb"<!--\s*saved from url=\(\d{1,6}\)(\S{1,2000})()",
        rb"<!--\s*Mirrored from (\S{1,2000}) by HTTrack [^,>]{1,100},\s*([^>]{1,60}?)\s*-->",
        rb"<!--\s*Saved from (\S{1,2000}) at (\S{1,40}) using monolith",
    )
)
_SCHEMES = ("http://", "https://")


class SavedPage(NamedTuple):
    """The address and the time that the note states; empty where there is none."""

    url: str = ""
    captured: str = ""


def saved_page(page: bytes) -> SavedPage:
    """The note in a page that a browser's extension, Internet Explorer and others based on
    Chromium, HTTrack or monolith saved."""
    head = page[:_READ]
    for note in _NOTES:
        if found := note.search(head):
            url, moment = (part.decode("utf-8", "replace").strip() for part in found.groups())
            url = url if ":" in url else f"http://{url}"  # as HTTrack writes it
            return SavedPage(url if url.startswith(_SCHEMES) else "", iso_time(moment))
    return SavedPage()


def iso_time(text: str) -> str:
    """A time in the form of ISO 8601, as it is stated; "" where there is none."""
    moment = parse_date(text)
    return moment.isoformat() if moment else ""


def with_capture(article: Article, captured: str) -> Article:
    """The article with the time of its capture, if one is known."""
    return replace(article, extra={**article.extra, "captured": captured}) if captured else article
