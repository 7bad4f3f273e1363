"""Query DSL: clauses joined, negated and counted, without needless layers.

Text of a query is only ever a value of a clause: no query string is parsed and no script is run by
the cluster.
"""

from collections.abc import Sequence
from typing import Any

Clause = dict[str, Any]
"""A query of the cluster's query DSL."""

ALL: Clause = {"match_all": {}}
NONE: Clause = {"match_none": {}}

NESTED = "paragraphs"
"""Path of the nested documents."""

UNSCORED = ["_doc"]
"""Order of hits whose scores and order do not matter."""

TERMS_AT_ONCE = 50_000
"""Terms of one clause; a cluster refuses more than 65,536 unless it is configured otherwise."""


def all_of(parts: Sequence[Clause]) -> Clause:
    """What matches all of `parts`; ALL where there are none."""
    if NONE in parts:
        return NONE
    kept = _different(part for part in parts if part != ALL)
    if not kept:
        return ALL
    return kept[0] if len(kept) == 1 else {"bool": {"filter": kept}}


def any_of(parts: Sequence[Clause]) -> Clause:
    """What matches any of `parts`; NONE where there are none."""
    if ALL in parts:
        return ALL
    kept = _different(part for part in parts if part != NONE)
    if not kept:
        return NONE
    return kept[0] if len(kept) == 1 else {"bool": {"should": kept, "minimum_should_match": 1}}


def none_of(parts: Sequence[Clause]) -> Clause:
    """What matches none of `parts`; ALL where there are none."""
    banned = any_of(parts)
    if banned == NONE:
        return ALL
    return NONE if banned == ALL else {"bool": {"must_not": [banned]}}


def any_value(field: str, values: Sequence[str]) -> Clause:
    """What has any of some exact terms in a field."""
    if not values:
        return NONE
    if len(values) == 1:
        return {"term": {field: values[0]}}
    different = list(dict.fromkeys(values))
    starts = range(0, len(different), TERMS_AT_ONCE)
    return any_of([{"terms": {field: different[at : at + TERMS_AT_ONCE]}} for at in starts])


def in_paragraph(clause: Clause) -> Clause:
    """The articles of which a paragraph matches; scores are those of the best paragraph."""
    if clause in (ALL, NONE):
        return clause
    return {"nested": {"path": NESTED, "query": clause, "score_mode": "max"}}


def _different(parts: Any) -> list[Clause]:
    kept: list[Clause] = []
    for part in parts:
        if part not in kept:
            kept.append(part)
    return kept
