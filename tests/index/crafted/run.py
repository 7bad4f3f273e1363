"""Crafted indexes: each is a small one of which one thing was changed and sealed anew.

    python tests/index/crafted/run.py [EVERY [START]]

A case changes a value in a JSON file, a header, an array, a stored value, or a block of compressed
text, or several arrays at once, and makes every checksum right again. Everything that a person may
do with an index is then done with it, in a process of its own with limits of time and memory. Each
of it must end in an answer or in IndexCorrupt (in IndexVersion for another format number), and must
write nothing outside the index. Prints what came of each kind of case; 1 is returned where anything
else did. Every fifth case is tried, or one in EVERY from START on.
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
"""Some 3,300 of all cases, which two processors try in about five minutes."""


def all_cases(decoded: Decoded) -> list[Case]:
    """Every case, always the same ones in the same order."""
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
    """What came of a case, in a process of its own."""
    shutil.copytree(template, folder)
    changed = copy.deepcopy(decoded)
    case.change(changed)
    seal(changed, folder, case.file)
    del changed
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(out)
        said = "?"
        try:
            confine(folder)
            said = use(folder)
        except BaseException as error:
            last = traceback.extract_tb(error.__traceback__)[-1]
            where = f"{Path(last.filename).name}:{last.lineno}"
            said = f"{type(error).__name__} in {where}: {str(error)[:100]}"
        finally:
            os.write(into, said.encode("utf-8", "replace"))
            os._exit(0)
    os.close(into)
    with os.fdopen(out, "rb") as pipe:
        said = pipe.read().decode()
    _, status = os.waitpid(child, 0)
    shutil.rmtree(folder)
    return said or f"ended by signal {os.WTERMSIG(status)}"


def outcomes(template: Path, part: slice) -> list[tuple[str, str, str]]:
    """The kind and name of some of the cases, and what came of them."""
    decoded = Decoded.of(template)
    cases = all_cases(decoded)[part]
    gc.freeze()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place).resolve() / "index"
        return [(c.kind, c.name, outcome(c, decoded, template, folder)) for c in cases]


def main(every: int = EVERY, start: int = 0) -> int:
    """Print what came of the cases; 1 where any came to no good."""
    count = os.cpu_count() or 1
    parts = [slice(start + every * place, None, every * count) for place in range(count)]
    with tempfile.TemporaryDirectory() as place:
        template = small_index(Path(place))
        fork = multiprocessing.get_context("fork")
        with ProcessPoolExecutor(count, mp_context=fork) as pool:
            found = [row for rows in pool.map(partial(outcomes, template), parts) for row in rows]
    came = Counter((kind, said if said in GOOD else "BAD") for kind, _, said in found)
    for (kind, said), times in sorted(came.items()):
        print(f"{times:6} {kind}: {said}")
    bad = [(said, name) for _, name, said in found if said not in GOOD]
    for said, name in sorted(bad):
        print(f"{said}\n       {name}")
    print(f"{len(found)} cases, {len(bad)} of them came to no good")
    return bool(bad) or not found


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
