from datetime import datetime

import pytest
from memory_engine import MemoryEngine

from pressmark.corpus.model import Article, Block, Kind
from pressmark.index import Index
from pressmark.search import search
from pressmark.search.engine import open_snapshot
from pressmark.search.query.grammar import QUERY_HELP
from pressmark.search.suggestions.examples import examples

TEXTS = (
    "The harbour office of Gull Point painted the lantern tower before the winter storms.",
    "A pilot boat brought the keeper of the lantern tower home to Gull Point on Friday.",
    "Nobody at the harbour office of Gull Point knew where the pilot boat had been.",
)


def article(number: int, text: str, **more) -> Article:
    title = f"Harbour report number {number}"
    blocks = (Block(title, Kind.TITLE, 0), Block(text, Kind.PARAGRAPH, 1))
    return Article(blocks, title=title, key=str(number), **more)


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    """Articles that have a value in every field."""
    index = Index.create(tmp_path_factory.mktemp("examples") / "index")
    index.add_articles(
        article(
            number,
            text,
            source="The Gull Mail",
            authors=("Ann Lee",),
            published=datetime(2022, 5, 8 + number),
            url=f"https://mail.example/{number}",
            language="en",
            extra={"desk": "coast", "words": 200 + number},
        )
        for number, text in enumerate(TEXTS)
    )
    index.add_articles([article(9, "A bare note on the harbour, and no more than that.")])
    return index


@pytest.fixture(params=["local", "memory"])
def searched(request, full):
    return MemoryEngine.copy_of(full) if request.param == "memory" else full


def test_each_form_has_an_example_that_finds_its_hits(searched):
    with open_snapshot(searched) as snapshot:
        shown = examples(snapshot, QUERY_HELP)
    assert [(each.form, each.meaning) for each in shown] == [row[:2] for row in QUERY_HELP]
    # the copy in memory lacks the names, which an index does not store
    lacking = ["name:"] if isinstance(searched, MemoryEngine) else []
    assert [each.form for each in shown if not each.query] == lacking
    for each in shown:
        if not each.query:
            continue
        assert each.hits == search(searched, each.query, limit=0).total > 0


def test_no_example_keeps_a_word_of_the_fixed_ones(full):
    with open_snapshot(full) as snapshot:
        shown = " ".join(each.query for each in examples(snapshot, QUERY_HELP))
    for word in ("bridge", "river", "ferry", "tribune", "2022-10", "2022-09", "party", "brid"):
        assert word not in shown


def test_a_form_without_a_value_in_this_index_has_no_example(tmp_path):
    index = Index.create(tmp_path / "index")
    index.add_articles(article(number, text) for number, text in enumerate(TEXTS))
    with open_snapshot(index) as snapshot:
        shown = {each.form: each.query for each in examples(snapshot, QUERY_HELP)}
    assert shown["some words"]
    for form in ("source:", "author:", "published:", "column:value", "url:"):
        assert shown[form] == ""


def test_an_empty_index_has_no_examples(tmp_path):
    with open_snapshot(Index.create(tmp_path / "index")) as snapshot:
        assert {each.query for each in examples(snapshot, QUERY_HELP)} == {""}
