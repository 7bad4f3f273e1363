"""How many of the names in articles are found, and how much of what is found is a name.

Run `python tests/evaluation/names.py [--wrong]`. `names.json` has 60 articles labelled by hand: the
example, articles of the samples, press releases and the texts of news pages of `../shared/data`.
Each label is a list of forms of which one must be found; forms in `optional` count neither way.

Names are those of people, places, organisations, laws, works, products and events. Days, titles,
peoples and parties alone are none. What may be seen either way is optional: abbreviations next to
their long form, `U.S.`, medals, parts of the names of committees.

Every second article is locked: labelled like the others, but not looked at while rules were made.
"""

import argparse
import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pressmark.corpus import clean, read
from pressmark.corpus.text.names import names_in

LABELS = Path(__file__).with_suffix(".json")
ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"

PRECISION, RECALL = 0.90, 0.85
"""Over all 60 articles."""


@dataclass(frozen=True, slots=True)
class Score:
    """The counts of some articles, and the mistakes: names that are none, names not found."""

    right: int
    wrong: tuple[str, ...]
    missed: tuple[str, ...]

    @property
    def precision(self) -> float:
        return self.right / (self.right + len(self.wrong))

    @property
    def recall(self) -> float:
        return self.right / (self.right + len(self.missed))


def measure() -> tuple[Score, Score]:
    """The scores of the open and of the locked articles."""
    labels = json.loads(LABELS.read_text(encoding="utf-8"))
    texts = dict(_texts({(label["set"], label["id"]) for label in labels}))
    return _score(labels[::2], texts), _score(labels[1::2], texts)


def together(scores: Sequence[Score]) -> Score:
    """One score of several."""
    return Score(
        sum(score.right for score in scores),
        tuple(name for score in scores for name in score.wrong),
        tuple(name for score in scores for name in score.missed),
    )


def _score(labels: Sequence[dict[str, Any]], texts: dict[tuple[str, str], list[str]]) -> Score:
    scores = []
    for label in labels:
        found = names_in(texts[label["set"], label["id"]])
        forms = {_plain(form) for name in label["names"] for form in name}
        optional = set(map(_plain, label["optional"]))
        got = set(map(_plain, found))
        missed = [name[0] for name in label["names"] if not got & set(map(_plain, name))]
        wrong = [name for name in found if _plain(name) not in forms | optional]
        scores.append(Score(len(label["names"]) - len(missed), tuple(wrong), tuple(missed)))
    return together(scores)


def _plain(name: str) -> str:
    return name.replace("’", "'").removesuffix(".").casefold()


def _texts(wanted: set[tuple[str, str]]) -> Iterator[tuple[tuple[str, str], list[str]]]:
    """The paragraphs of the labelled articles."""
    data = SHARED / "data"
    with gzip.open(data / "speed/press-releases.jsonl.gz", "rt", encoding="utf-8") as releases:
        for row in map(json.loads, releases):
            if ("release", row["_id"]) in wanted:
                yield ("release", row["_id"]), row["text"].split("\n")
    pages = json.loads((data / "extraction/ground-truth.json").read_text(encoding="utf-8"))
    for name, page in pages.items():
        yield ("page", name), page["articleBody"].split("\n")
    for pages_of in ("wcxb", "l3s"):
        with (data / f"pages/{pages_of}/truth.jsonl").open(encoding="utf-8") as rows:
            for row in map(json.loads, rows):
                yield (pages_of, row["id"]), row["text"].split("\n")
    yield ("seed", "article.txt"), _cleaned(SHARED / "seed/article.txt")["1"]
    samples = ROOT / "corpus/samples"
    for path in samples.rglob("*.*"):
        for key, paragraphs in _cleaned(path).items():
            name = key if "/" in key else str(path.relative_to(samples))
            yield ("sample", name), paragraphs


def _cleaned(path: Path) -> dict[str, list[str]]:
    return {a.key: [block.text for block in clean(a).paragraphs] for a in read(path)}


def main() -> None:
    """Print the scores."""
    parser = argparse.ArgumentParser(description="How well names are found.")
    parser.add_argument("--wrong", action="store_true", help="list mistakes of the open articles")
    options = parser.parse_args()
    scores = measure()
    for name, score in zip(("open", "locked"), scores, strict=True):
        print(f"{name:8} precision {score.precision:.3f}  recall {score.recall:.3f}")
    if options.wrong:
        print("Wrong:", *scores[0].wrong, sep="\n  ")
        print("Missed:", *scores[0].missed, sep="\n  ")


if __name__ == "__main__":
    main()
