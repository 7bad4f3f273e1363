"""The time of every reader and cleaning step grows with its input; all of it is `documents.py`."""

import pytest
from documents import MAKES, MOST, Make, growth

SIZE = 20_000


def test_a_reader_whose_time_grows_faster_is_found(monkeypatch):
    monkeypatch.setattr(Make, "seconds", lambda self, size: (size / 20_000) ** 2)
    assert growth(MAKES[0], SIZE)[0] > MOST


@pytest.mark.parametrize("make", MAKES, ids=lambda make: f"{make.name} {make.file}")
def test_twice_the_document_takes_twice_the_time(make):
    times, size, seconds = growth(make, SIZE)
    assert times <= MOST, f"{times:.1f} times for twice {size:,} characters, {seconds:.2f} s"
