"""Requests to a cluster: to any node of it, again where that helps, with errors of Pressmark."""

import json
import logging
import random
import time
from collections.abc import Mapping, Sequence
from copy import copy
from datetime import UTC, datetime
from typing import Any, Self

from pressmark.corpus.errors import AskError, ClusterUnavailable, IndexVersion, PressmarkError
from pressmark.index.opensearch import failures
from pressmark.index.opensearch.address import Address
from pressmark.index.opensearch.credentials import Credentials

READ_SECONDS = 30.0
"""Seconds that a node has to answer."""

RETRY_SECONDS = 10.0
"""Seconds in which a search is tried again: a cluster without one of its nodes needs some three."""

WRITER_RETRY_SECONDS = 300.0
"""Seconds in which a write is tried again: nobody waits for it, and a node may be restarted."""

_FIRST_PAUSE, _LONGEST_PAUSE = 0.1, 10.0
OLDEST_VERSION = (2, 9)
"""The first whose replicas may copy segments in clusters that are upgraded node by node; all of
version 2 and 3 after it."""


class Conflict(PressmarkError):  # noqa: N818
    """A document was changed by somebody else meanwhile; caught where it can happen."""


class Missing(PressmarkError):  # noqa: N818
    """There is no such document; caught where it can happen."""


class Cluster:
    """The connection to a cluster, safe to share between threads; opened by the first request."""

    def __init__(self, address: Address, credentials: Credentials) -> None:
        credentials.check(address)
        self.address = address
        self._transport = _transport(address, credentials)
        self._retry_for = RETRY_SECONDS

    def __repr__(self) -> str:
        return f"<Cluster {self.address}>"

    def for_writer(self) -> Self:
        """The same connection, which tries each request again for WRITER_RETRY_SECONDS."""
        other = copy(self)
        other._retry_for = WRITER_RETRY_SECONDS
        return other

    def request(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | Sequence[Mapping[str, Any]] | bytes | None = None,
        params: Mapping[str, Any] | None = None,
        *,
        retry_for: float | None = None,
        seconds: float = READ_SECONDS,
    ) -> Any:
        """The answer to a request, decoded; a sequence is sent as lines of JSON.

        Connection loss, overload and a cluster between states are tried again, on another node,
        for `retry_for` seconds, by default RETRY_SECONDS. Raises ClusterUnavailable and other
        errors of `failures`, Conflict and Missing.
        """
        content, headers = _encoded(body)
        until = time.monotonic() + (self._retry_for if retry_for is None else retry_for)
        pause = _FIRST_PAUSE
        while True:
            try:
                return self._once(method, path, content, params, headers, seconds)
            except _Again as again:
                if time.monotonic() + pause > until:
                    raise again.error from None
            time.sleep(pause * random.uniform(0.5, 1.0))
            pause = min(2 * pause, _LONGEST_PAUSE)

    def _once(
        self,
        method: str,
        path: str,
        content: bytes | None,
        params: Mapping[str, Any] | None,
        headers: Mapping[str, str],
        seconds: float,
    ) -> Any:
        from opensearchpy import exceptions

        options = {**(params or {}), "request_timeout": seconds}
        try:
            return self._transport.perform_request(
                method, path, params=options, body=content, headers=dict(headers)
            )
        except exceptions.SSLError:
            raise failures.untrusted(self.address.nodes) from None
        except exceptions.ConnectionTimeout:
            raise _Again(failures.too_slow(seconds)) from None
        except exceptions.ConnectionError:
            raise _Again(failures.unreachable(self.address.nodes)) from None
        except exceptions.TransportError as error:
            status = error.status_code if isinstance(error.status_code, int) else 0
            raise self._refused(status, error.info) from None

    def _refused(self, status: int, answer: object) -> Exception:
        kind = failures.kind_of(answer)
        if status == 409:
            return Conflict("A document was changed meanwhile.")
        if status == 404 and not kind:  # an answer about a document is no error
            return Missing("There is no such document.")
        error = failures.error_of(status, answer, self.address.name)
        if isinstance(error, ClusterUnavailable) and not isinstance(error, failures.ViewLost):
            return _Again(error)
        return error

    def now(self) -> datetime:
        """The time of the cluster in UTC, in whole seconds: one clock for all who write."""
        (health,) = self.request("GET", "/_cat/health", None, {"format": "json", "h": "epoch"})
        return datetime.fromtimestamp(int(health["epoch"]), UTC)

    def check_version(self) -> str:
        """The version of the cluster; raises IndexVersion for one that cannot be used."""
        version = self.request("GET", "/")["version"]
        number = str(version.get("number", ""))
        is_own = version.get("distribution") == "opensearch"
        parts = tuple(int(part) for part in number.split(".")[:2] if part.isdigit())
        if not is_own or not OLDEST_VERSION <= parts < (4,):
            name = "OpenSearch" if is_own else "no OpenSearch, but another engine of version"
            raise IndexVersion(
                f"At {self.address.nodes} runs {name} {number}.",
                "Pressmark works with OpenSearch 2.9 to 3.",
            )
        return number


class _Again(Exception):  # noqa: N818
    """What to raise where there is no time to try again."""

    def __init__(self, error: PressmarkError) -> None:
        super().__init__()
        self.error = error


def _encoded(
    body: Mapping[str, Any] | Sequence[Mapping[str, Any]] | bytes | None,
) -> tuple[bytes | None, Mapping[str, str]]:
    if body is None:
        return None, {}
    if isinstance(body, bytes):
        return body, {"content-type": "application/x-ndjson"}
    if isinstance(body, Mapping):
        return json.dumps(body).encode(), {"content-type": "application/json"}
    return b"".join(json.dumps(line).encode() + b"\n" for line in body), {
        "content-type": "application/x-ndjson"
    }


def _transport(address: Address, credentials: Credentials) -> Any:
    try:
        from opensearchpy import OpenSearch
    except ImportError:
        raise AskError(
            "An index in an OpenSearch cluster needs the package opensearch-py.",
            "Install it: pip install 'pressmark[opensearch]'",
        ) from None
    logger = logging.getLogger("opensearch")
    if not logger.handlers:  # it logs each failure, and without any handler Python prints that
        logger.addHandler(logging.NullHandler())
    options: dict[str, Any] = {}
    if credentials.api_key:
        options["headers"] = {"authorization": f"ApiKey {credentials.api_key}"}
    elif credentials.user:
        options["http_auth"] = (credentials.user, credentials.password)
    if address.tls:
        options |= {"use_ssl": True, "verify_certs": True, "ssl_show_warn": False}
        options |= {"ca_certs": credentials.ca} if credentials.ca else {}
    return OpenSearch(
        hosts=[{"host": host.name, "port": host.port} for host in address.hosts],
        max_retries=len(address.hosts) - 1,  # of a connection, each time on the next node
        retry_on_status=(),
        pool_maxsize=16,
        **options,
    ).transport
