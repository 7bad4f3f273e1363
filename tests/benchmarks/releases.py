"""The press releases of ../shared, cut into paragraphs, for other benchmarks.

    python tests/benchmarks/releases.py DIRECTORY [--paragraphs N]

Makes an index of them: each release is an article of paragraphs of 40 words, its author the member
of Congress who published it, its source that member's office, its headline its first words. Nothing
is cleaned. Takes some minutes for 1,000,000 paragraphs.
"""

import gzip
import json
import re
from collections.abc import Iterator
from datetime import datetime
from itertools import takewhile
from pathlib import Path
from typing import Any

from harness import arguments

from pressmark.corpus import Article, Block, CleanArticle, Kind
from pressmark.index import Index, commit
from pressmark.index.ingest.prepared_article import prepare

RELEASES = Path(__file__).resolve().parents[3] / "shared/data/speed/press-releases.jsonl.gz"
WORDS = 40
HEADLINE = 12


def rows() -> Iterator[dict[str, Any]]:
    """The records: `_id`, `title`, `text`, the paragraphs of it, and the date or None."""
    with gzip.open(RELEASES, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            words = row["text"].split()
            cut = [" ".join(words[at : at + WORDS]) for at in range(0, len(words), WORDS)]
            yield row | {"paragraphs": cut, "published": _date(row["date"])}


def articles() -> Iterator[CleanArticle]:
    """Every release as an article."""
    for row in rows():
        headline = " ".join(row["paragraphs"][0].split()[:HEADLINE]) if row["paragraphs"] else ""
        title = Block(headline, Kind.TITLE, 0)
        body = (Block(text, Kind.PARAGRAPH, at) for at, text in enumerate(row["paragraphs"], 1))
        blocks = (title, *body)
        member = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", row["_id"].rpartition("-")[0]).title()
        article = Article(
            blocks,
            title=headline,
            source=f"Office of {member}",
            published=row["published"],
            authors=(member,),
            key=row["_id"],
        )
        yield CleanArticle(article, blocks, ())


def _date(written: str) -> datetime | None:
    found = re.match(r"(\d\d)\.(\d\d)\.(\d\d)", written or "")
    month, day, year = map(int, found.groups()) if found else (0, 0, 0)
    try:
        return datetime(2000 + year, month, day)
    except ValueError:
        return None


def index_of(directory: Path, paragraphs: int = 1_000_000) -> Index:
    """The index at `directory`, made of that many paragraphs if it is not there yet."""
    if (directory / "pressmark.json").exists():
        return Index.open(directory)
    index = Index.create(directory)
    with commit.changing(index.path, index.schema, 1.0) as changes:
        for article in takewhile(lambda _: changes.tally.paragraphs < paragraphs, articles()):
            changes.put(prepare(article), "releases")
    index.compact()
    return index


if __name__ == "__main__":
    options = arguments(__doc__, "directory", paragraphs=1_000_000)
    print(f"{index_of(options.directory, options.paragraphs).stats().paragraphs:,} paragraphs")
