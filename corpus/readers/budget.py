"""How much the members of one archive may have together once they are unpacked."""

from dataclasses import dataclass

from pressmark.corpus.readers.limits import MAX_ARTICLE_BYTES, MAX_EXPANSION


@dataclass(slots=True)
class Budget:
    """What is read of an archive is charged to it and to the archive around it."""

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
