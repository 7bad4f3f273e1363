"""`new_hits` against a model: each new hit once, none twice, none missed."""

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from memory_engine import MemoryEngine

from pressmark.corpus.errors import AskError
from pressmark.corpus.model import Article, Block, Kind
from pressmark.index import Index
from pressmark.search import new_hits, save_search, saved_news, search

pytestmark = pytest.mark.slow

COMMITS = 50
WORDS = ("ferry", "tram", "bridge")
IDS = st.integers(0, 11)
CHANGES = st.lists(
    st.tuples(IDS, st.sampled_from((*WORDS, "")), st.booleans()), min_size=COMMITS, max_size=COMMITS
)
"""For each commit an article, its only word (none removes it), and whether to look then."""


def article(number, text):
    url = f"https://pier.example/{number}"
    return Article.from_text(f"{text} sails at {number}", url=url)


def look(index, name):
    with new_hits(index, name) as news:
        return [hit.article.url for hit in news.hits]


@pytest.mark.long
@settings(max_examples=3)
@given(changes=CHANGES, compact=st.sets(st.integers(0, COMMITS - 1), max_size=4))
def test_over_50_commits_each_new_hit_is_shown_once(tmp_path_factory, changes, compact):
    index = Index.create(tmp_path_factory.mktemp("saved") / "index")
    index.add_articles([article(0, "ferry")])
    for word in WORDS:
        save_search(index, word, word)
    held, shown = {0: "ferry"}, {word: set() for word in WORDS}
    shown["ferry"].add(0)
    for commit, (number, word, looks) in enumerate(changes):
        if word:
            index.add_articles([article(number, word)])
            held[number] = word
        elif number in held:
            del held[number]
            index.delete(f"https://pier.example/{number}")
        if commit in compact:
            index.compact()
        if not looks:
            continue
        new = {
            each: {number for number, text in held.items() if text == each} - shown[each]
            for each in WORDS
        }
        assert {each.name: each.new for each in saved_news(index)} == {
            each: len(numbers) for each, numbers in new.items()
        }
        for each, numbers in new.items():
            found = look(index, each)
            assert sorted(found) == sorted(f"https://pier.example/{n}" for n in numbers)
            shown[each] |= numbers
            assert look(index, each) == []


def test_what_was_not_shown_since_an_error_came_is_shown_again(tmp_path):
    index = Index.create(tmp_path / "index")
    save_search(index, "ferry", "ferry")
    index.add_articles([article(1, "ferry")])
    with pytest.raises(BrokenPipeError), new_hits(index, "ferry") as news:
        next(news.hits)
        raise BrokenPipeError
    assert look(index, "ferry") == ["https://pier.example/1"]


COPIED = (
    "The dredger that had lain on the bar of the inlet since the gale of Tuesday was floated off "
    "at high water this morning by two tugs from the naval yard.",
    "Her master told the harbour board that neither the rudder nor the screw had taken harm, and "
    "that she would go back to clearing the channel as soon as divers had looked.",
)


def paper(name, day):
    blocks = tuple(Block(each, Kind.PARAGRAPH, at) for at, each in enumerate(COPIED))
    time = datetime(2023, 3, day)
    return Article(blocks, url=f"https://{name}.example/dredger", source=name, published=time)


def test_a_near_copy_of_a_hit_that_was_shown_is_not_new(tmp_path):
    index = Index.create(tmp_path / "index")
    save_search(index, "dredger", "dredger")
    index.add_articles([paper("courier", 1)])
    assert look(index, "dredger") == ["https://courier.example/dredger"]
    index.add_articles([paper("herald", 2)])
    assert search(index, "dredger").total_articles == 2
    assert search(index, "dredger").total_stories == 1
    assert [each.new for each in saved_news(index)] == [0]
    assert look(index, "dredger") == []


def test_new_hits_come_last_indexed_first_with_marks(tmp_path):
    index = Index.create(tmp_path / "index")
    save_search(index, "any", "ferry tram", all_words=False)
    for number, word in enumerate(("ferry", "tram", "ferry")):
        index.add_articles([article(number, word)])
    with new_hits(index, "any") as news:
        hits = list(news.hits)
    assert [hit.article.url[-1] for hit in hits] == ["2", "1", "0"]
    assert [hit.rank for hit in hits] == [1, 2, 3]
    assert all(hit.highlights for hit in hits)


def test_an_engine_of_another_kind_keeps_searches_too(tmp_path):
    index = Index.create(tmp_path / "index")
    index.add_articles([article(1, "ferry"), article(2, "tram")])
    engine = MemoryEngine.copy_of(index)
    save_search(engine, "ferry", "ferry")
    assert look(engine, "ferry") == []
    with engine.saved_searches.looking("ferry") as looking:
        assert len(looking.shown) == 1


def test_a_query_that_cannot_be_read_any_more_is_a_problem_of_its_own(tmp_path):
    index = Index.create(tmp_path / "index")
    dated = replace(article(1, "ferry"), extra={"titel": "green"})
    index.add_articles([dated])
    save_search(index, "green", "titel:green")
    save_search(index, "ferry", "ferry")
    index.delete("https://pier.example/1")
    index.compact()
    problems = {each.name: each.problem for each in saved_news(index)}
    assert problems["ferry"] == ""
    assert "titel" in problems["green"]


def test_an_unknown_name_is_an_error(tmp_path):
    index = Index.create(tmp_path / "index")
    with pytest.raises(AskError, match="no saved search"), new_hits(index, "ferry"):
        pass
