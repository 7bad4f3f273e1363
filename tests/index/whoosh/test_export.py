"""The stock Whoosh index: the same terms, nothing of Pressmark's in it, and whole or not there."""

import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh.index import open_dir

from pressmark.corpus import samples_path
from pressmark.corpus.errors import IndexStateError, IndexWriteFailed
from pressmark.corpus.model import Article
from pressmark.index.schema import make_schema
from pressmark.index.whoosh.export import documents, stock_schema, write_stock_index

ANALYZED = ("text", "surface", "source")
SIGNS = "aAbzÉéßøŁİı1209 .,-&'’＇+#_字かе́\u00ad\u0301"

OPEN_WITHOUT = """
import sys
sys.modules["pressmark"] = sys.modules["Stemmer"] = None
from whoosh.index import open_dir
from whoosh.qparser import QueryParser
index = open_dir(sys.argv[1])
with index.searcher() as searcher:
    found = searcher.search(QueryParser("text", index.schema).parse("piers"))
    print([hit["text"] for hit in found])
"""


def _terms(schema, field, text):
    """The first term of each word."""
    tokens = schema[field].analyzer(text, positions=True, mode="query")
    return [(token.text, token.pos) for token in tokens]


@pytest.mark.parametrize("field", ANALYZED)
@given(text=st.text(SIGNS, max_size=120))
def test_the_terms_before_stemming_are_the_same(field, text):
    text = unicodedata.normalize("NFC", text)
    assert _terms(stock_schema("none"), field, text) == _terms(make_schema("none"), field, text)


@pytest.mark.parametrize("language", ["en", "fr", "cs"])
def test_words_have_the_same_stems_but_for_a_few(language):
    texts = [path.read_text(encoding="utf-8") for path in samples_path().rglob("*.txt")]
    assert texts
    ours, stocks = make_schema(language), stock_schema(language)
    if language == "cs":  # Whoosh cannot stem it
        ours = make_schema("none")
    pairs = [
        pair
        for text in texts
        for pair in zip(_terms(ours, "text", text), _terms(stocks, "text", text), strict=True)
    ]
    different = {one for one, other in pairs if one != other}
    assert len(different) < len(pairs) / 200


@pytest.fixture
def piers(index):
    index.add_articles(
        Article.from_text(f"Pier {n} is closed.", title="Pier", key=str(n)) for n in range(3)
    )
    return index


def _documents(index):
    with index.reader() as reader:
        ids = dict.fromkeys(fields["article"] for fields in reader.all_stored_fields())
    return [each for article in ids for each in documents(index.get(article))]


def test_whoosh_opens_it_where_there_is_no_pressmark(piers, tmp_path):
    write_stock_index(_documents(piers), tmp_path / "stock", "en")
    run = [sys.executable, "-c", OPEN_WITHOUT, str(tmp_path / "stock")]
    found = subprocess.run(run, capture_output=True, check=True, encoding="utf-8", timeout=60)
    assert "Pier 2 is closed." in found.stdout


def test_it_has_the_fields_and_the_paragraphs_that_are_given(piers, tmp_path):
    (tmp_path / "stock").mkdir()  # an empty directory is taken
    some = _documents(piers)[1::2]
    assert write_stock_index(iter(some), tmp_path / "stock", "en") == len(some) == 3
    stock = open_dir(tmp_path / "stock")
    assert set(stock.schema.names()) == {*piers.schema.names()} - {
        *("record", "place", "fingerprint", "added")
    }
    with stock.searcher() as searcher:
        stored = [each["text"] for each in searcher.documents()]
    assert stored == [f"Pier {number} is closed." for number in range(3)]


def test_one_paragraph_of_an_article_can_be_had(piers):
    with piers.reader() as reader:
        article = piers.get(reader.stored_fields(0)["article"])
    assert [each["ordinal"] for each in documents(article, 1)] == [1]


def test_a_directory_that_holds_anything_is_left_alone(piers, tmp_path):
    (tmp_path / "file").write_text("mine")
    for taken in (tmp_path, tmp_path / "file"):
        before = sorted(tmp_path.rglob("*"))
        with pytest.raises(IndexStateError, match="no empty directory"):
            write_stock_index(_documents(piers), taken, "en")
        assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("error", [KeyboardInterrupt, RuntimeError])
def test_an_interrupted_export_leaves_nothing(piers, tmp_path, error):
    before = sorted(tmp_path.iterdir())

    def interrupted():
        yield from _documents(piers)[:2]
        raise error

    with pytest.raises(error):
        write_stock_index(interrupted(), tmp_path / "stock", "en")
    assert sorted(tmp_path.iterdir()) == before


def test_what_the_disk_refuses_is_one_sentence(piers, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(IndexWriteFailed, match="cannot be written"):
        write_stock_index(_documents(piers), tmp_path / "file" / "stock", "en")


def test_something_that_came_into_the_directory_meanwhile_is_kept(piers, tmp_path):
    target = tmp_path / "stock"
    target.mkdir()

    def disturbed():
        yield from _documents(piers)
        (target / "new").touch()

    with pytest.raises(IndexWriteFailed):
        write_stock_index(disturbed(), target, "en")
    assert [path.name for path in target.iterdir()] == ["new"]
    assert not list(tmp_path.glob(".stock-*"))
