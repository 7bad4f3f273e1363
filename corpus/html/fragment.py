"""Markup of an article's text alone, as in feeds: every visible line is a block.

There is no page around the text, so the search for the body and the rules for its surroundings
do not apply: a paragraph that is one link is a paragraph.
"""

from pressmark.corpus.html.leaves import outline
from pressmark.corpus.html.parsing import parse
from pressmark.corpus.html.rules import REASONS
from pressmark.corpus.html.tree import prepare, prune
from pressmark.corpus.model import Article, Block, Kind, Removal


def parse_fragment(markup: str) -> Article:
    """The blocks of an article's markup; what its tags exclude is discarded with a reason."""
    root = parse(markup)
    if root is None:
        return Article(())
    prepare(root)
    blocks, discarded = [], []
    for order, leaf in enumerate(outline(prune(root)).leaves):
        kind = Kind.HEADING if leaf.kind is Kind.TITLE else leaf.kind
        block = Block(leaf.text, kind, order)
        if leaf.rule:
            discarded.append(Removal(block, leaf.rule, REASONS[leaf.rule]))
        else:
            blocks.append(block)
    return Article(tuple(blocks), discarded=tuple(discarded))
