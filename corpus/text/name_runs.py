"""Runs of capitalised words in the paragraphs of an article: what may hold names."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

PARTICLES = (
    "de|del|della|di|da|do|dos|das|du|des|la|las|los|van|von|der|den|ten|ter|zu|bin|ben|ibn|bint"
    "|abu|af|av|am"
)
"""Small words within names of people and places."""

CONNECTORS = "of|for|on|and|the|&"
"""Small words that may join parts of a name."""

HEADLINE_SHARE, HEADLINE_WORDS = 0.6, 4
"""A paragraph is set like a headline above this share of letters in capitalised words, with so many
in a row."""

_GLUED = "al|el|ar|as|ash|ad|an|at|az|ul|d|l"
_COMMON_OWNERS = (
    "People Women Children Men Girls Boys King Queen Veteran Veterans Farmers Workers Writers"
)
_OWNED = "Row|Street|Square|Cross|Cathedral|Hospital|Bay|Point|Island|Castle"
_CONTRACTED = "s|m|t|re|ve|ll|d"
_ABBREVIATED = (
    "Mr Mrs Ms Dr Prof Sen Sens Rep Reps Gov Govs Gen Lt Col Sgt Capt Maj Cpl Pvt Rev Hon Adm Cmdr"
    " St Ste Mt Ft Jr Sr Messrs Spc Pfc No Nos Dept"
)
_ENDINGS = frozenset(".!?:;…•—|")
_SENTENCE_ENDS = (".", "”", '"', "?", "!")
_CLOSINGS = '”"’)] \u00a0'
_BEFORE = len(" near ")
"""Characters before a run that say what it is."""
_EDGE = "\0" * _BEFORE
"""Stands before a text, so that what is before its first run is as long."""
_OPENINGS = frozenset((_EDGE[0], *_ENDINGS, *"\n\t\"“„«‘(['‹"))
_ADDRESSES = frozenset("@#/\\_")
_PLACING = (" in ", " near ")
_CLOSELY = frozenset(":@")
"""After a run: it may be a label or an address."""
_MOST_PLACES = 1 << 12
"""Pairs of characters remembered; 5,000 press releases have 1,000."""


class Runs(NamedTuple):
    """The runs within sentences, at their beginnings, and in headlines and labels; `placed` are
    those after `in` and `near`. Those after `the` begin with `The`."""

    inner: list[str]
    first: list[str]
    headlines: list[str]
    placed: set[str]


def runs_in(paragraphs: Iterable[str]) -> Runs:
    """The runs in the paragraphs of one article."""
    runs = Runs([], [], [], set())
    prose: list[str] = []
    for text in paragraphs:
        if text.endswith(_SENTENCE_ENDS) and not text.isupper():
            prose.append(text)
        else:
            _add_line(text, runs)
    _add_runs("\n".join(prose), runs)
    return runs


@cache
def _pattern() -> re.Pattern[str]:
    """One run, the _BEFORE characters before it, the last two of these, and the one after it;
    compiled for the first article.

    Most words have nothing of `ends`, which their next character shows: written with alternatives
    for whole words the expression takes six times as long.
    """
    upper = "".join(filter(str.isupper, map(chr, (*range(0x530), *range(0x1E00, 0x2000)))))
    after_owner = "|".join(rf"(?<=\b{owner}.)" for owner in _COMMON_OWNERS.split())
    after_short = "|".join(rf"(?<=\b{short}.)" for short in _ABBREVIATED.split())
    ends = (
        rf"-(?:[{upper}\d]\w*|\w+(?=-[{upper}]))"
        rf"|['’&](?:(?!(?:{_CONTRACTED})\b)\w+|(?:{after_owner})s?\b|s(?= (?:{_OWNED})\b))"
        rf"|\.(?:(?<=\b[{upper}].)(?:[{upper}]\b)?|(?:{after_short}))"
    )
    tail = rf"\w*(?:{ends})*"
    word = rf"[{upper}]{tail}"
    small = rf"(?:(?:{PARTICLES}|{CONNECTORS})[ \u00a0])*(?:(?:{_GLUED})[-'’])?"
    more = rf"(?:[ \u00a0](?:(?=[{upper}])|{small}){word})*"
    # what is before a run is captured after its first letter, by which it is searched fast
    before = rf"(?<=(.{{{_BEFORE - 2}}}(..)).)"
    return re.compile(rf"([{upper}]{before}{tail}{more})(?=(.)?)", re.DOTALL)


def _add_line(text: str, runs: Runs) -> None:
    """Add the runs of a paragraph that may be a headline."""
    own = Runs([], [], [], runs.placed)
    _add_runs(text, own)
    if _is_headline(text, (*own.inner, *own.first)):
        runs.headlines.extend((*own.inner, *own.first))
    else:
        runs.inner.extend(own.inner)
        runs.first.extend(own.first)
    runs.headlines.extend(own.headlines)


def _is_headline(text: str, runs: Sequence[str]) -> bool:
    if text.isupper():
        return True
    if sum(map(len, runs)) < HEADLINE_SHARE * len(text):
        return False
    return any(run.count(" ") >= HEADLINE_WORDS - 1 for run in runs)


def _add_runs(text: str, runs: Runs) -> None:
    """Add the runs of a text; labels before a colon to the headlines."""
    inner, first, labels, placed = runs
    places = _places()
    for run, before, near, after in _pattern().findall(_EDGE + text):
        place = places[near]
        if place == _INSIDE and after not in _CLOSELY:  # most of them
            inner.append(run)
        elif place == _NONE or after == "@":
            continue
        else:
            begins = place == _BEGINNING or (place == _AFTER_MARKS and _begins(before))
            is_label = after == ":" and (begins or " " not in run)
            if is_label and not (run.isupper() and before == _EDGE):
                labels.append(run)
            elif begins:
                first.append(run)
            elif place == _AFTER_E and before.endswith(" the "):
                inner.append(f"The {run}")
            else:
                inner.append(run)
                if place == _AFTER_N_OR_R and before.endswith(_PLACING):
                    placed.add(run)


_NONE, _BEGINNING, _AFTER_MARKS, _AFTER_E, _AFTER_N_OR_R, _INSIDE = range(6)
"""What the two characters before a run say of it: that it goes on a word or an address, begins a
sentence, may follow the end of one and closing marks; or that `the`, `in` or `near` may be before
it, or any other word."""


class _Places(dict[str, int]):
    """By the two characters before a run what they say; a look-up takes a tenth of a call."""

    def __missing__(self, near: str) -> int:
        place = _place(near)
        if len(self) < _MOST_PLACES:
            self[near] = place
        return place


@cache
def _places() -> _Places:
    return _Places()


def _place(near: str) -> int:
    last = near[-1]
    if last.isalnum() or last in _ADDRESSES:
        return _NONE
    if last in _OPENINGS:
        return _BEGINNING
    if not near[0].isalnum():
        return _AFTER_MARKS
    return {"e ": _AFTER_E, "n ": _AFTER_N_OR_R, "r ": _AFTER_N_OR_R}.get(near, _INSIDE)


def _begins(before: str) -> bool:
    return before[-4:].rstrip(_CLOSINGS)[-1:] in _ENDINGS
