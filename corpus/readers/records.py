"""A record of a dump (JSON object, CSV row) becomes an article.

The columns are those that news-please, newspaper4k, trafilatura, feeds, APIs, content systems and
people write in many languages (field_names.py); `fields` names further ones, for example
`{"text": "story"}`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeGuard, cast

from pressmark.corpus.captures import capture_time
from pressmark.corpus.model import Article, Block, Extra, Kind
from pressmark.corpus.readers import read_counts
from pressmark.corpus.readers.columns import Columns, as_text, structured
from pressmark.corpus.readers.date_parts import date_in_parts
from pressmark.corpus.readers.extra_columns import extra_of
from pressmark.corpus.readers.markup import has_blocks, once_unescaped, one_line, plain
from pressmark.corpus.readers.record_dates import GatheredDates
from pressmark.corpus.readers.record_shapes import Record
from pressmark.corpus.readers.rich_text import is_rich, rich_article
from pressmark.corpus.readers.source import Source
from pressmark.corpus.readers.text import text_blocks
from pressmark.corpus.readers.wordpress_markup import as_shown, is_article
from pressmark.corpus.text.addresses import host_of, site_of
from pressmark.corpus.text.author_names import author_texts, stated_authors
from pressmark.corpus.text.date_order import numeric_date
from pressmark.corpus.text.dates import parse_date
from pressmark.corpus.text.language_names import language_code
from pressmark.corpus.text.partial_dates import any_date, date_by_age, partial_date
from pressmark.corpus.text.timestamps import date_of_line

STATED_DATE_CHARACTERS = 100
"""What is kept of a date that was not read: the longest measured in dumps has 45."""

HEAD_BLOCKS = 4
"""A date line is among the first so many lines of a text, before its first paragraph."""

LONGEST_DATE_LINE = 160

_SCHEME = 10
"""Characters in which the scheme of an address ends."""

_PROSE_START = 100
"""Characters of a value by which it is known to be a text."""

_PRINTED_BREAK = re.compile(r"(?:\\r)?\\n(?:\\r)?\\n|[.!?”\"’»]\s?(?:\\r)?\\n")
"""Two line breaks as JSON or Python print them, or one behind a sentence."""

_CUT = re.compile(r"(?:…|\.{3})?(?<!\s)\s*+\[\+\s?(\d++) chars\]$")
"""How NewsAPI ends a text that it cuts off, with the number of characters that are missing."""

_CUT_CHARACTERS = 40
"""The longest such end."""

_WITHDRAWN = frozenset({"[removed]", "[deleted]"})
"""What a service gives in place of the title and text of an article that was withdrawn."""
_LONGEST_WITHDRAWN = 20

_DATE_IN_PATH = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?=[/-]|$)")


class LeftOutError(ValueError):
    """The record is no article, for a cause that read_counts.py names."""


def read_record(record: Record, source: Source) -> Iterator[Article]:
    """The article of a record, if it is one; what was used of it and what was not is counted."""
    if not isinstance(record.value, Mapping):
        source.counts.records += 1
        source.counts.leave_out(read_counts.NOT_OBJECTS, record.place)
        return
    record = record.with_stated()
    columns = Columns(cast(Mapping[str, object], record.value), source.options.fields)
    if isinstance(source.dates, GatheredDates):
        url = _url_of(columns)
        source.dates.read(_stated_date(columns), _source_name(columns) or site_of(url))
        return
    source.counts.records += 1
    try:
        article = article_from_record(columns, source, record)
    except LeftOutError as error:
        source.counts.leave_out(str(error), record.place)
        if str(error) == read_counts.NEITHER:
            _count(columns, record, source)
    else:
        yield article
        _count(columns, record, source, article.extra)


def article_from_record(columns: Columns, source: Source, record: Record) -> Article:
    """The article in the columns of a record. Raises LeftOutError."""
    _check_not_withdrawn(columns)
    if not is_article(columns.values.get("post_type"), columns.values.get("post_status")):
        raise LeftOutError(read_counts.NO_POST)
    url = _url_of(columns)
    body, cut = _with_body(columns, url)
    title = one_line(columns.text("title")) or body.title
    if not body.blocks and not title:
        raise LeftOutError(read_counts.NEITHER)
    name = _source_name(columns) or record.source
    stated = _stated_date(columns)
    published = source.dates.read(stated, name or site_of(url))
    if published is None and stated is not None:
        published = partial_date(stated) or date_by_age(stated, capture_time(columns.values))
    if published is None:
        columns.reject("date")
        published = body.published
    if published is None and stated is None:
        parts = date_in_parts(columns.values)
        is_known_to_the_day = parts is not None and not getattr(parts, "unit", "")
        published = parts if is_known_to_the_day else _date_in(body, url) or parts
    if cut:
        source.counts.remark("cut off by the service that delivered them", record.place)
        body = replace(body, extra={**body.extra, "characters_cut": cut})
    site = record.source or body.source or site_of(url)
    found = _metadata(body, columns, title, url, site, place="record")
    found["source"] = _source_name(columns) or record.source or body.source or site_of(url)
    return replace(
        titled(body, title),
        **found,
        published=published,
        stated_date="" if published else as_text(stated)[:STATED_DATE_CHARACTERS],
        key=found["url"] or record.key,
        place={"record": record.key},
    )


def described(article: Article, record: Mapping[str, object]) -> Article:
    """The article with a record's fields; they replace a guessed title."""
    columns = Columns(record, {})
    url, title = _url_of(columns), one_line(columns.text("title"))
    if title:
        blocks = (replace(block, kind=_untitled(block.kind)) for block in article.blocks)
        article = titled(replace(article, blocks=tuple(blocks)), title)
    published = any_date(columns.first("date")) or article.published
    found = _metadata(article, columns, title, url, article.source, place="front matter")
    return replace(article, **found, published=published, key=url or article.key)


def _untitled(kind: Kind) -> Kind:
    return Kind.PARAGRAPH if kind is Kind.TITLE else kind


def _metadata(
    article: Article, columns: Columns, title: str, url: str, source: str, *, place: str
) -> dict[str, Any]:
    """The fields of the article with what the record states, else its `source`; `place` is noted as
    the origin of it all."""
    language = language_code(columns.text("language"))
    authors = stated_authors(author_texts(columns.first("author")))
    section = _section(columns)
    for field, found in (("language", language), ("author", authors), ("section", section)):
        if not found:
            columns.reject(field)
    return {
        "title": title or article.title,
        "title_guessed": article.title_guessed and not title,
        "url": url or article.url,
        "source": _source_name(columns) or source,
        "authors": authors or article.authors,
        "language": language or article.language,
        "origins": {**article.origins, **dict.fromkeys(columns.used, place)},
        "extra": {**article.extra, **section, **extra_of(columns)},
    }


def _section(columns: Columns) -> Mapping[str, Extra]:
    value = columns.first("section")
    if isinstance(value, list):
        names = tuple(one_line(str(name)) for name in value if not str(name).isdecimal())
        return {"section": names[0] if len(names) == 1 else names} if names else {}
    return {"section": one_line(str(value))} if value else {}


def _count(
    columns: Columns, record: Record, source: Source, kept: Mapping[str, Extra] | None = None
) -> None:
    """Count the columns of a record; `kept` are the unused ones that are stored."""
    counts = source.counts
    for field, column in columns.used.items():
        counts.used(field, column)
    lost = ""
    for column, value in columns.unused():
        counts.not_used(column, len(value) if _is_prose(value) else 0)
        if kept is not None and column not in kept:
            is_kept = any(name.startswith(f"{column}.") for name in kept)
            lost = lost if is_kept else lost or column
    if lost:
        counts.remark("with values not kept", f"{record.place}: {lost}")
    for field in source.options.fields:
        if columns.mapped_column(field):
            counts.mapped.add(field)
    if "language" not in columns.used and (language := columns.text("language")):
        columns.reject("language")
        counts.remark("in an unknown language", f"{record.place}: “{language}”")


def _is_prose(value: object) -> TypeGuard[str]:
    """Whether a value may be a text: no address, and mostly letters."""
    if not isinstance(value, str) or "://" in value[:_SCHEME]:
        return False
    start = value[:_PROSE_START]
    return sum(map(str.isalpha, start)) * 2 > len(start)


def _check_not_withdrawn(columns: Columns) -> None:
    for field in ("title", "text"):
        column = next(iter(columns.names(field)), "")
        value = columns.values.get(column)
        is_short = isinstance(value, str) and len(value) <= _LONGEST_WITHDRAWN
        if (
            is_short
            and str(value).strip().casefold() in _WITHDRAWN
            and (field == "title" or not columns.has("text"))
        ):
            raise LeftOutError(read_counts.REMOVED)


def _with_body(columns: Columns, url: str) -> tuple[Article, int]:
    """The article's text, from the columns of the text, else of HTML, else of a summary, and how
    many characters of it the service that delivered it has cut off."""
    for field in ("text", "html", "summary"):
        value = columns.first(field)
        if value is None:
            continue
        article, cut = _body(value, url)
        if article.blocks:
            return article, cut
        if is_rich(value):
            raise LeftOutError(f"{read_counts.UNREAD}, in “{columns.used[field]}”")
        columns.reject(field)
    return Article(blocks=()), 0


def _body(value: object, url: str) -> tuple[Article, int]:
    if is_rich(value):
        return rich_article(value), 0
    if (parsed := structured(value)) and (article := rich_article(parsed)).blocks:
        return article, 0
    text, missing = _without_cut(once_unescaped(as_text(value)))
    text = as_shown(_with_line_breaks(text))
    if not has_blocks(text):
        return Article(blocks=text_blocks(plain(text))), missing
    from pressmark.corpus.html import parse_html

    return parse_html(text, url=url), missing


def _with_line_breaks(text: str) -> str:
    """The text with the breaks between its paragraphs, where `\\n` is printed for each."""
    if "\n" in text or not _PRINTED_BREAK.search(text):
        return text
    return text.replace("\\r", "").replace("\\n", "\n")


def _without_cut(text: str) -> tuple[str, int]:
    """The text without the mark of a cut, and how many characters are missing."""
    start = max(0, len(text) - _CUT_CHARACTERS)
    cut = _CUT.search(text, start) if text.endswith("chars]") else None
    return (text[: cut.start()].rstrip(), int(cut[1])) if cut else (text, 0)


def titled(article: Article, title: str) -> Article:
    """The article with its title as the first block, unless it has a title block."""
    if not title or any(block.kind is Kind.TITLE for block in article.blocks):
        return article
    later = (replace(block, order=block.order + 1) for block in article.blocks)
    discarded = (
        replace(removal, block=replace(removal.block, order=removal.block.order + 1))
        for removal in article.discarded
    )
    blocks = (Block(title, Kind.TITLE, 0), *later)
    return replace(article, blocks=blocks, discarded=tuple(discarded))


def _url_of(columns: Columns) -> str:
    return columns.text("url") or columns.address_under("source")  # where trafilatura writes it


def _stated_date(columns: Columns) -> object:
    """The first value that states a date, in whatever order; else the first of all: a “dateline”
    may be a place alone."""
    for value in columns.each("date"):
        if numeric_date(value) or any_date(value, capture_time(columns.values)):
            return value
    columns.reject("date")
    return columns.first("date")


def _source_name(columns: Columns) -> str:
    name = one_line(columns.name_under("source"))
    if "://" in name:
        return site_of(name) or host_of(name) or name
    return name.removeprefix("www.") if " " not in name else name


def _date_in(body: Article, url: str) -> datetime | None:
    """The date in a line above the text, else in the address, as both are read of a page."""
    for block in body.blocks[:HEAD_BLOCKS]:
        if len(block.text) > LONGEST_DATE_LINE:
            break
        if found := date_of_line(block.text):
            return found
    path = _DATE_IN_PATH.search(url)
    return parse_date("-".join(path.groups())) if path else None
