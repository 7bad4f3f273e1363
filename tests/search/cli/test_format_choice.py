import click
import pytest

from pressmark.search.cli.format_choice import FormatChoice

EXPORT = FormatChoice(["jsonl", "csv", "text", "markdown", "bibtex", "ris", "csl"])
CLEAN = FormatChoice(["text", "markdown", "json"])


@pytest.mark.parametrize(
    ("choice", "given", "meant"),
    [(EXPORT, "md", "markdown"), (EXPORT, "bib", "bibtex"), (CLEAN, "txt", "text")],
)
def test_a_synonym_is_the_format(choice, given, meant):
    assert choice.convert(given, None, None) == meant


@pytest.mark.parametrize(
    ("choice", "given", "hint"),
    [
        (EXPORT, "json", "jsonl has a JSON object on each line"),
        (EXPORT, "xlsx", "csv with --excel"),
        (CLEAN, "jsonl", "json is one JSON object"),
        (CLEAN, "pdf", "is not one of"),
    ],
)
def test_another_name_is_refused_with_the_one_that_is_meant(choice, given, hint):
    with pytest.raises(click.BadParameter, match=hint):
        choice.convert(given, None, None)
