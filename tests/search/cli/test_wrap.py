import io
import os
import pty
import termios
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.search.cli.wrap import DEFAULT_WIDTH, columns, line_spans, width_of

texts = st.text(st.sampled_from("ab cé日本。e\u0301x  "), max_size=120)
widths = st.integers(4, 60)


@pytest.mark.parametrize(("columns", "width"), [(61, 61), (0, DEFAULT_WIDTH)])
def test_a_terminal_is_as_wide_as_it_states(monkeypatch, columns, width):
    monkeypatch.delenv("COLUMNS", raising=False)
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, columns))
    with os.fdopen(theirs, "w") as terminal:
        assert width_of(terminal) == width
    os.close(ours)


def test_columns_outweigh_the_terminal_if_they_are_a_number(monkeypatch):
    monkeypatch.setenv("COLUMNS", "33")
    assert width_of(io.StringIO()) == 33
    monkeypatch.setenv("COLUMNS", "wide")
    assert width_of(io.StringIO()) is None


@given(texts, widths)
def test_lines_hold_every_word_in_order_and_nothing_twice(text, width):
    lines = [text[line.start : line.end] for line in line_spans(text, width)]
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(texts, widths)
def test_no_line_is_wider_unless_one_word_is(text, width):
    for line in line_spans(text, width):
        written = text[line.start : line.end]
        assert columns(written) <= width or not any(map(str.isspace, written))


@given(st.text(st.sampled_from("ab céx  "), max_size=120), widths)
def test_no_line_could_have_taken_the_next_word(text, width):
    for line, following in pairwise(line_spans(text, width)):
        word = text[following.start : following.end].split()[0]
        assert columns(text[line.start : following.start] + word) > width


def test_ideographs_take_two_columns_and_accents_none():
    assert columns("日本") == 4
    assert columns("e\u0301") == 1


def test_a_long_address_keeps_a_line_to_itself():
    address = "https://example.org/" + "a" * 30
    lines = line_spans(f"See {address} now", 20)
    assert [(line.start, line.end) for line in lines] == [(0, 3), (4, 54), (55, 58)]


def test_japanese_breaks_between_ideographs_and_no_line_begins_with_a_full_stop():
    text = "渡し船は再び動く。嵐の後"
    assert [text[line.start : line.end] for line in line_spans(text, 16)] == [
        "渡し船は再び動",
        "く。嵐の後",
    ]


def test_without_a_width_a_paragraph_is_one_line():
    assert [(line.start, line.end) for line in line_spans("a b  c", None)] == [(0, 6)]
