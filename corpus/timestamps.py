"""Lines that say nothing but when: "Published: 09:41 BST, 3 June 2021 | Updated: 09:52 BST"."""

import re

from pressmark.corpus.dates import find_date, split_date
from pressmark.corpus.months import month_number
from pressmark.corpus.vocabulary import AGE_WORDS, META_WORDS, TIME_WORDS, WEEKDAYS

MAX_CHARACTERS = 160
"""The longest measured line of dates and times has 90 characters."""

MAX_TOKENS = 24
"""Two dates with times, zones and their words come to about 20 tokens."""

MAX_CLOCK_CHARACTERS = 20
"""A time of day with its zone: "10:45 a.m. (EST)"."""

MAX_SIGNED_CHARACTERS = 100
"""Two authors, their paper, a date and a time."""

MAX_DAYS = 2
"""A line says when it was published and when updated; more days are a calendar."""

MAX_NAME_TOKENS = 6
"""So many words of a signed date may be names."""

_KNOWN = TIME_WORDS | WEEKDAYS
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_JOINT = re.compile(r"(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
"""Where a scraper ran two texts together: "4:29 AM ESTUpdated an hour ago"."""

_CLOCK = re.compile(r"(?<!\d)\d{1,2}[:.h]\d{2}(?!\d)|\b\d{1,2}\s?[ap]\.?m\b", re.IGNORECASE)
_HOUR = re.compile(
    r"\W*\d{1,2}(?:[:.h]\d{2})?\s*(?:[ap]\.?m\.?|uhr|h)?\s*\(?[A-Z]{0,4}\)?:?", re.IGNORECASE
)
_MONTH_AND_DAY = re.compile(r"([^\W\d_]{3,})\.?\s+\d{1,2}\b|\b\d{1,2}\.?\s+([^\W\d_]{3,})")
_LABEL = re.compile(r"([^\W\d_]{3,}):")
_LONG_NUMBER = re.compile(r"\d{5}")
_PLACE_BREAK = re.compile(r"\s[•|·]\s")


def is_timestamp(text: str) -> bool:
    """Whether the line gives a date or a time and has no word that does not belong to it."""
    if len(text) > MAX_CHARACTERS or not any(map(str.isdigit, text)):
        return False
    if _only_time_words(text) or _only_time_words(_JOINT.sub(" ", text)):
        return _says_when(text)
    day, rest = split_date(text)
    if day and _only_time_words(rest):
        return True
    date, *place = _PLACE_BREAK.split(text)
    return len(place) == 1 and _only_time_words(date) and find_date(date) is not None


def is_clock(text: str) -> bool:
    """Whether the line is a time of day, without a date."""
    return len(text) <= MAX_CLOCK_CHARACTERS and bool(_HOUR.fullmatch(text))


def is_signed_date(text: str) -> bool:
    """Whether the line is a full date with names alone: "Jane Doe - Nov 19, 2019, 10:31 pm"."""
    if len(text) > MAX_SIGNED_CHARACTERS or not any(map(str.isdigit, text)):
        return False
    labels = (label.casefold() for label in _LABEL.findall(text))
    if not all(map(_is_of_meta, labels)) or _LONG_NUMBER.search(text):
        return False  # where and when something will be
    others = [token for token in _TOKEN.findall(text) if not _is_of_meta(token.casefold())]
    return (
        len(others) <= MAX_NAME_TOKENS
        and all(token[0].isupper() for token in others)
        and find_date(text) is not None
    )


def _says_when(text: str) -> bool:
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
