from functools import cache

from hypothesis import given
from hypothesis import strategies as st
from whoosh.support.levenshtein import levenshtein

from pressmark.index.segment.edit_distance import within

_words = st.text("abé中", max_size=7)


@given(st.lists(_words, max_size=12), st.text("abé中", min_size=1, max_size=7), st.integers(0, 3))
def test_words_are_within_edits_as_whooshs_distance_says(words, text, edits):
    expected = [(levenshtein(word, text) if word else len(text)) <= edits for word in words]
    assert within(words, text, edits).tolist() == expected


@given(st.lists(_words, max_size=12), st.text("abé中", min_size=1, max_size=7), st.integers(0, 3))
def test_a_swap_of_neighbours_is_one_edit_where_swaps_count(words, text, edits):
    expected = [_aligned(word, text) <= edits for word in words]
    assert within(words, text, edits, swaps=True).tolist() == expected


@cache
def _aligned(one: str, other: str) -> int:
    """The optimal string alignment distance, by its definition."""
    if not one or not other:
        return len(one) + len(other)
    ways = [
        _aligned(one[:-1], other) + 1,
        _aligned(one, other[:-1]) + 1,
        _aligned(one[:-1], other[:-1]) + (one[-1] != other[-1]),
    ]
    if len(one) > 1 and one[-2:] == other[-2:][::-1]:
        ways.append(_aligned(one[:-2], other[:-2]) + 1)
    return min(ways)
