"""Spellings of one name are offered, and different names are not."""

import pytest

from pressmark.corpus import Article, Block, Kind
from pressmark.index import Index
from pressmark.search import search
from pressmark.search.suggestions.also_written import sound

TEXTS = (
    "We saw Volodymyr Zelensky in Kyiv and the town of Izyum again.",
    "We saw Volodymyr Zelenskiy in Kyiv, and the town of Izium later.",
    "They met Volodymyr Zelenskyy and Amy Klein there.",
    "They met Ron Klain there.",
)


@pytest.fixture(scope="module")
def spellings(tmp_path_factory):
    index = Index.create(tmp_path_factory.mktemp("spellings") / "index")
    index.add_articles(
        Article((Block(text, Kind.PARAGRAPH, 0),), key=str(number))
        for number, text in enumerate(TEXTS)
    )
    return index


def offered(index, query):
    return [(each.written, each.paragraphs) for each in search(index, query).also_written]


def test_spellings_of_a_name_are_offered_with_their_paragraphs(spellings):
    assert offered(spellings, "Zelensky") == [("Zelenskiy", 1), ("Zelenskyy", 1)]
    assert offered(spellings, "Izium") == [("Izyum", 1)]


def test_a_last_name_alone_is_offered_for_one_of_a_full_name(tmp_path):
    index = Index.create(tmp_path / "index")
    texts = ("We saw Volodymyr Zelensky there.", "We saw Zelenskiy there.")
    index.add_articles(Article((Block(text, Kind.PARAGRAPH, 0),), key=text) for text in texts)
    assert offered(index, "Zelensky") == [("Zelenskiy", 1)]


@pytest.mark.parametrize(
    ("texts", "query"),
    [
        (("We met Bob Blumenfield there.", "We met Blumenfeld there."), "Blumenfeld"),
        (("We saw Oregon Treasures there.", "We saw Treasuries there."), "Treasuries"),
        (("The US Israel Energy Act passed.", "The US Israeli Energy Act passed."), "Israel"),
        (("The Quill Russia Bank grew.", "The Quill Russian Bank grew."), "Russian"),
    ],
)
def test_a_name_with_another_letter_i_and_adjectives_are_not(tmp_path, texts, query):
    index = Index.create(tmp_path / "index")
    others = (f"The ferry was {number} minutes late." for number in range(100))  # make names rare
    texts = (*texts, *others)
    index.add_articles(Article((Block(text, Kind.PARAGRAPH, 0),), key=text) for text in texts)
    assert offered(index, query) == []


def test_different_names_and_words_without_a_capital_are_not(spellings):
    assert offered(spellings, "Klein") == []
    assert offered(spellings, "visit zelensky") == []


def test_a_word_alone_may_be_a_name_without_a_capital(spellings):
    assert offered(spellings, "zelensky") == [("Zelenskiy", 1), ("Zelenskyy", 1)]


def test_a_pasted_text_of_many_names_gets_no_spellings(spellings):
    text = "Zelensky met Tolbridge Lenn Harbour Council"
    assert offered(spellings, "Zelensky met") and not offered(spellings, text)


def test_the_query_of_a_spelling_finds_both(spellings):
    (each,) = search(spellings, "visit Izium").also_written
    assert each.query == "visit (Izium OR Izyum)"
    assert search(spellings, each.query).total_articles == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [("zelensky", "zelenskyy"), ("qaddafi", "qadhafi"), ("izyum", "izium"), ("herman", "hermann")],
)
def test_transliterations_sound_alike(one, other):
    assert sound(one) == sound(other)
