"""Whoosh's readers of several segments, and of none, as readers of a generation."""

from typing import TYPE_CHECKING

from whoosh.fields import Schema
from whoosh.reading import EmptyReader, MultiReader

if TYPE_CHECKING:
    from whoosh.spelling import Corrector


class SegmentsReader(MultiReader):
    """Whoosh's reader of several segments."""

    def corrector(self, fieldname: str) -> "Corrector":
        """What suggests words of a field for misspelt ones."""
        from pressmark.index.segment.spelling import WordCorrector

        return WordCorrector(self, fieldname)


class NoSegmentsReader(EmptyReader):
    """Whoosh's reader of an empty index, which knows its generation."""

    def __init__(self, schema: Schema, generation: int) -> None:
        super().__init__(schema)
        self._generation = generation

    def generation(self) -> int:
        """The commit that is read."""
        return self._generation
