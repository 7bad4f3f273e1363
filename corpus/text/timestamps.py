"""Lines of dates and times alone: "Published: 09:41 BST, 3 June 2021 | Updated: 09:52 BST"."""

import re
from collections.abc import Iterable
from datetime import datetime

from pressmark.corpus.text.bylines import is_byline
from pressmark.corpus.text.dates import find_date, split_date
from pressmark.corpus.text.months import month_number
from pressmark.corpus.text.update_labels import without_updates
from pressmark.corpus.text.vocabulary import (
    AGE_WORDS,
    AGENCIES,
    BYLINE_LINKS,
    JOURNALIST_ROLES,
    META_LABELS,
    META_WORDS,
    TIME_WORDS,
    WEEKDAYS,
)

MAX_CHARACTERS = 160
"""The longest measured line of dates and times has 90 characters."""

MAX_TOKENS = 24
"""Two dates with times, zones and their words come to about 20 tokens."""

MAX_CLOCK_CHARACTERS = 20
"""A time of day with its zone: "10:45 a.m. (EST)"."""

MAX_SIGNED_CHARACTERS = 100
"""Two authors, their paper, a date and a time."""

MAX_DAYS = 2
"""A line has the days of publication and of an update; more days are a calendar."""

MAX_NAME_TOKENS = 6
"""So many words of a signed date may be names."""

MAX_LABEL_WORDS = 3
MAX_VALUE_WORDS = 8
"""Words of a label, as "posted by", and of what follows it: a name, or some topics."""

SHORTEST_AUTHOR = 3
"""Letters; fewer are no name to look for in a line."""

_KNOWN = TIME_WORDS | WEEKDAYS
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_JOINT = re.compile(r"(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
"""Where a scraper ran two texts together: "4:29 AM ESTUpdated an hour ago"."""

_HOUR_OF = r"(?<![\d.])\d{1,2}(?:[:.h]\d{2}(?!\d)(?:\s?[ap]\.?m\b\.?)?|\s?[ap]\.?m\b\.?)"
_SPAN = re.compile(rf"{_HOUR_OF}\s?(?:[-–—]|to|until)\s?{_HOUR_OF}", re.IGNORECASE)
"""From one hour to another, which is how long an event takes."""

_CLOCK = re.compile(r"(?<!\d)\d{1,2}[:.h]\d{2}(?!\d)|\b\d{1,2}\s?[ap]\.?m\b", re.IGNORECASE)
_HOUR = re.compile(
    r"\W*\d{1,2}(?:[:.h]\d{2})?\s*(?:[ap]\.?m\.?|uhr|h)?\s*\(?[A-Z]{0,4}\)?:?", re.IGNORECASE
)
_MONTH_AND_DAY = re.compile(
    r"(?<![^\W\d_])([^\W\d_]{3,}+)\.?\s+\d{1,2}\b|\b\d{1,2}\.?\s+([^\W\d_]{3,})"
)
_LABEL = re.compile(r"(?<![^\W\d_])([^\W\d_]{3,}+):")
_BY = re.compile(
    r"(?:^|\s)(?:by|von|par|por|di|door|oleh|автор)\b\s*+(?::\s*+)?[^\W\d_]", re.IGNORECASE
)
_PLACE = re.compile(
    rf"^\W*(?:[^\W\d_a-z][^\W\d_]+|[A-Z]+(?: [A-Z]+)+|(?i:{'|'.join(AGENCIES)}))\s*[,|/•·–—-]"
)
"""Where a report was written, or the agency that sent it: "Oslo, ", "AP - "."""

_ADDRESS = re.compile(r"https?://\S+|www\.\S+|(?<!\S)(?>\S[^\s@]*@)\S+")
_NUMBER = re.compile(r"\d{3}")
_VERSION = re.compile(r"\d\.\d+\.\d")
"""A version number; a shorter number may be an hour."""

_PART_BREAK = re.compile(r"(?<!\s)\s+[-–—|·•/]\s+")
_NUMERIC_DAY = re.compile(r"\d{1,2}([./-])\d{1,2}\1(?:19|20)?\d{2}")
_LABEL_START = re.compile(r"^[^\W\d_]+(?:\s[^\W\d_]+)?:\s")
_COUNT = re.compile(r"(?<!\d)\d+ [^\W\d_]+$")
_LONG_NUMBER = re.compile(r"\d{5}")
_PLACE_BREAK = re.compile(r"\s[•|·]\s")


def is_timestamp(text: str) -> bool:
    """Whether the line gives a date or a time and has no word that does not belong to it."""
    if len(text) > MAX_CHARACTERS or not any(map(str.isdigit, text)) or _SPAN.search(text):
        return False
    if _only_time_words(text) or _only_time_words(_JOINT.sub(" ", text)):
        return _has_date_or_time(text)
    day, rest = split_date(text)
    if day and _only_time_words(rest):
        return True
    date, *place = _PLACE_BREAK.split(text)
    return len(place) == 1 and _only_time_words(date) and find_date(date) is not None


def is_clock(text: str) -> bool:
    """Whether the line is a time of day, without a date."""
    if len(text) > MAX_CLOCK_CHARACTERS or not _HOUR.fullmatch(text):
        return False
    return has_clock(text) or text.casefold().strip(" :").endswith(("uhr", "h"))


def has_clock(text: str) -> bool:
    """Whether a time of day is in the text."""
    return _CLOCK.search(text) is not None


def is_signed_date(text: str) -> bool:
    """Whether the line is a full date with names alone: "Jane Doe - Nov 19, 2019, 10:31 pm"."""
    if len(text) > MAX_SIGNED_CHARACTERS or not any(map(str.isdigit, text)):
        return False
    day, rest = split_date(text)
    if day is None or _is_event(text) or _has_other_number(rest):
        return False
    others = names_with_date(text)
    return len(others) <= MAX_NAME_TOKENS and all(token[0].isupper() for token in others)


def is_signed_by(text: str) -> bool:
    """Whether the line is a full date with an author after a "by"."""
    return _BY.search(text) is not None and is_signed_date(text)


def is_labelled_date(text: str) -> bool:
    """Whether the line is a date and labelled values: "3.5.2021 - Author: Doe - Tags: sea"."""
    if len(text) > MAX_CHARACTERS or not any(map(str.isdigit, text)):
        return False
    parts = _PART_BREAK.split(text)
    others = [part for part in parts if not _is_day(_LABEL_START.sub("", part))]
    return (
        len(others) == len(parts) - 1 > 0
        and all(map(_is_labelled_value, others))
        and any(_is_meta_label(part.partition(":")[0]) for part in others)
    )


def _is_day(text: str) -> bool:
    """Also a date of which nobody can say what is day and what month."""
    return is_timestamp(text) or _NUMERIC_DAY.fullmatch(text) is not None


def _is_labelled_value(part: str) -> bool:
    label, colon, value = part.partition(":")
    words, values = len(label.split()), len(value.split())
    return bool(colon) and words <= MAX_LABEL_WORDS and 0 < values <= MAX_VALUE_WORDS


def _is_meta_label(label: str) -> bool:
    return not META_LABELS.isdisjoint(_TOKEN.findall(label.casefold()))


def names_with_date(text: str) -> list[str]:
    """The words of a line that belong to no date."""
    return [token for token in _TOKEN.findall(text) if not _is_of_meta(token.casefold())]


def is_dateline(text: str, authors: Iterable[str] = ()) -> bool:
    """Whether a line is nothing but date, place, author and label; these are known authors.

    A time of day alone may be over each entry of a running report.
    """
    if is_clock(text):
        return False
    if is_timestamp(text) or is_byline(text) or is_signed_date(text) or is_labelled_date(text):
        return True
    unsigned = _without(authors, text)
    if unsigned == text or len(text) > MAX_SIGNED_CHARACTERS:
        return False
    tokens = _TOKEN.findall(_ADDRESS.sub(" ", unsigned).casefold())
    return all(map(_is_of_author, tokens))


def date_of_line(text: str, authors: Iterable[str] = ()) -> datetime | None:
    """The article's date in a line near the text, if it is meant as one.

    A date between other words is of something else, and one after a name that is neither a known
    author's nor a "by" away may be an event's: "Mill Hall, 12 May 2031". The date of an update is
    none.
    """
    published = without_updates(text)
    if is_timestamp(text):
        return find_date(published)
    unsigned = _without(authors, text)
    is_signed = unsigned != text or bool(_BY.search(text))
    if is_signed and is_dateline(text, authors):
        return find_date(published)
    return find_date(published) if is_timestamp(_PLACE.sub("", text)) else None


def _without(authors: Iterable[str], text: str) -> str:
    """The text without the names of those."""
    for author in authors:
        if len(author) >= SHORTEST_AUTHOR:
            text = re.sub(rf"\b{re.escape(author)}\w*", " ", text, flags=re.IGNORECASE)
    return text


def _is_event(text: str) -> bool:
    """Whether it announces an event."""
    labels = (label.casefold() for label in _LABEL.findall(text))
    return (
        not all(map(_is_of_meta, labels))
        or _LONG_NUMBER.search(text) is not None
        or _SPAN.search(text) is not None
    )


def _has_other_number(text: str) -> bool:
    """Whether it has a number other than dates, times and a count of comments."""
    _, text = split_date(text)
    if _VERSION.search(text):
        return True
    return _NUMBER.search(_COUNT.sub(" ", _CLOCK.sub(" ", text))) is not None


def _is_of_author(token: str) -> bool:
    return _is_of_meta(token) or token in JOURNALIST_ROLES or token in BYLINE_LINKS


def _has_date_or_time(text: str) -> bool:
    days = sum(bool(month_number(a or b)) for a, b in _MONTH_AND_DAY.findall(text))
    if days > MAX_DAYS:
        return False
    return bool(days or find_date(text) or _CLOCK.search(text) or _is_age(text))


def _is_age(text: str) -> bool:
    """ "3 hours ago", "vor 2 Stunden": a number and time words, one of them backwards."""
    words = set(_TOKEN.findall(text.casefold()))
    return bool(words & AGE_WORDS)


def _only_time_words(text: str) -> bool:
    tokens = _TOKEN.findall(text.casefold())
    return len(tokens) <= MAX_TOKENS and all(map(_is_of_time, tokens))


def _is_of_meta(token: str) -> bool:
    return token in META_WORDS or _is_of_time(token)


def _is_of_time(token: str) -> bool:
    return token.isdigit() or token in _KNOWN or month_number(token) is not None
