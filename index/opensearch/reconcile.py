"""What becomes of articles that two writers have put in: each file is of one of them.

Of a file that both have read, the later state stays. An article of one address that each has from
another file stays in its later capture, as within one run. Others that share an id stay both, under
two ids, unless their texts are the same.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pressmark.index.articles.documents import Document, article_id, from_documents, summary
from pressmark.index.articles.identity import canonical_address
from pressmark.index.ingest.prepared_article import lines_of_stored, prepare
from pressmark.index.ingest.shared_addresses import stays
from pressmark.index.ingest.sources import GONE
from pressmark.index.ingest.transaction import Transaction
from pressmark.index.opensearch import side_documents
from pressmark.index.opensearch.article_body import rows_of
from pressmark.index.opensearch.changes import ClusterChanges
from pressmark.index.opensearch.view import View


def reconcile(transaction: Transaction, changes: ClusterChanges, since: int) -> None:
    """Settle what this commit and others after generation `since` both changed.

    `changes.view` shows what they committed, and the tally of the transaction counts it.
    """
    theirs = _lines_by_path(changes, since)
    transaction.sources.adopt(GONE, theirs.pop(GONE, []))
    for path in {path for path, _ in transaction.sources.new_lines()} & theirs.keys():
        _settle_file(transaction, changes, path, theirs[path])
    for path in theirs.keys() - {path for path, _ in transaction.sources.new_lines()}:
        transaction.sources.adopt(path, theirs[path])
    ours = list(changes.added)
    for hit in list(changes.view.having("article", ours)):
        if hit["_source"]["article"] not in changes.superseded:
            _settle_article(transaction, changes, hit)


def follow_removed(transaction: Transaction, changes: ClusterChanges, before: View) -> None:
    """Have articles that this commit removes or replaces be those that `changes.view` shows now.

    One that others have written again as it was, to join a duplicate group, is removed as it is
    now. One that they have removed or replaced is no longer removed by this commit.
    """
    removed = changes.superseded
    hits = changes.view.having("article", list(removed), _source=["article"])
    now = {hit["_source"]["article"]: hit["_id"] for hit in hits}
    changed = [article for article, id_ in removed.items() if now.get(article) != id_]
    old = {
        hit["_source"]["article"]: rows_of(hit["_source"])
        for hit in before.having("article", changed)
    }
    new = {
        hit["_source"]["article"]: rows_of(hit["_source"])
        for hit in changes.view.having("article", changed)
    }
    for article in changed:
        if old[article] == new.get(article):
            removed[article] = now[article]
        else:
            del removed[article]
            transaction.tally.add(summary(old[article]))
            transaction.learner.put(article, lines_of_stored(from_documents(old[article])))


def _lines_by_path(changes: ClusterChanges, since: int) -> dict[str, list[Any]]:
    view = changes.view
    lines: dict[str, list[Any]] = defaultdict(list)
    found = side_documents.source_lines(view.cluster, view.names, view.state, after=since)
    for line in found:
        lines[line[0]].append(line)
    return lines


def _settle_file(
    transaction: Transaction, changes: ClusterChanges, path: str, lines: Sequence[Any]
) -> None:
    """Keep the articles of the later state of a file, with its line in the list of files."""
    own, stated = transaction.sources.get(path), lines[-1][1]
    if _is_later(own, stated):
        for hit in list(changes.view.having("origin", [path])):
            if changes.supersede(hit):
                _take(transaction, rows_of(hit["_source"]))
        return
    for article in [id_ for id_, origin in changes.origins.items() if origin == path]:
        _discard(transaction, changes, article)
    transaction.sources.adopt(path, lines)


def _is_later(own: Any, stated: Any) -> bool:
    """Whether our state of a file is later than one in the list; a whole file is, compared with a
    part."""
    if own is None or not isinstance(stated, dict) or "mtime_ns" not in stated:
        return own is not None
    if bool(own.digest) != bool(stated["digest"]):
        return bool(own.digest)
    return bool(own.mtime_ns > stated["mtime_ns"])


def _settle_article(
    transaction: Transaction, changes: ClusterChanges, hit: Mapping[str, Any]
) -> None:
    """Settle that two writers have an article of one id, from two files."""
    theirs, article = rows_of(hit["_source"]), hit["_source"]["article"]
    source = next(iter(changes.put_in([article])), None)
    if source is None:
        return
    own = rows_of(source)
    if own[0]["origin"] == theirs[0]["origin"]:  # what is committed last replaces the other
        changes.supersede(hit)
        _take(transaction, theirs)
        return
    if _has_address(own, article) and _stays(own, theirs):
        changes.supersede(hit)
        _take(transaction, theirs)
        _count_fewer(transaction, theirs[0]["origin"])
        return
    _discard(transaction, changes, article)
    if _has_address(own, article) or _texts(own) == _texts(theirs):
        _count_fewer(transaction, own[0]["origin"])
        return
    apart = article_id(f"{article}\0{own[0]['origin']}")
    changes.put_again(apart, own)
    transaction.tally.add(summary(own))
    transaction.learner.put(apart, lines_of_stored(from_documents(own)))


def _discard(transaction: Transaction, changes: ClusterChanges, article: str) -> None:
    for source in changes.put_in([article]):
        changes.discard(article)
        _take(transaction, rows_of(source))


def _take(transaction: Transaction, rows: Sequence[Document]) -> None:
    transaction.tally.take(summary(rows))
    lines = lines_of_stored(from_documents(rows))
    transaction.learner.drop(rows[0]["article"], lines)


def _count_fewer(transaction: Transaction, origin: str) -> None:
    known = transaction.sources.get(origin)
    if known and known.articles:
        transaction.sources.put(origin, known._replace(articles=known.articles - 1))


def _has_address(rows: Sequence[Document], article: str) -> bool:
    address = canonical_address(rows[0].get("url", ""))
    return bool(address) and article_id(f"address\0{address}") == article


def _stays(own: Sequence[Document], theirs: Sequence[Document]) -> bool:
    """Whether ours is the later capture."""
    article = prepare(from_documents(own).as_cleaned())
    return stays(article, own[0]["origin"], theirs, theirs[0]["origin"])


def _texts(rows: Iterable[Document]) -> list[str]:
    return [row["text"] for row in rows]
