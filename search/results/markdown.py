"""Text and articles as Markdown."""

import json
import re

from pressmark.corpus.model import Block, CleanArticle, Kind
from pressmark.search.escape import harmless

_SIGNS = frozenset("\\`*_[]<>#|&~!$")
_BLOCK_START = re.compile(r"^(\d*)([-+=.)])")
"""What begins a list or underlines a heading where a line starts with it: `- `, `1. `, `===`."""

_PREFIXES = {
    Kind.TITLE: "# ",
    Kind.HEADING: "## ",
    Kind.LIST_ITEM: "- ",
    Kind.QUOTE: "> ",
    Kind.EMBED: "> ",
}


def escaped(text: str) -> str:
    """The text with every sign escaped that Markdown could take for its own."""
    plain = "".join(f"\\{sign}" if sign in _SIGNS else sign for sign in harmless(text).strip())
    return _BLOCK_START.sub(r"\1\\\2", plain)


def article_as_markdown(cleaned: CleanArticle) -> str:
    """The kept text, below the metadata as YAML."""
    article = cleaned.article
    known = {
        "title": article.title,
        "source": article.source,
        "published": article.published.isoformat() if article.published else "",
        "url": article.url,
        "authors": list(article.authors),
        "language": article.language,
    }
    # a string or a list in JSON is one in YAML
    fields = [
        f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in known.items() if value
    ]
    head = ["---", *map(harmless, fields), "---"] if fields else []
    return "\n\n".join(["\n".join(head), *map(_block, cleaned.paragraphs)]).strip() + "\n"


def _block(block: Block) -> str:
    return _PREFIXES.get(block.kind, "") + escaped(block.text)
