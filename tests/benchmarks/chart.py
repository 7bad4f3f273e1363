"""Draw the figures of `segments.py --json figures.json` as an SVG chart for the README.

    python tests/benchmarks/chart.py figures.json queries.svg

A bar for each kind of query: how many times faster than tantivy's is our median answer, on a scale
on which each step doubles; a notch marks the 95th percentile.
"""

import json
import sys
from html import escape
from math import log2
from pathlib import Path

LEFT, WIDTH, ROW, TOP = 200, 420, 26, 44
LOWEST, HIGHEST = 0.25, 32
STYLE = """
text { font: 13px system-ui, sans-serif; fill: #1f2328 }
.scale { fill: #59636e; font-size: 11px; text-anchor: middle }
.line { stroke: #d1d9e0 } .even { stroke: #59636e }
.bar { fill: #2f6fde } .behind { fill: #c2571a } .notch { stroke: #1f2328; stroke-width: 2 }
@media (prefers-color-scheme: dark) {
  text { fill: #f0f6fc } .scale { fill: #9198a1 }
  .line { stroke: #3d444d } .even { stroke: #9198a1 }
  .bar { fill: #5c9dff } .behind { fill: #f0883e } .notch { stroke: #f0f6fc }
}
"""

Ratios = dict[str, tuple[float, float]]
"""By the kind of query: tantivy's time over ours, median and 95th percentile."""


def ratios(figures: dict[str, dict[str, tuple[float, float]]]) -> Ratios:
    """What the chart shows of the figures."""
    return {
        row: (of["tantivy"][0] / of["pressmark"][0], of["tantivy"][1] / of["pressmark"][1])
        for row, of in figures.items()
    }


def across(ratio: float) -> float:
    """Where on the page a ratio stands."""
    share = log2(min(max(ratio, LOWEST), HIGHEST) / LOWEST) / log2(HIGHEST / LOWEST)
    return LEFT + WIDTH * share


def chart(of: Ratios) -> str:
    """The picture."""
    height = TOP + ROW * len(of) + 8
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LEFT + WIDTH + 60} {height}"'
        f' role="img" aria-label="Speed of queries beside tantivy"><style>{STYLE}</style>',
        f'<text x="{LEFT}" y="14">times faster than tantivy: median, and 95th percentile</text>',
    ]
    ratio = LOWEST
    while ratio <= HIGHEST:
        x, kind = across(ratio), "even" if ratio == 1 else "line"
        parts.append(f'<line class="{kind}" x1="{x}" x2="{x}" y1="{TOP - 8}" y2="{height - 8}"/>')
        parts.append(f'<text class="scale" x="{x}" y="{TOP - 14}">{ratio:g}</text>')
        ratio *= 2
    for number, (row, values) in enumerate(of.items()):
        parts.append(bar(row, *values, TOP + ROW * number))
    return "\n".join([*parts, "</svg>\n"])


def bar(row: str, median: float, high: float, y: int) -> str:
    """One kind of query."""
    start, end = sorted((across(1), across(median)))
    kind = "bar" if median >= 1 else "behind"
    notch = across(high)
    return (
        f'<text x="0" y="{y + 15}">{escape(row)}</text>'
        f'<rect class="{kind}" x="{start:.1f}" y="{y + 3}" width="{end - start:.1f}" height="16"/>'
        f'<line class="notch" x1="{notch:.1f}" x2="{notch:.1f}" y1="{y + 1}" y2="{y + 21}"/>'
        f'<text x="{max(end, notch) + 6:.1f}" y="{y + 15}">{median:.1f}</text>'
    )


def main() -> None:
    """Read the figures, write the picture."""
    figures, picture = map(Path, sys.argv[1:])
    picture.write_text(chart(ratios(json.loads(figures.read_text())["queries"])))


if __name__ == "__main__":
    main()
