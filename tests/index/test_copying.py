from dataclasses import replace
from datetime import UTC, datetime

import pytest

from pressmark.corpus.errors import AskError
from pressmark.corpus.model import Article
from pressmark.index import Index
from pressmark.index.copying import copy_index
from pressmark.index.saved.saved_searches import SavedSearch


@pytest.fixture
def filled(index, news):
    (news / "a.txt").write_text("A\none\n\nB\ntwo")
    (news / "b.txt").write_text("C\nthree")
    index.add([news])
    index.add_articles([Article.from_text("four", title="D", url="https://a/4")], origin="wire")
    index.delete(str(news / "b.txt"))
    index.mark_lines(allow=["Stay."], block=["Go."])
    search = SavedSearch("ferries", "ferry", datetime(2024, 5, 1, tzinfo=UTC), all_words=True)
    index.saved_searches.save(search, ["shown"])
    index.keep_spellings(index.kept_spellings().with_group(["Kyiv", "Kiev"]))
    return index


@pytest.fixture
def target(filled, tmp_path):
    return Index.create(tmp_path / "copy", language=filled.language)


def articles(index):
    with index._articles() as found:
        return {rows[0]["article"]: index.get(rows[0]["article"]) for rows in found.everything()}


def test_a_copy_has_the_same_articles_counts_files_and_lines(filled, target, news):
    assert copy_index(filled, target) == (3, 0)
    assert articles(target) == articles(filled)
    stats = [replace(i.stats(), path="", committed=None, size_bytes=0) for i in (filled, target)]
    assert stats[0] == stats[1]
    assert target._file_lines() == filled._file_lines()
    assert target.boilerplate().allowed == ("Stay.",)
    assert target.boilerplate().blocked == ("Go.",)
    assert target.kept_spellings() == filled.kept_spellings()
    assert target.saved_searches.with_shown() == filled.saved_searches.with_shown() != {}
    assert target.add([news / "a.txt"]).unchanged == 2


def test_saved_searches_of_the_target_stay(filled, target):
    (search,) = filled.saved_searches.list()
    other = replace(search, query="bridge")
    target.saved_searches.save(other, ["seen"])
    target.saved_searches.save(replace(search, name="more"), [])
    copy_index(filled, target)
    mine = target.saved_searches.with_shown()
    assert mine == {other: {"seen"}, replace(search, name="more"): frozenset()}


def test_what_either_index_has_shown_of_one_search_counts_as_shown(filled, target):
    (search,) = filled.saved_searches.list()
    target.saved_searches.save(replace(search, saved=datetime(2024, 1, 1, tzinfo=UTC)), ["seen"])
    for _ in range(2):
        copy_index(filled, target)
    assert list(target.saved_searches.with_shown().values()) == [{"seen", "shown"}]


def test_copying_again_copies_what_is_new_or_changed(filled, target, news):
    copy_index(filled, target)
    assert copy_index(filled, target) == (0, 3)
    (news / "a.txt").write_text("A\none\n\nB\ntwo and more")
    filled.add([news / "a.txt"])
    copied = copy_index(filled, target)
    assert copied.copied
    assert copied.copied + copied.unchanged == 3
    assert articles(filled).items() <= articles(target).items()


def test_an_interrupted_copy_goes_on(filled, target, monkeypatch):
    class Stopped(Exception):  # noqa: N818
        pass

    def stop(done):
        if done == 2:
            raise Stopped

    monkeypatch.setattr("pressmark.index.copying.TOGETHER", 1)
    monkeypatch.setattr("pressmark.index.copying.CHECKPOINT_SECONDS", 0.0)
    with pytest.raises(Stopped):
        copy_index(filled, target, stop)
    assert len(articles(target)) == 1
    assert copy_index(filled, target) == (2, 1)
    assert articles(target) == articles(filled)


def test_indexes_of_two_languages_are_not_mixed(filled, tmp_path):
    with pytest.raises(AskError):
        copy_index(filled, Index.create(tmp_path / "german", language="de"))
