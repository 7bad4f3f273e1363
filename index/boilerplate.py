"""What keeps coming back in a source, learned from the articles that are indexed.

It is counted when somebody asks for it and not in passing: the counts of a million lines take two
seconds and 23 MB to read and write again, however small the commit. What was learned is small; it
is kept in the manifest, and so is part of a commit like everything else.
"""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from whoosh.reading import IndexReader

from pressmark.corpus.model import Article, CleanArticle
from pressmark.corpus.recurring import Recurring
from pressmark.index.documents import StoredArticle, from_documents


def load(state: Mapping[str, Any]) -> Recurring:
    """What `save` gave; nothing was learned where there is no state yet."""
    return Recurring.from_dict(state) if state else Recurring()


def save(recurring: Recurring) -> dict[str, Any]:
    """What cleaning needs of it, for `Manifest.recurring`: no counts of lines that are none."""
    state: dict[str, Any] = recurring.to_dict()
    state["sources"] = {
        source: kept | {"counts": {line: kept["counts"][line] for line in kept["texts"]}}
        for source, kept in state["sources"].items()
        if kept["texts"]
    }
    return state


def learn(reader: IndexReader, before: Recurring) -> Recurring:
    """Count the lines of every article that `reader` has; what people said of lines still holds."""
    recurring = Recurring()
    for text in before.allowed:
        recurring.allow(text)
    for text in before.blocked:
        recurring.block(text)
    for article in _articles(reader):
        recurring.learn(_as_cleaned(article))
    return recurring


def _articles(reader: IndexReader) -> Iterator[StoredArticle]:
    """All articles; the paragraphs of one stand together in an index."""
    documents = (stored for _, stored in reader.iter_docs())
    for _, rows in groupby(documents, key=lambda row: row["article"]):
        yield from_documents(rows)


def _as_cleaned(stored: StoredArticle) -> CleanArticle:
    article = Article((), title=stored.title, url=stored.url, source=stored.source)
    return CleanArticle(article, stored.paragraphs, stored.removals)
