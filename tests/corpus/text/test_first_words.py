"""An article without a title is called by the first words of its body."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.corpus.kinds import Kind
from pressmark.corpus.text.first_words import MOST_CHARACTERS, first_words, opening_of


@given(st.text())
def test_first_words_are_a_beginning_of_the_text_and_no_longer_than_a_headline(text):
    words = first_words(text)
    assert len(words) <= MOST_CHARACTERS + 2
    beginning = words.removesuffix(" …")
    assert " ".join(text.split()).startswith(beginning)
    assert (beginning == " ".join(text.split())) == (beginning == words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A ferry\n sailed.", "A ferry sailed."),
        ("word " * 40, "word " * 15 + "word …"),
        ("In the end, " * 20, "In the end, " * 6 + "In the …"),
        ("港" * 200, "港" * 40 + " …"),
        ("", ""),
    ],
)
def test_words_stay_whole_where_there_are_blanks(text, words):
    assert first_words(text) == words


def test_the_body_comes_before_captions_and_captions_before_nothing():
    caption, byline = (Kind.CAPTION, "A quay."), (Kind.BYLINE, "By Ann Lee")
    body = (Kind.PARAGRAPH, "The ferry sailed.")
    assert opening_of([caption, byline, body]) == "The ferry sailed."
    assert opening_of([caption, byline]) == "A quay."
    assert opening_of([]) == ""
