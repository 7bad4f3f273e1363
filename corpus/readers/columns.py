"""A record as columns: nested values by their path, and the field of an article that each holds."""

import json
import math
import re
from ast import literal_eval
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice

from pressmark.corpus.readers.field_names import FIELDS, roles_of
from pressmark.corpus.readers.qualified_names import qualified_roles
from pressmark.corpus.text.language_names import NAMES
from pressmark.corpus.text.normalized_names import normalized_name
from pressmark.corpus.text.partial_dates import is_age

MAX_DEPTH = 8
"""Objects within objects; `hits.hits._source.content.rendered` is 4 deep."""

MAX_COLUMNS = 500
"""Columns of one record; the widest of 60 dumps had 92."""

WRAPPERS = frozenset(
    {"article", "doc", "document", "fields", "attributes", "data", "node", "item", "post"}
    | {"story", "entry", "record", "content", "properties", "result", "page", "payload", "body"}
    | {"news", "embedded", "jsonld", "schema", "text", "links", "credits"}
)
"""Objects that hold the columns of a record."""

_LANGUAGES = frozenset(code for code in NAMES if len(code) == 2) - {"id"}
"""Keys of a text in several languages, as `{"title": {"en": …, "fr": …}}`."""

_ELASTIC = "_source"
"""Where Elasticsearch has the columns of a record; it does not name their source."""

ABOUT_PAGES = frozenset(
    {"meta", "metadata", "opengraph", "og", "seo", "head", "yoastheadjson", "raw", "original"}
    | {"thread", "docdata", "pubdata"}
)
"""Objects about the page of an article, or what a scraper had of it: used after the record's own
columns."""

_AFTER_OWN = 1000
"""More than any field has names."""

_VALUE_KEYS = frozenset(
    {"rendered", "numberlong", "t", "text", "cdata", "value", "main", "original", "name"}
    | {"seconds", "plain", "default", "iso", "displayname", "fullname", "basic"}
)
"""Keys under which an object holds its value: `{"rendered": …}`, `{"$date": …}`, `{"main": …}`."""

_NO_VALUES = frozenset(
    {"", "nan", "none", "null", "n/a", "nat", "\\n", "undefined", "[removed]", "[deleted]"}
    | {"only available in paid plans"}
)
"""What programs, and services that withdraw an article, write in place of a value."""
_LONGEST_NO_VALUE = 40

_STRUCTURED = re.compile(r"\s*+(?:\[\s*+[\[{\"'\]]|\{\s*+[\"'])")
_MAX_STRUCTURED = 2**20
"""Characters of a text that is read as a list or as objects; Python's reader takes 100 times the
memory of its text."""

_SEGMENTS = re.compile(r"[./]")
_NAN = re.compile(r"(?<=[:,\[ ])nan(?=[,}\] ])")
_NET_DATE = re.compile(r"^/Date\((\d{9,})")
_PYTHON_DATE = re.compile(
    r"datetime\.date(?:time)?\((\d{4}), (\d+), (\d+)(?:, (\d+))?(?:, (\d+))?(?:, (\d+))?"
)
_ADDRESS = re.compile(r"\w+://\S+")
_MEDIA = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|ico|mp[34])(?:[?#]|$)", re.IGNORECASE)
"""The address of a picture or a recording, which names no source."""
_WITHIN = frozenset({"text", "html", "author"})
"""Fields that a whole object may state: text as a tree of nodes, a name in parts."""


_OF_RECORDS = frozenset({"title", "text", "html", "summary", "url", "author"})
"""Fields by which an object within a record is known to hold columns."""


class Columns:
    """The values of a record by field; remembers in `used` which column each field took."""

    def __init__(self, record: Mapping[str, object], mapped: Mapping[str, str]) -> None:
        """`mapped` names the column of a field, by its path; known names come after it."""
        self._record = record
        self._mapped = mapped
        self.values = dict(islice(_leaves(record, "", MAX_DEPTH), MAX_COLUMNS))
        self._known = _known_columns(tuple(self.values))
        self.used: dict[str, str] = {}

    def first(self, field: str) -> object:
        """The first value of the field that may be one; its column counts as used."""
        for path, value in self._candidates(field):
            found = value_for(field, value)
            if found is not None:
                self.used[field] = path
                return found
        return None

    def each(self, field: str) -> Iterator[object]:
        """Every value of the field that may be one, each the column that counts as used."""
        for path, value in self._candidates(field):
            found = value_for(field, value)
            if found is not None:
                self.used[field] = path
                yield found

    def text(self, field: str) -> str:
        """The first value as one string."""
        return as_text(self.first(field))

    def reject(self, field: str) -> None:
        """The value taken for the field could not be read as one: its column is not used."""
        self.used.pop(field, None)

    def has(self, field: str) -> bool:
        """Whether some column holds the field."""
        return any(value_for(field, value) is not None for _, value in self._candidates(field))

    def name_under(self, field: str) -> str:
        """The first value of the field that is no web address, else the first."""
        first = self.first(field)
        if "://" not in as_text(first):
            return as_text(first)
        used = self.used[field]
        for path, value in self._candidates(field):
            name = as_text(value_for(field, value))
            if name and "://" not in name:
                self.used[field] = path
                return name
        self.used[field] = used
        if _MEDIA.search(as_text(first)):
            self.reject(field)
            return ""
        return as_text(first)

    def address_under(self, field: str) -> str:
        """The first value of the field that is a web address; the column counts as used."""
        for path, value in self._candidates(field):
            text = as_text(value_for(field, value))
            if text.startswith(("http://", "https://")):
                self.used[field] = path
                return text
        return ""

    def unused(self) -> Iterator[tuple[str, object]]:
        """Every column with a value that no field took."""
        taken = set(self.used.values())
        nested = [path for path in taken if "." in path]
        for path, value in self.values.items():
            if path in taken or is_empty(value):
                continue
            near = taken if "." in path else nested
            if not any(_is_within(path, other) for other in near):
                yield path, value

    def mapped_column(self, field: str) -> tuple[str, object] | None:
        """The column that was mapped to the field, if the record has it."""
        name = self._mapped.get(field)
        if name is None:
            return None
        value = _value_at(self._record, name)
        if value is not None:
            return name, value
        plain = normalized_name(name)
        return next(
            (each for each in self.values.items() if normalized_name(each[0]) == plain), None
        )

    def names(self, field: str) -> Sequence[str]:
        """The known columns of the field, preferred ones first."""
        return self._known.get(field, ())

    def _candidates(self, field: str) -> list[tuple[str, object]]:
        found: list[tuple[str, object]] = []
        if self._mapped and (mapped := self.mapped_column(field)):
            found.append(mapped)
        if known := self._known.get(field):
            own, taken = self.used.get(field), tuple(self.used.values())
            found += [
                (path, self.values[path]) for path in known if path == own or path not in taken
            ]
        return found


def _leaves(node: Mapping[str, object], prefix: str, depth: int) -> Iterator[tuple[str, object]]:
    for name, value in node.items():
        path = f"{prefix}{name}"
        inner = value
        if isinstance(value, str) and (name == _ELASTIC or normalized_name(str(name)) in WRAPPERS):
            inner = structured(value)
        if isinstance(inner, dict) and depth and not _is_whole(path, inner):
            yield from _leaves(inner, f"{path}.", depth - 1)
        else:
            yield path, value


def _is_whole(path: str, node: Mapping[str, object]) -> bool:
    """Whether an object is the value of a field itself, and does not hold columns."""
    fields = {field for field, _ in _path_roles(path)} & _WITHIN
    inner = {field for name in node for field, _ in _path_roles(f"{path}.{name}")}
    return bool(fields) and not inner & _OF_RECORDS


@lru_cache(maxsize=4096)
def _path_roles(path: str) -> tuple[tuple[str, int], ...]:
    """The fields that a column may hold, with its rank among the columns of each."""
    segments = [part for part in _SEGMENTS.split(path) if part != _ELASTIC]
    parts = [normalized_name(part) for part in segments]
    found: dict[str, int] = {}
    for start in range(len(parts)):
        if start and parts[start - 1] not in WRAPPERS | ABOUT_PAGES:
            break
        late = _AFTER_OWN if ABOUT_PAGES & set(parts[:start]) else 0
        end = len(parts)
        while end > start:
            name = "".join(parts[start:end])
            if name == "name" and parts[start - 1 : start] == ["page"]:
                break  # of who has published it, as in exports of social media
            one = end == start + 1
            for field, rank in roles_of(name) or (qualified_roles(segments[start]) if one else ()):
                found.setdefault(field, late + rank)
            if segments[end - 1] in _LANGUAGES:
                late = _AFTER_OWN
            elif not is_value_key(segments[end - 1]):
                break
            end -= 1
    return tuple(found.items())


@lru_cache(maxsize=1024)
def _known_columns(paths: tuple[str, ...]) -> Mapping[str, Sequence[str]]:
    """The columns of each field, preferred ones first; the same sets of columns come back."""
    ranked: dict[str, list[tuple[int, int, str]]] = {field: [] for field in FIELDS}
    for at, path in enumerate(paths):
        for field, rank in _path_roles(path):
            ranked[field].append((rank, at, path))
    return {field: [path for *_, path in sorted(columns)] for field, columns in ranked.items()}


def _value_at(node: object, path: str) -> object:
    """The value at a path; of a list that of each item, or of the item with that number."""
    if isinstance(node, dict):
        if path in node:
            return node[path]
        first, _, rest = path.partition(".")
        return _value_at(node.get(first), rest) if rest else None
    if isinstance(node, list):
        first, _, rest = path.partition(".")
        if first.isdecimal():
            item = node[int(first)] if int(first) < len(node) else None
            return _value_at(item, rest) if rest else item
        found = [value for item in node if (value := _value_at(item, path)) is not None]
        return found or None
    return None


def is_value_key(key: str) -> bool:
    """Whether an object holds its value under that key."""
    return key == "$date" or normalized_name(key) in _VALUE_KEYS


def _is_within(path: str, other: str) -> bool:
    return path == other or path.startswith(f"{other}.") or other.startswith(f"{path}.")


def is_empty(value: object) -> bool:
    """Whether a value states nothing."""
    if isinstance(value, str):
        return len(value) <= _LONGEST_NO_VALUE and value.strip().casefold() in _NO_VALUES
    if isinstance(value, float):
        return math.isnan(value)
    return value is None or value in ([], {})


def value_for(field: str, value: object) -> object:
    """The value as the field takes it; None where it cannot be one."""
    if is_empty(value) or isinstance(value, bool):
        return None
    if field in _WITHIN:
        return value if _may_be_text(field, value) else None
    simple = _simple(value, keep_list=field == "section")
    if simple is None:
        return None
    if field == "date":
        has_digits = any(map(str.isdigit, str(simple)))
        return _date(simple) if has_digits or is_age(simple) else None
    if field == "url" and any(map(str.isspace, str(simple).strip())):
        return None
    is_number = isinstance(simple, int | float) or str(simple).strip().isdecimal()
    return None if is_number and field in ("section", "source", "language") else simple


def _date(value: object) -> object:
    """A date without the words of the program that printed it."""
    if not isinstance(value, str):
        return value
    if milliseconds := _NET_DATE.search(value):
        return milliseconds[1]
    parts = _PYTHON_DATE.search(value)
    if parts is None:
        return value
    year, month, day, hour, minute, second = (int(part or 0) for part in parts.groups())
    return f"{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}"


def _may_be_text(field: str, value: object) -> bool:
    """No number and no address is a text or a name."""
    if isinstance(value, str):
        is_other = value.strip().isdecimal() or _ADDRESS.fullmatch(value.strip())
        return field == "author" or not is_other
    return not isinstance(value, int | float)


def _simple(value: object, *, keep_list: bool = False) -> object:
    """What a list or an object of one value holds; of several values the first."""
    if isinstance(value, str):
        value = structured(value) or value
    if isinstance(value, dict):
        inner = (inner for key, inner in value.items() if is_value_key(str(key)))
        return next((v for v in map(_simple, inner) if not is_empty(v)), None)
    if isinstance(value, list):
        simple = [v for v in map(_simple, value) if not is_empty(v)]
        return (simple if keep_list else simple[0]) if simple else None
    return value


def as_text(value: object) -> str:
    """A value as one string; a list is of paragraphs."""
    if isinstance(value, dict):
        value = _simple(value)
    if isinstance(value, list):
        value = "\n\n".join(str(part) for part in value)
    return str(value).strip() if value else ""


def structured(value: object) -> object:
    """The list or the objects that a cell of a table holds as JSON or as Python writes them."""
    if not isinstance(value, str) or len(value) > _MAX_STRUCTURED or not _STRUCTURED.match(value):
        return None
    for read in (json.loads, literal_eval, _without_nan):
        try:
            return read(value.strip())
        except (ValueError, SyntaxError, RecursionError, MemoryError):
            continue
    return None


def _without_nan(value: str) -> object:
    return literal_eval(_NAN.sub("None", value))
