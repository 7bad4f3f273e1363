"""The spellings kept with an index in a cluster: one document of the side index."""

from collections.abc import Callable
from typing import Any

from pressmark.corpus.errors import IndexCorrupt, SpellingsError
from pressmark.index.opensearch.cluster import WRITER_RETRY_SECONDS, Cluster, Conflict, Missing
from pressmark.index.opensearch.state import Names, side_document
from pressmark.index.spellings import Spellings, kept_form
from pressmark.index.storage.typed_json import any_object, checked

SPELLINGS = "spellings"
"""The id of the document."""


def read(cluster: Cluster, names: Names) -> Spellings:
    """The kept spellings, none where none were kept; raises IndexCorrupt."""
    return _spellings(_found(cluster, names))


def change(cluster: Cluster, names: Names, changed: Callable[[Spellings], Spellings]) -> Spellings:
    """Replace the kept spellings by what `changed` makes of them, as often as others are faster.

    Returns the new ones. Raises SpellingsError where they are too many.

    After a request that was done, but not answered, `changed` is given its own result.
    """
    while True:
        found = _found(cluster, names)
        before = _spellings(found)
        after = changed(before)
        if after == before or _put(cluster, names, found, after):
            return after


def _found(cluster: Cluster, names: Names) -> dict[str, Any] | None:
    try:
        return dict(cluster.request("GET", f"/{names.side}/_doc/{SPELLINGS}"))
    except Missing:
        return None


def _spellings(found: dict[str, Any] | None) -> Spellings:
    if found is None:
        return Spellings()
    try:
        return Spellings.from_table(checked(found["_source"]["data"], any_object, _corrupt))
    except SpellingsError as error:
        raise _corrupt(str(error)) from None


def _put(
    cluster: Cluster, names: Names, found: dict[str, Any] | None, spellings: Spellings
) -> bool:
    """Replace what was found; False where somebody else has replaced it meanwhile."""
    path, params = f"/{names.side}/_create/{SPELLINGS}", {}
    if found is not None:
        path = f"/{names.side}/_doc/{SPELLINGS}"
        params = {"if_seq_no": found["_seq_no"], "if_primary_term": found["_primary_term"]}
    document = side_document(SPELLINGS, kept_form(spellings))
    try:
        cluster.request("PUT", path, document, params, retry_for=WRITER_RETRY_SECONDS)
    except Conflict:
        return False
    return True


def _corrupt(how: str) -> IndexCorrupt:
    return IndexCorrupt(f"The spellings of the index in the cluster are damaged: {how}.")
