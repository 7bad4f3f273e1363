"""The address of an index in a cluster: `opensearch://HOST:9200/NAME`."""

import re
from pathlib import Path
from typing import NamedTuple, Self
from urllib.parse import urlsplit

from pressmark.corpus.errors import AskError

PLAIN, TLS = "opensearch", "opensearchs"
DEFAULT_PORT = 9200

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
"""Any scheme: a URL of another kind is a mistake, and no directory. One letter is a drive."""

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,199}")
"""The names that OpenSearch takes, short enough for the side index."""
_HINT = f"Write it as {PLAIN}://HOST:{DEFAULT_PORT}/NAME, or {TLS}:// with a certificate."


Place = str | Path
"""Where an index is: a directory, or an address in a cluster."""


def is_address(place: Place) -> bool:
    """Whether a place where an index is kept is meant as one in a cluster; `Address.parse` says
    whether it is written as one."""
    return isinstance(place, str) and _ADDRESS.match(place) is not None


class Host(NamedTuple):
    """A node of the cluster."""

    name: str
    port: int

    def __str__(self) -> str:
        name = f"[{self.name}]" if ":" in self.name else self.name
        return f"{name}:{self.port}"


class Address(NamedTuple):
    """The nodes to ask, of which any will do, and the name of the index."""

    hosts: tuple[Host, ...]
    name: str
    tls: bool

    @classmethod
    def parse(cls, text: str) -> Self:
        """The address written as `opensearch://HOST:PORT,HOST:PORT/NAME`; raises AskError.

        >>> Address.parse("opensearchs://a.example,b.example:9201/news").hosts
        (Host(name='a.example', port=9200), Host(name='b.example', port=9201))
        """
        scheme, _, rest = text.partition("://")
        if scheme.lower() not in (PLAIN, TLS):  # the rest may have a password
            raise AskError(f"An index in a cluster has no address that begins {scheme}://.", _HINT)
        hosts, _, name = rest.partition("/")
        if "@" in rest:  # it may be a password, so that it is not repeated
            raise AskError(
                "The address of an index has no user and no password.",
                "Set PRESSMARK_OPENSEARCH_USER and PRESSMARK_OPENSEARCH_PASSWORD, or name a file"
                " that has them in PRESSMARK_OPENSEARCH_CREDENTIALS.",
            )
        if "?" in rest:  # what is behind it may be one too
            raise AskError("The address of an index has no options behind a “?”.", _HINT)
        if not _NAME.fullmatch(name.rstrip("/")):
            raise AskError(f"There is no name of an index in {text!r}.", _HINT)
        return cls(
            tuple(_host(each, text) for each in hosts.split(",")),
            name.rstrip("/"),
            scheme.lower() == TLS,
        )

    @property
    def nodes(self) -> str:
        """The nodes, for messages."""
        return ", ".join(map(str, self.hosts))

    def __str__(self) -> str:
        hosts = ",".join(map(str, self.hosts))
        return f"{TLS if self.tls else PLAIN}://{hosts}/{self.name}"

    @property
    def is_loopback(self) -> bool:
        """Whether all nodes are on this machine."""
        return all(host.name in ("localhost", "127.0.0.1", "::1") for host in self.hosts)


def _host(text: str, whole: str) -> Host:
    try:
        parts = urlsplit(f"//{text}")
        name, port = parts.hostname, parts.port
    except ValueError:
        name, port = None, None
    if not name or parts.path:
        raise AskError(f"There is no name of a host in {whole!r}.", _HINT)
    return Host(name, port or DEFAULT_PORT)
