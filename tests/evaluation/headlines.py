"""How often the article of a pasted headline with quotation marks is the first hit.

Run `python tests/evaluation/headlines.py [--errors]`: 100 headlines, the titles of all samples and
the beginnings of press releases, which have no title. Those without quotation marks get a pair
around two to four of their words. A near-copy of the article counts as right.
"""

import argparse
import gzip
import json
import random
import re
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from pressmark.corpus import Article
from pressmark.index import Index
from pressmark.search import search

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "corpus/samples"
RELEASES = ROOT.parent / "shared/data/speed/press-releases.jsonl.gz"
EACH = 20
"""Every twentieth release is indexed: 5,221."""
HEADLINES = 100
LEAST = 95
"""Headlines whose article is the first hit."""

_DATELINE = re.compile(r"^\W*(?:\d\d\.\d\d\.\d\d\s*)?(?:[A-Z][A-Za-z.,\s]{2,30}[–—-]+\s*)?")
_MARKS = re.compile(r"[“”\"„«»]")
_WORDS = 12
"""Words of a headline."""


class Headline(NamedTuple):
    """A headline as it is pasted, and the id of its article."""

    query: str
    article: str


def measure() -> tuple[list[Headline], list[Headline]]:
    """The headlines whose article is the first hit, and the others."""
    with tempfile.TemporaryDirectory() as folder:
        index = Index.create(Path(folder) / "index")
        index.add([SAMPLES])
        releases = list(_releases())
        index.add_articles(releases)
        found: tuple[list[Headline], list[Headline]] = ([], [])
        for headline in _headlines(index, releases):
            found[not _is_first(index, headline)].append(headline)
        return found


def _is_first(index: Index, headline: Headline) -> bool:
    hits = search(index, headline.query, limit=1).hits
    ids = {article.id for hit in hits for article in (hit.article, *hit.copies)}
    return headline.article in ids


def _headlines(index: Index, releases: list[Article]) -> list[Headline]:
    choice = random.Random(15)
    titled = {hit.article.id: hit.article.title for hit in search(index, "kind:title", limit=99)}
    made = [Headline(_quoted(title, choice), id_) for id_, title in titled.items() if title]
    for release in choice.sample(releases, HEADLINES - len(made)):
        text = release.blocks[0].text
        words = _DATELINE.sub("", text, count=1).split()[:_WORDS]
        made.append(Headline(_quoted(" ".join(words), choice), index.get(release.url).id))
    return made


def _quoted(headline: str, choice: random.Random) -> str:
    """The headline with quotation marks around some words, unless it has some."""
    words = headline.split()
    if _MARKS.search(headline) or len(words) < 3:
        return headline
    count = choice.randint(2, min(4, len(words)))
    first = choice.randrange(len(words) - count + 1)
    inner = " ".join(words[first : first + count])
    return " ".join([*words[:first], f"“{inner}”", *words[first + count :]])


def _releases() -> Iterator[Article]:
    with gzip.open(RELEASES, "rt", encoding="utf-8") as lines:
        for line in islice(lines, EACH - 1, None, EACH):
            release = json.loads(line)
            url = f"https://releases.example/{release['_id']}"
            yield Article.from_text(release["text"], url=url)


def main() -> None:
    """Print how many are first, and with `--errors` the others."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true")
    right, wrong = measure()
    print(f"{len(right)} of {len(right) + len(wrong)} first")
    if parser.parse_args().errors:
        for headline in wrong:
            print(headline.article, headline.query)


if __name__ == "__main__":
    main()
