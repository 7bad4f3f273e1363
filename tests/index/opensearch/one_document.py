"""A stand-in for a cluster that has one document."""

from pressmark.index.opensearch.cluster import Conflict, Missing


class OneDocument:
    """A cluster of one document, which counts its changes."""

    def __init__(self):
        self.source = None
        self.changes = 0

    def request(self, method, path, body=None, params=None, **_):
        if method == "GET":
            if self.source is None:
                raise Missing("none")
            return {"_source": self.source, "_seq_no": self.changes, "_primary_term": 1}
        is_first = path.startswith("/news-state/_create/")
        expected = None if self.source is None else self.changes
        if (None if is_first else params["if_seq_no"]) != expected:
            raise Conflict("changed")
        self.source, self.changes = body, self.changes + 1
        return {}
