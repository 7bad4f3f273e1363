"""Examples of the query language with the words, names and dates of one index.

The query help is written with fixed words (`bridge`, `tribune`, `2022-10`). Here they are replaced
by those of an article, so that each example finds something.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from pressmark.corpus.errors import QueryError
from pressmark.corpus.model import BODY_KINDS
from pressmark.corpus.text.partial_dates import PartialDate
from pressmark.index import StoredArticle
from pressmark.index.analysis.word_pattern import WordPattern
from pressmark.search.engine import Snapshot
from pressmark.search.options import SearchOptions
from pressmark.search.pipeline import answer
from pressmark.search.query.grammar import HelpRow
from pressmark.search.query.word_splitting import stop_words
from pressmark.search.results.models import ArticleInfo, Results

ARTICLES_READ = 8
"""Articles that are searched for words: of the newest ones some have no text to speak of."""

COMMON = 20
"""A word in more than one paragraph of so many says little."""

WORD_LETTERS = range(4, 13)
"""Letters of a word in an example: a shorter one shows no prefix, a longer one does not fit."""


class Example(NamedTuple):
    """A form of the query language, its meaning, a query of this index, and its hits."""

    form: str
    meaning: str
    query: str
    hits: int


class _Words(NamedTuple):
    """Two neighbouring words of a paragraph, and another one of the article."""

    first: str
    second: str
    other: str


def examples(snapshot: Snapshot, rows: Sequence[HelpRow]) -> tuple[Example, ...]:
    """`rows` with examples of this index; a row without one that finds something has no `query`."""
    newest = answer(snapshot, "*", SearchOptions(limit=ARTICLES_READ, sort="newest", facets=True))
    replaced = _replaced(snapshot, newest)
    return tuple(_example(snapshot, row, replaced) for row in rows)


def _example(snapshot: Snapshot, row: HelpRow, replaced: Callable[[str], str]) -> Example:
    query = replaced(row.example)
    try:
        hits = answer(snapshot, query, SearchOptions(limit=0)).total if query else 0
    except QueryError:  # a name of the index that is part of the query language
        hits = 0
    return Example(row.form, row.meaning, query if hits else "", hits)


def _replaced(snapshot: Snapshot, newest: Results) -> Callable[[str], str]:
    """Writes an example with what this index has; empty where it has nothing of the kind."""
    for hit in sorted(newest.hits, key=lambda hit: _lacking(hit.article)):
        article = snapshot.article(hit.article.id)
        words = _words(snapshot, article)
        if words is not None:
            return _writer(_values(article, words, newest))
    return lambda _: ""


def _lacking(article: ArticleInfo) -> int:
    """How many fields the article has no value of."""
    fields = (article.source, article.published, article.authors, article.url, article.extra)
    return sum(not field for field in fields)


def _words(snapshot: Snapshot, article: StoredArticle) -> _Words | None:
    """Words for examples: a name of two words, else the neighbouring words that occur most; none of
    them is in many paragraphs."""
    texts = [block.text for block in article.paragraphs if block.kind in BODY_KINDS]
    good = list(dict.fromkeys(word for text in texts for word in _good(text, snapshot.language)))
    counts = dict(zip(good, snapshot.frequencies("surface", good), strict=True))
    most = max(2, snapshot.paragraphs // COMMON)
    special = {word: count for word, count in counts.items() if count <= most}
    names = {name.lower() for name in article.names}
    pairs = [
        (f"{first} {second}" in names, min(special[first], special[second]), first, second)
        for text in texts
        for first, second in _neighbours(text)
        if first in special and second in special and first != second
    ]
    if not pairs:
        return None
    _, _, first, second = max(pairs, key=lambda pair: pair[:2])
    others = [word for word in special if word not in (first, second)]
    return _Words(first, second, max(others, key=special.__getitem__, default=second))


def _neighbours(text: str) -> Iterator[tuple[str, str]]:
    """The pairs of words with only a blank between them, in small letters."""
    for one, other in pairwise(WordPattern().finditer(text)):
        if text[one.end() : other.start()] == " ":
            yield one[0].lower(), other[0].lower()


def _good(text: str, language: str) -> list[str]:
    stops = stop_words(language)
    words = (word.lower() for word in WordPattern().findall(text))
    return [
        word for word in words if word.isalpha() and len(word) in WORD_LETTERS and word not in stops
    ]


def _values(article: StoredArticle, words: _Words, newest: Results) -> Mapping[str, str]:
    """What replaces each part of the fixed examples; empty for what the index lacks."""
    first, second, other = words
    title = next((word for word in _good(article.title, "en") if word), "")
    source = article.source
    values = {
        "title:bridge": f"title:{title}" if title else "",
        '"bridges"': f'"{first}"',
        "brid*": f"{first[:-1]}*",
        "riv*": f"{first[:-1]}*",
        '"riv* bridge"': f'"{first[:-1]}* {second}"',
        '"river bridge"': f'"{first} {second}"',
        '"bridge river"': f'"{second} {first}"',
        "br?dge": f"{first[:2]}?{first[3:]}",
        "brigde~": f"{first[:-2]}{first[-1]}{first[-2]}~",
        "birgde~2": f"{first[:-2]}{first[-1]}{first[-2]}~2",
        "bridge -ferry": f"{first} -{_absent(newest, words)}",
        "bridge NOT ferry": f"{first} NOT {_absent(newest, words)}",
        "bridge": first,
        "river": second,
        "ferry": other,
        "tribune": _quoted(source),
        '="Lenn Mail"': f'="{source}"' if source else "",
        '"ann lee"': f'"{article.authors[0]}"' if article.authors else "",
        "Tolbridge~name": f"{_first_word(article.names)}~name" if article.names else "",
        '"gull holm"': f'"{article.names[0]}"' if article.names else "",
        "paragraph:(bridge ferry)": f"paragraph:({first} {second})",
        "kind:caption": "kind:paragraph",
        "language:en": f"language:{article.language}" if article.language else "",
        "url:example.org": f"url:{_host(article.url)}" if _host(article.url) else "",
        "0123abcd": article.id[:8],
        "bridge missing:date": f"* {_missing(newest)}" if _missing(newest) else "",
    }
    return values | _dates(article) | _columns(article)


def _dates(article: StoredArticle) -> dict[str, str]:
    """The dates of examples, around that of the article."""
    names = ("2022-10", "2022-09", "2022-09-15", "2022", "last month")
    published = article.published
    if published is None or (isinstance(published, PartialDate) and published.unit):
        return dict.fromkeys(names, "")
    day = published.date()
    month = f"{day:%Y-%m}"
    return {
        "before:2022-10": f"before:{_shifted(day, 1)}",
        "after:2022-09-15": f"after:{_shifted(day, -1)}",
        "2022-10": month,
        "2022-09": month,
        "2022-09-15": str(day),
        "2022": f"{day:%Y}",
        "last month": f"{day:%B %Y}",
    }


def _shifted(day: date, days: int) -> date:
    try:
        return day + timedelta(days)
    except OverflowError:
        return day


def _columns(article: StoredArticle) -> dict[str, str]:
    """Clauses of the first further column with a plain word or a number, empty without one."""
    texts = {k: v for k, v in article.extra.items() if isinstance(v, str) and v.isalnum()}
    numbers = {k: v for k, v in article.extra.items() if type(v) in (int, float) and k.isalnum()}
    text = next((name for name in texts if name.isalnum()), "")
    number = next(iter(numbers), "")
    return {
        "party:green": f"{text}:{texts[text]}" if text else "",
        "party:*": f"{text or number}:*" if text or number else "",
        "words:200..500": f"{number}:{numbers[number]}..{numbers[number]}" if number else "",
    }


def _absent(newest: Results, words: _Words) -> str:
    """A name of the index that is none of the words, to be left out."""
    names = next((facet.known for facet in newest.facets if facet.name == "names"), ())
    plain = (value.value.lower() for value in reversed(names) if value.value.isalpha())
    return next((name for name in plain if name not in words), words.other)


def _missing(newest: Results) -> str:
    """The clause of what most articles lack."""
    rows = [row for facet in newest.facets for row in facet.missing]
    return max(rows, key=lambda row: row.count).clause if rows else ""


def _first_word(names: Sequence[str]) -> str:
    return names[0].split()[0]


def _quoted(name: str) -> str:
    return name.lower() if name.isalnum() else f'"{name}"' if name else ""


def _host(url: str) -> str:
    found = re.match(r"https?://([\w.-]+)", url)
    return found[1] if found else ""


def _writer(values: Mapping[str, str]) -> Callable[[str], str]:
    """Replaces all known parts of an example, the longest first; empty if one has no value."""
    longest = sorted(values, key=len, reverse=True)
    known = re.compile("|".join(rf"(?<!\w){re.escape(each)}(?!\w)" for each in longest))

    def write(example: str) -> str:
        parts = known.findall(example)
        lacking = any(not values[part] for part in parts)
        return "" if lacking else known.sub(lambda part: values[part[0]], example)

    return write
