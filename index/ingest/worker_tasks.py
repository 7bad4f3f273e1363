"""The tasks of worker processes: reading files, cleaning articles, writing and merging segments.

They need neither the index nor an order, so any process can run any of them.
"""

import os
import pickle
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, Self

from whoosh.fields import Schema

from pressmark.corpus import Article, Recurring, RuleSet, clean, read
from pressmark.corpus.errors import InputError, ReadFailed, RulesError
from pressmark.corpus.read_options import DEFAULT_OPTIONS, ReadOptions
from pressmark.corpus.read_position import BEGINNING, Position, ReadPosition
from pressmark.corpus.readers.counted_file import BytesRead
from pressmark.corpus.readers.read_counts import ReadCounts
from pressmark.corpus.recurring_lines import NONE_RECURRING
from pressmark.index.ingest.prepared_article import Prepared, prepare
from pressmark.index.ingest.stamps import Partial, Stamp, stamp_of
from pressmark.index.segment.segment_writer import SegmentWriter

PART_LETTERS = 1 << 18
"""Text of the articles sent together: a quarter of a megabyte takes 50 ms to clean, sending it
2 ms."""

PART_BYTES = 1 << 22
"""Articles are also sent after so many bytes read, however little text they have, as the pages of
a web archive between its pictures: otherwise no progress would be reported."""


@dataclass(frozen=True, slots=True)
class TaskRequest:
    """A file to read; `digest` is that of the content that is already indexed.

    `partial` is set where only some of it is, `opened` where the file's date or type shows that it
    need not be read.
    """

    path: Path
    size: int
    digest: str = ""
    partial: Partial | None = None
    opened: "Opened | None" = None


@dataclass(frozen=True, slots=True)
class Broken:
    """Follows the last article of a file that could not be read to its end; `in_content` if its
    content is why, so that reading it again changes nothing."""

    problem: InputError
    in_content: bool = False


@dataclass(frozen=True, slots=True)
class ReadSoFar:
    """Mark among the articles of a large file: the bytes read for those before it, where in the
    file it is, and what was counted of the file until there."""

    bytes: int
    position: Position
    counts: ReadCounts


Item = Article | InputError | Broken | ReadSoFar | ReadCounts
"""An item of a file: an article, one that could not be read, the file's early end, or a progress
mark."""

Done = Prepared | InputError | Broken | ReadSoFar | ReadCounts
"""The same after cleaning."""


@dataclass(frozen=True, slots=True)
class Opened:
    """State of a file: its stamp, or why it has none; whether its content is new, and from which
    position on."""

    stamp: Stamp | None = None
    problem: InputError | None = None
    is_new: bool = False
    start: Position = BEGINNING


class TaskRunner(SegmentWriter):
    """Reads and cleans articles and writes segments; each worker process has its own."""

    def __init__(
        self,
        schema: Schema,
        options: ReadOptions = DEFAULT_OPTIONS,
        rules: RuleSet | None = None,
        recurring: Recurring = NONE_RECURRING,
    ) -> None:
        super().__init__(schema)
        self.options = options
        self.rules = rules
        self.recurring = recurring

    def __reduce__(self) -> tuple[type[Self], tuple[Any, ...]]:
        return type(self), (self._schema, self.options, self.rules, self.recurring)

    def files(self, requests: Sequence[TaskRequest]) -> list[tuple[Opened, list[Done]]]:
        """Small files, read and cleaned."""
        opened = map(self.open, requests)
        return [(o, list(self.items(each, o))) for each, o in zip(requests, opened, strict=True)]

    def items(self, request: TaskRequest, opened: Opened) -> Iterator[Done]:
        """The items of a file whose content is new."""
        if opened.is_new:
            for part in self.parts(request, opened):
                yield from self.clean(part, str(request.path))

    def open(self, request: TaskRequest) -> Opened:
        """The state of a file before it is read."""
        try:
            stamp = stamp_of(request.path, status_of(request.path), self.options.signature)
        except (InputError, OSError) as error:
            return Opened(problem=problem_of(request.path, error))
        partial = request.partial
        if partial and partial.digest == stamp.digest:
            return Opened(stamp, is_new=True, start=partial.position)
        return Opened(stamp, is_new=not request.digest or stamp.digest != request.digest)

    def parts(self, request: TaskRequest, opened: Opened) -> Iterator[list[Item]]:
        """The items of a file, in parts that each but the last end with a progress mark."""
        so_far = SoFar(BytesRead(), ReadPosition(opened.start), ReadCounts())
        is_resumed = request.partial and opened.start != BEGINNING
        before = request.partial.counts if request.partial and is_resumed else None
        return in_parts(_read(request.path, self.options, so_far, before), so_far)

    def packed(self, request: TaskRequest) -> Iterator[Opened | bytes]:
        """The state of a file, then its parts for `clean_packed`."""
        opened = self.open(request)
        yield opened
        if opened.is_new:
            yield from map(pickle.dumps, self.parts(request, opened))

    def clean_packed(self, part: bytes, origin: str) -> list[Done]:
        """`clean` for a pickled part."""
        return self.clean(pickle.loads(part), origin)

    def clean(self, part: Iterable[Item], origin: str) -> list[Done]:
        """The articles, ready to index; one on which the cleaner fails becomes an InputError."""
        return [self._clean(item, origin) if isinstance(item, Article) else item for item in part]

    def _clean(self, article: Article, origin: str) -> Prepared | InputError:
        try:
            return prepare(clean(article, self.rules, self.recurring))
        except RulesError:
            raise
        except Exception as error:  # a fault on one page must not stop the others
            return unforeseen(origin, error)


class SoFar(NamedTuple):
    """What follows a reader through a file: the bytes read, the position, and what is counted."""

    bytes: BytesRead
    position: ReadPosition
    counts: ReadCounts

    def mark(self) -> ReadSoFar:
        """A mark for the place between two items."""
        position = self.position.now._replace(dates=self.position.dates)
        return ReadSoFar(self.bytes.count, position, self.counts.copy())


def in_parts(items: Iterable[Item], so_far: SoFar | None = None) -> Iterator[list[Item]]:
    """The same items, in lists of some PART_LETTERS or read from some PART_BYTES.

    Each list but the last ends with a progress mark, if the reader is followed.
    """
    part: list[Item] = []
    letters = before = 0
    for item in items:
        part.append(item)
        letters += letters_of(item)
        read = so_far.bytes.count if so_far else 0
        if letters >= PART_LETTERS or read - before >= PART_BYTES:
            if so_far:
                part.append(so_far.mark())
            yield part
            part, letters, before = [], 0, read
    if part:
        yield part


def letters_of(item: Item) -> int:
    """Characters of text to clean."""
    return sum(len(block.text) for block in item.blocks) if isinstance(item, Article) else 0


def _read(
    path: Path, options: ReadOptions, so_far: SoFar, before: ReadCounts | None
) -> Iterator[Item]:
    """The articles of a file, then their counts; any error of the reader ends it. `before` are the
    counts of what is passed over."""
    counted, position, counts = so_far
    try:
        yield from read(
            path,
            options=options,
            counted=counted,
            counts=counts,
            position=position,
            before=before,
        )
    except ReadFailed as error:
        yield Broken(error)
    except InputError as error:
        yield Broken(error, in_content=True)
    except OSError as error:
        yield Broken(problem_of(path, error))
    except Exception as error:  # a fault on one file must not stop the others
        yield Broken(unforeseen(str(path), error))
    yield counts


def status_of(path: Path) -> os.stat_result:
    """The state of a file that can be indexed; raises InputError or OSError for any other."""
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise InputError(path, "is no regular file", "give its content on standard input")
    try:
        str(path).encode()
    except UnicodeEncodeError:
        raise InputError(ascii(str(path)), "its name is not in UTF-8", "rename it") from None
    return status


def problem_of(path: Path, error: InputError | OSError) -> InputError:
    """What to report of a file that the system refuses."""
    if isinstance(error, InputError):
        return error
    return InputError(path, f"cannot be read ({error.strerror or error})")


def unforeseen(origin: str, error: Exception) -> InputError:
    """What to report of an article for which the cleaner or a reader has a fault."""
    cause = f"{type(error).__name__}: {error}"
    return InputError(
        origin or "an article", f"stops the cleaner ({cause})", "please report it with the file"
    )
