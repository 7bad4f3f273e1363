"""Articles with lines that a rule removed, found by reading the records of all articles."""

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any

import numpy as np
from whoosh.reading import IndexReader

from pressmark.search.local.stored import stored_rows

READ_AT_ONCE = 4_096
"""Paragraphs whose records are in memory at a time: some megabytes of web pages."""


def removed_by(reader: IndexReader, rule: str, limit: int) -> list[str]:
    """The ids of the first `limit` articles with a line that `rule` removed.

    All records of 13,054 articles take 0.14 s, and few are read for a common rule.
    """
    documents = np.fromiter(islice(_having(reader, rule), limit), dtype=np.int64)
    return [row["article"] for row in stored_rows(reader, ("article",), documents)]


def _having(reader: IndexReader, rule: str) -> Iterator[int]:
    """The documents whose record has the rule."""
    written = json.dumps(rule, ensure_ascii=False)
    for leaf, offset in reader.leaf_readers():
        for number, record in _records(leaf):
            if written not in record or leaf.is_deleted(number):
                continue
            if any(row[1] == rule for row in json.loads(record)["removals"]):
                yield offset + number


def _records(leaf: Any) -> Iterator[tuple[int, str]]:
    """Each document of a segment with its record; only the first of an article has one."""
    count = leaf.doc_count_all()
    for start in range(0, count, READ_AT_ONCE):
        documents = np.arange(start, min(count, start + READ_AT_ONCE))
        records = leaf.stored_values("record", documents)
        yield from (
            (number, record or "")
            for number, record in zip(documents.tolist(), records, strict=True)
        )
