"""Dumps whose dates are written in several orders: none is read wrong, and those left open are
counted."""

import io
import json
import random
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pressmark.corpus.readers.formats import read_stream
from pressmark.corpus.readers.read_counts import ReadCounts

ORDERS = {"dmy": "{d}{s}{m}{s}{y}", "mdy": "{m}{s}{d}{s}{y}", "ymd": "{y}{s}{m}{s}{d}"}

DUMPS = {
    "day first": [("dmy", "/", False, 200)],
    "month first": [("mdy", "/", False, 200)],
    "day first with dots": [("dmy", ".", False, 200)],
    "month first, short years": [("mdy", ".", True, 300)],
    "day first, short years": [("dmy", "-", True, 300)],
    "year first, short years": [("ymd", "-", True, 300)],
    "two sources in two orders": [("dmy", "/", False, 150), ("mdy", "/", False, 150)],
    "two sources, short years": [("dmy", ".", True, 300), ("mdy", ".", True, 300)],
    "three sources with their own marks": [
        ("dmy", ".", False, 100),
        ("mdy", "/", False, 100),
        ("ymd", "-", True, 300),
    ],
    "a source with little beside one with much": [("mdy", "/", False, 200), ("dmy", "/", False, 2)],
}
"""Each source of a dump: the order, the mark, whether years have two digits, how many records."""

EACH = st.tuples(
    st.sampled_from([*ORDERS]), st.sampled_from("/.-"), st.booleans(), st.integers(1, 60)
)


def written(day, order, mark, short):
    short = short or order == "ymd"
    year = f"{day.year % 100:02}" if short else str(day.year)
    return ORDERS[order].format(d=f"{day.day:02}", m=f"{day.month:02}", y=year, s=mark)


def dump(sources, chance):
    """The records of a dump in random order, and the day of each."""
    records = []
    for number, (order, mark, short, count) in enumerate(sources):
        for _ in range(count):
            day = date(2005, 1, 1) + timedelta(days=chance.randrange(20 * 365))
            text = written(day, order, mark, short)
            records.append(
                ({"title": "T", "text": "A text.", "date": text, "source": f"S{number}"}, day)
            )
    chance.shuffle(records)
    return records


def read(records):
    """Each date as it was read, and what was counted."""
    counts = ReadCounts()
    data = "\n".join(json.dumps(record) for record, _ in records).encode()
    found = [
        article.published for article in read_stream(io.BytesIO(data), "a.jsonl", counts=counts)
    ]
    return found, counts


def check(records):
    """None is wrong, and those left open are counted with what they state."""
    found, counts = read(records)
    wrong = [
        (record["date"], read)
        for (record, day), read in zip(records, found, strict=True)
        if read is not None and read.date() != day
    ]
    assert not wrong
    is_open = found.count(None)
    note, stated = counts.missing.get("date"), counts.other.get("with a date not read")
    assert (note.count if note else 0, stated.count if stated else 0) == (is_open, is_open)
    return is_open


@pytest.mark.parametrize("name", DUMPS)
def test_no_date_of_a_dump_is_wrong_and_those_left_open_are_counted(name):
    is_open = check(dump(DUMPS[name], random.Random(name)))
    assert is_open <= (2 if "little" in name else 0)


def test_too_little_evidence_leaves_all_dates_open():
    day = date(2019, 3, 4)
    records = [
        (
            {
                "title": "T",
                "text": "A text.",
                "date": written(day, order, "/", False),
                "source": "S",
            },
            day,
        )
        for order in ("dmy", "dmy")
    ]
    assert check(records) == 2


@settings(deadline=None)
@given(st.lists(EACH, min_size=1, max_size=4), st.integers(0, 2**32))
def test_no_date_of_any_dump_is_wrong(sources, seed):
    # a source of its own writes in one order; a group that is undecided goes by the whole file,
    # so that of files with little evidence in several orders only the contradicted ones are tried
    marks = {(mark, short or order == "ymd"): order for order, mark, short, _ in sources}
    one_order_each = [
        source
        for source in sources
        if marks[source[1], source[2] or source[0] == "ymd"] == source[0]
    ]
    check(dump(one_order_each, random.Random(seed)))
