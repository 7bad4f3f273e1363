"""What is suggested while somebody types: only what leads somewhere, written as in the texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.corpus.errors import AskError
from pressmark.search import search, suggest

pytestmark = pytest.mark.slow


def shown(index, typed, kind="word", **options):
    return [each.text for each in suggest(index, typed, **options) if each.kind == kind]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("bri", "bridge"),
        ("the bri", "the bridge"),
        ("BRI", "bridge"),
        ("  bri  ", "  bridge"),
        ("zur", "Zürich"),
        ("zurich", "Zürich"),
        ("Zür", "Zürich"),
        ("nat", "NATO"),
        ("o'b", "O’Brien"),
        ("o’", "O’Brien"),
        ("u.s", "U.S"),
        ('"bri', '"bridge'),
        ("+bri", "+bridge"),
        ("river AND bri", "river AND bridge"),
        ("(bri", "(bridge"),
        ("covid-1", "covid-19"),
        ("мос", "мост"),
        ("東", "東"),
    ],
)
def test_the_last_word_is_completed_as_the_texts_write_it(make_index, typed, expected):
    index = make_index(
        "Zürich lies on a river. The bridge in Zürich, says NATO man O’Brien, is near Zürich.",
        "After covid-19 the U.S. bridge, an old мост, and 彼は東に.",
    )
    assert shown(index, typed)[:1] == [expected]


@pytest.mark.parametrize(
    "typed",
    ["", " ", "?", '"', "bridge)", "bri*", "bri~", "bridge ^", "\0", "🎉", "x" * 500, "bri " * 100],
)
def test_what_ends_in_no_beginning_of_a_word_is_not_completed(make_index, typed):
    assert suggest(make_index("A bridge."), typed) == ()


def test_the_commonest_come_first_with_the_number_of_articles(make_index):
    index = make_index("bridge", "bridge bridge", "brick", "brick", "brick", "brooch")
    found = [(each.text, each.articles) for each in suggest(index, "br")]
    assert found == [("brick", 3), ("bridge", 2), ("brooch", 1)]


def test_articles_are_counted_not_paragraphs(make_index, paragraph):
    index = make_index(paragraph("A bridge."), paragraph("Bridge two.", ordinal=2))
    assert [each.articles for each in suggest(index, "bri")] == [1]


def test_words_that_neighbours_share_count_once_for_each_article(make_index, paragraph):
    shared = [paragraph("The bridge.", article=str(n)) for n in range(40)]
    others = [paragraph(f"A brook, {n}.", article=f"x{n}") for n in range(9)]
    found = suggest(make_index(*shared, *others), "br")
    assert [(each.text, each.articles) for each in found] == [("bridge", 40), ("brook", 9)]


def test_of_the_forms_of_a_word_the_commonest_is_suggested(make_index):
    index = make_index("bridges bridged", "bridges", "bridge")
    assert shown(index, "bri") == ["bridges"]


def test_stop_words_are_not_suggested(make_index):
    assert shown(make_index("They saw their theatre there."), "the") == ["theatre"]


def test_a_capital_that_only_begins_a_sentence_is_not_taken_for_a_name(make_index):
    assert shown(make_index("Bridges fall. Bridges rise; two bridges stand."), "bri") == ["bridges"]


def test_words_before_narrow_what_is_suggested_to_what_is_with_them(make_index):
    index = make_index("river bridge", "river brook", "ferry brick", "ferry brick", "brick")
    assert shown(index, "br")[0] == "brick"
    assert sorted(shown(index, "river br")) == ["river bridge", "river brook"]
    assert shown(index, "river ferry br") == []


def test_words_of_the_same_article_occur_together_where_no_paragraph_has_them_all(
    make_index, paragraph
):
    index = make_index(paragraph("A river."), paragraph("A bridge.", ordinal=2))
    assert shown(index, "river bri") == ["river bridge"]


def test_a_word_that_the_index_does_not_know_narrows_nothing(make_index):
    assert shown(make_index("A bridge."), "kersson bri") == ["kersson bridge"]


def test_what_was_deleted_is_not_suggested(tmp_path):
    from pressmark.corpus.model import Article, Block, Kind
    from pressmark.index import Index

    index = Index.create(tmp_path / "index")
    articles = [
        Article((Block(f"The {word} over the river.", Kind.PARAGRAPH, 0),), key=word)
        for word in ("bridge", "brook")
    ]
    index.add_articles(articles)
    with index.reader() as reader:
        stored = map(reader.stored_fields, reader.all_doc_ids())
        gone = next(row["article"] for row in stored if "bridge" in row["text"])
    index.delete(gone)
    assert shown(index, "br") == ["brook"]
    assert shown(index, "river br") == ["river brook"]


@pytest.mark.parametrize("segments", [1, 3])
def test_names_of_authors_and_papers_are_suggested_with_the_clause_that_finds_them(
    make_index, paragraph, segments
):
    rows = [
        paragraph(
            "A bridge.",
            article=str(n),
            source="The Tribune",
            author="Ann Lee\nÉmile Zola",
            _stored_author=["Ann Lee", "Émile Zola"],
        )
        for n in range(3)
    ]
    index = make_index(*rows, segments=segments)
    found = suggest(index, "emi")
    assert [(each.kind, each.text, each.query, each.articles) for each in found] == [
        ("name", "Émile Zola", 'author:"Émile Zola"', 3)
    ]
    assert shown(index, "ann l", "name") == ["Ann Lee"]
    assert shown(index, "trib", "name") == ["The Tribune"]
    assert shown(index, "source:tri", "name") == ['source:"The Tribune"']
    assert shown(index, 'flood author:"ann l', "name") == ['flood author:"Ann Lee"']
    assert shown(index, "lee z", "name") == []


def test_titles_are_suggested_with_their_article(make_index, paragraph):
    title = "Old bridge down at Holm"
    index = make_index(paragraph(title, article="ab", title=title, kind="title", ordinal=0))
    (found,) = (each for each in suggest(index, "old bri") if each.kind == "title")
    assert (found.text, found.article, found.articles) == (title, "ab", None)
    assert search(index, found.query).hits[0].article.id == "ab"
    assert shown(index, "ferry", "title") == []


def test_titles_that_begin_as_typed_come_first(make_index, paragraph):
    titles = ["Bridges of the river", "On the river bridges", "No bridges"]
    rows = [
        paragraph(title, article=str(n), title=title, kind="title")
        for n, title in enumerate(titles)
    ]
    assert shown(make_index(*rows), "bridg", "title")[0] == "Bridges of the river"


def test_each_kind_has_a_share_of_the_places(make_index, paragraph):
    rows = [
        paragraph(
            f"Bra{n} is a title",
            article=str(n),
            kind="title",
            author=f"Bra{n} Lee",
            _stored_author=[f"Bra{n} Lee"],
        )
        for n in range(20)
    ]
    kinds = [each.kind for each in suggest(make_index(*rows), "bra", limit=8)]
    assert kinds == ["word"] * 4 + ["name"] * 2 + ["title"] * 2


def test_no_more_are_suggested_than_requested(make_index):
    index = make_index("bread brick bridge brook")
    assert len(suggest(index, "br", limit=2)) == 2
    assert suggest(index, "br", limit=0) == ()
    with pytest.raises(AskError):
        suggest(index, "br", limit=-1)


def test_an_empty_index_suggests_nothing(make_index):
    assert suggest(make_index(), "bri") == ()


WORDS = ["bridge", "Brücke", "brook", "river", "Rio", "the", "o’brien", "U.S."]


@given(
    st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4), min_size=1, max_size=6),
    st.sampled_from(["br", "b", "ri", "bru", "river b", "bridge r", "rio bridge o"]),
)
def test_every_suggested_query_finds_as_many_articles_as_it_states(make_index, texts, typed):
    index = make_index(*(" ".join(words) for words in texts))
    for each in suggest(index, typed):
        words = each.query.split()
        known = [f"+{word}" for word in words if search(index, word).total_articles]
        assert search(index, " ".join(known)).total_articles == each.articles
        assert each.articles


@given(st.text(max_size=30))
def test_nothing_typed_is_an_error(make_index, typed):
    suggest(make_index("A bridge in Zürich.", "東京 🎉"), typed)
