import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.corpus.errors import IndexCorrupt
from pressmark.index.segment.duplicate_groups import (
    DuplicateGroups,
    read_duplicate_groups,
    write_duplicate_groups,
)

COUNT = 12
NUMBERS = st.integers(0, COUNT - 1)
LINKS = st.lists(st.tuples(NUMBERS, NUMBERS).filter(lambda link: link[0] != link[1]), max_size=12)


def links_of(pairs) -> np.ndarray:
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


def sets_of(families: DuplicateGroups) -> set[frozenset[int]]:
    by_first: dict[int, set[int]] = {}
    for member, first in families.links.tolist():
        by_first.setdefault(first, set()).add(member)
    assert all(first == min(members) for first, members in by_first.items())
    return set(map(frozenset, by_first.values()))


def brute_force(pairs) -> set[frozenset[int]]:
    families = [{number} for number in range(COUNT)]
    for a, b in pairs:
        one, other = (next(f for f in families if n in f) for n in (a, b))
        if one is not other:
            families.remove(other)
            one |= other
    return {frozenset(family) for family in families if len(family) > 1}


@given(LINKS)
def test_what_is_linked_over_any_number_of_steps_is_one_family(pairs):
    assert sets_of(DuplicateGroups.of(links_of(pairs))) == brute_force(pairs)


@given(LINKS, LINKS)
def test_the_order_in_which_copies_arrive_is_of_no_account(first, second):
    step_by_step = DuplicateGroups.of(links_of(first)).joined(links_of(second))
    assert sets_of(step_by_step) == sets_of(DuplicateGroups.of(links_of([*second, *first])))


@given(LINKS, st.lists(st.booleans(), min_size=COUNT, max_size=COUNT))
def test_a_family_outlives_any_of_its_articles_but_never_is_one_alone(pairs, stays):
    kept = np.array(stays)
    to = np.where(kept, np.cumsum(kept) - 1, -1)
    moved = DuplicateGroups.of(links_of(pairs)).moved(to)
    expected = {
        frozenset(int(to[number]) for number in family if stays[number])
        for family in brute_force(pairs)
    }
    assert sets_of(moved) == {family for family in expected if len(family) > 1}


def test_families_are_read_as_they_were_written(tmp_path):
    families = DuplicateGroups.of(links_of([(1, 4), (4, 9), (2, 3)]))
    checksum = write_duplicate_groups(tmp_path / "file", families)
    assert sets_of(read_duplicate_groups(tmp_path / "file", checksum)) == {
        frozenset({1, 4, 9}),
        frozenset({2, 3}),
    }


def test_copies_among_articles_that_there_are_not_are_refused():
    families = DuplicateGroups.of(links_of([(1, 4)]))
    assert families.within(5) is families
    with pytest.raises(IndexCorrupt, match="articles"):
        families.within(4)
