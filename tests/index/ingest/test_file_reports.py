"""What the report says about each file read agrees with a count over the inputs."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pressmark import corpus
from pressmark.corpus import ReadOptions
from pressmark.index import Index
from pressmark.index.ingest import worker_tasks

LONG = "The new crane of Quill Bay will lift its first boat before the autumn gales."


@pytest.fixture(autouse=True)
def real_reader(monkeypatch):
    monkeypatch.setattr(worker_tasks, "read", corpus.read)


@pytest.fixture
def index(tmp_path):
    return Index.create(tmp_path / "index")


def write(folder, name, value):
    folder.mkdir(parents=True, exist_ok=True)
    text = value if isinstance(value, str) else json.dumps(value)
    (folder / name).write_text(text)
    return folder / name


values = st.sampled_from(["", "x", None])
records = st.fixed_dictionaries(
    {
        "title": st.sampled_from(["", "A headline"]),
        "text": st.sampled_from(["", LONG]),
        "date": st.sampled_from(["", "2021-03-04", "soon"]),
        "author": st.sampled_from(["", "Ida Quill"]),
        "party": st.sampled_from([None, "Green"]),
    }
)


@pytest.mark.slow
@settings(max_examples=20, deadline=None)
@given(st.lists(records, min_size=2, max_size=12))
def test_the_counts_are_those_of_the_records(rows):
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as place:
        index = Index.create(Path(place) / "index")
        file = write(Path(place), "a.json", rows)
        report = index.add(file)
    (found,) = report.files
    kept = [row for row in rows if row["title"] or row["text"]]
    counts = found.counts
    assert (found.path, found.files) == (str(file), 1)
    assert (counts.records, counts.articles) == (len(rows), len(kept))
    missing = {name: note.count for name, note in counts.missing.items()}
    expected = {
        "title": sum(not row["title"] for row in kept),
        "text": sum(not row["text"] for row in kept),
        "date": sum(row["date"] != "2021-03-04" for row in kept),
        "author": sum(not row["author"] for row in kept),
        "source": len(kept),
    }
    assert missing == {name: number for name, number in expected.items() if number}
    left_out = sum(note.count for note in counts.left_out.values())
    assert left_out == len(rows) - len(kept)
    assert counts.unused["party"] == sum(bool(row["party"]) for row in rows)
    assert bool(report.problems) == bool(left_out or not any(row["text"] for row in rows))


def test_files_of_one_record_are_counted_by_folder(index, tmp_path):
    for number in range(40):
        write(tmp_path / "crawl", f"{number:02}.json", {"title": "T", "full": LONG * 2})
    report = index.add(tmp_path / "crawl")
    (found,) = report.files
    assert (found.path, found.files, found.counts.records) == (
        str(tmp_path / "crawl" / "*.json"),
        40,
        40,
    )
    (problem,) = report.problems
    assert problem.reason == "0 of 40 records have text; columns not used: full"
    assert found.counts.missing["text"].example == str(tmp_path / "crawl/00.json")


@pytest.mark.slow
def test_the_counts_are_the_same_for_any_number_of_processes(index, tmp_path):
    rows = [{"title": f"T{i}", "story": LONG, "page": "x" * 20_000} for i in range(250)]
    file = write(tmp_path, "big.jsonl", "\n".join(map(json.dumps, rows)))
    other = Index.create(tmp_path / "other")
    options = ReadOptions({"text": "nosuch"})
    first, second = (
        index.add(file, jobs=1, options=options),
        other.add(file, jobs=2, options=options),
    )
    assert first.files == second.files
    assert list(map(str, first.problems)) == list(map(str, second.problems))
    assert len(first.problems) == 1


def test_a_column_counts_as_missing_only_if_no_file_has_it(index, tmp_path):
    write(tmp_path / "in", "a.json", [{"title": "A", "words": LONG}] * 2)
    write(tmp_path / "in", "b.json", [{"title": "B", "text": LONG}] * 2)
    report = index.add(tmp_path / "in", options=ReadOptions({"text": "words"}))
    assert report.problems == ()
    report = index.add(tmp_path / "in", options=ReadOptions({"text": "nosuch"}))
    reasons = [problem.reason for problem in report.problems]
    assert reasons == [
        "0 of 2 records have text; columns not used: words",
        "has no column “nosuch” for --field text; its columns: title, words",
        "has no column “nosuch” for --field text; its columns: text, title",
    ]


def test_files_are_read_again_with_other_options_and_only_then(index, tmp_path):
    file = write(tmp_path, "a.json", [{"title": f"T{i}", "words": LONG * 2} for i in range(3)])
    assert index.add(file).problems
    options = ReadOptions({"text": "words"})
    report = index.add(file, options=options)
    assert (report.replaced, report.problems) == (3, ())
    assert index.add(file, options=options).unchanged == 3


def test_sources_are_named_by_option_or_folder_where_the_article_states_none(index, tmp_path):
    write(tmp_path / "in" / "lamp", "a.txt", f"A headline of the lamp\n\n{LONG}\n")
    write(tmp_path / "in" / "courier", "b.json", {"text": LONG, "url": "https://c.example/1"})
    write(tmp_path / "in" / "courier", "c.json", {"text": LONG, "source": "Stated"})
    index.add(tmp_path / "in", options=ReadOptions(source_from_folder=True))
    assert sorted(index.stats().sources) == ["Stated", "courier", "lamp"]
    index.add(tmp_path / "in", options=ReadOptions(source="The Quill"))
    assert sorted(index.stats().sources) == ["Stated", "The Quill"]


def test_what_is_passed_over_is_counted_by_kind_with_one_of_each(index, tmp_path):
    for name in ("a.png", "b.png", "c.mp3"):
        write(tmp_path / "in", name, "x")
    write(tmp_path / "in", "d.txt", LONG)
    report = index.add(tmp_path / "in")
    assert report.passed_over == {"picture": 2, "sound": 1}
    assert {kind: Path(name).suffix for kind, name in report.passed_over_examples.items()} == {
        "picture": ".png",
        "sound": ".mp3",
    }
