"""A user's regular expressions, which may be written so that a search never ends."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from pressmark.corpus.errors import RulesError

SEARCH_SECONDS = 1.0
"""A search of one line, of at most 320 characters, takes microseconds; one that takes a second
tries so many ways that it may never end."""

MAX_SIZE = 10_000
"""Parts of an expression: `regex` writes `a{1000}` out as a thousand. No line that is searched has
so many characters."""

_TOKEN = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*+\]?|\((?:\?[^()]*?[:>=!])?|\{(?P<least>\d++)[^{}]*+\}|.",
    re.DOTALL,
)
"""A sign, an escape, a class, the begin of a group, or a counted repeat of what is before it."""


@dataclass(frozen=True, slots=True)
class OwnPattern:
    """Searches lines for the regular expression of a user's rule.

    Python's own module cannot be stopped in a search; `regex` can, and reads nearly all the same
    expressions: `fault_in` finds the others.
    """

    text: str
    rule: str

    def __call__(self, line: str) -> bool:
        """Whether it is in the line; raises RulesError where that takes too long."""
        try:
            return _compiled(self.text).search(line, timeout=SEARCH_SECONDS) is not None
        except TimeoutError:
            raise RulesError(
                f"[{self.rule}] {self.text!r} takes more than a second to search one line.",
                "Let nothing repeated match the same text in two ways, as (a|aa)+ does.",
            ) from None


def fault_in(text: str) -> str:
    """Why a regular expression cannot be searched for, empty where it can."""
    import regex

    if _size(text) > MAX_SIZE:
        return f"its repeats ask for more than {MAX_SIZE:,} characters"
    try:
        _compiled(text)
    except (regex.error, RecursionError) as error:
        return str(error)
    return ""


def _size(text: str) -> int:
    """How many parts an expression has once its counted repeats are written out."""
    groups: list[list[int]] = [[]]
    for token in _TOKEN.finditer(text):
        if token[0].startswith("("):
            groups.append([])
        elif token[0] == ")" and len(groups) > 1:
            inner = sum(groups.pop())
            groups[-1].append(inner)
        elif token["least"] and groups[-1]:
            groups[-1][-1] *= max(1, int(token["least"]))
        else:
            groups[-1].append(1)
    return sum(map(sum, groups))


@cache
def _compiled(text: str) -> Any:
    import regex  # only where somebody has rules of their own

    return regex.compile(text)
