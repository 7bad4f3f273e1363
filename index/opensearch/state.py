"""The state of an index in a cluster: one small document, whose replacement is a commit.

Every version of an article names the commit that added it. The state lists the commits that are
`pending`; whoever reads leaves out what they added. So all that a commit added is seen at once,
when the state no longer lists it, and nothing of a run that died.

What a commit replaced or removed is deleted after it. Until that is done the state lists the commit
as `superseding`, with the documents that hold the ids of these versions, and readers leave them out
too.

The state is replaced only where nobody else has replaced it meanwhile (`if_seq_no`), so commits of
several writers follow one another.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple, Self

from pressmark.corpus.errors import IndexCorrupt
from pressmark.index.ingest import unread_files
from pressmark.index.opensearch.cluster import Cluster, Conflict, Missing
from pressmark.index.opensearch.failures import missing
from pressmark.index.storage import typed_json

STATE = "state"
"""The id of the document."""


class Names(NamedTuple):
    """The indexes in the cluster that are one index of Pressmark."""

    articles: str
    side: str
    """State, list of files, line counts and the rest."""

    @classmethod
    def of(cls, name: str) -> Self:
        """Those of the index with that name."""
        return cls(name, f"{name}-state")


@dataclass(frozen=True, slots=True)
class State:
    """`pending` are commits that are not made (yet), with what is known of their writers;
    `superseding` commits of which old versions may still be there, with how many documents list
    them; `fenced` those of writers given up, by the time, which may still write."""

    generation: int
    committed: str
    """Time of the last commit, in UTC."""

    tally: Mapping[str, Any]
    pending: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    superseding: Mapping[str, int] = field(default_factory=dict)
    fenced: Mapping[str, str] = field(default_factory=dict)
    learned: str = ""
    """The document with the learned, allowed and blocked lines; none before the first commit."""

    unread: Sequence[Sequence[Any]] = ()
    """The files that could not be read, as `ingest.unread_files.to_rows` makes rows of them."""

    @classmethod
    def from_json(cls, value: object) -> Self:
        """What `to_json` made; raises IndexCorrupt."""
        return cls(**typed_json.checked(value, _SHAPE, _corrupt))

    def to_json(self) -> dict[str, Any]:
        """For the document."""
        return {
            "generation": self.generation,
            "committed": self.committed,
            "tally": dict(self.tally),
            "pending": dict(self.pending),
            "superseding": dict(self.superseding),
            "fenced": dict(self.fenced),
            "learned": self.learned,
            "unread": list(self.unread),
        }

    @property
    def unseen(self) -> list[str]:
        """The commits of which readers see nothing."""
        return sorted({*self.pending, *self.fenced})


_WRITER = typed_json.mapping(typed_json.anything)
_SHAPE = typed_json.also(
    typed_json.record(
        generation=typed_json.whole(),
        committed=typed_json.text,
        tally=typed_json.mapping(typed_json.anything),
        pending=typed_json.mapping(_WRITER),
        superseding=typed_json.mapping(typed_json.whole()),
        fenced=typed_json.mapping(typed_json.text),
        learned=typed_json.text,
    ),
    unread=unread_files.ROWS,
)


def _corrupt(how: str) -> IndexCorrupt:
    return IndexCorrupt(f"The state of the index in the cluster is damaged: {how}.")


class Versioned(NamedTuple):
    """The state as it was read, and what distinguishes it from any later one."""

    state: State
    seq_no: int
    primary_term: int


def read(cluster: Cluster, names: Names, *, retry_for: float | None = None) -> Versioned:
    """The newest state; raises IndexMissing."""
    try:
        found = cluster.request("GET", f"/{names.side}/_doc/{STATE}", retry_for=retry_for)
    except Missing:
        raise missing(names.articles) from None
    return Versioned(
        State.from_json(found["_source"]["data"]), found["_seq_no"], found["_primary_term"]
    )


Change = Callable[[State], State | None]


def replace_state(cluster: Cluster, names: Names, change: Change, retry_for: float) -> State:
    """Replace the state by what `change` makes of it, as often as others are faster; the new one.

    `change` returns None where there is nothing to do (any more): so a request that was
    answered by nobody, but done, is not done twice.
    """
    while True:
        present = read(cluster, names, retry_for=retry_for)
        changed = change(present.state)
        if changed is None:
            return present.state
        if put(cluster, names, present, changed, retry_for):
            return changed


def put(
    cluster: Cluster, names: Names, present: Versioned, changed: State, retry_for: float
) -> bool:
    """Replace the state that was read; False where it is no longer the newest."""
    params = {"if_seq_no": present.seq_no, "if_primary_term": present.primary_term}
    body = side_document(STATE, changed.to_json())
    try:
        cluster.request("PUT", f"/{names.side}/_doc/{STATE}", body, params, retry_for=retry_for)
    except Conflict:
        return False
    return True


def side_document(
    kind: str, data: object, *, commit: str = "", generation: int = 0, number: int = 0
) -> dict[str, Any]:
    """A document of the side index."""
    return {
        "kind": kind,
        "commit": commit,
        "generation": generation,
        "number": number,
        "data": data,
    }


SIDE_MAPPING: Mapping[str, Any] = {
    "dynamic": "strict",
    "properties": {
        "kind": {"type": "keyword"},
        "commit": {"type": "keyword"},
        "generation": {"type": "long"},
        "number": {"type": "integer"},
        "data": {"type": "object", "enabled": False},
    },
}
"""The mapping of the side index. `generation` and `number` are the order of documents of a kind."""


def without(state: State, commit: str) -> State:
    """The state without a pending commit."""
    return replace(state, pending={k: v for k, v in state.pending.items() if k != commit})
