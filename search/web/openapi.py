"""The API described for machines: an OpenAPI 3.1 document made from the dataclasses it answers in.

Where the JSON shape says a thing otherwise than the dataclass, `_RENAMED` and `_SAID_OTHERWISE`
say how; a test holds real answers against the document.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from importlib.metadata import version
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from pressmark.corpus.model import Kind, Removal
from pressmark.index import IndexStats, StoredArticle
from pressmark.search.results.explanation import Explanation
from pressmark.search.results.facet import Facet
from pressmark.search.results.models import Results, Snippet, Span
from pressmark.search.suggestions.completion import Suggestion
from pressmark.search.web.errors import Problem
from pressmark.search.web.limits import (
    LARGEST_LIMIT,
    LARGEST_NUMBER,
    PAGE_SIZE,
    QUERY_CHARACTERS,
    SUGGESTIONS,
)
from pressmark.search.web.params import SORTS

Schema = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing the API answers: where, what, and with which record."""

    path: str
    name: str
    summary: str
    answer: type
    parameters: tuple[Schema, ...] = ()
    problems: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What `/api/suggest` answers."""

    typed: str
    suggestions: tuple[Suggestion, ...]


@dataclass(frozen=True, slots=True)
class Health:
    """What `/healthz` answers."""

    status: Literal["ok"]


def _in_query(name: str, description: str, schema: Schema) -> Schema:
    return {"name": name, "in": "query", "description": description, "schema": schema}


_COPIES_PARAMETER = _in_query(
    "copies",
    "Whether each copy of a story is a hit of its own, not only named by the best one.",
    {"type": "boolean", "default": False},
)

_SEARCH_PARAMETERS = (
    _in_query(
        "q", "The question.", {"type": "string", "minLength": 1, "maxLength": QUERY_CHARACTERS}
    )
    | {"required": True},
    _in_query(
        "limit",
        "How many hits to answer with.",
        {"type": "integer", "minimum": 0, "maximum": LARGEST_LIMIT, "default": PAGE_SIZE},
    ),
    _in_query(
        "offset",
        "How many hits to pass over.",
        {"type": "integer", "minimum": 0, "maximum": LARGEST_NUMBER, "default": 0},
    ),
    _in_query(
        "sort",
        "The order of the hits.",
        {"type": "string", "enum": list(SORTS), "default": SORTS[0]},
    ),
    _in_query(
        "paragraphs",
        "Whether each paragraph is a hit of its own, not only the best of its article.",
        {"type": "boolean", "default": False},
    ),
    _COPIES_PARAMETER,
    _in_query(
        "facets",
        "Whether to count all hits by source, author, kind, language and month.",
        {"type": "boolean", "default": False},
    ),
    _in_query(
        "explain",
        "Whether to tell the parts of each score.",
        {"type": "boolean", "default": False},
    ),
)

_SUGGEST_PARAMETERS = (
    _in_query("q", "What is typed so far.", {"type": "string", "maxLength": QUERY_CHARACTERS}),
    _in_query(
        "limit",
        "How many suggestions to answer with.",
        {"type": "integer", "minimum": 0, "maximum": LARGEST_LIMIT, "default": SUGGESTIONS},
    ),
)

_ID_PARAMETER: Schema = {
    "name": "id",
    "in": "path",
    "required": True,
    "description": "An article's id, or the start of one.",
    "schema": {"type": "string", "minLength": 1},
}

_SIMILAR_PARAMETERS = (
    _ID_PARAMETER,
    _in_query(
        "ordinal",
        "Which of its paragraphs to resemble, the title being 0; without it, the whole article.",
        {"type": "integer", "minimum": 0, "maximum": LARGEST_NUMBER},
    ),
    _in_query(
        "limit",
        "How many hits to answer with.",
        {"type": "integer", "minimum": 0, "maximum": LARGEST_LIMIT, "default": PAGE_SIZE},
    ),
    _COPIES_PARAMETER,
)

OPERATIONS = (
    Operation("/api/search", "search", "Find paragraphs.", Results, _SEARCH_PARAMETERS, (400, 503)),
    Operation(
        "/api/suggest",
        "suggest",
        "Complete a query as it is typed.",
        Suggestions,
        _SUGGEST_PARAMETERS,
        (400, 503),
    ),
    Operation(
        "/api/articles/{id}",
        "article",
        "Read an article.",
        StoredArticle,
        (_ID_PARAMETER,),
        (404, 503),
    ),
    Operation(
        "/api/articles/{id}/similar",
        "similar",
        "Find articles like one.",
        Results,
        _SIMILAR_PARAMETERS,
        (400, 404, 503),
    ),
    Operation("/api/stats", "stats", "Count what the index holds.", IndexStats, (), (503,)),
    Operation("/healthz", "health", "Tell whether searches can be answered.", Health, (), (503,)),
)


def openapi_document() -> Schema:
    """The whole document, ready for JSON."""
    records: dict[str, Schema] = {}
    paths = {operation.path: {"get": _operation(operation, records)} for operation in OPERATIONS}
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
    answers["default"] = {"description": "What is wrong with the index or the server."} | problem
    return {
        "operationId": operation.name,
        "summary": operation.summary,
        "parameters": list(operation.parameters),
        "responses": answers,
    }


def _content(media_type: str, schema: Schema) -> Schema:
    return {"content": {media_type: {"schema": schema}}}


_PLAIN: Mapping[Any, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    datetime: {"type": "string", "description": "ISO 8601"},
    date: {"type": "string", "format": "date"},
    Path: {"type": "string"},
    NoneType: {"type": "null"},
}

_PAIR: Schema = {"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2}

_KIND: Schema = {"type": "string", "enum": [str(kind) for kind in Kind]}


def _closed(properties: Schema, optional: frozenset[str] = frozenset()) -> Schema:
    """An object of exactly these properties."""
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }


_SAID_OTHERWISE: Mapping[Any, Schema] = {
    Kind: _KIND,
    Span: _PAIR | {"description": "First character, and the one after the last."},
    Snippet: _closed({"text": _PLAIN[str], "start": _PLAIN[int], "end": _PLAIN[int]}),
    Removal: _closed(
        {
            "order": _PLAIN[int],
            "kind": _KIND,
            "text": _PLAIN[str],
            "rule": _PLAIN[str],
            "reason": _PLAIN[str],
            "repeats": {"anyOf": [_PLAIN[int], _PLAIN[NoneType]]},
        }
    ),
}
"""Records that the JSON shape does not write field by field."""

_RENAMED = {
    "marks": "highlights",
    "title_marks": "title_highlights",
    "further": "passages",
    "collapsed": "total_stories",
}

_LEFT_OUT_WHERE_EMPTY = frozenset({"hint", "start", "end"})


def schema_of(kind: Any, records: dict[str, Schema]) -> Schema:
    """The JSON Schema of a type; dataclasses are put into `records` and referred to."""
    if kind in _PLAIN:
        return _PLAIN[kind]
    if kind in _SAID_OTHERWISE:
        return _SAID_OTHERWISE[kind]
    if is_dataclass(kind):
        return _record(kind, records)
    return _compound(get_origin(kind), get_args(kind), records)


def _compound(origin: Any, inner: tuple[Any, ...], records: dict[str, Schema]) -> Schema:
    if origin is Literal:
        return {"type": "string", "enum": list(inner)}
    if origin in {Union, UnionType}:
        return {"anyOf": [schema_of(kind, records) for kind in inner]}
    if origin is tuple:
        return {"type": "array", "items": schema_of(inner[0], records)}
    return {"type": "object", "additionalProperties": schema_of(inner[1], records)}


def _record(kind: Any, records: dict[str, Schema]) -> Schema:
    name = kind.__name__
    if name not in records:
        records[name] = {}  # a record may hold itself
        records[name] = _object(kind, records)
    return {"$ref": f"#/components/schemas/{name}"}


def _object(kind: Any, records: dict[str, Schema]) -> Schema:
    hints = get_type_hints(kind, localns={"Explanation": Explanation, "Facet": Facet})
    properties = {
        _RENAMED.get(field.name, field.name): schema_of(hints[field.name], records)
        for field in fields(kind)
    }
    return _closed(properties, _LEFT_OUT_WHERE_EMPTY if kind is Problem else frozenset())
