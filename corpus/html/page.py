"""A page becomes an article: parse, find the body, give every other block a reason."""

from collections.abc import Mapping
from dataclasses import replace

from lxml import etree

from pressmark.corpus.html.body import find_body, is_named_body
from pressmark.corpus.html.charset import decode
from pressmark.corpus.html.leaves import Outline, TextLeaf, outline
from pressmark.corpus.html.metadata import read_head, read_metadata
from pressmark.corpus.html.page_data import data_scripts, paragraphs_of_data
from pressmark.corpus.html.parsing import parse
from pressmark.corpus.html.rules import REASONS
from pressmark.corpus.html.scored_body import MOST_CHARACTERS, with_scored_body
from pressmark.corpus.html.sorting import sort_out
from pressmark.corpus.html.sure_structure import (
    NAMED_CONFIDENCE,
    SURE_CONFIDENCE,
    states_article,
    structure_is_sure,
)
from pressmark.corpus.html.text_runs import text_runs
from pressmark.corpus.html.tree import prepare, prune
from pressmark.corpus.model import BODY_KINDS, Article, Block, Kind, Removal

NEAR = 3
"""Leaves looked at on either side of the body's edges for a date or a byline."""

LONGEST_BYLINE = 80


def parse_html(data: bytes | str, *, url: str = "", encoding: str | None = None) -> Article:
    """The article on a page.

    `url` is where the page came from, `encoding` that of the server's header, both if known.
    Blocks and discarded blocks together are all the visible text of the page.
    """
    text = data if isinstance(data, str) else decode(data, encoding)
    root = parse(text)
    if root is None:
        return Article((), url=url)
    prepare(root)
    article = article_of(root, url)
    if article.confidence is not None:
        return article
    is_stated = states_article(text)
    if structure_is_sure(article, is_stated):
        return replace(article, confidence=SURE_CONFIDENCE)
    if len(text) > MOST_CHARACTERS or (whole := parse(text)) is None:
        return article
    prepare(whole)  # structure has cut the first tree down
    return with_scored_body(article, text_runs(whole), is_stated)


def structured_article(text: str, url: str = "") -> Article:
    """The article on a page as its structure shows it."""
    root = parse(text)
    if root is None:
        return Article((), url=url)
    prepare(root)
    return article_of(root, url)


def article_of(root: etree._Element, url: str) -> Article:
    """The article by the structure of a prepared page, whose tree it changes.

    It has a confidence only where the page names its body.
    """
    metadata = read_metadata(root, url)
    scripts = data_scripts(root)
    page = outline(prune(root))
    body = find_body(page)
    rules, kinds = sort_out(page, body, metadata)
    metadata = read_head(metadata, _lines_around(page, body, kinds))
    paragraphs = paragraphs_of_data(page, body, metadata.body, scripts)
    if paragraphs:
        rules = dict.fromkeys(_text_of(page, body, kinds), "in-page-data") | rules
    blocks, discarded = _blocks(page, rules, kinds)
    end = len(page.leaves)
    blocks += [Block(text, Kind.PARAGRAPH, end + at) for at, text in enumerate(paragraphs)]
    return Article(
        tuple(blocks),
        title=metadata.title,
        url=metadata.url,
        source=metadata.source,
        published=metadata.published,
        authors=metadata.authors,
        language=metadata.language,
        key=metadata.url,
        discarded=tuple(discarded),
        origins=dict(metadata.origins),
        confidence=NAMED_CONFIDENCE if is_named_body(page, body) else None,
    )


def _text_of(page: Outline, body: range, kinds: Mapping[int, Kind]) -> list[int]:
    return [order for order in body if kinds.get(order, page.leaves[order].kind) in BODY_KINDS]


def _blocks(
    page: Outline, rules: Mapping[int, str], kinds: Mapping[int, Kind]
) -> tuple[list[Block], list[Removal]]:
    """The leaves no rule discards, and the others with their reason."""
    blocks, discarded = [], []
    for order, leaf in enumerate(page.leaves):
        block = Block(leaf.text, kinds.get(order, leaf.kind), order)
        if rule := rules.get(order):
            discarded.append(Removal(block, rule, REASONS[rule]))
        else:
            blocks.append(block)
    return blocks, discarded


def _lines_around(page: Outline, body: range, kinds: Mapping[int, Kind]) -> list[str]:
    """The short lines between headline and body, after the later of both, and at the body's end."""
    headline = next(
        (order for order, kind in sorted(kinds.items()) if kind is Kind.TITLE), body.start
    )
    first, last = sorted((headline, body.start))
    around = (range(first, last + NEAR), range(max(body.stop - NEAR, 0), body.stop + NEAR))
    return [
        leaf.text
        for places in around
        for order, leaf in enumerate(page.leaves[places.start : places.stop], places.start)
        if len(leaf.text) <= LONGEST_BYLINE and not _is_of_text(order, leaf, body, kinds)
    ]


def _is_of_text(order: int, leaf: TextLeaf, body: range, kinds: Mapping[int, Kind]) -> bool:
    """Whether a line is of a part of the article: a caption, or a sub-heading of its text."""
    kind = kinds.get(order, leaf.kind)
    return kind is Kind.CAPTION or (kind is Kind.HEADING and order in body)
