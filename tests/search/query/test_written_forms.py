"""Joined, split and short forms of words and numbers find each other, in every kind of clause."""

import pytest

from pressmark.search import search

FORMS = [
    ("$2.3bn", "$2.3 billion", "2.3 bn"),
    ("8,000", "8000", "8 000"),
    ("co-operation", "cooperation"),
    ("e-mail", "email"),
    ("wi-fi", "wifi"),
    ("on-line", "online"),
    ("covid-19", "covid19"),
    ("organise", "organize"),
    ("colour", "color"),
    ("Straße", "Strasse"),
    ("2,3 Milliarden", "2,3 Mrd"),
    ("£5m", "£5 million"),
]
CLAUSES = [
    "{}",
    '"old {} story"',
    '"old {}"~2',
    "title:{}",
    'title:"old {}"',
    "old NEAR/2 {}",
    "+{} unknown",
]


@pytest.fixture(scope="module")
def library(make_index, paragraph):
    return make_index(
        *(
            paragraph(f"An old {form} story.", article=f"a{row}", title=f"The old {form}")
            for row, forms in enumerate(FORMS)
            for form in forms
        )
    )


def found(index, query):
    return search(index, query, paragraphs=True, limit=50).total_paragraphs


@pytest.mark.parametrize("clause", CLAUSES)
@pytest.mark.parametrize("forms", FORMS, ids=lambda forms: forms[0])
def test_every_form_finds_all(library, forms, clause):
    for form in forms:
        is_split = " " in form and clause in ("title:{}", "old NEAR/2 {}", "+{} unknown")
        if not is_split:  # these take one word
            assert found(library, clause.format(form)) == len(forms), clause.format(form)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Some 100 million.", "100m"),
        ("It is 2.3 metres.", "2.3bn"),
    ],
)
def test_what_may_be_another_thing_is_not_found(make_index, paragraph, text, query):
    assert found(make_index(paragraph(text)), f'"{query}"') == 0
