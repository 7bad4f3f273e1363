from pathlib import Path

import pytest

from pressmark.index import IngestReport
from pressmark.search.cli.console import console
from pressmark.search.cli.ingest_view import show_report
from pressmark.search.cli.shapes import ingest_to_json


@pytest.mark.parametrize(
    ("report", "printed"),
    [
        (IngestReport(added=27, paragraphs=246), "27 articles added (246 paragraphs) in"),
        (
            IngestReport(added=1, paragraphs=9, unchanged=26),
            "1 article added (9 paragraphs), 26 un",
        ),
        (IngestReport(added=1, replaced=2, paragraphs=30), "1 article added, 2 replaced (30 par"),
        (IngestReport(replaced=30, paragraphs=83), "30 articles replaced (83 paragraphs) in"),
        (IngestReport(unchanged=30, pruned=1), "30 articles unchanged, 1 removed in"),
        (IngestReport(), "0 articles added in"),
    ],
)
def test_what_was_done_is_reported_and_nothing_that_was_not(capsys, report, printed):
    show_report(console("never"), report, Path("x"))
    assert capsys.readouterr().out.startswith(printed)


def test_articles_without_text_are_counted_with_the_cause(capsys):
    report = IngestReport(added=3, without_text={"related-headline": 2, "empty": 1})
    show_report(console("never"), report, Path("x"))
    printed = capsys.readouterr().out.splitlines()
    assert printed[-3:] == [
        "3 articles have no text:",
        "  2  all of it removed, most by related-headline",
        "  1  none in the source",
    ]
    assert ingest_to_json(report)["without_text"] == {"related-headline": 2, "empty": 1}


def test_files_that_are_not_read_are_counted_by_kind(capsys, without_pdf):
    report = IngestReport(added=1, passed_over={"picture": 12, "PDF": 1})
    show_report(console("never"), report, Path("x"))
    printed = capsys.readouterr().out.splitlines()
    assert printed[-4:] == [
        "Skipped because of their kind, 13 files:",
        "  12  picture",
        "   1  PDF",
        "PDFs are read where the extra pdf is installed: pip install 'pressmark[pdf]'",
    ]
    assert ingest_to_json(report)["passed_over"] == {"picture": 12, "PDF": 1}
