from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pressmark.corpus.model import Kind, Removal
from pressmark.index import Index
from pressmark.search.web.article_view import (
    LINES_OF_RULE,
    ArticleLine,
    in_groups,
    removal_examples,
)

KINDS = (Kind.PARAGRAPH, Kind.LIST_ITEM, Kind.HEADING)


@st.composite
def lines(draw):
    """Lines of an article, some of them removed."""
    made = []
    for order in range(draw(st.integers(0, 12))):
        line = ArticleLine(f"line {order}", draw(st.sampled_from(KINDS)), order)
        rule = draw(st.sampled_from(("", "share-bar", "menu")))
        removal = Removal(line, rule, "a reason") if rule else None
        made.append(replace(line, removal=removal))
    return tuple(made)


@given(lines())
def test_groups_are_all_lines_in_order_and_no_two_neighbours_could_be_one(made):
    groups = list(in_groups(made))
    assert tuple(line for group in groups for line in group.lines) == made
    for group in groups:
        assert len({line.removal is None for line in group.lines}) == 1
        assert {line.kind for line in group.lines} == {group.kind} or group.kind is None
    kinds = [group.kind for group in groups]
    assert all(one != other for one, other in pairwise(kinds))


def test_a_run_of_removed_lines_names_each_rule_once_in_words():
    block = ArticleLine("Share", Kind.PARAGRAPH, 0)
    rules = ("share-bar", "menu", "share-bar")
    run = tuple(replace(block, removal=Removal(block, rule, "")) for rule in rules)
    (group,) = in_groups(run)
    assert group.rules == ("share bar", "menu")


def test_examples_of_a_rule_show_each_text_once_and_few_of_an_article(index: Index):
    article = index.get("https://www.coast.example/lighthouse")
    (removal,) = article.removals
    many = [
        replace(removal, block=replace(removal.block, text=f"Read more: {number}"))
        for number in (1, 2, 3, 4, 1)
    ]
    other = replace(removal, rule="another")
    articles = [replace(article, removals=(*many, other)), replace(article, removals=(many[0],))]
    ((shown, found),) = removal_examples(articles, removal.rule)
    assert shown is articles[0]
    assert [line.text for line in found] == [f"Read more: {number}" for number in (1, 2, 3)]
    assert len(found) == LINES_OF_RULE
