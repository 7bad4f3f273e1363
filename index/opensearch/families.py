"""Duplicate groups in a cluster: new articles are compared with those that share a band.

The members of a group have the same `family`; an article that is alone has none. So most articles
that join a group are new, and what was committed changes only where it was alone, or where a new
article links two groups.
"""

import base64
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from pressmark.corpus.duplicates.article_sketch import BINS, ArticleText
from pressmark.corpus.model import BODY_KINDS
from pressmark.index.articles.documents import Document
from pressmark.index.opensearch.article_body import bands, rows_of
from pressmark.index.opensearch.changes import ClusterChanges
from pressmark.index.opensearch.view import View
from pressmark.index.segment.article_copies import Marks, likely_pairs
from pressmark.index.segment.int_codec import Ints

LOOKED_UP_TOGETHER = 200
"""New articles whose candidates are asked for by one request: 12,600 bands."""


COMPARED_TOGETHER = 100
"""Pairs whose texts are read together, which are in memory meanwhile."""


class Member(NamedTuple):
    """A committed article with its fingerprint and its family, which is empty if it is alone."""

    article: str
    sketch: bytes
    family: str


def candidates(view: View, sketches: Iterable[bytes]) -> list[Member]:
    """The committed articles that share a band with one of the fingerprints."""
    found: dict[str, Member] = {}
    known = [sketch for sketch in sketches if sketch]
    for start in range(0, len(known), LOOKED_UP_TOGETHER):
        some = known[start : start + LOOKED_UP_TOGETHER]
        wanted = sorted({band for sketch in some for band in bands(sketch)})
        query = {"bool": {"filter": [{"terms": {"bands": wanted}}]}}
        for member in members(view, query):
            found[member.article] = member
    return list(found.values())


def members(view: View, query: Mapping[str, Any]) -> Iterable[Member]:
    """The articles that a query finds."""
    fields = ["article", "fingerprint", "family"]
    for hit in view.hits(query, _source=fields):
        source = hit["_source"]
        sketch = base64.b64decode(source.get("fingerprint", ""))
        yield Member(source["article"], sketch, source.get("family", ""))


class _Sketched:
    """Committed candidates and then new articles, as `copies` numbers them."""

    def __init__(self, changes: ClusterChanges, old: Sequence[Member]) -> None:
        self._changes = changes
        self._old = old
        self.ids = [member.article for member in old] + list(changes.added)
        sketches = [member.sketch for member in old] + list(changes.added.values())
        self._marks = _marks(sketches)

    def __len__(self) -> int:
        return len(self.ids)

    def marks(self, numbers: Ints) -> Marks:
        """uint16[n, bins]: the fingerprints of articles."""
        return self._marks[numbers]

    def like(self, marks: Marks) -> Ints:  # noqa: ARG002
        """All of them: the committed ones were found by their bands."""
        return np.arange(len(self.ids), dtype=np.int64)

    def texts(self, numbers: Sequence[int]) -> dict[int, ArticleText]:
        """The text, source and date of articles that are compared."""
        at = {self.ids[number]: number for number in numbers}
        old = [id_ for id_, number in at.items() if number < len(self._old)]
        new = [id_ for id_, number in at.items() if number >= len(self._old)]
        found = [hit["_source"] for hit in self._changes.view.having("article", old)]
        found += self._changes.put_in(new)
        return {at[source["article"]]: _text(rows_of(source)) for source in found}

    def copies(self) -> Iterator[tuple[str, str]]:
        """The pairs of copies, by their ids."""
        pairs = likely_pairs(self, len(self.ids) - len(self._old)).tolist()
        texts: dict[int, ArticleText] = {}
        for start in range(0, len(pairs), COMPARED_TOGETHER):
            some = pairs[start : start + COMPARED_TOGETHER]
            wanted = {number for pair in some for number in pair}
            texts = {number: text for number, text in texts.items() if number in wanted}
            texts |= self.texts(sorted(wanted - texts.keys()))
            for a, b in some:
                if a in texts and b in texts and texts[a].is_copy_of(texts[b]):
                    yield self.ids[a], self.ids[b]


def _marks(sketches: Sequence[bytes]) -> Marks:
    empty = bytes(2 * BINS)
    joined = b"".join(sketch or empty for sketch in sketches)
    return np.frombuffer(joined, dtype="<u2").reshape(len(sketches), BINS)


def _text(rows: Sequence[Document]) -> ArticleText:
    body = (row["text"] for row in rows if row["kind"] in BODY_KINDS)
    return ArticleText.of(body, rows[0].get("source", ""), rows[0].get("published"))


def new_families(changes: ClusterChanges) -> dict[str, str]:
    """The family of each article whose family changes with those put in, by its id."""
    sketches = [sketch for sketch in changes.added.values() if sketch]
    if not sketches:
        return {}
    removed = changes.superseded
    old = [m for m in candidates(changes.view, sketches) if m.article not in removed]
    numbered = _Sketched(changes, old)
    before = {member.article: member.family for member in old}
    groups = _groups(numbered.copies(), before)
    families: dict[str, str] = {}
    for group in groups:
        linked = {before[id_] for id_ in group if before.get(id_)}
        family = min(linked or group)
        for other in linked - {family}:
            query = {"bool": {"filter": [{"term": {"family": other}}]}}
            group |= {m.article for m in members(changes.view, query) if m.article not in removed}
        families |= {id_: family for id_ in group if before.get(id_, "") != family}
    return families


def _groups(pairs: Iterable[tuple[str, str]], families: Mapping[str, str]) -> list[set[str]]:
    """The articles linked over any number of pairs, or by the family that they have."""
    group_of: dict[str, set[str]] = {}
    by_family: dict[str, list[str]] = defaultdict(list)
    linked = list(pairs)
    for id_ in {each for pair in linked for each in pair}:
        if families.get(id_):
            by_family[families[id_]].append(id_)
    for same in by_family.values():
        linked += [(same[0], other) for other in same[1:]]
    for one, other in linked:
        joined = group_of.get(one, {one}) | group_of.get(other, {other})
        group_of.update(dict.fromkeys(joined, joined))
    return list({id(group): group for group in group_of.values()}.values())
