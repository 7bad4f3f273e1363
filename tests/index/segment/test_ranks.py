import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pressmark.index.segment.ranks import RankedBits, flags_of, numbers_in, packed, size

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
    assert size(words) == len(members)
