"""Fields that scrapers write above a text."""

import json
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.corpus import Kind, clean, read_bytes
from pressmark.corpus.readers.simple_yaml import read_yaml

FIRST = "The river rose by two metres on Tuesday night, the water board said in a statement."
SECOND = "Three villages in the lower valley were cut off from the main road for most of the day."


def article_of(text, name="story.txt"):
    (article,) = read_bytes(text.encode(), name)
    return article


HEADER = """\
Title: River rises by night
URL: https://valley.example/a/1
Date: 2023-02-15 08:00
Author: Ada Bell; Tom Ferris
Source: Valley Tribune
"""


@pytest.mark.parametrize("rule", ["", "---\n", "==========\n"])
def test_lines_of_fields_above_a_text_are_fields(rule):
    article = article_of(f"{HEADER}{rule}\nRiver rises by night\n\n{FIRST}\n\n{SECOND}\n")
    assert article.title == "River rises by night"
    assert article.url == article.key == "https://valley.example/a/1"
    assert article.published == datetime(2023, 2, 15, 8)
    assert article.authors == ("Ada Bell", "Tom Ferris")
    assert article.source == "Valley Tribune"
    assert set(article.origins.values()) == {"front matter"}
    kept = [(block.kind, block.text) for block in clean(article).paragraphs]
    assert kept == [
        (Kind.TITLE, "River rises by night"),
        (Kind.PARAGRAPH, FIRST),
        (Kind.PARAGRAPH, SECOND),
    ]


@pytest.mark.parametrize("name", ["story.md", "story.txt"])
def test_front_matter_is_fields(name):
    text = (
        '---\ntitle: "River rises"\ndate: 2023-02-15\nauthors:\n  - Ada Bell\n  - Tom Ferris\n'
        f"tags: [river, flood]\nlang: en\ndraft: false\n---\n\n{FIRST}\n\n{SECOND}\n"
    )
    article = article_of(text, name)
    assert (article.title, article.language) == ("River rises", "en")
    assert article.authors == ("Ada Bell", "Tom Ferris")
    assert [block.text for block in article.blocks] == ["River rises", FIRST, SECOND]


def test_what_the_fields_leave_out_is_read_from_the_text():
    article = article_of(
        f"url: https://valley.example/1\nsource: Valley Tribune\n\nRiver rises by night\n\n"
        f"By Ada Bell\n\n{FIRST}\n\n{SECOND}"
    )
    assert article.title == "River rises by night"
    assert article.authors == ("Ada Bell",)


@pytest.mark.parametrize(
    "head",
    [
        "Title: a word for a duke.",
        "Note: this is a story.\nWarning: it has colons.",
        "Date: Friday\nTime: 6 pm\nPlace: Hall",
        "Title: River rises\nIt rose by two metres.",
        "---\nA rule above.",
    ],
)
def test_a_text_that_only_begins_like_fields_loses_nothing(head):
    article = article_of(f"{head}\n\n{FIRST}")
    texts = [block.text for block in article.blocks]
    assert texts == [*head.split("\n"), FIRST]
    assert article.origins == {}


@pytest.mark.parametrize(
    "head",
    [
        '---\n# saved by hand\ntitle: "River rises" # as printed\ndate: 2023-02-15\n'
        "authors: [Ada Bell, 'Tom Ferris']\n---",
        "---\ntitle: >\n  River\n  rises\ndate: 2023-02-15 08:00:00 +0100\nauthors:\n- Ada Bell\n"
        "- Tom Ferris\nnote: |\n  First: line\n\n  second line\n---",
        "---\ntitle: >-\n  River rises\nauthors:\n  - name: Ada Bell\n    email: ada@v.example\n"
        "  - name: Tom Ferris\ndate: 15 February 2023\nimages:\n  - src: a.jpg\n    alt: A: b\n...",
        "---\ntitle: River\n  rises\nauthors: [\n  Ada Bell,\n  Tom Ferris\n]\n"
        "date: 2023-02-15\n---",
        "---\ntitle: 'River rises'\nparams:\n  authors: [Ada Bell, Tom Ferris]\ndate: 2023-02-15\n"
        "a strange line\nlayout: post\ndraft: false\n---",
        '+++\ntitle = "River rises"\ndate = 2023-02-15\nauthors = ["Ada Bell", "Tom Ferris"]\n+++',
        '+++\ntitle = """\nRiver rises"""\ndate = 2023-02-15T08:00:00+01:00\n[taxonomies]\n'
        'authors = ["Ada Bell", "Tom Ferris"]\n+++',
        '{\n"title": "River rises", "date": "2023-02-15", "author": ["Ada Bell", "Tom Ferris"]}\n',
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_front_matter_of_editors_gives_its_fields_and_is_no_text(head, newline):
    article = article_of(f"{head}\n\n{FIRST}\n\n{SECOND}\n".replace("\n", newline), "story.md")
    assert (article.title, article.authors) == ("River rises", ("Ada Bell", "Tom Ferris"))
    assert article.published.date() == datetime(2023, 2, 15).date()
    assert [block.text for block in article.blocks] == ["River rises", FIRST, SECOND]


@pytest.mark.parametrize(
    "head",
    [
        "---\nNote: the weir is closed.\n---",
        "---\nTitle: a word for a duke.\nIt is not one for a bridge, he said.\n---",
        "+++\nThe river rose.\n+++",
        "{ a brace }",
    ],
)
def test_prose_between_rules_is_text(head):
    texts = [block.text for block in article_of(f"{head}\n\n{FIRST}").blocks]
    assert all(line in texts for line in head.split("\n")[1:-1])
    assert texts[-1] == FIRST


names = st.from_regex(r"[a-z]{1,8}", fullmatch=True)
values = st.text("abc ,:'\"#-éß漢", max_size=20).map(str.strip)


@given(st.dictionaries(names, values | st.lists(values.filter(bool), max_size=4), max_size=6))
def test_quoted_yaml_is_read_as_it_was_written(fields):
    """JSON's strings are YAML's, in lists in brackets and in lists of lines."""
    lines = []
    for name, value in fields.items():
        if isinstance(value, list) and value:
            lines += [f"{name}:", *(f"  - {json.dumps(item)}" for item in value)]
        else:
            lines.append(f"{name}: {json.dumps(value)} # a comment")
    assert read_yaml(lines) == (fields, 0)


@given(st.lists(st.text("ab:-#[]{}>|'\" \t", max_size=12), max_size=12))
def test_any_lines_are_read_without_fail(lines):
    fields, stray = read_yaml(lines)
    assert isinstance(fields, dict)
    assert 0 <= stray <= len(lines)
