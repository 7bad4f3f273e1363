"""The line counts and learned lines of a directory, as files of a generation."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pressmark.index.boilerplate.known_lines import Boilerplate
from pressmark.index.boilerplate.learner import Learner
from pressmark.index.boilerplate.line_counts import Runs


class LineFiles:
    """What a transaction learns, and its files; `state` is `Manifest.lines`."""

    def __init__(self, directory: Path, state: Mapping[str, Any], generation: int) -> None:
        self._directory = directory
        self._state = state
        self._generation = generation
        self._runs = Runs(directory, state["runs"], generation)
        self.learner = Learner(self._runs, Boilerplate.read(directory, state["known"]))

    def seal(self) -> Mapping[str, Any]:
        """Write the counts to disk; the value is for `Manifest.lines`."""
        if not self.learner.changed:
            return self._state
        self.learner.finish()
        return self._written()

    def checkpoint(self) -> Mapping[str, Any]:
        """`seal` within a run."""
        self.learner.suspend()
        self._state = self._written()
        self._generation += 1
        return self._state

    def _written(self) -> Mapping[str, Any]:
        runs = self._runs.committed()
        known = self.learner.known.write(self._directory, self._generation)
        return {"runs": runs, "known": known}
