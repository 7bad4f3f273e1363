from dataclasses import fields

import pytest
from hypothesis import HealthCheck, given, settings

from pressmark.search.options import SearchOptions
from pressmark.search.web import create_app
from pressmark.search.web.openapi import OPERATIONS, openapi_document

pytestmark = pytest.mark.slow

schemathesis = pytest.importorskip("schemathesis", reason="needs schemathesis")
checks = pytest.importorskip("schemathesis.specs.openapi.checks", reason="needs schemathesis")


@pytest.fixture(scope="module")
def schema(index):
    return schemathesis.openapi.from_asgi(
        "/api/openapi.json", create_app(index), headers={"host": "localhost"}
    )


def test_every_operation_is_served_and_every_reference_leads_somewhere(client):
    document = client.get("/api/openapi.json").json()
    assert document == openapi_document()
    assert set(document["paths"]) == {operation.path for operation in OPERATIONS}


def test_the_document_has_every_option_of_a_search(client):
    parameters = client.get("/api/openapi.json").json()["paths"]["/api/search"]["get"]["parameters"]
    names = {field.name for field in fields(SearchOptions)}
    assert {each["name"] for each in parameters} == {"q", *names}


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_for_any_request_the_answer_is_one_that_the_document_describes(schema, operation):
    @settings(max_examples=25, suppress_health_check=list(HealthCheck))
    @given(schema[operation.path]["GET"].as_strategy())
    def ask(case):
        case.call_and_validate(
            headers={"host": "localhost"},
            excluded_checks=[checks.positive_data_acceptance],  # not every string is a question
        )

    ask()


def test_real_answers_have_exactly_the_members_of_the_document(schema, client, index):
    article = index.get("https://www.coast.example/lighthouse").id
    for path in (
        "/api/search?q=ferry",
        f"/api/articles/{article}",
        "/api/search?q=colour:red",
        "/api/suggest?q=lan",
    ):
        operation = schema[path.partition("?")[0].replace(article, "{id}")]["GET"]
        operation.validate_response(client.get(path))
