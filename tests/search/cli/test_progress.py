import json
from pathlib import Path

from pressmark.index import Progress
from pressmark.search.cli.progress import hits_line, progress_json, progress_line


def at(files: int, of: int, *, done: int = 250, total: int = 1000) -> Progress:
    return Progress(files, of, done, total, 300, Path("x.txt"))


def test_the_line_shows_share_rate_and_time_left():
    assert progress_line(at(1, 4), seconds=3.0) == (
        "Indexing ━━━━━━··················  25%  100 paragraphs/s  9.0 s left"
    )


def test_no_time_is_promised_before_the_rate_is_known():
    assert "left" not in progress_line(at(1, 4), seconds=0.5)


def test_when_all_files_are_read_the_index_is_written():
    assert progress_line(at(4, 4, done=1000), seconds=9.0) == "Writing the index …"


def test_an_export_counts_hits():
    assert hits_line(6, 24, seconds=3.0) == (
        "Exporting ━━━━━━··················  25%  2 hits/s  9.0 s left"
    )
    assert hits_line(24, 24, seconds=9.0) == "Writing the index …"


def test_progress_as_json_has_what_the_bar_shows():
    assert json.loads(progress_json(at(1, 4), seconds=3.0)) == {
        "files_done": 1,
        "files_total": 4,
        "bytes_done": 250,
        "bytes_total": 1000,
        "paragraphs": 300,
        "path": "x.txt",
        "seconds": 3.0,
        "seconds_left": 9.0,
    }
    assert json.loads(progress_json(at(1, 4), seconds=0.5))["seconds_left"] is None
