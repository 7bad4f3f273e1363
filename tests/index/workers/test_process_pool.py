import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pressmark.index.workers.process_pool import ProcessPool, WorkerLost

pytestmark = pytest.mark.slow

unix = pytest.mark.skipif(sys.platform == "win32", reason="needs signals as Unix has them")


class Bench:
    """Tasks of every kind of end."""

    def double(self, number):
        print("a library says something")
        return 2 * number

    def where(self):
        return os.getpid()

    def fail(self):
        raise OSError(28, "No space left on device")

    def fail_strangely(self):
        raise type("Strange", (Exception,), {})("what is this")

    def die(self, number):
        os.kill(os.getpid(), number)

    def count(self, most):
        yield from range(most)

    def count_and_die(self):
        yield 1
        os.kill(os.getpid(), signal.SIGKILL)


@pytest.fixture
def workers(monkeypatch):
    # by name, so that a worker finds this class
    monkeypatch.setattr(sys, "path", [str(Path(__file__).parent), *sys.path])
    import test_process_pool as named

    pool = ProcessPool(named.Bench(), 2)
    yield pool
    pool.close()


def test_results_come_for_what_was_asked_whatever_a_task_prints(workers):
    futures = [workers.submit("double", number) for number in range(20)]
    assert [future.result() for future in futures] == list(range(0, 40, 2))
    assert workers.submit("where").result() != os.getpid()


def test_what_a_task_raises_is_raised_here(workers):
    with pytest.raises(OSError, match="No space left") as caught:
        workers.submit("fail").result()
    assert caught.value.errno == 28
    with pytest.raises(RuntimeError, match="Strange: what is this"):
        workers.submit("fail_strangely").result()
    assert workers.submit("double", 4).result() == 8


@unix
@pytest.mark.parametrize(
    ("number", "how"), [(signal.SIGKILL, "was killed"), (signal.SIGSEGV, "crashed")]
)
def test_a_process_that_dies_is_told_and_another_takes_its_place(workers, number, how):
    with pytest.raises(WorkerLost, match=how):
        workers.submit("die", number).result()
    assert workers.submit("double", 4).result() == 8


@unix
def test_a_stream_comes_in_order_and_tells_where_it_breaks_off(workers):
    assert list(workers.stream("count", 5)) == [0, 1, 2, 3, 4]
    parts = workers.stream("count_and_die")
    assert next(parts) == 1
    with pytest.raises(WorkerLost):
        next(parts)
    assert list(workers.stream("count", 2)) == [0, 1]


def test_closing_ends_every_process_whatever_it_does(workers):
    stuck = workers.stream("count", 10**9)
    next(stuck)
    running = [workers.submit("where").result(), workers._started[0]._process.pid]
    workers.close()
    for pid in running:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


@unix
def test_workers_end_silently_with_the_process_that_was_killed(tmp_path):
    script = (
        f"import sys, time; sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "import test_process_pool\n"
        "workers = test_process_pool.ProcessPool(test_process_pool.Bench(), 1)\n"
        "print(workers.submit('where').result(), flush=True)\n"
        "parts = workers.stream('count', 10**9); next(parts); time.sleep(60)"
    )
    with (tmp_path / "said").open("wb") as said:
        parent = subprocess.Popen(
            [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=said, text=True
        )
        worker = int(parent.stdout.readline())
        time.sleep(1)  # the stream is under way, and waits for being read
        parent.kill()
        parent.wait()
        parent.stdout.close()
    assert _is_gone(worker)
    assert (tmp_path / "said").read_text() == ""


def _is_gone(pid):
    for _ in range(200):
        state = Path(f"/proc/{pid}/stat")
        if not state.exists() or state.read_text().rsplit(")", 1)[1].split()[0] == "Z":
            return True
        time.sleep(0.05)
    return False
