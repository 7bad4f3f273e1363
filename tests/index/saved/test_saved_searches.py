import sqlite3
from datetime import UTC, datetime

import pytest

from pressmark.corpus.errors import AskError, IndexBusy, IndexCorrupt
from pressmark.index import Index
from pressmark.index.saved.saved_file import NAME, SavedFile
from pressmark.index.saved.saved_searches import SavedSearch, SavedSearches

NOON = datetime(2024, 1, 1, 12, tzinfo=UTC)
FERRY = SavedSearch("ferry", "ferry OR boat", NOON)
TRAM = SavedSearch("der Tram", "tram -ferry", NOON, all_words=True)


def shown_by(saved):
    """The ids that the search `ferry` has shown, none where there is no such search."""
    by_name = {search.name: ids for search, ids in saved.with_shown().items()}
    return by_name.get("ferry", frozenset())


@pytest.fixture
def saved(index):
    return index.saved_searches


def test_nothing_is_saved_at_first(saved):
    assert saved.list() == ()
    assert shown_by(saved) == frozenset()


def test_searches_are_kept_by_name_with_what_they_have_shown(index, saved):
    assert not saved.save(FERRY, ["a", "b"])
    assert not saved.save(TRAM, [])
    other = Index.open(index.path).saved_searches
    assert other.list() == (TRAM, FERRY)
    assert shown_by(other) == {"a", "b"}
    assert saved.save(SavedSearch("ferry", "ferry", NOON), ["c"])
    assert shown_by(other) == {"c"}
    other.forget("ferry")
    assert saved.list() == (TRAM,)
    assert shown_by(saved) == frozenset()


def test_what_is_shown_is_kept_unless_showing_it_fails(saved):
    saved.save(FERRY, ["a"])
    with pytest.raises(OSError, match="pipe"), saved.looking("ferry") as look:
        look.now_shown.update({"b"})
        raise OSError("pipe")
    assert shown_by(saved) == {"a"}
    with saved.looking("ferry") as look:
        assert look.search == FERRY
        look.now_shown.update({"b"})
    assert shown_by(saved) == {"a", "b"}


@pytest.mark.parametrize("error", [UnicodeError, OverflowError, sqlite3.Error])
def test_errors_of_whoever_shows_hits_are_not_those_of_a_damaged_file(saved, error):
    saved.save(FERRY, ["a"])
    with pytest.raises(error), saved.looking("ferry"):
        raise error


def test_a_query_that_is_no_text_is_not_saved(saved):
    with pytest.raises(AskError, match="no text"):
        saved.save(SavedSearch("bytes", "f\udc80rry", NOON), [])
    assert saved.list() == ()


def test_one_process_looks_at_a_time(index, saved):
    saved.save(FERRY, [])
    other = Index.open(index.path, wait=0).saved_searches
    with saved.looking("ferry"), pytest.raises(IndexBusy), other.looking("ferry"):
        pass


@pytest.mark.parametrize("name", ["", " ferry", "a\nb", "x" * 101])
def test_a_name_is_a_short_line(saved, name):
    with pytest.raises(AskError, match="cannot be named"):
        saved.save(SavedSearch(name, "ferry", NOON), [])


def test_an_unknown_name_is_answered_with_the_known_ones(saved):
    with pytest.raises(AskError, match="no saved search 'boat'") as refused:
        saved.forget("boat")
    assert "pressmark save" in refused.value.hint
    saved.save(FERRY, [])
    with pytest.raises(AskError, match="no saved search 'boat'") as refused, saved.looking("boat"):
        pass
    assert refused.value.hint == "The saved searches are ferry."


def test_they_survive_indexing_compacting_and_a_moved_folder(index, news, saved):
    saved.save(FERRY, ["a"])
    for number in range(3):
        (news / f"{number}.txt").write_text(f"Pier {number}\nIt is closed.")
        index.add(news)
    index.delete(str(news / "1.txt"))
    index.compact()
    moved = index.path.rename(index.path.with_name("moved"))
    assert shown_by(Index.open(moved).saved_searches) == {"a"}
    for path in moved.iterdir():
        if "saved" not in path.name:
            path.unlink()
    assert Index.create(moved).saved_searches.list() == (FERRY,)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE VIEW more AS SELECT 1",
        "CREATE TRIGGER more AFTER INSERT ON shown BEGIN SELECT 1; END",
        "DROP TABLE shown",
        "CREATE TABLE more (a)",
    ],
)
def test_a_database_of_a_stranger_is_refused(index, saved, statement):
    saved.save(FERRY, [])
    database = sqlite3.connect(index.path / NAME)
    database.execute(statement)
    database.commit()
    database.close()
    with pytest.raises(IndexCorrupt, match="other tables"):
        saved.list()


def test_a_damaged_file_is_named(index, saved):
    saved.save(FERRY, ["a" * 12])
    content = (index.path / NAME).read_bytes()
    for cut in (b"no database", content[:100], content[: len(content) // 2]):
        (index.path / NAME).write_bytes(cut)
        with pytest.raises(IndexCorrupt, match="saved searches"):
            shown_by(saved)
    for place in range(0, len(content), 7):
        (index.path / NAME).write_bytes(content[:place] + b"\xff" + content[place + 1 :])
        try:
            saved.list(), shown_by(saved)
        except IndexCorrupt:
            continue


def test_a_link_in_place_of_the_file_is_refused(index, saved, tmp_path):
    saved.save(FERRY, [])
    (index.path / NAME).rename(tmp_path / "elsewhere")
    (index.path / NAME).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(IndexCorrupt, match="is a link"):
        saved.list()


def test_all_searches_are_read_at_once(index):
    reads = []

    class Counting:
        def read(self):
            reads.append(1)
            return SavedFile(index.path, 0).read()

    index.saved_searches.save(FERRY, ["a"])
    index.saved_searches.save(TRAM, ["b"])
    kept = SavedSearches(Counting()).with_shown()
    assert list(kept.items()) == [(TRAM, {"b"}), (FERRY, {"a"})]
    assert len(reads) == 1
