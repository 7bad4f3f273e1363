"""Clauses for any number of terms, without a cluster."""

import pytest

from pressmark.search.opensearch.clauses import NONE, TERMS_AT_ONCE, any_value

MOST_OF_A_CLUSTER = 65_536
"""`index.max_terms_count`, unless it is configured."""


@pytest.mark.parametrize("count", [2, TERMS_AT_ONCE, TERMS_AT_ONCE + 1, 3 * TERMS_AT_ONCE])
def test_any_number_of_values_is_asked_for_in_clauses_that_a_cluster_takes(count):
    values = [f"v{number}" for number in range(count)]
    clause = any_value("article", [*values, values[0]])
    parts = clause["bool"]["should"] if "bool" in clause else [clause]
    asked = [value for part in parts for value in part["terms"]["article"]]
    assert asked == values
    assert all(len(part["terms"]["article"]) <= MOST_OF_A_CLUSTER for part in parts)


def test_no_value_matches_nothing_and_one_is_a_term():
    assert any_value("article", []) == NONE
    assert any_value("article", ["a"]) == {"term": {"article": "a"}}
