"""Files that could not be read, or not to their end, counted by reason."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from typing import Any

from pressmark.index.storage import typed_json

MOST_REASONS = 40
"""Reasons listed in the manifest: there are some thirty, but a few name a column or an error."""

OTHERS = "other reasons"

_NUMBER = re.compile(r"\d[\d.,]*")


@dataclass(frozen=True, slots=True)
class UnreadFiles:
    """Files that could not be read for one reason."""

    reason: str
    """A phrase that follows the name of a file, with “…” where the files differ in a number."""

    files: int

    example: str
    """The path of one of them."""


ROWS = typed_json.listed(typed_json.row(typed_json.text, typed_json.whole(), typed_json.text))
"""The shape of what `to_rows` returns."""


def by_reason(unread: Iterable[tuple[str, str]]) -> tuple[UnreadFiles, ...]:
    """Pairs of path and reason, counted by reason, the most frequent first.

    >>> by_reason([("a", "line 2 is cut off"), ("b", "line 30 is cut off"), ("c", "is empty")])[0]
    UnreadFiles(reason='line … is cut off', files=2, example='a')
    """
    groups: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for path, reason in unread:
        groups[_NUMBER.sub("…", reason)].append((path, reason))
    found = [_counted(pattern, group) for pattern, group in groups.items()]
    found.sort(key=lambda each: (-each.files, each.reason))
    rest = found[MOST_REASONS:]
    if not rest:
        return tuple(found)
    others = UnreadFiles(OTHERS, sum(each.files for each in rest), rest[0].example)
    return (*found[:MOST_REASONS], others)


def _counted(pattern: str, group: Sequence[tuple[str, str]]) -> UnreadFiles:
    """Files whose reasons differ at most in numbers; their example is the first by name."""
    reasons = {reason for _, reason in group}
    reason = reasons.pop() if len(reasons) == 1 else pattern
    return UnreadFiles(reason, len(group), min(path for path, _ in group))


def to_rows(unread: Iterable[UnreadFiles]) -> list[list[Any]]:
    """For a manifest or the state in a cluster."""
    return [list(astuple(each)) for each in unread]


def from_rows(rows: Iterable[Sequence[Any]]) -> tuple[UnreadFiles, ...]:
    """What `to_rows` made rows of, checked by ROWS."""
    return tuple(UnreadFiles(*row) for row in rows)
