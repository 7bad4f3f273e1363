import pytest
from starlette.testclient import TestClient

from pressmark.corpus.model import Article, Block, Kind
from pressmark.index import Index
from pressmark.search.web import create_app

FOG = Article((Block("Fog on the sound", Kind.PARAGRAPH, 0),), key="fog")
ADDRESSES = ("/", "/?q=fog", "/index", "/api/search?q=fog", "/api/stats")


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_answer_the_visitor_has_already_is_not_sent_again(client, address):
    first = client.get(address)
    again = client.get(address, headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["etag"] == first.headers["etag"]


def test_different_questions_have_different_tags(client):
    tags = {client.get(address).headers["etag"] for address in ADDRESSES}
    assert len(tags) == len(ADDRESSES)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_commit_makes_every_answer_new(tmp_path, address):
    index = Index.create(tmp_path / "index")
    with TestClient(create_app(index), base_url="http://localhost") as client:
        tag = client.get(address).headers["etag"]
        index.add_articles([FOG])
        assert client.get(address, headers={"if-none-match": tag}).status_code == 200
