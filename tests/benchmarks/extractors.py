"""Processor time to clean a page, beside trafilatura where that is installed.

    python tests/benchmarks/extractors.py [--set NAME] [--rounds N] [--every N]

NAME is `news` (the 91 pages), `wcxb`, `l3s`, `dragnet` or `cleaneval`; with `--every 4` each fourth
page is read. The extractors take turns page by page, so that a busy moment slows both; the shortest
time of a page over the rounds counts. Prints milliseconds a page and the ratio.
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).parents[1] / "evaluation"))

import extraction
from page_sets import labelled_pages


def milliseconds(extract: Callable[[bytes], str], html: bytes) -> float:
    """Processor time of one call."""
    start = process_time()
    extract(html)
    return 1000 * (process_time() - start)


def main() -> None:
    """Print a row for each extractor."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--set", default="news")
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--every", type=int, default=1)
    given = options.parse_args()
    extractors = {"pressmark": extraction.pressmark}
    if (peer := extraction.peers().get("trafilatura")) is not None:
        extractors["trafilatura"] = peer
    pages = [page.html for page in labelled_pages() if page.set == given.set][:: given.every]
    for extract in extractors.values():
        extract(pages[0])  # loads models and rules
    totals = dict.fromkeys(extractors, 0.0)
    for html in pages:
        times = [
            {name: milliseconds(extract, html) for name, extract in extractors.items()}
            for _ in range(given.rounds)
        ]
        for name in extractors:
            totals[name] += min(each[name] for each in times)
    for name, total in totals.items():
        ratio = total / totals["pressmark"]
        print(f"{name:12} {total / len(pages):7.2f} ms a page  {ratio:.2f}x of Pressmark's time")


if __name__ == "__main__":
    main()
