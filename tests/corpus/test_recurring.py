import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.corpus import Article, Block, Kind, Recurring, clean
from pressmark.corpus.recurring import MIN_ARTICLES, MIN_COUNT, MIN_SHARE

SLOGAN = "The paper that the valley reads before it milks the cows."


def article(number, *more, source="Post", kind=Kind.PARAGRAPH):
    texts = [
        f"Report number {number} tells of what happened in the {number}th street on that morning.",
        f"A witness of case {number} said that nothing like it had been seen since {number}.",
        *more,
    ]
    blocks = tuple(Block(text, kind, order) for order, text in enumerate(texts))
    return Article(blocks=blocks, source=source)


def learned(articles, recurring=None):
    recurring = recurring or Recurring()
    for one in articles:
        recurring.learn(clean(one))
    return recurring


def rules_of(one, recurring):
    return [removal.rule for removal in clean(one, recurring=recurring).removals]


def test_a_line_that_keeps_coming_back_in_one_source_is_boilerplate():
    recurring = learned(article(n, SLOGAN) for n in range(MIN_ARTICLES))
    assert rules_of(article(99, SLOGAN), recurring) == ["recurring"]
    (line,) = recurring.lines()
    assert (line.text, line.source, line.count, line.articles) == (
        SLOGAN, "post", MIN_ARTICLES, MIN_ARTICLES,
    )  # fmt: skip


def test_a_line_of_another_source_stays():
    recurring = learned(article(n, SLOGAN) for n in range(MIN_ARTICLES))
    assert rules_of(article(99, SLOGAN, source="Herald"), recurring) == []


@given(st.integers(0, MIN_ARTICLES - 1))
def test_a_source_with_few_articles_teaches_nothing(count):
    recurring = learned(article(n, SLOGAN) for n in range(count))
    assert rules_of(article(99, SLOGAN), recurring) == []


@given(st.integers(0, MIN_COUNT - 1))
def test_a_line_in_few_articles_stays(count):
    recurring = learned(article(n, *[SLOGAN] * (n < count)) for n in range(2 * MIN_ARTICLES))
    assert rules_of(article(99, SLOGAN), recurring) == []


def test_background_that_comes_back_in_a_run_of_reports_stays():
    run = MIN_COUNT + 2
    total = int(run / MIN_SHARE) + 1
    recurring = learned(article(n, *[SLOGAN] * (n < run)) for n in range(total))
    assert rules_of(article(9999, SLOGAN), recurring) == []


def test_copies_of_one_article_teach_nothing():
    recurring = learned([article(1)] * 50)
    assert rules_of(article(1), recurring) == []


def test_what_was_learned_goes_on_being_counted_when_it_is_removed():
    recurring = learned(article(n, SLOGAN) for n in range(MIN_ARTICLES))
    for n in range(100, 200):
        recurring.learn(clean(article(n, SLOGAN), recurring=recurring))
    assert rules_of(article(999, SLOGAN), recurring) == ["recurring"]


@pytest.mark.parametrize("kind", [Kind.HEADING, Kind.LIST_ITEM, Kind.TABLE_ROW])
def test_what_articles_of_one_form_share_is_not_learned(kind):
    recurring = learned(article(n, "A pinch of sea salt", kind=kind) for n in range(MIN_ARTICLES))
    assert rules_of(article(99, "A pinch of sea salt", kind=kind), recurring) == []


def test_short_lines_are_not_learned():
    recurring = learned(article(n, "What next?") for n in range(MIN_ARTICLES))
    assert rules_of(article(99, "What next?"), recurring) == []


def test_an_allowed_line_stays_whatever_the_rules_say():
    recurring = learned(article(n, SLOGAN) for n in range(MIN_ARTICLES))
    recurring.allow(SLOGAN.upper())
    recurring.allow("Read more")
    assert rules_of(article(99, SLOGAN, "Read more"), recurring) == []
    assert list(recurring.lines()) == []


def test_a_blocked_line_goes_in_every_source_and_of_every_kind():
    recurring = Recurring()
    recurring.block("Only a line.")
    blocks = (Block("Only a line.", Kind.LIST_ITEM, 0), Block("Other.", Kind.PARAGRAPH, 1))
    assert rules_of(Article(blocks=blocks), recurring) == ["blocked"]
    recurring.allow("Only a line.")
    assert rules_of(Article(blocks=blocks), recurring) == []


@given(st.lists(st.sampled_from(["One line here.", "Two lines here.", SLOGAN]), max_size=3))
def test_it_comes_back_from_json_as_it_was(lines):
    recurring = learned(article(n, *lines) for n in range(MIN_ARTICLES))
    recurring.block("This one.")
    again = Recurring.from_dict(json.loads(json.dumps(recurring.to_dict())))
    assert again.to_dict() == recurring.to_dict()
    assert list(again.lines()) == list(recurring.lines())
    assert again.blocked == ("This one.",)


@pytest.mark.parametrize(
    "state", [{}, {"version": 99}, {"version": 1}, {"version": 1, "sources": 3}]
)
def test_what_is_no_such_dict_is_refused(state):
    with pytest.raises(ValueError, match="recurring lines"):
        Recurring.from_dict(state)
