"""Which units have a matching paragraph of a kind: a caption, a quote, a paragraph of reporting."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pressmark.index.segment.ranks import Words, size
from pressmark.search.leaf import Flags, Ints
from pressmark.search.units import Units


@dataclass(frozen=True, slots=True, eq=False)
class OfKind:
    """The paragraphs of one kind in a segment; `code` is what the segment calls it by."""

    units: Units
    code: int

    def count(self, found: Words) -> int:
        """How many units have one that is among `found`, bits of the segment's paragraphs."""
        own = found & self._paragraphs
        if self.units.of is None or self._once:
            return size(own)
        return int(np.count_nonzero(self.units.having(own)))

    def among(self, found: Words, local: Ints) -> Flags:
        """bool[n]: which of the units `local` have one that is among `found`."""
        return self.units.among(local, found & self._paragraphs)

    @property
    def _paragraphs(self) -> Words:
        return self.units.leaf.having("kind", self.code)

    @property
    def _once(self) -> bool:
        """Whether no unit has two of the kind, as of titles."""

        def make() -> Flags:
            having = self.units.having(self._paragraphs)
            return np.array([np.count_nonzero(having) == size(self._paragraphs)])

        return bool(self.units.leaf.kept("kind", ("once", self.code), make)[0])


def kinds(units: Units) -> Sequence[OfKind]:
    """The kinds of a segment's paragraphs, in the order of their codes."""
    known = int(units.leaf.codes("kind").max(initial=-1)) + 1
    return [OfKind(units, code) for code in range(known)]
