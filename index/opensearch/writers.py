"""Who writes to an index: a run that renews its entry, and how others see that it has ended."""

import os
import threading
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Self
from uuid import uuid4

from pressmark.corpus.errors import PressmarkError
from pressmark.index.opensearch.cluster import Cluster
from pressmark.index.opensearch.state import Names, State, side_document

RENEWED_SECONDS = 20.0
LEASE = timedelta(minutes=5)
"""A writer that has not renewed its entry for so long has ended: some pauses of a machine are
minutes. On the machine of a writer it is known at once. Times are those of the cluster: the clocks
of two machines may differ by more."""


class Writer:
    """One run; `run` is unique. Its commits are called `RUN-1`, `RUN-2`, …"""

    def __init__(self, cluster: Cluster, names: Names) -> None:
        self.run = uuid4().hex[:12]
        self._cluster = cluster
        self._names = names
        self._commits = 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._renew_all_the_time, daemon=True)

    def __enter__(self) -> Self:
        self._renew()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()
        with suppress(PressmarkError):
            path = f"/{self._names.side}/_doc/{writer_id(self.run)}"
            self._cluster.request("DELETE", path, retry_for=0.0)

    def next_commit(self) -> str:
        """The name of a new commit."""
        self._commits += 1
        return f"{self.run}-{self._commits}"

    def entry(self) -> dict[str, Any]:
        """What a pending commit says about its writer."""
        return {"run": self.run, "machine": _machine(), "process": os.getpid()}

    def _renew(self) -> None:
        document = side_document("writer", {"renewed": self._cluster.now().isoformat()})
        self._cluster.request("PUT", f"/{self._names.side}/_doc/{writer_id(self.run)}", document)

    def _renew_all_the_time(self) -> None:
        while not self._ended.wait(RENEWED_SECONDS):
            with suppress(PressmarkError):  # what is written next reports it
                self._renew()


def writer_id(run: str) -> str:
    """The id of the entry of a run."""
    return f"writer-{run}"


def ended(cluster: Cluster, names: Names, present: State) -> list[str]:
    """The pending commits whose writers have ended."""
    entries = present.pending
    if not entries:
        return []
    ids = sorted({writer_id(str(entry.get("run"))) for entry in entries.values()})
    found = cluster.request("POST", f"/{names.side}/_mget", {"ids": ids})["docs"]
    renewed = {
        each["_id"]: str(each["_source"]["data"]["renewed"]) for each in found if each.get("found")
    }
    now = cluster.now()
    return [
        commit
        for commit, entry in entries.items()
        if _has_ended(entry, renewed.get(writer_id(str(entry.get("run")))), now)
    ]


def _has_ended(entry: Any, renewed: str | None, now: datetime) -> bool:
    if renewed is None:
        return True
    machine = _machine()
    if machine and entry.get("machine") == machine:
        return not _runs(int(entry.get("process", 0)))
    return now - datetime.fromisoformat(renewed) > LEASE


def _machine() -> str:
    """What this machine, since it was started, and its numbers of processes have alone; empty where
    the system does not say. Several machines, and containers, may have one name."""
    try:
        start = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        return f"{start}-{Path('/proc/self/ns/pid').stat().st_ino}"
    except OSError:
        return ""


def _runs(process: int) -> bool:
    """Whether there is a process of that number on this machine."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
