from hypothesis import given
from hypothesis import strategies as st

from pressmark.corpus.model import Block, Kind, Removal
from pressmark.search.cli.article_view import show_confidence, show_explained, show_text
from pressmark.search.cli.console import Console

OUT = Console(80, color=False)
TITLE = Block("Ferry resumes", Kind.TITLE, 0)
AGAIN = Block("Ferry resumes", Kind.PARAGRAPH, 1)
ITEM = Block("Bread", Kind.LIST_ITEM, 2)
QUOTE = Block("We waited.", Kind.QUOTE, 3)
REMOVED = Removal(AGAIN, "repeated-headline", "The headline stands there twice.", TITLE)


def test_the_article_alone_is_paragraphs_with_blank_lines_between(capsys):
    show_text(OUT, [TITLE, ITEM, QUOTE])
    assert capsys.readouterr().out == "Ferry resumes\n\n• Bread\n\n│ We waited.\n\n"


def test_a_removed_line_is_in_its_place_with_rule_and_reason(capsys):
    show_explained(OUT, [TITLE, ITEM], [REMOVED])
    assert capsys.readouterr().out.splitlines() == [
        "  Ferry resumes",
        "",
        "- Ferry resumes",
        "    repeated-headline  The headline stands there twice.",
        "",
        "  • Bread",
        "",
    ]


def test_the_confidence_is_shown_where_the_text_had_to_be_found(capsys):
    show_confidence(OUT, None)
    assert capsys.readouterr().out == ""
    show_confidence(OUT, 0.94)
    assert capsys.readouterr().out.startswith("some 94% of the words")
    show_confidence(OUT, 0.4)
    assert capsys.readouterr().out.startswith("unsure: some 40% of the words")


@given(st.lists(st.booleans(), max_size=12))
def test_every_block_is_shown_once_in_the_order_of_the_source(kept):
    blocks = [Block(f"line {number}", Kind.PARAGRAPH, number) for number in range(len(kept))]
    paragraphs = [block for block, keep in zip(blocks, kept, strict=True) if keep]
    removals = [Removal(b, "rule", "") for b, keep in zip(blocks, kept, strict=True) if not keep]
    assert _texts_shown(paragraphs, removals) == [block.text for block in blocks]


def _texts_shown(paragraphs, removals):
    lines: list[str] = []

    class Recorder(Console):
        def print(self, text: str = "") -> None:
            lines.append(text)

    show_explained(Recorder(80, color=False), paragraphs, removals)
    return [line[2:] for line in lines if "line" in line]
