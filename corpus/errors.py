"""Every error that Pressmark raises on purpose, grouped by who can fix it.

PressmarkError
 ├─ AskError               the person who made the request
 │   ├─ QueryError         a query that cannot be read; knows the place
 │   ├─ ArticleNotFound    no such article in this index
 │   ├─ RulesError         a cleaning rules file that cannot be read
 │   └─ SpellingsError     a group of spellings, or a file of them, that cannot be read
 ├─ InputError             the person who keeps the files: this one cannot be read
 │   ├─ ReadFailed         the system refused it now, and may give it another time
 │   ├─ UnreadFormat       it is of a kind that is not read, which the error names
 │   └─ PassedOver         no fault: how many files of such kinds a place holds
 └─ IndexStateError        the person who keeps the index
     ├─ IndexMissing       there is none at that place yet
     ├─ IndexExists        there is one already
     ├─ IndexBusy          another process is writing to it
     ├─ IndexCorrupt       a file of it is damaged or gone
     ├─ IndexVersion       made by a Pressmark that this one cannot read
     ├─ IndexWriteFailed   the disk refused a change; nothing was changed
     └─ ClusterUnavailable a cluster does not answer now

The faces print `str(error)` (one plain sentence) and `error.hint` (the next thing to try).
"""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Self


class PressmarkError(Exception):
    """The root: `message` describes the fault, `hint` the next step (may be empty)."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class AskError(PressmarkError):
    """A request that cannot be answered as it is."""


class TooManyPeriodsError(AskError):
    """A count of more periods than it can have; longer ones can be counted."""


class QueryError(AskError):
    """A query that cannot be read; `start` and `end` are character offsets into `query`."""

    query = ""

    def __init__(self, message: str, hint: str = "", *, start: int = 0, end: int = 0) -> None:
        super().__init__(message, hint)
        self.start = start
        self.end = end


class ArticleNotFound(AskError):  # noqa: N818  (a state, not a fault)
    """No article has that id, URL or path, or several have."""


class RulesError(AskError):
    """A cleaning rules file that cannot be read."""


class SpellingsError(AskError):
    """A group of spellings, or a file of them, that cannot be read."""


class InputError(PressmarkError):
    """A file that cannot be read as articles; the others go on.

    `kinds` counts the files behind it by kind, where their kind is why they are not read, and
    `examples` names one of each.
    """

    kinds: Mapping[str, int] = MappingProxyType({})
    examples: Mapping[str, str] = MappingProxyType({})

    def __init__(self, path: str | Path, message: str, hint: str = "") -> None:
        super().__init__(f"{path}: {message}", hint)
        self.path = str(path)
        self.reason = message

    def __reduce__(self) -> tuple[type[Self], tuple[str, str, str]]:
        return type(self), (self.path, self.reason, self.hint)  # to cross between processes


class ReadFailed(InputError):  # noqa: N818
    """A file that the system did not give, or not to its end, whatever its content is."""


class UnreadFormat(InputError):  # noqa: N818
    """A file of a kind that is not read, such as `PDF`."""

    def __init__(self, path: str | Path, kind: str) -> None:
        super().__init__(path, f"is of a kind that is not read: {kind}")
        self.kind = kind
        self.kinds = {kind: 1}
        self.examples = {kind: str(path)}

    def __reduce__(self) -> tuple[type[Self], tuple[str, str]]:  # type: ignore[override]
        return type(self), (self.path, self.kind)


class PassedOver(InputError):  # noqa: N818
    """Files in a folder or an archive that are no articles: `kinds` counts them by kind, `examples`
    names one of each.

    It comes among the articles and the errors, so that nothing is left out silently.
    """

    def __init__(
        self, path: str | Path, kinds: Mapping[str, int], examples: Mapping[str, str]
    ) -> None:
        counted = ", ".join(f"{number:,} {kind}" for kind, number in kinds.items())
        super().__init__(path, f"holds what is not read: {counted}")
        self.kinds = dict(kinds)
        self.examples = dict(examples)

    def __reduce__(  # type: ignore[override]
        self,
    ) -> tuple[type[Self], tuple[str, dict[str, int], dict[str, str]]]:
        return type(self), (self.path, dict(self.kinds), dict(self.examples))


class IndexStateError(PressmarkError):
    """The index is not in a state that allows this."""


class IndexMissing(IndexStateError):  # noqa: N818
    """There is no index at that place yet."""


class IndexExists(IndexStateError):  # noqa: N818
    """There is an index at that place already."""


class IndexBusy(IndexStateError):  # noqa: N818
    """Another process holds the writer's lock; the message names it."""


class IndexCorrupt(IndexStateError):  # noqa: N818
    """A file of the index is damaged or gone; the message names it."""


class IndexVersion(IndexStateError):  # noqa: N818
    """The index was made by a Pressmark whose format this one cannot read."""


class IndexWriteFailed(IndexStateError):  # noqa: N818
    """The disk refused a change, which was then not made at all."""


class ClusterUnavailable(IndexStateError):  # noqa: N818
    """The cluster that holds the index does not answer, or not in time; it may do so later."""
