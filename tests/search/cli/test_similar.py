import json

import pytest

from pressmark.search.similar_articles import NOTHING_ALIKE

pytestmark = pytest.mark.slow


@pytest.fixture
def found(run, sample_index):
    def ask(*arguments):
        return run("similar", *arguments, "--index", sample_index)

    return ask


@pytest.fixture
def first(run, sample_index):
    asked = run("search", "ferry gearbox", "--json", "--index", sample_index)
    return json.loads(asked.stdout)["hits"][0]["article"]["id"]


def test_other_articles_are_shown_without_a_page_to_turn_to(found, first):
    shown = found(first, "--limit", "2")
    assert shown.returncode == 0
    assert first not in shown.stdout
    assert "--page" not in shown.stdout


def test_a_paragraph_is_named_behind_the_article(found, first):
    whole, part = (json.loads(found(each, "--json").stdout) for each in (first, f"{first}#2"))
    assert whole["query"] != part["query"]
    assert found(f"{first}#999").returncode == 2


def test_an_address_may_hold_a_number_sign(found):
    assert found("https://x.example/a#top").stderr.startswith("pressmark: There is no article")


def test_what_is_like_nothing_is_answered_with_a_sentence_and_no_hits(run, sample_index, found):
    asked = run("search", "pilchard tart", "--json", "--index", sample_index)
    recipe = json.loads(asked.stdout)["hits"][0]["article"]["id"]
    result = found(recipe)
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == f"pressmark: {NOTHING_ALIKE}\n"
    assert json.loads(found(recipe, "--json").stdout)["notes"] == [NOTHING_ALIKE]
