"""A small index with everything in it that an index can have."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from pressmark.corpus.model import Article, Block, Kind
from pressmark.index import Index


def small_index(folder: Path) -> Path:
    """An index of two segments, one with deletions: with copies, recurring lines, all kinds of
    paragraphs, and files."""
    index = Index.create(folder / "index", wait=0)
    news = folder / "news"
    news.mkdir()
    (news / "ferry.txt").write_text("Ferry sinks\n\nThe ferry sank off Kherson on Monday.")
    index.add_articles(map(made_article, range(14)), origin="press", jobs=1)
    index.add(news, jobs=1)
    index.add_articles([made_article(20), _copy(20), made_article(21)], origin="other", jobs=1)
    index.mark_lines(allow=["Read more about ferries."], block=["All rights are ours."])
    with index.reader() as reader:
        gone = reader.stored_fields(3)["article"]
    index.delete(gone)
    return index.path


def made_article(number: int) -> Article:
    body = [
        (f"Ferry number {number} sank near bridge {number * 37} at Kherson.", Kind.PARAGRAPH),
        (" ".join(_word(number * 211 + place) for place in range(80)), Kind.PARAGRAPH),
        ("The ferry and the bridge, the ferry and the bridge again.", Kind.PARAGRAPH),
        ("A photograph of the ferry", Kind.CAPTION),
        ("The Valley Tribune is printed in Kherson every day.", Kind.PARAGRAPH),
    ]
    return _made(number, body, source="The Valley Tribune" if number % 3 else "Kherson News")


def _copy(number: int) -> Article:
    original = made_article(number)
    text = [(block.text, block.kind) for block in original.blocks]
    return _made(number + 100, text, source="A third paper")


def _word(number: int) -> str:
    digest = hashlib.blake2b(str(number).encode(), digest_size=4).hexdigest()
    return digest.translate(str.maketrans("0123456789", "ghijklmnop"))


def _made(number: int, body: Sequence[tuple[str, Kind]], source: str) -> Article:
    return Article(
        blocks=tuple(Block(text, kind, order) for order, (text, kind) in enumerate(body)),
        title=f"Ferry {number} sinks" if number % 4 else "",
        url=f"https://example.org/{number}",
        source=source,
        published=datetime(2022, 10, 1 + number % 28, 12) if number % 5 else None,
        authors=("Ann Lee", "Bo Ray")[: number % 3],
        language="en",
    )
