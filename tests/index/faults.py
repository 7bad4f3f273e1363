"""Fails an indexing run at each step it takes on the disk in turn, and tells what was left.

Run as `python faults.py MODE FOLDER`: at the Nth time that the index directory's files are opened,
renamed, deleted or synced, the run is killed (`kill`), interrupted (`interrupt`) or told that the
disk is full (`full`, only where it writes), for N = 1, 2, … until a run comes through. Prints one
JSON row for each.
"""

import errno
import json
import os
import shutil
import signal
import sys
from pathlib import Path

from pressmark.index import Index, learner, manifest

STEPS = {"open", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.truncate", "test.sync"}


class Fault:
    """Strikes at step `at` of those that touch `directory`."""

    def __init__(self, mode: str, directory: Path, at: int) -> None:
        self.mode, self.directory, self.left, self.armed = mode, str(directory), at, True

    def __call__(self, event, args):
        if not self.armed or event not in STEPS or not self._concerns(event, args):
            return
        self.left -= 1
        if self.left == 0:
            self.armed = False
            self._strike()

    def _concerns(self, event, args):
        if event == "test.sync":
            return True
        reads = event == "open" and not args[2] & (os.O_WRONLY | os.O_RDWR)
        return str(args[0]).startswith(self.directory) and not (reads and self.mode == "full")

    def _strike(self):
        if self.mode == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if self.mode == "interrupt":
            raise KeyboardInterrupt
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _audited_sync(fd):
    """Only the step itself: these faults end a process, not the power."""
    sys.audit("test.sync", fd)


def state(directory):
    """What somebody who searches sees."""
    index = Index.open(directory, wait=0)
    with index.searcher() as searcher:
        texts = sorted(row["text"] for row in searcher.documents())
    stats = index.stats()
    return [texts, stats.articles, stats.paragraphs]


def files(directory):
    """The files there, and those that the manifest knows of."""
    present = manifest.read(directory)
    known = {manifest.NAME, "writer.lock", present.sources["file"], *present.segments["files"]}
    known |= learner.files(present.lines).keys()
    return sorted(path.name for path in directory.iterdir()), sorted(known)


def run(mode, directory, news, at):
    """Add the folder with a fault at step `at`; what the run raised, if it lived to tell."""
    fault = Fault(mode, directory, at)
    sys.addaudithook(fault)
    try:
        Index.open(directory, wait=0).add(news, prune=True)
    except BaseException as error:
        fault.armed = False
        return type(error).__name__
    finally:
        fault.armed = False
    return "through" if fault.left > 0 else "in spite of it"


def attempt(mode, directory, news, at):
    """The same in a process of its own, since a kill ends it and a hook cannot be taken back."""
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(into, run(mode, directory, news, at).encode())
        os._exit(0)
    os.close(into)
    os.waitpid(child, 0)
    with os.fdopen(out) as pipe:
        return pipe.read() or "killed"


def main(mode, folder):
    os.fsync = _audited_sync
    news, before = folder / "news", folder / "before"
    at, outcome = 0, ""
    while outcome != "through":
        at += 1
        directory = folder / f"index-{at}"
        shutil.copytree(before, directory)
        outcome = attempt(mode, directory, news, at)
        seen = state(directory)
        Index.open(directory, wait=0).add(news, prune=True)
        there, known = files(directory)
        row = {"at": at, "outcome": outcome, "seen": seen, "then": state(directory)}
        print(json.dumps(row | {"orphans": sorted(set(there) - set(known))}))
        shutil.rmtree(directory)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
