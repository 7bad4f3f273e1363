"""The saved searches of an index in a cluster: one document of the side index."""

import base64
import binascii
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import zstandard

from pressmark.corpus.errors import IndexBusy, IndexCorrupt
from pressmark.index.opensearch.cluster import Cluster, Conflict, Missing
from pressmark.index.opensearch.state import Names, side_document
from pressmark.index.saved.saved_storage import Draft

SAVED = "saved"
"""The id of the document, and its kind."""

_MOST_BYTES = 1 << 28


class SavedDocument:
    """The document; a change is refused where somebody else has changed it meanwhile."""

    def __init__(self, cluster: Cluster, names: Names) -> None:
        self._cluster = cluster
        self._names = names

    def read(self) -> bytes:
        """What is kept; empty if nothing is."""
        return _content(self._found())

    @contextmanager
    def changing(self) -> Iterator[Draft]:
        """What is kept; raises IndexBusy at the end where somebody else has changed it."""
        found = self._found()
        draft = Draft(before := _content(found))
        yield draft
        if draft.content != before:
            self._replace(found, draft.content)

    def _found(self) -> dict[str, Any] | None:
        try:
            answer = self._cluster.request("GET", f"/{self._names.side}/_doc/{SAVED}")
        except Missing:
            return None
        return dict(answer)

    def _replace(self, found: dict[str, Any] | None, content: bytes) -> None:
        packed = base64.b64encode(zstandard.compress(content)).decode()
        path, params = f"/{self._names.side}/_create/{SAVED}", {}
        if found is not None:
            path = f"/{self._names.side}/_doc/{SAVED}"
            params = {"if_seq_no": found["_seq_no"], "if_primary_term": found["_primary_term"]}
        body = side_document(SAVED, {"database": packed})
        try:
            self._cluster.request("PUT", path, body, params)
        except Conflict:
            raise IndexBusy(
                "Somebody else has changed the saved searches meanwhile.", "Try again."
            ) from None


def _content(found: dict[str, Any] | None) -> bytes:
    if found is None:
        return b""
    try:
        packed = base64.b64decode(found["_source"]["data"]["database"], validate=True)
        return zstandard.decompress(packed, max_output_size=_MOST_BYTES)
    except (KeyError, TypeError, binascii.Error, zstandard.ZstdError) as error:
        raise IndexCorrupt(
            f"The saved searches of the index are damaged: {error}.",
            "Save them again after deleting their document.",
        ) from None
