"""The press releases of ../shared as an index of some 1,000,000 paragraphs, for other benchmarks.

    python tests/benchmarks/releases.py DIRECTORY [--paragraphs N]

Each release is an article of paragraphs of 40 words, its author the member of Congress who
published it, its source that member's office, its headline its first
words. Nothing is cleaned. Takes some minutes.
"""

import argparse
import gzip
import json
import re
from collections.abc import Iterator
from datetime import datetime
from itertools import takewhile
from pathlib import Path

from pressmark.corpus import Article, Block, CleanArticle, Kind
from pressmark.index import Index, commit
from pressmark.index.ingest.prepared_article import prepare

RELEASES = Path(__file__).resolve().parents[3] / "shared/data/speed/press-releases.jsonl.gz"
WORDS = 40
HEADLINE = 12


def articles() -> Iterator[CleanArticle]:
    """Every release with its paragraphs cut anew."""
    with gzip.open(RELEASES, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            words = row["text"].split()
            cut = [" ".join(words[at : at + WORDS]) for at in range(0, len(words), WORDS)]
            headline = " ".join(words[:HEADLINE])
            title = Block(headline, Kind.TITLE, 0)
            blocks = (title, *(Block(text, Kind.PARAGRAPH, at) for at, text in enumerate(cut, 1)))
            member = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", row["_id"].rpartition("-")[0]).title()
            article = Article(
                blocks,
                title=headline,
                source=f"Office of {member}",
                published=_date(row["date"]),
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
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("directory", type=Path)
    parser.add_argument("--paragraphs", type=int, default=1_000_000)
    options = parser.parse_args()
    print(f"{index_of(options.directory, options.paragraphs).stats().paragraphs:,} paragraphs")
