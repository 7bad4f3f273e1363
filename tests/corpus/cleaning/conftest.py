"""Articles made of lines, and what cleaning does to them."""

import pytest

from pressmark.corpus import Article, Block, Kind, clean


def _article(lines, title, authors):
    pairs = [line if isinstance(line, tuple) else (line, Kind.PARAGRAPH) for line in lines]
    blocks = tuple(Block(text, kind, order) for order, (text, kind) in enumerate(pairs))
    return Article(blocks=blocks, title=title, authors=authors)


@pytest.fixture(scope="session")
def news():
    """Four paragraphs of a report."""
    return (
        "The council met on Monday and voted, after four hours of debate, to keep the old bridge.",
        "Its repair will cost 3.1 million crowns and take two summers, the surveyor told members.",
        "Farmers on the far bank had threatened to withhold their milk if the crossing was closed.",
        "A further vote on the toll is expected before spring, when the river is at its highest.",
    )


@pytest.fixture(scope="session")
def removed():
    """What goes of lines, in order, as pairs of text and rule; a line may be (text, kind)."""

    def removed(*lines, title="", authors=()):
        cleaned = clean(_article(lines, title, authors))
        return [(removal.block.text, removal.rule) for removal in cleaned.removals]

    return removed


@pytest.fixture(scope="session")
def kinds():
    """The kind of each line that stays."""

    def kinds(*lines, title=""):
        return {b.text: b.kind for b in clean(_article(lines, title, ())).paragraphs}

    return kinds
