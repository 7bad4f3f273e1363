"""Limits the number of worker processes by a memory budget."""

import os

from pressmark.corpus.errors import AskError

MEMORY = 512
"""Megabytes for everything, by default."""

LEAST_MEMORY = 256
"""Peak megabytes of one process alone."""

_PARENT = 160
"""Megabytes of the process that commits, with the one that reads a large file ahead: 85 and 46 on
15,000 press releases, and room for the batches that wait."""

_PROCESS = 170
"""Megabytes of a process that cleans and inverts: 129 and 167 in that same run."""


def processes(jobs: int | None = None, memory: int | None = None) -> int:
    """How many processes may clean and write; 1 is this one alone.

    Raises AskError for less than one job, or less memory than one process needs.
    """
    memory = MEMORY if memory is None else memory
    jobs = _processors() if jobs is None else jobs
    if jobs < 1:
        raise AskError("Indexing needs at least one process.", "Use 1 job or more.")
    if memory < LEAST_MEMORY:
        raise AskError(
            f"Indexing does not fit into {memory} MB.", f"Give it {LEAST_MEMORY} MB or more."
        )
    fitting = (memory - _PARENT) // _PROCESS
    return min(jobs, fitting) if fitting > 1 else 1


def _processors() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
