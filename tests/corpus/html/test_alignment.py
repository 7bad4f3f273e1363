from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pressmark.corpus.html.alignment import places_within

WORDS = st.lists(st.text("abcd", min_size=3, max_size=6), min_size=1, max_size=12)


@given(st.lists(WORDS, min_size=1, max_size=6), st.data())
def test_a_text_that_is_cut_elsewhere_is_found_where_it_begins(texts, data):
    words = [word for text in texts for word in text]
    starts = [sum(map(len, texts[:at])) for at in range(len(texts))]
    cuts = sorted(data.draw(st.sets(st.integers(1, len(words)))) | {0, len(words)})
    parts = [" ".join(words[a:b]) for a, b in pairwise(cuts)]
    found = places_within(parts, [" ".join(text) for text in texts])
    expected = [max(at for at, start in enumerate(starts) if start <= cut) for cut in cuts[:-1]]
    assert found == expected


def test_a_text_that_is_missing_does_not_move_the_place_of_the_others():
    wholes = ["The ferry left.", "The ferry came back at noon.", "Nobody was hurt."]
    parts = ["The ferry left.", "Search this site of ours", "The ferry came back", "at noon."]
    assert places_within(parts, wholes) == [0, -1, 1, 1]


def test_white_space_does_not_count():
    assert places_within(["one two", "  "], ["o ne", "t w o"]) == [0, -1]
