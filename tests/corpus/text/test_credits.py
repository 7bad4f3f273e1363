import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.corpus.text.bylines import authors_of, is_byline
from pressmark.corpus.text.credits import is_credit, split_credit

CAPTION = "Cattle cross the bridge at Tolbridge, on Monday, Feb. 29, 2024."


@pytest.mark.parametrize(
    "credit",
    [
        "AP",
        "Ida Holm for Orlow Review",
        "Photo: Jonas P. Reker/Lenn Herald via Getty Images",
    ],
)
def test_a_credit_after_the_sentence_is_parted_from_the_caption(credit):
    assert split_credit(f"{CAPTION} {credit}") == (CAPTION, credit)


@pytest.mark.parametrize("credit", ["AP Photo/Jane Doe", "FOX 5 DC", "Image: GETTY"])
def test_a_credit_in_brackets_is_parted_from_the_caption(credit):
    assert split_credit(f"{CAPTION} ({credit})") == (CAPTION, credit)


@pytest.mark.parametrize(
    "text", [CAPTION, "He spoke to Mr. Smith", "He left. Nobody knew why", "It closed (see page 4)"]
)
def test_a_line_without_a_credit_is_left_whole(text):
    assert split_credit(text) == (text, "")


@given(st.text(max_size=80))
def test_no_text_raises_an_error(text):
    body, credit = split_credit(text)
    assert body in text
    assert credit in text
    assert is_credit(text) in (True, False)
    assert is_byline(text) in (True, False)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By IDA LUNDGREN, Associated Press Writer", ("IDA LUNDGREN",)),
        ("Von Hans Müller und Ida Groß", ("Hans Müller", "Ida Groß")),
        ("Par Jean de La Tour", ("Jean de La Tour",)),
        ("Por Ana Lund y Jo Reyes", ("Ana Lund", "Jo Reyes")),
        ("Автор: Олена Шевчук", ("Олена Шевчук",)),
    ],
)
def test_a_byline_names_its_authors(line, names):
    assert is_byline(line)
    assert authors_of(line) == names


@pytest.mark.parametrize(
    "line", ["By contrast, it rained", "By the river", "Von wegen", "Di nuovo"]
)
def test_a_line_that_begins_like_a_byline_is_none(line):
    assert not is_byline(line)
