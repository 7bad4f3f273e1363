"""How many of the offered spellings of names are right, and how many right ones are offered.

Run `python tests/evaluation/spellings.py [--errors]`. `spellings.tsv` has 200 pairs of words of
names in every fifth press release, which were labelled by hand after a look at their names: `yes`
where both are one name or word in these articles, a misspelling included (Paul Gillmor, Paul
Gilmore), `no` for two names (Gordon Shouler, Heath Shuler) and for two forms of a word. Of the
pairs 140 sound alike, 60 differ in at most two letters beside a common neighbour; both are random.
`unseen_spellings.tsv` has 200 others of every eighth release, found and labelled the same way.

Rules were chosen on every second pair of the first file. The others of it were scored meanwhile,
and those of the second file only afterwards.
"""

import argparse
import gzip
import json
import tempfile
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from pressmark.corpus import Article
from pressmark.index import Index
from pressmark.search.engine import open_snapshot
from pressmark.search.suggestions.also_written import other_spellings

RELEASES = Path(__file__).resolve().parents[3] / "shared/data/speed/press-releases.jsonl.gz"

PRECISION, RECALL = 0.85, 0.60
"""Over the 200 pairs of either file."""


class Labels(NamedTuple):
    """A file of pairs, and which releases they are from: every `step`-th from the `first` on."""

    path: Path
    first: int
    step: int


SEEN = Labels(Path(__file__).with_name("spellings.tsv"), 4, 5)
UNSEEN = Labels(Path(__file__).with_name("unseen_spellings.tsv"), 3, 8)


class Pair(NamedTuple):
    """Two words, whether they are one name, and whether one is offered for the other."""

    word: str
    other: str
    is_same: bool
    is_offered: bool


class Score(NamedTuple):
    """The numbers of offered pairs, of right ones among them, and of all right ones."""

    offered: int
    right: int
    known: int

    @classmethod
    def of(cls, pairs: Sequence[Pair]) -> "Score":
        offered = [pair for pair in pairs if pair.is_offered]
        right = sum(pair.is_same for pair in offered)
        return cls(len(offered), right, sum(pair.is_same for pair in pairs))

    @property
    def precision(self) -> float:
        return self.right / self.offered

    @property
    def recall(self) -> float:
        return self.right / self.known


def measure(labels: Labels) -> list[Pair]:
    """The labelled pairs of a file."""
    with tempfile.TemporaryDirectory() as folder:
        index = Index.create(Path(folder) / "index")
        index.add_articles(_releases(labels))
        with open_snapshot(index) as terms:
            return [
                Pair(
                    word,
                    other,
                    label == "yes",
                    other in other_spellings(terms, word) or word in other_spellings(terms, other),
                )
                for word, other, label in _labelled(labels)
            ]


def _labelled(labels: Labels) -> Iterator[list[str]]:
    for line in labels.path.read_text(encoding="utf-8").splitlines()[1:]:
        yield line.split("\t")


def _releases(labels: Labels) -> Iterator[Article]:
    with gzip.open(RELEASES, "rt", encoding="utf-8") as lines:
        for line in islice(lines, labels.first, None, labels.step):
            release = json.loads(line)
            yield Article.from_text(release["text"], key=release["_id"])


def main() -> None:
    """Print the scores, and with `--errors` the mistakes in the open half."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true")
    pairs = measure(SEEN)
    halves = (("open", pairs[::2]), ("locked", pairs[1::2]))
    for name, some in (*halves, ("seen", pairs), ("unseen", measure(UNSEEN))):
        score = Score.of(some)
        print(
            f"{name:8} offered {score.offered}, right {score.right}, known {score.known}:", end=""
        )
        print(f" precision {score.precision:.2f}, recall {score.recall:.2f}")
    if parser.parse_args().errors:
        for pair in pairs[::2]:
            if pair.is_same != pair.is_offered:
                print("wrong " if pair.is_offered else "missed", pair.word, pair.other)


if __name__ == "__main__":
    main()
