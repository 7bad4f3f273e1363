import random

from pressmark.index.segment.catalog import Entry
from pressmark.index.segment.merge_policy import groups_to_merge
from pressmark.index.segment.thresholds import FREE_MERGE, TIER


def _entry(live, count=None):
    return Entry("", 0, count or live, live)


def _commit(entries, sizes):
    """The segments after a commit that wrote segments of `sizes`, and what was rewritten."""
    entries = [*entries, *map(_entry, sizes)]
    rewritten = 0
    for group in reversed(groups_to_merge(entries, len(sizes), sum(sizes))):
        live = sum(entry.live for entry in entries[group.start : group.stop])
        entries[group.start : group.stop] = [_entry(live)]
        rewritten += live
    return entries, rewritten


def test_what_one_commit_wrote_becomes_one_segment():
    entries, _ = _commit([], [65536] * 15)
    assert [entry.live for entry in entries] == [65536 * 15]


def test_segments_stay_few_and_each_commit_rewrites_little():
    entries = [_entry(1_000_000)]
    total = 0
    for number in range(2000):
        entries, rewritten = _commit(entries, [random.Random(number).randint(1, 60)])
        total += rewritten
        assert rewritten <= FREE_MERGE
        assert len(entries) < 3 * TIER
    assert total < 2000 * 30 * 10 * TIER


def test_a_segment_of_which_most_was_deleted_is_rewritten():
    entries = [_entry(100, 1000), _entry(600, 1000)]
    assert groups_to_merge(entries, 0, 0) == [range(1)]
    assert groups_to_merge([_entry(100, 1000)], 0, 0) == [range(1)]


def test_nothing_is_merged_where_nothing_is_to_gain():
    assert groups_to_merge([], 0, 0) == []
    assert groups_to_merge([_entry(1_000_000), _entry(10)], 1, 10) == []
