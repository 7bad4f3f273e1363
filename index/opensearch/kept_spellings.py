"""The spellings kept with an index in a cluster: one document of the side index."""

from pressmark.corpus.errors import IndexCorrupt, SpellingsError
from pressmark.index.opensearch.cluster import WRITER_PATIENCE, Cluster, Missing
from pressmark.index.opensearch.state import Names, side_document
from pressmark.index.spellings import Spellings, kept_form
from pressmark.index.storage.typed_json import any_object, checked

SPELLINGS = "spellings"
"""The id of the document."""


def read(cluster: Cluster, names: Names) -> Spellings:
    """The kept spellings, none where none were kept; raises IndexCorrupt."""
    try:
        found = cluster.request("GET", f"/{names.side}/_doc/{SPELLINGS}")
    except Missing:
        return Spellings()
    try:
        return Spellings.from_table(checked(found["_source"]["data"], any_object, _corrupt))
    except SpellingsError as error:
        raise _corrupt(str(error)) from None


def keep(cluster: Cluster, names: Names, spellings: Spellings) -> None:
    """Replace the kept spellings; raises SpellingsError where they are too many."""
    document = side_document(SPELLINGS, kept_form(spellings))
    path = f"/{names.side}/_doc/{SPELLINGS}"
    cluster.request("PUT", path, document, patience=WRITER_PATIENCE)


def _corrupt(how: str) -> IndexCorrupt:
    return IndexCorrupt(f"The spellings of the index in the cluster are damaged: {how}.")
