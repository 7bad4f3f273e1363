"""How well article bodies are found on real pages, compared with installed peers.

    python tests/evaluation/extraction.py [--errors] [--peers]

The metric is that of scrapinghub/article-extraction-benchmark: a text becomes the
multiset of its 4-token shingles; per page the overlap, the excess and the lack are divided by
their sum, so every page weighs the same.
"""

import argparse
import gzip
import hashlib
import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from pressmark.corpus import clean
from pressmark.corpus.html import parse_html

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "extraction"
TOKEN = re.compile(r"\w+")
SHINGLE = 4
BOOTSTRAPS = 1000

PEER_URL = "https://paper.example/a"
"""Newspaper4k requires an address, though it fetches nothing."""

Extractor = Callable[[bytes], str]


@dataclass(frozen=True, slots=True)
class Page:
    """One page and the body a person found on it."""

    id: str
    url: str
    html: bytes
    body: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """One page's shares of right, excess and missing shingles; they sum to 1."""

    right: float
    excess: float
    missing: float

    @property
    def exact(self) -> bool:
        return self.excess == self.missing == 0


def pages(data: Path = DATA) -> Iterator[Page]:
    truth = json.loads((data / "ground-truth.json").read_text())
    for key, entry in sorted(truth.items()):
        html = gzip.decompress((data / "html" / f"{key}.html.gz").read_bytes())
        yield Page(key, entry["url"], html, entry["articleBody"])


def data_hash(data: Path = DATA) -> str:
    """Names the exact pages and bodies that a figure was measured on."""
    digest = hashlib.blake2b(digest_size=8)
    for page in pages(data):
        digest.update(page.html)
        digest.update(page.body.encode())
    return digest.hexdigest()


def shingles(text: str) -> Counter[tuple[str, ...]]:
    tokens = TOKEN.findall(text)
    size = min(SHINGLE, len(tokens)) or 1
    return Counter(zip(*(tokens[start:] for start in range(size)), strict=False))


def compare(found: str, truth: str) -> Agreement:
    ours, theirs = shingles(found), shingles(truth)
    right = (ours & theirs).total()
    excess, missing = ours.total() - right, theirs.total() - right
    whole = right + excess + missing or 1
    return Agreement(right / whole, excess / whole, missing / whole)


def figures(agreements: list[Agreement]) -> dict[str, float]:
    right = sum(page.right for page in agreements)
    precision = right / (right + sum(page.excess for page in agreements) or 1)
    recall = right / (right + sum(page.missing for page in agreements) or 1)
    f1 = 2 * precision * recall / (precision + recall or 1)
    exact = sum(page.exact for page in agreements) / len(agreements)
    return {"f1": f1, "precision": precision, "recall": recall, "exact": exact}


def deviation(agreements: list[Agreement]) -> float:
    """Standard deviation of F1 over resampled sets of pages."""
    chance = random.Random(0)
    scores = [
        figures(chance.choices(agreements, k=len(agreements)))["f1"] for _ in range(BOOTSTRAPS)
    ]
    mean = sum(scores) / BOOTSTRAPS
    return (sum((score - mean) ** 2 for score in scores) / BOOTSTRAPS) ** 0.5


def pressmark(html: bytes) -> str:
    return "\n".join(block.text for block in clean(parse_html(html)).body)


def peers() -> Mapping[str, Extractor]:
    """The other extractors that can be imported here."""
    found: dict[str, Extractor] = {}
    try:
        import trafilatura

        found["trafilatura"] = lambda html: trafilatura.extract(html) or ""
        found["trafilatura, favor_precision"] = lambda html: (
            trafilatura.extract(html, favor_precision=True) or ""
        )
    except ImportError:
        pass
    try:
        import lxml.html
        import readability

        found["readability-lxml"] = lambda html: lxml.html.fromstring(
            readability.Document(html.decode("utf-8", "replace")).summary()
        ).text_content()
    except ImportError:
        pass
    try:
        from resiliparse.extract.html2text import extract_plain_text
        from resiliparse.parse.html import HTMLTree

        found["resiliparse"] = lambda html: extract_plain_text(
            HTMLTree.parse(html.decode("utf-8", "replace")), main_content=True
        )
    except ImportError:
        pass
    try:
        import justext

        words = justext.get_stoplist("English")
        found["jusText"] = lambda html: "\n".join(
            paragraph.text
            for paragraph in justext.justext(html, words)
            if not paragraph.is_boilerplate
        )
    except ImportError:
        pass
    try:
        import newspaper

        found["newspaper4k"] = lambda html: (
            newspaper.article(
                PEER_URL, input_html=html.decode("utf-8", "replace"), language="en"
            ).text
        )
    except ImportError:
        pass
    return found


def measure(name: str, extract: Extractor, sample: list[Page]) -> list[Agreement]:
    started = perf_counter()
    texts = [extract(page.html) for page in sample]
    rate = len(sample) / (perf_counter() - started)
    agreements = [compare(text, page.body) for text, page in zip(texts, sample, strict=True)]
    result = figures(agreements)
    print(
        f"{name:30} F1 {result['f1']:.4f} ± {deviation(agreements):.3f}"
        f"  P {result['precision']:.3f}  R {result['recall']:.3f}"
        f"  exact {result['exact']:.3f}  {rate:6.1f} pages/s"
    )
    return agreements


def main() -> None:
    options = argparse.ArgumentParser(description="Measure article extraction on real pages.")
    options.add_argument("--errors", action="store_true", help="list the pages that are not exact")
    options.add_argument("--peers", action="store_true", help="measure installed peers as well")
    given = options.parse_args()
    sample = list(pages())
    agreements = measure("pressmark", pressmark, sample)
    if given.peers:
        for name, extract in peers().items():
            measure(name, extract, sample)
    if given.errors:
        for page, score in zip(sample, agreements, strict=True):
            if not score.exact:
                print(f"{page.id[:8]} +{score.excess:.3f} -{score.missing:.3f} {page.url}")


if __name__ == "__main__":
    main()
