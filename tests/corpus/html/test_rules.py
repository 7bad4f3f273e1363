"""The names that pages give their parts, and names that only look like those."""

import pytest

from pressmark.corpus.html.rules import REASONS, meaning
from pressmark.corpus.rules import default_rules


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("comments-area", "comments"),
        ("relatedPosts", "related-links"),
        ("social-share", "share-bar"),
        ("newsletter_signup", "newsletter"),
        ("ad-slot-3", "advertisement"),
        ("widget widget_recent_entries", "sidebar"),
        ("navbar", "navigation"),
        ("cookie-notice", "overlay"),
        ("hidden", "hidden"),
    ],
)
def test_a_name_gives_the_rule(name, rule):
    assert meaning(name)[0] == rule


@pytest.mark.parametrize(
    "name",
    [
        "hentry tag-cookies category-newsletter",
        "elementor-widget-text-editor elementor-widget",
        "hidden-xs",
        "field-label-hidden",
        "has-sidebar",
        "no-comments",
        "paywall",
        "subscriber-only",
        "text-navy",
        "shareable",
        "header-image",
        "broadcast",
    ],
)
def test_a_name_that_resembles_one_gives_no_rule(name):
    assert meaning(name)[0] == ""


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("wp-caption-text", "figcaption"),
        ("photoCredit", "figcaption"),
        ("byline", "byline"),
        ("entry-meta", "byline"),
        ("article-dek", "standfirst"),
        ("twitter-tweet", "post"),
        ("content", ""),
    ],
)
def test_a_name_gives_the_role(name, role):
    assert meaning(name)[1] == role


def test_a_rule_says_the_same_of_pages_and_of_text():
    shared = {name: rule.reason for name, rule in default_rules().rules.items() if name in REASONS}
    assert len(shared) > 3
    assert shared == {name: REASONS[name] for name in shared}
