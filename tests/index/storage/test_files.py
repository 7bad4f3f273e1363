import zlib

import pytest

from pressmark.corpus.errors import IndexCorrupt
from pressmark.index.storage import files
from pressmark.index.storage.files import CommittedFile


def committed(kind, name):
    return CommittedFile(kind, name, 4, zlib.crc32(b"news"))


LEARNED = committed(files.LEARNED_LINES, "learned-1.json")
SOURCES = committed(files.SOURCES, "sources-1.jsonl")


@pytest.mark.parametrize("file", [LEARNED, SOURCES])
@pytest.mark.parametrize("content", [b"new", b"", None])
def test_a_file_that_is_short_or_gone_is_named(tmp_path, file, content):
    path = tmp_path / file.name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(IndexCorrupt, match=file.name):
        files.check(tmp_path, [file])
    with pytest.raises(IndexCorrupt, match=file.name):
        files.read(path, file.size, file.checksum)


def test_only_a_log_may_be_longer_than_committed(tmp_path):
    for file in (LEARNED, SOURCES):
        (tmp_path / file.name).write_bytes(b"news and more")
    files.check(tmp_path, [SOURCES])
    assert files.read(tmp_path / SOURCES.name, SOURCES.size, SOURCES.checksum) == b"news"
    with pytest.raises(IndexCorrupt, match="13 bytes instead of 4"):
        files.check(tmp_path, [LEARNED])


def test_other_content_of_the_same_size_is_damage(tmp_path):
    (tmp_path / SOURCES.name).write_bytes(b"nows")
    with pytest.raises(IndexCorrupt, match=SOURCES.name):
        files.read(tmp_path / SOURCES.name, SOURCES.size, SOURCES.checksum)


def test_sweeping_deletes_files_of_an_index_that_are_not_committed(tmp_path):
    swept = ["paragraphs-1-2.segment", "paragraphs-1-2-3.deleted", "paragraphs-1.families"]
    swept += ["lines-1-2.run", "learned-2.json", "sources-2.jsonl"]
    kept = [LEARNED.name, SOURCES.name, "lines-1.run", "learned-2.json.bak", "mine.txt"]
    for name in swept + kept:
        (tmp_path / name).touch()
    files.sweep(tmp_path, [LEARNED, SOURCES])
    assert {path.name for path in tmp_path.iterdir()} == set(kept)
