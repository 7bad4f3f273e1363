from dataclasses import replace

import pytest

from pressmark.corpus.errors import IndexCorrupt, PressmarkError
from pressmark.index import Index
from pressmark.index.storage import manifest


@pytest.fixture
def filled(index, news):
    """An index of two commits."""
    for name in "ab":
        (news / f"{name}.txt").write_text(f"Title {name}\nParagraph {name}")
        index.add([news])
    return index


def engine_files(index):
    return [index.path / name for name in manifest.read(index.path).segments["files"]]


def line_files(index):
    names = [file.name for file in manifest.read(index.path).files]
    return [index.path / name for name in names if name.startswith(("lines-", "learned-"))]


def test_a_file_cut_short_or_gone_is_named_when_the_index_is_opened(filled):
    committed = [filled.path / file.name for file in manifest.read(filled.path).files]
    assert len(committed) > 4
    for path in committed:
        content = path.read_bytes()
        path.write_bytes(content[:-1])
        with pytest.raises(IndexCorrupt, match=path.name):
            Index.open(filled.path)
        path.unlink()
        with pytest.raises(IndexCorrupt, match=path.name):
            Index.open(filled.path)
        path.write_bytes(content)
    Index.open(filled.path)


def test_garbage_in_place_of_a_segment_raises_index_corrupt(filled):
    for path in engine_files(filled):
        path.write_bytes(b"\xff" * path.stat().st_size)
    with pytest.raises(IndexCorrupt), Index.open(filled.path).searcher():
        pass


def test_the_next_commit_deletes_files_that_no_manifest_lists(filled, news):
    for path in engine_files(filled):
        (filled.path / path.name.replace("-", "-9")).write_text("left behind by a crash")
    for name in ("sources-9.jsonl", "lines-9-1.run", "learned-9.json"):
        (filled.path / name).write_text("left behind by a crash")
    (filled.path / "mine.txt").write_text("not Pressmark's")
    (news / "c.txt").write_text("Title c\nParagraph c")
    assert filled.add([news]).added == 1
    kept = {manifest.NAME, "writer.lock", "sources-0.jsonl", "mine.txt"}
    kept |= {file.name for file in manifest.read(filled.path).files}
    assert {path.name for path in filled.path.iterdir()} == kept
    assert filled.stats().articles == 3


def test_a_reader_keeps_its_generation_while_others_commit(filled, news):
    searcher = filled.searcher()
    with filled.reader() as reader:
        filled.delete(str(news))
        assert reader.doc_count() == searcher.doc_count() == 4
        assert {row["text"] for row in searcher.documents(ordinal=1)} == {
            "Paragraph a",
            "Paragraph b",
        }
        assert not searcher.up_to_date()
        with searcher.refresh() as fresh:
            assert fresh.doc_count() == 0


def test_a_directory_taken_away_is_a_plain_error(filled):
    for path in filled.path.iterdir():
        path.unlink()
    with pytest.raises(PressmarkError):
        filled.searcher()


@pytest.mark.parametrize("way", ["../letter.txt", "sources-/../../sources-letter.jsonl"])
def test_a_manifest_cannot_name_a_file_outside_as_the_list_of_sources(filled, tmp_path, news, way):
    (filled.path / "sources-").mkdir()
    letter = (filled.path / way).resolve()
    letter.write_bytes(b"")
    position = {"file": way, "length": 0, "checksum": 0}
    manifest.write(filled.path, replace(manifest.read(filled.path), sources=position))
    before = sorted(filled.path.iterdir())
    for harm in (lambda: Index.open(filled.path), lambda: filled.add([news])):
        with pytest.raises(IndexCorrupt, match=r"pressmark\.json names"):
            harm()
    assert letter.read_bytes() == b""
    assert sorted(filled.path.iterdir()) == before


@pytest.mark.parametrize("field", ["name", "deletions"])
@pytest.mark.parametrize("way", ["../letter.txt", "paragraphs-/../../paragraphs-letter.segment"])
def test_a_manifest_cannot_name_a_file_outside_as_a_segment(filled, field, way):
    present = manifest.read(filled.path)
    entries = [entry | {field: way} for entry in present.segments["entries"]]
    segments = {**present.segments, "entries": entries}
    manifest.write(filled.path, replace(present, segments=segments))
    with pytest.raises(IndexCorrupt, match=r"pressmark\.json names"):
        Index.open(filled.path).searcher()


def test_verify_names_each_damaged_file_of_lines(filled):
    paths = line_files(filled)
    assert len(paths) > 1
    for path in paths:
        path.write_bytes(bytes([path.read_bytes()[0] ^ 1]) + path.read_bytes()[1:])
    messages = [str(error) for error in filled.verify()]
    assert len(messages) == len(paths)
    assert all(any(path.name in line for line in messages) for path in paths)


@pytest.mark.parametrize("name", ["../letter.txt", "learned-/../../letter.json"])
def test_a_manifest_cannot_name_a_file_outside_as_what_was_learned(filled, name):
    present = manifest.read(filled.path)
    lines = {**present.lines, "known": {**present.lines["known"], "name": name}}
    manifest.write(filled.path, replace(present, lines=lines))
    with pytest.raises(IndexCorrupt, match="letter"):
        Index.open(filled.path)


@pytest.mark.parametrize("name", ["../letter.txt", "lines-/../../letter.run", "lines-1-1.run"])
def test_a_manifest_cannot_name_a_file_outside_or_one_twice_as_line_counts(filled, name):
    present = manifest.read(filled.path)
    runs = [{**present.lines["runs"][0], "name": each} for each in (name, "lines-1-1.run")]
    manifest.write(filled.path, replace(present, lines={**present.lines, "runs": runs}))
    with pytest.raises(IndexCorrupt, match=r"pressmark\.json names"):
        Index.open(filled.path)
