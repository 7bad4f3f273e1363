import pytest

from pressmark.corpus.errors import ArticleNotFound, IndexExists, IndexMissing
from pressmark.index import Index
from pressmark.index.storage import manifest


def texts(index, **terms):
    with index.searcher() as searcher:
        return sorted(hit["text"] for hit in searcher.documents(**terms))


def test_what_was_added_is_there_with_its_removals(index, news):
    (news / "a.txt").write_text("Ferry resumes\nIt sails again.\n- Share this")
    report = index.add([news])
    assert (report.added, report.paragraphs, dict(report.removed_by_rule)) == (1, 2, {"noise": 1})
    found = index.get(str(news / "a.txt"))
    assert [block.text for block in found.paragraphs] == ["Ferry resumes", "It sails again."]
    assert found.removals[0].block.text == "- Share this"
    assert found.removals[0].repeats == found.paragraphs[0]


def test_articles_that_are_left_without_text_are_counted_with_the_cause(index, news):
    (news / "a.txt").write_text("Ferry resumes\n- Share this")
    (news / "b.txt").write_text("Ferry stops")
    (news / "c.txt").write_text("Ferry waits\nFor the tide.")
    assert index.add([news]).without_text == {"noise": 1, "empty": 1}


def test_unchanged_files_are_not_read_again_and_changed_ones_are_replaced(index, news):
    (news / "a.txt").write_text("A\none")
    (news / "b.txt").write_text("B\ntwo")
    index.add([news])
    (news / "b.txt").write_text("B\nthree")
    report = index.add([news])
    assert (report.added, report.replaced, report.unchanged) == (0, 1, 1)
    assert texts(index) == ["A", "B", "one", "three"]


def test_prune_drops_what_is_no_longer_there_and_nothing_else_does(index, news):
    (news / "a.txt").write_text("A\none")
    (news / "b.txt").write_text("B\ntwo")
    index.add([news])
    (news / "b.txt").unlink()
    assert index.add([news]).pruned == 0
    assert index.add([news], prune=True).pruned == 1
    assert texts(index) == ["A", "one"]


def test_an_open_index_serves_the_newest_commit(index, news):
    other = Index.open(index.path)
    (news / "a.txt").write_text("A\none")
    index.add([news])
    assert texts(other) == ["A", "one"]


def test_an_article_is_removed_by_the_start_of_its_id(index, news):
    (news / "a.txt").write_text("A\none")
    index.add([news])
    assert index.delete(index.get(str(news / "a.txt")).id[:6]) == 1
    assert (index.stats().articles, texts(index)) == (0, [])
    with pytest.raises(ArticleNotFound):
        index.delete(str(news / "a.txt"))


def test_create_does_not_overwrite_and_open_does_not_create(index, tmp_path):
    with pytest.raises(IndexExists):
        Index.create(index.path)
    with pytest.raises(IndexMissing):
        Index.open(tmp_path / "none")


def test_create_goes_on_where_a_crash_left_off(tmp_path):
    (tmp_path / manifest.NEW).write_text('{"format"')
    assert Index.create(tmp_path).stats().articles == 0
    assert not (tmp_path / manifest.NEW).exists()
