"""The headline of a text that does not mark it."""

from collections.abc import Sequence

from pressmark.corpus.cleaning.line import Line
from pressmark.corpus.model import Kind
from pressmark.corpus.rules import RuleSet
from pressmark.corpus.rules.matching import rule_of
from pressmark.corpus.text.addresses import is_url
from pressmark.corpus.text.bylines import is_byline, is_name
from pressmark.corpus.text.caption_labels import is_labelled
from pressmark.corpus.text.timestamps import is_timestamp
from pressmark.corpus.text.words import content_words

HEAD_LINES = 32
"""How many lines above the text a headline may be: bylines, a share bar, one button a line, and
pictures with their captions come between."""

MAX_CHARACTERS = 300
"""The longest headline of the measured pages has 100 characters."""

HEADLINE_WORDS = range(4, 36)
"""Shorter ones are section labels and buttons, longer ones paragraphs."""

PARAGRAPHS_APART = 4
"""A text begins with a paragraph that another follows within so many lines: a notice about cookies
or a summary is alone."""

OPENING_LINES = 16
"""A headline is compared with the first so many lines of the text."""

SHORT_HEADLINE_WORDS = 3
"""At the very top a headline may have fewer words if no other line looks like one."""

ON_TOPIC = 0.5
OFF_TOPIC = 0.4
"""A line with a smaller share of its content words in the text than OFF_TOPIC is of another story
or a label of the page, if a later one has at least ON_TOPIC, …"""

SHARED_WORDS = 2
"""… and with at least so many: one word in common is chance."""

STANDFIRSTS = 1
"""So many lines below a headline at the very top may look like one too."""

_STOPS = (".", ":", ";", ",")


def headline_of(lines: Sequence[Line], rules: RuleSet) -> int | None:
    """The place of the headline, if one of the lines above the text looks like it."""
    start = text_start(lines)
    candidates = [
        at for at in range(max(0, start - HEAD_LINES), start) if _may_be_headline(at, lines, rules)
    ]
    if candidates:
        return _best_candidate(candidates, lines, start)
    return 0 if _is_short_headline(lines, rules) else None


def text_start(lines: Sequence[Line]) -> int:
    """The place of the first paragraph that is followed by another, else of the first one."""
    first = last = -PARAGRAPHS_APART - 1
    for at, line in enumerate(lines):
        if line.is_paragraph and not _is_above_head_matter(at, lines):
            if at - last <= PARAGRAPHS_APART:
                return last
            first = at if first < 0 else first
            last = at
    return first if first >= 0 else len(lines)


def _may_be_headline(at: int, lines: Sequence[Line], rules: RuleSet) -> bool:
    line = lines[at]
    if line.kind is Kind.HEADING:
        return True
    if len(line.text) > MAX_CHARACTERS or len(line.words) not in HEADLINE_WORDS:
        return False
    if is_labelled(line.text) or _is_furniture(line, rules):
        return False
    return line.end not in _STOPS or _is_above_head_matter(at, lines)


def _best_candidate(candidates: list[int], lines: Sequence[Line], start: int) -> int:
    """The first candidate, unless it is about something else and a later one is about the text."""
    on_top = candidates[0] == 0 and len(candidates) <= STANDFIRSTS + 1
    if len(candidates) == 1 or on_top:  # a headline may play on words
        return candidates[0]
    opening = lines[start : start + OPENING_LINES]
    vocabulary = {word for line in opening if line.stopped for word in line.words}
    shares = [_share_in(lines[at], vocabulary) for at in candidates]
    if shares[0] < OFF_TOPIC:
        for at, share in zip(candidates, shares, strict=True):
            if share >= ON_TOPIC:
                return at
    return candidates[0]


def _share_in(line: Line, vocabulary: set[str]) -> float:
    """The share of a line's content words in the vocabulary, 0 for a chance one."""
    words = content_words(line.words)
    shared = sum(word in vocabulary for word in words)
    return shared / len(words) if shared >= SHARED_WORDS else 0.0


def _is_short_headline(lines: Sequence[Line], rules: RuleSet) -> bool:
    """A headline of few words is one only as the first line, with an article or a name below it."""
    if len(lines) < 2 or lines[0].end in _STOPS or _is_furniture(lines[0], rules):
        return False
    if not 0 < len(lines[0].words) <= SHORT_HEADLINE_WORDS:
        return False
    if is_name(lines[1].text):
        return any(line.is_paragraph for line in lines[2:HEAD_LINES])
    if _is_above_head_matter(0, lines):
        return any(line.stopped and line.words for line in lines[2:HEAD_LINES])
    return lines[1].stopped and len(lines[1].text) > len(lines[0].text)


def _is_furniture(line: Line, rules: RuleSet) -> bool:
    return _is_head_matter(line.text) or bool(rule_of(line, rules))


def _is_above_head_matter(at: int, lines: Sequence[Line]) -> bool:
    return at + 1 < len(lines) and _is_head_matter(lines[at + 1].text)


def _is_head_matter(text: str) -> bool:
    return is_url(text) or is_timestamp(text) or is_byline(text)
