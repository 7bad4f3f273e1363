import pytest
from starlette.testclient import TestClient

from pressmark.search import count, search, suggest
from pressmark.search.results.json import to_json
from pressmark.search.suggestions.completion import Suggestions
from pressmark.search.web import create_app


def test_a_search_answers_with_the_shape_of_the_command_line(client, searched):
    answer = client.get("/api/search", params={"q": "ferry", "limit": "3", "offset": "5"}).json()
    expected = to_json(search(searched, "ferry", limit=3, offset=5))
    assert answer | {"seconds": 0} == expected | {"seconds": 0}


def test_an_article_and_the_counts_have_the_shapes_of_the_command_line(client, searched):
    article = searched.get("https://www.coast.example/lighthouse")
    assert client.get(f"/api/articles/{article.id}").json() == to_json(article)
    assert client.get("/api/stats").json() == to_json(searched.stats())


def test_a_count_has_the_shape_of_the_command_line(client, searched):
    params = [("q", "ferry"), ("q", "bridge"), ("by", "source"), ("relative", "yes")]
    expected = to_json(count(searched, ["ferry", "bridge"], by="source", relative=True))
    assert client.get("/api/count", params=params).json() == expected


@pytest.mark.parametrize(
    "params", [[], [("q", f"{n}") for n in range(6)], [("q", "a"), ("by", "nothing")]]
)
def test_a_count_that_cannot_be_is_a_problem_document(client, params):
    answer = client.get("/api/count", params=params)
    assert (answer.status_code, answer.json()["kind"]) == (400, "ask-error")


def test_health_is_reported_without_a_search(client, tmp_path):
    assert client.get("/healthz").json() == {"status": "ok"}
    with TestClient(create_app(tmp_path / "none"), base_url="http://localhost") as lost:
        assert lost.get("/healthz").status_code == 503


def test_a_mistake_is_a_problem_document_with_the_sentence_a_person_would_get(client):
    answer = client.get("/api/search", params={"q": "ferry", "limit": "many"})
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json() == {
        "kind": "ask-error",
        "title": "Bad Request",
        "status": 400,
        "detail": "limit must be a whole number from 0 to 100, not 'many'.",
    }


def test_an_unknown_endpoint_is_a_problem_document_too(client):
    answer = client.get("/api/nowhere")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


def test_suggestions_have_the_shape_of_the_command_line(client, index):
    answer = client.get("/api/suggest", params={"q": "lan", "limit": "3"}).json()
    assert answer == to_json(Suggestions("lan", suggest(index, "lan", limit=3)))
    assert answer["suggestions"]
    assert client.get("/api/suggest").json() == {"typed": "", "suggestions": []}
