from pressmark.search.engine import open_snapshot
from pressmark.search.options import SearchOptions
from pressmark.search.pipeline import read_query
from pressmark.search.suggestions.word_counts import SIMILAR, SimilarWord, word_counts


def counts(index, query):
    with open_snapshot(index) as snapshot:
        return word_counts(snapshot, query, read_query(query, snapshot, SearchOptions()).spelled)


def test_each_word_has_its_paragraphs_and_an_unknown_one_its_most_frequent_neighbours(make_index):
    index = make_index("the ferries left", "a ferry came", "a berry", "ferry and pier")
    found = {each.word: each for each in counts(index, "fery pier source:tribune")}
    assert found["pier"].paragraphs == 1
    assert found["pier"].similar == ()
    assert found["fery"].paragraphs == 0
    assert found["fery"].similar[0] == SimilarWord("ferry", 2)


def test_a_word_is_counted_once_in_all_its_forms(make_index):
    index = make_index("the ferries left", "a ferry came")
    (only,) = counts(index, "ferry ferries")
    assert (only.word, only.paragraphs) == ("ferries", 2)


def test_similar_words_are_few_and_occur(make_index):
    index = make_index(*(f"{letter}arbour" for letter in "abcdefg"), "carbour again")
    (only,) = counts(index, "harbour")
    assert len(only.similar) == SIMILAR
    assert only.similar[0] == SimilarWord("carbour", 2)
