"""How well noise goes and text stays on hand-labelled raw lines of news pages.

Run `python tests/evaluation/noise.py [FOLDER] [--lines]`. A folder holds `NN.txt` with
`NN.labels.json`, rows of [line, "keep" | "drop", reason]; lines without a row are undecided.
Peers that are installed are given the same lines, each in a <p>.
"""

import argparse
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import escape
from importlib.util import find_spec
from pathlib import Path

from extraction import PEER_URL

from pressmark.corpus import clean, read_bytes

NOISE = Path(__file__).resolve().parents[3] / "shared" / "data" / "noise"

Keeper = Callable[[str], Iterable[str]]

REPEATED = ("caption", "headline repeated", "paragraph repeated", "video title", "video descr")
PROMOTED = (
    "related", "share", "read-", "also-read", "see-also", "most-", "latest", "newsletter",
    "registration", "donate", "membership", "app promo", "agency promo", "widget", "other-story",
    "topics", "scroll-down",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A labelled line: its number, its text and its group of figures."""

    number: int
    text: str
    group: str


def group_of(label: str, reason: str) -> str:
    """The group of figures that a label counts towards."""
    if label == "keep":
        return "first captions kept" if reason.startswith("caption") else "paragraphs kept"
    if reason.startswith(REPEATED):
        return "repeats left"
    if reason.startswith(PROMOTED):
        return "links and promotions left"
    return "other furniture left"


def labelled_pages(folder: Path) -> Iterable[tuple[str, str, list[Line]]]:
    """Name, text and labelled lines of every page in a folder."""
    for path in sorted(folder.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        lines = text.split("\n")
        rows = json.loads(path.with_suffix(".labels.json").read_text(encoding="utf-8"))
        yield (
            path.stem,
            text,
            [
                Line(n, " ".join(lines[n - 1].split()), group_of(label, why))
                for n, label, why in rows
            ],
        )


def left_of(text: str, lines: list[Line], keeper: Keeper) -> set[int]:
    """The numbers of the labelled lines that a keeper leaves of a page.

    The n-th copy of a line counts as left where the keeper's text has n copies or more.
    """
    kept = Counter(" ".join(part.split()) for part in keeper(text))
    seen: Counter[str] = Counter()
    left = set()
    for line in lines:
        seen[line.text] += 1
        if kept[line.text] >= seen[line.text]:
            left.add(line.number)
    return left


def figures(folder: Path, keeper: Keeper) -> Mapping[str, float]:
    """The share of each group's lines that are left."""
    total: Counter[str] = Counter()
    left: Counter[str] = Counter()
    for _, text, lines in labelled_pages(folder):
        numbers = left_of(text, lines, keeper)
        total.update(line.group for line in lines)
        left.update(line.group for line in lines if line.number in numbers)
    return {group: left[group] / total[group] for group in sorted(total)}


def pressmark_keeps(text: str) -> Iterable[str]:
    """What Pressmark leaves of plain text."""
    (article,) = read_bytes(text.encode(), "page.txt")
    return [block.text for block in clean(article).paragraphs]  # type: ignore[arg-type]


def trafilatura_keeps(text: str) -> Iterable[str]:
    """What trafilatura leaves of the lines as paragraphs."""
    import trafilatura

    return (trafilatura.extract(_page(text), deduplicate=True) or "").splitlines()


def readability_keeps(text: str) -> Iterable[str]:
    """What readability leaves of the lines as paragraphs."""
    from lxml import html
    from readability import Document

    tree = html.fromstring(Document(_page(text)).summary())
    return [element.text_content() for element in tree.iter("p")]


def resiliparse_keeps(text: str) -> Iterable[str]:
    """What resiliparse leaves of the lines as paragraphs."""
    from resiliparse.extract.html2text import extract_plain_text

    return str(extract_plain_text(_page(text), main_content=True)).splitlines()


def justext_keeps(text: str) -> Iterable[str]:
    """What jusText leaves of the lines as paragraphs."""
    import justext

    found = justext.justext(_page(text).encode(), justext.get_stoplist("English"), encoding="utf-8")
    return [paragraph.text for paragraph in found if not paragraph.is_boilerplate]


def newspaper_keeps(text: str) -> Iterable[str]:
    """What newspaper4k leaves of the lines as paragraphs."""
    import newspaper

    return str(newspaper.article(PEER_URL, input_html=_page(text), language="en").text).splitlines()


PEERS = {
    "trafilatura": trafilatura_keeps,
    "readability": readability_keeps,
    "resiliparse": resiliparse_keeps,
    "justext": justext_keeps,
    "newspaper": newspaper_keeps,
}


def _page(text: str) -> str:
    body = "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())
    return f"<html><body><article>{body}</article></body></html>"


def print_figures(folder: Path) -> None:
    """Prints a table of all keepers that are installed."""
    keepers = {"pressmark": pressmark_keeps}
    keepers |= {name: keeper for name, keeper in PEERS.items() if find_spec(name)}
    for name, keeper in keepers.items():
        shares = ", ".join(
            f"{group} {share:.3f}" for group, share in figures(folder, keeper).items()
        )
        print(f"{name}: {shares}")


def print_lines(folder: Path) -> None:
    """Prints every labelled line that Pressmark gets wrong."""
    for name, text, lines in labelled_pages(folder):
        left = left_of(text, lines, pressmark_keeps)
        for line in lines:
            if (line.number in left) != line.group.endswith("kept"):
                print(f"{name}:{line.number} [{line.group}] {line.text[:150]}")


def main() -> None:
    """Prints figures, or with --lines the lines behind them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=NOISE)
    parser.add_argument("--lines", action="store_true", help="print the lines that are wrong")
    options = parser.parse_args()
    print_figures(options.folder)
    if options.lines:
        print_lines(options.folder)


if __name__ == "__main__":
    main()
