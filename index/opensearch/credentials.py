"""Who may use the cluster: from the environment or a file, never from the command line."""

import os
import stat
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from pressmark.corpus.errors import AskError
from pressmark.index.opensearch.address import Address

USER, PASSWORD = "PRESSMARK_OPENSEARCH_USER", "PRESSMARK_OPENSEARCH_PASSWORD"
API_KEY = "PRESSMARK_OPENSEARCH_API_KEY"
FILE = "PRESSMARK_OPENSEARCH_CREDENTIALS"
CA = "PRESSMARK_OPENSEARCH_CA"


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user with a password, or a key; neither where the cluster asks for none."""

    user: str = ""
    password: str = field(default="", repr=False)
    api_key: str = field(default="", repr=False)
    ca: str = ""
    """File of the certificates to trust; those of the system where it is empty."""

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> Self:
        """What the variables say, or the file that one of them names; raises AskError."""
        found = _from_file(Path(environment[FILE])) if environment.get(FILE) else {}
        names = {"user": USER, "password": PASSWORD, "api_key": API_KEY, "ca": CA}
        found |= {name: environment[v] for name, v in names.items() if environment.get(v)}
        return cls(**found)

    @property
    def is_secret(self) -> bool:
        """Whether there is anything that must not be sent in the clear."""
        return bool(self.password or self.api_key)

    def check(self, address: Address) -> None:
        """Raises AskError where a secret would cross a network unencrypted."""
        if self.is_secret and not address.tls and not address.is_loopback:
            raise AskError(
                "The password or key would be sent unencrypted.",
                f"Use opensearchs://{address.nodes.replace(', ', ',')}/{address.name}",
            )


def _from_file(path: Path) -> dict[str, str]:
    """`user`, `password`, `api_key` and `ca` of a TOML file that only its owner can read."""
    try:
        mode = path.stat().st_mode
        content = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise AskError(f"{path}: the file with the credentials cannot be read.") from None
    if os.name == "posix" and stat.S_IMODE(mode) & (stat.S_IRWXG | stat.S_IRWXO):
        raise AskError(
            f"{path}: others on this machine can read the credentials.",
            f"Make it yours alone: chmod 600 {path}",
        )
    try:
        row = tomllib.loads(content)
    except tomllib.TOMLDecodeError:
        row = {"": ""}
    known = {"user", "password", "api_key", "ca"}
    if not row.keys() <= known or not all(isinstance(value, str) for value in row.values()):
        raise AskError(
            f"{path}: the file with the credentials cannot be understood.",
            'It has lines such as user = "…", password = "…", api_key = "…" and ca = "…".',
        )
    return row
