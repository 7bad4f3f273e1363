"""How well a page's title, authors, date and site are read, on 56 real pages labelled by hand.

    python tests/evaluation/metadata.py [--errors]

A label lists every value that is right: a page may state a date in two time zones and a site
under two names. Where a page names no author but the site itself, none is expected. All but the
dates stand as digests, so that no text of the pages stands here.
"""

import argparse
import json
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

from extraction import Page, pages

from pressmark.corpus.html import parse_html
from pressmark.corpus.model import Article

LABELS = Path(__file__).with_name("metadata_labels.json")


def digest(text: str) -> str:
    """A text as the labels have it, without case, spaces and punctuation."""
    letters = "".join(filter(str.isalnum, text.casefold()))
    return blake2b(letters.encode(), digest_size=8).hexdigest()


def scored(
    page: Page, article: Article, label: dict[str, list[str] | None]
) -> Iterator[tuple[str, bool, object]]:
    """Each field the page states, whether it was read right, and what was read."""
    day = article.published.date().isoformat() if article.published else ""
    yield "title", digest(article.title) in (label["title"] or ()), article.title
    yield "published", day in (label["published"] or ()), day
    yield "source", digest(article.source) in (label["source"] or ()), article.source
    if label["authors"] is not None:
        right = sorted(map(digest, article.authors)) == label["authors"]
        yield "authors", right, article.authors


def measure() -> tuple[dict[str, list[bool]], list[str]]:
    """Per field the right and wrong readings, and a line for each wrong one."""
    labels = json.loads(LABELS.read_text())
    results: dict[str, list[bool]] = {}
    errors = []
    for page in pages():
        if page.id in labels:
            for field, right, read in scored(
                page, parse_html(page.html, url=page.url), labels[page.id]
            ):
                results.setdefault(field, []).append(right)
                if not right:
                    errors.append(f"{page.id[:8]} {field}: read {read!r}")
    return results, errors


def main() -> None:
    options = argparse.ArgumentParser(description="Measure metadata on labelled pages.")
    options.add_argument("--errors", action="store_true", help="list what was read wrong")
    given = options.parse_args()
    results, errors = measure()
    for field, rights in results.items():
        print(f"{field:10} {sum(rights)}/{len(rights)}")
    every = [right for rights in results.values() for right in rights]
    print(f"{'all':10} {sum(every)}/{len(every)} = {sum(every) / len(every):.3f}")
    if given.errors:
        print("\n".join(errors))


if __name__ == "__main__":
    main()
