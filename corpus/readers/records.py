"""A record of a dump (JSON object, CSV row) becomes an article.

The names are those that news-please, newspaper4k, trafilatura, feeds and content systems write;
`fields` maps further ones, for example `{"text": "story"}`.
"""

import json
import re
from ast import literal_eval
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from pressmark.corpus.errors import InputError
from pressmark.corpus.model import Article, Block, Kind
from pressmark.corpus.readers.markup import has_blocks, once_unescaped, one_line, plain
from pressmark.corpus.readers.record_dates import GatheredDates
from pressmark.corpus.readers.rich_text import is_rich, rich_article
from pressmark.corpus.readers.source import Source
from pressmark.corpus.readers.text import text_blocks
from pressmark.corpus.text.addresses import host_of
from pressmark.corpus.text.author_names import author_texts, stated_authors
from pressmark.corpus.text.dates import parse_date

FIELD_NAMES: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "headline", "name"),
    "text": ("text", "maintext", "cleanedtext", "textcleaned", "articlebody", "articletext",
             "fulltext", "content", "contenttext", "body", "rawtext", "story", "document"),
    "html": ("html", "articlehtml", "rawhtml", "contenthtml", "bodyhtml"),
    "url": ("url", "canonicallink", "canonicalurl", "link", "uri", "originalurl"),
    "date": ("datepublish", "datepublished", "publishdate", "publisheddate", "published",
             "publishedat", "pubdate", "publicationdate", "date", "datetime", "timestamp"),
    "source": ("sitename", "metasitename", "publisher", "publication", "outlet", "source",
               "sourcedomain", "hostname", "sourcehostname", "domain"),
    "author": ("authors", "author", "byline", "creator"),
    "language": ("language", "lang", "metalang"),
}  # fmt: skip
"""The names of each field, the surest first, in lower case and without `_`, `-` and spaces."""

STATED_DATE_CHARACTERS = 100
"""What is kept of a date that was not read: the longest measured in dumps has 45."""

_SEPARATORS = re.compile(r"[\W_]+")


_STRUCTURED = re.compile(r"\s*+(?:\[\s*+[\[{\"'\]]|\{\s*+[\"'])")
_MAX_STRUCTURED = 2**20
"""Characters of a text that is read as a list or as objects; Python's reader takes 100 times the
memory of its text."""


class NoTextError(ValueError):
    """The record has neither text nor HTML nor a title under a known name.

    `unread` names the field that holds the text, if it does so in a form that is not read.
    """

    def __init__(self, unread: str = "") -> None:
        super().__init__(unread)
        self.unread = unread

    def about(self, place: str, part: str, source: Source) -> InputError:
        """The error for a record, whose fields are called `part`."""
        if self.unread:
            message = f"{place} has text in a form that is not read, in the {part} “{self.unread}”"
            return source.error(message, "export it as text or HTML")
        return source.error(
            f"{place} has no text, HTML or title under a known name",
            f"name the {part} that holds it, for example --field text=body",
        )


def article_from_record(record: Mapping[str, object], source: Source, key: str) -> Article:
    """The article in a record; `key` is used where the record has no URL. Raises NoTextError."""
    values = _Values(record, source.options.fields)
    url = _url_of(values)
    if isinstance(source.dates, GatheredDates):
        source.dates.read(values.first("date"), _source_name(values) or host_of(url))
        return Article(blocks=())
    body = _with_body(values, url)
    title = one_line(values.text("title")) or body.title
    if not body.blocks and not title:
        raise NoTextError
    stated = values.first("date")
    published = source.dates.read(stated, _source_name(values) or host_of(url)) or body.published
    dated = replace(
        titled(body, title),
        published=published,
        stated_date="" if published else _as_text(stated)[:STATED_DATE_CHARACTERS],
    )
    article = _with_metadata(dated, values, title, url, place="record")
    return replace(article, key=article.url or key)


def described(article: Article, record: Mapping[str, object]) -> Article:
    """The article with a record's fields; they replace a guessed title."""
    values = _Values(record, {})
    url, title = _url_of(values), one_line(values.text("title"))
    if title:
        blocks = (replace(block, kind=_untitled(block.kind)) for block in article.blocks)
        article = titled(replace(article, blocks=tuple(blocks)), title)
    published = parse_date(values.first("date")) or article.published
    article = _with_metadata(article, values, title, url, place="front matter")
    return replace(article, published=published, key=url or article.key)


def _untitled(kind: Kind) -> Kind:
    return Kind.PARAGRAPH if kind is Kind.TITLE else kind


def _with_metadata(
    article: Article, values: "_Values", title: str, url: str, *, place: str
) -> Article:
    """The article with what the record states; `place` is noted as the origin of it all."""
    return replace(
        article,
        title=title or article.title,
        title_guessed=article.title_guessed and not title,
        url=url or article.url,
        source=_source_name(values) or article.source,
        authors=stated_authors(author_texts(values.first("author"))) or article.authors,
        language=values.text("language") or article.language,
        origins={**article.origins, **dict.fromkeys(values.found, place)},
    )


class _Values:
    """A record looked up by field; remembers in `found` which fields it had."""

    def __init__(self, record: Mapping[str, object], fields: Mapping[str, str]) -> None:
        self._record = {_plain(name): (name, value) for name, value in record.items()}
        self._mapped = {field: (name, record.get(name)) for field, name in fields.items()}
        self.found: list[str] = []

    def first(self, field: str) -> object:
        """The first value that is not empty under a name of the field."""
        return self.named(field)[1]

    def named(self, field: str) -> tuple[str, object]:
        """The same with the name it has in the record."""
        if field in self._mapped:
            values = [self._mapped[field]]
        else:
            values = [self._record[name] for name in FIELD_NAMES[field] if name in self._record]
        for name, value in values:
            if value not in (None, "", [], {}):
                self.found.append(field)
                return name, value
        return "", None

    def text(self, field: str) -> str:
        """The first value as one string."""
        return _as_text(self.first(field))

    def link_under(self, name: str) -> str:
        """The value under one name if it is a web address."""
        value = str(self._record.get(name, ("", ""))[1])
        return value if value.startswith(("http://", "https://")) else ""


@lru_cache(maxsize=1024)
def _plain(name: str) -> str:
    """A field's name without case and separators; the same few come back in every record."""
    return _SEPARATORS.sub("", str(name)).casefold()


def _with_body(values: _Values, url: str) -> Article:
    name, value = values.named("text")
    if is_rich(value):
        article = rich_article(value)
        if not article.blocks:
            raise NoTextError(name)
        return article
    if (structured := _structured(value)) and (article := rich_article(structured)).blocks:
        return article
    text = once_unescaped(_as_text(value))
    if text and not has_blocks(text):
        return Article(blocks=text_blocks(plain(text)))
    html = text or values.text("html")
    if not html:
        return Article(blocks=())
    from pressmark.corpus.html import parse_html

    return parse_html(html, url=url)


def _structured(value: object) -> object:
    """The list or the objects that a cell of a table holds as JSON or as Python writes them."""
    if not isinstance(value, str) or len(value) > _MAX_STRUCTURED or not _STRUCTURED.match(value):
        return None
    for read in (json.loads, literal_eval):
        try:
            return read(value.strip())
        except (ValueError, SyntaxError, RecursionError, MemoryError):
            continue
    return None


def _as_text(value: object) -> str:
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("rendered") or value.get("@id")
    if isinstance(value, list):
        value = "\n\n".join(str(part) for part in value)
    return str(value).strip() if value else ""


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


def _url_of(values: _Values) -> str:
    url = values.text("url")
    if url:
        return url
    return values.link_under("source")  # where trafilatura writes it


def _source_name(values: _Values) -> str:
    name = values.text("source")
    return host_of(name) or name if "://" in name else name
