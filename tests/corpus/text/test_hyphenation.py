import textwrap

from hypothesis import given, settings
from hypothesis import strategies as st

from pressmark.corpus.readers.text import text_blocks
from pressmark.corpus.text.hyphenation import line_joiner, without_soft_hyphens

DIVIDED = """\
The harbour council of Vennmouth agreed on Tuesday to mend the long tim-
ber weir before the winter storms arrive, at a cost of two million crowns,
and the wardens who had warned since the spring that the beams were rot-
ten said that the well-known lamp house would be safe until the well-
known work on it begins in early October of this year."""


def test_divided_words_are_whole_and_compounds_keep_their_hyphen():
    (block,) = text_blocks(DIVIDED)
    assert "long timber weir" in block.text
    assert "were rotten said" in block.text
    assert "the well-known work" in block.text


def test_a_word_that_occurs_whole_elsewhere_was_divided():
    lines = ["a long tim-", "ber beam", "timber"]
    assert line_joiner(lines)(lines[:2]) == "a long timber beam"


def test_one_hyphen_at_the_end_of_a_line_is_kept_without_a_space():
    lines = ["the state-", "run port"]
    assert line_joiner(lines)(lines) == "the state-run port"


def test_parts_that_are_words_of_the_text_are_a_compound():
    lines = ["the lamp-", "house is a house", "with a lamp", "and tim-", "ber and rot-", "ten wood"]
    joined = line_joiner(lines)(lines)
    assert "lamp-house" in joined
    assert "timber" in joined


def test_a_dash_or_a_number_at_the_end_of_a_line_is_no_hyphen():
    lines = ["a dash -", "then 1914-", "the years 10-", "12 and Anglo-", "Saxon"]
    assert line_joiner(lines)(lines) == " ".join(lines)


@given(st.text("ab \n\r\t\u00ad", max_size=60))
def test_soft_hyphens_go_and_take_the_end_of_their_line(text):
    found = without_soft_hyphens(text)
    assert "\u00ad" not in found
    assert "".join(found.split()) == "".join(text.replace("\u00ad", "").split())


def test_a_soft_hyphen_at_the_end_of_a_line_divides_nothing():
    (block,) = text_blocks("The long tim\u00ad\n ber w\u00adeir is shut.")
    assert block.text == "The long timber weir is shut."


@settings(max_examples=20)
@given(
    st.lists(st.from_regex(r"[a-z]{2,9}(-[a-z]{2,9})?", fullmatch=True), min_size=20, max_size=30),
    st.integers(40, 70),
)
def test_compounds_that_occur_again_survive_wrapping_at_any_column(words, width):
    text = " ".join([*words, *words])
    lines = textwrap.fill(text, width).splitlines()
    whole = [word for line in lines for word in line.split()]
    joined = line_joiner(lines)(lines).split()
    assert all(word in joined for word in words if word in whole)
