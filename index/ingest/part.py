"""A share of the files, so that several runs read all of them together."""

from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple, Self

from pressmark.corpus.errors import AskError

MOST_PARTS = 10_000


class Part(NamedTuple):
    """The files of the `number`th of `parts` parts; which these are depends on their paths alone.

    >>> Part.parse("2/4")
    Part(number=2, parts=4)
    """

    number: int
    parts: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """The part written as `2/4`; raises AskError."""
        number, _, count = text.partition("/")
        if number.isdecimal() and count.isdecimal():
            part = cls(int(number), int(count))
            if 1 <= part.number <= part.parts <= MOST_PARTS:
                return part
        raise AskError(
            f"{text!r} is no part of the files.",
            f"Write 1/4, 2/4, 3/4 and 4/4 for four runs, {MOST_PARTS:,} at most.",
        )

    def has(self, path: str | Path) -> bool:
        """Whether a file is in this part."""
        name = str(path).encode("utf-8", "surrogateescape")
        digest = blake2b(name, digest_size=8).digest()
        return int.from_bytes(digest, "little") % self.parts == self.number - 1


WHOLE = Part(1, 1)
"""All files."""
