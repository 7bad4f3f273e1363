"""What becomes of an article that two writers change before either has committed."""

import random
from dataclasses import replace

import pytest

from pressmark.corpus import Article
from pressmark.corpus.errors import IndexBusy
from pressmark.index.opensearch import state, sweep, writers


def story(number, change=""):
    """A text long enough to have a fingerprint."""
    words = random.Random(number)
    sentences = [
        " ".join("".join(words.choices("abcdefghik", k=6)) for _ in range(9)) for _ in range(40)
    ]
    return ". ".join([*sentences, change]) + "."


def article(text, title, **more):
    return replace(Article.from_text(text, title=title), **more)


def begun(index, *articles, origin="first"):
    """A transaction that has put articles in, to be ended by the test."""
    entered = index._changing()
    ingest = index._ingest(entered.__enter__(), None, None, 1, None)
    ingest.add_articles(iter(articles), origin)
    return entered


def sources(index):
    with index.view() as view:
        return [hit["_source"] for hit in view.hits()]


def titles(index):
    return sorted(each["stored"]["title"] for each in sources(index))


def families(index):
    return {each["stored"]["title"]: each.get("family", "") for each in sources(index)}


@pytest.fixture
def old(index):
    """An index with one article, of key 1."""
    index.add_articles([article(story(1), "Old", key="1")], origin="first")
    return index


def test_an_article_that_is_replaced_while_a_copy_of_it_is_added_is_there_once(old):
    writer = begun(old, article(story(2), "New", key="1"))
    old.add_articles([article(story(1, "copied"), "Copy")], origin="second")
    writer.__exit__(None, None, None)
    assert titles(old) == ["Copy", "New"]
    assert old.verify() == ()


def test_an_article_that_is_removed_while_a_copy_of_it_is_added_stays_removed(old):
    id_ = sources(old)[0]["article"]
    writer = old._changing()
    assert writer.__enter__().remove("article", id_) == 1
    old.add_articles([article(story(1, "copied"), "Copy")], origin="second")
    writer.__exit__(None, None, None)
    assert titles(old) == ["Copy"]
    assert old.verify() == ()


def test_an_article_that_two_writers_remove_is_counted_once(old):
    id_ = sources(old)[0]["article"]
    old.add_articles([article(story(3), "Other", key="3")], origin="third")
    writer = old._changing()
    assert writer.__enter__().remove("article", id_) == 1
    assert old.delete(id_) == 1
    writer.__exit__(None, None, None)
    assert titles(old) == ["Other"]
    assert old.verify() == ()


def meeting(monkeypatch, meet):
    """Have `meet` commit just before the next commit would be made."""
    put, waiting = state.put, [meet]

    def put_later(*arguments):
        if waiting:
            waiting.pop()()
        return put(*arguments)

    monkeypatch.setattr(state, "put", put_later)


def test_a_group_that_two_writers_join_at_once_has_each_article_once(old, monkeypatch):
    writer = begun(old, article(story(1, "first"), "First copy"), origin="second")
    second = article(story(1, "second"), "Second copy")
    meeting(monkeypatch, lambda: old.add_articles([second], origin="third"))
    writer.__exit__(None, None, None)
    assert titles(old) == ["First copy", "Old", "Second copy"]
    assert len(set(families(old).values())) == 1
    assert old.verify() == ()


def test_a_commit_that_is_tried_again_keeps_its_groups_whole(old, monkeypatch):
    copies = [article(story(1, each), f"Copy {each}") for each in ("one", "two", "three")]
    writer = begun(old, *copies, origin="second")
    meeting(monkeypatch, lambda: begun(old, origin="third"))
    writer.__exit__(None, None, None)
    assert len(set(families(old).values())) == 1
    assert old.verify() == ()


def test_a_group_is_left_by_what_was_copied_from_an_article_that_was_replaced(old, monkeypatch):
    writer = begun(old, article(story(1, "first"), "Copy"), origin="second")
    replaced = article(story(2), "New", key="1")
    meeting(monkeypatch, lambda: old.add_articles([replaced], origin="first"))
    writer.__exit__(None, None, None)
    assert families(old) == {"Copy": "", "New": ""}
    assert old.verify() == ()


def test_what_a_writer_commits_while_it_is_taken_for_ended_is_kept(old, monkeypatch):
    writer = begun(old, article(story(4), "Late"), origin="second")

    def ended(*_):
        pending = list(state.read(old.cluster, old.names).state.pending)
        writer.__exit__(None, None, None)
        return pending

    monkeypatch.setattr(writers, "ended", ended)
    sweep.give_up_ended(old.cluster, old.names)
    assert titles(old) == ["Late", "Old"]
    assert old.verify() == ()


def test_a_writer_that_was_given_up_long_ago_does_not_take_its_commit_for_made(old):
    writer = begun(old, article(story(5), "Late"), origin="second")
    forgotten = state.replace_state(
        old.cluster, old.names, lambda now: replace(now, pending={}), 5.0
    )
    assert not forgotten.unseen
    with pytest.raises(IndexBusy):
        writer.__exit__(None, None, None)
