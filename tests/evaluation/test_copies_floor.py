"""What was reached once in finding copies, and is never lost again."""

import copies  # in this folder; see pythonpath in pyproject.toml
import pytest

pytestmark = [pytest.mark.slow, pytest.mark.long]


def test_copies_are_found_as_well_as_they_ever_were(shared):
    texts, scores = copies.measure()
    assert texts == copies.DATA_HASH, "other texts: measure and pin again"
    for name, (precision, recall) in copies.FLOOR.items():
        assert scores[name].precision >= precision, scores[name].wrong
        assert scores[name].recall >= recall, scores[name].wrong
