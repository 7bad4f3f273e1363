"""What a reader knows about the file it reads, and how it says that a part of it is no good."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from pressmark.corpus.errors import InputError
from pressmark.corpus.readers.budget import Budget


@dataclass(frozen=True, slots=True)
class Source:
    """`place` names the file in messages; `fields` maps an article's field to a record's name.

    `depth` counts the archives the file is in, `layers` the compressions taken off itself;
    `budget` is that of the archive it is in.
    """

    place: str
    name: str
    fields: Mapping[str, str] = field(default_factory=dict)
    depth: int = 0
    layers: int = 0
    budget: Budget | None = None

    def error(self, message: str, hint: str = "") -> InputError:
        """The error that says so about this file."""
        return InputError(self.place, message, hint)

    def decompressed(self, name: str) -> "Source":
        """The same file without one compression, under the name it then has."""
        return replace(self, name=name, layers=self.layers + 1)

    def inside(self, member: str) -> "Source":
        """A file within this one."""
        return replace(
            self, place=f"{self.place}!{member}", name=member, depth=self.depth + 1, layers=0
        )
