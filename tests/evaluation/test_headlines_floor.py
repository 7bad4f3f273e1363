"""The article of a pasted headline is the first hit as often as it ever was."""

import headlines  # in this folder; see pythonpath in pyproject.toml
import pytest

pytestmark = [pytest.mark.slow, pytest.mark.long]


@pytest.mark.usefixtures("shared")
def test_pasted_headlines_with_quotation_marks_find_their_article():
    right, wrong = headlines.measure()
    assert len(right) >= headlines.LEAST, wrong
