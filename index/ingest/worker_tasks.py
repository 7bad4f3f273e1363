"""The work of a commit that needs neither order nor the index: reading, cleaning and inverting.

A worker process has a `TaskRunner` of its own; what is done at one is the same as at another.
"""

import os
import pickle
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from whoosh.fields import Schema

from pressmark.corpus import Article, Recurring, RuleSet, clean, read
from pressmark.corpus.errors import InputError, RulesError
from pressmark.corpus.read_options import DEFAULT_OPTIONS, ReadOptions
from pressmark.corpus.readers.counted import BytesRead
from pressmark.index.ingest.prepared_article import Prepared, prepare
from pressmark.index.ingest.sources import Stamp, stamp_of
from pressmark.index.segment.merge import MergeInputPath, PostingsPiece
from pressmark.index.segment.segment_writer import FieldRows, SegmentWriter

PART_LETTERS = 1 << 18
"""Articles handed on together: a quarter of a megabyte of text takes 50 ms to clean, handing it
from process to process 2 ms."""

PART_BYTES = 1 << 22
"""Articles of which so much was read are handed on although they have little text, as the pages
of a web archive between its pictures: the progress shown must not stand still."""


@dataclass(frozen=True, slots=True)
class TaskRequest:
    """A file to be read; `digest` is that of the content which needs no reading again.

    `opened` is there where a look at the file's date, or at what it is, settles everything.
    """

    path: Path
    size: int
    digest: str = ""
    opened: "Opened | None" = None


@dataclass(frozen=True, slots=True)
class Broken:
    """After the last article of a file that could not be read to its end."""

    problem: InputError


@dataclass(frozen=True, slots=True)
class ReadSoFar:
    """Between the articles of a large file: how many of its bytes were read for those before."""

    bytes: int


Item = Article | InputError | Broken | ReadSoFar
"""What a file has: an article, one that could not be read, the file's early end, or a mark of how
far it was read."""

Done = Prepared | InputError | Broken | ReadSoFar
"""The same after cleaning."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that was looked at: its stamp, or why it has none; whether it is to be read."""

    stamp: Stamp | None = None
    problem: InputError | None = None
    is_new: bool = False


class TaskRunner:
    """What articles are read and cleaned by, and what writes segments."""

    def __init__(
        self,
        schema: Schema,
        options: ReadOptions = DEFAULT_OPTIONS,
        rules: RuleSet | None = None,
        recurring: Recurring | None = None,
    ) -> None:
        self._segments = SegmentWriter(schema)
        self._options = options
        self.rules = rules
        self.recurring = recurring

    def files(self, asked: Sequence[TaskRequest]) -> list[tuple[Opened, list[Done]]]:
        """Small files, read and cleaned."""
        opened = map(self.open, asked)
        return [(o, list(self.items(each, o))) for each, o in zip(asked, opened, strict=True)]

    def items(self, asked: TaskRequest, opened: Opened) -> Iterator[Done]:
        """What is in a file that `open` found to be new."""
        if opened.is_new:
            for part in self.parts(asked):
                yield from self.clean(part, str(asked.path))

    def open(self, asked: TaskRequest) -> Opened:
        """Look at a file and note how it is before it is read."""
        try:
            stamp = stamp_of(asked.path, status_of(asked.path))
        except (InputError, OSError) as error:
            return Opened(problem=problem_of(asked.path, error))
        return Opened(stamp, is_new=not asked.digest or stamp.digest != asked.digest)

    def parts(self, asked: TaskRequest) -> Iterator[list[Item]]:
        """What is in a file, in parts that each but the last end with how far it was read."""
        counted = BytesRead()
        return in_parts(_read(asked.path, self._options, counted), counted)

    def packed(self, asked: TaskRequest) -> Iterator[Opened | bytes]:
        """A file as `open` sees it, then its parts for `clean_packed`."""
        opened = self.open(asked)
        yield opened
        if opened.is_new:
            yield from map(pickle.dumps, self.parts(asked))

    def clean_packed(self, part: bytes, origin: str) -> list[Done]:
        """What `clean` makes of a pickled part."""
        return self.clean(pickle.loads(part), origin)

    def clean(self, part: Iterable[Item], origin: str) -> list[Done]:
        """The articles, ready to be indexed; one that stops the cleaner is a problem."""
        return [self._clean(item, origin) if isinstance(item, Article) else item for item in part]

    def _clean(self, article: Article, origin: str) -> Prepared | InputError:
        try:
            return prepare(clean(article, self.rules, self.recurring))
        except RulesError:
            raise
        except Exception as error:  # what nobody foresaw in one page must not stop the others
            return unforeseen(origin, error)

    def write(self, path: Path, rows: Mapping[str, FieldRows], count: int) -> int:
        """Write a segment of `count` documents; the checksum of its header."""
        return self._segments.write(path, rows, count)

    def merge_piece(
        self, path: Path, piece: PostingsPiece, places: Sequence[MergeInputPath]
    ) -> int:
        """Write a piece of a merge; the checksum of its header."""
        return self._segments.merge_piece(path, piece, places)


def in_parts(items: Iterable[Item], counted: BytesRead | None = None) -> Iterator[list[Item]]:
    """The same items, in lists of some PART_LETTERS or read from some PART_BYTES.

    Each list but the last ends with how many bytes were read by then, where they are `counted`.
    """
    part: list[Item] = []
    letters = before = 0
    for item in items:
        part.append(item)
        letters += letters_of(item)
        read = counted.count if counted else 0
        if letters >= PART_LETTERS or read - before >= PART_BYTES:
            if counted:
                part.append(ReadSoFar(read))
            yield part
            part, letters, before = [], 0, read
    if part:
        yield part


def letters_of(item: Item) -> int:
    """Characters of text, as far as a cleaner has to look at them."""
    return sum(len(block.text) for block in item.blocks) if isinstance(item, Article) else 0


def _read(path: Path, options: ReadOptions, counted: BytesRead) -> Iterator[Item]:
    """The articles of a file; whatever stops the reader is the end of it."""
    try:
        yield from read(path, options=options, counted=counted)
    except InputError as error:
        yield Broken(error)
    except OSError as error:
        yield Broken(problem_of(path, error))
    except Exception as error:  # nor what nobody foresaw in one file the other files
        yield Broken(unforeseen(str(path), error))


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
