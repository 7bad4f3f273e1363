import io
import json
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.search.cli.console import MARK, QUIET, Console, console, short_name
from pressmark.search.results.models import Span


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def on_a_terminal(monkeypatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stdout", Screen())


def test_a_terminal_gets_colour_unless_the_person_declined(monkeypatch):
    on_a_terminal(monkeypatch)
    assert console().color
    monkeypatch.setenv("NO_COLOR", "1")
    assert not console().color


def test_asking_for_colour_outweighs_the_environment(monkeypatch):
    on_a_terminal(monkeypatch)
    monkeypatch.setenv("NO_COLOR", "1")
    assert console("always").color
    assert not console("never").color


def test_a_pipe_gets_neither_colour_nor_broken_lines(monkeypatch):
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert console() == Console(width=None, color=False)


def test_the_terminal_s_width_is_taken(monkeypatch):
    on_a_terminal(monkeypatch)
    monkeypatch.setenv("COLUMNS", "72")
    assert console().width == 72


def test_marks_are_highlighted_and_the_rest_keeps_its_look(capsys):
    Console(None, color=True).paragraph("the ferry sails", marks=(Span(4, 9),), style=QUIET)
    dim, mark, end = "\x1b[2m", "\x1b[33m\x1b[1m", "\x1b[0m"
    assert capsys.readouterr().out == f"{dim}the {end}{mark}ferry{end}{dim} sails{end}\n"
    assert MARK["bold"]


def test_a_mark_that_a_line_break_parts_is_marked_on_both_lines(capsys):
    Console(24, color=True).paragraph("alpha beta gamma delta epsilon", marks=(Span(17, 30),))
    first, second = capsys.readouterr().out.splitlines()
    assert first.endswith("\x1b[1mdelta\x1b[0m")
    assert second.endswith("\x1b[1mepsilon\x1b[0m")


@given(st.text("ab c\n", min_size=1), st.lists(st.integers(0, 30), max_size=8))
def test_colour_never_changes_the_text(text, edges):
    edges = sorted({min(edge, len(text)) for edge in edges})
    marks = [Span(*pair) for pair in zip(edges[::2], edges[1::2], strict=False)]
    plain, coloured = (_written(Console(20, color), text, marks) for color in (False, True))
    assert coloured.replace("\x1b[33m\x1b[1m", "").replace("\x1b[0m", "") == plain


def _written(out: Console, text: str, marks: list[Span]) -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdout", io.StringIO())
        out.paragraph(text, marks=marks)
        return sys.stdout.getvalue()


def test_json_is_ascii_where_the_output_has_no_unicode(monkeypatch):
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="latin-1"))
    Console(None, color=False).json({"text": "кот"})
    sys.stdout.flush()
    assert json.loads(raw.getvalue().decode("ascii")) == {"text": "кот"}


def test_json_keeps_a_pair_of_offsets_on_one_line(capsys):
    Console(None, color=False).json({"text": "[\n1,\n2\n]", "highlights": [[0, 5], [7, 9]]})
    written = capsys.readouterr().out
    assert "    [0, 5],\n    [7, 9]\n" in written
    assert json.loads(written) == {"text": "[\n1,\n2\n]", "highlights": [[0, 5], [7, 9]]}


def test_an_example_is_a_path_from_here_or_an_address_as_it_is(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert short_name(f"{tmp_path}/a/b.html") == "a/b.html"
    for name in ("http://a.example/b.png", "record 3", "x.zip!a//b.txt"):
        assert short_name(name) == name
