"""Where the headline stands in a text that does not mark it."""

from collections.abc import Sequence

from pressmark.corpus.bylines import is_byline
from pressmark.corpus.lines import Line
from pressmark.corpus.model import Kind
from pressmark.corpus.rules import RuleSet
from pressmark.corpus.rules.matching import rule_of
from pressmark.corpus.timestamps import is_timestamp
from pressmark.corpus.words import words_of

HEAD_LINES = 24
"""How far down a headline may stand: below a section label and a share bar, one button a line."""

MAX_CHARACTERS = 300
"""The longest headline of the measured pages has 100 characters."""

HEADLINE_WORDS = range(4, 36)
"""Shorter ones are section labels and buttons, longer ones paragraphs."""

PARAGRAPH_WORDS = 12
"""A line that ends in a stop and has so many words is a paragraph: the head is over."""

SURE_CHARACTERS = 160
"""In so many characters of running text there are so many words."""

SHORT_HEADLINE_WORDS = 3
"""At the very top a headline may have fewer words if nothing else claims to be one."""

_STOPS = (".", ":", ";", ",")


def headline_of(lines: Sequence[Line], rules: RuleSet) -> int | None:
    """The place of the headline, if one of the first lines looks like it."""
    head = lines[:HEAD_LINES]
    for at, (line, following) in enumerate(zip(head, (*lines[1:], None), strict=False)):
        if line.kind is Kind.HEADING or _is_headline(line, following, rules):
            return at
        if _is_paragraph(line):
            break
    return 0 if _is_short_headline(head, rules) else None


def is_url(text: str) -> bool:
    """Whether the line is a web address and nothing else."""
    return text.startswith(("http://", "https://")) and " " not in text


def _is_headline(line: Line, following: Line | None, rules: RuleSet) -> bool:
    if len(line.text) > MAX_CHARACTERS or len(line.words) not in HEADLINE_WORDS:
        return False
    if _is_furniture(line, rules):
        return False
    return line.end not in _STOPS or (following is not None and _is_head_matter(following.text))


def _is_short_headline(head: Sequence[Line], rules: RuleSet) -> bool:
    """A headline of few words is one only as the first line, with an article below it."""
    if len(head) < 2 or head[0].end in _STOPS or _is_furniture(head[0], rules):
        return False
    is_short = len(head[0].words) <= SHORT_HEADLINE_WORDS
    return is_short and head[1].stopped and len(head[1].text) > len(head[0].text)


def _is_paragraph(line: Line) -> bool:
    if not line.stopped:
        return False
    head = line.text[:SURE_CHARACTERS]  # a long line has words enough in its beginning
    return len(words_of(head)) >= PARAGRAPH_WORDS or len(line.words) >= PARAGRAPH_WORDS


def _is_furniture(line: Line, rules: RuleSet) -> bool:
    return _is_head_matter(line.text) or bool(rule_of(line, rules))


def _is_head_matter(text: str) -> bool:
    return is_url(text) or is_timestamp(text) or is_byline(text)
