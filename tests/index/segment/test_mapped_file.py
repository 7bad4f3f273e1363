import os
import shutil

import pytest

from pressmark.corpus.errors import IndexCorrupt
from pressmark.index import Index
from pressmark.index.segment import mapped_file
from pressmark.index.segment.mapped_file import FileContent
from pressmark.index.storage import manifest
from pressmark.search import search


@pytest.fixture(params=[0, mapped_file.READ_WHOLE], ids=["mapped", "in memory"])
def kept(request, monkeypatch):
    """How the files of an index are held."""
    monkeypatch.setattr(mapped_file, "READ_WHOLE", request.param)


@pytest.fixture
def filled(kept, tmp_path):
    (tmp_path / "news").mkdir()
    lines = "\n\n".join(
        f"The ferry number {n} sails to the island of {n * n}." for n in range(3000)
    )
    (tmp_path / "news" / "a.txt").write_text(lines)
    index = Index.create(tmp_path / "index")
    index.add(tmp_path / "news")
    return index


def largest(index):
    files = manifest.read(index.path).segments["files"]
    return index.path / max(files, key=files.__getitem__)


def cut(path):
    os.truncate(path, 10)


def empty(path):
    os.truncate(path, 0)


def take_away(path):
    path.unlink()


def overwrite(path):
    with path.open("r+b") as file:
        file.write(bytes(path.stat().st_size))


def make_a_link(path):
    path.rename(path.with_suffix(".elsewhere"))
    path.symlink_to(path.with_suffix(".elsewhere"))


HARMS = (cut, empty, take_away, overwrite, make_a_link)


@pytest.mark.parametrize("harm", HARMS)
def test_harm_to_an_open_file_is_noticed_by_the_next_search_and_its_repair_too(filled, harm):
    path, found = largest(filled), search(filled, "ferry island").total_paragraphs
    backup = shutil.copy2(path, path.with_suffix(".backup"))
    harm(path)
    for _ in range(2):
        with pytest.raises(IndexCorrupt, match=path.name):
            search(filled, "ferry island")
    path.unlink(missing_ok=True)
    shutil.copy2(backup, path)
    assert search(filled, "ferry island").total_paragraphs == found == 3000


@pytest.mark.parametrize("harm", [cut, empty])
def test_what_is_first_read_after_a_file_was_cut_short_is_an_error_or_right(filled, harm):
    with filled.reader() as reader:
        harm(largest(filled))
        try:
            right = [row["text"] for _, row in reader.iter_docs()]
        except IndexCorrupt as error:
            assert "cut short" in error.message
        else:
            assert len(right) == 3000


def test_a_file_that_is_only_touched_is_read_as_before(filled):
    os.utime(largest(filled), (1, 1))
    assert search(filled, "ferry island").total_paragraphs == 3000


def test_a_small_file_is_not_mapped(tmp_path, monkeypatch):
    monkeypatch.setattr(mapped_file, "READ_WHOLE", 3)
    for size, kind in ((3, bytes), (4, mapped_file.mmap.mmap)):
        (tmp_path / "file").write_bytes(bytes(size))
        opened = FileContent(tmp_path / "file")
        assert type(opened.data) is kind and opened.data[:] == bytes(size)
        assert opened.whole and opened.unchanged
        opened.forget()
