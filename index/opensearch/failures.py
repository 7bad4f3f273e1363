"""Answers of a cluster that are errors, as plain sentences; nothing secret or internal in them."""

from collections.abc import Mapping
from typing import Any

from pressmark.corpus.errors import (
    AskError,
    ClusterUnavailable,
    IndexExists,
    IndexMissing,
    IndexStateError,
    IndexWriteFailed,
    PressmarkError,
)

RETRIED = frozenset({429, 502, 503, 504})
"""HTTP statuses after which a request may succeed: overload, and a cluster between two states."""

_RED = frozenset(
    {
        "no_shard_available_action_exception",
        "unavailable_shards_exception",
        "primary_missing_action_exception",
    }
)


_VIEW_LOST = (
    "search_context_missing_exception",
    "node_disconnected_exception",
    "node_not_connected_exception",
    "no node found for id",
)
"""What answers say where the node of a point in time is gone: it has no other copy."""


class ViewLost(ClusterUnavailable):
    """A point in time is gone, since a node is, or after too long a pause; open a new view."""


_TRY_AGAIN = "Nothing is lost. Try again in a moment."


def unreachable(nodes: str) -> ClusterUnavailable:
    """No node accepts a connection."""
    return ClusterUnavailable(
        f"No node of the OpenSearch cluster answers ({nodes}).",
        "Check that it runs, and the address: opensearch://HOST:9200/NAME",
    )


def untrusted(nodes: str) -> AskError:
    """A certificate that is signed by nobody known, or of another host."""
    return AskError(
        f"The certificate of the OpenSearch cluster is not trusted ({nodes}).",
        "Name the file of its CA in PRESSMARK_OPENSEARCH_CA.",
    )


def too_slow(seconds: float) -> ClusterUnavailable:
    """An answer that did not come in time."""
    return ClusterUnavailable(
        f"The OpenSearch cluster did not answer within {seconds:.0f} s.", _TRY_AGAIN
    )


def error_of(status: int, answer: object, index: str) -> PressmarkError:
    """The error for an answer with that HTTP status about an index."""
    kind = kind_of(answer)
    if status == 404 and kind == "index_not_found_exception":
        return missing(index)
    if kind == "resource_already_exists_exception":
        return IndexExists(f"There is an index of that name in the OpenSearch cluster ({index}).")
    if any(sign in str(answer) for sign in _VIEW_LOST):
        return ViewLost("The OpenSearch cluster has lost its place in a search.", _TRY_AGAIN)
    if kind == "cluster_block_exception":
        return _blocked(answer, index)
    if status == 429:
        return ClusterUnavailable("The OpenSearch cluster is overloaded.", _TRY_AGAIN)
    if status in RETRIED or kind in _RED:
        return ClusterUnavailable(
            f"The OpenSearch cluster has no running copy of a part of the index {index}.",
            "Start its other nodes, or wait until it is no longer red.",
        )
    if status == 401:
        return AskError(
            "The OpenSearch cluster does not accept the user or the key.",
            "Set PRESSMARK_OPENSEARCH_USER and PRESSMARK_OPENSEARCH_PASSWORD, or"
            " PRESSMARK_OPENSEARCH_API_KEY.",
        )
    if status == 403:
        return AskError(f"The OpenSearch cluster does not allow this on the index {index}.")
    return IndexStateError(f"The OpenSearch cluster refused a request ({kind or status}).")


def missing(index: str) -> IndexMissing:
    """There is no index of that name."""
    return IndexMissing(
        f"There is no index {index} in the OpenSearch cluster.",
        "Make it: pressmark index FOLDER --index ADDRESS",
    )


def _blocked(answer: object, index: str) -> PressmarkError:
    reason = str(_error(answer).get("reason", ""))
    if "not recovered" in reason or "no cluster manager" in reason or "no master" in reason:
        return ClusterUnavailable("The OpenSearch cluster is still starting.", _TRY_AGAIN)
    return IndexWriteFailed(
        f"The index {index} of the OpenSearch cluster is read-only.",
        "A disk of it may be full. Free some space, then lift the block:"
        " index.blocks.read_only_allow_delete.",
    )


def kind_of(answer: object) -> str:
    """The type of the error, such as `version_conflict_engine_exception`."""
    return str(_error(answer).get("type", ""))


def _error(answer: object) -> Mapping[str, Any]:
    error = answer.get("error") if isinstance(answer, Mapping) else None
    return error if isinstance(error, Mapping) else {}
