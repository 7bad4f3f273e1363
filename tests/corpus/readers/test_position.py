"""Whatever the place at which reading breaks off, reading on from there gives the other items."""

import bz2
import csv
import gzip
import io
import json
import lzma
import tarfile
import zipfile

import pytest

from pressmark.corpus import read
from pressmark.corpus.read_position import ReadPosition

RECORDS = 7


def record(number: int) -> dict[str, str]:
    return {"title": f"Ferry {number}", "text": f"The ferry {number} sails.", "date": "02.14.2019"}


def json_lines() -> bytes:
    lines = [json.dumps(record(number)) for number in range(RECORDS)]
    several = json.dumps({"articles": [record(number) for number in range(10, 13)]})
    return "\n".join([*lines[:3], "no JSON", "", several, *lines[3:]]).encode()


def json_array() -> bytes:
    return json.dumps([record(number) for number in range(RECORDS)]).encode()


def table() -> bytes:
    rows = io.StringIO()
    names = ["title", "text", "date"]
    writer = csv.DictWriter(rows, names)
    writer.writeheader()
    writer.writerows(map(record, range(3)))
    writer.writeheader()
    writer.writerows(map(record, range(3, RECORDS)))
    return rows.getvalue().encode()


def rows_of_arrays() -> bytes:
    names = list(record(0))
    return json.dumps([names, *(list(record(n).values()) for n in range(RECORDS))]).encode()


def warc() -> bytes:
    records = []
    for number in range(RECORDS):
        page = f"<html><body><p>The ferry {number} sails today.</p></body></html>".encode()
        answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
        head = f"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: {len(answer)}\r\n"
        head += f"WARC-Target-URI: https://a.example/{number}\r\n"
        head += "Content-Type: application/http;msgtype=response\r\n"
        records.append(head.encode() + b"\r\n" + answer + b"\r\n\r\n")
    return b"".join(records)


def arc() -> bytes:
    start = b"1 0 A\nURL IP-address Archive-date Content-type Archive-length\n"
    head = b"filedesc://a.arc 0.0.0.0 20100101000000 text/plain %d\n" % len(start)
    found = [head, start, b"\n"]
    for number in range(RECORDS):
        page = b"<html><body><p>The ferry %d sails today.</p></body></html>" % number
        answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
        found += [
            b"http://a.example/%d 1.2.3.4 20100101000000 text/html %d\n" % (number, len(answer)),
            answer,
            b"\n",
        ]
    return b"".join(found)


def mailbox() -> bytes:
    return b"".join(
        b"From a@b.example Mon Jan  1 00:00:00 2024\nFrom: a@b.example\nSubject: Ferry %d\n\n"
        b"The ferry %d sails.\n\n" % (number, number)
        for number in range(RECORDS)
    )


def members() -> dict[str, bytes]:
    inner = {"c.txt": b"Ferry\n\nIt sails.", "d.csv": table()}
    return {
        "a.txt": b"Ferry\n\nThe ferry sails.",
        "b.jsonl": json_lines(),
        "empty.txt": b"",
        "inner.zip": as_zip(inner),
        "picture.png": b"x",
        "z.warc": warc(),
    }


def as_zip(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def as_tar() -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name, content in members().items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return packed.getvalue()


FILES = {
    "dump.jsonl": json_lines(),
    "dump.jsonl.gz": gzip.compress(json_lines()),
    "dump.json": json_array(),
    "arrays.json.xz": lzma.compress(rows_of_arrays()),
    "dump.csv": table(),
    "dump.csv.bz2": bz2.compress(table()),
    "crawl.warc": warc(),
    "crawl.warc.gz": gzip.compress(warc()),
    "crawl.arc": arc(),
    "post.mbox": mailbox(),
    "all.zip": as_zip(members()),
    "all.tar": as_tar(),
    "all.tar.gz": gzip.compress(as_tar()),
}


@pytest.mark.parametrize("name", FILES)
def test_a_reader_goes_on_wherever_it_was(tmp_path, name):
    file = tmp_path / name
    file.write_bytes(FILES[name])
    position = ReadPosition()
    whole, places = [], []
    for item in read(file, position=position):
        whole.append(repr(item))
        places.append(position.now)
    assert len(whole) >= RECORDS
    for number, place in enumerate(places, 1):
        resumed = ReadPosition(start=place)
        rest, later = [], []
        for item in read(file, position=resumed):
            rest.append(repr(item))
            later.append(resumed.now)
        assert rest == whole[number:] or _articles(rest) == _articles(whole[number:])
        assert later == places[number:][: len(later)]


def _articles(items: list[str]) -> list[str]:
    """The items without the counts of what was left out or passed over before."""
    return [item for item in items if item.startswith("Article")]
