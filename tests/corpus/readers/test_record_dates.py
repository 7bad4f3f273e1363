import csv
import gzip
import io
import json
import random
import zipfile
from datetime import datetime

import pytest

from pressmark.corpus import InputError, ReadOptions, read, read_bytes, read_stream
from pressmark.corpus.readers import recorded_stream


def jsonl(dates, **more):
    records = ({"title": f"No. {n}", "text": "Some text.", "date": d, **more} for n, d in dates)
    return "\n".join(map(json.dumps, records)).encode()


AMERICAN = jsonl(enumerate(["03.09.2018", "03.08.2018", "02.14.19", "12.31.2017"]))
EXPECTED = [
    datetime(2018, 3, 9),
    datetime(2018, 3, 8),
    datetime(2019, 2, 14),
    datetime(2017, 12, 31),
]


def dates_of(items):
    return [item.published for item in items]


def test_the_records_after_a_date_show_how_it_is_read():
    assert dates_of(read_bytes(AMERICAN, "a.jsonl")) == EXPECTED


def test_compressed_files_archives_and_tables_are_read_so_too(tmp_path):
    packed = tmp_path / "a.jsonl.gz"
    packed.write_bytes(gzip.compress(AMERICAN))
    assert dates_of(read(packed)) == EXPECTED
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.jsonl", AMERICAN)
    assert dates_of(read(tmp_path / "a.zip")) == EXPECTED
    table = io.StringIO()
    rows = [json.loads(line) for line in AMERICAN.splitlines()]
    writer = csv.DictWriter(table, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    assert dates_of(read_bytes(table.getvalue().encode(), "a.csv")) == EXPECTED


def test_each_source_of_a_dump_is_read_in_its_own_order():
    ours = jsonl(enumerate(["03/04/2019", "25/04/2019"]), source="Ours")
    theirs = jsonl(enumerate(["03/04/2019", "04/25/2019"]), source="Theirs")
    found = dates_of(read_bytes(ours + b"\n" + theirs, "a.jsonl"))
    assert found == [datetime(2019, 4, d) for d in (3, 25)] + [
        datetime(2019, 3, 4),
        datetime(2019, 4, 25),
    ]


def test_a_date_that_may_be_two_is_left_open_and_kept_in_its_words():
    [article] = read_bytes(jsonl([(1, "03/04/2019")]), "a.jsonl")
    assert (article.published, article.stated_date) == (None, "03/04/2019")


@pytest.mark.parametrize(("order", "month"), [("mdy", 3), ("dmy", 4)])
def test_a_stated_order_is_taken(order, month):
    options = ReadOptions(dates=order)
    [article] = read_bytes(jsonl([(1, "03/04/2019")]), "a.jsonl", options=options)
    assert (article.published.month, article.stated_date) == (month, "")


def test_a_damaged_end_hides_no_evidence_before_it():
    noise = jsonl([(1, "")], content=random.Random(1).randbytes(1 << 20).hex())
    cut = gzip.compress(AMERICAN + b"\n" + noise)[:-20]
    found = []
    with pytest.raises(InputError, match="cut off"):
        found.extend(iter(read_bytes(cut, "a.jsonl.gz")))
    assert dates_of(found[:4]) == EXPECTED


def test_of_a_long_stream_the_recorded_beginning_shows_the_order(monkeypatch):
    monkeypatch.setattr(recorded_stream, "RECORDED_BYTES", len(AMERICAN))
    data = AMERICAN + b"\n" + jsonl([(9, "01/02/2018")])
    found = dates_of(read_stream(io.BytesIO(data), "a.jsonl"))
    assert found[:4] == EXPECTED
    assert len(found) == 5


def test_a_record_without_a_digit_in_its_date_may_state_its_age():
    text = "The ferry sailed at noon with forty people and came back with none of them."
    row = {"title": "T", "text": text, "date": "Gestern", "captured": "2021-03-25T10:00:00Z"}
    (found,) = read_bytes(json.dumps(row).encode(), "a.json")
    assert found.published == datetime(2021, 3, 24)
    (found,) = read_bytes(json.dumps(row | {"date": "Vennmouth"}).encode(), "a.json")
    assert found.published is None
