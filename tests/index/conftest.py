"""A corpus as small as can be: one article a file, its lines are its paragraphs.

What these tests prove is about the index, whatever readers and rules the corpus has: the first line
is the title, a line that begins with `!` breaks the file off, one that begins with `-` is noise.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pressmark.corpus.errors import InputError
from pressmark.corpus.model import Article, Block, CleanArticle, Kind, Removal
from pressmark.index import Index
from pressmark.index.ingest import worker_tasks


def article(text: str, **more) -> Article:
    lines = text.splitlines()
    kinds = [Kind.TITLE] + [Kind.PARAGRAPH] * len(lines)
    blocks = tuple(
        Block(line, kind, n) for n, (line, kind) in enumerate(zip(lines, kinds, strict=False))
    )
    return Article(blocks, **more)


def _read(path: Path, *, position, **_) -> Iterator[Article | InputError]:
    whole, broken, _ = path.read_text().partition("!")
    for number, text in enumerate(whole.split("\n\n") if whole else []):
        if position.take():
            yield article(text, key=str(number))
    if broken:
        raise InputError(path, "breaks off")


def _clean(article: Article, rules=None, recurring=None) -> CleanArticle:
    noise = [block for block in article.blocks if block.text.startswith("-")]
    kept = tuple(block for block in article.blocks if block not in noise)
    first = kept[0] if kept else None
    return CleanArticle(article, kept, tuple(Removal(b, "noise", "a dash", first) for b in noise))


@pytest.fixture(scope="module", autouse=True)
def small_corpus():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(worker_tasks, "read", _read)
        patch.setattr(worker_tasks, "clean", _clean)
        yield


@pytest.fixture
def news(tmp_path) -> Path:
    """An empty folder for articles."""
    folder = tmp_path / "news"
    folder.mkdir()
    return folder


@pytest.fixture
def index(tmp_path) -> Index:
    """An empty index beside it."""
    return Index.create(tmp_path / "index", wait=0)
