"""A page becomes an article: parse, find the body, say of every other block why it is not in it."""

from types import MappingProxyType

from bs4 import Tag

from pressmark.corpus.html.body import find_body
from pressmark.corpus.html.charset import decode
from pressmark.corpus.html.leaves import Leaf, leaves
from pressmark.corpus.html.metadata import read_metadata
from pressmark.corpus.html.rules import REASONS
from pressmark.corpus.html.tree import CUT, parse, prune
from pressmark.corpus.model import Article, Block, Kind, Removal

KINDS = {
    "h1": Kind.TITLE,
    "h2": Kind.HEADING,
    "h3": Kind.HEADING,
    "h4": Kind.HEADING,
    "h5": Kind.HEADING,
    "h6": Kind.HEADING,
    "figure": Kind.CAPTION,
    "figcaption": Kind.CAPTION,
    "li": Kind.LIST_ITEM,
    "blockquote": Kind.QUOTE,
    "td": Kind.TABLE_ROW,
    "th": Kind.TABLE_ROW,
}


def parse_html(data: bytes | str, *, url: str = "", encoding: str | None = None) -> Article:
    """The article on a page.

    `url` is where the page came from and `encoding` what the server said, both where known.
    Blocks and discarded blocks together are all the visible text of the page.
    """
    root = parse(data if isinstance(data, str) else decode(data, encoding))
    if root is None:
        return Article((), url=url)
    said = read_metadata(root, url)
    soup = prune(root)
    found = leaves(soup)
    body = find_body(found)
    blocks, discarded = [], []
    for order, leaf in enumerate(found):
        rule = _judge(leaf, body)
        block = Block(leaf.text, _kind(leaf), order)
        if rule:
            discarded.append(Removal(block, rule, REASONS[rule]))
        else:
            blocks.append(block)
    return Article(
        tuple(blocks),
        title=said.title,
        url=said.url,
        source=said.source,
        published=said.published,
        authors=said.authors,
        language=said.language,
        key=said.url,
        discarded=tuple(discarded),
        origins=MappingProxyType(dict(said.origins)),
    )


def _judge(leaf: Leaf, body: Tag | None) -> str:
    if leaf.owner.name == CUT:
        return str(leaf.owner["rule"])
    if body is None or (leaf.owner is not body and body not in leaf.owner.parents):
        return "outside-article"
    return ""


def _kind(leaf: Leaf) -> Kind:
    for tag in (leaf.owner, *leaf.owner.parents):
        if tag.name in KINDS:
            return KINDS[tag.name]
    return Kind.PARAGRAPH
