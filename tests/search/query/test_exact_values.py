from hypothesis import given
from hypothesis import strategies as st

from pressmark.search.query.exact_values import spaced_name, spaced_names

_names = st.text("aAbB_9 éßİИи-.'\t\x1c", max_size=9)


@given(st.lists(_names, max_size=5))
def test_names_read_together_have_the_words_of_each(names):
    assert spaced_names(names) == [spaced_name(name) for name in names]
