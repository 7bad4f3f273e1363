"""The reasons for removals stay true: at least 95 of 100 on pages that were labelled by hand."""

import pytest
import removals  # in this folder; see pythonpath in pyproject.toml

pytestmark = [pytest.mark.slow, pytest.mark.long]

FLOOR = 0.95
COUNTED = 150
"""With fewer of the labelled lines still removed, others are to be labelled."""


def test_the_reasons_for_removals_are_true(shared):
    found = list(removals.labelled_removals(shared / "data"))
    assert sum(one.counts for one in found) >= COUNTED
    assert removals.share_right(found) >= FLOOR


def test_a_line_that_should_have_stayed_is_right_where_it_stays():
    stays = removals.LabelledRemoval("p", "l", frozenset(), frozenset())
    goes = removals.LabelledRemoval("p", "l", frozenset(), frozenset({"byline"}))
    other = removals.LabelledRemoval("p", "l", frozenset({"timestamp"}), frozenset({"byline"}))
    kept = removals.LabelledRemoval("p", "l", frozenset({"timestamp"}), frozenset())
    assert [one.is_right for one in (stays, goes, other)] == [True, False, False]
    assert [one.counts for one in (stays, goes, other, kept)] == [True, True, True, False]
