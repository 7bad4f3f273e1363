import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pressmark.index.segment.bitset import (
    RankedBits,
    count_bits,
    first_numbers,
    flags_at,
    from_flags,
    from_numbers,
    last_numbers,
    run_lasts,
    to_flags,
    to_numbers,
)

COUNT = 300
_sets = st.sets(st.integers(0, COUNT - 1)).map(sorted)


@given(_sets, _sets)
def test_a_bitset_knows_its_members_and_their_ranks(members, probes):
    ranked = RankedBits.of(from_flags(flags_at(members, COUNT)))
    numbers = np.array(probes, dtype=np.int64)
    assert ranked.contains(numbers).tolist() == [number in members for number in probes]
    known = numbers[ranked.contains(numbers)]
    assert ranked.ranks(known).tolist() == [members.index(number) for number in known]


@given(_sets)
def test_flags_become_bits_and_back(members):
    words = from_flags(flags_at(members, COUNT))
    assert to_numbers(words).tolist() == members
    assert np.flatnonzero(to_flags(words, COUNT)).tolist() == members
    assert count_bits(words) == len(members)


@given(_sets)
def test_numbers_and_their_flags_give_the_same_bits(members):
    bits = from_numbers(np.array(members, dtype=np.int64), COUNT)
    assert bits.tolist() == from_flags(flags_at(members, COUNT)).tolist()


@given(_sets, st.integers(1, COUNT))
def test_first_and_last_numbers_are_those_of_the_sorted_list(members, most):
    words = from_flags(flags_at(members, COUNT))
    assert first_numbers(words, most).tolist() == members[:most]
    assert last_numbers(words, most).tolist() == members[-most:]


@given(_sets, st.sets(st.integers(0, COUNT - 2), max_size=40))
def test_run_lasts_has_the_last_number_of_each_run_that_meets_the_set(members, ends):
    lasts = sorted(ends | {COUNT - 1})
    found = run_lasts(
        from_numbers(np.array(members, dtype=np.int64), COUNT), from_flags(flags_at(lasts, COUNT))
    )
    firsts = [0, *(last + 1 for last in lasts)]
    runs = zip(firsts, lasts, strict=False)
    assert to_numbers(found).tolist() == [
        last for first, last in runs if not set(members).isdisjoint(range(first, last + 1))
    ]
