import numpy as np
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from pressmark.corpus.errors import IndexCorrupt
from pressmark.index.segment import stored_fields
from pressmark.index.segment.array_file import SectionFile, SectionWriter
from pressmark.index.segment.int_codec import PatchedWriter
from pressmark.index.segment.stored_fields import StoredFields, StoredWriter, encode
from pressmark.index.segment.thresholds import STORED_MOST_BYTES
from pressmark.index.storage import typed_json


def _written(path, values):
    with SectionWriter(path) as target:
        writer = StoredWriter(target, "f/")
        writer.append(list(map(encode, values)))
        writer.finish()
        target.finish({})
    return SectionFile(path)


def _of_block(path, block, sizes):
    """A file of one block that says that its values have these sizes."""
    with SectionWriter(path) as target:
        patched = PatchedWriter(target, "f/sizes", np.uint16)
        patched.append(np.array(sizes, dtype=np.int64))
        patched.finish()
        target.add("f/blocks", np.frombuffer(block, dtype=np.uint8))
        target.add("f/block.ends", np.array([0, len(block)], dtype=np.uint32))
        target.add("f/block.rows", np.array([0, len(sizes)], dtype=np.uint16))
        target.finish({})
    return StoredFields(SectionFile(path), "f/")


@given(st.lists(st.none() | st.text() | st.lists(st.text()), min_size=1, max_size=30))
def test_values_come_back(tmp_path_factory, values):
    file = _written(tmp_path_factory.mktemp("stored") / "x.segment", values)
    found = StoredFields(file, "f/")
    assert found.values(np.arange(len(values))) == values
    assert [found[row] for row in range(len(values))] == values


def test_a_long_value_of_one_letter_comes_back(tmp_path, monkeypatch):
    monkeypatch.setattr(stored_fields, "STORED_MOST_BYTES", 1 << 16)
    value = "a" * (1 << 18)
    file = _written(tmp_path / "x.segment", [value, "b"])
    assert len(file["f/blocks"]) > len(value) // 100
    assert StoredFields(file, "f/").values(np.array([0, 1])) == [value, "b"]


def test_a_few_bytes_cannot_ask_for_much_memory(tmp_path):
    size = 4 * STORED_MOST_BYTES
    block = zstandard.ZstdCompressor().compress(bytes(size))
    found = _of_block(tmp_path / "x.segment", block, [size])
    with pytest.raises(IndexCorrupt, match=r"x\.segment .* too large"):
        found[0]


@pytest.mark.parametrize("sizes", [[1], [3], [2, 1]])
def test_a_block_of_another_length_than_its_values_is_refused(tmp_path, sizes):
    block = zstandard.ZstdCompressor().compress(b" x")
    with pytest.raises(IndexCorrupt, match="not as long"):
        _of_block(tmp_path / "x.segment", block, sizes)[0]


def test_a_block_without_a_size_is_refused(tmp_path):
    block = zstandard.ZstdCompressor(write_content_size=False).compress(b" x")
    with pytest.raises(IndexCorrupt, match="not as long"):
        _of_block(tmp_path / "x.segment", block, [2])[0]


def test_what_was_never_compressed_is_refused(tmp_path):
    with pytest.raises(IndexCorrupt, match="compressed"):
        _of_block(tmp_path / "x.segment", b"nothing of zstd", [2])[0]


@pytest.mark.parametrize("value", ["x", ["x", 1], {"x": 1}, 7])
def test_a_value_of_another_shape_is_refused(tmp_path, value):
    file = _written(tmp_path / "x.segment", [value])
    found = StoredFields(file, "f/", typed_json.optional(typed_json.listed(typed_json.text)))
    with pytest.raises(IndexCorrupt, match=r"x\.segment"):
        found[0]
