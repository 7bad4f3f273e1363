"""Converts the documents of an article to the body of one document of the cluster, and back."""

import base64
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any

import numpy as np
from whoosh.fields import Schema

from pressmark.corpus.duplicates.article_sketch import BINS
from pressmark.corpus.kinds import Kind
from pressmark.corpus.text.first_words import opening_of
from pressmark.index.analysis.analyzers import ALTERNATIVES, TermFilter, language_of
from pressmark.index.analysis.folding import fold
from pressmark.index.articles.documents import Document, storable
from pressmark.index.articles.extra_terms import NO_TITLE, SEPARATOR, split_term
from pressmark.index.articles.published import month_of
from pressmark.index.opensearch.packed_terms import PackedTerms
from pressmark.index.schema import has_guessed_title
from pressmark.index.segment.int_codec import LENGTHS, length_bytes
from pressmark.index.segment.value_list_field import values_of

_BEFORE_WEIGHT = "\t"
_WORD = re.compile(r"\w+")
_BIN_DIGITS = 4
"""Hexadecimal digits of a bin of a fingerprint, which has 16 bits."""


_ANALYZED = ("text", "surface", "title", "source")

REMEMBERED = 1 << 17
"""Words whose terms are kept, some 25 MB for each field and language; then it starts over."""


class ArticleAnalyzer:
    """Makes the bodies of articles; not safe to share between threads, since stemmers are not."""

    def __init__(self, schema: Schema) -> None:
        self._find = schema["text"].analyzer.items[0].expression.findall
        self._filters = {name: schema[name].analyzer.items[1] for name in _ANALYZED}
        self._joined: dict[tuple[str, str], _JoinedTerms] = {}
        self._separator = schema["extra"].separator

    def body(self, documents: Iterable[Document], article: str, origin: str) -> dict[str, Any]:
        """The body of an article whose new documents these are, without its commit."""
        rows = sorted(documents, key=lambda row: int(row["ordinal"]))
        first = rows[0]
        language = language_of(first.get("language", ""))
        paragraphs = [self._paragraph(row, language) for row in rows]
        title = self._words("title", language, first.get("title", ""))
        authors = list(first.get("_stored_author", ()))
        source = self._words("source", "", first.get("source", ""))
        author = self._words("source", "", "\n".join(authors))
        body = {
            "article": article,
            "origin": storable(origin),
            "url": first.get("url"),
            "language": first.get("language"),
            "paper": first.get("source"),
            "byline": authors,
            "title": title,
            "opening": paragraphs[0]["stems"] if len(rows) > 1 and not title else "",
            "source": source,
            "author": author,
            "size": len(rows),
            "terms": PackedTerms(
                [row["kind"] for row in rows],
                title,
                source,
                author,
                [paragraph["stems"] for paragraph in paragraphs],
                [paragraph["surface"] for paragraph in paragraphs],
            ).packed(),
            "lengths": _lengths(paragraphs, title, source, author),
            **_extra(first.get("extra"), self._separator),
            "record": first["record"],
            "rules": _rules(first["record"]),
            "stored": _stored(first, rows, authors),
            "paragraphs": paragraphs,
            **_names(first.get("names", "")),
            **_date(first.get("published"), first.get("published_end")),
            **({"added": first["added"].isoformat()} if "added" in first else {}),
            **_fingerprint(first.get("fingerprint", b"")),
        }
        return {name: value for name, value in body.items() if value not in (None, "", [])}

    def _paragraph(self, row: Document, language: str) -> dict[str, Any]:
        words = self._find(row["text"])
        stems, surface = self._terms("text", language), self._terms("surface", "")
        return {
            "ordinal": row["ordinal"],
            "kind": row["kind"],
            "text": row["text"],
            "stems": " ".join(map(stems.__getitem__, words)),
            "surface": " ".join(map(surface.__getitem__, words)),
        }

    def _words(self, field: str, language: str, text: str) -> str:
        return " ".join(map(self._terms(field, language).__getitem__, self._find(text)))

    def _terms(self, field: str, language: str) -> "_JoinedTerms":
        key = field, language
        if key not in self._joined or len(self._joined[key]) > REMEMBERED:
            self._joined[key] = _JoinedTerms(self._filters[field].of_language(language))
        return self._joined[key]


class _JoinedTerms(dict[str, str]):
    """The alternatives of words, joined, each made when it is first asked for."""

    def __init__(self, term_filter: TermFilter) -> None:
        super().__init__()
        self._terms = term_filter.terms

    def __missing__(self, word: str) -> str:
        joined = self[word] = ALTERNATIVES.join(self._terms(word))
        return joined


def rows_of(source: Mapping[str, Any]) -> list[Document]:
    """The stored documents of an article, given the `_source` of its document."""
    stored = source["stored"]
    shared: dict[str, Any] = {"article": source["article"], "origin": source.get("origin", "")}
    shared |= {name: source[name] for name in ("url", "language") if name in source}
    shared |= {
        name: stored[name] for name in ("title", "source", "extra", "place") if name in stored
    }
    if "authors" in stored:
        shared["author"] = stored["authors"]
    for name in ("published", "published_end", "added"):
        if name in source:
            shared[name] = datetime.fromisoformat(source[name])
    if "fingerprint" in source:
        shared["fingerprint"] = base64.b64decode(source["fingerprint"])
    rows: list[dict[str, Any]] = [
        {**shared, **{name: each[name] for name in ("text", "kind", "ordinal")}}
        for each in source["paragraphs"]
    ]
    rows[0]["record"] = source["record"]
    return [*rows]


def _positions(words: str) -> int:
    return words.count(" ") + 1 if words else 0


def _stored(first: Document, rows: Sequence[Document], authors: list[str]) -> dict[str, Any]:
    """What results show, as it is."""
    title = first.get("title", "")
    stored = {
        "title": title,
        "source": first.get("source"),
        "authors": authors,
        "extra": first.get("_stored_extra"),
        "place": first.get("place"),
        "guessed": has_guessed_title(first["record"]),
        "opening": "" if title else opening_of((Kind(row["kind"]), row["text"]) for row in rows),
    }
    return {name: value for name, value in stored.items() if value}


def _lengths(
    paragraphs: Sequence[Mapping[str, Any]], title: str, source: str, author: str
) -> dict[str, int]:
    """Positions of the text, and of the fields that each paragraph of the local index has, summed
    over paragraphs; `coded` sums the lengths of the text as segments round them."""
    words = np.array([_positions(paragraph["stems"]) for paragraph in paragraphs])
    lengths = {
        name: _positions(text) * len(paragraphs)
        for name, text in (("title", title), ("source", source), ("author", author))
    }
    coded = LENGTHS[length_bytes(words)].sum()
    return {**lengths, "text": int(words.sum()), "coded": int(coded)}


def _extra(terms: str | None, separator: str) -> dict[str, list[str]]:
    values = [term for term in (terms or "").split(separator) if term]
    parts = map(split_term, values)
    keys = dict.fromkeys(f"{term.name}{SEPARATOR}{term.key}" for term in parts)
    return {"extra": values, "extra_keys": [key for key in keys if not key.startswith(NO_TITLE)]}


def _rules(record: str) -> list[str]:
    """The rules that removed lines of an article, by its record."""
    return sorted({rule for _, rule, *_ in json.loads(record).get("removals", ())})


def _names(lines: str) -> dict[str, list[str]]:
    found = list(values_of(lines)) if lines else []
    return {
        "names": [name for name, _ in found],
        "name_words": [" ".join(_WORD.findall(fold(name.casefold()))) for name, _ in found],
        "weighted_names": [f"{name}{_BEFORE_WEIGHT}{weight}" for name, weight in found],
    }


def _date(published: datetime | None, end: datetime | None) -> dict[str, str]:
    if published is None:
        return {}
    fields = {"published": published.isoformat(), "month": month_of(published, end)}
    return fields | ({"published_end": end.isoformat()} if end else {})


def _fingerprint(sketch: bytes) -> dict[str, Any]:
    if not sketch:
        return {}
    return {"fingerprint": base64.b64encode(sketch).decode(), "bands": bands(sketch)}


def bands(sketch: bytes) -> list[str]:
    """A term for each two neighbouring bins of a fingerprint; likely copies have one in common."""
    digits = sketch.hex()
    values = [digits[at : at + _BIN_DIGITS] for at in range(0, _BIN_DIGITS * BINS, _BIN_DIGITS)]
    return [f"{place:x}.{left}{right}" for place, (left, right) in enumerate(pairwise(values))]
