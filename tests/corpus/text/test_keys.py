from hypothesis import given
from hypothesis import strategies as st

from pressmark.corpus.text.keys import key_of


@given(st.text(max_size=40))
def test_a_key_ignores_case_spaces_and_punctuation(text):
    assert key_of(f"“ {text.upper()} …”") == key_of(text.upper())
    assert key_of(text + " - ") == key_of(text)
