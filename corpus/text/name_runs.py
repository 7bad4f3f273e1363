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
_OPENINGS = frozenset(("", *_ENDINGS, *"\n\t\"“„«‘(['‹"))
_ADDRESSES = frozenset("@#/\\_")
_PLACING = (" in ", " near ")
_PLACING_ENDS = frozenset({"n ", "r "})


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
    """One run; compiled for the first article.

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
    word = rf"[{upper}]\w*(?:{ends})*"
    small = rf"(?:(?:{PARTICLES}|{CONNECTORS})[ \u00a0])*(?:(?:{_GLUED})[-'’])?"
    return re.compile(rf"{word}(?:[ \u00a0](?:(?=[{upper}])|{small}){word})*")


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
    for match in _pattern().finditer(text):
        start, end = match.span()
        run, after = match[0], text[end : end + 1]
        before = text[start - 2 : start] if start > 1 else text[:start]
        last = before[-1:]
        if last.isalnum() or last in _ADDRESSES or after == "@":
            continue
        begins = last in _OPENINGS
        if not begins and not before[0].isalnum():
            begins = text[max(0, start - 4) : start].rstrip(_CLOSINGS)[-1:] in _ENDINGS
        if after == ":" and (begins or " " not in run) and not (run.isupper() and not start):
            labels.append(run)
        elif begins:
            first.append(run)
        elif before == "e " and text.endswith(" the ", 0, start):
            inner.append(f"The {run}")
        else:
            inner.append(run)
            if before in _PLACING_ENDS and text.endswith(_PLACING, 0, start):
                placed.add(run)
