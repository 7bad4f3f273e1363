import gzip
import random
import re
from datetime import datetime
from itertools import accumulate

import pytest
from starlette.testclient import TestClient

from pressmark.corpus.model import Article, Block, Kind
from pressmark.index import Index
from pressmark.search.web import create_app

pytestmark = pytest.mark.slow

FIRST_PAINT_BYTES = 16_000
"""What a slow telephone line brings in the time that still feels like at once."""

SYLLABLES = [a + b for a in ("br", "d", "fl", "g", "k", "m", "p", "s", "t") for b in "aeiou"]


def vocabulary() -> list[str]:
    """Made-up words, as hard to compress as those of a language."""
    chance = random.Random(0)
    return ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(4000)]


VOCABULARY = vocabulary()
FREQUENCIES = list(accumulate(1 / rank for rank in range(1, len(VOCABULARY) + 1)))
"""Cumulative; the second word is half as frequent as the first."""


def words(chance: random.Random, number: int) -> str:
    """Words as frequent as those of a language."""
    return " ".join(chance.choices(VOCABULARY, cum_weights=FREQUENCIES, k=number))


def heavy(number: int) -> Article:
    """One of many articles that all differ in month, paper and author, with far-flung hits."""
    chance = random.Random(number)
    title = f"Ferry {words(chance, 14)}"
    parts = (
        f"{words(chance, 60)} {word} {words(chance, 60)}." for word in ("ferry", "pier", "fog")
    )
    blocks = (Block(title, Kind.TITLE, 0), Block(" ".join(parts), Kind.PARAGRAPH, 1))
    return Article(
        blocks,
        title=title,
        key=str(number),
        source=f"The {words(chance, 3).title()}",
        authors=(words(chance, 2).title(), words(chance, 2).title()),
        published=datetime(2018 + number % 48 // 12, 1 + number % 12, 1 + number % 28),
        language=("en", "de", "fr")[number % 3],
    )


@pytest.fixture(scope="module")
def heaviest(tmp_path_factory):
    """A page with everything a result page can hold, and as much of it as there can be."""
    index = Index.create(tmp_path_factory.mktemp("weight") / "index")
    index.add_articles(heavy(number) for number in range(480))
    with TestClient(create_app(index), base_url="http://localhost") as client:
        yield client


def weight(client, address: str) -> int:
    """Compressed bytes of a page with its stylesheet and its script."""
    page = client.get(address)
    assert page.headers["content-encoding"] == "gzip"
    parts = re.findall(r'(?:href|src)="(/static/pressmark\.[^"]+)"', page.text)
    assert len(parts) == 2
    answers = [page, *(client.get(part) for part in parts)]
    assert all(answer.headers["content-encoding"] == "gzip" for answer in answers)
    return sum(len(gzip.compress(answer.content)) for answer in answers)


def test_the_first_paint_of_a_result_page_is_light(client):
    assert weight(client, "/?q=ferry") < FIRST_PAINT_BYTES


def test_so_is_the_first_paint_of_the_longest_one(heaviest):
    address = "/?q=ferry+pier+fog&page=2&sort=newest&only=ferry"
    page = heaviest.get(address).text
    assert page.count("</tr>") == 1 + 48
    assert page.count("<mark>") >= 30
    assert "The others are less frequent" in page
    assert weight(heaviest, address) < FIRST_PAINT_BYTES


def test_what_never_changes_is_kept_for_ever(client):
    page = client.get("/").text
    address = re.search(r'href="(/static/pressmark\.css\?v=\w+)"', page)[1]
    assert "immutable" in client.get(address).headers["cache-control"]
