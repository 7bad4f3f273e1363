"""The files that hold how often lines were counted, and what that taught: their names and sizes."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pressmark.corpus.errors import IndexCorrupt
from pressmark.index.storage import disk, manifest

_RUN = re.compile(r"lines-[0-9]{1,16}-[0-9]{1,9}\.run")
_KNOWN = re.compile(r"learned-[0-9]{1,16}\.json")


def run_name(generation: int, number: int) -> str:
    """The name of one of the runs of counts that a generation writes."""
    return f"lines-{generation}-{number}.run"


def known_name(generation: int) -> str:
    """The name of the file of what is known of lines."""
    return f"learned-{generation}.json"


def is_run(name: str) -> bool:
    """Whether a file of that name is a run."""
    return bool(_RUN.fullmatch(name))


def is_known(name: str) -> bool:
    """Whether a file of that name holds what was learned."""
    return bool(_KNOWN.fullmatch(name))


def is_ours(name: str) -> bool:
    """Whether a file of that name is one of either kind."""
    return is_run(name) or is_known(name)


def files(state: Mapping[str, Any]) -> dict[str, int]:
    """The files of a commit with their sizes in bytes; raises IndexCorrupt for other names."""
    known = state["known"]
    if not is_known(known["name"]):
        raise manifest.names_another(known["name"])
    for run in state["runs"]:
        if not is_run(run["name"]):
            raise manifest.names_another(run["name"])
    return {file["name"]: file["size"] for file in (*state["runs"], known)}


def check(directory: Path, state: Mapping[str, Any]) -> None:
    """Raises IndexCorrupt where a file is gone or has not the length it was committed with."""
    for name, size in files(state).items():
        path = directory / name
        try:
            found = disk.size_of(path)
        except FileNotFoundError:
            raise damaged(path) from None
        if found != size:
            raise damaged(path)


def damaged(path: Path, how: str = "it is not what was committed") -> IndexCorrupt:
    """What to raise for a file that is not what was committed, or cannot have been written so."""
    return IndexCorrupt(
        f"{path} is damaged: {how}.", "See what can be saved: pressmark verify --repair"
    )
