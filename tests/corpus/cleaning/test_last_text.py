import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.corpus import Article, Block, Kind, Removal, Rule, RuleSet, clean
from pressmark.corpus.cleaning.last_text import EMPTY, cause_of_no_text
from pressmark.corpus.kinds import TEXT_KINDS

ALL = RuleSet({"all": Rule("all", "any line", cues=("tide",))})
"""A rule that removes every line with a certain word."""

LONG = "The tide took the pier of the old harbour in a single night of March"
SHORT = "The tide took the boats away before anybody in the harbour woke up"


def cleaned(*texts, rules=ALL, kind=Kind.PARAGRAPH, title="Pier gone"):
    blocks = (Block(title, Kind.TITLE, 0), *(Block(t, kind, n) for n, t in enumerate(texts, 1)))
    return clean(Article(blocks=blocks, title=title), rules)


def kept(*texts, **more):
    return [block.text for block in cleaned(*texts, **more).paragraphs[1:]]


def test_an_article_that_would_lose_all_keeps_its_longest_run():
    assert kept(SHORT, "Tide", "Tide table", LONG, f"{LONG} again") == [
        *(SHORT, "Tide", "Tide table", LONG, f"{LONG} again")
    ]


def test_a_line_of_another_rule_s_parts_the_runs():
    rules = ALL.with_rules(Rule("share", "a button", whole=("share",)))
    assert kept(SHORT, "Share", LONG, f"{LONG} again", rules=rules) == [LONG, f"{LONG} again"]


def test_an_article_that_keeps_a_paragraph_gets_nothing_back():
    assert kept(LONG, "The pier is gone.") == ["The pier is gone."]


def test_a_heading_alone_is_no_text():
    blocks = (Block("Pier gone", Kind.TITLE, 0), Block("Night", Kind.HEADING, 1))
    article = Article((*blocks, Block(LONG, Kind.PARAGRAPH, 2)), title="Pier gone")
    assert [block.text for block in clean(article, ALL).paragraphs] == ["Pier gone", "Night", LONG]


@pytest.mark.parametrize("line", ["Share this article", "Tide", "https://paper.example/tide"])
def test_a_button_alone_is_not_brought_back(line):
    rules = ALL.with_rules(
        Rule("share", "a button", whole=("share this article",)), Rule("bare-link", "a link")
    )
    assert kept(line, rules=rules) == []


def test_the_cause_is_the_rule_that_took_most():
    rules = ALL.with_rules(Rule("share", "a button", whole=("share this article now",)))
    assert cause_of_no_text(cleaned("Tide", "Share this article now", rules=rules)) == "share"


def test_an_article_of_nothing_but_a_headline_is_empty():
    assert cause_of_no_text(cleaned()) == EMPTY
    assert cause_of_no_text(cleaned("The pier is gone.")) == ""


@given(st.lists(st.text(alphabet="aA ب.tide", max_size=60), min_size=1, max_size=6))
def test_no_article_with_a_sentence_loses_all(texts):
    """Whatever the rules say."""
    after = cleaned(*texts, LONG)
    assert any(block.kind in TEXT_KINDS for block in after.paragraphs[1:])


def discarded(*pairs):
    return tuple(
        Removal(Block(text, Kind.PARAGRAPH, order), rule, "by its place")
        for order, (text, rule) in enumerate(pairs, 1)
    )


SENTENCE = f"{LONG}, and nobody in the town had heard it go."


@pytest.mark.parametrize("rule", ["outside-article", "sidebar", "page-footer", "navigation"])
def test_a_page_without_text_gets_back_the_longest_run_of_it(rule):
    away = discarded((SENTENCE, rule), ("Home", rule), (f"No. {SENTENCE}", rule), (SENTENCE, rule))
    article = Article((Block("Pier gone", Kind.TITLE, 0),), title="Pier gone", discarded=away)
    texts = [block.text for block in clean(article).paragraphs]
    assert texts == ["Pier gone", f"No. {SENTENCE}", SENTENCE]
    assert [removal.block.text for removal in clean(article).removals] == [SENTENCE, "Home"]


@pytest.mark.parametrize("rule", ["comments", "hidden", "overlay", "advertisement", "form"])
def test_what_says_what_it_is_does_not_come_back(rule):
    article = Article((), discarded=discarded((SENTENCE, rule)))
    assert clean(article).paragraphs == ()


def test_a_page_with_text_gets_nothing_back():
    article = Article(
        (Block(SHORT, Kind.PARAGRAPH, 0),), discarded=discarded((SENTENCE, "sidebar"))
    )
    assert [block.text for block in clean(article).paragraphs] == [SHORT]
