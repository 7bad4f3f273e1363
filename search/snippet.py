"""The passage of a paragraph to show for a query: whole words, whole sentences where they fit."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pressmark.search.results import Snippet, Span

PASSAGE = 280
"""Characters of a passage at most: chosen for some three lines of a wide terminal."""

_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’»)\]]*\s+|[。！？]+|\n+")
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Passage:
    """Characters `start` to `end` of a paragraph, and the marks within."""

    span: Span
    marks: tuple[Span, ...]


def make_snippet(text: str, marks: Sequence[Span], limit: int = PASSAGE) -> Snippet:
    """The passage of `text`, at most `limit` characters, that shows most of the different marks.

    `marks` are spans of `text`, in order and not overlapping.
    """
    best = max(_passages(text, marks, limit), key=lambda passage: _worth(text, passage))
    span = best.span
    return Snippet(text=text[span.start : span.end], start=span.start, marks=best.marks)


def _worth(text: str, passage: Passage) -> tuple[int, int, int, int]:
    """Most different marks, else most marks, else soonest a mark, else first in the text."""
    different = {text[mark.start : mark.end].casefold() for mark in passage.marks}
    lead = passage.marks[0].start - passage.span.start if passage.marks else 0
    return len(different), len(passage.marks), -lead, -passage.span.start


def _passages(text: str, marks: Sequence[Span], limit: int) -> list[Passage]:
    sentences = _sentences(text)
    spans = [_grow(sentences, i, limit) for i in range(len(sentences))]
    fitting = [span for span in spans if span.end - span.start <= limit]
    too_long = [span for span in sentences if span.end - span.start > limit]
    cut = [_cut(text, long, at, limit) for long in too_long for at in _inside(marks, long)]
    whole = _trim(text, Span(0, len(text)))
    beginning = Span(whole.start, whole.start)
    start = [] if fitting or cut else [_cut(text, whole, beginning, limit)]
    return [Passage(span, _clip(marks, span)) for span in (*fitting, *cut, *start)]


def _sentences(text: str) -> list[Span]:
    edges = [0, *(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]
    trimmed = [_trim(text, Span(a, b)) for a, b in pairwise(edges)]
    return [span for span in trimmed if span.start < span.end]


def _trim(text: str, span: Span) -> Span:
    piece = text[span.start : span.end]
    start = span.start + len(piece) - len(piece.lstrip())
    return Span(start, max(start, span.start + len(piece.rstrip())))


def _grow(sentences: Sequence[Span], first: int, limit: int) -> Span:
    """Sentence `first` and as many after it, then before it, as `limit` characters hold."""
    start, end = sentences[first].start, sentences[first].end
    for sentence in sentences[first + 1 :]:
        if sentence.end - start > limit:
            break
        end = sentence.end
    for sentence in reversed(sentences[:first]):
        if end - sentence.start > limit:
            break
        start = sentence.start
    return Span(start, end)


def _cut(text: str, sentence: Span, around: Span, limit: int) -> Span:
    """A passage of whole words of a sentence too long to show, with `around` a third into it."""
    wish = max(sentence.start, min(around.start - limit // 3, sentence.end - limit))
    words = _words_near(text, sentence, wish, limit)
    first = bisect_right(words, wish, key=lambda word: word.start) - 1
    for word in words[max(first, 0) :]:
        ends = [each.end for each in words if word.start < each.end <= word.start + limit]
        if ends and word.start <= around.start and around.end <= ends[-1]:
            return Span(word.start, ends[-1])
    return _cut_word(text, sentence, around, limit)


def _cut_word(text: str, sentence: Span, around: Span, limit: int) -> Span:
    """From the mark on, where the word it stands in is itself too long to show."""
    end = min(around.start + limit, sentence.end)
    blanks = [at for at in range(max(around.end, around.start + 1), end) if text[at].isspace()]
    cuts_a_word = end < sentence.end and not text[end].isspace()
    return Span(around.start, blanks[-1] if blanks and cuts_a_word else end)


def _words_near(text: str, sentence: Span, place: int, limit: int) -> list[Span]:
    """The whole words from `limit` characters before `place` to twice as many behind it."""
    start = max(sentence.start, place - limit)
    end = min(sentence.end, place + 2 * limit)
    words = [Span(*match.span()) for match in _WORD.finditer(text, start, end)]
    if words and start > sentence.start and not text[start - 1].isspace():
        words = words[1:]
    if words and end < sentence.end and not text[end].isspace():
        words = words[:-1]
    return words


def _inside(marks: Sequence[Span], span: Span) -> Sequence[Span]:
    first = bisect_left(marks, span.start, key=lambda mark: mark.start)
    return marks[first : bisect_left(marks, span.end, key=lambda mark: mark.start)]


def _clip(marks: Sequence[Span], span: Span) -> tuple[Span, ...]:
    return tuple(Span(mark.start, min(mark.end, span.end)) for mark in _inside(marks, span))
