"""Whoosh's matcher of a term, which iterates over decoded postings."""

from bisect import bisect_left
from collections.abc import Iterator
from typing import Any

from whoosh.formats import Format, Positions
from whoosh.matching import LeafMatcher, ReadTooFar
from whoosh.system import pack_uint
from whoosh.util.numeric import byte_to_length

from pressmark.index.segment.int_codec import Ints, offsets
from pressmark.index.segment.postings import TermFacts


class MatcherPostings:
    """Postings for a matcher: live paragraphs of a term and, on request, its positions.

    `numbers` int64[n] ascending; `places` int64[n] of each among the term's rows; `freqs` and
    `positions` of all rows of the term, as `PostingsFile` gives them.
    """

    __slots__ = ("facts", "freqs", "numbers", "places", "positions", "starts")

    def __init__(
        self, numbers: Ints, places: Ints, freqs: Ints, positions: Ints | None, facts: TermFacts
    ) -> None:
        self.numbers = numbers.tolist()
        self.places = places
        self.freqs = freqs
        self.positions = positions
        self.starts = offsets(freqs)
        self.facts = facts


class ArrayMatcher(LeafMatcher):
    """Whoosh's matcher of one term in one segment; the whole of it is one block."""

    def __init__(
        self, postings: MatcherPostings, format_: Format, term: tuple[str, bytes], scorer: Any
    ) -> None:
        self._postings = postings
        self._numbers: list[int] = postings.numbers
        self._i = 0
        self._term = term
        # of what a format may hold beyond positions, such as characters, nothing is kept
        self.format = Positions() if postings.positions is not None else format_
        self.scorer = scorer

    def is_active(self) -> bool:
        """Whether there is a present posting."""
        return self._i < len(self._numbers)

    def reset(self) -> None:
        """Back to the first posting."""
        self._i = 0

    def copy(self) -> "ArrayMatcher":
        """Another matcher at the same place."""
        other = ArrayMatcher(self._postings, self.format, self._term, self.scorer)
        other._i = self._i
        return other

    def id(self) -> int:
        """The present paragraph; past the end the last one.

        Whoosh's AndNot calls it once more after moving a matcher past its end.
        """
        return self._numbers[min(self._i, len(self._numbers) - 1)]

    def all_ids(self) -> Iterator[int]:
        """All paragraphs from the present one on."""
        return iter(self._numbers[self._i :])

    def next(self) -> bool:
        """On to the next posting; whether that began a new block."""
        if not self.is_active():
            raise ReadTooFar
        self._i += 1
        return not self.is_active()

    def skip_to(self, target: int) -> None:
        """On to the first paragraph that is not before `target`."""
        if not self.is_active():
            raise ReadTooFar
        self._i = bisect_left(self._numbers, target, self._i)

    def skip_to_quality(self, minquality: float) -> int:
        """Past the block, unless its best may exceed `minquality`; the number of blocks passed."""
        if self.block_quality() > minquality:
            return 0
        self._i = len(self._numbers)
        return 1

    def _place(self) -> int:
        return int(self._postings.places[self._i])

    def weight(self) -> float:
        """The term frequency in the current paragraph."""
        return float(self._postings.freqs[self._place()])

    def value(self) -> bytes:
        """The posting as the field's Whoosh format writes it."""
        if self._postings.positions is not None:
            value: bytes = self.format.encode(self._positions())
            return value
        return bytes(pack_uint(int(self.weight()))) if self.supports("frequency") else b""

    def value_as(self, astype: str) -> Any:
        """The posting as positions, frequency and so on."""
        if astype == "positions" and self._postings.positions is not None:
            return self._positions()
        return super().value_as(astype)

    def _positions(self) -> list[int]:
        start, end = self._postings.starts[self._place() :][:2]
        positions: list[int] = self._postings.positions[start:end].tolist()  # type: ignore[index]
        return positions

    def block_min_id(self) -> int:
        """The first paragraph."""
        return self._numbers[0]

    def block_max_id(self) -> int:
        """The last paragraph."""
        return self._numbers[-1]

    def block_min_length(self) -> int:
        """The length of the shortest field with the term."""
        return int(byte_to_length(self._postings.facts.shortest))

    def block_max_length(self) -> int:
        """The length of the longest field with the term."""
        return int(byte_to_length(self._postings.facts.longest))

    def block_max_weight(self) -> float:
        """The highest term frequency in any paragraph."""
        return float(self._postings.facts.most)
