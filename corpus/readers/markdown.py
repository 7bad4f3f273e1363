"""Markdown becomes blocks: headings, list items and quotes are known by their marks."""

import re
from collections.abc import Callable, Iterator, Sequence

from pressmark.corpus.model import Block, Kind
from pressmark.corpus.readers.text import chunks
from pressmark.corpus.text.hyphenation import line_joiner, without_soft_hyphens

_HEADING = re.compile(r"#{1,6}\s+")
_LIST_ITEM = re.compile(r"(?:[-*+•]|\d{1,3}[.)])\s+(.*)")
_QUOTE = re.compile(r">\s?(.*)")
_RULE = re.compile(r"(?:=+|-{3,}|\*{3,}|_{3,})$")
_FENCE = re.compile(r"(`{3,}|~{3,})[^`]*$")
_LINK = re.compile(
    r"!?\[([^\[\]]*+)\]\((?:[^()\s]++|\([^()\s]*+\))*+(?:\s++(?:\"[^\"]*+\"|'[^']*+'))?\s*+\)"
)
_LINK_DEPTH = 2
"""A picture may be the text of a link."""

_MARK = re.compile(r"(?<![\\*_])(?:\*{1,3}|_{1,3})(?![*_])")

_Join = Callable[[Sequence[str]], str]


def markdown_blocks(text: str) -> tuple[Block, ...]:
    """The paragraphs of Markdown in order, each with its kind; code is text as it is."""
    pieces = ((piece, kind) for piece, kind in _pieces(without_soft_hyphens(text)) if piece)
    return tuple(Block(piece, kind, order) for order, (piece, kind) in enumerate(pieces))


def _pieces(text: str) -> Iterator[tuple[str, Kind]]:
    lines = [line.strip() for line in text.splitlines()]
    join = line_joiner(lines)
    for is_code, run in _runs(lines):
        for chunk in chunks(run):
            if is_code:
                yield " ".join(" ".join(chunk).split()), Kind.PARAGRAPH
            else:
                for part in _parts(chunk):
                    piece, kind = _piece(part, join)
                    yield _without_marks(piece), kind


def _runs(lines: Sequence[str]) -> Iterator[tuple[bool, list[str]]]:
    """The lines between fences of code, and those around them; the fences are left out."""
    fence = ""
    run: list[str] = []
    for line in lines:
        if fence and _closes(line, fence):
            yield True, run
            fence, run = "", []
        elif not fence and (match := _FENCE.match(line)):
            yield False, run
            fence, run = match[1], []
        else:
            run.append(line)
    yield bool(fence), run


def _closes(line: str, fence: str) -> bool:
    return line.startswith(fence) and not line.strip(fence[0])


def _parts(chunk: Sequence[str]) -> Iterator[list[str]]:
    """Parts of a chunk of lines: a heading, an item or a quotation begins one of its own."""
    part: list[str] = []
    for line in chunk:
        if part and (_begins_part(line) or (_QUOTE.match(line) and not _QUOTE.match(part[-1]))):
            yield part
            part = []
        part.append(line)
        if _HEADING.match(line):
            yield part
            part = []
    if part:
        yield part


def _begins_part(line: str) -> bool:
    return any(mark.match(line) for mark in (_HEADING, _LIST_ITEM))


def _piece(part: Sequence[str], join: _Join) -> tuple[str, Kind]:
    first = part[0]
    if len(part) == 2 and _RULE.match(part[1]) and not _LIST_ITEM.match(first):
        return first, Kind.HEADING
    if match := _HEADING.match(first):
        return _without_closing(first[match.end() :]), Kind.HEADING
    if match := _LIST_ITEM.match(first):
        return join([match[1], *part[1:]]), Kind.LIST_ITEM
    if _QUOTE.match(first):
        return join([_QUOTE.sub(r"\1", line) for line in part]), Kind.QUOTE
    return join([line for line in part if not _RULE.match(line)]), Kind.PARAGRAPH


def _without_closing(heading: str) -> str:
    """A heading without the marks that may close it: "## Harbour ##"."""
    text = heading.rstrip("#")
    return text.rstrip() if not text or text[-1].isspace() else heading


def _without_marks(text: str) -> str:
    for _ in range(_LINK_DEPTH):
        text = _LINK.sub(r"\1", text)
    return " ".join(_without_emphasis(text).replace("`", "").split())


def _without_emphasis(text: str) -> str:
    """The text without pairs of marks around words; a mark without its other is text.

    An opening mark comes before a character that is no space, a closing one after such and before
    the end of the word. The closing mark belongs to the last opening one of its kind.
    """
    openings: dict[str, re.Match[str]] = {}
    removed: list[tuple[int, int]] = []
    for match in _MARK.finditer(text):
        start, end = match.span()
        before, after = text[start - 1 : start], text[end : end + 1]
        opening = openings.get(match[0])
        if opening and not before.isspace() and not _is_of_word(after) and opening.end() < start:
            removed += (opening.span(), (start, end))
            openings = {
                mark: other for mark, other in openings.items() if other.end() < opening.start()
            }
        elif after and not after.isspace() and not ("_" in match[0] and _is_of_word(before)):
            openings[match[0]] = match
    return _cut(text, sorted(removed))


def _is_of_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _cut(text: str, spans: Sequence[tuple[int, int]]) -> str:
    parts, at = [], 0
    for start, end in spans:
        parts.append(text[at:start])
        at = end
    return "".join([*parts, text[at:]])
