"""The time of every pattern grows with its input; the whole measurement is `patterns.py`."""

import re

import patterns as module
import pytest
from patterns import Fault, Named, faults, patterns

pytestmark = [pytest.mark.slow, pytest.mark.long]

SIZE = 16_000

MOST = 3.0
"""More than the 2.3 of the measurement, since other tests load the machine; a quadratic search
takes four times as long."""


@pytest.fixture(autouse=True)
def most(monkeypatch):
    monkeypatch.setattr(module, "MOST", MOST)


WITHOUT_END = {
    "search of blanks": (r"\s*:", "search"),
    "search of nested repeats": (r"(a+)+$", "match"),
    "search of an open pair": (r"\[[^]]*\]\(", "sub"),
    "match of blanks in two ways": (r"by\s*:?\s+(?=\w)", "match"),
}


@pytest.mark.parametrize("made", WITHOUT_END.values(), ids=WITHOUT_END)
def test_a_pattern_whose_time_grows_faster_is_found(made, monkeypatch):
    monkeypatch.setattr(module, "ENDLESS", 0.2)
    text, method = made
    named = Named(method, re.compile(text), frozenset({method}))
    assert isinstance(next(faults(named, SIZE), None), Fault)


@pytest.mark.parametrize("text", [r"(?<!\s)\s*+:", r"[^\W\d_]+", r"\[[^][]*\]"])
def test_a_pattern_whose_time_grows_with_its_input_is_not(text):
    assert list(faults(Named("", re.compile(text), frozenset({"search"})), SIZE)) == []


def test_the_patterns_of_all_parts_are_measured():
    names = {named.name.partition(".")[0].partition(" ")[0] for named in patterns()}
    assert names >= {"corpus", "index", "search", "rule"}


@pytest.mark.parametrize("named", list(patterns()), ids=lambda named: named.name)
def test_twice_the_input_takes_twice_the_time(named):
    assert next(faults(named, SIZE), None) is None
