import random
from itertools import count

import numpy as np
import pytest

from pressmark.corpus.duplicates.article_sketch import WIDTH
from pressmark.index.schema import make_schema
from pressmark.index.segment import merge as module
from pressmark.index.segment import merge_postings, postings
from pressmark.index.segment.array_file import SectionFile
from pressmark.index.segment.field_spec import field_specs
from pressmark.index.segment.merge import MergeInput, merge
from pressmark.index.segment.segment import Segment
from pressmark.index.segment.segment_writer import Buffer, SegmentWriter
from pressmark.index.storage.typed_json import any_object
from pressmark.index.workers.worker_pool import WorkerPool

pytestmark = pytest.mark.slow

SCHEMA = make_schema("en")
PLANS = field_specs(SCHEMA)
WORDS = ["ferry", "bridge", "don't", "U.S.", "Über", "3.5", "é" * 20, *map(str, range(40))]
SECTIONS = (
    *("terms", "gaps1", "gaps2", "gaps2.at", "gaps4", "many", "many.before", "freqs", "freqs.high"),
    *("positions", "positions.at", "positions.high", "counts", "totals", "starts", "widths"),
    *("most", "shortest", "longest", "lengths", "numbers"),
)


def _documents(chance, size):
    for number in range(size):
        own = str(chance.getrandbits(40))  # so that each paragraph is a row of its own
        text = " ".join([own, *chance.choices(WORDS, k=chance.choice((0, 3, 40, 700)))])
        yield {
            "text": text,
            "surface": text,
            "title": f"ferry {number // 3}",
            "article": f"a{number // 3}",
            "ordinal": chance.getrandbits(30),
            "origin": own,
            "fingerprint": chance.randbytes(WIDTH) if number % 2 else None,
        }


def _segment(path, documents):
    buffer = Buffer(plan.name for plan in PLANS)
    for document in documents:
        buffer.add(document)
    checksum = SegmentWriter(SCHEMA).write(path, buffer.rows, buffer.count)
    return Segment(path, PLANS, checksum)


def _parts(tmp_path, chance):
    """Some segments, of which some have lost documents, and the documents that are left."""
    parts, left = [], []
    for number in range(4):
        documents = list(_documents(chance, chance.choice((1, 30, 200))))
        deleted = np.array([chance.random() < 0.3 for _ in documents]) if number % 2 else None
        parts.append(MergeInput(_segment(tmp_path / f"part{number}", documents), deleted))
        gone = [False] * len(documents) if deleted is None else deleted.tolist()
        left += [d for d, is_gone in zip(documents, gone, strict=True) if not is_gone]
    return parts, left


class InTurn(WorkerPool):
    """Has processes by number, but runs each task in this one."""

    processes = property(lambda self: self.count)


def _new_path(tmp_path):
    names = count()
    return lambda: tmp_path / f"piece{next(names)}"


@pytest.mark.parametrize("seed", range(6))
def test_a_merge_in_pieces_is_to_the_byte_what_one_process_writes(tmp_path, monkeypatch, seed):
    parts, _ = _parts(tmp_path, random.Random(seed))
    merge(tmp_path / "alone", PLANS, parts)
    monkeypatch.setattr(module, "SHARED_POSTINGS", 1)
    workers = InTurn(SegmentWriter(SCHEMA), 2 + seed)
    merge(tmp_path / "shared", PLANS, parts, workers, _new_path(tmp_path))
    assert (tmp_path / "alone").read_bytes() == (tmp_path / "shared").read_bytes()
    assert not list(tmp_path.glob("piece*"))


@pytest.mark.parametrize("seed", range(6))
def test_what_is_merged_is_what_would_be_written_of_the_documents_left(tmp_path, monkeypatch, seed):
    parts, left = _parts(tmp_path, random.Random(seed))
    # a few of everything at a time, which a large merge comes to as well
    monkeypatch.setattr(merge_postings, "MERGED_POSTINGS", 50)
    monkeypatch.setattr(merge_postings, "MERGED_TERMS", 20)
    monkeypatch.setattr(postings, "TERM_POSTINGS", 7)
    monkeypatch.setattr(module, "MERGED_ROWS", 11)
    merge(tmp_path / "merged", PLANS, parts)
    _segment(tmp_path / "written", left)
    merged, written = SectionFile(tmp_path / "merged"), SectionFile(tmp_path / "written")
    compared = 0
    for field in ("text", "surface", "ordinal", "origin"):
        for name in (f"{field}/{kind}" for kind in SECTIONS):
            if name in written:
                assert merged[name].all().tolist() == written[name].all().tolist(), name
                compared += 1
    assert compared > 50
    assert merged.meta(any_object)["count"] == len(left)


def test_a_merge_shared_by_processes_is_the_same(tmp_path, monkeypatch):
    parts, _ = _parts(tmp_path, random.Random(7))
    merge(tmp_path / "alone", PLANS, parts)
    monkeypatch.setattr(module, "SHARED_POSTINGS", 1)
    pool = WorkerPool(SegmentWriter(SCHEMA), 2)
    pool.start()
    try:
        merge(tmp_path / "shared", PLANS, parts, pool, _new_path(tmp_path))
    finally:
        pool.close()
    assert (tmp_path / "alone").read_bytes() == (tmp_path / "shared").read_bytes()
