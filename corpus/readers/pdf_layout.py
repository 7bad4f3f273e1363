"""The lines of a PDF's pages in reading order: columns one after the other, running heads apart."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from statistics import median
from typing import Literal

MIN_GUTTER = 0.7
"""Least width of the space between columns, in sizes of the font; that between words is 0.3."""

MAX_LINES = 700
"""Pieces of a page in which columns are looked for: a page of a newspaper has 600 lines, and the
time grows with the square."""

MARGIN_LINES = 2
"""Lines at the top and at the bottom of a page that may be a running head."""

MARGIN_GAP = 1.7
"""Distance of a running head from the text, in sizes of the font; that of lines is 1.1 to 1.5, and
more in manuscripts."""

HEAD_SHARE = 0.4
"""Share of the pages on which a running head is; heads of left and right pages may differ."""

LARGER = 1.15
"""A line in a font that is so much larger than that of the text is a heading."""

CLOSE = 4
"""One in so many distances of lines is taken for the usual one: in articles printed by a browser
more than half are between paragraphs, and marks above the line are seldom one in four."""

PARAGRAPH_GAP = 1.3
"""Distance of two paragraphs in usual distances of lines."""

INDENT = (0.6, 4.0)
"""Indent of the first line of a paragraph, in sizes of the font."""

_PAGE_NUMBER = re.compile(
    r"[-–—\s|]*(?:(?:page|seite|página|pagina|p\.|s\.)\s*)?\d{1,4}"
    r"(?:\s*(?:of|von|de|di|sur|/)\s*\d{1,4})?[-–—\s|]*",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_ENDS = (".", "!", "?", ":", "”", "»", '"', "’")

Margin = Literal["", "running-head", "page-number"]


@dataclass(frozen=True, slots=True)
class Line:
    """A piece of text on one line of a page, its edges in points from the left and the bottom."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together, the size of their font, and what they are if no text."""

    lines: tuple[str, ...]
    size: float
    margin: Margin = ""


def paragraphs(pages: Iterable[Sequence[Line]]) -> list[Paragraph]:
    """The paragraphs of a document, its running heads and page numbers among them."""
    pages = list(pages)
    margins = _margins(pages)
    body = text_size(chain.from_iterable(pages))
    found: list[Paragraph] = []
    for page, margin in zip(pages, margins, strict=True):
        found += [Paragraph((line.text,), line.size, kind) for line, kind in margin.items()]
        ordered = _ordered([line for line in page if line not in margin])
        for column in ordered:
            _add(found, _split(column), body)
    return found


def text_size(lines: Iterable[Line]) -> float:
    """The size of the font that most characters have."""
    counts = Counter[float]()
    for line in lines:
        counts[round(line.size, 1)] += len(line.text)
    return counts.most_common(1)[0][0] if counts else 0.0


def _margins(pages: Sequence[Sequence[Line]]) -> list[dict[Line, Margin]]:
    """What is a running head or the number of a page, for each page."""
    edges = [(_edge(page, -1), _edge(page, 1)) for page in pages]
    pages_of = Counter(
        key for edge in edges for key in {_key(line) for row in chain(*edge) for line in row}
    )
    least = max(2, HEAD_SHARE * len(pages))
    found: list[dict[Line, Margin]] = []
    for edge in edges:
        kinds: dict[Line, Margin] = {}
        for rows in edge:
            for row in rows:
                of_row = {line: _margin(line, pages_of[_key(line)] >= least) for line in row}
                if not all(of_row.values()):
                    break
                kinds |= of_row
        found.append(kinds)
    return found


def _margin(line: Line, is_repeated: bool) -> Margin:
    if _PAGE_NUMBER.fullmatch(line.text):
        return "page-number"
    return "running-head" if is_repeated else ""


def _edge(page: Sequence[Line], direction: int) -> list[list[Line]]:
    """The rows at the top (-1) or bottom (1) of a page that a gap parts from the text."""
    heights = sorted({round(line.bottom) for line in page})[::direction][: MARGIN_LINES + 1]
    rows = [[line for line in page if round(line.bottom) == at] for at in heights]
    for number, (row, following) in enumerate(pairwise(rows), 1):
        distance = abs(row[0].bottom - following[0].bottom)
        if distance > MARGIN_GAP * max(line.size for line in (*row, *following)):
            return rows[:number]
    return []


def _key(line: Line) -> tuple[str, int]:
    """Equal for the same line on two pages, whatever numbers it has."""
    return _DIGITS.sub("#", line.text.casefold()), round(line.bottom / 10)


def _ordered(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The columns of a region from left to right, else its parts from top to bottom."""
    if len(lines) < 2:
        if lines:
            yield list(lines)
        return
    if parts := _cut(lines, [(line.left, line.right) for line in lines], _gutter(lines)):
        for part in parts:
            yield from _ordered(part)
        return
    rows = _rows(lines)
    if all(len(row) == 1 for row in rows) or len(lines) > MAX_LINES:
        yield [line for row in rows for line in row]
        return
    # a line over the width of several columns keeps them from being seen: part them there
    spans = [(-line.top, -line.bottom) for line in lines]
    gaps = _gaps(spans)
    if not gaps:
        yield [line for row in rows for line in row]
        return
    widest = max(end - start for start, end in gaps)
    for part in _cut(lines, spans, widest):
        yield from _ordered(part)


def _gutter(lines: Sequence[Line]) -> float:
    return MIN_GUTTER * median(line.size for line in lines)


def _gaps(spans: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """The intervals between spans that none of them covers."""
    gaps: list[tuple[float, float]] = []
    reach = float("-inf")
    for start, end in sorted(spans):
        if reach > float("-inf") and start > reach:
            gaps.append((reach, start))
        reach = max(reach, end)
    return gaps


def _cut(
    lines: Sequence[Line], spans: Sequence[tuple[float, float]], least: float
) -> list[list[Line]]:
    """The lines in parts between which a gap of `least` is; none where there is no such gap."""
    cuts = [end for start, end in _gaps(spans) if end - start >= least]
    if not cuts:
        return []
    parts: list[list[Line]] = [[] for _ in range(len(cuts) + 1)]
    for line, (start, _) in zip(lines, spans, strict=True):
        parts[sum(start >= cut for cut in cuts)].append(line)
    return parts


def _rows(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines by height, those at one height from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (-line.top, line.left)):
        if rows and line.top > (rows[-1][0].top + rows[-1][0].bottom) / 2:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.left) for row in rows]


def _split(column: Sequence[Line]) -> Iterator[Paragraph]:
    """The paragraphs of a column."""
    pitch = _pitch(column)
    left, right = min(line.left for line in column), max(line.right for line in column)
    part: list[Line] = []
    for line in column:
        if part and _begins(part[-1], line, pitch, left, right):
            yield Paragraph(tuple(each.text for each in part), part[0].size)
            part = []
        part.append(line)
    yield Paragraph(tuple(each.text for each in part), part[0].size)


def _pitch(column: Sequence[Line]) -> float:
    """The usual distance of lines. Of short paragraphs most distances are those between them, so
    that the median would be one of these."""
    distances = sorted(above.bottom - below.bottom for above, below in pairwise(column))
    return distances[len(distances) // CLOSE] if distances else 0.0


def _begins(before: Line, line: Line, pitch: float, left: float, right: float) -> bool:
    """Whether a line begins a paragraph."""
    if not 1 / LARGER < line.size / max(before.size, 0.1) < LARGER:
        return True
    if before.bottom - line.bottom > PARAGRAPH_GAP * max(pitch, line.size):
        return True
    indent = (line.left - left) / max(line.size, 0.1)
    if INDENT[0] < indent < INDENT[1] and before.left - left < INDENT[0] * line.size:
        return True
    word = len(line.text.split(" ", 1)[0]) + 1
    needed = word * (line.right - line.left) / len(line.text)
    is_wide = pitch > MARGIN_GAP * line.size  # of paragraphs of one line, or of a manuscript
    return right - before.right > needed and (is_wide or before.text.endswith(_ENDS))


def _add(found: list[Paragraph], column: Iterator[Paragraph], body: float) -> None:
    """Add the paragraphs of a column; the first goes on with the last one of the column before."""
    for number, paragraph in enumerate(column):
        at = next((i for i in range(len(found) - 1, -1, -1) if not found[i].margin), None)
        before = found[at] if at is not None else None
        if not number and at is not None and before and _goes_on(before, paragraph, body):
            lines = (*before.lines, *paragraph.lines)
            found[at] = Paragraph(lines, before.size)
        else:
            found.append(paragraph)


def _goes_on(before: Paragraph, paragraph: Paragraph, body: float) -> bool:
    if max(before.size, paragraph.size) > LARGER * body:
        return False
    return not before.lines[-1].endswith(_ENDS) and not paragraph.lines[0][:1].isupper()
