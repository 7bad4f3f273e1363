import numpy as np
import pytest

from pressmark.corpus.errors import IndexCorrupt, IndexVersion
from pressmark.index.segment import array_file
from pressmark.index.segment.array_file import SectionFile, SectionWriter
from pressmark.index.storage.typed_json import any_object

ARRAYS = {
    "small": np.arange(5, dtype=np.uint8),
    "none": np.zeros(0, dtype=np.uint16),
    "large": np.arange(40000, dtype=np.uint32),
}


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "x.segment"
    with SectionWriter(path) as target:
        for name, values in ARRAYS.items():
            target.add(name, values)
        spool = target.spool(np.uint16)
        spool.append(np.array([1, 2]))
        spool.append(np.array([3]))
        target.add("spooled", spool)
        target.finish({"count": 5})
    return path


def test_what_was_written_is_read_back(path):
    file = SectionFile(path)
    for name, values in ARRAYS.items():
        assert file[name].all().dtype == values.dtype
        assert file[name].all().tolist() == values.tolist()
    assert file["spooled"].all().tolist() == [1, 2, 3]
    assert file["large"].slice(100, 103).tolist() == [100, 101, 102]
    assert file.meta(any_object) == {"count": 5}


def test_a_flipped_byte_anywhere_is_noticed_or_changes_nothing(path):
    whole = path.read_bytes()
    for place in [*range(0, len(whole), 997), *range(len(whole) - 600, len(whole))]:
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x41]) + whole[place + 1 :])
        try:
            file = SectionFile(path)
            assert all(file[n].all().tolist() == v.tolist() for n, v in ARRAYS.items())
        except IndexCorrupt as error:
            assert str(path) in error.message
        else:
            assert _is_padding(whole, place)


def _is_padding(whole: bytes, place: int) -> bool:
    return whole[place] == 0


def test_only_the_page_that_is_damaged_is_refused(path):
    whole = bytearray(path.read_bytes())
    whole[100_000] ^= 1
    path.write_bytes(whole)
    large = SectionFile(path)["large"]
    assert large.slice(0, 10).tolist() == list(range(10))
    with pytest.raises(IndexCorrupt, match=r"x\.segment"):
        large.slice(24_000, 25_000)


def test_a_file_cut_short_anywhere_is_refused(path):
    whole = path.read_bytes()
    for size in [*range(0, len(whole), 1009), *range(len(whole) - 50, len(whole))]:
        path.write_bytes(whole[:size])
        with pytest.raises(IndexCorrupt, match=r"x\.segment"):
            SectionFile(path)["large"].all()


def test_a_file_of_another_format_is_refused(path, monkeypatch):
    monkeypatch.setattr(array_file, "VERSION", array_file.VERSION + 1)
    with pytest.raises(IndexVersion, match=rf"format {array_file.VERSION - 1}"):
        SectionFile(path)


def test_a_section_that_is_missing_names_the_file(path):
    with pytest.raises(IndexCorrupt, match=r"x\.segment"):
        SectionFile(path)["other"]


def test_nothing_is_left_of_a_file_whose_writing_failed(tmp_path):
    path = tmp_path / "x.segment"
    with pytest.raises(RuntimeError), SectionWriter(path):
        raise RuntimeError
    assert not path.exists()
