"""The time of every reader and cleaning step grows with its input; all of it is `documents.py`."""

import documents
import pytest
from documents import MAKES, Make, growth

pytestmark = [pytest.mark.slow, pytest.mark.long]

SIZE = 20_000

MOST = 3.0
"""More than the 2.3 of the measurement, since other tests load the machine; a quadratic step takes
four times as long."""


@pytest.fixture(autouse=True)
def most(monkeypatch):
    monkeypatch.setattr(documents, "MOST", MOST)


def test_a_reader_whose_time_grows_faster_is_found(monkeypatch):
    monkeypatch.setattr(Make, "seconds", lambda self, size: (size / 20_000) ** 2)
    assert growth(MAKES[0], SIZE)[0] > MOST


@pytest.mark.parametrize("make", MAKES, ids=lambda make: f"{make.name} {make.file}")
def test_twice_the_document_takes_twice_the_time(make):
    times, size, seconds = growth(make, SIZE)
    assert times <= MOST, f"{times:.1f} times for twice {size:,} characters, {seconds:.2f} s"
