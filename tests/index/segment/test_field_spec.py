import pytest
from whoosh.fields import DATETIME, TEXT, Schema

from pressmark.index.segment.field_spec import field_specs

SPECS = {spec.name: spec for spec in field_specs(Schema(text=TEXT, day=DATETIME))}


@pytest.mark.parametrize("text", ["ferry", "été", "\ud800x", "水"])
def test_a_term_of_text_is_its_utf_8_also_with_a_lone_surrogate(text):
    assert SPECS["text"].term(text) == text.encode("utf-8", "surrogatepass")


def test_what_is_no_value_of_a_field_is_no_term():
    with pytest.raises(ValueError, match=r".+"):
        SPECS["day"].term("no day at all")
