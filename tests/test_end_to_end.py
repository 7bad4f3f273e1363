"""From files to answers through the installed `pressmark` command, as a person would use it."""

import json
import re
import shutil
import subprocess
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import pytest

from pressmark.corpus import samples_path

pytestmark = pytest.mark.slow

PRESSMARK = Path(sysconfig.get_path("scripts")) / "pressmark"
TIMEOUT = 60  # seconds a command that hangs is given


@dataclass(frozen=True, slots=True)
class Shell:
    """A folder to work in; commands see no index but the one made there."""

    folder: Path

    def run(self, *arguments: str, status: int = 0) -> str:
        done = subprocess.run(
            [PRESSMARK, *arguments],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=TIMEOUT,
            check=False,
        )
        assert "Traceback" not in done.stderr
        assert done.returncode == status, done.stderr
        return done.stdout if status < 2 else done.stderr

    def json(self, *arguments: str, status: int = 0) -> Any:
        return json.loads(self.run(*arguments, "--json", status=status))

    @property
    def environment(self) -> dict[str, str]:
        return {"HOME": str(self.folder), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}

    @contextmanager
    def serving(self) -> Iterator[httpx2.Client]:
        server = subprocess.Popen(
            [PRESSMARK, "serve", "--port", "0"],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        try:
            assert server.stdout is not None
            address = re.search(r"http://\S+", server.stdout.readline())
            assert address is not None
            with httpx2.Client(base_url=address[0], timeout=TIMEOUT) as client:
                yield client
        finally:
            server.terminate()
            server.communicate(timeout=TIMEOUT)


@pytest.fixture(scope="module")
def library(tmp_path_factory) -> Shell:
    shell = Shell(tmp_path_factory.mktemp("library"))
    shutil.copytree(samples_path(), shell.folder / "samples")
    report = shell.json("index", "samples")
    assert (report["added"], report["skipped"]) == (27, [])
    return shell


@pytest.fixture(scope="module")
def seed(tmp_path_factory, shared) -> Shell:
    shell = Shell(tmp_path_factory.mktemp("seed"))
    shutil.copy(shared / "seed" / "article.txt", shell.folder)
    assert shell.json("index", "article.txt")["added"] == 1
    return shell


def _texts(blocks: list[dict[str, Any]]) -> list[str]:
    return [block["text"] for block in blocks]


def test_a_question_finds_the_article_that_answers_it(library):
    results = library.json("search", "Who kept the light at Gull Holm?")
    best = results["hits"][0]
    assert best["article"]["source"] == "The Vennmouth Courier"
    assert best["article"]["published"].startswith("2023-05-02")
    assert "Hollane" in best["article"]["title"]


def test_what_search_names_show_shows(library):
    hit = library.json("search", '"dawn bell"', "--limit", "1")["hits"][0]
    shown = library.json("show", hit["article"]["id"])
    assert shown["title"] == hit["article"]["title"]
    assert hit["text"] in [shown["title"], *_texts(shown["paragraphs"])]


def test_an_article_is_found_by_its_address_and_by_its_file(library):
    address = "https://courier.example/2023/06/18/how-to-make-a-stargazy-tart"
    page = next(path for path in (library.folder / "samples").rglob("*stargazy*"))
    assert library.json("show", address) == library.json("show", str(page))


def test_what_was_removed_is_shown_in_place_with_its_reason(library):
    page = next(path for path in (library.folder / "samples").rglob("*science-prize*"))
    shown = library.json("show", str(page))
    again = [r for r in shown["removals"] if r["text"].startswith("The three pupils of Little")]
    assert [removal["rule"] for removal in again] == ["duplicate-caption"] * 2
    explained = library.run("show", str(page), "--removed")
    assert explained.count(again[0]["reason"]) == 2


def test_the_statistics_are_those_of_the_samples(library):
    stats = library.json("stats")
    assert stats["articles"] == 27
    assert stats["first_published"].startswith("2022-09-14")
    assert stats["last_published"].startswith("2023-06-30")
    assert stats["removed_by_rule"]["duplicate-caption"] >= 16


def test_indexing_again_reads_nothing_anew(library):
    report = library.json("index", "samples")
    assert (report["added"], report["replaced"], report["unchanged"]) == (0, 0, 27)


def test_nothing_found_is_one_and_a_query_that_cannot_be_read_is_two(library):
    assert library.json("search", "zeppelin", status=1)["hits"] == []
    complaint = library.run("search", "before:someday", status=2)
    assert "someday" in complaint


def test_the_page_and_the_api_answer_as_the_terminal_does(library):
    said = library.json("search", "ferry gearbox")
    with library.serving() as page:
        served = page.get("api/search", params={"q": "ferry gearbox"}).json()
        shown = page.get("/", params={"q": "ferry gearbox"})
    del said["seconds"], served["seconds"]
    assert served == said
    assert shown.status_code == 200
    assert "<mark>" in shown.text


def test_the_page_shows_the_article_of_a_hit(library):
    identifier = library.json("search", "stargazy pilchard", "--limit", "1")["hits"][0]["article"][
        "id"
    ]
    with library.serving() as page:
        shown = page.get(f"articles/{identifier}")
    assert shown.status_code == 200
    assert "sermon taken out" in shown.text


def test_what_is_removed_is_found_no_more(tmp_path, library):
    other = Shell(tmp_path)
    shutil.copytree(library.folder / "samples", tmp_path / "samples")
    other.json("index", "samples")
    assert other.json("remove", "samples/skerrin-lamp") == {"removed": 7}
    sources = {hit["article"]["title"] for hit in other.json("search", "whale", status=1)["hits"]}
    assert sources == set()


def test_the_seed_goes_from_file_to_answer(seed, shared):
    lines = (shared / "seed" / "article.txt").read_text(encoding="utf-8").splitlines()
    labels = json.loads((shared / "seed" / "labels.json").read_text(encoding="utf-8"))
    hit = seed.json("search", "Who sank the bridge at Kherson?", "--limit", "1")["hits"][0]
    shown = seed.json("show", hit["article"]["id"])
    dropped = [(lines[row["line"] - 1], row["kind"]) for row in labels if row["label"] == "drop"]
    assert [(r["text"], r["rule"]) for r in shown["removals"]] == dropped
    assert "pontoon bridge" in hit["text"]
    with seed.serving() as page:
        assert hit["article"]["id"] in page.get("/", params={"q": "pontoon bridge"}).text
