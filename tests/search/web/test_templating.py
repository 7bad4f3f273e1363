import pytest

from pressmark.search.web.templating import direction


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("12 ferries", "ltr"),
        ("«وصلت» ferry", "rtl"),
        ("ferry وصلت", "ltr"),
        ("3 – מעבורת", "rtl"),
        ("フェリー", "ltr"),
        ("1, 2", "ltr"),
        ("", "ltr"),
    ],
)
def test_a_text_has_the_direction_of_its_first_letter(text, way):
    assert direction(text) == way
