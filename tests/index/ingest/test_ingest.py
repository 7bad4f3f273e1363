import errno
import os
from pathlib import Path

import pytest

from pressmark.corpus.errors import (
    IndexWriteFailed,
    InputError,
    PassedOver,
    ReadFailed,
    UnreadFormat,
)
from pressmark.corpus.model import Article, Block, Kind
from pressmark.index import Index
from pressmark.index.ingest import transaction, worker_tasks
from pressmark.index.segment import generation_writer

pytestmark = pytest.mark.usefixtures("without_pdf")


def article(text, **more):
    return Article((Block(text, Kind.PARAGRAPH, 0),), **more)


def first_id(index):
    with index.searcher() as searcher:
        return next(iter(searcher.documents()))["article"]


def texts(index):
    with index.searcher() as searcher:
        return sorted(row["text"] for row in searcher.documents())


def test_files_are_read_in_sorted_order_and_progress_told_after_each(index, news):
    for name in ("b", "c", "a"):
        (news / f"{name}.txt").write_text(f"{name}\none")
    told = []
    index.add([news / "c.txt", news], progress=told.append)
    assert [each.path.name for each in told] == ["a.txt", "b.txt", "c.txt"]
    assert [(each.files_done, each.files_total) for each in told] == [(1, 3), (2, 3), (3, 3)]
    assert told[-1].bytes_done == told[-1].bytes_total == 15
    assert [each.paragraphs for each in told] == [2, 4, 6]


def test_a_path_given_twice_or_under_two_names_is_read_once(index, news, monkeypatch):
    (news / "a.txt").write_text("A\none")
    monkeypatch.chdir(news)
    assert index.add(["a.txt", news / "a.txt", news, "../news/a.txt"]).added == 1
    assert index.add("a.txt").unchanged == 1


def test_the_index_does_not_read_itself(tmp_path):
    inside = Index.create(tmp_path / "library", wait=0)
    (tmp_path / "a.txt").write_text("A\none")
    report = inside.add([tmp_path])
    assert (report.added, report.problems) == (1, ())


def test_unchanged_files_are_not_even_opened(index, news, monkeypatch):
    path = news / "a.txt"
    path.write_text("A\none")
    os.utime(path, ns=(10**18, 10**18))
    index.add([news])
    monkeypatch.setattr(worker_tasks, "read", None)
    monkeypatch.setattr(worker_tasks, "stamp_of", None)
    report = index.add([news])
    assert (report.unchanged, report.problems) == (1, ())


def test_a_file_touched_but_the_same_is_unchanged(index, news):
    path = news / "a.txt"
    path.write_text("A\none")
    index.add([news])
    os.utime(path, ns=(10**18, 10**18))
    assert index.add([news]).unchanged == 1


def test_a_change_that_keeps_size_and_second_is_seen(index, news):
    path = news / "a.txt"
    path.write_text("A\none")
    index.add([news])
    status = path.stat()
    path.write_text("A\ntwo")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert index.add([news]).replaced == 1
    assert texts(index) == ["A", "two"]


def test_articles_that_left_their_file_are_pruned(index, news):
    (news / "a.txt").write_text("A\none\n\nB\ntwo")
    index.add([news])
    (news / "a.txt").write_text("A\nthree")
    report = index.add([news])
    assert (report.added, report.replaced, report.pruned) == (0, 1, 1)
    assert texts(index) == ["A", "three"]


def test_a_file_that_breaks_off_is_reported_each_time_and_the_rest_goes_on(index, news):
    (news / "a.txt").write_text("A\none!")
    (news / "b.txt").write_text("B\ntwo")
    for expected in ((2, 0, 0), (0, 0, 2)):
        report = index.add([news])
        assert (report.added, report.replaced, report.unchanged) == expected
        assert [problem.path for problem in report.problems] == [str(news / "a.txt")]
    (news / "a.txt").unlink()
    assert index.add([news], prune=True).pruned == 1


def test_a_file_of_which_nothing_can_be_read_keeps_what_it_had(index, news):
    (news / "a.txt").write_text("A\none")
    index.add([news])
    (news / "a.txt").write_text("!A\ntwo")
    assert len(index.add([news]).problems) == 1
    assert texts(index) == ["A", "one"]


def test_a_record_that_cannot_be_read_is_a_problem_and_the_others_go_in(index):
    report = index.add_articles(
        [article("one"), InputError("line 2", "is no JSON"), article("two")]
    )
    assert (report.added, [str(each) for each in report.problems]) == (2, ["line 2: is no JSON"])


def test_missing_paths_and_pipes_are_problems(index, news):
    os.mkfifo(news / "pipe.txt")
    report = index.add([news, news / "none.txt"])
    assert {Path(each.path).name for each in report.problems} == {"pipe.txt", "none.txt"}


def test_a_name_that_is_not_unicode_is_a_problem(index, news):
    path = news / os.fsdecode(b"caf\xe9.txt")
    path.write_text("A\none")
    problem = index.add([news]).problems[0]
    str(problem).encode()
    assert "UTF-8" in problem.reason


def test_a_file_that_cannot_be_opened_is_a_problem_and_its_articles_stay(index, news, monkeypatch):
    (news / "a.txt").write_text("A\none")
    index.add([news])

    def closed(path, status, signature):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(worker_tasks, "stamp_of", closed)
    (news / "a.txt").write_text("A\ntwo")
    assert "Permission denied" in str(index.add([news], prune=True).problems[0])
    assert texts(index) == ["A", "one"]


def test_pruning_spares_what_is_elsewhere(index, news, tmp_path):
    (tmp_path / "other").mkdir()
    for folder in ("news", "other"):
        (tmp_path / folder / "a.txt").write_text(f"{folder}\none")
    index.add([news, tmp_path / "other"])
    for folder in ("news", "other"):
        (tmp_path / folder / "a.txt").unlink()
    assert index.add([news], prune=True).pruned == 1
    assert index.get(str(tmp_path / "other" / "a.txt")).title == "other"


def test_a_named_file_that_is_gone_is_pruned(index, news):
    (news / "a.txt").write_text("A\none")
    index.add([news])
    (news / "a.txt").unlink()
    assert index.add([news / "a.txt"], prune=True).pruned == 1


def test_an_article_added_again_replaces_itself_and_no_other(index):
    index.add_articles([article("one", key="1"), article("two", key="2")], origin="wire")
    report = index.add_articles([article("three", key="1")], origin="wire")
    assert (report.added, report.replaced) == (0, 1)
    index.add_articles([article("four", key="1")], origin="elsewhere")
    assert texts(index) == ["four", "three", "two"]


def test_what_is_left_of_a_file_is_pruned_with_it(index, news):
    (news / "a.txt").write_text("A\none\n\nB\ntwo")
    index.add([news])
    index.delete(first_id(index))
    (news / "a.txt").unlink()
    assert index.add([news], prune=True).pruned == 1
    assert texts(index) == []


def test_articles_of_one_file_with_the_same_key_are_all_kept(index):
    twins = [article("one", key="u"), article("two", key="u")]
    index.add_articles(twins, origin="wire")
    assert index.add_articles(twins, origin="wire").replaced == 2
    assert texts(index) == ["one", "two"]


def test_many_articles_of_one_key_take_a_few_steps_each(index, monkeypatch):
    made = []
    real = transaction.article_id
    monkeypatch.setattr(transaction, "article_id", lambda *of: made.append(of) or real(*of))
    index.add_articles([article(f"text {n}", key="u") for n in range(50)], origin="wire")
    assert len(set(made)) == 50
    assert len(made) <= 3 * 50


def test_an_interrupt_leaves_the_index_as_it_was_and_lets_others_write(index, news):
    (news / "a.txt").write_text("A\none")

    def interrupt(progress):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        index.add([news], progress=interrupt)
    assert texts(index) == []
    assert index.add([news]).added == 1


def test_what_the_caller_raises_is_not_taken_for_the_disk(index, news):
    (news / "a.txt").write_text("A\none")

    def hang_up(progress):
        raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        index.add([news], progress=hang_up)


def test_a_disk_that_fills_up_while_adding_is_no_fault_of_the_file(index, news, monkeypatch):
    (news / "a.txt").write_text("A\none")

    def full(self, documents):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(generation_writer.Batch, "add", full)
    with pytest.raises(IndexWriteFailed, match="No space left"):
        index.add([news])
    assert texts(index) == []


def test_an_article_of_which_nothing_is_left_is_a_problem_and_not_counted(index, news):
    (news / "a.txt").write_text("- Share this\n\nB\ntwo")
    report = index.add([news])
    assert (report.added, index.stats().articles) == (1, 1)
    assert "has no text" in str(report.problems[0])
    assert index.add([news]).unchanged == 1


def test_a_file_that_the_system_gives_in_part_is_read_again_unchanged(index, news, monkeypatch):
    def read(path, **options):
        yield next(iter(small_read(path, **options)))
        raise ReadFailed(path, "the system cannot read it (Input/output error)")

    small_read = worker_tasks.read
    (news / "a.txt").write_text("A\none\n\nB\ntwo")
    with monkeypatch.context() as patched:
        patched.setattr(worker_tasks, "read", read)
        assert len(index.add([news]).problems) == 1
        assert index.stats().articles == 1
    assert index.add([news]).problems == ()
    assert index.stats().articles == 2


def test_what_nobody_foresaw_in_one_article_does_not_stop_the_others(index, news, monkeypatch):
    def clean(article, rules=None, recurring=None):
        if article.blocks[0].text == "B":
            raise RecursionError("too deep")
        return small_clean(article, rules)

    small_clean = worker_tasks.clean
    monkeypatch.setattr(worker_tasks, "clean", clean)
    (news / "a.txt").write_text("A\none\n\nB\ntwo\n\nC\nthree")
    report = index.add([news])
    assert (report.added, len(report.problems)) == (2, 1)
    assert "RecursionError: too deep" in str(report.problems[0])


def test_what_nobody_foresaw_in_one_file_does_not_stop_the_others(index, news, monkeypatch):
    def read(path, **options):
        if path.name == "a.txt":
            raise ValueError("no such thing")
        return small_read(path, **options)

    small_read = worker_tasks.read
    monkeypatch.setattr(worker_tasks, "read", read)
    for name in "ab":
        (news / f"{name}.txt").write_text(f"{name}\none")
    report = index.add([news])
    assert (report.added, [problem.path for problem in report.problems]) == (
        1,
        [str(news / "a.txt")],
    )


def test_a_removed_file_as_old_as_time_itself_is_restored(index, news):
    (news / "a.txt").write_text("A\none")
    os.utime(news / "a.txt", ns=(0, 0))
    index.add([news])
    assert index.add([news]).unchanged == 1
    index.delete(str(news / "a.txt"))
    assert index.add([news]).kept_out == 1
    assert index.add([news], restore=True).added == 1
    assert texts(index) == ["A", "one"]


def test_a_folder_that_is_gone_as_a_whole_is_not_pruned(index, news):
    (news / "a.txt").write_text("A\none")
    index.add([news])
    news.rename(news.with_name("unmounted"))
    report = index.add([news], prune=True)
    assert (report.pruned, len(report.problems)) == (0, 1)
    assert texts(index) == ["A", "one"]


def test_what_is_not_read_for_its_kind_is_counted_and_a_refused_file_is_named(
    index, news, monkeypatch
):
    for name in ("a.txt", "b.png", "c.png", "d.pdf", ".e"):
        (news / name).write_text("A\none")

    def refuse(path, **_):
        yield PassedOver(path, {"picture": 3}, {"picture": "a.png"})
        raise UnreadFormat(path, "DOCX")

    monkeypatch.setattr(worker_tasks, "read", refuse)
    report = index.add([news])
    assert report.passed_over == {"picture": 5, "PDF": 1, "hidden file": 1, "DOCX": 1}
    assert [Path(problem.path).name for problem in report.problems] == ["a.txt"]


def test_an_article_without_text_is_named_by_its_address_or_its_number_in_the_file(index):
    empty = [
        article("- noise", key="7"),
        article("- noise", url="https://a.example/x"),
        article("- noise", key="page.html!1"),
        article("- noise"),
    ]
    report = index.add_articles(empty, origin="dump.jsonl")
    assert [str(problem) for problem in report.problems] == [
        "dump.jsonl: record 7 has no text of its own",
        "dump.jsonl: https://a.example/x has no text of its own",
        "dump.jsonl: page.html!1 has no text of its own",
        "dump.jsonl: has no text of its own",
    ]
