"""A program written for Whoosh: on an index, and on the stock Whoosh index exported from it."""

from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh.index import open_dir
from whoosh.qparser import MultifieldParser, QueryParser

from pressmark.corpus import samples_path
from pressmark.corpus.model import Article
from pressmark.index import Index
from pressmark.search.results.whoosh_export import export_whoosh

pytestmark = pytest.mark.slow

EXAMPLES = 15  # each makes two indexes

LINES = [
    "The bridge over the Lenn was closed on Monday, the harbour master wrote.",
    "Bridges don't sail: the cafés of Kherson stayed open in spite of the storm.",
    "A ferry of the U.S. navy, the Über, took 1,000 passengers to the island.",
    "Nobody had seen the ferries or the covid-19 leaflets until the evening came.",
]
QUERIES = [
    "bridge",
    "ferry OR bridges",
    "don't the",
    '"the bridge"',
    "over NOT kherson",
    "U.S. covid-19 OR café OR uber",
    "brid* OR title:storm",
    "source:tribune OR author:orr",
    "kind:title",
    "ordinal:[1 TO 2]",
    "published:[2022 TO 2023]",
]
FIELDS = ["source", "author", "title", "kind", "paper", "byline", "language", "article", "ordinal"]
_LEFT_OUT = ("record", "added")
"""Stored fields that an export does not have."""


def _stored(fields):
    """A document as both store it."""
    known = {name: value for name, value in fields.items() if name not in _LEFT_OUT}
    author = known.get("author", "")
    return known | {"author": author if isinstance(author, str) else "\n".join(author)}


def quick_start(ix):
    """The searching part of Whoosh's quick start, and of its pages on searching."""
    with ix.searcher() as searcher:
        query = QueryParser("text", ix.schema).parse("ferry")
        results = searcher.search(query)
        yield _stored(results[0].fields())
        yield len(results), [hit["title"] for hit in results]
        yield [hit.highlights("text") for hit in results]
        myquery = QueryParser("text", ix.schema).parse("sheep OR (title:harvest kind:title)")
        yield [hit["text"] for hit in searcher.search(myquery, limit=None)]
        both = MultifieldParser(["title", "text"], ix.schema).parse("brid* ferri*")
        yield [hit["text"] for hit in searcher.search(both, limit=20)]
        yield [hit["published"] for hit in searcher.search(query, sortedby="published")]
        page = searcher.search_page(query, 2, pagelen=3)
        yield page.total, page.pagecount, [hit["text"] for hit in page]
        yield searcher.search(query, groupedby="source").groups()
        yield [hit["title"] for hit in results[0].more_like_this("text")]
        yield [word for word, _ in results.key_terms("text")]
        yield len(list(searcher.documents(kind="title"))), searcher.doc_count()
        yield ix.doc_count(), ix.doc_count_all(), ix.is_empty(), ix.up_to_date()


def test_whooshs_quick_start_finds_the_same_on_the_exported_index(tmp_path):
    index = Index.create(tmp_path / "index")
    index.add([samples_path()])
    written = export_whoosh(index, "*", tmp_path / "stock", copies=True)
    assert (written.paragraphs, written.left_out) == (index.doc_count(), 0)
    assert list(quick_start(index)) == list(quick_start(open_dir(tmp_path / "stock")))


def _articles():
    return st.lists(
        st.builds(
            dict,
            text=st.lists(st.sampled_from(LINES), min_size=1, max_size=3, unique=True),
            title=st.sampled_from(["", "The storm of the year", "Ferry news"]),
            source=st.sampled_from(["", "The Valley Tribune", "Kherson News"]),
            authors=st.sampled_from([(), ("Magnus Orr",), ("Magnus Orr", "Juno Castellan")]),
            language=st.sampled_from(["", "en"]),
            published=st.none()
            | st.integers(0, 900).map(lambda day: datetime(2021, 6, 1) + timedelta(day)),
        ),
        min_size=1,
        max_size=7,
    )


FULL = {
    "text": LINES[:1],
    "title": "Ferry news",
    "source": "Kherson News",
    "authors": ("Magnus Orr",),
    "language": "en",
    "published": datetime(2022, 1, 1),
}
"""It has every field: stock Whoosh makes no column of a field that no document has."""


def _article(key, known):
    known = known | {"text": "\n\n".join(known["text"]), "key": str(key)}
    return Article.from_text(**known)


def _answers(ix, query, *, group, sort, reverse, narrow, fields):
    query, narrow = (QueryParser("text", ix.schema).parse(each) for each in (query, narrow))
    with ix.searcher() as searcher:

        def names(results):
            return [(hit["article"], hit["ordinal"]) for hit in results]

        def named(number):
            document = searcher.stored_fields(number)
            return document["article"], document["ordinal"]

        grouped = searcher.search(query, groupedby=group, limit=None).groups(group)
        document = searcher.document(**fields)
        yield {value: sorted(map(named, numbers)) for value, numbers in grouped.items()}
        yield names(searcher.search(query, sortedby=sort, reverse=reverse, limit=None))
        yield sorted(names(searcher.search(query, filter=narrow, limit=None)))
        yield sorted(names(searcher.search(query, mask=narrow, limit=None)))
        yield sorted(names(searcher.search(query, filter=narrow, mask=query)))
        yield document and _stored(document)
        yield [_stored(each) for each in searcher.documents(**fields)]
        yield searcher.doc_count(), ix.doc_count()


@settings(max_examples=EXAMPLES)
@given(data=st.data())
def test_an_index_and_its_export_answer_the_same(data):
    articles = data.draw(_articles())
    query = data.draw(st.sampled_from(QUERIES))
    options = {
        "group": data.draw(st.sampled_from(FIELDS)),
        "sort": data.draw(st.sampled_from([*FIELDS, "published"])),
        "reverse": data.draw(st.booleans()),
        "narrow": data.draw(st.sampled_from(QUERIES)),
        "fields": data.draw(
            st.sampled_from(
                [
                    {"kind": "title"},
                    {"source": "tribune", "ordinal": 1},
                    {"paper": "Kherson News"},
                    {"byline": "Magnus Orr\nJuno Castellan"},
                    {"author": "castellan"},
                    {"title": "absent"},
                    {},
                ]
            )
        ),
    }
    with TemporaryDirectory() as folder:
        index = Index.create(Path(folder) / "index")
        everything = enumerate([*articles, FULL])
        index.add_articles(_article(number, known) for number, known in everything)
        index.add_articles([_article(0, articles[-1])])  # a second segment, and a deleted article
        export_whoosh(index, "*", Path(folder) / "stock", copies=True)
        stock = open_dir(Path(folder) / "stock")
        assert list(_answers(index, query, **options)) == list(_answers(stock, query, **options))


def test_articles_are_written_whole_or_by_the_paragraphs_found(tmp_path):
    index = Index.create(tmp_path / "index")
    index.add_articles([_article(n, {"text": LINES, "title": f"No. {n}"}) for n in range(2)])
    done = export_whoosh(index, "kherson", tmp_path / "articles", copies=True)
    assert (done.paragraphs, done.articles) == (10, 2)
    found = export_whoosh(index, "kherson", tmp_path / "paragraphs", paragraphs=True)
    assert (found.paragraphs, found.articles) == (2, 2)
    collapsed = export_whoosh(index, "kherson", tmp_path / "best")
    assert (collapsed.paragraphs, collapsed.left_out) == (5, 1)
    nothing = export_whoosh(index, "xylophon", tmp_path / "nothing")
    assert nothing == (0, 0, 0)
    assert not (tmp_path / "nothing").exists()
