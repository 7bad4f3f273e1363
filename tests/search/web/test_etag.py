import pytest
from jinja2 import DictLoader
from starlette.testclient import TestClient

from pressmark.corpus.model import Article, Block, Kind
from pressmark.index import Index
from pressmark.search.web import create_app
from pressmark.search.web.static_files import StaticFiles
from pressmark.search.web.templating import edition, template_environment

FOG = Article((Block("Fog on the sound", Kind.PARAGRAPH, 0),), key="fog")
ADDRESSES = ("/", "/?q=fog", "/index", "/api/search?q=fog", "/api/stats")


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_answer_the_client_has_already_is_not_sent_again(client, address):
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


@pytest.mark.parametrize("form", ["{weak}", "{strong}", '"other", {weak}', "*", "{strong} ,"])
def test_a_tag_is_known_in_whatever_form_it_is_sent_back(client, form):
    weak = client.get("/?q=ferry").headers["etag"]
    printed = form.format(weak=weak, strong=weak.removeprefix("W/"))
    assert client.get("/?q=ferry", headers={"if-none-match": printed}).status_code == 304


@pytest.mark.parametrize("printed", ["", '"other"', 'W/"', "x"])
def test_any_other_tag_is_sent_the_answer(client, printed):
    assert client.get("/?q=ferry", headers={"if-none-match": printed}).status_code == 200


def test_a_new_edition_of_the_page_makes_every_answer_new():
    static = StaticFiles()
    templates = template_environment(static)
    before = edition(templates, static)
    sources = {
        name: templates.loader.get_source(templates, name)[0] for name in templates.list_templates()
    }
    assert edition(templates.overlay(loader=DictLoader(sources)), static) == before
    changed = sources | {"front.html": sources["front.html"] + " "}
    assert edition(templates.overlay(loader=DictLoader(changed)), static) != before
