"""A user's regular expressions, which may be written so that a search never ends."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from pressmark.corpus.errors import RulesError

SEARCH_SECONDS = 1.0
"""A search of one line, of at most 320 characters, takes microseconds; one that takes a second
tries so many ways that it may never end."""


@dataclass(frozen=True, slots=True)
class OwnPattern:
    """Searches lines for the regular expression of a user's rule.

    Python's own module cannot be stopped in a search; `regex` can, and reads nearly all the same
    expressions: `fault_in` tells the others.
    """

    text: str
    rule: str

    def __call__(self, line: str) -> bool:
        """Whether it is in the line; raises RulesError where that cannot be told in time."""
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

    try:
        _compiled(text)
    except regex.error as error:
        return str(error)
    return ""


@cache
def _compiled(text: str) -> Any:
    import regex  # only where somebody has rules of their own

    return regex.compile(text)
