import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.corpus.errors import IndexCorrupt, IndexMissing, IndexStateError, IndexVersion
from pressmark.index.statistics import Tally
from pressmark.index.storage import manifest
from pressmark.index.storage.manifest import Manifest

FIRST = Manifest(
    generation=3,
    language="en",
    committed="2024-01-01T00:00:00+00:00",
    tally=Tally(articles=1).to_json(),
    segments={
        "entries": [],
        "families": "",
        "families_checksum": 0,
        "families_known": True,
        "files": {},
    },
    sources={"file": "sources-3.jsonl", "length": 0, "checksum": 0},
    lines={"runs": [], "known": {"name": "learned-3.json", "size": 0, "checksum": 0}},
)


def test_what_was_written_is_read(tmp_path):
    manifest.write(tmp_path, FIRST)
    assert manifest.read(tmp_path) == FIRST
    assert [path.name for path in tmp_path.iterdir()] == [manifest.NAME]


def test_each_manifest_has_another_stamp_than_the_one_before_it(tmp_path):
    stamps = []
    for _ in range(3):
        manifest.write(tmp_path, FIRST)
        stamps.append(manifest.stamp(tmp_path))
    assert stamps[0] != stamps[1] != stamps[2]
    assert manifest.stamp(tmp_path) == stamps[2]


def test_a_missing_index_raises_index_missing(tmp_path):
    with pytest.raises(IndexMissing) as missing:
        manifest.read(tmp_path / "nowhere")
    with pytest.raises(IndexMissing):
        manifest.stamp(tmp_path / "nowhere")
    assert "nowhere" in str(missing.value) and "pressmark index" in missing.value.hint


def test_a_file_in_place_of_the_directory_is_no_index(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(IndexMissing):
        manifest.read(tmp_path / "file")


@pytest.mark.parametrize(
    ("number", "made_by", "hint"),
    [(99, "a newer Pressmark", "Use that one, or"), (1, "an older Pressmark", "Index your files")],
)
def test_another_format_is_named_and_whether_it_is_newer(tmp_path, number, made_by, hint):
    manifest.write(tmp_path, FIRST)
    outer = json.loads((tmp_path / manifest.NAME).read_text()) | {"format": number, "more": 1}
    (tmp_path / manifest.NAME).write_text(json.dumps(outer))
    with pytest.raises(IndexVersion, match=rf"{made_by} \(format {number},") as caught:
        manifest.read(tmp_path)
    assert caught.value.hint.startswith(hint)


@pytest.mark.parametrize(
    "garbage", [b"", b"{}", b"[]", b"null", b"\xff\xfe", b'{"format": %d}' % manifest.FORMAT]
)
def test_garbage_raises_index_corrupt(tmp_path, garbage):
    (tmp_path / manifest.NAME).write_bytes(garbage)
    with pytest.raises(IndexCorrupt, match=manifest.NAME):
        manifest.read(tmp_path)


@given(place=st.integers(0, 10_000), value=st.integers(0, 255), cut=st.booleans())
def test_a_changed_byte_or_a_cut_never_gives_another_manifest(tmp_path_factory, place, value, cut):
    folder = tmp_path_factory.mktemp("index")
    manifest.write(folder, FIRST)
    path = folder / manifest.NAME
    content = bytearray(path.read_bytes())
    place %= len(content)
    path.write_bytes(
        content[:place] if cut else content[:place] + bytes([value]) + content[place + 1 :]
    )
    try:
        assert manifest.read(folder) == FIRST
    except IndexStateError as error:
        assert "pressmark.json" in str(error) or "Pressmark (format" in str(error)
