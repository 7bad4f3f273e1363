"""A commit to a cluster from start to end: the pending commit, the transaction, the new state."""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from whoosh.fields import Schema

from pressmark.corpus.errors import IndexBusy
from pressmark.index.boilerplate.learner import Learner
from pressmark.index.ingest import sources
from pressmark.index.ingest.transaction import Transaction
from pressmark.index.ingest.unread_files import to_rows
from pressmark.index.opensearch import side_documents, state, sweep
from pressmark.index.opensearch.article_body import ArticleAnalyzer
from pressmark.index.opensearch.bulk import BulkWriter
from pressmark.index.opensearch.changes import ClusterChanges
from pressmark.index.opensearch.cluster import WRITER_RETRY_SECONDS, Cluster
from pressmark.index.opensearch.families import new_families
from pressmark.index.opensearch.merged_lines import merged_lines
from pressmark.index.opensearch.reconcile import follow_removed, reconcile
from pressmark.index.opensearch.refresh import refresh
from pressmark.index.opensearch.state import Names, State
from pressmark.index.opensearch.view import View, open_writer_view
from pressmark.index.opensearch.writers import Writer
from pressmark.index.statistics import Tally


@contextmanager
def changing(cluster: Cluster, names: Names, schema: Schema) -> Iterator[Transaction]:
    """A transaction that is committed at the end unless an error is raised.

    After any error the index is as it was at the last checkpoint, at first the beginning; the next
    writer deletes what was written since.
    """
    files = tempfile.TemporaryDirectory(prefix="pressmark-")
    cluster = cluster.for_writer()
    with files as folder, Writer(cluster, names) as writer:
        sweep.give_up_ended(cluster, names)
        with Commits(cluster, names, schema, writer, Path(folder)) as commits:
            yield commits.transaction
            commits.finish()


class Commits:
    """The commits of one run. `transaction` goes on over all of them."""

    def __init__(
        self, cluster: Cluster, names: Names, schema: Schema, writer: Writer, folder: Path
    ) -> None:
        self._cluster = cluster
        self._names = names
        self._writer = writer
        self._folder = folder
        self._analyzer = ArticleAnalyzer(schema)
        self._bulk = BulkWriter(cluster, names.articles)
        self._side = BulkWriter(cluster, names.side)
        self._articles = ClusterChanges(cluster, names, self._analyzer, self._bulk)
        self._opened = ExitStack()

    def __enter__(self) -> Self:
        self._commit = self._writer.next_commit()
        self._add_pending(self._commit)
        view = self._open_view()
        self._base = view.state
        self._articles.begin(self._commit, view)
        lines = side_documents.source_lines(self._cluster, self._names, self._base)
        position = sources.restore(self._folder, lines)
        self._counts = side_documents.ClusterCounts(
            self._folder, self._cluster, self._names, self._base
        )
        self._known = side_documents.learned(self._cluster, self._names, self._base)
        learner = Learner(self._counts, deepcopy(self._known))
        tally = Tally.from_json(self._base.tally)
        self._tally = deepcopy(tally)
        self.transaction = Transaction(
            self._folder,
            self._articles,
            sources.Sources(self._folder, position),
            tally,
            learner,
            self._checkpoint,
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._articles.close()
        self._bulk.close()
        self._side.close()
        self._opened.close()

    def _open_view(self) -> View:
        self._opened.close()
        opened = open_writer_view(self._cluster, self._names)
        return self._opened.enter_context(opened)

    def _add_pending(self, commit: str) -> State:
        entry = self._writer.entry()

        def change(present: State) -> State | None:
            return replace(present, pending={**present.pending, commit: entry})

        return state.replace_state(self._cluster, self._names, change, WRITER_RETRY_SECONDS)

    def _checkpoint(self, changes: Transaction) -> None:
        """Commit what was changed so far; called by the transaction."""
        following = self._writer.next_commit()
        self._make(changes, following)
        self._commit = following
        view = self._open_view()
        self._articles.begin(following, view)

    def finish(self) -> None:
        """Commit the rest, if there is any."""
        if self.transaction:
            self._make(self.transaction, "")
        else:
            self._drop_pending()

    def _drop_pending(self) -> None:
        def change(present: State) -> State | None:
            return state.without(present, self._commit)

        state.replace_state(self._cluster, self._names, change, WRITER_RETRY_SECONDS)

    def _make(self, changes: Transaction, following: str) -> None:
        """Make the pending commit, and have the `following` one pending, if any."""
        changes.learner.finish()
        self._articles.flush()
        refresh(self._cluster, self._names.articles)
        superseding, outdated, made = False, "", self._base
        is_tried = are_written = False
        while True:
            present = state.read(self._cluster, self._names)
            if not self._is_pending(present.state, following, is_tried=is_tried):
                break  # the answer to the last try was lost
            if present.state.generation != self._base.generation:
                self._follow(changes)
                are_written = False
            if not are_written:
                self._write_families()
                are_written = True
            ids = list(self._articles.superseded.values())
            superseding = bool(ids)
            made = self._made(changes, present.state, following, ids)
            self._write_side(changes, made, ids)
            is_tried = True
            if self._replaced(present, made):
                outdated = present.state.learned
                break
        self._committed(changes, made)
        if outdated:
            sweep.delete_side(self._cluster, self._names, [outdated])
        if superseding:
            sweep.delete_superseded(self._cluster, self._names, self._commit)

    def _is_pending(self, present: State, following: str, *, is_tried: bool) -> bool:
        if self._commit in present.pending:
            return True
        is_given_up = self._commit in present.fenced or not is_tried
        if is_given_up or (following and following not in present.pending):
            raise IndexBusy(
                "Another writer has taken this one for ended, and deleted what it wrote.",
                "Run it again; it goes on at the last checkpoint.",
            )
        return False

    def _follow(self, changes: Transaction) -> None:
        """Take over what others committed since the last commit of this run."""
        with self._opened.pop_all():  # the view before stays open so long
            self._follow_view(changes, self._open_view())

    def _follow_view(self, changes: Transaction, view: View) -> None:
        present, old = view.state, self._articles.view
        changes.tally = Tally.from_json(present.tally).changed(changes.tally, self._tally)
        self._tally = Tally.from_json(present.tally)
        self._counts.follow(present)
        self._articles.leave_families()
        self._articles.follow(view)
        follow_removed(changes, self._articles, old)
        reconcile(changes, self._articles, self._base.generation)
        theirs = side_documents.learned(self._cluster, self._names, present)
        changes.learner.known = merged_lines(self._known, changes.learner.known, theirs)
        self._known = theirs
        changes.learner.finish()
        self._base = present
        self._articles.flush()
        refresh(self._cluster, self._names.articles)

    def _write_families(self) -> None:
        """Write the articles again that have joined a duplicate group."""
        families = new_families(self._articles)
        if not families:
            return
        old = [id_ for id_ in families if id_ not in self._articles.added]
        hits = [*self._articles.view.having("article", old)]
        own = self._articles.put_in([id_ for id_ in families if id_ in self._articles.added])
        for source in [*own, *(hit["_source"] for hit in hits)]:
            family = families[source["article"]]
            self._articles.write_again(source, family)
            self._articles.families[source["article"]] = family
        for hit in hits:
            self._articles.superseded[hit["_source"]["article"]] = hit["_id"]
        self._articles.flush()
        refresh(self._cluster, self._names.articles)

    def _made(self, changes: Transaction, present: State, following: str, ids: list[str]) -> State:
        """The state that makes the commit."""
        pending = {k: v for k, v in present.pending.items() if k != self._commit}
        if following:
            pending[following] = self._writer.entry()
        superseding = dict(present.superseding)
        if ids:
            superseding[self._commit] = -(-len(ids) // side_documents.IDS_A_DOCUMENT)
        return replace(
            present,
            generation=present.generation + 1,
            committed=datetime.now(UTC).isoformat(timespec="milliseconds"),
            tally=changes.tally.to_json(),
            unread=to_rows(changes.sources.unread()),
            pending=pending,
            superseding=superseding,
            learned=f"{side_documents.LEARNED}-{self._commit}-0",
        )

    def _write_side(self, changes: Transaction, made: State, ids: list[str]) -> None:
        """Write all other documents of the commit."""
        lines = changes.sources.new_lines()
        superseded = side_documents.in_parts(ids, side_documents.IDS_A_DOCUMENT)
        parts = {
            side_documents.SOURCES: (
                {"lines": some}
                for some in side_documents.in_parts(lines, side_documents.LINES_A_DOCUMENT)
            ),
            side_documents.COUNTS: self._counts.documents(),
            side_documents.LEARNED: [changes.learner.known.to_json()],
            side_documents.SUPERSEDED: ({"ids": some} for some in superseded),
        }
        for kind, data in parts.items():
            made_of = side_documents.numbered(kind, data, self._commit, made.generation)
            for id_, document in made_of:
                self._side.put(id_, document)
        self._side.finish()
        refresh(self._cluster, self._names.side)

    def _replaced(self, present: state.Versioned, made: State) -> bool:
        """Replace the state: this is the commit. False where another writer was faster."""
        return state.put(self._cluster, self._names, present, made, WRITER_RETRY_SECONDS)

    def _committed(self, changes: Transaction, made: State) -> None:
        """Start to count the changes of the next commit."""
        self._base = made
        self._tally = deepcopy(changes.tally)
        self._known = deepcopy(changes.learner.known)
        self._counts.committed(made)
        changes.sources.seal(made.generation)
