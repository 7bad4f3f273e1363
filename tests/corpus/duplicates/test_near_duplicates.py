from hypothesis import given
from hypothesis import strategies as st

from pressmark.corpus.duplicates.near_duplicates import (
    is_abridged,
    is_form_of,
    is_paraphrase,
    shared_share,
)
from pressmark.corpus.text.words import words_of

word = st.text("abcdefghij", min_size=1, max_size=9)
sequences = st.lists(word, max_size=30)


@given(sequences, st.data())
def test_words_left_out_make_an_abridged_text(words, data):
    kept = [w for w in words if data.draw(st.booleans())]
    assert is_abridged(kept, words, 0)
    assert is_abridged(kept, words, 0.9) == (len(kept) >= 0.9 * len(words))


@given(sequences, word)
def test_a_word_more_is_no_abridgement(words, more):
    assert not is_abridged([*words, more], words, 0)


@given(word, word)
def test_being_forms_of_one_word_is_mutual(one, other):
    assert is_form_of(one, one)
    assert is_form_of(one, other) == is_form_of(other, one)


@given(sequences)
def test_a_text_shares_all_with_itself_and_nothing_with_none(words):
    assert shared_share(words, words) == (1 if words else 0)
    assert shared_share(words, []) == 0


def test_spellings_and_endings_are_forms_and_other_words_are_not():
    assert is_form_of("retake", "retaken")
    assert is_form_of("ukraine", "ukrainian")
    assert not is_form_of("london", "long")
    assert not is_form_of("paris", "london")


def paraphrase(one, other):
    return is_paraphrase(words_of(one), words_of(other), one, other)


def test_other_words_for_the_same_are_a_paraphrase():
    one = "Farmers ride on an armoured carrier across the newly repaired bridge of Tolbridge"
    other = "Farmers ride an armored carrier across the Tolbridge bridge, which was repaired."
    assert paraphrase(one, other)
    assert not paraphrase(one, other.replace("Tolbridge", "Vennmouth"))
    assert not paraphrase(one + " in 2023", other + " in 2024")
