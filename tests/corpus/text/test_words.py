import pytest

from pressmark.corpus.text.words import content_words, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("हिन्दी में समाचार।", ("हिन्दी", "में", "समाचार")),
        ("أَحْبِبْ حَبِيبَكَ هَوْنًا", ("أَحْبِبْ", "حَبِيبَكَ", "هَوْنًا")),
        ("cafe\u0301 noir", ("cafe\u0301", "noir")),
        ("می\u200cشود", ("می\u200cشود",)),
    ],
)
def test_signs_over_and_under_letters_part_no_word(text, words):
    assert words_of(text) == words


def test_an_apostrophe_and_a_mark_part_words():
    assert words_of("Don't stop—now_here") == ("don", "t", "stop", "now", "here")


def test_where_no_spaces_part_words_a_text_has_about_as_many_as_elsewhere():
    assert words_of("市長は9日、PCを使う") == (
        *("市", "長", "は", "9", "日", "pc", "を", "使", "う"),
    )
    assert 4 <= len(words_of("นายกเทศมนตรีลาออก")) <= 6


def test_content_words_are_long_or_east_asian():
    assert content_words(("the", "bridge", "市", "다리")) == ["bridge", "市", "다리"]
