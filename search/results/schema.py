"""JSON Schema of the records, from their types and from the strings below their fields."""

import ast
import inspect
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from pressmark.corpus.model import Block, Extra, Kind, Removal
from pressmark.index import StoredArticle
from pressmark.search.options import SearchOptions
from pressmark.search.results.explanation import Explanation
from pressmark.search.results.facet import Facet
from pressmark.search.results.json import RemovedBlock, SnippetText
from pressmark.search.results.models import ArticleInfo, Results, Snippet, Span

Schema = dict[str, Any]

_SIMPLE: Mapping[Any, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    datetime: {"type": "string", "description": "ISO 8601"},
    date: {"type": "string", "format": "date"},
    Path: {"type": "string"},
    NoneType: {"type": "null"},
    Kind: {"type": "string", "enum": [str(kind) for kind in Kind]},
    Span: {"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2},
}

_WRITTEN_AS: Mapping[Any, type] = {Removal: RemovedBlock, Snippet: SnippetText}
"""Records whose JSON is that of another."""

_DESCRIBED_IN: Mapping[Any, type] = {
    ArticleInfo: StoredArticle,
    Results: SearchOptions,
    RemovedBlock: Block,
}
"""Records with fields that are described in another."""


_LAZY = {"Explanation": Explanation, "Extra": Extra, "Facet": Facet}
"""Types that records import for type checkers only."""


def description(record: type, field: str) -> str:
    """The string below a field of a dataclass, on one line; empty if there is none."""
    known = _descriptions(_DESCRIBED_IN.get(record, record)) | _descriptions(record)
    return known.get(field, "")


@cache
def _descriptions(record: type) -> dict[str, str]:
    [definition] = ast.parse(inspect.cleandoc(inspect.getsource(record))).body
    assert isinstance(definition, ast.ClassDef)
    found = {}
    for statement, below in pairwise(definition.body):
        match statement, below:
            case ast.AnnAssign(target=ast.Name(name)), ast.Expr(ast.Constant(str(text))):
                found[name] = " ".join(text.split())
    return found


def schema_of(kind: Any, records: dict[str, Schema]) -> Schema:
    """The schema of a type; dataclasses are added to `records` and referred to."""
    if kind in _SIMPLE:
        return _SIMPLE[kind]
    kind = _WRITTEN_AS.get(kind, kind)
    if is_dataclass(kind):
        return _reference(kind, records)
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Literal:
        return {"type": "string", "enum": list(inner)}
    if origin in {Union, UnionType}:
        return {"anyOf": [schema_of(each, records) for each in inner]}
    if origin is tuple:
        return {"type": "array", "items": schema_of(inner[0], records)}
    return {"type": "object", "additionalProperties": schema_of(inner[1], records)}


def _reference(record: Any, records: dict[str, Schema]) -> Schema:
    name = record.__name__
    if name not in records:
        records[name] = {}  # a record may contain itself
        records[name] = _object(record, records)
    return {"$ref": f"#/components/schemas/{name}"}


def _object(record: Any, records: dict[str, Schema]) -> Schema:
    hints = get_type_hints(record, localns=_LAZY)
    names = [field.name for field in fields(record)]
    return {
        "type": "object",
        "properties": {name: _property(record, name, hints[name], records) for name in names},
        "required": names,
        "additionalProperties": False,
    }


def _property(record: Any, name: str, kind: Any, records: dict[str, Schema]) -> Schema:
    text = description(record, name)
    return schema_of(kind, records) | ({"description": text} if text else {})
