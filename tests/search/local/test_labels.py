"""Hits are called by their title, which is said to be guessed where it is, or by first words."""

import json

import pytest

from pressmark.corpus.model import Article, Block, Kind
from pressmark.corpus.readers import read_bytes
from pressmark.index import Index
from pressmark.search import search
from pressmark.search.results.json import to_json

GUESSED = b"Ferry late after the gale\n\nThe ferry was four hours late. Nobody was hurt.\n"
HEADED = b"# Ferry back at the quay\n\nThe ferry is back, with a new rudder and no dents.\n"
STATED = b"title: Ferry sold\nauthor: Ann Lee\n\nThe old ferry was sold at an auction on Friday.\n"
RECORDS = (
    b'{"title": "Ferry found", "text": "A ferry that was lost has been found."}\n'
    b'{"text": "The ferry has no headline here."}\n'
)


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    index = Index.create(tmp_path_factory.mktemp("labels") / "index")
    files = {"a.txt": GUESSED, "b.md": HEADED, "c.txt": STATED, "d.jsonl": RECORDS}
    for name, content in files.items():
        index.add_articles(read_bytes(content, name), origin=name)
    return index


def labels(index, **options):
    hits = search(index, "ferry", limit=20, **options).hits
    return {hit.article.label: hit.article for hit in hits}


def test_only_a_title_that_nothing_states_is_guessed(index):
    guessed = {label: article.title_guessed for label, article in labels(index).items()}
    assert guessed == {
        "Ferry late after the gale": True,
        "Ferry back at the quay": False,
        "Ferry sold": False,
        "Ferry found": False,
        "The ferry has no headline here.": False,
    }


def test_an_article_without_a_title_keeps_none_and_shows_its_first_words(index):
    article = labels(index)["The ferry has no headline here."]
    assert (article.title, article.opening) == ("", "The ferry has no headline here.")
    assert {each.opening for each in labels(index).values() if each.title} == {""}


def test_the_stored_article_says_the_same_as_its_hit(index):
    for options in ({}, {"paragraphs": True}, {"copies": True}):
        for label, article in labels(index, **options).items():
            stored = index.get(article.id)
            assert (stored.label, stored.title_guessed) == (label, article.title_guessed)


def test_programs_are_told_too(index):
    shape = to_json(search(index, "headline"))["hits"][0]["article"]
    opening = "The ferry has no headline here."
    assert (shape["title"], shape["opening"], shape["title_guessed"]) == ("", opening, False)
    stored = to_json(index.get(shape["id"]))
    assert json.loads(json.dumps(stored))["opening"] == opening


def test_a_guess_stays_one_when_the_article_is_cleaned_again(index):
    index.mark_lines(block=["Nobody was hurt."])
    index.add(reclean=True)
    assert labels(index)["Ferry late after the gale"].title_guessed


def test_the_first_words_are_those_of_the_article_not_of_the_paragraph_found(make_index, paragraph):
    rows = [
        paragraph("A harbour at dusk.", article="a", ordinal=1, kind="caption"),
        paragraph("Fog lay on the strait.", article="a", ordinal=2),
        paragraph("Then came the ferry.", article="a", ordinal=3),
    ]
    for before in ([], [paragraph("Other news.", article="0")]):
        (hit,) = search(make_index(*before, *rows, segments=1), "ferry").hits
        assert (hit.text, hit.article.opening) == ("Then came the ferry.", "Fog lay on the strait.")


def test_copies_are_labelled_too(tmp_path):
    told = " ".join(f"The dredger was floated off by tug number {n}." for n in range(30))
    index = Index.create(tmp_path / "index")
    index.add_articles(
        Article((Block(told, Kind.PARAGRAPH, 0),), key=str(number)) for number in range(2)
    )
    (hit,) = search(index, "dredger").hits
    (copy,) = hit.copies
    assert copy.label == hit.article.label
    assert copy.label.startswith("The dredger was floated off")
