"""What scrapers and editors write above a text: lines as "URL: https://…", YAML, TOML or JSON.

YAML is between two lines of dashes, TOML between two of plus signs, JSON in braces.
"""

import json
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile

from pressmark.corpus.readers.simple_yaml import read_yaml

MAX_LINES = 60
"""Lines of fields are few; what goes on longer is text between two rules."""

MAX_FENCED_LINES = 500
"""Front matter lists every picture of a gallery."""

MIN_FIELDS = 2
"""One line of the form may be the beginning of a text: "Title: a word for a duke."."""

FIELDS_PER_STRAY_LINE = 4
"""Front matter may have a line that cannot be read; prose between two rules is of such lines."""

_FENCE = re.compile(r"(?:---|\+\+\+|\*\*\*|===)[-=*+]*$")
_FIELD = re.compile(r"[#*>\s]*([A-Za-z][\w -]{1,23}?)\**\s*:\**(?:\s+(.*))?$")
_ITEM = re.compile(r"\s*-\s+(.*)$")
_TABLES = ("params", "extra", "taxonomies")
"""Where Hugo and Zola keep the fields that are not their own."""

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
    text = text.lstrip("\ufeff\r\n\t ")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.startswith("{"):
        return _json(text)
    lines = text.split("\n", MAX_FENCED_LINES + 2)[: MAX_FENCED_LINES + 2]
    lines = [line.rstrip() for line in lines]
    if _FENCE.match(lines[0]):
        inner = list(takewhile(lambda line: not _ends(line, lines[0]), lines[1:]))
        is_closed = len(inner) + 1 < len(lines)
        return _parted(text, _fenced(inner, lines[0]) if is_closed else None, len(inner) + 2)
    inner = list(takewhile(lambda line: line.strip() and not _FENCE.match(line), lines))
    fields = _fields(inner) if len(inner) <= MAX_LINES else None
    if fields is None or len(fields) < MIN_FIELDS or not set(map(_plain, fields)) <= _KNOWN:
        return {}, text
    return _parted(text, fields, len(inner))


def _ends(line: str, fence: str) -> bool:
    return bool(_FENCE.match(line)) or (line == "..." and fence.startswith("---"))


def _fenced(lines: Sequence[str], fence: str) -> Fields | None:
    """The fields between two rules, in whatever way they are written."""
    if fence.startswith("+++"):
        try:
            return _flat(tomllib.loads("\n".join(lines)))
        except (tomllib.TOMLDecodeError, RecursionError):
            pass
    fields, stray = read_yaml(lines)
    if fields and FIELDS_PER_STRAY_LINE * stray <= len(fields) and _are_named(fields):
        return _flat(fields)
    others = _fields(lines) if len(lines) <= MAX_LINES else None
    return others if others and _are_named(others) else None


def _are_named(names: Iterable[str]) -> bool:
    """Whether a name is one of front matter, or all are written as programs write them."""
    names = list(names)
    return any(_plain(name) in _KNOWN for name in names) or all(
        name.islower() and " " not in name for name in names
    )


def _json(text: str) -> tuple[Fields, str]:
    try:
        fields, end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return {}, text
    if not text[end:].strip() or not _are_named(fields):
        return {}, text
    return _flat(fields), text[end:]


def _flat(fields: Mapping[str, object]) -> Fields:
    tables = [table for name in _TABLES if isinstance(table := fields.get(name), Mapping)]
    return {**{name: value for table in tables for name, value in table.items()}, **fields}


def _parted(text: str, fields: Fields | None, count: int) -> tuple[Fields, str]:
    if not fields:
        return {}, text
    below = text.split("\n", count)[count:]
    first, _, rest = "".join(below).partition("\n")
    return fields, rest if _FENCE.match(first.rstrip()) else "".join(below)


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
