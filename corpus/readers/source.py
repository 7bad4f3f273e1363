"""What a reader knows about the file it reads, and how it says that a part of it is no good."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pressmark.corpus.errors import InputError


@dataclass(frozen=True, slots=True)
class Source:
    """`place` names the file in messages; `fields` maps an article's field to a record's name."""

    place: str
    name: str
    fields: Mapping[str, str] = field(default_factory=dict)

    def error(self, message: str, hint: str = "") -> InputError:
        """The error that says so about this file."""
        return InputError(self.place, message, hint)

    def inside(self, member: str) -> "Source":
        """A file within this one, as a member of an archive."""
        return Source(f"{self.place}!{member}", member, self.fields)
