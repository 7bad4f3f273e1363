"""How many reasons for removals are true, on removals of real pages that were labelled by hand.

    python tests/evaluation/removals.py [--errors]

`removals.json` has a row for each: the page, the hash of the line, and the rules that are true of
it; no rule at all where the line should have stayed. The lines were drawn at random, at least four
of every rule that had so many, from news pages on which no rule was tuned. What is no longer
removed counts only if it should have stayed.
"""

import argparse
import gzip
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from pressmark.corpus import clean
from pressmark.corpus.html import parse_html

HERE = Path(__file__).resolve().parent
DATA = HERE.parents[2] / "shared" / "data"

PLACES = frozenset(
    {"outside-article", "navigation", "sidebar", "page-footer", "form", "overlay", "hidden"}
)
"""Rules for the place of a line on the page. A label with one of them accepts them all:
which of two places holds the other is not for a reader of the line to say."""


@dataclass(frozen=True, slots=True)
class LabelledRemoval:
    """One labelled removal: the rules that are true of it, and those that now remove it."""

    page: str
    line: str
    true: frozenset[str]
    given: frozenset[str]

    @property
    def counts(self) -> bool:
        return bool(self.given) or not self.true

    @property
    def is_right(self) -> bool:
        return bool(self.true & self.given) if self.true else not self.given


def key_of_line(text: str) -> str:
    return blake2b(text.encode(), digest_size=8).hexdigest()


def rules_by_line(page: str, data: Path = DATA) -> Mapping[str, set[str]]:
    """The rules that remove lines of a page, by the lines' hashes."""
    name, _, number = page.partition("/")
    folder = data / "extraction" / "html" if name == "extraction" else data / "pages" / name
    html = gzip.decompress((folder / f"{number}.html.gz").read_bytes())
    found: defaultdict[str, set[str]] = defaultdict(set)
    for removal in clean(parse_html(html)).removals:
        found[key_of_line(removal.block.text)].add(removal.rule)
    return found


def labelled_removals(data: Path = DATA) -> Iterator[LabelledRemoval]:
    pages: dict[str, Mapping[str, set[str]]] = {}
    for page, line, rules in json.loads((HERE / "removals.json").read_text()):
        if page not in pages:
            pages[page] = rules_by_line(page, data)
        true = frozenset(rules) | (PLACES if PLACES & set(rules) else frozenset())
        yield LabelledRemoval(page, line, true, frozenset(pages[page].get(line, ())))


def share_right(found: list[LabelledRemoval]) -> float:
    counted = [one for one in found if one.counts]
    return sum(one.is_right for one in counted) / len(counted)


def main() -> None:
    options = argparse.ArgumentParser(description="Measure the reasons for removals.")
    options.add_argument("--errors", action="store_true", help="list those that are not true")
    given = options.parse_args()
    found = list(labelled_removals())
    counted = sum(one.counts for one in found)
    print(f"{share_right(found):.1%} of {counted} removals have a true reason")
    for one in found if given.errors else ():
        if one.counts and not one.is_right:
            true = ", ".join(sorted(one.true)) or "it should have stayed"
            print(f"{one.page[:24]} {one.line} {', '.join(sorted(one.given))}: {true}")


if __name__ == "__main__":
    main()
