"""The file a reader reads: its name, its errors, and how large its content may become."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from io import BufferedReader

from pressmark.corpus.errors import InputError
from pressmark.corpus.read_options import DEFAULT_OPTIONS, ReadOptions
from pressmark.corpus.read_position import ReadPosition, Unit
from pressmark.corpus.readers.limits import BUFFER_BYTES, MAX_ARTICLE_BYTES, MAX_EXPANSION
from pressmark.corpus.readers.read_counts import ReadCounts
from pressmark.corpus.readers.record_dates import RecordDates


@dataclass(slots=True)
class Budget:
    """How many bytes the members of one archive may have once they are unpacked.

    What is read of an archive is charged to it and to the archive around it.
    """

    compressed_size: int
    outer: "Budget | None" = None
    count: int = 0

    def charge(self, size: int) -> None:
        """Count so many bytes."""
        self.count += size
        if self.outer:
            self.outer.charge(size)

    def is_spent(self) -> bool:
        """Whether the archive, or the one around it, has grown like a bomb."""
        allowed = max(MAX_ARTICLE_BYTES, MAX_EXPANSION * self.compressed_size)
        return self.count > allowed or (self.outer is not None and self.outer.is_spent())


@dataclass(frozen=True, slots=True)
class Source:
    """`place` names the file in messages; `options` are those of the user.

    `depth` counts the archives the file is in, `layers` the compressions taken off itself;
    `budget` is that of the archive it is in. `reopen` opens the file from its start, where that can
    be done; `dates` reads the dates of its records, `counts` counts them, `position` follows them.
    """

    place: str
    name: str
    options: ReadOptions = DEFAULT_OPTIONS
    depth: int = 0
    layers: int = 0
    budget: Budget | None = None
    reopen: Callable[[], AbstractContextManager[BufferedReader]] | None = None
    dates: RecordDates = field(default_factory=RecordDates)
    counts: ReadCounts = field(default_factory=ReadCounts)
    position: ReadPosition = field(default_factory=ReadPosition)

    def error(self, message: str, hint: str = "") -> InputError:
        """An error about this file."""
        return InputError(self.place, message, hint)

    def begins(self, number: int, offset: int = 0) -> bool:
        """Note that a record or member begins; False where it is to be passed over."""
        return self.position.begin(self.depth, number, offset)

    def skipped_to_first(self, stream: BufferedReader) -> Unit:
        """Read past the records before the first that is to be read, as far as it is known where
        that begins; the record at which the stream then is."""
        first = self.position.first(self.depth)
        left = first.offset
        while left and (skipped := len(stream.read(min(left, BUFFER_BYTES)))):
            left -= skipped
        return first if first.offset else Unit(1)

    def decompressed(
        self, name: str, decompress: Callable[[BufferedReader], BufferedReader]
    ) -> "Source":
        """The same file without one compression, under the name it then has."""
        outer = self.reopen

        @contextmanager
        def reopen() -> Iterator[BufferedReader]:
            assert outer is not None
            with outer() as compressed, decompress(compressed) as stream:
                yield stream

        return replace(self, name=name, layers=self.layers + 1, reopen=reopen if outer else None)

    def inside(self, member: str) -> "Source":
        """A file within this one."""
        return replace(
            self,
            place=f"{self.place}!{member}",
            name=member,
            depth=self.depth + 1,
            layers=0,
            reopen=None,
        )
