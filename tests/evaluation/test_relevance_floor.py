"""The ranking figures that were reached once, and never fall below again.

Two small collections here; `relevance.py --check` holds all six to their floors.
"""

import pytest
import relevance  # in this folder; see pythonpath in pyproject.toml

pytestmark = [pytest.mark.slow, pytest.mark.long]


def test_the_data_are_those_that_the_figures_are_of(shared):
    assert relevance.data_hash() == relevance.DATA_HASH, "other collections: measure and pin again"


@pytest.mark.parametrize("name", ["cacm", "npl"])
def test_the_ranking_is_as_good_as_it_ever_was(shared, name):
    reached = relevance.evaluate(name)
    assert reached >= relevance.FLOOR[name]
    assert reached > relevance.LUCENE[name]
