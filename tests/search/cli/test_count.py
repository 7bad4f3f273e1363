import csv
import json

import pytest

from pressmark.search.cli.console import Console
from pressmark.search.cli.count_view import FOLDED, show_counts
from pressmark.search.results.counts import Bucket, Counts, as_csv

ROWS = (
    Bucket("2024-01", (4, 0), "published:2024-01"),
    Bucket("2024-02", (1, 2), "published:2024-02"),
)
NONE = Bucket("", (0, 1), "missing:date")


def counts(buckets=ROWS, missing=NONE, queries=("ferry", "=bridge"), of="stories"):
    totals = tuple(map(sum, zip(*(row.counts for row in (*buckets, missing)), strict=True)))
    return Counts(
        queries=queries, by="month", of=of, totals=totals, buckets=buckets, missing=missing
    )


def shown(capsys, found, width=60):
    show_counts(Console(width, color=False), found)
    return capsys.readouterr().out.splitlines()


def test_bars_are_on_one_scale_and_end_within_the_width(capsys):
    lines = shown(capsys, counts(), width=57)
    assert [line.split() for line in lines] == [
        ["month", "ferry", "=bridge"],
        ["2024-01", "4", "█" * 20, "0"],
        ["2024-02", "1", "█" * 5, "2", "█" * 10],
        ["no", "month", "0", "1", "█" * 5],
        ["total", "5", "3"],
        ["stories"],
    ]
    for width in range(20, 90, 7):
        assert max(map(len, shown(capsys, counts(), width))) <= max(width, 30)


def test_the_row_of_missing_values_is_shown_only_where_it_counts_something(capsys):
    lines = shown(capsys, counts(missing=Bucket("", (0, 0), "missing:date")))
    assert not any("no month" in line for line in lines)


def test_many_periods_without_a_hit_are_one_line_of_the_table_and_rows_of_csv(capsys):
    months = [Bucket(f"{2000 + n // 12}-{n % 12 + 1:02}", (0, 0), "") for n in range(30)]
    rows = (ROWS[0], *months[: FOLDED - 1], ROWS[1], *months[FOLDED:], ROWS[0])
    lines = shown(capsys, counts(rows))
    assert [line for line in lines if "…" in line] == ["… 25 months without a hit"]
    assert len(lines) == 1 + 3 + (FOLDED - 1) + 1 + 3
    assert len(list(as_csv(counts(rows)))) == 1 + len(rows) + 1


@pytest.mark.parametrize(("of", "number"), [("articles", "12.5%"), ("paragraphs", "0.12")])
def test_relative_counts_are_percents_or_paragraphs_an_article(capsys, of, number):
    row = Bucket("2024-01", (2,), "published:2024-01", 16, (0.125,))
    none = Bucket("", (0,), "missing:date", 0, (0.0,))
    lines = shown(capsys, counts((row,), none, ("ferry",), of))
    assert lines[1].split()[1] == number


def test_csv_has_a_row_a_bucket_and_no_formulas():
    assert list(csv.reader(as_csv(counts()))) == [
        ["month", "ferry", "'=bridge"],
        ["2024-01", "4", "0"],
        ["2024-02", "1", "2"],
        ["", "0", "1"],
    ]


@pytest.mark.slow
def test_the_command_writes_the_same_counts_in_each_format(run, sample_index):
    asked = ["count", "ferry", "bridge", "--by", "year", "--relative", "--index", sample_index]
    table, as_json, as_rows = (run(*asked, "--as", each) for each in ("table", "json", "csv"))
    found = json.loads(as_json.stdout)
    assert [row["counts"] for row in found["buckets"]] == [[4, 1], [2, 2]]
    assert [row["articles"] for row in found["buckets"]] == [14, 13]
    rows = list(csv.DictReader(as_rows.stdout.splitlines()))
    assert [(row["year"], row["ferry"], row["articles"]) for row in rows] == [
        ("2022", "4", "14"),
        ("2023", "2", "13"),
    ]
    assert "28.6%" in table.stdout
    assert (table.returncode, as_json.returncode, as_rows.returncode) == (0, 0, 0)


@pytest.mark.slow
def test_the_mistake_of_one_of_several_queries_is_underlined(run, sample_index):
    asked = run("count", "ferry", "titel:bridge", "--index", sample_index)
    assert asked.returncode == 2
    assert "  titel:bridge\n  ^^^^^\n" in asked.stderr


@pytest.mark.slow
def test_nothing_found_is_exit_status_1(run, sample_index):
    asked = run("count", "xyzzy", "--index", sample_index)
    assert (asked.returncode, asked.stdout) == (1, "")
    assert "Nothing found." in asked.stderr
