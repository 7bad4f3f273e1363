"""The command in an odd environment: streams closed, folders gone, clocks and words of no sense."""

import os
import subprocess
import sys

import pytest

from pressmark.corpus.model import Article, Block, Kind
from pressmark.index import Index

pytestmark = pytest.mark.slow

CODE = "from pressmark.search.cli import main; main()"
SHELL = 'exec "$@" '


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    path = tmp_path_factory.mktemp("library") / "index"
    text = "The ferry sailed over the river today."
    Index.create(path).add_articles([Article((Block(text, Kind.PARAGRAPH, 0),), key="a")])
    return path


def run(*arguments, streams="", **options):
    command = ["sh", "-c", SHELL + streams, "sh", sys.executable, "-c", CODE, *arguments]
    done = subprocess.run(command, capture_output=True, check=False, timeout=60, **options)
    assert b"Traceback" not in done.stderr + done.stdout
    assert b"Exception" not in done.stderr
    return done


@pytest.mark.parametrize("command", [["search", "ferry"], ["stats"], ["verify"]])
def test_what_cannot_be_written_to_a_closed_output_is_reported(library, command):
    done = run(*command, "--index", library, streams=">&-")
    assert done.returncode == 2
    assert done.stderr == b"pressmark: The standard output is closed.\n"


@pytest.mark.parametrize(
    ("command", "status"), [(["search", "ferry"], 0), (["search", "opera"], 1), (["nosuch"], 2)]
)
@pytest.mark.parametrize("streams", ["2>&-", "2>/dev/full", "<&-", "<&- 2>&-"])
def test_other_closed_streams_change_no_exit_status(library, command, status, streams):
    if command != ["nosuch"]:
        command = [*command, "--index", library]
    assert run(*command, streams=streams).returncode == status


def test_no_file_of_an_index_becomes_the_standard_output(tmp_path):
    (tmp_path / "a.txt").write_text("The ferry sailed over the river today.\n")
    index = tmp_path / "index"
    run("index", "--index", index, tmp_path / "a.txt", streams="<&- >&- 2>&-")
    assert not Index.open(index).verify()
    assert run("search", "--index", index, "ferry").returncode == 0


def test_a_reader_that_closes_the_pipe_of_the_help_has_seen_enough():
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-c", CODE, "--help"]
    done = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, check=False)
    os.close(write)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("command", ["show", "similar", "remove"])
def test_an_argument_that_is_no_utf_8_names_no_article(library, command):
    done = run(command, "--index", library, b"f\xe9rry")
    assert done.returncode == 1
    assert b"There is no article" in done.stderr


@pytest.mark.parametrize("zone", ["UTC-99", "nonsense", ":/etc/passwd", "A" * 5000, b"\xff"])
def test_any_time_zone_will_do(library, zone):
    done = run("stats", "--index", library, env=os.environ | {"TZ": zone})
    assert done.returncode == 0


def in_a_deleted_folder(tmp_path, *arguments):
    gone = tmp_path / "gone"
    gone.mkdir()
    command = f'cd "{gone}" && rmdir "{gone}" && exec "$@"'
    done = subprocess.run(
        ["sh", "-c", command, "sh", sys.executable, "-c", CODE, *arguments],
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert b"Traceback" not in done.stderr
    return done


@pytest.mark.parametrize("command", [["search", "ferry"], ["stats"], ["show", "a"], ["verify"]])
def test_in_a_deleted_folder_an_index_is_read_by_its_full_path(library, tmp_path, command):
    done = in_a_deleted_folder(tmp_path, *command, "--index", library)
    assert done.returncode == (1 if command[0] == "show" else 0)
    assert b"deleted" not in done.stderr


def test_in_a_deleted_folder_nothing_is_found_by_a_short_path(tmp_path):
    done = in_a_deleted_folder(tmp_path, "search", "ferry")
    assert done.returncode == 2
    assert b"The current folder was deleted." in done.stderr
