import re
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pressmark.search.results.models import Span
from pressmark.search.results.snippet import FURTHER, PASSAGE, further_passages, make_snippet


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
def test_a_passage_is_whole_sentences_where_they_fit_and_else_whole_words(text, limit, expected):
    assert snippet_of(text, "X", limit) == expected


def test_different_marks_are_worth_more_than_many():
    text = "X and X and X. Some words that part them. X and Y."
    marks = sorted(marks_of(text, "X") + marks_of(text, "Y"), key=lambda mark: mark.start)
    assert make_snippet(text, marks, 15).text == "X and Y."


def test_a_passage_is_at_most_as_long_as_three_lines():
    text = "The bridge stands. " * 50
    snippet = make_snippet(text, marks_of(text, "bridge"))
    assert PASSAGE - len("The bridge stands. ") < len(snippet.text) <= PASSAGE


FILLER = "Some words that nobody asked for stand here to fill the paragraph up a little more. " * 5


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        # nothing more where the snippet shows every word
        ("The X and the Y. " + FILLER + "The X again, and Y.", "X|Y", []),
        ("The X. " + FILLER + "The X.", "X", []),
        ("No mark. " + FILLER, "X", []),
        ("The X stands. The Y too.", "X|Y", []),
        # a passage for the words that it lacks, whole sentences where they fit
        ("The X is. " + FILLER + "The Y is. " + FILLER, "X|Y", ["The Y is."]),
        (FILLER + "The X and Z. " + FILLER + "The Y.", "X|Y|Z", ["The Y."]),
        # in the order of the text, though not in that of their worth
        (
            "The X. " + FILLER + "The W and Z. " + FILLER + "The Y and V and U.",
            "X|W|Z|Y|V|U",
            ["The X.", "The W and Z."],
        ),
        # two at most
        (
            "The A, B, C. " + FILLER + "A D. " + FILLER + "An E. " + FILLER + "An F.",
            r"\bA\b|\bB\b|\bC\b|\bD\b|\bE\b|\bF\b",
            ["A D.", "An E."],
        ),
        # whole words of a sentence too long
        ("The X is. " + "aaaa " * 100 + "Y" + " bbbb" * 100, "X|Y", ["Y"]),
    ],
)
def test_further_passages_show_what_the_snippet_lacks(text, query, expected):
    marks = marks_of(text, query)
    further = further_passages(text, marks, make_snippet(text, marks))
    shown = [each for each in further if each.highlights]
    assert len(shown) == len(further) == len(expected)
    assert all(part in each.text for part, each in zip(expected, further, strict=True))


def test_another_form_of_a_word_that_is_shown_needs_no_passage():
    text = "The bridge. " + FILLER + "Bridges."
    marks = marks_of(text, "(?i)bridges?")
    snippet = make_snippet(text, marks)
    assert further_passages(text, marks, snippet)
    assert not further_passages(text, marks, snippet, lambda word: word.lower().rstrip("s"))


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
    assert all(snippet.start <= mark.start < mark.end <= end for mark in snippet.highlights)
    assert all(a.end <= b.start for a, b in pairwise(snippet.highlights))
    assert bool(snippet.highlights) == bool(marks)


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


@given(texts_with_marks(), st.integers(10, 60))
def test_further_passages_stand_apart_and_each_shows_a_word_that_no_other_does(
    text_and_marks, limit
):
    text, marks = text_and_marks
    snippet = make_snippet(text, marks, limit)
    further = further_passages(text, marks, snippet)
    places = sorted((each.start, each.start + len(each.text)) for each in (snippet, *further))
    assert all(one[1] <= other[0] for one, other in pairwise(places))
    assert [each.start for each in further] == sorted(each.start for each in further)
    for each in further:
        assert text[each.start : each.start + len(each.text)] == each.text
        assert len(each.text) <= FURTHER
    shown = [words_in(text, each) for each in (snippet, *further)]
    assert len(set().union(*shown)) >= len(shown[0]) + len(further)


def words_in(text, passage):
    return {text[mark.start : mark.end].casefold() for mark in passage.highlights}
