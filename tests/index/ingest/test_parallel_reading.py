"""Files through processes of their own, with the real readers and the real cleaner."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pressmark.corpus.model import Article, Block, Kind
from pressmark.index import Index
from pressmark.index.ingest import ingest, parallel_reading, worker_tasks
from pressmark.index.ingest.worker_tasks import TaskRunner
from pressmark.index.workers import worker_pool

pytestmark = pytest.mark.slow

unix = pytest.mark.skipif(sys.platform == "win32", reason="needs signals as Unix has them")
DEADLY = "This paragraph is the end of whoever reads it."


@pytest.fixture(autouse=True)
def small_corpus():
    """Not here: a process of its own has the real readers."""


@pytest.fixture(autouse=True)
def small_parts(monkeypatch):
    """Any input starts processes, and a few articles are many."""
    monkeypatch.setattr(ingest, "PROCESSES_FROM_BYTES", -1)
    monkeypatch.setattr(parallel_reading, "PROCESSES_FROM_BYTES", -1)
    monkeypatch.setattr(parallel_reading, "LARGE_BYTES", 1500)
    monkeypatch.setattr(parallel_reading, "BATCH_FILES", 3)


class DeadlyRunner(TaskRunner):
    """Dies of an article, as a parser with a fault in its C would."""

    def _clean(self, article, origin):
        if any(DEADLY in block.text for block in article.blocks):
            os.kill(os.getpid(), signal.SIGKILL)
        return super()._clean(article, origin)


@pytest.fixture
def deadly(monkeypatch):
    monkeypatch.setattr(sys, "path", [str(Path(__file__).parent), *sys.path])
    import test_parallel_reading as named

    monkeypatch.setattr(worker_tasks, "TaskRunner", named.DeadlyRunner)


def text(number, more="It sails on."):
    return f"Ferry number {number} is late\n\nThe ferry {number} waits in Lenn harbour.\n\n{more}\n"


def record(number, more="It sails on."):
    return json.dumps({"id": number, "title": f"Bus {number}", "text": f"Bus {number}.\n\n{more}"})


def fill(news):
    """Small files, and a large one in the middle of them."""
    for number in range(8):
        (news / f"{number}.txt").write_text(text(number))
    lines = [record(number) for number in range(40)]
    (news / "4-many.jsonl").write_text("\n".join([*lines[:20], "no JSON", *lines[20:]]))


def content(index):
    with index.reader() as reader:
        return [fields | {"added": None} for _, fields in reader.iter_docs()]


@pytest.mark.long
def test_the_index_is_the_same_however_many_processes_work(tmp_path, news):
    fill(news)
    outcomes = []
    for jobs in (1, 2, 3):
        index = Index.create(tmp_path / f"index{jobs}")
        told = []
        report = index.add(news, jobs=jobs, memory=2000, progress=told.append)
        (news / "0.txt").write_text(text(0, "It came late."))
        again = index.add(news, jobs=jobs, memory=2000)
        assert (again.replaced, again.unchanged) == (1, 47)
        (news / "0.txt").write_text(text(0))
        counts = report.added, report.paragraphs, report.removed_by_rule, map(str, report.problems)
        rows = content(index)
        outcomes.append(([*map(repr, counts[:3]), *counts[3]], rows, [t.path for t in told]))
    assert outcomes[0] == outcomes[1] == outcomes[2]
    assert len(outcomes[0][1]) > 100
    assert any("line 21" in told for told in outcomes[0][0])


@unix
def test_a_file_that_ends_a_process_is_a_problem_and_the_others_go_in(index, news, deadly):
    fill(news)
    (news / "3.txt").write_text(text(3, DEADLY))
    many = news / "4-many.jsonl"
    many.write_text(many.read_text() + "\n" + record(41, DEADLY) + "\n" + record(42))
    report = index.add(news, jobs=2, memory=2000)
    assert report.added == 7 + 41
    problems = [str(p) for p in report.problems if "line 21" not in str(p)]
    assert [Path(p.split(": ")[0]).name for p in problems] == ["3.txt", "4-many.jsonl"]
    assert all("was killed" in problem for problem in problems)


@unix
def test_an_article_from_no_file_that_ends_a_process_is_a_problem(index, deadly, monkeypatch):
    monkeypatch.setattr(worker_tasks, "PART_LETTERS", 30)
    texts = ["The first sails, and is cleaned here.", "Two.", DEADLY, "Four."]
    articles = [Article((Block(text, Kind.PARAGRAPH, 0),), key=text) for text in texts]
    report = index.add_articles(articles, origin="wire", jobs=2, memory=2000)
    assert (report.added, len(report.problems)) == (3, 1)
    assert "was killed" in str(report.problems[0])


def test_articles_of_the_callers_own_kind_are_cleaned_where_they_are(index, monkeypatch):
    class Own(Article):
        pass

    monkeypatch.setattr(worker_tasks, "PART_LETTERS", 1)
    articles = [Own((Block(f"Ship {n} sails.", Kind.PARAGRAPH, 0),), key=str(n)) for n in range(9)]
    assert index.add_articles(articles, jobs=2, memory=2000).added == 9


SCRIPT = """
import sys
from pressmark.index import Index, ingest
ingest.PROCESSES_FROM_BYTES = -1
index = Index.open(sys.argv[1])
print(index.add(sys.argv[2], jobs=2, memory=2000).added)
"""


def test_a_script_without_a_guard_runs_once(index, news, tmp_path):
    fill(news)
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    command = [sys.executable, str(script), str(index.path), str(news)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("48\n", "")


def test_an_interrupt_ends_the_processes_and_leaves_the_index_as_it_was(index, news, monkeypatch):
    fill(news)
    begun = []
    close = worker_pool.WorkerPool.close
    monkeypatch.setattr(
        worker_pool.WorkerPool,
        "close",
        lambda self: (begun.extend(self._processes._started), close(self)),
    )

    def interrupt(progress):
        if progress.files_done == 6:
            raise KeyboardInterrupt

    before = sorted(index.path.iterdir())
    with pytest.raises(KeyboardInterrupt):
        index.add(news, jobs=2, memory=2000, progress=interrupt)
    assert begun and all(process._process.poll() is not None for process in begun)
    assert sorted(index.path.iterdir()) == before
    assert content(index) == []
