from hypothesis import given
from hypothesis import strategies as st
from whoosh.support.levenshtein import levenshtein

from pressmark.index.segment.edit_distance import within

_words = st.text("abé中", max_size=7)


@given(st.lists(_words, max_size=12), st.text("abé中", min_size=1, max_size=7), st.integers(0, 3))
def test_words_are_within_edits_as_whooshs_distance_says(words, text, edits):
    expected = [(levenshtein(word, text) if word else len(text)) <= edits for word in words]
    assert within(words, text, edits).tolist() == expected
