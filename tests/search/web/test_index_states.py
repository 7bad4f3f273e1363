import shutil

from markupsafe import escape
from starlette.testclient import TestClient

from pressmark.corpus.model import Article, Block, Kind
from pressmark.index import Index
from pressmark.search.query.grammar import QUERY_HELP
from pressmark.search.web import create_app


def test_without_an_index_the_page_names_the_command_that_makes_one(tmp_path):
    with TestClient(create_app(tmp_path / "none"), base_url="http://localhost") as client:
        for address in ("/", "/?q=ferry", "/articles/abc"):
            page = client.get(address)
            assert page.status_code == 503
            assert "pressmark index" in page.text


def test_an_index_made_after_the_start_is_found(tmp_path):
    with TestClient(create_app(tmp_path / "new"), base_url="http://localhost") as client:
        assert client.get("/").status_code == 503
        Index.create(tmp_path / "new")
        assert "0 articles" in client.get("/").text


def test_without_an_index_the_forms_are_explained_without_examples(tmp_path):
    with TestClient(create_app(tmp_path / "none"), base_url="http://localhost") as client:
        page = client.get("/help")
    assert page.status_code == 200
    assert escape(QUERY_HELP[0].meaning) in page.text
    assert 'href="/?q=' not in page.text


def test_an_index_that_goes_while_it_is_served_is_reported_and_found_again(tmp_path):
    index = Index.create(tmp_path / "index")
    with TestClient(create_app(index), base_url="http://localhost") as client:
        assert client.get("/?q=ferry").status_code == 200
        shutil.rmtree(index.path)
        for address in ("/", "/?q=ferry", "/index"):
            page = client.get(address)
            assert page.status_code == 503
            assert "There is no index yet" in page.text
            assert "pressmark index" in page.text
        Index.create(tmp_path / "index")
        assert "Nothing found." in client.get("/?q=ferry").text


def test_a_damaged_index_is_distinguished_from_a_missing_one_and_from_nothing_found(tmp_path):
    index = Index.create(tmp_path / "index")
    (index.path / "pressmark.json").write_bytes(b"{")
    with TestClient(create_app(index.path), base_url="http://localhost") as client:
        page = client.get("/?q=ferry")
        problem = client.get("/api/search?q=ferry").json()
    assert page.status_code == 500
    assert "The index is damaged" in page.text
    assert "index your files again" in page.text
    assert problem["kind"] == "index-corrupt"


def test_what_is_committed_while_the_page_is_served_is_found_at_once(tmp_path):
    index = Index.create(tmp_path / "index")
    with TestClient(create_app(index), base_url="http://localhost") as client:
        for number in range(3):
            fog = Article((Block(f"Fog {number}", Kind.PARAGRAPH, 0),), key=str(number))
            index.add_articles([fog])
            assert client.get("/api/search?q=fog").json()["total_articles"] == number + 1
