"""A whole result set for other programs and for footnotes, one hit after the other.

Hits are fetched and written some at a time: only their order is kept in memory.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from pressmark.corpus.text.addresses import is_link
from pressmark.index.articles.extra_terms import column_name, is_number, written_value
from pressmark.index.spellings import Spellings
from pressmark.search.engine import Searchable, open_snapshot
from pressmark.search.escape import harmless, harmless_json
from pressmark.search.formatting import day
from pressmark.search.options import SearchOptions, Sort, SpellingUse
from pressmark.search.pipeline import read_query, search
from pressmark.search.results.csv_rows import cell, row
from pressmark.search.results.hits import hits_of
from pressmark.search.results.json import to_json
from pressmark.search.results.markdown import escaped
from pressmark.search.results.models import Hit

if TYPE_CHECKING:
    from pressmark.corpus.model import Extra

PLACES = ("member", "record", "warc_record_id", "target_uri")
COLUMNS = (
    *("rank", "score", "title", "source", "published", "authors", "url", "id", "kind", "text"),
    *("file", *PLACES),
)

_IN_ADDRESS = {sign: f"%{ord(sign):02X}" for sign in ' <>()[]\\"`'} | {"&": "&amp;"}

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
        for passages in snapshot.find_all(asked, options):
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


def as_markdown(hits: Iterable[Hit]) -> Lines:
    """A quotation a hit, with the citation of its article below."""
    for hit in hits:
        yield f"> {escaped(hit.text)}\n>\n> — {_citation(hit)}\n"


FORMATS: Mapping[str, Callable[[Iterable[Hit]], Lines]] = {
    "jsonl": as_jsonl,
    "csv": as_csv,
    "markdown": as_markdown,
}


def _extra_cell(value: "Extra") -> str:
    if isinstance(value, tuple):
        return cell(json.dumps(value, ensure_ascii=False))
    text = written_value(value)
    return text if is_number(text) else cell(text)


def _citation(hit: Hit) -> str:
    article = hit.article
    title = escaped(article.label or article.id)
    if is_link(article.url):
        title = f"[{title}]({_address(article.url)})"
    known = (", ".join(article.authors), title, article.source, day(article.published))
    return ", ".join(part if part is title else escaped(part) for part in known if part)


def _address(url: str) -> str:
    """A link's target, without a character that could end it or begin an escape."""
    return "".join(_IN_ADDRESS.get(sign, sign) for sign in harmless(url).strip())
