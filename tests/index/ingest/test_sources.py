import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pressmark.corpus.errors import IndexCorrupt
from pressmark.corpus.read_position import Position, Unit
from pressmark.index.ingest import sources
from pressmark.index.ingest.sources import GONE, Sources
from pressmark.index.ingest.stamps import Partial, Stamp, stamp_of
from pressmark.index.ingest.unread_files import by_reason
from pressmark.index.storage import files
from pressmark.index.storage.files import CommittedFile

SIZES = st.integers(0, 2**62)
DIGESTS = st.text("0123456789abcdef")
units = st.lists(st.builds(Unit, SIZES, SIZES), max_size=3).map(tuple)
partials = st.builds(Partial, DIGESTS, st.builds(Position, units, SIZES))
problems = st.none() | st.tuples(
    st.sampled_from(["is empty", "line 3 is cut", "line 4 is cut"]), st.just("")
)
stamps = st.builds(
    Stamp,
    SIZES,
    SIZES,
    DIGESTS,
    SIZES,
    st.none() | partials,
    problem=problems,
    empty=st.sampled_from(["", "holds no records"]),
)
names = st.sampled_from(["/a", "/b", "/c/d", "/é", "/\udcff"])
ids = st.frozensets(st.sampled_from("1234"))
commits = st.lists(st.lists(st.tuples(names, st.none() | stamps | ids), max_size=5), max_size=5)


@settings(max_examples=40)
@given(commits, st.integers(0, 3))
def test_the_list_equals_a_dict(tmp_path_factory, changes, worth_rewriting):
    folder = tmp_path_factory.mktemp("index")
    position, stamps, removed = sources.create(folder), {}, {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sources, "REWRITE_THRESHOLD", worth_rewriting)
        for generation, change in enumerate(changes, 1):
            batch = Sources(folder, position)
            for path, what in change:
                if what is None:
                    batch.forget(path)
                    if stamps.pop(path, None):
                        removed[GONE] = removed.get(GONE, frozenset()) | removed.pop(path, set())
                elif isinstance(what, Stamp):
                    batch.put(path, what)
                    stamps[path] = what
                elif path in stamps:
                    batch.remove(path, what)
                    removed[path] = removed.get(path, frozenset()) | what
                else:
                    batch.restore(what)
                    removed = {of: ids - what for of, ids in removed.items()}
            for path in ("/a", "/b", "/c/d"):
                found = batch.get(path), batch.removed(path)
                assert found == (stamps.get(path), removed.get(path, set()))
            position = batch.seal(generation)
            files.sweep(folder, [CommittedFile(files.SOURCES, position["file"], 0, 0)])
            with (folder / position["file"]).open("ab") as file:
                file.write(b"what a crash left behind")
    known = Sources(folder, position)
    assert {path: known.get(path) for path in known.paths()} == stamps
    found = {path: ids for path, ids in known.all_removed().items() if ids}
    assert found == {path: ids for path, ids in removed.items() if ids}
    assert set(known.stale()) == {path for path, stamp in stamps.items() if not stamp.digest}
    assert known.unread() == by_reason(
        (path, stamp.unread) for path, stamp in stamps.items() if stamp.unread
    )
    assert len(list(folder.iterdir())) == 1


def test_a_changed_byte_or_a_missing_file_raises_index_corrupt(tmp_path):
    batch = Sources(tmp_path, sources.create(tmp_path))
    batch.put("/a", Stamp(1, 2, "3", 4))
    position = batch.seal(1)
    path = tmp_path / position["file"]
    content = path.read_bytes()
    for damaged in (content.replace(b"1", b"7"), content[:-1], b""):
        path.write_bytes(damaged)
        with pytest.raises(IndexCorrupt, match=path.name):
            Sources(tmp_path, position).get("/a")
    path.unlink()
    with pytest.raises(IndexCorrupt, match=path.name):
        Sources(tmp_path, position).get("/a")


def test_the_time_of_a_file_just_changed_is_not_trusted(tmp_path):
    path = tmp_path / "a"
    path.write_text("x")
    assert stamp_of(path, path.stat()).mtime_ns == 0
    os.utime(path, ns=(10**18, 10**18))
    assert stamp_of(path, path.stat()).mtime_ns == 10**18
