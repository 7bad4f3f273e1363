"""Offered spellings are right, and right ones are offered, as often as they ever were."""

import pytest
import spellings  # in this folder; see pythonpath in pyproject.toml

pytestmark = [pytest.mark.slow, pytest.mark.long]


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize("labels", [spellings.SEEN, spellings.UNSEEN], ids=["seen", "unseen"])
def test_offered_spellings_are_right_and_right_ones_are_offered(labels):
    score = spellings.Score.of(spellings.measure(labels))
    assert score.precision >= spellings.PRECISION
    assert score.recall >= spellings.RECALL
