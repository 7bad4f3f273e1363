"""The reading half of `whoosh.index.Index`, over the segments of an index.

A program written for Whoosh that opens an index, searches it and shows its documents runs on this.
What writes is not here: an index changes by `Index.add` and its like.
"""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from whoosh.fields import Schema
from whoosh.reading import IndexReader

from pressmark.index.segment.segment_index import SegmentIndex
from pressmark.index.storage import manifest

if TYPE_CHECKING:
    from whoosh.searching import Searcher


class WhooshIndex:
    """Every reader and searcher is on the newest commit when it is opened, and stays on it."""

    def __init__(self, path: Path, schema: Schema) -> None:
        self.path = path
        self.schema = schema
        self._engine = SegmentIndex(path, schema)

    def reader(self, reuse: IndexReader | None = None) -> IndexReader:
        """A Whoosh reader on the newest commit, to be closed by the caller."""
        return self._engine.reader(reuse)

    def searcher(self, **options: Any) -> "Searcher":
        """A Whoosh searcher on the newest commit, to be closed by the caller.

        `options` are those of Whoosh. With a `weighting` other than BM25F, Whoosh's own matchers
        find and score.

        >>> from whoosh.qparser import QueryParser
        >>> with index.searcher() as searcher:
        ...     results = searcher.search(QueryParser("text", index.schema).parse("ferry"))
        ...     len(results), results[0]["title"]
        (12, 'Forty minutes about chairs: the ferry inquiry begins')
        """
        return self._engine.searcher(**options)

    def doc_count(self) -> int:
        """The live paragraphs."""
        with self.reader() as reader:
            return int(reader.doc_count())

    def doc_count_all(self) -> int:
        """The paragraphs, deleted ones included that no merge has dropped yet."""
        with self.reader() as reader:
            return int(reader.doc_count_all())

    def field_length(self, fieldname: str) -> int:
        """The words in a field of all paragraphs."""
        with self.reader() as reader:
            return int(reader.field_length(fieldname))

    def max_field_length(self, fieldname: str) -> int:
        """The words in the longest field."""
        with self.reader() as reader:
            return int(reader.max_field_length(fieldname))

    def is_empty(self) -> bool:
        """Whether there is no paragraph."""
        return self.doc_count_all() == 0

    def latest_generation(self) -> int:
        """The number of the newest commit."""
        return self._engine.latest_generation()

    def last_modified(self) -> float:
        """The time of the newest commit, in seconds since 1970."""
        return datetime.fromisoformat(manifest.read(self.path).committed).timestamp()

    def up_to_date(self) -> bool:
        """Always: an index has no state of its own. Readers and searchers have."""
        return True

    def refresh(self) -> Self:
        """The index itself, for the same reason."""
        return self

    def close(self) -> None:
        """Nothing is open but what readers and searchers hold."""
