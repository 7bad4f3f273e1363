"""Every hit is traced to its file, and in it to its record, WARC record or archive member."""

import csv
import gzip
import io
import json
import zipfile

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from pressmark.index import Index
from pressmark.search import search
from pressmark.search.cli.app import pressmark
from pressmark.search.web.app import create_app

TEXT = "The ferry {} had left the harbour of Skerrin before anybody noticed the fog."
RECORD_ID = "<urn:uuid:12345678-1234-1234-1234-123456789abc>"
PAGE = "https://gazette.example/fog"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("places")
    records = [{"title": f"No {n}", "text": TEXT.format(f"number{n}")} for n in range(3)]
    lines = "".join(json.dumps(record) + "\n" for record in records)
    (folder / "dump.jsonl").write_text(lines)
    with zipfile.ZipFile(folder / "pages.zip", "w") as archive:
        archive.writestr("a/b.txt", f"Zipped\n\n{TEXT.format('zipped')}")
    page = f"<title>Fog</title><article><h1>Fog</h1><p>{TEXT.format('archived')}</p></article>"
    body = f"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n{page}"
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: {RECORD_ID}\r\n"
    head += f"WARC-Target-URI: {PAGE}\r\nWARC-Date: 2023-05-01T00:00:00Z\r\n"
    head += "Content-Type: application/http; msgtype=response\r\n"
    warc = f"{head}Content-Length: {len(body)}\r\n\r\n{body}\r\n\r\n"
    (folder / "crawl.warc.gz").write_bytes(gzip.compress(warc.encode()))
    return folder


@pytest.fixture(scope="module")
def index(folder, tmp_path_factory):
    index = Index.create(tmp_path_factory.mktemp("index") / "index")
    index.add(folder)
    return index


EXPECTED = {
    "number2": ("dump.jsonl", {"record": "3"}),
    "zipped": ("pages.zip", {"member": "a/b.txt"}),
    "archived": (
        "crawl.warc.gz",
        {"record": "1", "warc_record_id": RECORD_ID, "target_uri": PAGE},
    ),
}


@pytest.mark.parametrize("word", EXPECTED)
def test_each_face_gives_the_file_and_the_place_in_it(index, folder, word):
    def run(*arguments):
        return CliRunner().invoke(pressmark, [*arguments, "--index", str(index.path)]).stdout

    name, place = EXPECTED[word]
    file = str(folder / name)
    [hit] = search(index, word).hits
    assert (hit.article.origin, dict(hit.article.place)) == (file, place)
    shown = json.loads(run("show", hit.article.id, "--json"))
    assert (shown["origin"], shown["place"]) == (file, place)
    exported = json.loads(run("export", word))["article"]
    assert (exported["origin"], exported["place"]) == (file, place)
    [row] = csv.DictReader(io.StringIO(run("export", "--as", "csv", word)))
    assert row["file"] == file
    assert {key: row[key] for key in place} == place
    in_terminal = " ".join(run("show", hit.article.id).split())
    assert all(value in in_terminal for value in place.values())
    page = TestClient(create_app(index), base_url="http://127.0.0.1")
    view = page.get(f"/articles/{hit.article.id}").text
    assert file in view
    assert all(value.strip("<>") in view for value in place.values())
