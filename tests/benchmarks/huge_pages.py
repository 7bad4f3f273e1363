"""Seconds and peak memory that pages of many megabytes take, by their make and size.

    python tests/benchmarks/huge_pages.py [--largest 5]

Each page is read and cleaned in a process of its own. `growth` is how many times longer a
megabyte takes on the largest page than on the smallest: about 1 where time is linear.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Callable
from time import process_time

from harness import answer_of, arguments, save

SENTENCE = "The river rose by two metres on Tuesday night, the water board said in a statement. "
MEGABYTE = 1_000_000
SHARES = (0.2, 0.4, 1)
"""Sizes measured, as shares of the largest."""
TOO_LONG = 60
"""Seconds after which a page counts as a hang."""


def _repeated(piece: str, size: int) -> str:
    """The piece over and over, each copy numbered."""
    return "".join(
        piece.replace("#", str(number)) for number in range(size // max(len(piece), 1) + 1)
    )


def _nested(tag: str, size: int) -> str:
    times = size // (2 * len(tag) + 5)
    return f"<{tag}>" * times + SENTENCE + f"</{tag}>" * times


MAKES: dict[str, Callable[[int], str]] = {
    "one paragraph": lambda size: f"<p>{_repeated(SENTENCE + '# ', size)}</p>",
    "long paragraphs": lambda size: _repeated(f"<p>{SENTENCE * 9} #</p>", size),
    "tiny paragraphs": lambda size: _repeated("<p>So #.</p>", size),
    "same paragraph": lambda size: _repeated(f"<p>{SENTENCE}</p>", size),
    "no space": lambda size: "<p>" + "x" * size + "</p>",
    "only space": lambda size: "<p>" + " \n" * (size // 2) + "</p>",
    "nested div": lambda size: _nested("div", size),
    "nested b": lambda size: _nested("b", size),
    "nested table": lambda size: _nested("table><tr><td", size),
    "unclosed b": lambda size: _repeated("<p><b>River # rises.", size),
    "unclosed div": lambda size: _repeated("<div>River # rises, it is said.", size),
    "table": lambda size: f"<table>{_repeated('<tr><td>Town #</td><td>#</td></tr>', size)}</table>",
    "one row": lambda size: f"<table><tr>{_repeated('<td>Town #</td>', size)}</tr></table>",
    "list": lambda size: f"<ul>{_repeated('<li>Town # on the river</li>', size)}</ul>",
    "links": lambda size: _repeated('<p><a href="/#">River # rises by two metres</a></p>', size),
    "inline links": lambda size: f"<p>{_repeated('<a href=/#>Town #</a>, ', size)}</p>",
    "captions": lambda size: _repeated(
        "<figure><img src=#><figcaption>The bridge # on Tuesday</figcaption></figure>", size
    ),
    "headings": lambda size: _repeated("<h1>River # rises</h1>", size),
    "attributes": lambda size: f"<p {_repeated('a#=1 ', size)}>{SENTENCE}</p>",
    "long attribute": lambda size: f'<p class="{_repeated("related-# ", size)}">{SENTENCE}</p>',
    "classes": lambda size: _repeated('<p class="c# related-#">So # it is.</p>', size),
    "breaks": lambda size: "<div>" + _repeated("Line # of it.<br>", size) + "</div>",
    "only breaks": lambda size: f"<div>{SENTENCE}" + "<br>" * (size // 4) + "</div>",
    "bold breaks": lambda size: "<div>" + _repeated("<b>Line #</b><br>x<br>", size) + "</div>",
    "script": lambda size: f"<script>{_repeated('var a#=1;', size)}</script><p>{SENTENCE}</p>",
    "scripts": lambda size: _repeated("<script>a#=1</script>", size) + f"<p>{SENTENCE}</p>",
    "json-ld": lambda size: (
        '<script type="application/ld+json">'
        + json.dumps({"@type": "NewsArticle", "articleBody": _repeated(SENTENCE + "\n", size)})
        + f"</script><p>{SENTENCE}</p>"
    ),
    "json-ld nodes": lambda size: (
        '<script type="application/ld+json">['
        + _repeated('{"@type":"NewsArticle","@id":"#","name":"#"},', size)
        + f"1]</script><p>{SENTENCE}</p>"
    ),
    "comment": lambda size: f"<!--{_repeated('So # ', size)}--><p>{SENTENCE}</p>",
    "comments": lambda size: _repeated("<!-- # -->", size) + f"<p>{SENTENCE}</p>",
    "open comments": lambda size: "<!--" * (size // 4) + f"<p>{SENTENCE}</p>",
    "open tags": lambda size: "<p " * (size // 3) + f"<p>{SENTENCE}</p>",
    "open angles": lambda size: "<" * size + f"<p>{SENTENCE}</p>",
    "close tags": lambda size: "</div>" * (size // 6) + f"<p>{SENTENCE}</p>",
    "entities": lambda size: f"<p>{_repeated('&amp;&#8217;&nosuch; ', size)}</p>",
    "metas": lambda size: _repeated('<meta name="author" content="Ada #">', size) + SENTENCE,
    "bylines": lambda size: _repeated('<p class="byline">By Ada Bell #</p>', size),
    "hidden": lambda size: _repeated('<div style="display:none"><p>So # it is.</p></div>', size),
    "images": lambda size: _repeated("<table><tr><td><img src=#>a</table>", size),
    "images in a table": lambda size: f"<table><tr><td>{_repeated('<img src=#>a', size)}</table>",
    "quotes": lambda size: _repeated("<blockquote>So # it is, they say.</blockquote>", size),
    "nul": lambda size: "\0" * size + f"<p>{SENTENCE}</p>",
}  # fmt: skip


def page(make: str, size: int) -> bytes:
    return f"<html><body>{MAKES[make](size)}</body></html>".encode()


def read(make: str, size: int) -> None:
    """Prints, as JSON, seconds to read, seconds to clean, and the peak in MB above the start."""
    from pressmark.corpus import clean
    from pressmark.corpus.html import parse_html

    parse_html(b"<p>warm")
    html = page(make, size)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = process_time()
    article = parse_html(html)
    parsed = process_time()
    clean(article)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps([parsed - started, process_time() - parsed, (peak - before) / 1024]))


def measured(make: str, size: int) -> list[float] | None:
    """What `read` prints; None where the page counts as a hang."""
    try:
        figures: list[float] = answer_of(
            [sys.executable, __file__, "--read", make, str(size)], timeout=TOO_LONG
        )
    except subprocess.TimeoutExpired:
        return None
    return figures


def report(make: str, sizes: list[float]) -> list[float]:
    """Print a row for a make of page; seconds per megabyte at each size."""
    rates = []
    cells = [f"{make:18}"]
    for size in sizes:
        found = measured(make, round(size * MEGABYTE))
        if found is None:
            cells.append(f"{size:g} MB: more than {TOO_LONG} s")
            break
        parsing, cleaning, peak = found
        rates.append((parsing + cleaning) / size)
        cells.append(f"{size:g} MB: {parsing:5.2f} + {cleaning:5.2f} s {peak:5.0f} MB")
    growth = rates[-1] / (rates[0] or 1) if rates else 0
    print("  ".join([*cells, f"growth {growth:.1f}"]), flush=True)
    return rates


def main() -> None:
    """Print a row for each make of page."""
    if sys.argv[1:2] == ["--read"]:
        read(sys.argv[2], int(sys.argv[3]))
        return
    options = arguments(__doc__, largest=5.0)
    sizes = [options.largest * share for share in SHARES]
    save({make: report(make, sizes) for make in MAKES}, options)


if __name__ == "__main__":
    main()
