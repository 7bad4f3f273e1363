"""Lists of the terms of a field of words, by aggregations over its terms."""

import re
from collections.abc import Mapping
from typing import Any

from pressmark.search.opensearch.clauses import NESTED, Clause

TERMS_LISTED = 20_000
"""Terms that one aggregation lists, a third of what a cluster allows; of more all terms of the
field are listed, in parts."""

_PART = 10_000
"""Terms of a part on average."""

_NO_LETTER = re.compile(r"([^\w\s]|_)")
_TERMS, _WEIGHT, _NUMBER = "terms", "paragraphs", "number"


def prefix_pattern(prefix: str) -> str:
    """The regular expression of a cluster for terms that begin so."""
    return _NO_LETTER.sub(r"\\\1", prefix) + ".*"


def terms_request(field: str, prefix: str, visible: Clause) -> dict[str, Any]:
    """The search for the terms of a field that begin so, with their numbers of paragraphs."""
    terms: dict[str, Any] = {"field": field, "size": TERMS_LISTED, "order": {"_key": "asc"}}
    if prefix:
        terms["include"] = prefix_pattern(prefix)
    return _request(field, terms, visible)


def _request(field: str, terms: dict[str, Any], visible: Clause) -> dict[str, Any]:
    number: dict[str, Any] = {"cardinality": {"field": field}}
    if field.startswith(f"{NESTED}."):
        own: dict[str, Any] = {_TERMS: {"terms": terms}, _NUMBER: number}
        found: dict[str, Any] = {"nested": {"nested": {"path": NESTED}, "aggs": own}}
    else:
        weight: dict[str, Any] = {_WEIGHT: {"sum": {"field": "size"}}}
        found = {_TERMS: {"terms": terms, "aggs": weight}, _NUMBER: number}
    return {"size": 0, "query": visible, "aggs": found}


def partitions(answer: Mapping[str, Any], field: str, visible: Clause) -> list[dict[str, Any]]:
    """The searches for all terms of a field, in parts; `answer` has their number."""
    found = answer["aggregations"]
    number = found.get("nested", found)[_NUMBER]["value"] // _PART + 1
    return [
        _request(
            field,
            {
                "field": field,
                "size": TERMS_LISTED,
                "include": {"partition": part, "num_partitions": number},
            },
            visible,
        )
        for part in range(number)
    ]


def listed(answer: Mapping[str, Any]) -> list[tuple[str, int]] | None:
    """The terms with their numbers of paragraphs; None where there are more."""
    found = answer["aggregations"]
    terms = found.get("nested", found)[_TERMS]
    if len(terms["buckets"]) == TERMS_LISTED:
        return None
    return [
        (each["key"], int(each[_WEIGHT]["value"]) if _WEIGHT in each else each["doc_count"])
        for each in terms["buckets"]
    ]
