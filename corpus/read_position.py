"""Where a reader is in a file, so that an interrupted run goes on there."""

from dataclasses import dataclass
from typing import NamedTuple


class Unit(NamedTuple):
    """A record of a dump or a member of an archive: its number from 1, and where it begins in the
    decompressed bytes; 0 where only its number is known."""

    number: int
    offset: int = 0


class Position(NamedTuple):
    """A place between two items of a file: the archive members and the record that the item before
    it is of, the outermost first, and how many items of that record are before it."""

    units: tuple[Unit, ...] = ()
    items: int = 0
    dates: tuple[tuple[str, str, str], ...] = ()
    """The rows of the DateOrders of the dump that the item before it is of, as far as known."""

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of the units."""
        return tuple(unit.number for unit in self.units)


BEGINNING = Position()


@dataclass(slots=True)
class ReadPosition:
    """Follows a reader through a file and has it pass over what is before `start`.

    A reader that notes no units is followed too: its items are counted from the start of the file.
    """

    start: Position = BEGINNING
    now: Position = BEGINNING
    dates: tuple[tuple[str, str, str], ...] = ()
    _is_begun: bool = False

    def begin_dates(self) -> None:
        """Note that a file begins, perhaps in an archive. The order of dates is known of that in
        which `start` is, which is the first that is read."""
        self.dates = () if self._is_begun else self.start.dates
        self._is_begun = True

    def begin(self, depth: int, number: int, offset: int = 0) -> bool:
        """Note that a unit within `depth` archives begins; False where it is before `start`."""
        units = (*self.now.units[:depth], Unit(number, offset))
        now = Position(units)
        if now.numbers < self.start.numbers[: len(units)]:
            return False
        self.now = now
        return True

    def first(self, depth: int) -> Unit:
        """The unit within `depth` archives at which reading begins."""
        units = self.start.units
        if depth < len(units) and self.now.numbers[:depth] == self.start.numbers[:depth]:
            return units[depth]
        return Unit(1)

    @property
    def is_at_start(self) -> bool:
        """Whether the last item was the one before `start`."""
        return (self.now.numbers, self.now.items) == (self.start.numbers, self.start.items)

    def take(self) -> bool:
        """Count an item; False where it is before `start`."""
        self.now = Position(self.now.units, self.now.items + 1)
        is_same = self.now.numbers == self.start.numbers
        return not (is_same and self.now.items <= self.start.items)
