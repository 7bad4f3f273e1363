import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.corpus.errors import AskError
from pressmark.index.ingest.memory_budget import LEAST_MEMORY, MEMORY, processes


@given(st.integers(1, 500), st.integers(LEAST_MEMORY, 10**6))
def test_more_memory_or_jobs_never_mean_fewer_processes(jobs, memory):
    count = processes(jobs, memory)
    assert 1 <= count <= jobs
    assert processes(jobs + 1, memory) >= count
    assert processes(jobs, memory + 1) >= count


def test_without_being_told_two_processes_fit():
    assert processes(2) == processes(2, MEMORY) == 2


@pytest.mark.parametrize(("jobs", "memory"), [(0, None), (-1, None), (None, LEAST_MEMORY - 1)])
def test_what_cannot_be_done_is_refused(jobs, memory):
    with pytest.raises(AskError):
        processes(jobs, memory)
