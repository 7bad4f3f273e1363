"""The files that hold how often lines were counted, and what that taught: their names and sizes."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pressmark.corpus.errors import IndexCorrupt
from pressmark.index import disk, manifest


def run_name(generation: int, number: int) -> str:
    """The name of one of the runs of counts that a generation writes."""
    return f"lines-{generation}-{number}.run"


def known_name(generation: int) -> str:
    """The name of the file of what is known of lines."""
    return f"learned-{generation}.json"


def is_run(name: str) -> bool:
    """Whether a file of that name is a run."""
    return name.startswith("lines-") and name.endswith(".run") and Path(name).name == name


def is_known(name: str) -> bool:
    """Whether a file of that name holds what was learned."""
    return name.startswith("learned-") and name.endswith(".json") and Path(name).name == name


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


def damaged(path: Path) -> IndexCorrupt:
    """What to raise for a file that is not what was committed."""
    return IndexCorrupt(f"{path} is damaged.", "See what can be saved: pressmark verify --repair")
