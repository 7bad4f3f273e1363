"""What scrapers write above a text: lines as "URL: https://…", or YAML between two lines of dashes.

Only the simple half of YAML is read: one field a line, lists in brackets or an item a line.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import takewhile

MAX_LINES = 60
"""Front matter is short; what goes on longer is text between two rules."""

MIN_FIELDS = 2
"""One line of the form may be the beginning of a text: "Title: a word for a duke."."""

_FENCE = re.compile(r"(?:---|\+\+\+|\*\*\*|===)[-=*+]*$")
_FIELD = re.compile(r"[#*>\s]*([A-Za-z][\w -]{1,23}?)\**\s*:\**(?:\s+(.*))?$")
_ITEM = re.compile(r"\s*-\s+(.*)$")
_KNOWN = frozenset(
    {
        *("title", "headline", "url", "link", "canonicalurl", "source", "sourceurl", "publisher"),
        *("publication", "site", "sitename", "date", "published", "publishdate", "publisheddate"),
        *("datepublished", "publishedat", "pubdate", "author", "authors", "byline", "by"),
        *("language", "lang", "tags", "keywords", "section", "category", "categories", "id"),
        *("description", "summary", "updated", "modified", "lastmodified", "scraped", "scrapedat"),
        *("retrieved", "fetched", "accessed", "crawled", "image", "slug", "domain", "newspaper"),
    }
)
"""Names that a scraper gives such lines, without case, spaces and marks."""

_MARKS = re.compile(r"[\W_]+")

Fields = dict[str, object]


def front_matter(text: str) -> tuple[Fields, str]:
    """The fields above a text, and the text below them; no fields where there are none."""
    lines = text.lstrip("\ufeff\r\n\t ").splitlines()[: MAX_LINES + 2]
    if not lines:
        return {}, text
    if _FENCE.match(lines[0]):
        inner = list(takewhile(lambda line: not _FENCE.match(line), lines[1:]))
        is_closed = len(inner) + 1 < len(lines)
        fields = _fields(inner) if is_closed and len(inner) <= MAX_LINES else None
        return _parted(text, fields, len(inner) + 2)
    inner = list(takewhile(lambda line: line.strip() and not _FENCE.match(line), lines))
    fields = _fields(inner)
    if fields is None or len(fields) < MIN_FIELDS or not set(map(_plain, fields)) <= _KNOWN:
        return {}, text
    return _parted(text, fields, len(inner))


def _parted(text: str, fields: Fields | None, count: int) -> tuple[Fields, str]:
    if not fields:
        return {}, text
    below = text.lstrip("\ufeff\r\n\t ").splitlines()[count:]
    if below and _FENCE.match(below[0]):
        del below[0]
    return fields, "\n".join(below)


def _fields(lines: Sequence[str]) -> Fields | None:
    """The fields that the lines hold; None if a line is none."""
    fields: Fields = {}
    name = ""
    for line in lines:
        if item := _ITEM.match(line) if name else None:
            items = fields[name]
            fields[name] = [*(items if isinstance(items, list) else []), _bare(item[1])]
        elif match := _FIELD.match(line):
            name = match[1]
            fields.setdefault(name, _value(match[2] or ""))
        elif line.strip():
            return None
    return fields


def _value(text: str) -> object:
    text = text.strip()
    if text.startswith("[") and text.endswith("]"):
        return [_bare(part) for part in text[1:-1].split(",") if part.strip()]
    return _bare(text)


def _bare(text: str) -> str:
    text = text.strip()
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text


def _plain(name: str) -> str:
    return _MARKS.sub("", name).casefold()


def as_record(fields: Mapping[str, object]) -> Mapping[str, object]:
    """The fields under the names that records have, where scrapers use others."""
    others = {"by": "author", "site": "site_name", "newspaper": "publisher", "source_url": "url"}
    return {others.get(name.casefold().replace(" ", "_"), name): v for name, v in fields.items()}
