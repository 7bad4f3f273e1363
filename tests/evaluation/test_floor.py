"""The figures that extraction and metadata reached once, and never fall below again.

Who makes them better raises the numbers in `floor.json`; the hash says on which pages they hold.
"""

import json
import sys
from importlib import import_module
from pathlib import Path

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.long]

HERE = Path(__file__).parent
FLOOR = json.loads((HERE / "floor.json").read_text())


@pytest.fixture
def scripts(monkeypatch):
    """Makes the evaluation scripts importable, which are no package."""
    monkeypatch.syspath_prepend(HERE)
    yield import_module
    for name in ("extraction", "metadata"):
        sys.modules.pop(name, None)


def test_bodies_are_found_no_worse_than_before(shared, scripts):
    extraction = scripts("extraction")
    sample = list(extraction.pages())
    assert extraction.data_hash() == FLOOR["data"]
    reached = extraction.figures(
        [extraction.compare(extraction.pressmark(page.html), page.body) for page in sample]
    )
    for name, floor in FLOOR["extraction"].items():
        assert reached[name] >= floor, name


def test_metadata_are_read_no_worse_than_before(shared, scripts):
    results, errors = scripts("metadata").measure()
    for field, floor in FLOOR["metadata"].items():
        assert sum(results[field]) >= floor, errors
