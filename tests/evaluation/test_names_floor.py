"""Names are found as well as they ever were."""

import names  # in this folder; see pythonpath in pyproject.toml
import pytest

pytestmark = [pytest.mark.slow, pytest.mark.long]


def test_names_are_found_in_labelled_articles(shared):
    score = names.together(names.measure())
    assert score.precision >= names.PRECISION, score.wrong
    assert score.recall >= names.RECALL, score.missed
