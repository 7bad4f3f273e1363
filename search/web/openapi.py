"""The OpenAPI 3.1 document of the API, derived from its parameters and records."""

from dataclasses import dataclass
from importlib.metadata import version
from typing import Literal

from pressmark.index import IndexStats, StoredArticle
from pressmark.search.options import SearchOptions
from pressmark.search.results.counts import Counts
from pressmark.search.results.models import Results
from pressmark.search.results.schema import Schema, description, schema_of
from pressmark.search.suggestions.completion import Suggestions
from pressmark.search.web.errors import Problem
from pressmark.search.web.parameters import (
    COPIES,
    COUNT,
    LIMIT,
    ORDINAL,
    QUERIES,
    QUERY,
    SEARCH,
    SUGGESTION_LIMIT,
    TYPED,
    Parameter,
)


@dataclass(frozen=True, slots=True)
class Health:
    """The answer of `/healthz`."""

    status: Literal["ok"]


@dataclass(frozen=True, slots=True)
class Operation:
    """One endpoint: its path, parameters and answer, and the statuses of its errors."""

    path: str
    name: str
    summary: str
    answer: type
    parameters: tuple[Parameter, ...] = ()
    problems: tuple[int, ...] = (503,)


OPERATIONS = (
    Operation(
        "/api/search",
        "search",
        "Search for articles or paragraphs.",
        Results,
        (QUERY, *SEARCH),
        problems=(400, 503),
    ),
    Operation(
        "/api/count",
        "count",
        "Count the hits of queries by period or by a field.",
        Counts,
        (QUERIES, *COUNT),
        problems=(400, 503),
    ),
    Operation(
        "/api/suggest",
        "suggest",
        "Complete a query that is being typed.",
        Suggestions,
        (TYPED, SUGGESTION_LIMIT),
        problems=(400, 503),
    ),
    Operation(
        "/api/articles/{id}", "article", "Get an article.", StoredArticle, problems=(404, 503)
    ),
    Operation(
        "/api/articles/{id}/similar",
        "similar",
        "Find similar articles.",
        Results,
        (ORDINAL, LIMIT, COPIES),
        problems=(400, 404, 503),
    ),
    Operation("/api/stats", "stats", "Get the counts of the index.", IndexStats),
    Operation("/healthz", "health", "Check whether searches can be answered.", Health),
)

_ID: Schema = {
    "name": "id",
    "in": "path",
    "required": True,
    "description": "The id of an article, or a unique prefix of it.",
    "schema": {"type": "string", "minLength": 1},
}


def openapi_document() -> Schema:
    """The whole document, ready for JSON."""
    records: dict[str, Schema] = {}
    paths = {operation.path: {"get": _operation(operation, records)} for operation in OPERATIONS}
    records["Problem"]["required"] = ["kind", "status", "title", "detail"]
    return {
        "openapi": "3.1.0",
        "info": {"title": "Pressmark", "version": version("pressmark")},
        "paths": paths,
        "components": {"schemas": records},
    }


def _operation(operation: Operation, records: dict[str, Schema]) -> Schema:
    answer = _content("application/json", schema_of(operation.answer, records))
    problem = _content("application/problem+json", schema_of(Problem, records))
    answers = {"200": {"description": "The answer."} | answer}
    for status in operation.problems:
        answers[str(status)] = {"description": "What is wrong."} | problem
    answers["default"] = {"description": "An error of the index or the server."} | problem
    in_path = [_ID] if "{id}" in operation.path else []
    return {
        "operationId": operation.name,
        "summary": operation.summary,
        "parameters": in_path + [_parameter(each) for each in operation.parameters],
        "responses": answers,
    }


def _parameter(parameter: Parameter) -> Schema:
    return {
        "name": parameter.name,
        "in": "query",
        "required": parameter.required,
        "description": parameter.description or description(SearchOptions, parameter.name),
        "schema": parameter.schema,
    }


def _content(media_type: str, schema: Schema) -> Schema:
    return {"content": {media_type: {"schema": schema}}}
