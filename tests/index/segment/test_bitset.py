import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pressmark.index.segment.bitset import (
    RankedBits,
    bits_of,
    first_in,
    flags_in,
    flags_of,
    last_in,
    lasts_of,
    numbers_in,
    packed,
    size,
)

COUNT = 300
_sets = st.sets(st.integers(0, COUNT - 1)).map(sorted)


@given(_sets, _sets)
def test_a_set_of_bits_tells_members_and_their_ranks(members, asked):
    ranked = RankedBits.of(np.array(members, dtype=np.int64), COUNT)
    numbers = np.array(asked, dtype=np.int64)
    assert ranked.contains(numbers).tolist() == [number in members for number in asked]
    known = numbers[ranked.contains(numbers)]
    assert ranked.ranks(known).tolist() == [members.index(number) for number in known]


@given(_sets)
def test_what_was_packed_is_found_again(members):
    words = packed(flags_of(members, COUNT))
    assert numbers_in(words).tolist() == members
    assert np.flatnonzero(flags_in(words, COUNT)).tolist() == members
    assert size(words) == len(members)


@given(_sets)
def test_a_set_of_numbers_is_the_same_bits_as_that_of_their_flags(members):
    bits = bits_of(np.array(members, dtype=np.int64), COUNT)
    assert bits.tolist() == packed(flags_of(members, COUNT)).tolist()


@given(_sets, st.integers(1, COUNT))
def test_the_first_and_last_few_of_a_set_are_those_of_its_list(members, most):
    words = packed(flags_of(members, COUNT))
    assert first_in(words, most).tolist() == members[:most]
    assert last_in(words, most).tolist() == members[-most:]


@given(_sets, st.sets(st.integers(0, COUNT - 2), max_size=40))
def test_a_run_is_told_by_its_last_number_where_any_of_it_is_in_a_set(members, ends):
    lasts = sorted(ends | {COUNT - 1})
    found = lasts_of(
        bits_of(np.array(members, dtype=np.int64), COUNT), packed(flags_of(lasts, COUNT))
    )
    firsts = [0, *(last + 1 for last in lasts)]
    runs = zip(firsts, lasts, strict=False)
    assert numbers_in(found).tolist() == [
        last for first, last in runs if not set(members).isdisjoint(range(first, last + 1))
    ]
