from dataclasses import dataclass

import pytest

from pressmark.corpus.model import Removal
from pressmark.search.results.models import ArticleInfo, Hit, Results
from pressmark.search.results.schema import description, schema_of


@dataclass(frozen=True, slots=True)
class Boat:
    """A record."""

    name: str

    rowers: tuple[int, ...] = ()
    """Numbers of those who
    row."""


def test_a_schema_has_the_string_below_each_field_on_one_line():
    records = {}
    assert schema_of(Boat, records) == {"$ref": "#/components/schemas/Boat"}
    assert records["Boat"]["properties"] == {
        "name": {"type": "string"},
        "rowers": {
            "type": "array",
            "items": {"type": "integer"},
            "description": "Numbers of those who row.",
        },
    }


@pytest.mark.parametrize(
    ("record", "field"), [(Hit, "rank"), (Results, "limit"), (ArticleInfo, "opening")]
)
def test_a_field_is_described_in_its_record_or_in_the_one_it_comes_from(record, field):
    assert description(record, field)


def test_a_record_written_as_another_has_the_schema_of_that():
    records = {}
    assert schema_of(Removal, records)["$ref"].endswith("/RemovedBlock")
    assert records["RemovedBlock"]["properties"]["order"]["description"]
