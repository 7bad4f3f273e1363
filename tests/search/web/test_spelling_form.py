"""The page accepts spellings of a name, from its own form alone."""

import asyncio
import re

import pytest
from starlette.testclient import TestClient

from pressmark.corpus.model import Article
from pressmark.index import Index
from pressmark.search.web import create_app

TEXTS = ("We met Volodymyr Zelensky there.", "We met Volodymyr Zelenskiy there.")


@pytest.fixture
def client(tmp_path):
    index = Index.create(tmp_path / "index")
    index.add_articles(Article.from_text(text, title="Visit", key=text) for text in TEXTS)
    return TestClient(create_app(index), base_url="http://localhost")


def fields(page: str) -> list[tuple[str, str]]:
    return re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page)


def sent(client, form):
    by_name = {name: [value for key, value in form if key == name] for name, _ in form}
    return client.post("/spellings", data=by_name, follow_redirects=False)


def total(client) -> int:
    return client.get("/api/search?q=Zelensky").json()["total_articles"]


def test_the_form_of_the_results_accepts_their_spellings(client):
    page = client.get("/?q=Zelensky")
    form = [each for each in fields(page.text) if each[0] in ("secret", "back", "spelling")]
    answer = sent(client, form)
    assert (answer.status_code, answer.text) == (303, "")
    assert answer.headers["location"] == "/?q=Zelensky"
    assert total(client) == 2
    again = client.get("/?q=Zelensky", headers={"if-none-match": page.headers["etag"]})
    assert again.status_code == 200  # not what was cached before


@pytest.mark.parametrize("secret", ["", "guessed", "ü"])
def test_a_form_of_another_site_is_refused(client, secret):
    form = [("secret", secret), ("spelling", "Zelensky"), ("spelling", "Zelenskiy")]
    assert sent(client, form).status_code == 400
    assert total(client) == 1


def test_a_form_leads_back_to_results_only(client):
    page = client.get("/?q=Zelensky").text
    form = [each for each in fields(page) if each[0] in ("secret", "spelling")]
    answer = sent(client, [*form, ("back", "//evil.example/?")])
    assert answer.headers["location"] == "/"


def test_a_form_that_is_too_long_is_refused(client):
    assert client.post("/spellings", content=b"x" * (1 << 20)).status_code == 400


@pytest.mark.parametrize("length", ["9", "99999999999", "9" * 9000])
def test_a_form_that_does_not_arrive_is_no_fault_of_the_server(client, length):
    """The connection ends after some of it; one that states too much is not waited for."""
    messages = [{"type": "http.disconnect"}]
    if length == "9":
        messages.insert(0, {"type": "http.request", "body": b"secret=", "more_body": True})
    incoming, sent = iter(messages), []

    async def receive():
        return next(incoming)

    async def send(message):
        sent.append(message)

    headers = [(b"host", b"localhost"), (b"content-length", length.encode())]
    scope = {"type": "http", "method": "POST", "path": "/spellings", "headers": headers}
    more = {"query_string": b"", "scheme": "http", "server": ("localhost", 80)}
    asyncio.run(client.app(scope | more, receive, send))
    assert sent[0]["status"] == 400
