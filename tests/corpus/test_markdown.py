import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.corpus import Kind
from pressmark.corpus.readers.front_matter import front_matter
from pressmark.corpus.readers.markdown import markdown_blocks
from pressmark.corpus.readers.text import text_blocks

words = st.text("abcdefgä", min_size=1, max_size=8)
sentences = st.lists(words, min_size=1, max_size=8).map(" ".join)


def texts(text):
    return [block.text for block in markdown_blocks(text)]


@pytest.mark.parametrize("fence", ["```", "~~~~", "``` python"])
def test_the_sentence_after_a_code_fence_is_kept_and_so_is_the_code(fence):
    end = fence.split()[0]
    text = f"Before it.\n{fence}\ncode *here*\n\nmore _code_\n{end}\nThe weir is closed.\nFor now."
    assert texts(text) == [
        "Before it.", "code *here*", "more _code_", "The weir is closed. For now."
    ]  # fmt: skip


def test_a_fence_that_is_never_closed_loses_nothing():
    assert texts("Before it.\n\n```\nThe weir is closed.") == ["Before it.", "The weir is closed."]


@given(st.lists(sentences, min_size=1, max_size=8), st.lists(st.booleans(), min_size=8))
def test_no_sentence_is_lost_whatever_is_between_fences(lines, fenced):
    text = "".join(
        f"```\n{line}\n```\n" if in_fence else f"{line}\n"
        for line, in_fence in zip(lines, fenced, strict=False)
    )
    assert " ".join(texts(text)) == " ".join(lines)


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("The *old* weir", "The old weir"),
        ("**The *old* weir** is _shut_.", "The old weir is shut."),
        ("A star* and 2 * 3 * 4", "A star* and 2 * 3 * 4"),
        ("snake_case_name", "snake_case_name"),
        ("The *open one", "The *open one"),
        ("*a *b*", "*a b"),
        ("[the weir](https://w.example/a_(b) \"title\") [x]", "the weir [x]"),
        ("[![the weir](a.jpg)](https://w.example)", "the weir"),
        ("***both*** __strong__", "both strong"),
    ],
)  # fmt: skip
def test_marks_in_pairs_go_and_single_ones_are_text(marked, plain):
    assert texts(marked) == [plain]


def test_a_quotation_below_a_line_is_one_of_its_own():
    blocks = markdown_blocks("He said:\n> The weir\n> is shut.\n\n## Harbour ##\nText.")
    assert [(block.kind, block.text) for block in blocks] == [
        (Kind.PARAGRAPH, "He said:"),
        (Kind.QUOTE, "The weir is shut."),
        (Kind.HEADING, "Harbour"),
        (Kind.PARAGRAPH, "Text."),
    ]


PATTERNS = [
    "[", "*a ", "[a", "[a](", "[a](b \"", "**", "_a ", "`", "```\n", "# ", "#", "# a  ", "> ",
    "- ", "1. ", "a-\n", "a\u00ad\n", "![", "](", "[[a](b)", "(", "\\*", "***a* ", "=\n",
    "+++\n", "---\n", "a: b\n", "a: |\n", "- a: \n", " ", "{", "{\"a\":", "a: [\n", "\t- ",
]  # fmt: skip


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize("read", [markdown_blocks, text_blocks, front_matter])
def test_time_grows_no_faster_than_the_text(pattern, read):
    """Four times the text takes far less than the sixteen times of quadratic work."""

    def seconds(size):
        text = (pattern * (size // len(pattern) + 1))[:size]
        start = time.process_time()
        read(text)
        return time.process_time() - start

    small = min(seconds(10_000) for _ in range(3))
    assert min(seconds(40_000) for _ in range(2)) <= 10 * small + 0.01
