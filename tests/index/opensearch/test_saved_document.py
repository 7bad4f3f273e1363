"""Saved searches in a cluster, whose answers are those of a small stand-in."""

import base64
from datetime import UTC, datetime

import pytest
from one_document import OneDocument

from pressmark.corpus.errors import IndexBusy, IndexCorrupt
from pressmark.index.opensearch.saved_document import SavedDocument
from pressmark.index.opensearch.state import Names
from pressmark.index.saved.saved_searches import SavedSearch, SavedSearches

FERRY = SavedSearch("ferry", "ferry OR boat", datetime(2024, 1, 1, tzinfo=UTC))


@pytest.fixture
def cluster():
    return OneDocument()


@pytest.fixture
def saved(cluster):
    return SavedSearches(SavedDocument(cluster, Names.of("news")))


def test_searches_are_kept_in_one_document(cluster, saved):
    assert saved.list() == ()
    saved.save(FERRY, ["a"])
    with saved.looking("ferry") as look:
        assert look.shown == {"a"}
        look.now_shown.add("b")
    other = SavedSearches(SavedDocument(cluster, Names.of("news")))
    assert dict(other.with_shown()) == {FERRY: {"a", "b"}}
    assert cluster.changes == 2
    with saved.looking("ferry"):
        pass
    assert cluster.changes == 2


def test_who_is_second_to_change_it_is_told(cluster, saved):
    saved.save(FERRY, [])
    other = SavedSearches(SavedDocument(cluster, Names.of("news")))
    with pytest.raises(IndexBusy), saved.looking("ferry") as look:
        other.forget("ferry")
        look.now_shown.add("b")
    assert saved.list() == ()


@pytest.mark.parametrize("packed", ["no base64!", base64.b64encode(b"no zstd").decode(), 7, None])
def test_a_damaged_document_is_named(cluster, saved, packed):
    cluster.source = {"data": {"database": packed}}
    with pytest.raises(IndexCorrupt, match="saved searches"):
        saved.list()
