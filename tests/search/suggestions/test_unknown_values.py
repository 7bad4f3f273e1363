"""A name, kind or language that no article has is said to be unknown, with those like it."""

import json

import pytest

from pressmark.index import Index
from pressmark.search import search


@pytest.fixture(scope="module")
def index(make_index, paragraph):
    rows = [
        ("The Harbour Tribune", ["Ann Lee"], "en"),
        ("Lenn Valley Herald", ["Ann Lee", "Bo Lund"], "de-AT"),
        ("Lenn Valley Herald", [], "en"),
    ]
    return make_index(
        *(
            paragraph(
                f"ferry number {number}",
                article=f"a{number}",
                source=source,
                author="\n".join(authors),
                _stored_author=authors,
                language=language,
            )
            for number, (source, authors, language) in enumerate(rows)
        )
    )


@pytest.mark.parametrize(
    ("query", "note"),
    [
        (
            "source:nosuch ferry",
            "No source is named “nosuch”. "
            "The index has Lenn Valley Herald and The Harbour Tribune.",
        ),
        (
            "source:trybune ferry",
            "No source is named “trybune”. Similar: The Harbour Tribune.",
        ),
        (
            'source:"lenn herald"',  # both are words of a name, but not next to each other
            "No source is named “lenn herald”. Similar: Lenn Valley Herald.",
        ),
        (
            'source:="Lenn Valley"',
            "No source is named “Lenn Valley”. Similar: Lenn Valley Herald.",
        ),
        ("author:lea", "No author is named “lea”. Similar: Ann Lee."),
        ('author:="Ann"', "No author is named “Ann”. Similar: Ann Lee."),
        (
            "source:zz*",
            "No source is named “zz*”. The index has Lenn Valley Herald and The Harbour Tribune.",
        ),
        ("language:fr", "No article has the language “fr”. The index has en and de-AT."),
        (
            "kind:caption ferry",
            "No paragraph has the kind “caption”. The index has paragraph.",
        ),
        (
            "ferry -source:trybune",
            "No source is named “trybune”. Similar: The Harbour Tribune.",
        ),
    ],
)
def test_what_no_article_has_is_noted_with_what_is_like_it(index, query, note):
    assert search(index, query).notes == (note,)


@pytest.mark.parametrize(
    "query",
    [
        "ferry",
        "nosuch",
        "source:tribune",
        "source:her*",
        'source:="Lenn Valley Herald" nosuch',
        'author:="Bo Lund"',
        "language:de",
        "kind:paragraph",
        "source:herald -source:tribune",
        "published:1921",
        "url:nowhere",
    ],
)
def test_nothing_is_noted_of_values_that_are_there_nor_of_open_fields(index, query):
    assert search(index, query).notes == ()


def test_each_unknown_name_is_noted_once(index):
    notes = search(index, "(source:zzx AND ferry) OR (source:zzx AND number) OR author:qqx").notes
    assert [note.split("”")[0] for note in notes] == [
        "No source is named “zzx",
        "No author is named “qqx",
    ]


def test_a_source_that_was_taken_out_is_unknown(make_index, paragraph):
    index = make_index(
        paragraph("ferry", article="a", source="Lamp"),
        paragraph("ferry", article="b", source="Wire"),
    )
    index.delete("a")
    assert search(index, "source:lamp").notes == ("No source is named “lamp”. The index has Wire.",)


def test_of_many_names_the_commonest_are_listed_and_the_others_counted(make_index, paragraph):
    index = make_index(
        *(
            paragraph("ferry", article=f"{name}{number}", source=name * 9)
            for name, articles in (("a", 1), ("b", 2), ("c", 3), ("d", 4), ("e", 5))
            for number in range(articles)
        )
    )
    (note,) = search(index, "source:nosuch").notes
    assert note.endswith(f"The index has {'e' * 9}, {'d' * 9}, {'c' * 9} and 2 others.")


def test_an_empty_index_has_no_names_to_miss(make_index):
    assert search(make_index(), "source:nosuch").notes == ()


def test_where_no_article_names_its_source_that_is_noted(make_index):
    assert search(make_index("ferry"), "source:nosuch").notes == (
        "No source is named “nosuch”. The index has none.",
    )


@pytest.mark.parametrize(
    ("query", "notes"),
    [
        ("party:grean", ["No article has “grean” in the column party. Similar: Green."]),
        (
            "party:=Blue",
            ["No article has “blue” in the column party. The index has Green and Red."],
        ),
        (
            "party:(red OR pink)",
            ["No article has “pink” in the column party. The index has Green and Red."],
        ),
        ("party:green", []),
        ("party:gr*", []),
        ("words:99", []),
        ("has:party", []),
        ("-party:red", []),
    ],
)
def test_a_text_that_a_further_column_does_not_have_is_noted(tmp_path, query, notes):
    index = Index.create(tmp_path / "index")
    records = [
        {"title": "Ferry", "text": "The ferry left the harbour at noon.", "party": "Green"},
        {"title": "Boat", "text": "A boat ran aground on the bar.", "party": "Red", "words": 12},
    ]
    (tmp_path / "dump.json").write_text(json.dumps(records))
    index.add(tmp_path / "dump.json")
    assert list(search(index, query).notes) == notes
