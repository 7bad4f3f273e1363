import errno
import os
import shutil

import pytest
from whoosh.query import Or, Prefix, Term

from pressmark.corpus.errors import IndexCorrupt, IndexWriteFailed
from pressmark.index import Index
from pressmark.index.segment import segment_writer
from pressmark.index.segment.article_copies import article_starts
from pressmark.index.segment.segment_writer import SegmentWriter
from pressmark.index.storage import manifest

QUERY = Or([Term("text", "bridg"), Prefix("title", "h")])
STEP = 37
"""Every so many bytes one is flipped: all of them would take minutes."""


@pytest.fixture
def grown(index, news):
    """An index of several segments, one of them with a deletion."""
    index.add([news])
    for number in range(3):
        more = news / f"more{number}.txt"
        more.write_text(f"Headline {number}\nThe bridge number {number} sank.\n")
        index.add([news])
    index.delete(str(news / "more1.txt"))
    return index


def _everything(index):
    with index.searcher() as searcher:
        return sorted(fields["text"] for fields in searcher.documents())


def test_compacting_leaves_one_segment_and_every_answer(grown):
    before = _everything(grown)
    with grown.reader() as reader:
        assert len(reader.leaf_readers()) > 1
    assert grown.compact()
    with grown.reader() as reader:
        assert len(reader.leaf_readers()) == 1
        assert not reader.has_deletions()
    assert _everything(grown) == before
    assert not grown.compact()
    assert sum(path.name.endswith(".segment") for path in grown.path.iterdir()) == 1


def test_a_score_is_the_same_in_many_segments_and_in_one(index, news):
    for number in range(6):
        (news / f"{number}.txt").write_text(f"Bridge {number}\n{'The bridge sank. ' * number}Yes.")
        index.add([news])
    with index.reader() as reader:
        assert len(reader.leaf_readers()) == 6
    before = _answers(index)
    index.compact()
    after = _answers(index)
    assert [row[2] for row in after] == [row[2] for row in before]
    assert [row[1] for row in after] == pytest.approx([row[1] for row in before], rel=1e-9)


def test_what_was_deleted_counts_in_scores_until_it_is_merged_away(grown, news):
    grown.compact()
    grown.delete(str(news / "more2.txt"))
    scores = dict(row[:0:-1] for row in _answers(grown))
    grown.compact()
    rebuilt = dict(row[:0:-1] for row in _answers(grown))
    assert scores.keys() == rebuilt.keys() and scores != rebuilt


def test_an_open_reader_stays_on_its_commit_while_the_index_is_compacted(grown):
    with grown.searcher() as searcher:
        before = sorted(fields["text"] for fields in searcher.documents())
        grown.compact()
        assert sorted(fields["text"] for fields in searcher.documents()) == before


def test_an_article_of_many_paragraphs_is_written_in_batches(index, news, monkeypatch):
    monkeypatch.setattr(segment_writer, "BATCH_PARAGRAPHS", 4)
    sizes, write = [], SegmentWriter.write
    monkeypatch.setattr(
        SegmentWriter, "write", lambda *args: sizes.append(args[-1]) or write(*args)
    )
    for number, paragraphs in enumerate((1, 30, 2)):
        lines = (f"The bridge sank {line} times." for line in range(paragraphs))
        (news / f"{number}.txt").write_text("\n".join([f"Headline {number}", *lines]))
    index.add([news])
    assert sizes == [8, 8, 8, 8, 4]
    with index.reader() as reader:
        (segment,) = (leaf.segment_ for leaf, _ in reader.leaf_readers())
    assert len(article_starts(segment)) == len(set(_column(segment, "article"))) == 3
    assert _column(segment, "ordinal") == [0, 1, *range(31), 0, 1, 2]


def _column(segment, field):
    return [segment.fields[field].value(paragraph) for paragraph in range(segment.count)]


def test_verify_names_each_damaged_file_and_no_other(grown):
    assert grown.verify() == ()
    damaged = sorted(grown.path.glob("paragraphs-*"))[:2]
    for path in damaged:
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(data)
    assert sorted(error.message.split(" ")[0] for error in grown.verify()) == list(
        map(str, damaged)
    )
    damaged[0].unlink()
    assert any("is gone" in error.message for error in grown.verify())


@pytest.mark.slow
def test_a_flipped_byte_gives_the_right_answer_or_names_the_file(grown):
    grown.compact()
    right = _answers(grown)
    for path in [*grown.path.glob("paragraphs-*"), *grown.path.glob("*.json")]:
        whole = path.read_bytes()
        for place in range(len(path.name) % STEP, len(whole), STEP):
            flipped = bytes([whole[place] ^ 0xFF])
            path.write_bytes(whole[:place] + flipped + whole[place + 1 :])
            try:
                assert _answers(Index.open(grown.path)) == right
            except IndexCorrupt as error:
                assert path.name in error.message
        path.write_bytes(whole)


def _answers(index):
    with index.searcher() as searcher:
        found = searcher.search(QUERY, limit=None)
        return [(hit.docnum, hit.score, hit["text"]) for hit in found]


def test_what_a_crash_left_behind_does_not_stop_compacting(grown):
    before = _everything(grown)
    left = f"paragraphs-{manifest.read(grown.path).generation + 1}-1.segment"
    (grown.path / left).write_text("left behind by a crash")
    assert grown.compact()
    assert _everything(grown) == before


def test_compacting_that_fails_gives_its_room_back(grown, monkeypatch):
    def full(directory, present):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    before = sorted(grown.path.iterdir())
    monkeypatch.setattr(manifest, "write", full)
    with pytest.raises(IndexWriteFailed):
        grown.compact()
    assert sorted(grown.path.iterdir()) == before


def test_an_index_made_anew_answers_those_who_had_the_old_one_open(index, news):
    (news / "a.txt").write_text("Ferry\nThe ferry sails.")
    index.add([news])
    assert _everything(index) == ["Ferry", "The ferry sails."]
    names = sorted(path.name for path in index.path.iterdir())
    shutil.rmtree(index.path)
    (news / "a.txt").write_text("Tram\nThe tram drives.")
    Index.create(index.path).add([news])
    assert sorted(path.name for path in index.path.iterdir()) == names
    assert _everything(index) == ["The tram drives.", "Tram"]


def test_where_nothing_was_committed_opening_again_reads_no_file(grown, news, monkeypatch):
    before = _everything(grown)
    grown.delete(str(news / "more2.txt"))
    after = _everything(grown)
    monkeypatch.setattr(manifest, "read", None)
    assert _everything(grown) == after != before
