"""Progress within a large file counts its bytes on the disk, packed as they are."""

import csv
import gzip
import io
import json
import lzma
import random
import tarfile
import zipfile

import pytest

from pressmark import corpus
from pressmark.corpus.readers import formats
from pressmark.index import Index
from pressmark.index.ingest import worker_tasks

ARTICLES = 40


def texts() -> list[str]:
    """Articles of words that hardly compress."""
    chance = random.Random(1)
    return [
        " ".join(f"{chance.getrandbits(40):x}" for _ in range(800)) + "." for _ in range(ARTICLES)
    ]


def lines() -> bytes:
    return b"".join(json.dumps({"text": text}).encode() + b"\n" for text in texts())


def as_csv() -> bytes:
    table = io.StringIO()
    csv.writer(table).writerows([["text"], *([text] for text in texts())])
    return table.getvalue().encode()


def as_zip() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, text in enumerate(texts()):
            archive.writestr(f"{number}.txt", text)
    return packed.getvalue()


def as_tar() -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for number, text in enumerate(texts()):
            entry = tarfile.TarInfo(f"{number}.txt")
            entry.size = len(text)
            archive.addfile(entry, io.BytesIO(text.encode()))
    return packed.getvalue()


def as_warc() -> bytes:
    records = []
    for number, text in enumerate(texts()):
        page = f"<html><body><p>{text}</p></body></html>".encode()
        answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/{number}\r\n"
            f"Content-Type: application/http;msgtype=response\r\nContent-Length: {len(answer)}\r\n"
        )
        records.append(head.encode() + b"\r\n" + answer + b"\r\n\r\n")
    return b"".join(records)


FILES = {
    "dump.jsonl": lines,
    "dump.csv": as_csv,
    "dump.jsonl.gz": lambda: gzip.compress(lines(), 1),
    "dump.jsonl.xz": lambda: lzma.compress(lines(), preset=0),
    "dump.zip": as_zip,
    "dump.tar": as_tar,
    "dump.warc": as_warc,
}


@pytest.fixture(autouse=True)
def small_parts(small_corpus, monkeypatch):
    """The readers and the cleaner that there are, with parts and buffers as small as the files."""
    monkeypatch.setattr(worker_tasks, "read", corpus.read)
    monkeypatch.setattr(worker_tasks, "clean", corpus.clean)
    monkeypatch.setattr(worker_tasks, "PART_LETTERS", 1 << 14)
    monkeypatch.setattr(formats, "BUFFER_BYTES", 1 << 13)


@pytest.mark.parametrize("name", FILES)
def test_what_was_read_of_a_file_grows_with_what_was_indexed_of_it(tmp_path, name):
    file = tmp_path / name
    file.write_bytes(FILES[name]())
    size, reported = file.stat().st_size, []
    report = Index.create(tmp_path / "index").add([file], progress=reported.append)
    assert report.added == ARTICLES
    *within, end = reported
    assert (end.files_done, end.bytes_done, end.bytes_total) == (1, size, size)
    assert {each.files_done for each in within} == {0}
    done = [each.bytes_done for each in within]
    assert done == sorted(done)
    assert len(set(done)) >= 4
    if name.endswith(("gz", "xz")):  # decompressed in steps of a third of the file
        return
    for each in within:
        share = each.paragraphs / end.paragraphs
        assert abs(each.bytes_done / size - share) < 0.25


def test_pages_far_apart_in_a_file_are_handed_on_with_little_text(tmp_path, monkeypatch):
    monkeypatch.setattr(worker_tasks, "PART_LETTERS", 1 << 30)
    monkeypatch.setattr(worker_tasks, "PART_BYTES", 1 << 15)
    file, reported = tmp_path / "dump.jsonl", []
    record = b'{"text": "A ferry sailed.", "picture": "%s"}\n' % (b"x" * 10_000)
    file.write_bytes(record * 20)
    Index.create(tmp_path / "index").add([file], progress=reported.append)
    assert len(reported) >= 5


def test_files_before_count_with_what_was_read_of_the_next(tmp_path):
    for name in ("a.jsonl", "b.jsonl"):
        (tmp_path / name).write_bytes(lines())
    reported = []
    Index.create(tmp_path / "index").add([tmp_path], progress=reported.append)
    done = [each.bytes_done for each in reported]
    assert done == sorted(done)
    assert {each.path.name for each in reported if each.files_done == 1} == {"a.jsonl", "b.jsonl"}
