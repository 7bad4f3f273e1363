"""Words near each other: what is found, against trying every start, and in how many steps."""

from hypothesis import given
from hypothesis import strategies as st

from pressmark.index.near_query import all_near, closest

PLACES = st.lists(st.lists(st.integers(0, 12), unique=True, max_size=6).map(sorted), min_size=1)


def first_fit(places, width, after=-1):
    for start in sorted({place for each in places for place in each if place > after}):
        chosen = []
        for each in places:
            inside = [p for p in each if start <= p <= start + width and p not in chosen]
            if not inside:
                break
            chosen.append(inside[0])
        else:
            return chosen
    return None


@given(PLACES, st.integers(0, 6))
def test_the_first_places_near_enough_are_those_that_trying_every_start_gives(places, width):
    assert closest(places, width) == first_fit(places, width)


@given(PLACES, st.integers(0, 6))
def test_all_are_found_each_behind_the_one_before(places, width):
    expected, after = [], -1
    while chosen := first_fit(places, width, after):
        expected.append(chosen)
        after = max(chosen)
    assert list(all_near(places, width)) == expected


class Counted(int):
    """A place that counts how often places are compared."""

    compared = 0

    def __le__(self, other):
        Counted.compared += 1
        return int(self) <= int(other)

    def __lt__(self, other):
        Counted.compared += 1
        return int(self) < int(other)

    def __gt__(self, other):
        Counted.compared += 1
        return int(self) > int(other)

    __hash__ = int.__hash__


def compared(places, width):
    Counted.compared = 0
    list(all_near([list(map(Counted, each)) for each in places], width))
    return Counted.compared


def test_a_long_paragraph_takes_as_many_steps_a_word_as_a_short_one():
    def at_far_ends(size):
        return [range(size), range(2 * size, 3 * size)]

    def in_turns(size):
        return [range(0, 2 * size, 2), range(1, 2 * size, 2)]

    for make, width in ((at_far_ends, 5), (in_turns, 5), (in_turns, 1000)):
        assert compared(make(4000), width) < 2.3 * compared(make(2000), width)
