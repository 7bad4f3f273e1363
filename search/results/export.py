"""A whole result set for other programs and for footnotes, one hit after the other.

Hits are fetched and written some at a time: only their order is kept in memory.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from pressmark.index.articles.extra_terms import column_name, is_number, written_value
from pressmark.index.spellings import Spellings
from pressmark.search.engine import Searchable, open_snapshot
from pressmark.search.escape import harmless_json
from pressmark.search.options import SearchOptions, Sort, SpellingUse
from pressmark.search.pipeline import read_query, search
from pressmark.search.query.unscored import in_order
from pressmark.search.results.citation import Citation, citation_of_hit
from pressmark.search.results.citation_formats import (
    as_bibtex,
    as_csl_json,
    as_markdown,
    as_ris,
    as_text,
)
from pressmark.search.results.csv_rows import cell, row
from pressmark.search.results.hits import hits_of
from pressmark.search.results.json import to_json
from pressmark.search.results.models import Hit

if TYPE_CHECKING:
    from pressmark.corpus.model import Extra

PLACES = ("member", "record", "warc_record_id", "target_uri")
COLUMNS = (
    *("rank", "score", "title", "source", "published", "authors", "url", "id", "kind", "text"),
    *("file", *PLACES),
)

Lines = Iterator[str]


def export(
    index: Searchable,
    query: str,
    *,
    sort: Sort = "relevance",
    paragraphs: bool = False,
    copies: bool = False,
    all_words: bool = False,
    spellings: SpellingUse | Spellings = "accepted",
) -> Iterator[Hit]:
    """Every hit of `query` in order, all of one commit, fetched as they are used.

    The options are those of `search`. Ranking happens once, before the first hit, and keeps 16
    bytes a hit. Raises `QueryError` and `AskError` with the first hit.

    >>> [hit.article.title for hit in export(index, "bridge", sort="newest")][0]
    'Families sleep in school as the Lenn breaks its banks'
    """
    options = SearchOptions(
        sort=sort,
        paragraphs=paragraphs,
        copies=copies,
        all_words=all_words,
        spellings=spellings,
    )
    with open_snapshot(index) as snapshot:
        asked = read_query(query, snapshot, options).asked
        before = 0
        for passages in snapshot.find_all(asked, in_order(options, asked.tree)):
            yield from hits_of(passages, asked.tree, snapshot.schema, options, before)
            before += len(passages)


def as_jsonl(hits: Iterable[Hit], *, ascii_only: bool = False) -> Lines:
    """One JSON object a line, in the shape of `--json`."""
    for hit in hits:
        yield harmless_json(json.dumps(to_json(hit), ensure_ascii=ascii_only))


def columns_found(
    index: Searchable,
    query: str,
    *,
    paragraphs: bool = False,
    copies: bool = False,
    all_words: bool = False,
    spellings: SpellingUse | Spellings = "accepted",
) -> tuple[str, ...]:
    """The further columns that hits have, those of most hits first; raises `QueryError`."""
    found = search(
        index,
        query,
        limit=0,
        facet="column",
        paragraphs=paragraphs,
        copies=copies,
        all_words=all_words,
        spellings=spellings,
    )
    return tuple(value.value for facet in found.facets for value in facet.values)


def as_csv(hits: Iterable[Hit], columns: Sequence[str] = ()) -> Lines:
    """A row a hit under a row of names, quoted so that line breaks stay inside their cell.

    A cell that a spreadsheet would compute, since it begins with =, +, - or @, begins with an
    apostrophe instead, unless it is a number. Further `columns` follow; lists are JSON.
    """
    yield row((*COLUMNS, *(f"extra.{name}" if name in COLUMNS else name for name in columns)))
    names = [column_name(name) for name in columns]
    for hit in hits:
        article = hit.article
        published = article.published.isoformat() if article.published else ""
        known = (article.title, article.source, published, "; ".join(article.authors))
        places = (article.origin, *(article.place.get(name, "") for name in PLACES))
        texts = (*known, article.url, article.id, hit.kind, hit.text, *places)
        extra = {column_name(name): value for name, value in article.extra.items()}
        further = (_extra_cell(extra.get(name, "")) for name in names)
        yield row((str(hit.rank), f"{hit.score:.4f}", *map(cell, texts), *further))


def _cited(write: Callable[[Iterable[Citation]], Lines]) -> Callable[[Iterable[Hit]], Lines]:
    """Writes the citation of each hit."""
    return lambda hits: write(map(citation_of_hit, hits))


FORMATS: Mapping[str, Callable[[Iterable[Hit]], Lines]] = {
    "jsonl": as_jsonl,
    "csv": as_csv,
    "text": _cited(as_text),
    "markdown": _cited(as_markdown),
    "bibtex": _cited(as_bibtex),
    "ris": _cited(as_ris),
    "csl": _cited(as_csl_json),
}
"""The lines of a file, by the name of its format."""


def _extra_cell(value: "Extra") -> str:
    if isinstance(value, tuple):
        return cell(json.dumps(value, ensure_ascii=False))
    text = written_value(value)
    return text if is_number(text) else cell(text)
