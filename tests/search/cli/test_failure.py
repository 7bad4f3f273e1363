import errno

import click
import pytest

from pressmark.corpus.errors import ArticleNotFound, IndexMissing, QueryError
from pressmark.search.cli import failure
from pressmark.search.results.models import Results


def printed(capsys) -> list[str]:
    return capsys.readouterr().err.splitlines()


def test_an_error_is_one_sentence_and_the_next_thing_to_try(capsys):
    status = failure.report(IndexMissing("There is no index in x.", "Make one: pressmark index"))
    assert printed(capsys) == ["pressmark: There is no index in x.", "  Make one: pressmark index"]
    assert status == 2


def test_an_article_that_is_not_there_is_nothing_found(capsys):
    assert failure.report(ArticleNotFound("No article.")) == 1


def test_the_fault_in_a_query_is_underlined(capsys):
    error = QueryError("There is no field srce.", "Did you mean source?", start=6, end=10)
    assert failure.report_query(error, "ferry srce:x") == 2
    assert printed(capsys) == [
        "pressmark: There is no field srce.",
        "",
        "  ferry srce:x",
        "        ^^^^",
        "  Did you mean source?",
    ]


def test_a_query_of_nothing_has_no_place_to_underline(capsys):
    failure.report_query(QueryError("The query is empty.", "Type a word.", end=2), "  ")
    assert printed(capsys) == ["pressmark: The query is empty.", "  Type a word."]


def test_a_fault_behind_wide_characters_is_underlined_in_its_column(capsys):
    failure.report_query(QueryError("?", start=2, end=3), "日本(")
    assert printed(capsys)[3] == "      ^"


@pytest.mark.parametrize("place", [0, 5_000, 9_999, 10_000])
def test_of_a_long_query_the_part_around_the_fault_is_shown(capsys, place):
    failure.report_query(QueryError("?", start=place, end=place + 1), "x" * 10_000)
    excerpt, underline = printed(capsys)[2:4]
    assert len(underline.rstrip()) <= len(excerpt) + 1 <= failure.EXCERPT + 3


def test_what_the_system_refused_names_the_file(capsys):
    assert failure.report_system(PermissionError(errno.EACCES, "Permission denied", "/x")) == 2
    assert printed(capsys) == ["pressmark: /x: Permission denied."]


def test_a_full_disk_shows_what_to_do(capsys):
    failure.report_system(OSError(errno.ENOSPC, "No space left on device"))
    assert printed(capsys)[1] == "  Free some space and run it again."


def test_a_wrong_option_points_at_the_help_of_its_command(capsys):
    context = click.Context(click.Command("search"), info_name="search")
    assert failure.report_usage(click.UsageError("No such option: --x", context)) == 2
    assert printed(capsys)[1] == "  See search --help."


def test_a_query_that_looks_like_an_option_is_helped(capsys):
    search = click.Command("search", params=[click.Argument(["query"])])
    failure.report_usage(
        click.NoSuchOption("-storm", ctx=click.Context(search, info_name="search"))
    )
    assert "search -- ferry -storm" in printed(capsys)[1]


def test_a_command_without_words_is_not_advised_how_to_write_them(capsys):
    stats = click.Context(click.Command("stats"), info_name="stats")
    failure.report_usage(click.NoSuchOption("--x", ctx=stats))
    assert printed(capsys)[1] == "  See stats --help."


def test_an_option_before_the_command_gets_a_hint(capsys):
    group = click.Context(click.Group("pressmark"), info_name="pressmark")
    failure.report_usage(click.NoSuchOption("--index", ctx=group))
    assert "pressmark COMMAND OPTIONS" in printed(capsys)[1]


def test_a_message_cannot_steer_the_terminal(capsys):
    failure.warn("\x1b[2Jgone.html: no such file")
    assert "\x1b" not in capsys.readouterr().err


def test_long_sentences_are_broken_between_words_where_the_width_is_known(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    hint = "The fields are title, text, source, author, kind, language and published."
    failure.report(IndexMissing("There is no index in a folder of that name.", hint))
    lines = printed(capsys)
    assert all(len(line) <= 40 for line in lines)
    assert " ".join(line.strip() for line in lines).endswith(hint)
    assert lines[-1].startswith("  ")


@pytest.mark.parametrize(
    ("known", "hint"),
    [
        ({}, "Try fewer or other words."),
        ({"broader": "ferr*"}, "Try fewer or other words, or a beginning: ferr*"),
        ({"broader": "ferr*", "suggestion": "ferry"}, "Did you mean: ferry"),
        ({"notes": ("No source.",)}, "No source."),
    ],
)
def test_nothing_found_names_what_to_try_instead(capsys, known, hint):
    totals = dict.fromkeys(("total_paragraphs", "total_articles", "total_stories"), 0)
    page = {"offset": 0, "limit": 10, "hits": (), "seconds": 0.0}
    failure.report_nothing_found(Results(query="ferrymen", **totals, **page, **known))
    assert printed(capsys) == ["pressmark: Nothing found for “ferrymen”.", f"  {hint}"]
