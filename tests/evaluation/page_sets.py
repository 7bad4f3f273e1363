"""All pages with their main text: the 91 news pages and the four further sets.

    python tests/evaluation/page_sets.py

prints the mean F1 of each set over bags of words, the number of empty bodies and of pages.
"""

import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import extraction

from pressmark.corpus import clean
from pressmark.corpus.html import parse_html

DATA = extraction.DATA.parent / "pages"
SETS = ("wcxb", "l3s", "dragnet", "cleaneval")
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class LabelledPage:
    """A page, the set it is from, its type within it, its address if known, and its main text."""

    set: str
    type: str
    id: str
    url: str
    html: bytes
    text: str

    @property
    def kind(self) -> str:
        """The set, with the type where it has several."""
        return f"{self.set} {self.type}" if self.set == "wcxb" else self.set


def labelled_pages() -> Iterator[LabelledPage]:
    """Every page of every set."""
    for page in extraction.pages():
        yield LabelledPage("news", "article", page.id, page.url, page.html, page.body)
    for name in SETS:
        for line in (DATA / name / "truth.jsonl").read_bytes().split(b"\n"):
            if not line:
                continue
            row = json.loads(line)
            html = gzip.decompress((DATA / name / f"{row['id']}.html.gz").read_bytes())
            yield LabelledPage(
                name, row["type"], f"{name} {row['id']}", row["url"], html, row["text"]
            )


def bag_f1(found: str, text: str) -> float:
    """F1 over the bags of words of both, 0 where they share none."""
    ours, theirs = (Counter(WORD.findall(each.lower())) for each in (found, text))
    right = (ours & theirs).total()
    if not right:
        return 0.0
    precision, recall = right / ours.total(), right / theirs.total()
    return 2 * precision * recall / (precision + recall)


def figures() -> dict[str, tuple[float, int, int]]:
    """By kind of page: mean F1, empty bodies, pages."""
    scores: defaultdict[str, list[float]] = defaultdict(list)
    empty: Counter[str] = Counter()
    for page in labelled_pages():
        body = "\n".join(block.text for block in clean(parse_html(page.html)).body)
        scores[page.kind].append(bag_f1(body, page.text))
        empty[page.kind] += not body
    return {kind: (sum(each) / len(each), empty[kind], len(each)) for kind, each in scores.items()}


if __name__ == "__main__":
    for kind, (f1, empty, count) in figures().items():
        print(f"{kind:20} F1 {f1:.3f}  empty {empty}  of {count}")
