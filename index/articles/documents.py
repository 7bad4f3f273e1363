"""Converts a clean article to index documents, one for each kept block, and back."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from pressmark.corpus.duplicates.article_sketch import fingerprint
from pressmark.corpus.errors import IndexCorrupt
from pressmark.corpus.model import BODY_KINDS, Article, Block, CleanArticle, Extra, Kind, Removal
from pressmark.corpus.pickled_as_call import PickledAsCall
from pressmark.corpus.text.first_words import opening_of
from pressmark.corpus.text.language_detection import detect_language
from pressmark.corpus.text.names import names_in
from pressmark.index.articles.added import added_from
from pressmark.index.articles.extra_columns import extra_fields, extra_from, place_from
from pressmark.index.articles.identity import digest
from pressmark.index.articles.published import published_fields, published_from
from pressmark.index.schema import GUESSED_TITLE, has_guessed_title
from pressmark.index.segment.value_list_field import joined_values
from pressmark.index.storage import typed_json

ID_DIGITS = 12
"""48 bits: among a million articles two share an id with a chance of 1 in 560."""

Document = Mapping[str, Any]
"""Field name → value, as Whoosh's `add_document` takes it or `stored_fields` gives it."""


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article as the index holds it; a title the source did not print as text has order -1."""

    id: str
    """Identifies the article in commands and addresses; also a unique prefix of it does."""

    origin: str
    """The file that the article was read from."""

    title: str
    url: str

    source: str
    """The newspaper or site."""

    published: datetime | None
    authors: tuple[str, ...]

    language: str
    """Language code: as stated, else as detected from the text; empty if neither."""

    paragraphs: tuple[Block, ...]
    """The text without boilerplate, in order."""

    removals: tuple[Removal, ...]
    """The boilerplate, in order."""

    title_guessed: bool = False
    """Whether no field or markup states the title, so that it is a line of the text."""

    opening: str = ""
    """The first words of the text, if there is no title."""

    extra: Mapping[str, Extra] = field(default_factory=dict)
    """The further columns of the record, unchanged."""

    place: Mapping[str, str] = field(default_factory=dict)
    """Where in its file the article is: `record`, `member` of an archive, `warc_record_id`,
    `target_uri`, as far as they apply."""

    names: tuple[str, ...] = ()
    """The names of people, places and other things in the text, those mentioned most first. None
    are read from scripts without capital letters."""

    added: datetime | None = None
    """When an article of this id was first indexed."""

    @property
    def label(self) -> str:
        """Its title, else its first words."""
        return self.title or self.opening

    @property
    def numbered(self) -> tuple[tuple[int, Block], ...]:
        """The paragraphs with the ordinals that they are indexed, linked and cited by.

        The title is 0 and comes first; the others count from 1, also where there is no title.
        """
        has_title = bool(self.paragraphs) and self.paragraphs[0].kind is Kind.TITLE
        return tuple(enumerate(self.paragraphs, 0 if has_title else 1))

    def as_cleaned(self) -> CleanArticle:
        """The article as it came from the cleaner, but without its key and its raw blocks."""
        article = Article(
            blocks=(),
            title=self.title,
            url=self.url,
            source=self.source,
            published=self.published,
            authors=self.authors,
            language=self.language,
            title_guessed=self.title_guessed,
            extra=self.extra,
            place=self.place,
        )
        return CleanArticle(article, self.paragraphs, self.removals)


MISSING = {"date": "published", "source": "source", "author": "author", "title": "title"}
"""What is counted where it is missing, as queries name it, and its field."""


@dataclass(frozen=True, slots=True)
class Summary(PickledAsCall):
    """The counts of one article for the statistics."""

    source: str
    language: str
    published: date | None
    paragraphs: int
    removed_by_rule: Mapping[str, int]
    missing: tuple[str, ...] = ()
    """What the article lacks, by the names of MISSING."""


def article_id(identity: str) -> str:
    """The id of an article: a hash of what identifies it."""
    return digest(identity)[:ID_DIGITS]


def to_documents(clean: CleanArticle) -> Iterator[dict[str, Any]]:
    """One document a kept block: the title first with ordinal 0, the others from 1 on.

    The fields `article` and `origin` are still to be added to each.
    """
    blocks = _numbered(clean)
    shared = _shared(clean.article, blocks)
    own = {"record": _record(blocks, clean.removals, guessed=clean.article.title_guessed)}
    for ordinal, block in blocks:
        text = storable(block.text)
        body = {"text": text, "surface": text, "kind": str(block.kind), "ordinal": ordinal}
        yield shared | own | body
        own = {}


def _shared(article: Article, blocks: list[tuple[int, Block]]) -> dict[str, Any]:
    """The fields that every paragraph of the article has; none that is empty."""
    body = [storable(block.text) for _, block in blocks if block.kind in BODY_KINDS]
    authors = [storable(author) for author in article.authors]
    title = article.title or next((b.text for _, b in blocks if b.kind is Kind.TITLE), "")
    language = storable(article.language) or detect_language(" ".join(body))
    shared = {
        "title": storable(title),
        "source": storable(article.source),
        "paper": storable(article.source),
        "author": "\n".join(authors),
        "byline": "\n".join(authors),
        "_stored_author": authors,
        "names": joined_values(_names((block for _, block in blocks), language)),
        "url": storable(article.url),
        "language": language,
        **published_fields(article.published),
        "fingerprint": fingerprint(body),
        "place": storable(json.dumps(dict(article.place))) if article.place else "",
    }
    known = {name: value for name, value in shared.items() if value}
    further = extra_fields(article.extra, title)
    return known | {name: storable(text) for name, text in further.items()}


def _names(blocks: Iterable[Block], language: str) -> Mapping[str, int]:
    """The names in the blocks of an article, author lines left out, with their weights."""
    texts = (storable(block.text) for block in blocks if block.kind is not Kind.BYLINE)
    return names_in(texts, language)


def storable(text: str) -> str:
    """The text with U+FFFD in place of lone surrogates, which UTF-8 cannot encode."""
    if text.isascii():  # most are, and this takes no time
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _numbered(clean: CleanArticle) -> list[tuple[int, Block]]:
    titles = [block for block in clean.paragraphs if block.kind is Kind.TITLE][:1]
    others = [block for block in clean.paragraphs if block not in titles]
    if not titles and clean.article.title:
        titles = [Block(clean.article.title, Kind.TITLE, -1)]
    return [*((0, title) for title in titles), *enumerate(others, 1)]


def _record(blocks: list[tuple[int, Block]], removals: Iterable[Removal], *, guessed: bool) -> str:
    record = {
        "orders": [block.order for _, block in blocks],
        "removals": [_removal_to_json(removal) for removal in removals],
    }
    text = storable(json.dumps(record, ensure_ascii=False, separators=(",", ":")))
    return GUESSED_TITLE + text.removeprefix("{") if guessed else text


def _removal_to_json(removal: Removal) -> list[Any]:
    repeats = _block_to_json(removal.repeats) if removal.repeats else None
    return [_block_to_json(removal.block), removal.rule, removal.reason, repeats]


def _block_to_json(block: Block) -> list[Any]:
    return [block.text, str(block.kind), block.order]


def _block_from_json(row: list[Any]) -> Block:
    text, kind, order = row
    return Block(text, Kind(kind), order)


def _removal_from_json(row: list[Any]) -> Removal:
    block, rule, reason, repeats = row
    return Removal(
        _block_from_json(block), rule, reason, _block_from_json(repeats) if repeats else None
    )


_KIND = typed_json.matching(frozenset(Kind).__contains__, "a kind of paragraph")
_BLOCK = typed_json.row(typed_json.text, _KIND, typed_json.whole(-1))
_RECORD = typed_json.record(
    orders=typed_json.listed(typed_json.whole(-1)),
    removals=typed_json.listed(
        typed_json.row(_BLOCK, typed_json.text, typed_json.text, typed_json.optional(_BLOCK))
    ),
)
_FIRST = typed_json.record(article=typed_json.text, origin=typed_json.text, record=typed_json.text)
_EACH = typed_json.record(text=typed_json.text, kind=_KIND)


def _corrupt(how: str) -> IndexCorrupt:
    return IndexCorrupt(
        f"An article of the index is damaged: {how}.",
        "See what can be saved: pressmark verify --repair",
    )


def text_of(document: Document, field: str) -> str:
    """What each stored document has in `field`; raises IndexCorrupt where one does not."""
    return typed_json.checked(document.get(field), typed_json.text, _corrupt)


def _in_order(documents: Iterable[Document]) -> tuple[list[Document], dict[str, Any]]:
    """The stored documents of one article by ordinal, and the record that the first of them has.

    Raises IndexCorrupt where they lack what each article has.
    """
    rows = list(documents)
    if not all(type(row.get("ordinal")) is int for row in rows):
        raise _corrupt("a paragraph has no number")
    rows.sort(key=lambda row: int(row["ordinal"]))
    typed_json.checked(rows[0], _FIRST, _corrupt)
    for row in rows:
        typed_json.checked(row, _EACH, _corrupt)
    record = typed_json.decoded(rows[0]["record"], _corrupt)
    return rows, typed_json.checked(record, _RECORD, _corrupt)


def from_documents(documents: Iterable[Document]) -> StoredArticle:
    """The article whose stored documents these are, in any order; there is at least one.

    Raises IndexCorrupt.
    """
    rows, record = _in_order(documents)
    if len(rows) != len(record["orders"]):
        raise _corrupt("it has another number of paragraphs than recorded")
    first = rows[0]
    title = first.get("title", "")
    paragraphs = tuple(
        Block(row["text"], Kind(row["kind"]), order)
        for row, order in zip(rows, record["orders"], strict=True)
    )
    return StoredArticle(
        id=first["article"],
        origin=first["origin"],
        title=title,
        url=first.get("url", ""),
        source=first.get("source", ""),
        published=published_from(first.get("published"), first.get("published_end")),
        authors=tuple(first.get("author", ())),
        language=first.get("language", ""),
        paragraphs=paragraphs,
        removals=tuple(_removal_from_json(row) for row in record["removals"]),
        names=tuple(_names(paragraphs, first.get("language", ""))),
        title_guessed=has_guessed_title(first["record"]),
        opening="" if title else opening_of((block.kind, block.text) for block in paragraphs),
        extra=extra_from(first.get("extra")),
        place=place_from(first.get("place")),
        added=added_from(first.get("added")),
    )


def summary(documents: Iterable[Document]) -> Summary:
    """The counts of the article whose documents these are, stored or new."""
    rows = list(documents)
    first = min(rows, key=lambda row: int(row["ordinal"]))
    published = first.get("published")
    return Summary(
        source=first.get("source", ""),
        language=first.get("language", ""),
        published=published.date() if published and not first.get("published_end") else None,
        paragraphs=len(rows),
        removed_by_rule=Counter(rule for _, rule, *_ in json.loads(first["record"])["removals"]),
        missing=tuple(name for name, field in MISSING.items() if not first.get(field)),
    )
