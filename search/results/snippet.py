"""The passages of a paragraph to show for a query: whole words, whole sentences where they fit."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from pressmark.search.results.models import Snippet, Span

PASSAGE = 280
"""Characters of a passage at most: chosen for some three lines of a wide terminal."""

FURTHER = 140
FURTHER_PASSAGES = 2
"""Characters and number of the passages beside it that show what it does not: chosen for three
more lines in all."""

_SENTENCE_END = re.compile(r"(?<![.!?…])[.!?…]+[\"'”’»)\]]*\s+|[。！？]+|\n+")
_WORD = re.compile(r"\S+")
_LEAD = 3
"""Of a passage cut out of a sentence, one part in so many is before its first mark."""


class Window(NamedTuple):
    """Characters `start` to `end` of a paragraph, and the marks that begin within."""

    span: Span
    marks: Sequence[Span]


Words = Mapping[Span, str]
"""The marks in order, each with the key of its word."""


Alike = Callable[[str], str]
"""Gives the same for words that are forms of one."""


def make_snippet(
    text: str, marks: Sequence[Span], limit: int = PASSAGE, alike: Alike = str.casefold
) -> Snippet:
    """The passage of `text`, at most `limit` characters, that shows most of the different marks.

    `marks` are spans of `text`, in order and not overlapping.
    """
    whole = _trim(text, Span(0, len(text)))
    if whole.start < whole.end <= whole.start + limit:
        return _snippet(text, whole, marks)
    words = _words(text, marks, alike)
    best = max(_passages(text, words, limit), key=lambda passage: _rank(passage, words))
    return _snippet(text, best.span, marks)


def further_passages(
    text: str, marks: Sequence[Span], snippet: Snippet, alike: Alike = str.casefold
) -> tuple[Snippet, ...]:
    """Passages apart from `snippet` that show words it does not, in order; often there are none."""
    if len(snippet.highlights) == len(marks):
        return ()
    shown = [_span(snippet)]
    words = _words(text, marks, alike)
    for _ in range(FURTHER_PASSAGES):
        seen = {words[mark] for span in shown for mark in _inside(marks, span)}
        left = {mark: word for mark, word in words.items() if word not in seen}
        apart = [
            passage
            for passage in (_passages(text, left, FURTHER) if left else ())
            if passage.marks and all(_are_apart(passage.span, span) for span in shown)
        ]
        if not apart:
            break
        shown.append(max(apart, key=lambda passage: _rank(passage, left)).span)
    return tuple(_snippet(text, span, marks) for span in sorted(shown[1:], key=_start))


def _words(text: str, marks: Sequence[Span], alike: Alike) -> Words:
    written = [text[mark.start : mark.end] for mark in marks]
    known = {word: alike(word) for word in set(written)}
    return {mark: known[word] for mark, word in zip(marks, written, strict=True)}


def _snippet(text: str, span: Span, marks: Sequence[Span]) -> Snippet:
    return Snippet(text[span.start : span.end], span.start, _clip(marks, span))


def _span(snippet: Snippet) -> Span:
    return Span(snippet.start, snippet.start + len(snippet.text))


def _start(span: Span) -> int:
    return span.start


def _are_apart(one: Span, other: Span) -> bool:
    return one.end <= other.start or other.end <= one.start


def _rank(passage: Window, words: Words) -> tuple[int, int, int, int]:
    """Most different words, else most marks, else soonest a mark, else first in the text."""
    different = {words[mark] for mark in passage.marks}
    lead = passage.marks[0].start - passage.span.start if passage.marks else 0
    return len(different), len(passage.marks), -lead, -passage.span.start


def _passages(text: str, words: Words, limit: int) -> list[Window]:
    marks = list(words)
    sentences = _sentences(text)
    spans = [_grow(sentences, i, limit) for i in range(len(sentences))]
    fitting = [span for span in spans if span.end - span.start <= limit]
    too_long = [span for span in sentences if span.end - span.start > limit]
    cut = [_cut(text, long, at, limit) for long in too_long for at in _best(words, long, limit)]
    whole = _trim(text, Span(0, len(text)))
    beginning = Span(whole.start, whole.start)
    start = [] if fitting or cut else [_cut(text, whole, beginning, limit)]
    return [Window(span, _inside(marks, span)) for span in (*fitting, *cut, *start)]


def _best(words: Words, sentence: Span, limit: int) -> Iterator[Span]:
    """The mark from which on a passage shows most different words, else most; if there is one."""
    marks = _inside(list(words), sentence)
    reach = limit - limit // _LEAD
    inside: Counter[str] = Counter()
    best, most, last = None, (0, 0), 0
    for first, mark in enumerate(marks):
        while last < len(marks) and marks[last].end <= mark.start + reach:
            inside[words[marks[last]]] += 1
            last += 1
        if best is None or (len(inside), last - first) > most:
            best, most = mark, (len(inside), last - first)
        if last > first:
            inside[words[mark]] -= 1
            if not inside[words[mark]]:
                del inside[words[mark]]
        else:
            last = first + 1  # longer than a passage
    if best is not None:
        yield best


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
    for after in range(first + 1, len(sentences)):
        if sentences[after].end - start > limit:
            break
        end = sentences[after].end
    for before in range(first - 1, -1, -1):
        if end - sentences[before].start > limit:
            break
        start = sentences[before].start
    return Span(start, end)


def _cut(text: str, sentence: Span, around: Span, limit: int) -> Span:
    """A passage of whole words of a sentence too long to show, with `around` a third into it."""
    wish = max(sentence.start, min(around.start - limit // _LEAD, sentence.end - limit))
    words = _words_near(text, sentence, wish, limit)
    first = bisect_right(words, wish, key=lambda word: word.start) - 1
    for word in words[max(first, 0) :]:
        ends = [each.end for each in words if word.start < each.end <= word.start + limit]
        if ends and word.start <= around.start and around.end <= ends[-1]:
            return Span(word.start, ends[-1])
    return _cut_word(text, sentence, around, limit)


def _cut_word(text: str, sentence: Span, around: Span, limit: int) -> Span:
    """From the mark on, where the word it is in is itself too long to show."""
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
    inside = _inside(marks, span)
    if inside and inside[-1].end > span.end:  # only the last can reach beyond
        inside = (*inside[:-1], Span(inside[-1].start, span.end))
    return tuple(inside)
