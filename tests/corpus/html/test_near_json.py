import json
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.corpus.html.near_json import values_in

VALUES = st.recursive(
    st.text() | st.integers() | st.booleans(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(VALUES)
def test_json_is_read_as_json_reads_it(value):
    assert values_in(json.dumps(value)) == [value]


@given(VALUES)
def test_a_comment_at_the_end_changes_no_string(value):
    assert values_in(f"{json.dumps(value)} // the end") == [value]


@pytest.mark.parametrize(
    "written",
    [
        '{"a": "x, ] // y", "b": [1, 2]}',
        '{"a": "x, ] // y", "b": [1, 2,],}',
        '{"a": "x, ] // y", "b": [1, 2 , , ]\n,\n}',
        '// note\n{"a": "x, ] // y", /* two, } */ "b": [1, 2], // three\n}',
        '<!-- {"a": "x, ] // y", "b": [1, 2]} -->',
        '//<![CDATA[\n{"a": "x, ] // y", "b": [1, 2]}\n//]]>',
        '/*<![CDATA[*/ {"a": "x, ] // y", "b": [1, 2]} /*]]>*/',
        '\ufeff{"a": "x, ] // y", "b": [1, 2]};',
        "{&quot;a&quot;: &quot;x, ] // y&quot;, &quot;b&quot;: [1, 2]}",
        r'{"a": "x, ] \/\/ \y", "b": [1, 2]}',
    ],
)
def test_what_is_nearly_json_is_read(written):
    assert values_in(written) == [{"a": "x, ] // y", "b": [1, 2]}]


def test_raw_line_ends_are_part_of_a_string_and_values_may_follow_each_other():
    assert values_in('{"a": "x\ny"}\n{"b": 1}') == [{"a": "x\ny"}, {"b": 1}]


@pytest.mark.parametrize("broken", ["", "{", "var x = 3", '{"a"', "[" * 5000, "\\"])
def test_what_is_no_json_has_no_values(broken):
    assert values_in(broken) == []


@pytest.mark.parametrize("unit", [",", '"\\', "/*", "//", "[,", '{"a":', "<!--", "1 ", '"a",'])
def test_twice_the_text_takes_twice_the_time(unit):
    def seconds(count: int) -> float:
        started = process_time()
        values_in("[" + unit * count)
        return process_time() - started

    times = [min(seconds(count) for _ in range(3)) for count in (5_000, 20_000)]
    assert times[1] < 4 * 3 * times[0] + 0.01
