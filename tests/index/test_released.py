"""What a commit replaces is unmapped with its last reader, without a cyclic collection."""

import gc
import weakref

import pytest
from whoosh import query

from pressmark.index import Index
from pressmark.index.segment import mapped_file
from pressmark.search import search


def read_article(index):
    index.get(str(index.path.with_name("news") / "a.txt"))


def read_all(index):
    with index.reader() as reader:
        assert len(list(reader.iter_docs())) == 2
        reader.postings("text", next(iter(reader.lexicon("text")))).id()


def searched_as_whoosh(index):
    with index.searcher() as searcher:
        for options in ({}, {"terms": True}, {"filter": query.Every()}, {"sortedby": "ordinal"}):
            found = searcher.search(query.Term("text", "ferri"), **options)
            assert [hit["ordinal"] for hit in found]


def searched(index):
    for asked in ("ferry sinks", '"ferry sinks"', "fer*", "ferrj"):
        search(index, asked, facets=True)


@pytest.fixture
def uncollected():
    """No cyclic garbage collection."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.parametrize("use", [read_article, read_all, searched_as_whoosh, searched])
def test_a_replaced_segment_is_not_mapped_any_more(index, news, use, uncollected, monkeypatch):
    monkeypatch.setattr(mapped_file, "READ_WHOLE", 0)
    (news / "a.txt").write_text("Title a\nThe ferry sinks")
    index.add(news)
    reading = Index.open(index.path)
    with reading.reader() as reader:
        mapped = weakref.ref(reader.segment_.file._content.data)
    del reader
    use(reading)
    assert mapped() is not None
    (news / "b.txt").write_text("Title b\nThe bus drives")
    index.add(news)
    index.compact()
    with reading.reader() as reader:
        assert reader.doc_count() == 4
    assert mapped() is None
