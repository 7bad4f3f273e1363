"""Lines known by their shape alone: links, markup, times, bylines, credits."""

import re
from collections.abc import Callable

from pressmark.corpus.cleaning.line import BEGINNING, Line
from pressmark.corpus.cleaning.state import FIXED_KINDS, State
from pressmark.corpus.model import Kind
from pressmark.corpus.text.bylines import begins_as_byline, is_byline, is_name, is_role, names_in
from pressmark.corpus.text.credits import is_credit
from pressmark.corpus.text.keys import key_of
from pressmark.corpus.text.timestamps import (
    has_clock,
    is_clock,
    is_dateline,
    is_signed_by,
    is_signed_date,
    is_timestamp,
    names_with_date,
)
from pressmark.corpus.text.words import words_of

MAX_CHARACTERS = 160
"""Furniture of these shapes is short; the longest measured timestamp line has 90 characters."""

MAX_LABEL_WORDS = 4
"""A link line is an address after so many words: "More AP NBA: https://…"."""

MAX_ARROWED_WORDS = 8
"""A link of a few words and an arrow; in longer lines the sign is part of the text."""

MAX_FIELD_WORDS = 8
"""Words of the label of a form's field."""

SECTION_WORDS = 4
"""A section's name above the headline has at most so many words."""

PROSE_WORDS = 20
"""A sentence so long is text even where the page calls it a line of author and date."""

SECTION_LINES = 3
"""A section, its part and a label of the kind of article; more lines are a menu."""

HEAD_LINES = 24
"""Bylines are in the first so many lines, …"""

TAIL_LINES = 6
"""… or in the last; in between "By Design" is a heading."""

BARE_BYLINE_WORDS = 4
"""A longer one has more than a name: a role, a paper or a time."""

STANDFIRSTS = 1
"""So many paragraphs may be above a byline."""

_LINK = re.compile(r"(?:https?:)?//\S+|www\.\S+", re.IGNORECASE)
_ARROW = re.compile(r"[>›»→▶►➔➜⟶⇒↯▸]\s*$")
_CODE_STARTS = ('"', "'", "{", "<")
"""A key and its value in code are no label and its address."""

_SECTION = re.compile(r"(?:[^\W\d_]|[ &/|›»>'’·-]){3,}")
"""A section's name has neither numbers nor a colon, a comma or a full stop."""

_HANDLE = re.compile(r"@\w{2,}")
_OPENED = re.compile(r"«|(?:^|\s)<")
_SHORTCODE = re.compile(r"\[(\w+)\b[^\]]*\].*\[/\1\]|\[\w+ \w+=[^\]]*\]")
_TWEET_SIGNATURE = re.compile(r"(?:[—–-]\s)?.{1,80}\(@\w+\)\s.*\d{4}$")
_MARKUP = re.compile(
    r"^.{0,40}<(?:(?:script|style|iframe)\b|!--)|^<(?:div|img|a|p)\b|^[{<]%"
    r"|^\[/\w+\]?$|^\[\w+$|^\[\w+ \w+=|^\{[{*]|^\$\{|^function\s*\w*\("
)


def drop_recurring(state: State) -> None:
    """Removes lines that recur in the article's source and lines that the user blocked."""
    for i, line in state.kept() if state.repeated else ():
        rule = state.repeated.rule_for(line.key, line.kind)
        if rule:
            state.drop(i, rule)


def drop_shapes(state: State) -> None:
    """Removes lines that are known by their shape."""
    for i, line in state.kept():
        if not _may_have_shape(line.text) or state.kind(i) in FIXED_KINDS:
            continue
        if is_clock(line.text) and _is_amid_prose(i, state):
            continue  # the hour of an entry in a running report
        for rule, has_shape in _SHAPES if state.is_plain else _SHAPES_OF_PAGES:
            if has_shape(line):
                state.drop(i, rule)
                break


def _is_amid_prose(at: int, state: State) -> bool:
    """Whether a paragraph is on either side."""
    neighbours = [state.lines[i] for i in state.neighbours(at)]
    return len(neighbours) == 2 and all(line.is_paragraph for line in neighbours)


def _may_have_shape(text: str) -> bool:
    """Whether a line is short, as most shapes are, or has what markup and addresses have."""
    return len(text) <= MAX_CHARACTERS or _has_markup_mark(text) or _has_link_mark(text)


def mark_tweets(state: State) -> None:
    """Marks the line that signs a tweet, and the one above it, as embedded."""
    for i, line in enumerate(state.lines):
        if line.kind is Kind.PARAGRAPH and _TWEET_SIGNATURE.match(line.text):
            for at in {max(0, i - 1), i} - {state.title}:
                state.kinds[at] = Kind.EMBED


def drop_bylines(state: State) -> None:
    """Removes the lines that name the authors, at either end of the article."""
    last = len(state.lines)
    for i, line in state.kept():
        may_sign = len(line.text) <= MAX_CHARACTERS and (i < HEAD_LINES or i >= last - TAIL_LINES)
        if line.kind is Kind.BYLINE:
            _drop_details(i, line, state)
        elif may_sign and _is_byline(i, line, state):
            state.drop(i, "byline")
        elif _is_signed_date(i, line, state) and (may_sign or _is_signed_post(line.text)):
            state.drop(i, "timestamp")


def _is_signed_post(text: str) -> bool:
    """Whether it has a name and a time of day, as above each post of a forum."""
    return has_clock(text) and bool(names_with_date(text))


def _drop_details(at: int, line: Line, state: State) -> None:
    """Removes a line that the page marks as byline, by the rule of its content."""
    if (
        line.stopped
        and len(line.words) >= PROSE_WORDS
        and not is_dateline(line.text, state.article.authors)
    ):
        state.kinds[at] = Kind.PARAGRAPH
    elif is_separator(line):
        state.drop(at, "separator")
    elif is_timestamp(line.text) or is_clock(line.text):
        state.drop(at, "timestamp")
    elif _is_author_line(line.text, state.article.authors):
        state.drop(at, "byline")
    elif is_signed_date(line.text):
        is_known = any(name in line.text for name in state.article.authors)
        state.drop(at, "byline" if is_known else "timestamp")
    else:
        weak = state.rules.weak.get(line.wording, "details")
        state.drop(at, weak if any(map(str.isalpha, line.text)) else "details")


def _is_author_line(text: str, authors: tuple[str, ...]) -> bool:
    """Whether a line that the page marks as byline names an author."""
    if begins_as_byline(text) or is_role(text) or all(map(is_name, names_in(text))):
        return True
    return is_dateline(text, authors) and (is_signed_by(text) or not is_signed_date(text))


def _is_signed_date(at: int, line: Line, state: State) -> bool:
    fixed = state.kind(at) in FIXED_KINDS
    return not fixed and not line.stopped and is_signed_date(line.text)


def drop_section_labels(state: State) -> None:
    """Removes the names of sections that are above the headline."""
    above = [(i, line) for i, line in state.kept() if i < (state.title or 0)]
    if any(line.is_paragraph for _, line in above):
        return  # the title is repeated within the text
    labels = [i for i, line in above if _may_be_section(line)]
    for i in labels:
        state.drop(i, "section-label" if len(labels) <= SECTION_LINES else "menu")


def _may_be_section(line: Line) -> bool:
    return len(line.words) <= SECTION_WORDS and bool(_SECTION.fullmatch(line.text))


def drop_known_credits(state: State) -> None:
    """Removes lines that are the credit some caption of the article ends in."""
    known = {key_of(line.parts[1]) for line in state.lines if not line.stopped and line.parts[1]}
    known.discard(b"")
    beginnings = {key[:BEGINNING] for key in known}
    for i, line in state.kept() if known else ():
        if line.beginning in beginnings and line.key in known and state.kind(i) not in FIXED_KINDS:
            state.drop(i, "photo-credit")


def is_separator(line: Line) -> bool:
    """Whether the line has neither letter nor digit."""
    return len(line.text) <= MAX_CHARACTERS and not any(map(str.isalnum, line.text))


def _is_arrowed(line: Line) -> bool:
    """A few words that end in an arrow: "MORE SPORT >>>", but not «a quotation» or <a title>."""
    short = len(line.text) <= MAX_CHARACTERS and 0 < len(line.words) <= MAX_ARROWED_WORDS
    return short and bool(_ARROW.search(line.text)) and not _OPENED.search(line.text)


def _is_markup(line: Line) -> bool:
    return _has_markup_mark(line.text) and bool(_MARKUP.search(line.text))


def _is_shortcode(line: Line) -> bool:
    """A shortcode that WordPress replaces: "[button link="…"]Send us yours[/button]"."""
    return line.text.startswith("[") and bool(_SHORTCODE.fullmatch(line.text))


def _has_markup_mark(text: str) -> bool:
    return "<" in text or "[" in text or "{" in text or "function" in text


def is_link(line: Line) -> bool:
    """An address, alone or after a short label."""
    if not _has_link_mark(line.text) or line.text.startswith(_CODE_STARTS):
        return False
    label = _LINK.sub(" ", line.text)
    return len(words_of(label)) <= (MAX_LABEL_WORDS if ":" in label else 0)


def _has_link_mark(text: str) -> bool:
    return "//" in text or "www." in text or "WWW." in text


def _is_time(line: Line) -> bool:
    return is_timestamp(line.text)


def _is_field_label(line: Line) -> bool:
    """The label of a field that has to be filled in: "Your address:*"."""
    is_short = len(line.words) <= MAX_FIELD_WORDS
    return is_short and line.text.endswith((":*", ": *", "*:")) and line.text[0].isalpha()


def _is_credit(line: Line) -> bool:
    return len(line.text) <= MAX_CHARACTERS and is_credit(line.text)


def _is_byline(at: int, line: Line, state: State) -> bool:
    if is_byline(line.text):
        return len(line.words) > BARE_BYLINE_WORDS or not _is_sub_heading(at, state)
    if _HANDLE.fullmatch(line.text):
        return any(_is_found_byline(i, state) for i in state.neighbours(at))
    before = state.findings.get(at - 1)
    after = state.findings.get(at + 1)
    if is_role(line.text) and before is not None and before.rule == "byline":
        return True
    if not is_name(line.text):
        return False
    return at - 1 == state.title or (after is not None and after.rule == "timestamp")


def _is_sub_heading(at: int, state: State) -> bool:
    """Whether text goes on above and below the line: "By Night Train".

    One paragraph above a byline is a standfirst; next to a date it is a byline anywhere.
    """
    if any(_is_found_byline(i, state) for i in state.neighbours(at)):
        return False
    above = sum(state.lines[i].is_paragraph for i in range(at))
    is_marked = state.lines[at].kind is Kind.HEADING
    return above > (0 if is_marked else STANDFIRSTS) and any(
        line.is_paragraph for line in state.lines[at + 1 :]
    )


def _is_found_byline(at: int, state: State) -> bool:
    found = state.findings.get(at)
    return found is not None and found.rule in ("byline", "timestamp")


_SHAPES_OF_PAGES: tuple[tuple[str, Callable[[Line], bool]], ...] = (
    ("markup", _is_shortcode),
    ("read-more", _is_arrowed),
    ("photo-credit", _is_credit),
)
"""Where a page's structure was read, lines of the other shapes within its text are text: of 31 on
the measured pages 29 are, as the time over each part of a running report."""

_SHAPES: tuple[tuple[str, Callable[[Line], bool]], ...] = (
    ("separator", is_separator),
    ("markup", _is_markup),
    ("bare-link", is_link),
    ("timestamp", _is_time),
    ("page-furniture", _is_field_label),
    *_SHAPES_OF_PAGES,
)
