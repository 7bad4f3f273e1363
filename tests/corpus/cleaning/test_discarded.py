import pytest

from pressmark.corpus import Article, Block, Kind, Removal, clean, default_rules


def rule_of_discarded(text, rule="outside-article", rules=None):
    block = Block(text, Kind.PARAGRAPH, 0)
    article = Article((), discarded=(Removal(block, rule, "by its place"),))
    (removal,) = clean(article, rules).removals
    assert removal.block is block
    return removal.rule, removal.reason


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("By Reuters", "byline"),
        ("By Ida Holm", "byline"),
        ("Tuesday, 3 May 2022", "timestamp"),
        ("10:45 a.m. EST", "timestamp"),
        ("Facebook Twitter", "share-bar"),
        ("Sign up for our free newsletter", "sign-up"),
        ("Most read", "related-links"),
        ("Photo: Ida Holm", "photo-credit"),
        ("© 2022 Orlow Review. All rights reserved.", "copyright"),
        ("https://paper.example/a", "bare-link"),
        ("* * *", "separator"),
        ("(Reporting by Ida Holm; editing by Jo Reyes)", "reporting-credit"),
        ("3 min read", "reading-time"),
    ],
)
def test_a_line_outside_the_article_has_the_reason_that_its_words_give(text, rule):
    reason = default_rules().reason(rule)
    assert rule_of_discarded(text) == (rule, reason)
    assert rule_of_discarded(text, "author-note") == (rule, reason)


@pytest.mark.parametrize("text", ["Ferry to Skerrin delayed again", "Sport", "By train", "Orlow"])
def test_a_line_whose_words_say_nothing_keeps_the_reason_of_its_place(text):
    assert rule_of_discarded(text) == ("outside-article", "by its place")


@pytest.mark.parametrize("rule", ["hidden", "navigation", "sidebar", "comments", "page-footer"])
def test_a_reason_that_says_where_a_line_was_found_is_true_and_stays(rule):
    assert rule_of_discarded("Tuesday, 3 May 2022", rule) == (rule, "by its place")


def test_a_rule_that_is_off_gives_no_reason():
    rules = default_rules().without("timestamp")
    assert rule_of_discarded("3 May 2022", rules=rules) == ("outside-article", "by its place")
