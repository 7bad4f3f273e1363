"""Terms of the further columns of an article, which share the field `extra` of the index.

The fields of a schema are fixed, the columns of dumps are not. So each value is one exact term that
begins with the name of its column, and each column has one more for the articles that have it.
Numbers and dates are written so that their terms sort like them: a comparison is a range of terms.

| term | of |
| --- | --- |
| `NAME` `␟` `t` folded text `␟` text as written | a text |
| `NAME` `␟` `n` sortable digits `␟` number as written | a number |
| `NAME` `␟` `d` ISO 8601 `␟` date as written | a date |
| `␟` `NAME` `␟` name as written | an article that has the column |
| `␝title` | an article without a title |
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from whoosh.analysis import RegexTokenizer
from whoosh.fields import ID

from pressmark.index.analysis.folding import fold

if TYPE_CHECKING:  # a search needs no articles
    from pressmark.corpus.model import Extra

FIELD = "extra"
"""The field of the schema."""

SEPARATOR = "\x1f"
"""Between the parts of a term: the unit separator of ASCII, which values have as a blank."""

AFTER_SEPARATOR = "\x20"
"""The next character: ends the range of terms that begin with a key and the separator."""

NO_TITLE = "\x1dtitle"
"""The term of articles without a title, whose words are no sign of one: it may be `…`."""

TEXT, NUMBER, DATE = "t", "n", "d"

LONGEST = 100
"""Characters of the longest value that is a term as a whole; of 60 dumps a tenth of the columns
have longer ones, such as summaries, which nobody types."""
_KEPT = 40
"""Characters of a longer value at the start of its term, before its digest."""
_DIGEST_BYTES = 6

_BETWEEN = "\x1e"
"""Between the terms of one article."""
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,30})(?:\.\d{1,20})?(?:[eE][+-]?\d{1,2})?", re.ASCII)
"""Digits after a leading zero are a code, such as a postcode, and no number."""
_DATE = re.compile(
    r"(\d{4})([-/])(\d\d)(?:\2(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?"
    r"\s?(?:Z|UTC|GMT|[+-]\d\d:?\d\d)?)?)?",
    re.ASCII,
)
_SHORTENED = re.compile(r".{1,40}… ([0-9a-f]{12})")
_NO_NAME = re.compile(r"[^\w.]+")
_NAMES = 1 << 12
_VALUES = 1 << 14


def extra_field() -> ID:
    """The field of the schema; its values are those of `joined_terms`."""
    field = ID(stored=True, analyzer=RegexTokenizer(f"[^{_BETWEEN}]+"))
    field.separator = _BETWEEN
    return field


class Term(NamedTuple):
    """A term in its parts: `key` compares and `written` is shown."""

    name: str
    key: str
    written: str


def joined_terms(extra: Mapping[str, "Extra"], title: str) -> str:
    """All terms of an article with these columns and this title, as the field takes them; a blank
    value is none."""
    terms = {term: None for name, value in extra.items() for term in _terms_of(name, value)}
    return _BETWEEN.join(terms if title else {NO_TITLE: None, **terms})


def _terms_of(name: str, value: "Extra") -> Iterator[str]:
    column = column_name(name)
    values = value if isinstance(value, tuple) else (value,)
    texts = [text for value in values if (text := _clean(written_value(value)))]
    if texts:
        yield f"{SEPARATOR}{column}{SEPARATOR}{_clean(name)}"
    for text in texts:
        yield f"{start_of(column, value_key(text))}{shortened(text)}"


def start_of(column: str, key: str) -> str:
    """What the terms of a column with this key begin with."""
    return f"{column}{SEPARATOR}{key}{SEPARATOR}"


def split_term(term: str) -> Term:
    """The parts of the term of a value."""
    name, _, rest = term.partition(SEPARATOR)
    key, _, written = rest.partition(SEPARATOR)
    return Term(name, key, written)


def columns_among(terms: Iterable[str]) -> dict[str, str]:
    """Name in queries → name as written, of terms that begin with the separator."""
    names: dict[str, str] = {}
    for term in terms:
        _, column, written = term.split(SEPARATOR, 2)
        names.setdefault(column, written)
    return names


@lru_cache(_NAMES)
def column_name(name: str) -> str:
    """The name of a column in queries: case, accents and what separates words are ignored."""
    folded = fold(unicodedata.normalize("NFC", _clean(name)).casefold())
    return _NO_NAME.sub("_", folded).strip("_") or "_"


def written_value(value: str | float | bool) -> str:
    """A value as text, as JSON writes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


@lru_cache(_VALUES)
def value_key(written: str) -> str:
    """The key that a value has in terms: equal for values that filter and count as one."""
    text = _clean(written)
    if not text or text[0] not in "-0123456789":  # most are words
        return TEXT + _text_key(text)
    if _NUMBER.fullmatch(text):
        return NUMBER + number_key(Decimal(text))
    date = _date_key(text)
    if date:
        return DATE + date
    return TEXT + _text_key(text)


def is_number(text: str) -> bool:
    """Whether a value compares as a number."""
    return _NUMBER.fullmatch(text) is not None


def number_key(number: Decimal) -> str:
    """Digits that sort like the numbers: sign, exponent, then the significant digits."""
    sign, digits, exponent = number.as_tuple()
    significant = "".join(map(str, digits)).strip("0")
    if not significant or not isinstance(exponent, int):
        return "1000"
    size = f"{500 + number.adjusted():03}"
    if not sign:
        return f"1{size}{significant}"
    opposite = (str(9 - int(digit)) for digit in size + significant)
    return f"0{''.join(opposite)}~"  # "~" sorts after the digits of a longer number


def time_key(moment: datetime) -> str:
    """ISO 8601 in the fewest characters, so that it sorts before what it begins with."""
    if moment.hour or moment.minute:
        return moment.isoformat(timespec="minutes")
    return moment.date().isoformat().removesuffix("-01")


def _date_key(text: str) -> str:
    """The ISO 8601 form of a date in the precision that it has, empty for other text."""
    found = _DATE.fullmatch(text)
    if found is None:
        return ""
    year, _, month, day, hour, minute, second = found.groups()
    date = "-".join(filter(None, (year, month, day)))
    clock = f"T{hour}:{minute}:{second or '00'}" if hour else ""
    try:
        datetime.fromisoformat((date if day else f"{date}-01") + clock)
    except ValueError:
        return ""
    return date + clock


def shortened(text: str) -> str:
    """A value as facets show it: of a long one the start and its digest, which find it again."""
    return text if len(text) <= LONGEST else f"{text[:_KEPT]}… {_digest(_folded(text))}"


def _text_key(text: str) -> str:
    short = _SHORTENED.fullmatch(text) if "…" in text else None
    if short:
        return f"…{short[1]}"
    folded = _folded(text)
    return folded if len(text) <= LONGEST else f"…{_digest(folded)}"


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "replace"), digest_size=_DIGEST_BYTES).hexdigest()


def _clean(text: str) -> str:
    """The text in one line; what separates terms is white space too."""
    return " ".join(text.split())
