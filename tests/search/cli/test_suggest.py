import json

import pytest


@pytest.fixture
def suggested(run, sample_index):
    return lambda *typed: run("suggest", *typed, "--index", sample_index)


def test_suggestions_are_printed_one_a_line_with_what_they_lead_to(suggested):
    lines = suggested("fer").stdout.splitlines()
    assert lines[0].startswith("ferry  ")
    assert lines[0].endswith(" articles")


def test_several_arguments_are_one_text(suggested):
    assert suggested("island", "fer").stdout.startswith("island ferry  ")


def test_json_has_the_shape_of_the_api(suggested):
    answer = json.loads(suggested("fer", "--json").stdout)
    assert answer["typed"] == "fer"
    assert set(answer["suggestions"][0]) == {"text", "kind", "query", "articles", "article"}


def test_no_suggestion_is_the_status_of_nothing_found(suggested):
    assert suggested("xyzzy").returncode == 1
    assert suggested("fer").returncode == 0
