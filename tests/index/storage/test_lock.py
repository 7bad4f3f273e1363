import subprocess
import sys
import threading

import pytest

from pressmark.corpus.errors import IndexBusy, IndexCorrupt, IndexWriteFailed
from pressmark.index.storage.lock import NAME, writer_lock

HOLD = """
import sys
from pathlib import Path
from pressmark.index.storage.lock import writer_lock
with writer_lock(Path(sys.argv[1]), 0):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(tmp_path):
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(command, stdin=-1, stdout=-1, text=True) as process:
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_the_error_of_a_second_writer_names_the_holder(tmp_path, holder):
    with pytest.raises(IndexBusy) as busy, writer_lock(tmp_path, 0.1):
        pass
    assert f"process {holder.pid} on " in str(busy.value)


def test_the_lock_falls_away_with_a_killed_process(tmp_path, holder):
    holder.kill()
    holder.wait()
    with writer_lock(tmp_path, 0):
        pass


def test_a_waiting_writer_gets_the_lock_when_it_is_released(tmp_path, holder):
    threading.Timer(0.2, holder.kill).start()
    with writer_lock(tmp_path, 60):
        pass


def test_two_threads_exclude_each_other(tmp_path):
    with writer_lock(tmp_path, 0), pytest.raises(IndexBusy), writer_lock(tmp_path, 0):
        pass


@pytest.mark.parametrize("signature", ["", "{}", "[]", "3", "null", "\x00"])
def test_a_lock_file_without_a_holder_is_reported_as_unknown(tmp_path, signature):
    with writer_lock(tmp_path, 0):
        (tmp_path / NAME).write_text(signature)
        with pytest.raises(IndexBusy, match="process unknown"), writer_lock(tmp_path, 0):
            pass


def test_an_error_inside_lets_the_lock_go(tmp_path):
    with pytest.raises(KeyboardInterrupt), writer_lock(tmp_path, 0):
        raise KeyboardInterrupt
    with writer_lock(tmp_path, 0):
        pass


def test_a_directory_that_takes_no_lock_is_a_plain_error(tmp_path):
    with pytest.raises(IndexWriteFailed), writer_lock(tmp_path / "nowhere", 0):
        pass
    (tmp_path / NAME).mkdir()
    with pytest.raises(IndexCorrupt), writer_lock(tmp_path, 0):
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="needs O_NOFOLLOW, as Unix has it")
def test_a_link_in_place_of_the_lock_is_not_followed(tmp_path):
    letter = tmp_path / "letter.txt"
    letter.write_text("dear reader")
    (tmp_path / NAME).symlink_to(letter)
    with pytest.raises(IndexCorrupt), writer_lock(tmp_path, 0):
        pass
    assert letter.read_text() == "dear reader"
