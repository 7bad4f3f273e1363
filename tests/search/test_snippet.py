import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pressmark.search.results import Span
from pressmark.search.snippet import PASSAGE, make_snippet


def marks_of(text, word):
    return tuple(Span(*match.span()) for match in re.finditer(word, text))


def snippet_of(text, word, limit):
    return make_snippet(text, marks_of(text, word), limit).text


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        # all of it, where it fits
        ("The X stands.", 40, "The X stands."),
        ("  The X stands.  ", 40, "The X stands."),
        ("", 40, ""),
        ("No mark at all.", 40, "No mark at all."),
        # whole sentences, where they fit
        ("One here. The X stands. Two here.", 16, "The X stands."),
        ("One here. The X stands. Two here.", 23, "The X stands. Two here."),
        ("One here. The X stands.", 23, "One here. The X stands."),
        ("One. Two. Three X. Four.", 10, "Three X."),
        ("Who? The X! Where?", 7, "The X!"),
        ("He said “No X.” She left.", 16, "He said “No X.”"),
        ("Line one\nline X two\nline three", 11, "line X two"),
        ("He paid 3.5 X then. All of it.", 20, "He paid 3.5 X then."),
        ("一つ目です。二つ目はXです。三つ目です。", 9, "二つ目はXです。"),
        # the sentences with the most different marks, else the most, else the first
        ("A X here. Some filling words. X again X.", 12, "X again X."),
        ("A X here. Some filling words. A X here.", 12, "A X here."),
        # no mark: the beginning
        ("The beginning. The end.", 15, "The beginning."),
        # whole words of a sentence too long
        ("aaaa bbbb cccc X dddd eeee ffff", 14, "cccc X dddd"),
        ("X bbbb cccc dddd eeee ffff", 14, "X bbbb cccc"),
        ("aaaa bbbb cccc dddd eeee X", 14, "dddd eeee X"),
        ("aaaa bbbb cccc dddd eeee", 14, "aaaa bbbb cccc"),
        # one word too long to show whole
        ("a" * 30 + "X" + "b" * 30, 10, "X" + "b" * 9),
        ("a" * 60, 10, "a" * 10),
    ],
)
def test_the_passage(text, limit, expected):
    assert snippet_of(text, "X", limit) == expected


def test_different_marks_are_worth_more_than_many():
    text = "X and X and X. Some words that part them. X and Y."
    marks = sorted(marks_of(text, "X") + marks_of(text, "Y"), key=lambda mark: mark.start)
    assert make_snippet(text, marks, 15).text == "X and Y."


def test_a_passage_is_at_most_as_long_as_three_lines():
    text = "The bridge stands. " * 50
    snippet = make_snippet(text, marks_of(text, "bridge"))
    assert PASSAGE - len("The bridge stands. ") < len(snippet.text) <= PASSAGE


SENTENCES = st.lists(
    st.sampled_from(["bridge", "a", "river.", "“So?”", "x" * 40, "\n", "über", "…", "東京。"]),
    max_size=40,
).map(" ".join) | st.text(max_size=200)


@st.composite
def texts_with_marks(draw):
    text = draw(SENTENCES)
    words = [Span(*match.span()) for match in re.finditer(r"\w+", text)]
    return text, tuple(word for word in words if draw(st.booleans()))


@given(texts_with_marks(), st.integers(10, 60))
def test_a_passage_is_a_piece_of_the_text_with_its_marks_inside(text_and_marks, limit):
    text, marks = text_and_marks
    snippet = make_snippet(text, marks, limit)
    end = snippet.start + len(snippet.text)
    assert text[snippet.start : end] == snippet.text
    assert len(snippet.text) <= limit
    assert all(snippet.start <= mark.start < mark.end <= end for mark in snippet.marks)
    assert all(a.end <= b.start for a, b in zip(snippet.marks, snippet.marks[1:], strict=False))
    assert bool(snippet.marks) == bool(marks)


@given(texts_with_marks(), st.integers(10, 60))
@example(("00{00000000 00", (Span(3, 11),)), 10)
def test_no_word_is_cut_that_would_fit(text_and_marks, limit):
    text, marks = text_and_marks
    snippet = make_snippet(text, marks, limit)
    cut = [
        run
        for run in re.finditer(r"\S+", text)
        if run.start() < snippet.start < run.end()
        or run.start() < snippet.start + len(snippet.text) < run.end()
    ]
    assert all(len(run[0]) > limit or re.search("[。]", run[0]) for run in cut)
