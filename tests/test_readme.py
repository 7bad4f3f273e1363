"""The README is run: its sessions and its Python, in order, in one folder, against real output.

`python tests/test_readme.py` writes the output of the present code into the README.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
FENCED = re.compile(r"^```(?P<language>\w*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
PROMPT = "$ "
PAGE = "http://127.0.0.1:8000/"
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/")
TIMEOUT = 120  # seconds a hanging command is given; none needs more than a few

VARYING = (
    (re.compile(r"\b\d+(\.\d+)? ?(ms|s|seconds?)\b"), "<time>"),
    (re.compile(r'"seconds": [\d.e-]+'), '"seconds": <time>'),
    (re.compile(r"\b[\d,]+ (\w+/s)\b"), r"<rate> \1"),
    (re.compile(r"\b[\d.,]+ [kM]i?B\b"), "<size>"),
    (re.compile(r"\b[0-9a-f]{12}\b"), "<id>"),
    (re.compile(r"\b20(2[6-9]|[3-9]\d)-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?"), "<now>"),
    (ADDRESS, PAGE),
)
"""Text that differs between runs and machines, and its replacement."""


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block; `start` and `end` are offsets of its body into the README."""

    language: str
    body: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Example:
    """A command and its output in the README."""

    command: str
    expected: str
    is_python: bool = False


def _servers(configuration: str) -> list[Example]:
    """Every server of a client's configuration: it ends in silence where its input ends.

    The paths are absolute, since a client has a folder of its own; here their last parts are used.
    """
    servers = json.loads(configuration)["mcpServers"].values()
    assert all(Path(server["command"]).is_absolute() for server in servers)
    found = []
    for server in servers:
        words = (server["command"], *server["args"])
        found.append(shlex.join(Path(word).name if "/" in word else word for word in words))
    return [Example(command, "") for command in found]


def blocks() -> list[Block]:
    text = README.read_text(encoding="utf-8")
    return [
        Block(found["language"], found["body"], found.start("body"), found.end("body"))
        for found in FENCED.finditer(text)
    ]


def examples() -> list[Example]:
    """Every session step and every Python block of the README, in order."""
    everything = blocks()
    found: list[Example] = []
    for block, following in pairwise([*everything, Block("", "", 0, 0)]):
        if block.language == "console":
            found += _steps(block.body)
        elif block.language == "json":
            found += _servers(block.body)
        elif block.language == "python":
            printed = following.body if following.language == "text" else ""
            found.append(Example(block.body, printed, is_python=True))
    return found


def _steps(session: str) -> Iterator[Example]:
    for step in re.split(r"^(?=\$ )", session, flags=re.MULTILINE)[1:]:
        command, _, output = step.removeprefix(PROMPT).partition("\n")
        yield Example(command, output)


class Reader:
    """A user who follows the README in an empty home, with a checkout."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.page = PAGE
        self.servers: list[subprocess.Popen[str]] = []
        self.environment = {
            "PATH": f"{sysconfig.get_path('scripts')}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(home),
            "COLUMNS": "88",
            "LC_ALL": "C.UTF-8",
        }
        (home / "corpus").symlink_to(ROOT / "corpus")

    def follow(self, example: Example) -> str:
        """Return what running `example` prints."""
        command = example.command.replace(PAGE, self.page)
        if example.is_python:
            return self._run([sys.executable, "-c", command])
        if command.startswith("pressmark serve"):
            return self._serve(command)
        return self._run(["bash", "-c", command])

    def _run(self, arguments: list[str]) -> str:
        done = subprocess.run(
            arguments,
            cwd=self.home,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=TIMEOUT,
            check=False,
        )
        return done.stdout.replace(str(ROOT), "/home/you/pressmark").replace(str(self.home), "~")

    def _serve(self, command: str) -> str:
        """Start the page on a free port and leave it running; its address is in the first line."""
        server = subprocess.Popen(
            [*command.split(), "--port", "0"],
            cwd=self.home,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        self.servers.append(server)
        assert server.stdout is not None
        said = server.stdout.readline()
        address = ADDRESS.search(said)
        self.page = address[0] if address else PAGE
        return ADDRESS.sub(PAGE, said)

    def leave(self) -> None:
        for server in self.servers:
            server.terminate()
            server.communicate(timeout=TIMEOUT)


def steady(text: str) -> list[str]:
    """Return the lines of `text` with what varies between runs replaced."""
    for pattern, word in VARYING:
        text = pattern.sub(word, text)
    return [line.rstrip() for line in text.strip("\n").splitlines()]


def follow_all(home: Path) -> list[str]:
    reader = Reader(home)
    try:
        return [reader.follow(example) for example in examples()]
    finally:
        reader.leave()


@pytest.fixture(scope="module")
def outputs(tmp_path_factory) -> list[str]:
    return follow_all(tmp_path_factory.mktemp("reader"))


@pytest.mark.slow
@pytest.mark.parametrize("number", range(len(examples())), ids=lambda n: examples()[n].command[:60])
def test_an_example_prints_what_the_readme_says(number, outputs):
    assert steady(outputs[number]) == steady(examples()[number].expected)


def test_every_block_is_run_here_or_by_the_checks_of_a_change():
    kinds = {block.language for block in blocks()}
    assert kinds <= {"sh", "console", "python", "text", "json"}
    run_by_ci = [line for block in blocks() if block.language == "sh" for line in _lines(block)]
    assert all(
        line.startswith("python3 -m venv .venv && .venv/bin/pip install") for line in run_by_ci
    )
    assert [line.split("&& ")[-1] for line in run_by_ci] == [
        ".venv/bin/pressmark demo",
        '.venv/bin/pytest -n auto --dist loadfile -m "not long"',
    ]


def _lines(block: Block) -> list[str]:
    return block.body.splitlines()


def test_every_text_block_is_the_output_of_the_python_before_it():
    for before, block in pairwise(blocks()):
        assert block.language != "text" or before.language == "python"


def test_every_command_of_the_program_is_run_in_the_readme():
    from pressmark.search.cli.app import COMMANDS

    run = {
        word for example in examples() for word in re.findall(r"pressmark (\w+)", example.command)
    }
    assert set(COMMANDS) <= run | {"demo"}  # the set-up command runs it


def test_the_readme_is_short():
    assert len(README.read_text(encoding="utf-8").splitlines()) <= 250


def test_no_command_or_option_in_the_readme_is_unknown():
    import click

    from pressmark.search.cli.app import pressmark

    context = click.Context(pressmark)
    text = README.read_text(encoding="utf-8")
    known = {
        name: pressmark.get_command(context, name) for name in pressmark.list_commands(context)
    }
    assert set(re.findall(r"`pressmark ([a-z]+)", text)) <= set(known)
    options = {o for command in known.values() for p in command.params for o in p.opts}
    assert set(re.findall(r"`(--[a-z-]+)", text)) <= options | {"--help", "--version"}


def test_every_ending_that_is_read_is_in_the_readme():
    from pressmark.corpus.readers import compression, formats

    known = {*formats._BY_SUFFIX, *compression.SUFFIXES, ".pdf"}  # PDFs with an extra
    listed = re.findall(r"`(\.\w+)`", README.read_text(encoding="utf-8"))
    assert set(listed) == known


def test_no_figure_of_the_readme_is_better_than_the_one_that_is_pinned():
    import test_noise_floor

    floor = json.loads((ROOT / "tests" / "evaluation" / "floor.json").read_text(encoding="utf-8"))
    table = README.read_text(encoding="utf-8")
    rows = re.findall(r"^\| .* \| ([\d.]+) \| \[(\w+)\.py\]", table, flags=re.MULTILINE)
    told = {script: float(figure) for figure, script in rows}
    assert told["extraction"] <= floor["extraction"]["f1"]
    assert told["metadata"] <= min(floor["metadata"][f] for f in ("title", "published", "source"))
    kept = [test_noise_floor.FLOOR[f"{what} kept"] for what in ("paragraphs", "first captions")]
    assert told["noise"] <= min(kept)


def test_the_pictures_of_the_readme_exist():
    pictures = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README.read_text(encoding="utf-8"))
    assert pictures
    assert all((ROOT / picture).is_file() for picture in pictures)


def refresh() -> None:
    """Write what the examples print now into the README, where it differs."""
    home = Path(tempfile.mkdtemp())
    printed = iter(follow_all(home))
    shutil.rmtree(home)
    text = README.read_text(encoding="utf-8")
    pieces: list[str] = []
    at = 0
    pending: str | None = None
    for block in blocks():
        pieces.append(text[at : block.start])
        at = block.end
        if block.language == "console":
            pieces.append("".join(_redone(step, next(printed)) for step in _steps(block.body)))
        elif block.language == "json":
            pieces.append(block.body)
            for _ in _servers(block.body):
                next(printed)
        elif block.language == "text" and pending is not None:
            pieces.append(_kept_or(block.body, pending))
        else:
            pieces.append(block.body)
        pending = next(printed) if block.language == "python" else None
    README.write_text("".join(pieces) + text[at:], encoding="utf-8")


def _redone(step: Example, output: str) -> str:
    return f"{PROMPT}{step.command}\n{_kept_or(step.expected, output)}"


def _kept_or(expected: str, output: str) -> str:
    if steady(expected) == steady(output):
        return expected
    return "".join(f"{line.rstrip()}\n" for line in output.strip("\n").splitlines())


if __name__ == "__main__":
    refresh()
