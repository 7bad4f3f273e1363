from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.corpus.errors import IndexCorrupt
from pressmark.index.boilerplate import line_counts
from pressmark.index.boilerplate.line_counts import Runs

KEYS = st.integers(0, 2**64 - 1) | st.sampled_from([0, 1, 2**63, 2**64 - 1])
BATCHES = st.lists(st.dictionaries(KEYS, st.integers(-3, 3), max_size=8), max_size=12)


def counted(all_runs, keys):
    wanted = sorted(set(keys))
    counts = all_runs.counts(np.array(wanted, dtype=np.uint64)).tolist()
    return dict(zip(wanted, counts, strict=True))


@given(BATCHES, st.sampled_from([1, 3, 1 << 18]))
def test_counts_equal_those_of_a_counter_after_any_merges(tmp_path_factory, batches, piece):
    folder = tmp_path_factory.mktemp("runs")
    oracle: Counter[int] = Counter()
    all_runs = Runs(folder, [], 1)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(line_counts, "MERGED_AT_ONCE", piece)
        for batch in batches:
            all_runs.add(batch)
            oracle.update(batch)
    keys = {key for batch in batches for key in batch} | {7}
    reopened = Runs(folder, all_runs.to_json(), 2)
    assert counted(reopened, keys) == counted(all_runs, keys) == {key: oracle[key] for key in keys}
    assert {path.name for path in folder.iterdir()} == {row["name"] for row in all_runs.to_json()}


def test_many_small_batches_leave_few_runs_and_no_long_ones_are_rewritten(tmp_path):
    all_runs = Runs(tmp_path, [], 1)
    all_runs.add(dict.fromkeys(range(10_000), 1))
    first = all_runs.to_json()[0]["name"]
    for start in range(20_000, 21_000, 10):
        all_runs.add(dict.fromkeys(range(start, start + 10), 1))
    names = [row["name"] for row in all_runs.to_json()]
    assert names[0] == first
    assert len(names) <= 1 + (1_000 // 10).bit_length()


def test_counts_of_zero_are_not_stored(tmp_path):
    all_runs = Runs(tmp_path, [], 1)
    all_runs.add({1: 1, 2: 1})
    all_runs.add({1: -1, 2: -1})
    assert all_runs.to_json() == []
    assert list(tmp_path.iterdir()) == []


def test_a_run_committed_before_stays_on_the_disk_for_others(tmp_path):
    before = Runs(tmp_path, [], 1)
    before.add({1: 1})
    after = Runs(tmp_path, before.to_json(), 2)
    after.add({2: 1, 3: 1})
    assert counted(Runs(tmp_path, before.to_json(), 3), [1, 2]) == {1: 1, 2: 0}
    assert counted(after, [1, 2]) == {1: 1, 2: 1}


@pytest.mark.parametrize("how", ["gone", "changed", "another"])
def test_a_damaged_run_is_named(tmp_path, how):
    all_runs = Runs(tmp_path, [], 1)
    all_runs.add({1: 1, 2: 5})
    (run,) = all_runs.to_json()
    path = tmp_path / run["name"]
    if how == "gone":
        path.unlink()
    elif how == "changed":
        path.write_bytes(b"\xff" + path.read_bytes()[1:])
    else:
        Runs(tmp_path, [], 2).add({9: 9})
        path.write_bytes((tmp_path / "lines-2-1.run").read_bytes())
    with pytest.raises(IndexCorrupt, match=run["name"]):
        Runs(tmp_path, [run], 3).counts(np.array([1], dtype=np.uint64))
