import os
import shutil

import pytest
from starlette.testclient import TestClient

from pressmark.index.segment import mapped_file
from pressmark.index.storage import manifest
from pressmark.search.web import create_app


@pytest.fixture
def served(index, tmp_path, monkeypatch):
    """A copy of the index, and a client of what serves it."""
    monkeypatch.setattr(mapped_file, "READ_WHOLE", 0)  # all is mapped, as large files are
    place = shutil.copytree(index.path, tmp_path / "index")
    with TestClient(create_app(place), base_url="http://localhost") as client:
        assert client.get("/api/search?q=ferry").status_code == 200
        yield place, client


def segments(place):
    return [place / entry["name"] for entry in manifest.read(place).segments["entries"]]


def cut(place):
    for path in segments(place):
        os.truncate(path, 100)


def take_away(place):
    shutil.rmtree(place)


def spoil(place):
    (place / manifest.NAME).write_text("{")


@pytest.mark.parametrize("harm", [cut, take_away, spoil])
def test_an_index_that_cannot_be_searched_is_not_healthy_until_it_is_back(served, index, harm):
    place, client = served
    harm(place)
    for address in ("/api/search?q=ferry", "/?q=ferry"):
        assert client.get(address).status_code in (500, 503)
    answer = client.get("/healthz")
    assert answer.status_code == answer.json()["status"] == 503
    assert client.get("/healthz").json()["kind"] in ("index-corrupt", "index-missing")
    shutil.copytree(index.path, place, dirs_exist_ok=True)
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/api/search?q=ferry").status_code == 200
