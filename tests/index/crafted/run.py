"""Crafted indexes: each is a small index with one change and correct checksums.

    python tests/index/crafted/run.py [EVERY [START]]

A case changes a value in a JSON file, a header, an array, a stored value, or a block of compressed
text, or several arrays at once, and then corrects every checksum. All operations of an index are
then run on it, in a process with limits of time and memory. Each must return an answer or raise
IndexCorrupt (IndexVersion for another format number), and must write nothing outside the index.
Prints the outcomes of each kind of case; returns 1 for any other outcome. Every fifth case is run,
or one in EVERY from START on.
"""

import copy
import gc
import multiprocessing
import os
import shutil
import sys
import tempfile
import traceback
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from array_cases import array_cases, several_cases
from json_cases import Case, header_cases, manifest_cases, side_cases
from sealing import Decoded, seal
from small import small_index
from stored_cases import stored_cases, term_cases
from use import confine, use

GOOD = {"answered", "refused"}
EVERY = 5
"""Some 3,300 of all cases, which take two processors about five minutes."""


def all_cases(decoded: Decoded) -> list[Case]:
    """All cases, always in the same order."""
    return [
        *manifest_cases(decoded),
        *side_cases(decoded),
        *header_cases(decoded),
        *array_cases(decoded),
        *several_cases(decoded, 1500),
        *stored_cases(decoded),
        *term_cases(decoded),
    ]


def outcome(case: Case, decoded: Decoded, template: Path, folder: Path) -> str:
    """The outcome of a case, run in a process of its own."""
    shutil.copytree(template, folder)
    changed = copy.deepcopy(decoded)
    case.change(changed)
    seal(changed, folder, case.file)
    del changed
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(out)
        result = "?"
        try:
            confine(folder)
            result = use(folder)
        except BaseException as error:
            last = traceback.extract_tb(error.__traceback__)[-1]
            where = f"{Path(last.filename).name}:{last.lineno}"
            result = f"{type(error).__name__} in {where}: {str(error)[:100]}"
        finally:
            os.write(into, result.encode("utf-8", "replace"))
            os._exit(0)
    os.close(into)
    with os.fdopen(out, "rb") as pipe:
        result = pipe.read().decode()
    _, status = os.waitpid(child, 0)
    shutil.rmtree(folder)
    return result or f"ended by signal {os.WTERMSIG(status)}"


def outcomes(template: Path, part: slice) -> list[tuple[str, str, str]]:
    """The kinds, names and outcomes of some of the cases."""
    decoded = Decoded.of(template)
    cases = all_cases(decoded)[part]
    gc.freeze()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place).resolve() / "index"
        return [(c.kind, c.name, outcome(c, decoded, template, folder)) for c in cases]


def main(every: int = EVERY, start: int = 0) -> int:
    """Print the outcomes of the cases; 1 where any failed."""
    count = os.cpu_count() or 1
    parts = [slice(start + every * place, None, every * count) for place in range(count)]
    with tempfile.TemporaryDirectory() as place:
        template = small_index(Path(place))
        fork = multiprocessing.get_context("fork")
        with ProcessPoolExecutor(count, mp_context=fork) as pool:
            found = [row for rows in pool.map(partial(outcomes, template), parts) for row in rows]
    counts = Counter((kind, each if each in GOOD else "BAD") for kind, _, each in found)
    for (kind, each), times in sorted(counts.items()):
        print(f"{times:6} {kind}: {each}")
    bad = [(each, name) for _, name, each in found if each not in GOOD]
    for each, name in sorted(bad):
        print(f"{each}\n       {name}")
    print(f"{len(found)} cases, {len(bad)} failed")
    return bool(bad) or not found


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
