"""Documents made to slow a reader or a cleaning step down, at n and 2n characters.

    python tests/evaluation/documents.py [--size 500000] [NAME …]

Each is read and cleaned. One fails where twice the document takes more than 2.3 times as long.
Pages are measured by tests/benchmarks/huge_pages.py, patterns by patterns.py.
"""

import argparse
import csv
import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from time import process_time

from pressmark.corpus import clean, read_bytes
from pressmark.corpus.model import Article

SENTENCE = "The river rose by two metres on Tuesday night, the water board said in a statement."

SIZE = 500_000
"""Characters of the shorter document."""

FIRST = 10_000
"""Characters of the shortest document: sizes are doubled from it on."""

ENOUGH = 0.2
"""Seconds that the clock measures reliably."""

MOST = 2.3
"""How many times as long twice the document may take: twice, and something for the clock."""


def repeated(piece: str, size: int) -> str:
    """The piece over and over, each copy numbered."""
    length = max(1, len(piece.replace("#", "1000")))
    return "".join(piece.replace("#", str(number)) for number in range(size // length + 1))


PIECES = {
    "one line": SENTENCE + " # ",
    "short lines": "Town #\n",
    "short paragraphs": "Town #\n\n",
    "one paragraph again": SENTENCE + "\n\n",
    "one wording again": "Share this\n\n",
    "nearly one paragraph": SENTENCE.replace("two", "#") + "\n\n",
    "credits": "Photo: Ada Bell / Reuters #\n\n",
    "captions": "The bridge # on Tuesday. (Photo: Ada Bell)\n\n",
    "bylines": "By Ada Bell #\n\n",
    "dates": "3 March 2021 #:30\n\n",
    "dates in a line": "3 March 2021 ",
    "capitals": "MORE NEWS FROM TOWN #\n\n",
    "calls": "Like it? Subscribe now # ",
    "menu in a line": "Home | Sport | News # | ",
    "menu": "Home\nSport\nNews #\n",
    "addresses": "https://paper.example/a/# ",
    "mail addresses": "ada@paper.example ",
    "handles": "@ada ",
    "quotations": "“So # it is,” ",
    "open quotations": "“So ",
    "headings": "# Town\n\n",
    "list": "- Town #\n",
    "quoted lines": "> Town #\n",
    "nested quotes": "> ",
    "code": "```\ncode #\n```\n\n",
    "open brackets": "[a ",
    "brackets": "[a] ",
    "emphasis": "*a ",
    "tags": "<b>a</b> ",
    "open tags": "<b ",
    "entities": "&amp;amp; ",
    "blanks": " ",
    "line breaks": "\n",
    "no blanks": "x",
    "no blanks in Japanese": "水門が開いた。",
    "marks on a letter": "\u0301",
    "copyright": "© 2021 Paper # All rights reserved. ",
    "arrows": "> > ",
    "hyphens": "co-\noperate # ",
    "soft hyphens": "co\u00adop ",
    "datelines": "LONDON (Reuters) — ",
    "indented lines": "   The river # rose.\n",
}

VALUES: dict[str, Callable[[int], object]] = {
    "authors": lambda size: [f"Ada Bell{number}" for number in range(size // 14)],
    "author": lambda size: " and ".join(f"Ada Bell{number}" for number in range(size // 14)),
    "author of blanks": lambda size: "a" + " " * size + "b",
    "author of signs": lambda size: "@" * size,
    "text": lambda size: [f"Para {number} of it." for number in range(size // 20)],
    "content": lambda size: [{"text": f"Para {number} of it."} for number in range(size // 30)],
    "date": lambda size: "3 March 2021 " * (size // 13),
    "date of digits": lambda size: "1" * size,
    "title": lambda size: "river " * (size // 6),
    "url": lambda size: "http://" + "a." * (size // 2),
    "text of markup": lambda size: repeated("<p>Town # on the river.</p>", size),
    "extra": lambda size: {f"k{number}": "v" for number in range(size // 12)},
}


@dataclass(frozen=True)
class Make:
    """How a document is made, and its name with the suffix of its format."""

    name: str
    file: str
    of: Callable[[int], str]

    def seconds(self, size: int) -> float:
        document = self.of(size).encode()
        started = process_time()
        for article in read_bytes(document, self.file):
            if isinstance(article, Article):
                clean(article)
        return process_time() - started


def _record(field: str, value: object) -> str:
    record = {"title": "Rising water", "text": SENTENCE, field.split(" ")[0]: value}
    return json.dumps(record, ensure_ascii=False)


def _table(size: int) -> str:
    lines = io.StringIO()
    rows = csv.writer(lines)
    rows.writerow(["title", "text", "author", "date"])
    for number in range(size // 130):
        rows.writerow([f"Rising water {number}", SENTENCE, "Ada Bell", "2021-03-03"])
    return lines.getvalue()


def _mail(size: int) -> str:
    mail = EmailMessage()
    mail["Subject"] = "Rising water"
    mail["From"] = "Ada Bell <ada@paper.example>"
    mail.set_content(repeated(SENTENCE + " #\n", size))
    return mail.as_string()


def _feed(size: int) -> str:
    item = f"<item><title>Water #</title><description>{SENTENCE}</description></item>"
    return f'<rss version="2.0"><channel><title>P</title>{repeated(item, size)}</channel></rss>'


def _lines(size: int) -> str:
    return repeated(json.dumps({"title": "Rising water #", "text": SENTENCE}) + "\n", size)


def _front_matter(size: int) -> str:
    return f"---\ntitle: A\n{repeated('key#: value' + chr(10), size)}---\n\n{SENTENCE}"


MAKES = [
    *(
        Make(name, file, lambda size, piece=piece: f"Rising water\n\nSo{repeated(piece, size)}")
        for name, piece in PIECES.items()
        for file in ("a.txt", "a.md")
    ),
    *(
        Make(name, "a.json", lambda size, name=name, value=value: _record(name, value(size)))
        for name, value in VALUES.items()
    ),
    Make("records", "a.jsonl", _lines),
    Make("table", "a.csv", _table),
    Make("mail", "a.eml", _mail),
    Make("feed", "a.rss", _feed),
    Make("front matter", "a.md", _front_matter),
]


def growth(make: Make, size: int = SIZE) -> tuple[float, int, float]:
    """How many times as long twice a document takes, at which size, and how long.

    The largest size is measured, or the first at which time is sure to grow too fast.
    """
    step, once = FIRST, make.seconds(FIRST)
    while True:
        twice = make.seconds(2 * step)
        if twice > ENOUGH and twice > MOST * once:
            times = _doubled(make, step)
            if times > MOST:  # a load on the machine seldom does that twice
                times = _doubled(make, 2 * step)
            if times > MOST:
                return times, 2 * step, twice
        if step >= size:
            return min(twice / once, MOST) if once else 1.0, 2 * step, twice
        step, once = 2 * step, twice


def _doubled(make: Make, size: int) -> float:
    """How many times as long twice `size` takes, by the best of three."""
    once, twice = (min(make.seconds(size * factor) for _ in range(3)) for factor in (1, 2))
    return twice / once


def main() -> None:
    options = argparse.ArgumentParser(description="Measure documents made to slow readers down.")
    options.add_argument("names", nargs="*", help="only these")
    options.add_argument("--size", type=int, default=SIZE)
    given = options.parse_args()
    failed = 0
    for make in MAKES:
        if given.names and make.name not in given.names:
            continue
        times, size, seconds = growth(make, given.size)
        failed += times > MOST
        mark = "  TOO FAST" if times > MOST else ""
        print(
            f"{make.name:24} {make.file:8} {size:9,} {seconds:6.2f} s {times:4.1f}{mark}",
            flush=True,
        )
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
