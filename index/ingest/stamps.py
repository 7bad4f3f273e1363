"""The state of a file when it was read, and its form in the list of files."""

import hashlib
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pressmark.corpus.errors import InputError, UnreadFormat
from pressmark.index.ingest import kept_counts
from pressmark.index.storage import typed_json

if TYPE_CHECKING:  # a search needs only `sources.absolute`
    from pressmark.corpus.read_position import Position
    from pressmark.corpus.readers.read_counts import ReadCounts
    from pressmark.index.ingest.worker_tasks import Broken

_UNSURE_NS = 2_000_000_000
"""A file changed within two seconds of being read (the time step of FAT) may change once more
without its time showing it, so that its time is not trusted."""
_CHUNK = 1 << 20


class Partial(NamedTuple):
    """How far a file with that digest was read when a checkpoint was committed.

    `shared` are the addresses, by their ids, that different articles before that have, `set_aside`
    those that other files have too; `superseded` are the files with earlier captures of articles of
    the file as it was before it changed; `counts` is what was counted of the file until there.
    """

    digest: str
    position: "Position"
    shared: tuple[str, ...] = ()
    set_aside: tuple[str, ...] = ()
    superseded: tuple[str, ...] = ()
    counts: "ReadCounts | None" = None


class Stamp(NamedTuple):
    """A file as it was when it was read, and how many articles it held.

    `mtime_ns` is 0 where the time proves nothing. `digest` is empty where the index does not hold
    exactly the articles of the file; `partial` is set where it holds those up to a position.
    `supersedes` are the files that have earlier captures of articles of this one. `problem` is the
    reason and the hint of a file that cannot be read, or not to its end; `empty` the reason why one
    that was read to its end has no article.
    """

    size: int
    mtime_ns: int
    digest: str
    articles: int = 0
    partial: Partial | None = None
    supersedes: tuple[str, ...] = ()
    problem: tuple[str, str] | None = None
    empty: str = ""

    @property
    def unread(self) -> str:
        """Why not all of the file, or nothing of it, was read; empty if it was."""
        return self.problem[0] if self.problem else self.empty


Entry = Stamp | frozenset[str] | None
"""A file's stamp, or the ids of removed articles of it, or None: forget the file."""
_PARTIAL = typed_json.also(
    typed_json.record(
        digest=typed_json.text,
        units=typed_json.listed(typed_json.row(typed_json.whole(), typed_json.whole())),
        items=typed_json.whole(),
        dates=typed_json.listed(typed_json.row(typed_json.text, typed_json.text, typed_json.text)),
        shared=typed_json.listed(typed_json.text),
        set_aside=typed_json.listed(typed_json.text),
        superseded=typed_json.listed(typed_json.text),
    ),
    counts=kept_counts.counts_of,
)


def _partial(value: object) -> Partial:
    from pressmark.corpus.read_position import Position, Unit

    found = _PARTIAL(value)
    units = tuple(Unit(*unit) for unit in found["units"])
    dates = tuple((group, shape, order) for group, shape, order in found["dates"])
    position = Position(units, found["items"], dates)
    shared, set_aside, superseded = (
        tuple(found[name]) for name in ("shared", "set_aside", "superseded")
    )
    counts = found.get("counts")
    return Partial(found["digest"], position, shared, set_aside, superseded, counts)


def _paths(value: object) -> tuple[str, ...]:
    return tuple(typed_json.listed(typed_json.text)(value))


_STAMP = typed_json.also(
    typed_json.record(
        size=typed_json.whole(),
        mtime_ns=typed_json.whole(-typed_json.MOST),
        digest=typed_json.text,
        articles=typed_json.whole(),
    ),
    partial=_partial,
    supersedes=_paths,
    problem=typed_json.row(typed_json.text, typed_json.text),
    empty=typed_json.text,
)
_REMOVED = typed_json.record(removed=typed_json.listed(typed_json.text))


def stamp_or_removed(value: object) -> Stamp | frozenset[str]:
    """What `to_json` made of an entry that is not None."""
    if isinstance(value, dict) and "removed" in value:
        return frozenset(_REMOVED(value)["removed"])
    stamp = _STAMP(value)
    if "problem" in stamp:
        reason, hint = stamp["problem"]
        stamp["problem"] = reason, hint
    return Stamp(**stamp)


def stamp_of(path: Path, status: os.stat_result, signature: str = "") -> Stamp:
    """The stamp of a file whose state was `status` just now; OSError where it cannot be read.

    The digest differs with the `signature` of the options that the file is read with.
    """
    is_settled = status.st_mtime_ns < time.time_ns() - _UNSURE_NS
    digest = hashlib.blake2b(signature.encode(), digest_size=16)
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return Stamp(status.st_size, status.st_mtime_ns if is_settled else 0, digest.hexdigest())


def broken_off(stamp: Stamp, broken: "Broken") -> Stamp:
    """The stamp of a file that was not read to its end: where that may be otherwise next time, it
    is read again then."""
    reason = broken.problem.reason, broken.problem.hint
    if broken.in_content:
        return stamp._replace(problem=reason)
    return stamp._replace(mtime_ns=0, digest="", problem=reason)


def unread_stamp(known: Stamp | None, stamp: Stamp, broken: "Broken") -> Stamp | None:
    """The stamp of a file of which nothing could be read; None to leave the one that is known.

    The file is read again next time if the index has articles of what it was before, if the system
    did not give it, or if it is of a kind that is read where an extra is installed.
    """
    stamp = broken_off(stamp, broken)
    if known and known.articles:
        if not broken.in_content:  # it need not be read again if it is given as it was
            return None
        return known._replace(mtime_ns=0, digest="", problem=stamp.problem)
    if isinstance(broken.problem, UnreadFormat):
        return stamp._replace(mtime_ns=0, digest="")
    return stamp


def unopened(known: Stamp | None, path: Path, problem: InputError) -> Stamp | None:
    """The stamp of a file that the system does not give; None for one that is gone, that has no
    name in UTF-8, or of which the index has articles: they stay, and it may be given again."""
    is_named = problem.path == str(path)
    if not is_named or (known and known.articles) or not path.exists():
        return None
    return Stamp(0, 0, "", problem=(problem.reason, problem.hint))


def to_json(entry: Entry) -> dict[str, Any] | None:
    """An entry as it is in the list of files."""
    if isinstance(entry, frozenset):
        return {"removed": sorted(entry)}
    if entry is None:
        return None
    stamp = entry._asdict()
    if partial := stamp.pop("partial"):
        known = partial._asdict()
        del known["counts"]
        known |= {"counts": kept_counts.to_json(partial.counts)} if partial.counts else {}
        stamp["partial"] = known | known.pop("position")._asdict()
    for name in ("supersedes", "problem", "empty"):
        if not stamp[name]:
            del stamp[name]
    return stamp
