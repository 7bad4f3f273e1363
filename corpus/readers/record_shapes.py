"""The records in a JSON value: in an envelope, a list, a table of pandas or a map of ids or sites.

Known are `{"articles": […]}` and others like it, `hits.hits[]._source`, `response.docs`,
`{"columns": […], "data": [[…]]}`, `{"title": {"0": …}}`, `{"title": […], "text": […]}`,
`[["title", "text"], […]]`, `{id: record}` and `{site: {"articles": […]}}`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from pressmark.corpus.readers.columns import Columns, as_text, is_value_key, value_for
from pressmark.corpus.readers.field_names import FIELDS
from pressmark.corpus.readers.qualified_names import roles_of_column
from pressmark.corpus.text.dates import parse_date
from pressmark.corpus.text.normalized_names import normalized_name

MAX_DEPTH = 6
"""Objects around a list of records; `{"newspapers": {site: {"articles": …}}}` has 3."""

LONGEST_NAME = 60
"""Characters of a column's name; a longer value is of a text."""

SAMPLE = 5
"""Items of a list that show what it is a list of."""

URL, DATE, GROUP = "url", "date", "group"
"""Columns that the name of a record or of a list of records states."""

SHORTEST_TEXT = 80
"""Characters of a text that is a record by itself, without a column's name."""

_LISTS = frozenset(
    {"articles", "items", "item", "results", "data", "entries", "entry", "docs", "documents"}
    | {"hits", "posts", "news", "stories", "records", "rows", "response", "list", "value"}
    | {"children", "nodes", "edges"}
    | {"noticias", "articulos", "notas", "artigos", "materias", "actualites", "articoli", "notizie"}
    | {"artikel", "artikels", "beitrage", "nachrichten", "meldungen", "artikelen", "berichten"}
    | {"berita", "haberler", "artykuly", "wiadomosci", "clanky", "zpravy", "clanci", "vijesti"}
    | {"vesti", "hirek", "cikkek", "nyheter", "artiklar", "nyheder", "artikler", "uutiset"}
    | {"статьи", "новости", "статті", "новини", "вести", "αρθρα", "ειδησεις"}
    | {"اخبار", "مقالات", "الاخبار", "المقالات", "חדשות", "כתבות"}
    | {"文章", "新闻", "新聞", "記事", "ニュース", "기사", "뉴스"}
)
"""What lists of articles are called."""

_SIDE_TABLES = frozenset(
    {"tags", "users", "authors", "categories", "media", "images", "comments", "links"}
    | {"settings", "meta", "related", "attachments", "sources", "terms", "relatedarticles"}
    | {"aggregations", "facets", "schema", "fields"}
)
"""What lists and objects next to the articles are called."""

_ENVELOPES = frozenset(
    {"response", "responses", "result", "results", "data", "hits", "body", "payload", "feed"}
    | {"channel", "rss", "news", "query", "page", "pages", "newspapers", "sites", "sources"}
    | {"root", "export", "db", "value", "output", "train", "test", "validation", "valid"}
    | {"dev", "posts", "articles", "items"}
)
"""What objects around lists are called; any other name is of a site."""

_ABOUT = frozenset({"feed", "channel", "site", "source", "publisher", "blog"})
"""Objects next to a list of articles that describe where they are from."""

_HOST = re.compile(r"(?:[\w-]+\.)+(?!html?$|json$|txt$|xml$)[a-z]{2,}", re.IGNORECASE)


_DAY = re.compile(r"\d{4}[-/.]?\d{2}[-/.]?\d{2}")
_IDENTITY = re.compile(r"://|\.\w{2,5}$|\d{3}|^\d+$|^[\da-fA-F-]{8,}$")
"""What a record's name has and a column's has not: an address, the name of a file, a number."""


class Record(NamedTuple):
    """A value that should be a record: its place in words, its key in the file, its source where
    what is around it names one, and the columns that the names around it state."""

    value: object
    place: str
    key: str
    source: str = ""
    stated: tuple[tuple[str, str], ...] = ()

    def item(self, value: object, number: int) -> "Record":
        """An item of it as a list; an address is that of one record alone."""
        place, key = f"{self.place}, item {number}", f"{self.key}.{number}"
        stated = tuple(column for column in self.stated if column[0] != URL)
        return self._replace(value=value, place=place, key=key, stated=stated)

    def under(self, value: object, name: str, source: str = "", group: str = "") -> "Record":
        """The value under a name of it as an object, one of several in a `group`."""
        place, key = f"{self.place}, “{name}”", f"{self.key}.{name}"
        stated = (*self.stated, *_stated_by(name), *([(GROUP, group)] if group else []))
        return Record(value, place, key, source or self.source, stated)

    def with_stated(self) -> "Record":
        """The same with the columns that the names around it state, where it has none itself."""
        if not self.stated or not isinstance(self.value, Mapping):
            return self
        columns = Columns(self.value, {})
        further = {
            name: value
            for name, value in self.stated
            if not (name in FIELDS and columns.has(name)) and name not in self.value
        }
        return self._replace(value={**further, **self.value})


def records_in(outer: Record, depth: int = MAX_DEPTH) -> Iterator[Record]:
    """The records in a value; the value itself where it holds none."""
    value = outer.value
    if isinstance(value, list):
        rows = _as_rows(value)
        for number, item in enumerate(value if rows is None else rows, 1):
            yield from records_in(outer.item(item, number), depth)
    elif isinstance(value, str) and len(value) >= SHORTEST_TEXT:
        yield outer._replace(value={"text": value})
    elif not isinstance(value, Mapping):
        yield outer
    elif (rows := _table(value)) is not None:
        for number, row in enumerate(rows, 1):
            yield outer.item(row, number)
    else:
        yield from _in_object(value, outer, depth)


def header_of(values: Sequence[object]) -> list[str] | None:
    """The names of columns, if that is what a list holds."""
    names = [value for value in values if isinstance(value, str)]
    if len(names) != len(values) or any(len(name) > LONGEST_NAME for name in names):
        return None
    return names if _has_known(names) else None


def as_row(header: Sequence[str], values: Sequence[object]) -> dict[str, object]:
    """The record in a row; of columns with the same name it is the first that is not empty."""
    row: dict[str, object] = {}
    for name, value in zip(header, values, strict=False):
        if name and row.get(name) in (None, ""):
            row[name] = value
    return row


def _as_rows(value: Sequence[object]) -> list[dict[str, object]] | None:
    """The rows of a list of lists whose first one names the columns."""
    if len(value) < 2 or not all(isinstance(row, list) for row in value[:SAMPLE]):
        return None
    header = header_of(value[0]) if isinstance(value[0], list) else None
    if header is None:
        return None
    return [as_row(header, row) for row in value[1:] if isinstance(row, list)]


def _table(value: Mapping[str, object]) -> list[dict[str, object]] | None:
    """The records of a table of columns, as pandas writes it, or as lists of equal length."""
    columns, data = value.get("columns"), value.get("data")
    if isinstance(columns, list) and isinstance(data, list):
        names = [str(column) for column in columns]
        if all(isinstance(row, list) for row in data):
            return [as_row(names, row) for row in data if isinstance(row, list)]
    parts = list(value.values())
    if not any(isinstance(part, dict | list) for part in parts) or not _has_known(list(value)):
        return None
    if all(isinstance(part, dict) for part in parts):
        return _transposed({name: dict(part) for name, part in value.items()})  # type: ignore[call-overload]
    if not any(isinstance(part, dict) for part in parts):
        return _parallel(value)
    return None


def _transposed(columns: Mapping[str, Mapping[str, object]]) -> list[dict[str, object]] | None:
    """The records of `{"title": {"0": …, "1": …}, "text": {"0": …, "1": …}}`."""
    index = next(iter(columns.values())).keys()
    if not index or any(column.keys() != index for column in columns.values()):
        return None
    if any(is_value_key(name) or roles_of_column(name) for name in index):
        return None
    return [{name: column[row] for name, column in columns.items()} for row in index]


def _parallel(columns: Mapping[str, object]) -> list[dict[str, object]] | None:
    """The records of `{"title": […], "text": […]}`; an article has one title, address and date.

    What is no list, or one of another length, is not of the records one by one, and is kept with
    each.
    """
    single = {"title", "url", "date"}
    lengths = {
        len(column) if isinstance(column, list) else 1
        for name, column in columns.items()
        if single & {field for field, _ in roles_of_column(name)}
    }
    if len(lengths) != 1 or lengths <= {0, 1}:
        return None
    count = lengths.pop()
    of_each = {n for n, part in columns.items() if isinstance(part, list) and len(part) == count}
    return [
        {name: part[i] if name in of_each else part for name, part in columns.items()}  # type: ignore[index]
        for i in range(count)
    ]


def _has_known(names: Sequence[str]) -> bool:
    """Whether some of the names are of a title or a text."""
    fields = {field for name in names for field, _ in roles_of_column(name)}
    return bool(fields & {"title", "text", "html", "summary"})


def _in_object(value: Mapping[str, object], outer: Record, depth: int) -> Iterator[Record]:
    inner: list[Record] = []
    if not any(isinstance(part, dict | list) for part in value.values()):
        inner = list(_texts_by_id(value, outer))
    elif not _has_own_text(value):
        inner = list(_inner(value, outer, depth)) or list(_of_unknown(value, outer))
    if (not inner and not _is_empty_envelope(value)) or not depth:
        yield outer
    for each in inner:
        yield from records_in(each, depth - 1)


def _texts_by_id(value: Mapping[str, object], outer: Record) -> Iterator[Record]:
    """The texts of `{"a1.txt": "…", "https://…": "…"}`, of which no name is that of a column."""
    if value and all(
        isinstance(text, str) and len(text) >= SHORTEST_TEXT and _IDENTITY.search(name)
        for name, text in value.items()
    ):
        yield from (outer.under(text, name) for name, text in value.items())


def _of_unknown(value: Mapping[str, object], outer: Record) -> Iterator[Record]:
    """A list of objects where lists of articles are, though none of their columns is known."""
    if is_record(value):
        return
    for name, inner in value.items():
        if normalized_name(name) in _SIDE_TABLES:
            continue
        if isinstance(inner, Mapping) and normalized_name(name) in _ENVELOPES:
            yield from _of_unknown(inner, outer.under(inner, name))
        elif isinstance(inner, list) and inner and normalized_name(name) in _LISTS:
            objects = [item for item in inner if isinstance(item, Mapping)]
            if len(objects) == len(inner):
                yield outer.under(inner, name)


def _is_empty_envelope(value: Mapping[str, object]) -> bool:
    """Whether an object is no record, and has an empty list where articles would be."""
    return any(
        part == [] and normalized_name(name) in _LISTS for name, part in value.items()
    ) and not is_record(value)


def _inner(value: Mapping[str, object], outer: Record, depth: int) -> Iterator[Record]:
    """What holds records within an object that is none."""
    is_described = is_record(value)
    title = _feed_title(value) or ("" if is_described else _stated_source(value))
    groups = [name for name, part in value.items() if _is_group(name, part)]
    for name, inner in value.items():
        plain = normalized_name(name)
        if plain in _SIDE_TABLES or not holds_records(inner, depth - 1):
            continue
        if plain in _ABOUT and isinstance(inner, Mapping) and not _has_list(inner):
            continue
        if is_described and not (isinstance(inner, list) and plain in _LISTS):
            continue
        is_site = _is_site(name, inner)
        group = name if len(groups) > 1 and name in groups and not is_site else ""
        yield outer.under(inner, name, name if is_site else title, group)


def _is_group(name: str, part: object) -> bool:
    """Whether a list is one of several, as of `{"business": […], "sport": […]}`."""
    plain = normalized_name(name)
    is_other = plain in _LISTS | _ENVELOPES | _SIDE_TABLES or bool(_stated_by(name))
    return isinstance(part, list) and not is_other and holds_records(part)


def _stated_by(name: str) -> tuple[tuple[str, str], ...]:
    """What the name of a record, or of a list of them, states: its address or its day."""
    if name.startswith(("http://", "https://")):
        return ((URL, name),)
    return ((DATE, name),) if _DAY.fullmatch(name) and parse_date(name) else ()


def _stated_source(value: Mapping[str, object]) -> str:
    """The source that an object around a list of articles names."""
    own = {name: part for name, part in value.items() if isinstance(part, str)}
    return as_text(Columns(own, {}).first("source"))


def site_around(name: str, key: str) -> str:
    """The site whose object of that name has a list of articles under the key, "" for none."""
    if _HOST.fullmatch(key):
        return key
    is_list = normalized_name(key) in _LISTS
    return name if is_list and normalized_name(name) not in _ENVELOPES else ""


def _is_site(name: str, inner: object) -> bool:
    if not isinstance(inner, Mapping):
        return _HOST.fullmatch(name) is not None
    if normalized_name(name) in _ENVELOPES or _has_own_text(inner):
        return False
    return _has_list(inner)


def _has_list(value: Mapping[str, object]) -> bool:
    """Whether an object has a list under a name for lists of articles."""
    return any(
        normalized_name(key) in _LISTS for key, part in value.items() if isinstance(part, list)
    )


def _feed_title(value: Mapping[str, object]) -> str:
    """The title of a feed in JSON, which names the source of its items."""
    about = value.get("feed") if isinstance(value.get("feed"), Mapping) else value
    assert isinstance(about, Mapping)
    is_feed = about is not value or "jsonfeed.org/" in str(value.get("version")) or "item" in value
    return as_text(about.get("title")) if is_feed else ""


def holds_records(value: object, depth: int = MAX_DEPTH) -> bool:
    """Whether a list or an object is or holds records."""
    if depth < 0:
        return False
    if isinstance(value, list):
        sample = [item for item in value[:SAMPLE] if isinstance(item, Mapping | list)]
        return any(holds_records(item, depth - 1) for item in sample)
    if not isinstance(value, Mapping):
        return False
    if is_record(value) or _table(value) is not None:
        return True
    inner = ((name, part) for name, part in value.items() if isinstance(part, Mapping | list))
    return any(
        normalized_name(name) not in _SIDE_TABLES and holds_records(part, depth - 1)
        for name, part in islice(inner, SAMPLE * SAMPLE)
    )


def may_be_record(name: str, value: object) -> bool:
    """Whether a value under a name, or in a list of that name, is to be read as one with records:
    what is in a list of articles is read whatever its columns are."""
    plain = normalized_name(name)
    if plain in _SIDE_TABLES | _ABOUT:
        return False
    return holds_records(value) or (plain in _LISTS and isinstance(value, Mapping))


def is_record(value: Mapping[str, object]) -> bool:
    """Whether an object has a title or a text under a name that is used for nothing else."""
    if _has_text_column(value):
        return True
    columns = Columns(value, {})
    names = [name for name in columns.names("title") if normalized_name(name) != "name"]
    is_titled = bool(names) and isinstance(columns.first("title"), str)
    return is_titled or _has_own_text(value) or columns.has("summary")


def _has_own_text(value: Mapping[str, object]) -> bool:
    """Whether an object has text; a list of articles is none."""
    if _has_text_column(value):
        return True
    columns = Columns(value, {})
    for field in ("text", "html"):
        for name in columns.names(field):
            text = columns.values[name]
            if isinstance(text, list) and (_are_articles(text) or _is_bare_list(name, columns)):
                continue
            if value_for(field, text) is not None:
                return True
    return False


def _has_text_column(value: Mapping[str, object]) -> bool:
    """Whether an object has a text, which mostly shows without making columns of it."""
    return any(
        isinstance(part, str) and _is_text_column(name, part) for name, part in value.items()
    )


def _is_text_column(name: str, value: str) -> bool:
    """Whether a text is in a column that is one of text by its name alone."""
    roles = roles_of_column(name)
    return bool(roles) and roles[0][0] in ("text", "html") and value_for("text", value) is not None


def _is_bare_list(name: str, columns: Columns) -> bool:
    """Whether a list has a name for lists of articles, and nothing around it is of one article."""
    return normalized_name(name) in _LISTS and not columns.names("title")


def _are_articles(items: Sequence[object]) -> bool:
    """Whether most of the objects in a list have what articles have, and parts of a text do not."""
    sample = [item for item in items[:SAMPLE] if isinstance(item, Mapping)]
    found = 0
    for item in sample:
        fields = {field for name in item for field, _ in roles_of_column(str(name))}
        found += bool(fields & {"title", "date", "author", "source"} and "type" not in item)
    return found * 2 > len(items[:SAMPLE])
